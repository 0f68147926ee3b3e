"""How far the text of a page can be trusted."""

from __future__ import annotations

import re
from typing import Final

from miner.bilingual import say
from miner.model import HealthVerdict, PageHealth

_CID: Final = re.compile(r"\(cid:\d+\)")
_MOJIBAKE: Final = re.compile("(?=[\u0080-\u00ff]*[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff])[\u0080-\u00ff]{2,}")
"""Runs of the upper half of Latin-1 with a letter in them: ``Ö§³ö``, but not ``××`` and ``····``."""
_HAN: Final = re.compile("[\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MEANINGLESS: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff\U000f0000-\U0010ffff]"
)
"""Replacement, private-use and control characters: a glyph was drawn, but nobody knows which."""
_SCAN_IMAGE: Final = 0.5
"""Share of the page that images must cover for a page with hardly any text to be a scan."""
_FEW: Final = 30
"""Up to so many characters a page beneath an image is a scan: a page number, a scanner's mark."""
_TITLE: Final = 4
"""From so many Han characters of body text it is none: a cover or a divider with a background picture."""
_SICK: Final = 0.10
"""Share of characters without meaning from which a page is not mined: one wrong digit in ten is too many."""
_SICK_COUNT: Final = 3
"""Fewer than so many sick characters (a bullet from a symbol font) condemn no page that has others."""


def is_han(character: str) -> bool:
    """True for Han characters, their radicals and compatibility forms."""
    return _HAN.match(character) is not None


def judge(text: str, image_share: float = 0.0, repaired: bool = False, body: str | None = None) -> PageHealth:
    """The verdict on a page.

    Args:
        text: all characters of the page, in any order; watermarks count as well.
        image_share: how much of the page images cover, 0 to 1.
        repaired: whether mojibake was turned back to Han characters.
        body: the characters without watermarks, where they are known; only they tell a cover from a stamped scan.
    """
    cids = len(_CID.findall(text))
    visible = "".join(_CID.sub("", text).split())
    total = len(visible) + cids
    if total == 0:
        if image_share >= _SCAN_IMAGE:
            return PageHealth(HealthVerdict.SCANNED, 0, 0.0, 0.0, 0.0, _scanned())
        return PageHealth(HealthVerdict.EMPTY, 0, 0.0, 0.0, 0.0)
    han = len(_HAN.findall(visible)) / total
    meaningless = cids + len(_MEANINGLESS.findall(visible))
    garbled = sum(map(len, _MOJIBAKE.findall(visible)))
    cid_share, mojibake_share = meaningless / total, garbled / total
    sick = meaningless + garbled
    if sick / total >= _SICK and (sick >= _SICK_COUNT or sick * 2 > total):
        note = say(
            f"{total} 个字符中有 {sick} 个无法识别（字体缺少文字编码），本页不予采集",
            f"{sick} of {total} characters have no meaning (fonts without encoding); the page is not mined",
        )
        return PageHealth(HealthVerdict.UNREADABLE, total, han, cid_share, mojibake_share, note)
    if image_share >= _SCAN_IMAGE:
        written = visible if body is None else "".join(body.split())
        if len(written) <= _FEW and len(_HAN.findall(written)) < _TITLE:
            return PageHealth(HealthVerdict.SCANNED, total, han, cid_share, mojibake_share, _scanned())
    if repaired:
        note = say("乱码已按 GBK 编码还原", "garbled text was restored as GBK")
        return PageHealth(HealthVerdict.REPAIRED, total, han, cid_share, mojibake_share, note)
    return PageHealth(HealthVerdict.GOOD, total, han, cid_share, mojibake_share)


def _scanned() -> str:
    return say("本页是图像，没有文字层", "the page is an image without a text layer")
