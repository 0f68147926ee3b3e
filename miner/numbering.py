"""The numbering that begins a heading or a list item: 第一部分, 一、, （一）, 1、, （1）.

Layout needs it to break paragraphs, the outline to build its tree; numbering is the one mark of a heading that all regions
and all programs share.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = "一二三四五六七八九十百"
_STYLES = (
    (1, re.compile(rf"第([{_HAN}\d]{{1,3}})(?:部分|章|篇)[:：、.\s]*")),
    (2, re.compile(rf"([{_HAN}]{{1,4}})\s*(?:[、．]|[.,，](?!\d))\s*")),
    (3, re.compile(rf"[（(]\s*([{_HAN}]{{1,4}})\s*[)）][、.．]?\s*")),
    (5, re.compile(r"(?:[（(]\s*(\d{1,2})\s*[)）]|(\d{1,2})[)）])[、.．]?\s*|([①-⑳])\s*")),
    (4, re.compile(r"(\d{1,2})\s*(?:[、．]|\.(?!\d|\s\d)|\.(?=20\d\d年)|,(?!\d))\s*")),
)
_VALUE = {character: i for i, character in enumerate(_HAN, 1)}


class Numbering(NamedTuple):
    """A heading's number: its level (1 第一部分, 2 一、, 3 （一）, 4 1、, 5 （1）), its value and how many characters it takes."""

    level: int
    value: int
    length: int


def numbering(text: str) -> Numbering | None:
    """The numbering at the start of a paragraph, or none."""
    for level, pattern in _STYLES:
        match = pattern.match(text)
        if match:
            printed = next(group for group in match.groups() if group)
            return Numbering(level, _value(printed), match.end())
    return None


def han_numeral(number: int) -> str:
    """A whole number from 1 to 99 in Han characters: 12 is 十二, 20 is 二十."""
    tens, units = divmod(number, 10)
    return (_HAN[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_HAN[units - 1] if units else "")


def _value(printed: str) -> int:
    if printed.isdigit() and printed.isascii():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    tens, ten, units = printed.rpartition("十")
    if not ten:
        return _VALUE.get(printed, 0)
    return (_VALUE.get(tens, 1) if tens else 1) * 10 + _VALUE.get(units, 0)
