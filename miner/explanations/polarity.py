"""Which way a text points: more or less, above or below, done or not.

人员增加 and 人员减少 share most of their characters and say the opposite, so texts of different polarity are never put
together, however alike they look.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"(?P<up>增加|增长|增多|增大|增幅|新增|追加|调增|上调|上升|上涨|提高|提升|扩大|偏高|较高|较多|较大)"
    r"|(?P<down>减少|减小|压减|压缩|缩减|核减|削减|调减|下调|下降|下滑|降低|减幅|偏低|较低|较少|较小|预算小)"
    r"|(?P<above>大于|高于|多于|超过|超出|超支)"
    r"|(?P<below>小于|低于|少于|不足|结余)"
    r"|(?P<inwards>调入|转入|划入|招录|新进|新招)"
    r"|(?P<outwards>调出|转出|划出|退休|离职|去世|辞职)"
    r"|(?P<undone>尚未|未能|未(?!来|成年)|没有|没(?!收)|取消|停止|暂停|无(?!人机|线|偿|障碍|形|害|缝|纸))"
    r"|(?P<done>已(?!知))"
)


def polarity(text: str) -> tuple[str, ...]:
    """The signs of a text in order, a sign that repeats counted once: 新增人员，支出减少 gives ``("up", "down")``."""
    signs: list[str] = []
    for match in _SIGNS.finditer(text):
        sign = match.lastgroup or ""
        if not signs or signs[-1] != sign:
            signs.append(sign)
    return tuple(signs)
