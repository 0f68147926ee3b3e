"""How far a budget was carried out (预算执行率): the final accounts against the budget, and where both were read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from miner.bilingual import say
from miner.model import (
    Direction,
    DisclosureKind,
    Figure,
    FigureKind,
    Measure,
    Mined,
    Narrative,
    NarrativeKind,
    StatutoryTable,
    TableKind,
)

_WHOLE = re.compile(r"一般公共预算(?:财政拨款)?(?:本年)?支出|财政拨款(?:本年)?支出(?:合计|总体)?")
"""The subject that is the whole of a department's money: the general budget, or all appropriations."""
_PART = re.compile(r"（[类款项]）|三公|接待|出国|用车|基本支出|项目支出|人员经费|公用经费|基金|国有资本")
_BASES = {"budget": "年初预算", "adjusted_budget": "全年预算"}
_TABLES = (
    TableKind.GENERAL_BUDGET_EXPENDITURE,
    TableKind.FISCAL_APPROPRIATION_SUMMARY,
    TableKind.INCOME_EXPENDITURE_SUMMARY,
    TableKind.EXPENDITURE,
)
"""Where a table has both columns, in the order in which they are asked."""
_TOTALS = ("本年支出合计", "支出合计", "合计")


def execution_measures(mined: Mined) -> tuple[Measure, ...]:
    """``budget_execution`` and ``budget_execution_adjusted``: 决算 / 年初预算 and 决算 / 全年（调整）预算 of the general budget.

    A ratio, 1 where exactly the budget was spent; it may be more than 1. The formula is that of the prose itself (完成年初预算的
    97.68%) and of the 预算执行率 of 财预〔2020〕10号 (项目支出绩效评价管理办法), there of single projects. The note says which
    source was used, in this order:

    1. the prose on the whole (一般公共预算财政拨款支出, else 财政拨款支出): both amounts, in one unit;
    2. the rate stated there: 完成年初预算的…%, or 较年初预算增长/下降…%;
    3. a table that has both columns: its 本年支出合计 or 合计.

    None for a budget, which has no final accounts, where neither says it, or where the budget was 0.
    """
    doc_id = mined.disclosure.doc_id
    if mined.disclosure.identity.kind is not DisclosureKind.FINAL_ACCOUNTS:
        why = say("不是决算，没有执行数", "these are no final accounts")
        return tuple(Measure(doc_id, name, None, why) for name in ("budget_execution", "budget_execution_adjusted"))
    return (
        _measure(doc_id, "budget_execution", _execution(mined, "budget"), "年初预算"),
        _measure(doc_id, "budget_execution_adjusted", _execution(mined, "adjusted_budget"), "全年预算"),
    )


Told = tuple[Decimal, str]
"""A ratio and its source."""


def _measure(doc_id: str, name: str, told: Told | None, budget: str) -> Measure:
    if told is None:
        why = f"正文和表中都没有可比的{budget}与决算数", "neither the prose nor a table states both budget and outcome"
        return Measure(doc_id, name, None, say(*why))
    return Measure(doc_id, name, float(told[0]), told[1])


def _execution(mined: Mined, basis: str) -> Told | None:
    told = (
        *(_of_amounts(mined, one) for one in _wholes(mined, basis)),
        *(_of_rate(mined, one) for one in _wholes(mined, basis)),
        *_of_tables(mined.disclosure.tables, _BASES[basis]),
    )
    return next((one for one in told if one is not None), None)


def _wholes(mined: Mined, basis: str) -> list[Narrative]:
    """What is said of the whole budget, of the general budget first."""
    found = [
        one
        for one in mined.narratives
        if one.kind is NarrativeKind.VARIANCE
        and one.basis == basis
        and not one.account_code
        and _WHOLE.search(one.subject)
        and not _PART.search(one.subject)
    ]
    return sorted(found, key=lambda one: ("一般公共" not in one.subject, one.ordinal))


def _figures(mined: Mined, one: Narrative, kind: FigureKind) -> Iterator[Figure]:
    """The figures that stand in a narrative, also those that belong to a shorter one in it."""
    return (
        figure
        for figure in mined.figures
        if figure.kind is kind
        and figure.section == one.section
        and one.char_start <= figure.char_start
        and figure.char_end <= one.char_end
    )


def _of_amounts(mined: Mined, one: Narrative) -> Told | None:
    amounts = list(_figures(mined, one, FigureKind.AMOUNT))
    budget = _first(amounts, r"预算$")
    final = _first(amounts, r"(?<!上年)(?<!较)决算$|支出$")
    if budget is None or final is None or budget.unit != final.unit or not budget.value:
        return None
    source = say(f"正文：{final.text}/{budget.text}", f"the prose: {final.text}/{budget.text}")
    return final.value / budget.value, source


def _first(figures: Iterable[Figure], measure: str) -> Figure | None:
    return next((one for one in figures if re.search(measure, one.measure)), None)


def _of_rate(mined: Mined, one: Narrative) -> Told | None:
    own = [figure for figure in _figures(mined, one, FigureKind.PERCENT) if figure.narrative == one.ordinal]
    done = _first(own, r"完成率$")
    if done is not None and done.value:
        return done.value / 100, say(f"正文：完成{done.text}", f"the prose: {done.text} of it")
    change = _first(own, r"增长率$|下降率$")
    if change is None or one.direction not in (Direction.UP, Direction.DOWN):
        return None
    size = abs(change.value) if one.direction is Direction.UP else -abs(change.value)
    way = "增长" if size > 0 else "下降"
    return 1 + size / 100, say(f"正文：较预算{way}{change.text}", f"the prose: {change.text} from the budget")


def _of_tables(tables: Sequence[StatutoryTable], budget: str) -> Iterator[Told | None]:
    for kind in _TABLES:
        for table in tables:
            if table.kind is kind:
                yield _of_table(table, budget)


def _of_table(table: StatutoryTable, budget: str) -> Told | None:
    for label in _TOTALS:
        row = [
            cell
            for cell in table.cells
            if cell.value is not None and re.sub(r"\s", "", cell.row_label) == label and "收入" not in cell.column
        ]
        before = next((cell.value for cell in row if budget in cell.column), None)
        after = next((cell.value for cell in row if re.search(r"决算数?$", cell.column)), None)
        if before and after is not None:
            return after / before, say(f"{table.title}：{label}", f"the table {table.title}: {label}")
    return None
