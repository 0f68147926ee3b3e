"""How far the text of a page can be trusted."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from miner.bilingual import say
from miner.model import HealthVerdict, PageHealth

_CID: Final = re.compile(r"\(cid:\d+\)")
_MOJIBAKE: Final = re.compile("[\u0080-\u00ff]{2,}")
_SCAN_IMAGE: Final = 0.5
"""Share of the page that images must cover for a page with hardly any text to be a scan."""
_FEW: Final = 30
"""Up to so many characters a page beneath an image is a scan: a stamp, a page number, a scanner's mark."""
_SICK: Final = 0.10
"""Share of characters without meaning from which a page is not mined: one wrong digit in ten is too many."""
_SICK_COUNT: Final = 3
"""Fewer than so many sick characters (a bullet from a symbol font) condemn no page that has others."""


def is_han(character: str) -> bool:
    """True for Han characters, their radicals and compatibility forms."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\u2e80" <= character <= "\u2fd5"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def judge(text: str, image_share: float = 0.0, repaired: bool = False) -> PageHealth:
    """The verdict on a page.

    Args:
        text: all characters of the page, in any order; watermarks count as well.
        image_share: how much of the page images cover, 0 to 1.
        repaired: whether mojibake was turned back to Han characters.
    """
    cids = len(_CID.findall(text))
    visible = [character for character in _CID.sub("", text) if not character.isspace()]
    total = len(visible) + cids
    if total == 0:
        if image_share >= _SCAN_IMAGE:
            return PageHealth(HealthVerdict.SCANNED, 0, 0.0, 0.0, 0.0, _scanned())
        return PageHealth(HealthVerdict.EMPTY, 0, 0.0, 0.0, 0.0)
    han = sum(map(is_han, visible)) / total
    meaningless = cids + sum(map(_meaningless, visible))
    garbled = sum(len(match[0]) for match in _MOJIBAKE.finditer("".join(visible)))
    cid_share, mojibake_share = meaningless / total, garbled / total
    sick = meaningless + garbled
    if sick / total >= _SICK and (sick >= _SICK_COUNT or sick * 2 > total):
        note = say(
            f"{total} 个字符中有 {sick} 个无法识别（字体缺少文字编码），本页不予采集",
            f"{sick} of {total} characters have no meaning (fonts without encoding); the page is not mined",
        )
        return PageHealth(HealthVerdict.UNREADABLE, total, han, cid_share, mojibake_share, note)
    if total <= _FEW and image_share >= _SCAN_IMAGE:
        return PageHealth(HealthVerdict.SCANNED, total, han, cid_share, mojibake_share, _scanned())
    if repaired:
        note = say("乱码已按 GBK 编码还原", "garbled text was restored as GBK")
        return PageHealth(HealthVerdict.REPAIRED, total, han, cid_share, mojibake_share, note)
    return PageHealth(HealthVerdict.GOOD, total, han, cid_share, mojibake_share)


def _scanned() -> str:
    return say("本页是图像，没有文字层", "the page is an image without a text layer")


def _meaningless(character: str) -> bool:
    """Replacement, private-use, unassigned and control characters: a glyph was drawn, but nobody knows which."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cc", "Cn", "Cs")
