"""Which way a text points: more or less, above or below, in or out, done or not.

人员增加 and 人员减少 share most of their characters and say the opposite, so texts of different polarity are never put
together, however alike they look.
"""

from __future__ import annotations

import re

Polarity = tuple[str, ...]

SIGNS = re.compile(
    r"(?P<up>增员|增编|走强|好转|上行|多列|增拨|(?<!上)涨(?!价)|增加|增长|增多|增大|增幅|增资|增收|增支|净增|新增|追加|调增|上调|调高|上升|上涨|上浮|涨价|走高|提高|提升|提标|扩大|偏高|较高|较多|较大|偏多|(?<=[数率额度])高(?!于|校|中|职|速)|多于预计|高企|激增|增高|放宽|拓宽)"
    r"|(?P<down>减员|减编|走弱|恶化|下行|少列|减拨|跌|减少|减小|减收|减支|净减|压减|压缩|缩减|核减|削减|扣减|调减|下调|调低|下降|下滑|下浮|降价|走低|下跌|降低|减幅|缩小|缩水|收窄|偏低|较低|较少|较小|偏少|(?<=[数率额度])低(?!于|保)|预算小)"
    r"|(?P<above>大于|高于|多于|超过|超出|超支|突破)"
    r"|(?P<below>小于|低于|少于|不足|不及(?!时|格))"
    r"|(?P<inwards>迁入|调入|转入|划入|招录|招聘|新进|新招|调进|转来|接收|纳入|并入)"
    r"|(?P<outwards>迁出|调出|转出|划出|退休(?!人员|干部|职工|老|费|金|待遇)|离职|去世|辞职|调离|转走|移交|退出)"
    r"|(?P<undone>尚未|未能|未(?!来|成年)|没有|没(?!收)|不再|不需|取消|停止|暂停|空缺|推迟|延期|延后|延迟|滞后|缓慢|偏晚|较晚|偏慢|较慢|不(?!变|断|同|动产|定|可预|仅|但|良|及(?!时|格)|足|再|少于|得不|一样)|(?<=[付进展行])慢|无(?!人机|线|偿|障碍|形|害|缝|纸|函|论))"
    r"|(?P<same>不变|持平|(?<!不)一致)"
    r"|(?P<done>已(?!知)|(?<=[付进展行])快|较快|加快|提前|偏早)"
)
_WAYS = {
    "up": "up",
    "above": "up",
    "inwards": "up",
    "down": "down",
    "below": "down",
    "outwards": "down",
    "undone": "down",
    "done": "up",
}


_LAST_YEAR = re.compile(r"(?<![较比与同])(?:上年|去年|往年|上一年度?|以前年度)(?!结转|结余)")


def polarity(text: str) -> Polarity:
    """The signs of a text in order, a sign that repeats counted once: 新增人员，支出减少 gives ``("up", "down")``.

    What is said of the year before is another sign: 上年购置，本年未购置 is the reverse of 上年未购置，本年购置.
    """
    signs: list[str] = []
    for clause in text.split(","):
        last = "last year " if _LAST_YEAR.search(clause) else ""
        for match in SIGNS.finditer(clause):
            sign = f"{last}{match.lastgroup}"
            if not signs or signs[-1] != sign:
                signs.append(sign)
    return tuple(signs)


def direction_of(text: str) -> str:
    """``up`` or ``down`` where all signs of a text lead to more or all to less money, else empty."""
    ways = {_WAYS[sign] for sign in polarity(text) if sign in _WAYS}
    return ways.pop() if len(ways) == 1 else ""
