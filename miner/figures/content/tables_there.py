"""Tables that are missing or printed without their amounts, and matters that must be disclosed and are nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.model import Evidence, HealthVerdict, SectionRole, StatutoryTable, TableKind

_CORE: tuple[tuple[TableKind, str], ...] = (
    (TableKind.INCOME_EXPENDITURE_SUMMARY, "收入支出决算总表"),
    (TableKind.INCOME, "收入决算表"),
    (TableKind.EXPENDITURE, "支出决算表"),
    (TableKind.FISCAL_APPROPRIATION_SUMMARY, "财政拨款收入支出决算总表"),
    (TableKind.GENERAL_BUDGET_EXPENDITURE, "一般公共预算财政拨款支出决算表"),
    (TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, "一般公共预算财政拨款基本支出决算表"),
    (TableKind.THREE_PUBLIC, "“三公”经费支出决算表"),
)
"""Tables that every department with spending has something to print in (财预〔2016〕143号)."""
_FEWEST = 5
"""Statutory tables that must have been read before another is called missing: a document may keep them in another file."""
_MATTERS: tuple[tuple[str, str], ...] = (
    (r"机关运行经费", "机关运行经费"),
    (r"政府采购", "政府采购"),
    (r"国有资产|资产占[有用]|车辆|公务用车", "国有资产占用"),
    (r"绩效", "预算绩效"),
    (r"三公", "“三公”经费"),
    (r"名词解释|：(?:指|是指|反映)", "名词解释"),
)
"""What must be spoken of (财预〔2016〕143号, 基层政务公开标准目录), and the words by which one sees that it is."""


def missing_tables(examined: Examined) -> Iterator[Issue]:
    """A statutory table that is not there, where the others are."""
    there = {table.kind for table in examined.disclosure.tables}
    for kind, title in _CORE:
        if kind not in there:
            announced = _announced(examined, title)
            message = say(f"没有《{title}》{'，目录中却有' if announced else ''}", f"there is no {title}")
            quote = announced or title
            yield Issue(message, (Evidence(kind.value, quote), *_neighbours(examined, kind)))


def blank_tables(examined: Examined) -> Iterator[Issue]:
    """A table without any amount and without a note that says so, though the unit has spent."""
    for table in examined.disclosure.tables:
        if not table.empty or table.declared_empty or table.unread or table.kind not in dict(_CORE):
            continue
        if table.kind is TableKind.THREE_PUBLIC or not _has_spent(examined, table):
            continue
        message = say(
            f"《{table.title}》没有任何金额，也没有“无数据”的说明",
            f"{table.title} holds no amount and no note says why",
        )
        yield Issue(message, (_head(table, table.kind.value),))


def missing_matters(examined: Examined) -> Iterator[Issue]:
    """What must be disclosed and is not spoken of anywhere."""
    text = "\n".join(section.text.text for section in examined.disclosure.sections)
    for words, name in _MATTERS:
        if not re.search(words, text):
            yield Issue(
                say(f"全文没有提到“{name}”，这是必须公开的内容", f"nothing is said of {name}, which must be disclosed"),
                (Evidence("missing", name),),
            )


def incomplete(examined: Examined) -> str:
    """Why nothing can be called missing."""
    disclosure = examined.disclosure
    if not examined.final_accounts:
        return say("只核对部门决算", "final accounts only")
    statutory = [table for table in disclosure.tables if table.kind.statutory]
    if any(table.unread for table in statutory) or len({t.kind for t in statutory}) < _FEWEST:
        return say("没有读到足够的决算表", "too few of the tables were read")
    if any(page.verdict in (HealthVerdict.SCANNED, HealthVerdict.UNREADABLE) for page in disclosure.health):
        return say("有的页面无法识读", "some pages cannot be read")
    return ""


def no_explanation(examined: Examined) -> str:
    """Why no matter can be called missing: the explanation itself was not read, or not all of it."""
    roles = {section.role for section in examined.disclosure.sections}
    if SectionRole.EXPLANATION not in roles:
        return say("没有读到决算情况说明", "the explanation was not read")
    return incomplete(examined)


def _has_spent(examined: Examined, blank: StatutoryTable) -> bool:
    return any(
        view.table is not blank and not view.table.empty and any(cell.value for cell in view.amounts)
        for view in examined.bench.tables.statutory()
    )


def _announced(examined: Examined, title: str) -> str:
    wanted = re.sub(r"[“”\s]", "", title)
    return next((one for one in examined.disclosure.contents if wanted in re.sub(r"[“”\s]", "", one)), "")


def _neighbours(examined: Examined, kind: TableKind) -> Iterator[Evidence]:
    """The table before the place where the missing one should stand."""
    order = [one for one, _ in _CORE]
    before = order[: order.index(kind)]
    for other in reversed(before):
        table = next((t for t in examined.disclosure.tables if t.kind is other), None)
        if table is not None:
            yield _head(table, "before")
            return


def _head(table: StatutoryTable, role: str) -> Evidence:
    cell = next(iter(table.cells), None)
    return Evidence(role, table.title, table.page_first, cell.bbox if cell else None)
