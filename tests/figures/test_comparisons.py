"""Differences are held against what they are the differences of, and against nothing else.

What is compared may stand in the sentence, before it in the paragraph, or in the “三公” table. Only a difference both
sides of which are certain may be called wrong; of one that reaches across sentences, only a slip of the hand.
"""

from __future__ import annotations

import pytest

from miner.model import FigureKind, Link, Verdict
from tests.figures.qinghe import TABLES, THREE_PUBLIC, linked, qinghe, with_amount

GOOD, NEAR, WRONG = Verdict.ARITHMETIC_OK, Verdict.ROUNDING, Verdict.ARITHMETIC_MISMATCH
NONE = Verdict.NO_TABLE_COUNTERPART

OTHER = "十五、其他重要事项情况说明"
THREE = "九、“三公”经费财政拨款支出决算情况说明"


def differences(text: str, title: str = OTHER, raw: str = "4.00") -> list[Link]:
    """The links of the differences of a text; ``raw`` is the budget of 公务接待费 in the “三公” table."""
    tables = [
        with_amount(t, "", "预算数 / 公务接待费", raw) if t is THREE_PUBLIC and raw != "4.00" else t for t in TABLES
    ]
    found = linked(qinghe((2, title, text), tables=tables))
    return [link for figure, link in found if figure.kind is FigureKind.DELTA]


def verdicts(text: str, title: str = OTHER) -> list[Verdict]:
    return [link.verdict for link in differences(text, title)]


# ------------------------------------------------------------------------------------------------------ in the sentence


@pytest.mark.parametrize(
    "text",
    [
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，比年初预算减少{}万元。",
        "巡护经费年初预算80.00万元，支出决算70.00万元，较预算数少支出{}万元。",
        "巡护经费支出决算为70.00万元，比年初预算的80.00万元减少{}万元。",
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，低于年初预算数{}万元。",
    ],
)
@pytest.mark.parametrize(("stated", "verdict"), [("10.00", GOOD), ("10.01", NEAR), ("12.00", WRONG), ("1.00", WRONG)])
def test_final_accounts_against_a_budget_of_the_sentence(text: str, stated: str, verdict: Verdict) -> None:
    (link,) = differences(text.format(stated))
    assert (link.verdict, link.formula) == (verdict, "70.00 − 80.00")


@pytest.mark.parametrize(
    "text",
    [
        "巡护经费支出决算为70.00万元，比上年的82.00万元减少{}万元。",
        "巡护经费支出决算为70.00万元，较上年决算数82.00万元减少{}万元。",
        "巡护经费支出决算为70.00万元，与2023年的82.00万元相比，减少{}万元。",
    ],
)
@pytest.mark.parametrize(("stated", "verdict"), [("12.00", GOOD), ("21.00", WRONG)])
def test_against_last_year_where_its_amount_is_stated(text: str, stated: str, verdict: Verdict) -> None:
    (link,) = differences(text.format(stated))
    assert (link.verdict, link.formula) == (verdict, "70.00 − 82.00")


def test_of_two_budgets_the_adjusted_one_where_the_words_say_so() -> None:
    text = "巡护经费年初预算为80.00万元，调整后预算为95.00万元，支出决算为70.00万元，比调整后预算减少{}万元。"
    assert verdicts(text.format("25.00")) == [GOOD]
    (link,) = differences(text.format("22.00"))
    assert (link.verdict, link.formula) == (WRONG, "70.00 − 95.00")


def test_both_sides_are_shown_as_operands() -> None:
    document = qinghe((2, OTHER, "巡护经费年初预算为80.00万元，支出决算为70.00万元，比年初预算减少12.00万元。"))
    (budget, _), (final, _), (_, link) = linked(document)
    assert [operand.figure for operand in link.operands] == [final.ordinal, budget.ordinal]


# ----------------------------------------------------------------------------------------------------- in the paragraph

ACROSS = (
    "巡护经费年初预算为2380.41万元。支出决算为2170.16万元，完成年初预算的91.17%。"
    "主要原因是合并巡护线路，比年初预算减少{}万元。"
)


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        pytest.param("210.25", GOOD, id="agrees"),
        pytest.param("210.26", NEAR, id="last digit"),
        pytest.param("310.25", WRONG, id="one digit"),
        pytest.param("210.52", WRONG, id="two digits that changed places"),
        pytest.param("187.40", NONE, id="another number"),
        pytest.param("21.03", NONE, id="fewer digits"),
    ],
)
def test_across_sentences_a_slip_is_caught_and_another_number_is_not(stated: str, verdict: Verdict) -> None:
    assert verdicts(ACROSS.format(stated)) == [verdict]


def test_another_paragraph_is_not_looked_into() -> None:
    text = "巡护经费年初预算为2380.41万元，支出决算为2170.16万元。\n造林人数多，比年初预算减少310.25万元。"
    assert verdicts(text) == [NONE]
    assert verdicts(text.replace("\n", "")) == [WRONG]


# --------------------------------------------------------------------------------------------------------- in the table


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("公务接待费支出决算为3.00万元，比预算减少1.00万元。", GOOD),
        ("公务接待费支出决算为3.00万元，比预算减少1.20万元。", WRONG),
        ("“三公”经费支出决算为9.50万元，比年初预算减少2.50万元。", GOOD),
        ("“三公”经费支出决算为9.50万元，比年初预算减少3.50万元。", WRONG),
        pytest.param("公务接待费比预算减少1.00万元。", GOOD, id="both sides printed"),
        pytest.param("公务接待费比预算减少1.20万元。", NONE, id="both sides printed, three digits are alike by chance"),
    ],
)
def test_against_the_budget_of_the_three_public_table(text: str, verdict: Verdict) -> None:
    assert verdicts(text, THREE) == [verdict]


def test_the_printed_budget_is_shown() -> None:
    text = "公务接待费支出决算为3.00万元，比预算减少1.00万元。"
    (link,) = differences(text, THREE, raw="4.50")
    assert link.verdict is WRONG
    assert "4.50" in link.formula
    assert link.operands[-1].cell is not None
    (blank,) = differences(text, THREE, raw="")
    assert blank.verdict is NONE


def test_a_stated_budget_goes_before_the_printed_one() -> None:
    text = "公务接待费支出预算为5.00万元，支出决算为3.00万元，比预算减少2.00万元。"
    (link,) = differences(text, THREE)
    assert (link.verdict, link.formula) == (GOOD, "3.00 − 5.00")


# ---------------------------------------------------------------------------------------------- what it is not held against


@pytest.mark.parametrize(
    "text",
    [
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，比上年减少12.00万元，主要原因是线路合并。",
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，同比减少12.00万元。",
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，与2023年决算数相比，减少12.00万元。",
        "巡护经费年初预算为80.00万元。支出决算为70.00万元。较去年减少12.00万元。",
        "巡护经费年初预算为80.00万元，支出决算为70.00万元，较年初预算压缩10.00万元，比上年减少12.00万元。",
    ],
)
def test_a_difference_from_last_year_is_never_held_against_a_budget(text: str) -> None:
    (*_, link) = differences(text)
    assert link.verdict not in (WRONG, GOOD)


@pytest.mark.parametrize("basis", ["比上年减少1.20万元", "较2023年减少1.20万元", "同比减少1.20万元"])
def test_nor_against_the_printed_budget(basis: str) -> None:
    text = f"公务接待费支出决算为3.00万元，{basis}，主要原因是来访批次少。"
    (link,) = differences(text, THREE)
    assert link.verdict not in (WRONG, GOOD)


def test_two_bases_in_one_sentence() -> None:
    text = "巡护经费年初预算为80.00万元，支出决算为70.00万元，比年初预算减少{}万元，比上年增加4.00万元。"
    for stated, verdict in (("10.00", GOOD), ("13.00", WRONG)):
        own, last_year = verdicts(text.format(stated))
        assert own is verdict
        assert last_year not in (WRONG, GOOD)


def test_two_amounts_that_differ_by_just_as_much_leave_it_open() -> None:
    # 70.00 less 58.00 is 12.00: what is compared is not clear enough to call it wrong.
    text = "巡护经费年初预算为80.00万元，护林员补助58.00万元，支出决算为70.00万元，比年初预算减少12.00万元。"
    assert verdicts(text) == [GOOD]


def test_amounts_in_closed_brackets_are_left_aside() -> None:
    text = (
        "巡护经费年初预算为80.00万元（其中车辆燃油30.00万元），"
        "支出决算为70.00万元（其中车辆燃油25.00万元），比年初预算减少{}万元。"
    )
    for stated, verdict in (("10.00", GOOD), ("5.00", WRONG)):
        (link,) = differences(text.format(stated))
        assert (link.verdict, link.formula) == (verdict, "70.00 − 80.00")


def test_within_a_bracket_its_own_amounts_count() -> None:
    text = "巡护经费支出决算为70.00万元（年初预算为80.00万元，比年初预算减少{}万元），主要用于护林。"
    assert verdicts(text.format("10.00")) == [GOOD]
    assert verdicts(text.format("12.00")) == [WRONG]
