"""Rates of completion are recomputed from final accounts and budget of the same subject, wherever the two stand.

Both may be stated, or one amount for both, or stand in a table, or the budget follows from the difference beside the
rate. A rate that is not of money is never recomputed.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from miner.model import FigureKind, Link, StatutoryTable, TableKind, Verdict
from tests.factories import table
from tests.figures.qinghe import FUND, TABLES, linked, qinghe

GOOD, NEAR, WRONG = Verdict.ARITHMETIC_OK, Verdict.ROUNDING, Verdict.ARITHMETIC_MISMATCH
NONE, OPEN = Verdict.NO_TABLE_COUNTERPART, Verdict.NOT_CHECKED

OTHER = "十五、其他重要事项情况说明"
THREE = "九、“三公”经费财政拨款支出决算情况说明"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
OF_FUND = "七、政府性基金预算财政拨款收入支出决算情况说明"
EVALUATION = "十四、预算绩效情况说明"

FILLED_FUND = table(
    TableKind.GOVERNMENT_FUND,
    ("年初结转和结余", "本年收入", "本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出", "年末结转和结余"),
    (
        ("", "合计", ("8.00", "90.00", "92.00", "", "92.00", "6.00")),
        ("2120803", "城市建设支出", ("8.00", "90.00", "92.00", "", "92.00", "6.00")),
    ),
    title="政府性基金预算财政拨款收入支出决算表",
)
WITH_FUND = tuple(FILLED_FUND if made is FUND else made for made in TABLES)


def rates(text: str, title: str = OTHER, tables: Sequence[StatutoryTable] = TABLES) -> list[Link]:
    """The links of the percentages of a text."""
    found = linked(qinghe((2, title, text), tables=tables))
    return [link for figure, link in found if figure.kind is FigureKind.PERCENT]


def verdicts(text: str, title: str = OTHER, tables: Sequence[StatutoryTable] = TABLES) -> list[Verdict]:
    return [link.verdict for link in rates(text, title, tables)]


# ----------------------------------------------------------------------------------------------------------- both stated


@pytest.mark.parametrize(
    "text",
    [
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，完成年初预算的{}%。",
        "巡护经费年初预算80.00万元，支出决算70.00万元，预算完成率为{}%。",
        "巡护经费年初预算为80.00万元。支出决算为70.00万元，完成预算的{}%。",
        "巡护经费全年预算数为80.00万元，执行数为70.00万元，预算执行率为{}%。",
        "巡护经费支出决算为70.00万元，完成年初预算80.00万元的{}%。",
        "巡护经费年初预算为80.00万元（其中车辆燃油30.00万元），支出决算为70.00万元（其中车辆燃油9.00万元），"
        "完成年初预算的{}%。",
    ],
)
@pytest.mark.parametrize(
    ("stated", "verdict"),
    [("87.5", GOOD), ("87.50", GOOD), ("88", GOOD), ("87", NEAR), ("85.7", WRONG), ("114.29", WRONG)],
)
def test_final_accounts_over_the_budget(text: str, stated: str, verdict: Verdict) -> None:
    (link,) = rates(text.format(stated))
    assert (link.verdict, link.formula) == (verdict, "70.00 ÷ 80.00")


@pytest.mark.parametrize(
    ("named", "stated", "verdict"),
    [
        ("年初预算", "87.5", GOOD),
        ("调整后预算", "70", GOOD),
        ("年初预算", "78.5", WRONG),
        ("调整后预算", "77", WRONG),
    ],
)
def test_of_two_budgets_the_one_that_is_named(named: str, stated: str, verdict: Verdict) -> None:
    text = f"巡护经费年初预算为80.00万元，调整后预算为100.00万元，支出决算为70.00万元，完成{named}的{stated}%。"
    (link,) = rates(text)
    assert (link.verdict, link.formula) == (verdict, f"70.00 ÷ {'80.00' if named == '年初预算' else '100.00'}")


def test_the_budget_of_another_paragraph_is_not_of_this_subject() -> None:
    text = "造林经费年初预算为80.00万元。\n苗圃经费支出决算为30.00万元，完成年初预算的95%。"
    assert verdicts(text) == [NONE]


def test_last_years_final_accounts_are_no_side_of_it() -> None:
    text = "巡护经费年初预算为80.00万元，支出决算为70.00万元，上年支出决算为60.00万元，完成年初预算的{}%。"
    assert verdicts(text.format("87.5")) == [GOOD]


# ------------------------------------------------------------------------------------------------- one amount for both


@pytest.mark.parametrize(
    "words",
    [
        "年初预算与支出决算均为",
        "年初预算数和决算数均为",
        "年初预算及支出决算都为",
        "支出决算与年初预算均为",
        "年初预算和执行数同为",
    ],
)
@pytest.mark.parametrize(("stated", "verdict"), [("100", GOOD), ("100.00", GOOD), ("98", WRONG), ("0", WRONG)])
def test_one_amount_for_budget_and_final_accounts(words: str, stated: str, verdict: Verdict) -> None:
    (link,) = rates(f"巡护经费{words}24.15万元，完成年初预算的{stated}%。")
    assert (link.verdict, link.formula) == (verdict, "24.15 ÷ 24.15")


def test_one_amount_for_something_else_is_not_both() -> None:
    assert verdicts("巡护经费与苗圃经费支出决算均为24.15万元，完成年初预算的98%。") == [NONE]


# ------------------------------------------------------------------------------------- the budget follows from a difference


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("巡护经费支出决算为120.00万元，完成年初预算的120%，比年初预算增加20.00万元。", GOOD),
        ("巡护经费支出决算为120.00万元，完成年初预算的125%，比年初预算增加20.00万元。", WRONG),
        ("巡护经费支出决算为120.00万元，比年初预算增加20.00万元，完成年初预算的120%。", GOOD),
        ("巡护经费支出决算为80.00万元，比年初预算减少20.00万元，完成年初预算的80%。", GOOD),
        ("巡护经费支出决算为80.00万元，比年初预算减少20.00万元，完成年初预算的75%。", WRONG),
        ("巡护经费支出决算为80.00万元，完成年初预算的80%，支出决算较年初预算减少20.00万元。", GOOD),
    ],
)
def test_a_budget_that_only_the_difference_gives(text: str, verdict: Verdict) -> None:
    (link,) = rates(text)
    assert link.verdict is verdict
    assert len(link.operands) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("巡护经费支出决算为120.00万元，完成年初预算的125%，比上年增加20.00万元。", id="of last year"),
        pytest.param("巡护经费支出决算为120.00万元，完成年初预算的125%。比年初预算增加20.00万元。", id="next sentence"),
        pytest.param("完成年初预算的125%，比年初预算增加20.00万元。", id="no final accounts"),
    ],
)
def test_a_difference_that_gives_no_budget(text: str) -> None:
    assert verdicts(text) == [NONE]


# --------------------------------------------------------------------------------------------------------- in the tables


@pytest.mark.parametrize(
    ("stated", "verdict"), [("92", GOOD), ("92.00", GOOD), ("90", WRONG), ("29", WRONG), ("108.70", WRONG)]
)
@pytest.mark.parametrize(
    "text",
    [
        "政府性基金预算财政拨款支出年初预算为100.00万元，完成年初预算的{}%。",
        "2024年度政府性基金预算财政拨款支出完成年初预算100.00万元的{}%。",
    ],
)
def test_fund_spending_stands_in_its_table(text: str, stated: str, verdict: Verdict) -> None:
    (link,) = rates(text.format(stated), OF_FUND, WITH_FUND)
    assert link.verdict is verdict
    part, whole = link.operands
    assert part.cell is not None
    assert whole.figure is not None
    assert "92.00" in part.text


def test_an_empty_fund_table_gives_nothing() -> None:
    text = "政府性基金预算财政拨款支出年初预算为100.00万元，完成年初预算的90%。"
    assert verdicts(text, OF_FUND) == [NONE]
    assert verdicts(text, OF_FUND, ()) == [NONE]


@pytest.mark.parametrize(("stated", "verdict"), [("97", GOOD), ("79", WRONG)])
def test_general_budget_spending_stands_in_its_table(stated: str, verdict: Verdict) -> None:
    text = f"一般公共预算财政拨款支出年初预算为500.00万元，完成年初预算的{stated}%。"
    assert verdicts(text, GENERAL) == [verdict]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费完成预算的75%。", [GOOD]),
        ("公务接待费完成预算的57%。", [WRONG]),
        (
            "“三公”经费支出决算为9.50万元，完成预算的79.17%，其中：公务接待费完成预算的75%；"
            "公务用车购置及运行维护费完成预算的81.52%。",
            [GOOD, GOOD, WRONG],
        ),
        pytest.param("因公出国（境）费完成预算的100%。", [OPEN], id="a budget of nought"),
    ],
)
def test_both_sides_stand_in_the_three_public_table(text: str, expected: list[Verdict]) -> None:
    assert verdicts(text, THREE) == expected


# ------------------------------------------------------------------------------------------------------ no rate of money


@pytest.mark.parametrize(
    "text",
    [
        "规划服务完成92%。",
        "全年预算为10.00万元，执行数为9.00万元。规划服务完成92%。",
        "全年预算为10.00万元，执行数为9.00万元，执行率为90%。规划服务完成92%。",
        "苗木项目全年预算为10.00万元，执行数为9.00万元。\n年度造林任务完成92%。",
    ],
)
def test_work_that_is_done_is_no_rate_of_money(text: str) -> None:
    assert verdicts(text, EVALUATION)[-1] is NONE
    assert WRONG not in verdicts(text, EVALUATION)


def test_a_rate_of_money_beside_work_is_still_recomputed() -> None:
    text = "规划服务完成92%。巡护经费全年预算为10.00万元，执行数为9.00万元，执行率为{}%。"
    assert verdicts(text.format("90"), EVALUATION) == [NONE, GOOD]
    assert verdicts(text.format("92"), EVALUATION) == [NONE, WRONG]


# ------------------------------------------------------------------------------------------------------------ 差异率


@pytest.mark.parametrize("final", ["70.00", "90.00"])
@pytest.mark.parametrize(
    ("stated", "verdict"),
    [("12.5", GOOD), ("-12.5", GOOD), ("13", GOOD), ("12", NEAR), ("14.3", WRONG), ("87.5", WRONG)],
)
def test_the_deviation_from_the_budget_has_no_sign(final: str, stated: str, verdict: Verdict) -> None:
    (link,) = rates(f"巡护经费年初预算为80.00万元，支出决算为{final}万元，预决算差异率为{stated}%。")
    assert (link.verdict, link.formula) == (verdict, f"|{final} − 80.00| ÷ 80.00")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("巡护经费年初预算与支出决算均为24.15万元，预决算差异率为0%。", GOOD),
        ("巡护经费年初预算为0万元，支出决算为70.00万元，预决算差异率为14.3%。", OPEN),
        ("预决算差异率为14.3%。", NONE),
        ("巡护经费年初预算为80.00万元，预决算差异率为14.3%。", NONE),
    ],
)
def test_a_deviation_without_both_sides_is_not_called_wrong(text: str, verdict: Verdict) -> None:
    assert verdicts(text) == [verdict]
