"""What a rate or a difference is not held against: a part, an amount in a reason, a rate for each, the other comparison."""

from __future__ import annotations

import pytest

from miner.model import FigureKind, Verdict
from tests.figures.qinghe import linked, qinghe

OTHER = "十五、其他重要事项情况说明"
OK, WRONG = Verdict.ARITHMETIC_OK, Verdict.ARITHMETIC_MISMATCH


def verdicts(text: str, kind: FigureKind, title: str = OTHER) -> list[Verdict]:
    """The verdicts of the figures of a kind, in order."""
    return [link.verdict for figure, link in linked(qinghe((2, title, text))) if figure.kind is kind]


@pytest.mark.parametrize(("rate", "verdict"), [("105%", OK), ("150%", WRONG)])
def test_a_part_is_not_what_was_completed(rate: str, verdict: Verdict) -> None:
    text = f"巡护经费年初预算80.00万元，支出决算84.00万元，其中项目支出20.00万元；预算完成率{rate}。"
    assert verdicts(text, FigureKind.PERCENT) == [verdict]


@pytest.mark.parametrize(("stated", "verdict"), [("16.00", OK), ("61.00", WRONG)])
def test_an_amount_in_a_reason_has_not_changed(stated: str, verdict: Verdict) -> None:
    text = (
        "巡护经费年初预算80.00万元，支出决算100.00万元，超出部分主要是追加的补助13.00万元；"
        f"较上年决算84.00万元增加{stated}万元。"
    )
    assert verdicts(text, FigureKind.DELTA) == [verdict]


def test_a_change_against_last_year_is_not_held_against_the_budget_beside_it() -> None:
    text = "巡护经费支出决算70.00万元，完成预算80.00万元的87.5%，同比减少5.00万元。"
    assert WRONG not in verdicts(text, FigureKind.DELTA)


@pytest.mark.parametrize("reason", ["护林补助自十月起每人每月提高八十元", "新增瞭望塔两座，工作经费增加六万元"])
def test_a_change_that_a_reason_tells_is_no_difference_of_the_accounts(reason: str) -> None:
    text = f"巡护经费年初预算80.00万元，支出决算84.00万元，决算数大于预算数的主要原因是{reason}。"
    assert WRONG not in verdicts(text, FigureKind.DELTA)


def test_what_is_named_before_a_rate_is_what_was_completed() -> None:
    text = "巡护经费支出16.00万元。防火经费完成年初预算80.00万元的95%，其中：基本支出完成年初预算的90%。"
    assert WRONG not in verdicts(text, FigureKind.PERCENT)


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ("机要通信用车1辆、应急保障用车3辆、特种专业技术用车1辆", OK),
        ("机要通信用车1辆、应急保障用车3辆、执法执勤用车1辆、特种专业技术用车1辆", WRONG),
        ("机要通信用车1辆、应急保障用车1辆、其他用车3辆（包括救护车2辆、业务用车1辆）", OK),
    ],
)
def test_a_sum_stops_short_only_before_the_parts_of_a_part(parts: str, verdict: Verdict) -> None:
    text = f"年末共有车辆5辆，其中：{parts}。"
    assert verdicts(text, FigureKind.COUNT, "十三、国有资产占用情况说明")[0] is verdict


def test_a_clause_may_say_that_an_amount_is_the_budget() -> None:
    text = "2024年度年初预算中，一般公共预算财政拨款支出安排565.77万元。"
    assert verdicts(text, FigureKind.AMOUNT) == [Verdict.NO_TABLE_COUNTERPART]


def test_kinds_of_procurement_add_up_whatever_the_total_is_called() -> None:
    text = "2024年度政府采购支出合计278万元，货物类115.74万元，工程类0万元，服务类162.26万元。"
    assert verdicts(text, FigureKind.AMOUNT, "十二、政府采购支出情况")[0] is OK
    assert verdicts(text.replace("278", "288"), FigureKind.AMOUNT, "十二、政府采购支出情况")[0] is WRONG


def test_the_total_of_a_share_in_the_section_on_procurement_is_that_of_procurement() -> None:
    text = "2024年度政府采购支出总额100.00万元。授予中小企业合同金额58.90万元，占支出总额的58.90%。"
    assert verdicts(text, FigureKind.PERCENT, "十二、政府采购支出情况") == [OK]


def test_the_difference_may_follow_its_rate() -> None:
    text = "巡护经费支出决算为84.00万元，比上年增长5%，即增加4.00万元。"
    assert verdicts(text, FigureKind.PERCENT) == [OK]
    assert verdicts(text.replace("5%", "8%"), FigureKind.PERCENT) == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "公务用车购置及运行维护费：支出6.50万元，购置费0.00万元，购置0辆；运行维护费6.50万元。",
        "公务用车购置及运行维护费支出6.50万元。其中：公务用车购置费支出0.00万元，运行维护费支出6.50万元。",
        "公务用车购置及运行维护费6.50万元（其中：购置费0.00万元，运行费6.50万元）。",
    ],
)
@pytest.mark.parametrize(("running", "verdict"), [("6.50", Verdict.MATCH), ("6.05", Verdict.MISMATCH)])
def test_the_short_names_below_the_car_item_are_its_parts(text: str, running: str, verdict: Verdict) -> None:
    title = "九、“三公”经费财政拨款支出决算情况说明"
    whole, purchase, last = verdicts(f"{running}万元".join(text.rsplit("6.50万元", 1)), FigureKind.AMOUNT, title)
    assert (whole, purchase, last) == (Verdict.MATCH, Verdict.MATCH, verdict)
