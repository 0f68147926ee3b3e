"""What is left of a template: alternatives, slots that nobody filled, instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_text
from miner.model import Section

_UP = "增长|增加|上升|提高|增|大于|高于|多于|超过|增支"
_DOWN = "下降|减少|降低|减|小于|低于|少于|节约|减支|持平"
_ALTERNATIVES = re.compile(
    rf"(?:{_UP})\s*(?:[（(]\s*(?:或)?(?:{_DOWN})\s*[)）]|[/／](?:{_DOWN}))"
    rf"|(?:{_DOWN})\s*(?:[（(]\s*(?:或)?(?:{_UP})\s*[)）]|[/／](?:{_UP}))"
)
_MARKS = "XxＸ×*＊_□○〇"
_BLANK = re.compile(
    rf"(?:增长|下降|上升|降低|减少|增加|升高|占比?|完成|[为的率幅])(?:了|约|为|到)?\s*(?:[{_MARKS}]{{1,4}}\s*|\s{{0,6}})[%％﹪]"
    rf"|[{_MARKS}]{{2,}}\s*(?:万元|元|[%％]|个|辆|项|人次?|批次|年度?)"
    rf"|(?:决算数?|预算数?|支出|收入|增加|减少|金额)[为了]\s*(?:[{_MARKS}]{{1,4}})?\s*万元"
    r"|(?<![\dXx])[XＸ]{2,}(?:单位|部门|局|委|中心|项目|县|市|区)"
)
_INSTRUCTION = re.compile(
    r"[（(【\[](?:[^（()）】\]]{0,12}(?:请|应|需|可)(?:在此|各单位|(?:根据|按照|结合)[^（()）】\]，。]{0,8}|如实|自行|逐项)*(?:填写|填列|说明|补充|删除|修改|选择)[^（()）】\]]{0,40}"
    r"|此处[^（()）】\]]{0,30}|[^（()）】\]]{0,10}(?:不涉及的|没有的|无此项)(?:请)?(?:不列|删除|可删)[^（()）】\]]{0,20})[)）】\]]"
    r"|按上述格式依次说明|预决算持平的不用说明变动原因"
)
BLANK_FORM = 12
"""Slots left empty from which a document is a blank form, in which nothing is wrong."""


def alternatives(examined: Examined) -> Iterator[Issue]:
    """增加（减少）: both words of a choice left standing."""
    for section, match in _found(examined, _ALTERNATIVES):
        text = section.text.text
        shown = text[match.start() : match.end() + 12].split("。")[0].split("\n")[0]
        message = say(f"模板的选项没有删去：“{shown}”", f"template alternatives left standing: {shown}")
        yield Issue(message, (of_text(section, *match.span()),))


def blank_slots(examined: Examined) -> Iterator[Issue]:
    """占XX%, 增长%: a slot that nobody filled."""
    for section, match in _found(examined, _BLANK):
        shown = section.text.text[max(0, match.start() - 12) : match.end()].replace("\n", "")
        message = say(f"模板的空没有填写：“{shown}”", f"a slot of the template left empty: {shown}")
        yield Issue(message, (of_text(section, *match.span()),))


def instructions(examined: Examined) -> Iterator[Issue]:
    """（请各单位根据实际情况填写）: words of the template for those who fill it in."""
    for section, match in _found(examined, _INSTRUCTION):
        message = say(
            f"模板的填写说明没有删去：“{match[0]}”", f"an instruction of the template left standing: {match[0]}"
        )
        yield Issue(message, (of_text(section, *match.span()),))


def blank_form(examined: Examined) -> str:
    """Why nothing is looked for: the document is the blank form itself."""
    slots = sum(1 for _ in _found(examined, _BLANK))
    return say("本文件是空白模板", "the document is a blank form") if slots >= BLANK_FORM else ""


def _found(examined: Examined, pattern: re.Pattern[str]) -> Iterator[tuple[Section, re.Match[str]]]:
    for section in examined.prose:
        for match in pattern.finditer(section.text.text):
            yield section, match
