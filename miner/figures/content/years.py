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
from miner.model import Section, SectionRole

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?")
_ABOUT = re.compile(
    r"(?:(?<=[。\n：])|^)[ \t]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?[^，。；：\n\d]{0,24}(?P<year>20\d\d)年度"
    r"(?=[^。\n]{0,24}(?:无|没有|未|共有|决算|收入|收、支|支出|财政拨款|一般公共预算|政府性基金|国有资本|“?三公|机关运行|政府采购|会议费|培训费|部门|本年))"
)
"""A sentence that begins with a year, or with whose year it is."""
_ACCOUNTS = re.compile(
    r"(?P<year>20\d\d)年度?(?:(?:部门|单位)?决算(?=编制|汇总|公开|报表|范围)|(?:部门|单位)整体支出绩效(?:自评|评价)报告)"
)
_PAST = re.compile(
    r"审计(?:局|署|厅|报告|发现|意见|指出)|整改(?:情况|落实|到位)|巡(?:视|察)(?:组|反馈|发现|意见)|问题|批复|印发|评价结果|上年度?决算公开|以前年度|结转"
    r"|，本年(?:同比|较|比|增|减)"
)
_COMPARED = re.compile(r"(?:[与比较同于超][^，。；]{0,6}|[和及])$")
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
        text = section.text.text
        for match in _subjects(section, examined.disclosure.identity.department):
            said = int(match["year"])
            at = match.start("year")
            if (section.ordinal, at) in seen:
                continue
            seen.add((section.ordinal, at))
            if said >= year or said < year - 2 or _compared_with(text, match):
                continue
            if _speaks_of_past(text, match, year):
                continue
            words = text[at : at + 18].split("\n")[0]
            message = say(
                f"本文件是{year}年度的，此处写作“{words}”", f"the document is of {year}; here it says “{words}”"
            )
            yield Issue(message, (of_text(section, at, at + 4),))


def _subjects(section: Section, own: str) -> Iterator[re.Match[str]]:
    """Where a sentence begins with a year that it is about; results of work are told of any year."""
    if section.role is not SectionRole.PERFORMANCE:
        yield from _ABOUT.finditer(section.text.text)
        if own:
            yield from re.finditer(rf"(?<=，){re.escape(own)}(?P<year>20\d\d)年度(?![与和较比])", section.text.text)
    yield from _ACCOUNTS.finditer(section.text.text)


def _by_its_cell(examined: Examined, statement: Statement, year: int) -> tuple[Section, int, Issue] | None:
    """The issue of one amount: said to be of another year, and just what this year's cell holds."""
    figure = statement.figure
    if statement.current or not statement.amount or len(re.sub(r"\D", "", figure.text).strip("0")) < _FEWEST:
        return None
    section = examined.disclosure.sections[figure.section]
    text = section.text.text
    begin = text.rfind("\n", 0, figure.char_start) + 1
    stop = text.find("\n", figure.char_end)
    if f"{year}年" in text[begin : len(text) if stop < 0 else stop]:
        return None  # both years are spoken of: an amount may be the same in both
    between = (s for s in examined.bench.by_section[figure.section] if s.amount)
    said = [m for m in _YEAR.finditer(text, begin, figure.char_start) if m[1] == figure.period]
    if not said or _compares(text, said[-1]):
        return None
    if any(said[-1].end() <= s.figure.char_start < figure.char_start for s in between):
        return None  # 2022年度支出为5879.33万元，年末结转和结余1769.45万元: the year is that of the first
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


def _compared_with(text: str, match: re.Match[str]) -> bool:
    return bool(_COMPARED_AFTER.match(text, match.end())) or bool(
        _COMPARED.search(match[0][: match.start("year") - match.start()])
    )


def _speaks_of_past(text: str, match: re.Match[str], year: int) -> bool:
    """True where the sentence speaks of this year too, or of what is told of former years."""
    stops = [at for mark in "。\n" if (at := text.find(mark, match.end())) >= 0]
    sentence = text[match.start() : min(stops, default=len(text))]
    return f"{year}年" in sentence or _PAST.search(sentence) is not None or _follows_this_years(text, match, year)


def _follows_this_years(text: str, match: re.Match[str], year: int) -> bool:
    """True where the sentence before says the same of this year: 2024年度收入总计530万元。2023年度收入总计500万元 (no slip)."""
    begin = text.rfind("\n", 0, match.start("year")) + 1
    before = text[begin : match.start("year")].rstrip("。； ").rsplit("。", 1)[-1]
    told = re.search(rf"{year}年度?", before)
    said = re.match(r"20\d\d年度?", text[match.start("year") :])
    return (
        told is not None
        and said is not None
        and before.startswith(text[match.start("year") + said.end() :][:2], told.end())
    )
