"""Reasons of differences: missing, given for one of two comparisons only, saying nothing, speaking for the opposite."""

from __future__ import annotations

import pytest

from miner.figures.content.reasons import reasons_due
from miner.narratives import find_narratives
from tests.figures.content import broken
from tests.figures.qinghe import qinghe

THREE = "九、“三公”经费财政拨款支出决算情况说明"
ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
SUMMARY = "一、收入支出决算总体情况说明"
OPERATING = "十、机关运行经费支出情况说明"
FORESTS = "农林水支出（类）林业和草原（款）森林资源培育（项）"
PENSIONS = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
LESS = f"{FORESTS}年初预算为150万元，支出决算为135万元，完成年初预算的90%"
MORE = f"{FORESTS}年初预算为120万元，支出决算为135万元，完成年初预算的112.5%"
FLAT = f"{FORESTS}年初预算为135万元，支出决算为135万元，完成年初预算的100%"
RECEPTION = "公务接待费支出3.00万元，比上年减少1.00万元，下降25%"


def said(text: str, rule: str, title: str = ITEMS) -> list[list[str]]:
    return broken(qinghe((2, title, text)), rule)


# -------------------------------------------------------------------------------------------------------------- missing


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (ITEMS, LESS),
        (ITEMS, f"{LESS}，决算数小于年初预算数"),
        (ITEMS, MORE),
        (THREE, RECEPTION),
        (THREE, "公务接待费支出3.00万元，完成预算的75%"),
        (SUMMARY, "2024年度收入总计530万元，与上年相比增加30万元，增长6%"),
        (OPERATING, "机关运行经费支出70万元，比年初预算减少5万元，下降6.67%"),
    ],
)
def test_a_difference_without_a_reason_is_shown_whole(title: str, text: str) -> None:
    assert said(f"{text}。", "REASON-MISSING", title) == [[text]]


@pytest.mark.parametrize(
    "text",
    [
        f"{LESS}，主要原因是苗木款结转下年支付。",
        f"{LESS}。决算数小于年初预算数的主要原因是苗木款结转下年支付。",
        f"{LESS}。\n主要原因是苗木款结转下年支付。",
        f"{LESS}，系造林季节推迟，苗木款结转下年支付。",
        f"{LESS}。苗木款结转下年支付，系造林季节推迟所致。",
        f"{MORE}，主要是年中追加造林资金。",
        f"{MORE}，决算数大于年初预算数的原因：一是追加造林资金；二是苗木涨价。",
    ],
)
def test_a_reason_counts_wherever_and_however_it_is_opened(text: str) -> None:
    assert said(text, "REASON-MISSING") == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (ITEMS, f"{FLAT}。"),
        (ITEMS, f"{FLAT}，决算数与年初预算数持平。"),
        (THREE, "因公出国（境）费支出0万元，与上年相比增加0万元，增长0%。"),
        (THREE, "公务接待费支出3.00万元，与上年持平。"),
        (THREE, "全年国内公务接待12批次，比上年减少3批次。"),
        (SUMMARY, "2024年末固定资产原值530万元，比上年增加30万元，增长6%。"),
        (SUMMARY, "本年收入合计500万元，其中财政拨款收入480万元，占96%。"),
    ],
)
def test_no_reason_is_due_where_nothing_differs_or_no_money_is_spent(title: str, text: str) -> None:
    assert said(text, "REASON-MISSING", title) == []


def test_a_reason_before_the_numbers_counts() -> None:
    assert said(f"因厉行节约，{RECEPTION}。", "REASON-MISSING", THREE) == []


def test_the_reason_of_the_three_public_total_serves_for_its_parts() -> None:
    total = "“三公”经费支出9.50万元，比上年减少0.50万元，下降5%"
    part = "其中：公务接待费支出3.00万元，比上年减少0.50万元，下降14.29%"
    assert said(f"{total}，主要原因是从严控制接待批次。{part}。", "REASON-MISSING", THREE) == []
    assert len(said(f"{total}。{part}。", "REASON-MISSING", THREE)) == 2


def test_the_reason_of_another_paragraph_does_not_serve_for_a_part() -> None:
    total = "“三公”经费支出9.50万元，比上年减少0.50万元，下降5%，主要原因是从严控制接待批次。"
    assert said(f"{total}\n{RECEPTION}。", "REASON-MISSING", THREE) == [[RECEPTION]]


def test_the_reason_may_stand_in_another_section() -> None:
    reason = "公务接待费支出比上年减少1.00万元，主要原因是从严控制接待批次。"
    document = qinghe((2, THREE, f"{RECEPTION}。"), (2, "十二、“三公”经费增减变动情况说明", reason))
    assert broken(document, "REASON-MISSING") == []


def test_many_differences_of_one_kind_without_a_reason_are_one_issue() -> None:
    three = [
        "公务接待费支出3.00万元，完成预算的75%",
        "公务用车运行维护费支出6.50万元，完成预算的81.25%",
        "因公出国（境）费支出0万元，比上年减少2.00万元",
    ]
    assert said("。\n".join(three), "REASON-MISSING", THREE) == [three]
    assert said("。\n".join(three[:2]), "REASON-MISSING", THREE) == [[one] for one in three[:2]]


def test_differences_of_different_kinds_are_not_counted_together() -> None:
    document = qinghe(
        (2, ITEMS, f"1.{LESS}。\n2.{PENSIONS}年初预算为36万元，支出决算为40万元，完成年初预算的111.11%。"),
        (2, THREE, f"{RECEPTION}。"),
    )
    assert [len(evidence) for evidence in broken(document, "REASON-MISSING")] == [1, 1, 1]


# ------------------------------------------------------------------------------------------------------- half explained


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (ITEMS, f"{LESS}，主要原因是苗木款结转下年支付；比上年减少20万元，下降12.9%"),
        (OPERATING, "机关运行经费支出70万元，比年初预算减少5万元，主要原因是厉行节约；比上年减少2万元，下降2.78%"),
    ],
)
def test_the_second_comparison_of_a_subject_without_its_reason_is_a_half_explained_one(title: str, text: str) -> None:
    assert said(f"{text}。", "REASON-HALF", title) == [[text]]
    assert said(f"{text}。", "REASON-MISSING", title) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{LESS}，主要原因是苗木款结转下年支付；比上年减少20万元，主要原因是造林任务减少。",
        f"{LESS}，比年初预算减少15万元，比上年减少20万元，主要原因是造林任务减少。",
        f"{LESS}，主要原因是苗木款结转下年支付；与上年持平。",
        f"{LESS}，主要原因是苗木款结转下年支付。",
    ],
)
def test_two_comparisons_with_their_reasons_are_explained(text: str) -> None:
    assert said(text, "REASON-HALF") == []


def test_a_difference_without_any_reason_is_missing_it_and_not_half_explained() -> None:
    text = f"{LESS}，比上年减少20万元，下降12.9%。"
    assert said(text, "REASON-HALF") == []
    assert said(text, "REASON-MISSING")


# ---------------------------------------------------------------------------------------------------------------- empty


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{LESS}，决算数小于年初预算数的主要原因是实际支出小于预算。", "实际支出小于预算"),
        (f"{LESS}，决算数小于年初预算数的主要原因是决算数较年初预算数减少。", "决算数较年初预算数减少"),
        (f"{LESS}，决算数小于年初预算数的主要原因是支出减少等。", "支出减少等"),
        (f"{MORE}，原因为本年度支出较上年增加所致。", "本年度支出较上年增加所致"),
        (f"{MORE}，主要原因是经费增加。", "经费增加"),
    ],
)
def test_a_reason_that_says_the_difference_again_is_shown(text: str, reason: str) -> None:
    assert said(text, "REASON-EMPTY") == [[reason]]


@pytest.mark.parametrize(
    "text",
    [
        f"{LESS}，决算数小于年初预算数的主要原因是造林支出减少。",
        f"{LESS}，决算数小于年初预算数的主要原因是预算执行进度较慢。",
        f"{LESS}，决算数小于年初预算数的主要原因是厉行节约。",
        f"{MORE}，主要原因是年初预算未足额安排，年中追加。",
        f"{MORE}，主要原因是人员经费增加。",
    ],
)
def test_one_word_of_a_cause_makes_a_reason(text: str) -> None:
    assert said(text, "REASON-EMPTY") == []


def test_all_empty_reasons_of_a_document_are_one_issue() -> None:
    text = f"1.{LESS}，主要原因是支出减少。\n2.{PENSIONS}年初预算为36万元，支出决算为40万元，主要原因是支出增加。"
    assert said(text, "REASON-EMPTY") == [["支出减少", "支出增加"]]


# ---------------------------------------------------------------------------------------------------------- contradicting


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        (ITEMS, f"{LESS}，决算数小于年初预算数的主要原因是人员增加，工资标准提高", "人员增加，工资标准提高"),
        (ITEMS, f"{MORE}，决算数大于年初预算数的主要原因是厉行节约，压减会议费", "厉行节约，压减会议费"),
        (THREE, f"{RECEPTION}，主要原因是接待批次增加", "接待批次增加"),
        (THREE, "公务接待费支出3.00万元，比上年增加1.00万元，主要原因是公务接待批次减少", "公务接待批次减少"),
        (
            SUMMARY,
            "2024年度收入总计530万元，与上年相比减少30万元，主要原因是新增造林项目，项目经费增加",
            "新增造林项目，项目经费增加",
        ),
        (
            OPERATING,
            "机关运行经费支出70万元，比上年增加2万元，主要原因是人员减少，办公费用下降",
            "人员减少，办公费用下降",
        ),
    ],
)
def test_a_reason_for_the_opposite_is_shown_with_its_difference(title: str, text: str, reason: str) -> None:
    assert said(f"{text}。", "REASON-AGAINST", title) == [[reason, text]]


@pytest.mark.parametrize(
    "text",
    [
        f"{LESS}，决算数小于年初预算数的主要原因是人员增加的同时压减会议费。",
        f"{LESS}，决算数小于年初预算数的主要原因是年初预算编制时人员经费增加较多。",
        f"{LESS}，决算数小于年初预算数的主要原因是严格控制项目支出。",
        f"{MORE}，决算数大于年初预算数的主要原因是年初预算压减了造林经费。",
        f"{MORE}，决算数大于年初预算数的主要原因是会议费用减少，追加造林资金较多。",
        f"{MORE}，决算数大于年初预算数的主要原因是上年减少支出较多，基数较低。",
    ],
)
def test_a_reason_with_both_directions_or_of_the_other_year_is_no_contradiction(text: str) -> None:
    assert said(text, "REASON-AGAINST") == []


@pytest.mark.parametrize(
    "reason", ["虽然接待批次减少，但同城调研用餐较多", "上年受疫情影响接待减少", "接待费用减少不及预期的部分在上年列支"]
)
def test_a_concession_and_the_year_before_are_no_contradiction(reason: str) -> None:
    text = f"公务接待费支出3.00万元，比上年增加1.00万元，增长50%，主要原因是{reason}。"
    assert said(text, "REASON-AGAINST", THREE) == []


def test_more_people_retired_are_a_reason_for_more_pensions_but_not_for_more_pay() -> None:
    reason = "退休人员增加，在职人员减少"
    pay = "农林水支出（类）林业和草原（款）行政运行（项）年初预算为240万元，支出决算为250万元，完成年初预算的104.17%"
    pension = "社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）年初预算为15万元，支出决算为20万元"
    shown = f"{pay}，决算数大于年初预算数的主要原因是{reason}"
    assert said(f"{shown}。", "REASON-AGAINST") == [[reason, shown]]
    assert said(f"{pension}，决算数大于年初预算数的主要原因是{reason}。", "REASON-AGAINST") == []


def test_people_retiring_are_a_reason_for_less_pay() -> None:
    pay = "农林水支出（类）林业和草原（款）行政运行（项）年初预算为260万元，支出决算为250万元，完成年初预算的96.15%"
    assert said(f"{pay}，决算数小于年初预算数的主要原因是退休人员增加。", "REASON-AGAINST") == []


def test_an_empty_reason_is_not_called_a_contradiction_too() -> None:
    text = f"{LESS}，决算数小于年初预算数的主要原因是支出增加。"
    assert said(text, "REASON-EMPTY") == [["支出增加"]]
    assert said(text, "REASON-AGAINST") == []


# ------------------------------------------------------------------------------------------------------------------ due


def due(text: str, title: str = ITEMS) -> list[bool]:
    """Of the differences that a paragraph states and that ask for a reason, whether they have it."""
    document = qinghe((2, title, text))
    narratives = find_narratives(document)
    there = [one.ordinal for one in narratives if document.sections[one.section].title == title]
    return [given for ordinal, given in reasons_due(document, narratives).items() if ordinal in there]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LESS}，主要原因是苗木款结转下年支付。", [True]),
        (f"{LESS}。\n主要原因是苗木款结转下年支付。", [True]),
        (f"{LESS}。", [False]),
        (f"{MORE}。", [False]),
        (f"{FLAT}。", []),
        (f"{FLAT}，决算数与预算数持平。", []),
    ],
)
def test_a_reason_is_due_where_something_differs(text: str, expected: list[bool]) -> None:
    assert due(text) == expected


def test_what_is_due_and_not_given_is_what_the_rules_find() -> None:
    for text in (f"{LESS}。", f"{MORE}。", f"{RECEPTION}。"):
        assert due(text, THREE).count(False) == len(said(text, "REASON-MISSING", THREE))
