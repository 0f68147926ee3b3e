"""Times that a text names (时期): calendar years, years counted from the fiscal year, and parts and points of a year."""

from __future__ import annotations

import re
from enum import StrEnum

from miner.language.annotation.marks import Mark


class Period(StrEnum):
    """What sort of time; the label of its span."""

    YEAR = "year"
    """2024年, 2023—2025年度"""
    RELATIVE_YEAR = "relative_year"
    """上年, 本年度, 以前年度"""
    POINT = "point"
    """年初, 上年末, 2024年底: a day to which books are closed or opened"""
    PART = "part"
    """上半年, 一季度"""
    MONTH = "month"
    """三月, 2024年3月份, 12月底"""
    DATE = "date"
    """2024年3月5日"""
    PLAN = "plan"
    """“十四五”时期"""


_ONE_YEAR = r"(?:19|20)\d{2}\s*年"
_THIS = r"(?:本|当|今)年|上一?年|去年|前年|次年|下一?年|明年|[上本]一?年度|往年|历年|以前年度"
_END = r"(?:初|末|底|终)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
_DAY = r"\s*(?:3[01]|[12]\d|0?[1-9])\s*日"
_QUARTER = r"(?:第?[一二三四]|第\s*[1-4]|(?<!\d)[1-4])季度"
_PERIOD = re.compile(
    rf"(?P<plan>[“\"]?十[二三四五六]五[”\"]?(?:规划)?(?:时期|期间)?)"
    rf"|(?P<date>(?:(?:{_ONE_YEAR}|{_THIS})\s*)?(?<![\d.一二三四五六七八九十]){_MONTH}{_DAY})"
    rf"|(?P<part>(?:(?:{_ONE_YEAR}|{_THIS})度?\s*)?(?:{_QUARTER}|[上下]半年))"
    rf"|(?P<month>(?:(?:{_ONE_YEAR}|{_THIS})\s*)?(?<![\d.一二三四五六七八九十]){_MONTH}份?[初底末]?)"
    rf"|(?P<point>(?<!\d)(?:(?:{_ONE_YEAR}|{_THIS})度?{_END}|(?<![近每半学青少幼周])(?:年|期|年度){_END}))"
    rf"|(?P<year>(?<![\d.])(?:19|20)\d{{2}}\s*[-－—–~～至]{{1,2}}\s*{_ONE_YEAR}度?|(?<![\d.]){_ONE_YEAR}度?)"
    rf"|(?P<relative_year>(?:{_THIS})度?)"
)


def period_marks(text: str) -> tuple[Mark, ...]:
    """The times of a text, in order; labels are those of `Period`.

    A length of time (三年, 3个月) is none.
    """
    return tuple(Mark(*match.span(), str(match.lastgroup)) for match in _PERIOD.finditer(text))
