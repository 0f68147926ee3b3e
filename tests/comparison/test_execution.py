"""The budget and what was spent of it, from prose and from tables, against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from miner.comparison import execution_measures
from miner.model import (
    Cell,
    CellState,
    Direction,
    Disclosure,
    DisclosureKind,
    Figure,
    FigureKind,
    Identity,
    Measure,
    Mined,
    Narrative,
    NarrativeKind,
    PlacedText,
    Scope,
    Section,
    SectionRole,
    StatutoryTable,
    TableKind,
)

WHOLE = "一般公共预算财政拨款支出"
TEXT = "x" * 100


def disclosure(*tables: StatutoryTable, kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS) -> Disclosure:
    section = Section(0, None, 2, "", PlacedText(TEXT), SectionRole.EXPLANATION)
    identity = Identity("青河县财政局", "青河县", 2024, kind, Scope.DEPARTMENT)
    return Disclosure("a.pdf", "ab" * 32, identity, (section,), tables, ())


def stated(ordinal: int, subject: str, basis: str = "budget", direction: Direction = Direction.DOWN) -> Narrative:
    """A comparison of ten characters for each ordinal."""
    start = 10 * ordinal
    return Narrative(ordinal, 0, NarrativeKind.VARIANCE, subject, "", "", "", direction, start, start + 10, basis)


def figure(
    narrative: int, measure: str, value: str, unit: str = "万元", kind: FigureKind = FigureKind.AMOUNT
) -> Figure:
    start = 10 * narrative
    return Figure(0, 0, narrative, f"{value}{unit}", Decimal(value), unit, kind, measure, "", start, start + 5)


def rate(narrative: int, measure: str, value: str) -> Figure:
    return figure(narrative, measure, value, "%", FigureKind.PERCENT)


def told(mined: Mined) -> dict[str, Measure]:
    found = {measure.measure: measure for measure in execution_measures(mined)}
    assert list(found) == ["budget_execution", "budget_execution_adjusted"]
    assert all(measure.note for measure in found.values()), "undefined says why, defined says from where"
    return found


def executed(narrative: Narrative, *figures: Figure) -> float | None:
    return told(Mined(disclosure(), (narrative,), figures))["budget_execution"].value


def test_both_amounts_of_the_prose() -> None:
    # 90 / 120
    amounts = (figure(0, "一般公共财政拨款支出年初预算", "120"), figure(0, "支出决算", "90"), rate(0, "完成率", "74"))
    found = told(Mined(disclosure(), (stated(0, WHOLE),), amounts))
    assert found["budget_execution"].value == 0.75
    assert "120万元" in found["budget_execution"].note
    assert found["budget_execution_adjusted"].value is None


def test_amounts_in_different_units_or_against_nought_are_not_divided() -> None:
    assert executed(stated(0, WHOLE), figure(0, "年初预算", "120"), figure(0, "决算", "90", "元")) is None
    assert executed(stated(0, WHOLE), figure(0, "年初预算", "0"), figure(0, "决算", "90")) is None


def test_the_stated_rate() -> None:
    assert executed(stated(0, WHOLE), rate(0, "完成率", "97.68")) == pytest.approx(0.9768)
    assert executed(stated(0, WHOLE, direction=Direction.UP), rate(0, "增长率", "6.5")) == pytest.approx(1.065)
    assert executed(stated(0, WHOLE), rate(0, "下降率", "-4.08")) == pytest.approx(0.9592)


@pytest.mark.parametrize(
    "subject",
    [
        "“三公”经费财政拨款支出",
        "公务接待费支出",
        "一般公共预算财政拨款基本支出",
        "卫生健康支出（类）公立医院（款）",
        "项目支出",
    ],
)
def test_a_part_is_not_the_whole(subject: str) -> None:
    assert executed(stated(0, subject), rate(0, "完成率", "90")) is None


def test_the_general_budget_stands_before_all_appropriations() -> None:
    narratives = (stated(0, "财政拨款支出"), stated(1, WHOLE), stated(2, WHOLE, "adjusted_budget"))
    figures = (rate(0, "完成率", "80"), rate(1, "完成率", "90"), rate(2, "完成率", "95"))
    found = told(Mined(disclosure(), narratives, figures))
    assert found["budget_execution"].value == pytest.approx(0.9)
    assert found["budget_execution_adjusted"].value == pytest.approx(0.95)
    assert executed(stated(0, "财政拨款支出"), rate(0, "完成率", "80")) == pytest.approx(0.8)


def table(*columns: tuple[str, str]) -> StatutoryTable:
    cells = tuple(
        Cell(0, at, "本年支出合计", "", "", column, value, Decimal(value), CellState.NUMBER)
        for at, (column, value) in enumerate(columns)
    )
    kind = TableKind.INCOME_EXPENDITURE_SUMMARY
    return StatutoryTable(0, kind, "收入支出决算总表", "", "万元", "", tuple(c for c, _ in columns), cells, 1, 1)


def test_a_table_with_both_columns() -> None:
    both = table(("支出 / 年初预算数", "200"), ("支出 / 全年预算数", "150"), ("支出 / 决算数", "120"))
    found = told(Mined(disclosure(both)))
    assert found["budget_execution"].value == 0.6
    assert found["budget_execution_adjusted"].value == 0.8
    assert "收入支出决算总表" in found["budget_execution"].note
    assert told(Mined(disclosure(table(("支出 / 决算数", "120")))))["budget_execution"].value is None


def test_a_budget_has_no_execution() -> None:
    mined = Mined(disclosure(kind=DisclosureKind.BUDGET), (stated(0, WHOLE),), (rate(0, "完成率", "90"),))
    assert told(mined)["budget_execution"].value is None
    last_year = replace(stated(0, WHOLE), basis="last_year")
    assert executed(last_year, rate(0, "完成率", "90")) is None
