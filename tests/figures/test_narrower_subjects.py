"""A figure of an account, of one purpose or of several funds is never held against the grand total of one fund."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from miner.figures import Bench, check_identities
from miner.figures.context import Topic
from miner.figures.statements import read_statements
from miner.model import CheckVerdict, StatutoryTable, TableKind, Verdict
from tests.factories import table, two_sided
from tests.figures.qinghe import (
    BASIC,
    EXPENDITURE,
    FISCAL,
    GENERAL,
    INCOME,
    SUMMARY,
    cell_of,
    judged,
    linked,
    qinghe,
)

OK, BAD = Verdict.MATCH, Verdict.MISMATCH
WHERE = "（二）一般公共预算财政拨款支出决算具体情况"

# ------------------------------------------------------------------------------------------------ the code says which row


@pytest.mark.parametrize("between", ["-", "－", "—", "——", "：", ":", " ", ""])
def test_a_printed_code_is_the_row(between: str) -> None:
    for amount, verdict in (("135.00万元", OK), ("153.00万元", BAD)):
        document = qinghe((3, WHERE, f"（二）2130205{between}森林资源培育{amount}，比上年减少38.00万元。"))
        figure, link = linked(document)[0]
        assert (figure.text, link.verdict) == (amount, verdict)
        assert cell_of(document, link).row_code == "2130205"


def test_the_code_tells_rows_of_one_name_apart() -> None:
    document = qinghe((2, WHERE, ""), (3, "2130201-行政运行250.00万元，与上年持平", ""))
    assert judged(document) == [("250.00万元", OK)]
    document = qinghe((2, WHERE, "2010301行政运行60.00万元。\n2130201 行政运行支出决算为250.00万元。"))
    assert [verdict for _, verdict in judged(document)] == [OK, OK]


def test_codes_from_the_class_down_to_the_item() -> None:
    document = qinghe((2, WHERE, "213农林水支出-21302林业和草原-2130205森林资源培育135.00万元。"))
    assert judged(document) == [("135.00万元", OK)]


@pytest.mark.parametrize(
    "words",
    [
        "2100299-其他公立医院支出86.00万元，比上年减少38.00万元。",
        "2130205-森林资源培育中设备购置支出12.00万元。",
        "其他公立医院支出86.00万元。",
        "2130205-公共图书馆支出86.00万元。",
    ],
)
def test_an_account_is_never_a_total(words: str) -> None:
    assert BAD not in [verdict for _, verdict in judged(qinghe((3, WHERE, words)))]


@pytest.mark.parametrize("name", ["2130205-森林资源培育", "农林水支出（类）林业和草原（款）森林资源培育（项）"])
def test_the_parts_of_an_account_are_its_own_columns(name: str) -> None:
    for amount, verdict in (("135.00", OK), ("125.00", BAD)):
        document = qinghe((3, WHERE, f"{name}135.00万元，其中项目支出{amount}万元。"))
        (_, whole), (_, part) = linked(document)
        assert (whole.verdict, part.verdict) == (OK, verdict)
        assert cell_of(document, part).row_code == "2130205"


def test_a_number_is_no_code() -> None:
    text = "全年接待210批次、205 人次，共213户。"
    document = qinghe((2, WHERE, text))
    figures = [figure for figure, _ in linked(document)]
    assert [(s.path, s.code) for s in read_statements(document, figures)] == [(None, "")] * len(figures)


def test_a_total_named_beside_accounts_is_a_total() -> None:
    text = "主要是2010301-行政运行60.00万元、2130205-森林资源培育135.00万元，一般公共预算财政拨款支出合计{total}万元。"
    for total, verdict in (("485.00", OK), ("458.00", BAD)):
        assert judged(qinghe((2, WHERE, text.format(total=total))))[-1] == (f"{total}万元", verdict)


# -------------------------------------------------------------------------------------------- 财政拨款支出 of which money

TWO_FUNDS = two_sided(
    TableKind.FISCAL_APPROPRIATION_SUMMARY,
    (("一、一般公共预算财政拨款", "480.00"), ("二、政府性基金预算财政拨款", "90.00"), ("本年收入合计", "570.00")),
    (
        ("十一、城乡社区支出", "90.00", "", "90.00", ""),
        ("十二、农林水支出", "485.00", "485.00", "", ""),
        ("本年支出合计", "575.00", "485.00", "90.00", ""),
    ),
    ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    title="财政拨款收入支出决算总表",
)
FUND = table(
    TableKind.GOVERNMENT_FUND,
    ("本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出"),
    (("", "合计", ("90.00", "", "90.00")), ("2120803", "城市建设支出", ("90.00", "", "90.00"))),
    title="政府性基金预算财政拨款支出决算表",
)
FUNDED = (SUMMARY, INCOME, EXPENDITURE, TWO_FUNDS, GENERAL, BASIC, FUND)


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        ("575.00", OK),
        ("485.00", OK),
        ("557.00", Verdict.MISMATCH),
        ("530.00", Verdict.AMBIGUOUS),
        ("90.00", Verdict.AMBIGUOUS),
    ],
)
def test_appropriations_beside_a_fund_are_both_or_one(amount: str, verdict: Verdict) -> None:
    document = qinghe((2, "五、财政拨款支出决算情况说明", f"2024年度财政拨款支出决算{amount}万元。"), tables=FUNDED)
    assert judged(document) == [(f"{amount}万元", verdict)]


@pytest.mark.parametrize(
    ("title", "tables"),
    [
        ("五、一般公共预算财政拨款支出决算情况说明", FUNDED),
        ("五、财政拨款支出决算情况说明", (SUMMARY, INCOME, EXPENDITURE, FISCAL, GENERAL, BASIC)),
    ],
)
def test_appropriations_are_the_general_budgets_where_the_title_or_the_tables_say_so(
    title: str, tables: Sequence[StatutoryTable]
) -> None:
    for amount, verdict in (("485.00", OK), ("458.00", BAD)):
        document = qinghe((2, title, f"财政拨款支出决算{amount}万元。"), tables=tables)
        assert judged(document) == [(f"{amount}万元", verdict)]
        below = qinghe((2, title, ""), (3, "（一）财政拨款支出决算总体情况", f"支出{amount}万元。"), tables=tables)
        assert judged(below) == [(f"{amount}万元", verdict)]


def test_an_account_of_appropriations_may_be_a_funds() -> None:
    text = "1.国有土地使用权出让收入安排的支出（款）城市建设支出（项）。支出决算为{amount}万元。"
    for amount, verdict in (("90.00", OK), ("99.00", BAD)):
        document = qinghe((2, "五、财政拨款支出决算情况说明", text.format(amount=amount)), tables=FUNDED)
        assert judged(document) == [(f"{amount}万元", verdict)]


def test_the_topic_follows_the_words_of_the_paragraph() -> None:
    text = "一般公共预算财政拨款支出485.00万元。支出主要用于以下方面，财政拨款支出458.00万元。"
    document = qinghe((2, "五、财政拨款支出决算情况说明", text), tables=FUNDED)
    figures = [figure for figure, _ in linked(document)]
    assert read_statements(document, figures)[-1].topic is Topic.GENERAL


# ------------------------------------------------------------------------------------------------------- narrower subjects


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("十二、机关运行经费支出决算情况说明", "机关运行经费支出决算35.00万元（其中：一般公共预算支出35.00万元）。"),
        ("十二、机关运行经费支出决算情况说明", "一般公共预算支出35.00万元。"),
        ("十五、其他", "会议费全部列一般公共预算财政拨款支出35.00万元。"),
        ("十五、其他", "苗圃改造项目，一般公共预算支出35.00万元。"),
        ("十五、其他", "苗圃改造项目，一般公共预算财政拨款项目支出35.00万元。"),
        ("十、政府采购支出说明", "其中一般公共预算支出35.00万元。"),
    ],
)
def test_a_narrower_subject_is_not_the_grand_total(title: str, words: str) -> None:
    assert BAD not in [verdict for _, verdict in judged(qinghe((2, title, words)))]


def test_a_grand_total_stays_one_before_its_parts() -> None:
    text = "一般公共预算支出{total}万元，其中：基本支出350.00万元，项目支出135.00万元，机关运行经费35.00万元。"
    for total, verdict in (("485.00", OK), ("458.00", BAD)):
        assert judged(qinghe((2, "十五、其他", text.format(total=total))))[0] == (f"{total}万元", verdict)


# --------------------------------------------------------------------------------------------- carried over, compared, parts


def test_what_is_carried_over_from_last_year_is_of_this_year() -> None:
    text = "其他收入20.00万元，与上年持平；上年结转结余30.00万元，比上年预算减少{change}万元，下降{rate}。"
    document = qinghe((2, "二、收入决算情况说明", text.format(change="10.00", rate="25%")))
    assert judged(document)[-1] == ("25%", Verdict.ARITHMETIC_OK)
    document = qinghe((2, "二、收入决算情况说明", text.format(change="10.00", rate="35%")))
    assert judged(document)[-1] == ("35%", Verdict.ARITHMETIC_MISMATCH)


def test_an_amount_against_the_budget_of_its_sentence() -> None:
    text = "年初预算为862.75万元，支出决算为894.78万元，与年初预算相比{change}万元。"
    for change, verdict in (
        ("增加32.03", Verdict.ARITHMETIC_OK),
        ("增加23.03", Verdict.ARITHMETIC_MISMATCH),
    ):
        assert judged(qinghe((2, "十五、其他", text.format(change=change))))[-1][1] is verdict


@pytest.mark.parametrize(
    ("amount", "words", "verdict"),
    [
        ("（一）人员经费280.00万元", "主要包括基本工资、绩效工资。", OK),
        ("（一）人员经费208.00万元", "主要包括基本工资、绩效工资。", BAD),
        ("（二）公用经费70.00万元", "主要包括办公费、会议费、公务接待费。", OK),
        ("（二）公用经费77.00万元", "主要包括办公费、会议费、公务接待费。", BAD),
    ],
)
def test_a_heading_that_is_a_sentence_speaks_of_its_first_words(amount: str, words: str, verdict: Verdict) -> None:
    document = qinghe((2, "五、一般公共预算财政拨款基本支出决算情况说明", ""), (3, f"{amount}，{words}", ""))
    assert [v for _, v in judged(document)] == [verdict]


@pytest.mark.parametrize(("project", "verdict"), [("80.00", CheckVerdict.PASS), ("60.00", CheckVerdict.FAIL)])
def test_basic_spending_with_a_subtotal_above_its_parts(project: str, verdict: CheckVerdict) -> None:
    made = table(
        TableKind.GENERAL_BUDGET_EXPENDITURE,
        ("合计", "基本支出 / 小计", "基本支出 / 人员经费", "基本支出 / 公用经费", "项目支出"),
        (("", "合计", ("200.00", "120.00", "100.00", "20.00", project)),),
        title="一般公共预算支出表",
    )
    checks = check_identities(Bench.read(qinghe(tables=(made,)), ()), (), ())
    assert [check.verdict for check in checks if check.rule == "T05-1"] == [verdict]
