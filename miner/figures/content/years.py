"""Another year where this year's belongs: last year's number left standing in a sentence about this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_cell, of_text
from miner.figures.linking import equal_cell
from miner.figures.statements import Statement
from miner.model import Section

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?")
_ABOUT = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年度?(?:全年|本部门|本单位|我部门|我单位)?(?:部门|单位)?(?=决算(?!数)|[^，。；\d]{0,10}(?:决算公开|决算编制|决算情况|收入支出决算))"
)
_COMPARED = re.compile(r"[与比较同于和超][^，。；]{0,6}$")
_COMPARED_AFTER = re.compile(r"[^，。；]{0,16}(?:相比|比较|持平|对比|基本一致|增加|减少|增长|下降)")
_FEWEST = 4
"""Digits that an amount must have to tell a year by its cell."""


def wrong_years(examined: Examined) -> Iterator[Issue]:
    """A figure that is said to be of another year and is exactly this year's cell; 2022年度决算 in the accounts of 2023."""
    year = examined.disclosure.identity.fiscal_year
    if year is None:
        return
    seen: set[tuple[int, int]] = set()
    for statement in examined.bench.statements:
        found = _by_its_cell(examined, statement, year)
        if found is not None and (found[0].ordinal, found[1]) not in seen:
            section, at, issue = found
            seen.add((section.ordinal, at))
            yield issue
    for section in examined.prose:
        for match in _ABOUT.finditer(section.text.text):
            said = int(match["year"])
            if said in (year, year + 1) or abs(said - year) > 2 or (section.ordinal, match.start()) in seen:
                continue
            if _compares(section.text.text, match) or _told_of_past(section, match, year):
                continue
            yield Issue(
                _message(match["year"], year, section, match), (of_text(section, match.start(), match.start() + 4),)
            )


def _by_its_cell(examined: Examined, statement: Statement, year: int) -> tuple[Section, int, Issue] | None:
    """The issue of one amount: said to be of another year, and just what this year's cell holds."""
    figure = statement.figure
    if statement.current or not statement.amount or len(re.sub(r"\D", "", figure.text).strip("0")) < _FEWEST:
        return None
    section = examined.disclosure.sections[figure.section]
    text = section.text.text
    begin = text.rfind("\n", 0, figure.char_start) + 1
    said = [m for m in _YEAR.finditer(text, begin, figure.char_start) if m[1] == figure.period]
    if not said or _compares(text, said[-1]):
        return None
    meant = replace(statement, current=True, figure=replace(figure, period=str(year)))
    candidate = equal_cell(examined.bench, meant)
    if candidate is None:
        return None
    evidence = (
        of_text(section, said[-1].start(), said[-1].start() + 4),
        of_text(section, figure.char_start, figure.char_end),
        of_cell(candidate.view, candidate.cell),
    )
    message = say(
        f"说是{figure.period}年的{figure.text}，与{year}年度《{candidate.view.table.title}》的数一致",
        f"{figure.text} is said to be of {figure.period} and is what {candidate.view.table.title} prints for {year}",
    )
    return section, said[-1].start(), Issue(message, evidence)


def _compares(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(_COMPARED.search(before)) or bool(_COMPARED_AFTER.match(text, match.end()))


def _told_of_past(section: Section, match: re.Match[str], year: int) -> bool:
    """True where the sentence speaks of both years, or of something done in the other one."""
    text = section.text.text
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, match.end())) >= 0]
    sentence = text[begin : min(stops, default=len(text))]
    return str(year) in sentence.replace(match[0], "", 1) or bool(re.search(r"审计|整改|问题|批复|印发|检查", sentence))


def _message(said: str, year: int, section: Section, match: re.Match[str]) -> str:
    words = section.text.text[match.start() : match.end() + 14].split("\n")[0]
    return say(
        f"本文件是{year}年度的，此处写作“{words}”", f"the document is of {year}; here it says “{words}” ({said})"
    )
