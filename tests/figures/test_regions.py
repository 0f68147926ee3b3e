"""Lessons of disclosures of other regions: what is no contradiction must not be called one, and what is, must."""

from __future__ import annotations

import pytest

from miner.figures import Bench, check_content, check_identities, collect_findings, find_figures, link_figures
from miner.language.numbers import find_numbers
from miner.model import Disclosure, TableKind, Verdict
from tests.factories import table, two_sided
from tests.figures.qinghe import GENERAL, SUMMARY, TABLES, THREE_PUBLIC, cell_of, judged, linked, qinghe, with_amount

OK, SUM, NEAR = Verdict.MATCH, Verdict.ARITHMETIC_OK, Verdict.ROUNDING
BAD, WRONG, OPEN = Verdict.MISMATCH, Verdict.ARITHMETIC_MISMATCH, Verdict.NOT_CHECKED

THREE = "九、“三公”经费财政拨款支出决算情况说明"
STRUCTURE = "（二）一般公共预算财政拨款支出决算结构情况"


def found(document: Disclosure) -> list[tuple[str, str]]:
    """Rule and message of the findings above hints."""
    figures = find_figures(document, ())
    bench = Bench.read(document, figures)
    links = link_figures(bench, ())
    checks = (*check_identities(bench, (), links), *check_content(bench, (), links))
    every = collect_findings(bench, links, checks)
    return [(finding.rule, finding.message) for finding in every if finding.severity != "hint"]


def rules(document: Disclosure) -> list[str]:
    return [rule for rule, _ in found(document)]


# ------------------------------------------------------------------------------------------------- what is it a share of


def test_a_list_of_shares_without_its_total_is_of_the_topics_total() -> None:
    text = (
        "主要用于以下方面：一般公共服务支出（类）60万元，占12.37%；社会保障和就业支出（类）40万元，占8.25%；"
        "农林水支出（类）385万元，占{share}。"
    )
    for share, verdict in (("79.38%", SUM), ("79.83%", WRONG)):
        document = qinghe((2, STRUCTURE, text.format(share=share)))
        assert [v for t, v in judged(document) if t.endswith("%")] == [SUM, SUM, verdict]


def test_a_share_of_nothing_that_is_named_is_not_called_wrong() -> None:
    text = "甲项支出12万元，占7.7%；乙项支出30万元，占19.3%。"
    assert [verdict for shown, verdict in judged(qinghe((2, "十五、其他", text))) if shown.endswith("%")] == [
        Verdict.NO_TABLE_COUNTERPART,
        OPEN,
    ]


def test_a_share_of_three_public_money_names_its_whole() -> None:
    text = "公务接待费支出决算3.00万元，占“三公”经费支出的{share}。比上年减少1.00万元，下降25%。"
    for share, verdict in (("31.58%", SUM), ("35.18%", WRONG)):
        document = qinghe((2, THREE, ""), (3, "（二）公务接待费支出", text.format(share=share)))
        assert [v for t, v in judged(document) if t.endswith("%")] == [verdict, SUM]


def test_last_years_carry_over_has_its_own_share() -> None:
    text = "收入合计500万元，其中：财政拨款收入480万元，占96%；其他收入20万元，占4%；上年结转50万元，占10%。"
    assert WRONG not in [verdict for _, verdict in judged(qinghe((2, "二、收入决算情况说明", text)))]


# ----------------------------------------------------------------------------------------------------- what has changed


def test_an_item_in_a_reason_is_not_what_changed() -> None:
    text = (
        "“三公”经费支出决算9.50万元，比预算减少2.50万元，下降20.83%，主要原因是从严控制公务接待，加强车辆调度；"
        "与上年决算相比，增加1.50万元，增长18.75%。"
    )
    assert judged(qinghe((2, THREE, text)))[-1] == ("18.75%", SUM)


def test_an_increase_larger_than_the_amount_is_another_amounts() -> None:
    text = "其他收入20万元。与上年相比，收入总体增加30万元，增长6%。"
    assert judged(qinghe((2, "二、收入决算情况说明", text)))[-1][1] is not WRONG


@pytest.mark.parametrize(("rate", "verdict"), [("4.08%", SUM), ("4.80%", WRONG)])
def test_what_changed_is_named_before_the_comparison(rate: str, verdict: Verdict) -> None:
    text = f"本年支出合计510万元。\n年末结转和结余20万元。\n本年支出合计比上年决算数增加20万元，增长{rate}。"
    assert judged(qinghe((2, "（二）总支出情况", text)))[-1] == (rate, verdict)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("比年初预算增加15万元", []),
        ("比年初预算减少15万元", ["DIRECTION"]),
        ("比年初预算增加51万元", ["ARITHMETIC"]),
    ],
)
def test_a_difference_against_the_two_amounts_of_its_sentence(change: str, expected: list[str]) -> None:
    item = "农林水支出（类）林业和草原（款）森林资源培育（项）"
    document = qinghe(
        (3, "（三）一般公共预算财政拨款支出决算具体情况", f"1.{item}年初预算为120万元，支出决算为135万元，{change}。")
    )
    assert rules(document) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [("增加0.50万元", []), ("减少0.50万元", ["DIRECTION"]), ("增加0.90万元", [])],
)
def test_a_difference_against_the_year_before(change: str, expected: list[str]) -> None:
    # 0.90 may be the difference of something else: the amount stands in another sentence.
    text = f"培训费支出决算5.40万元，完成预算的90%。与上年的4.90万元相比{change}，主要原因是班次变化。"
    assert (
        rules(qinghe((3, "（三）培训费支出决算情况说明。", f"培训费预算6.00万元，支出决算5.40万元。\n{text}")))
        == expected
    )


def test_the_amount_compared_with_is_the_other_years() -> None:
    text = "专项支出1800.00万元，比2023年度决算数1330.00万元增加{change}万元。"
    for change, expected in (("470.00", []), ("650.00", ["ARITHMETIC"])):
        assert rules(qinghe((2, "十五、其他", text.format(change=change)))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("减少0.50万元，下降5.00%", []),
        ("增加0.50万元，下降5.00%", ["DIRECTION"]),
        ("增加0.50万元，增长5.00%", ["ARITHMETIC"]),
        ("减少0.50万元，下降9%", ["ARITHMETIC"]),
    ],
)
def test_words_of_direction_against_each_other(words: str, expected: list[str]) -> None:
    assert rules(qinghe((2, THREE, f"“三公”经费支出9.50万元，较上年{words}。"))) == expected


@pytest.mark.parametrize(
    ("rate", "words", "expected"),
    [
        ("79.17%", "小于", []),
        ("79.17%", "大于", ["DIRECTION"]),
        ("79.17%", "超过", ["DIRECTION"]),
        ("100%", "大于", []),
    ],
)
def test_more_or_less_than_the_budget(rate: str, words: str, expected: list[str]) -> None:
    text = f"“三公”经费支出决算9.50万元，完成预算{rate}。决算数{words}预算数的主要原因是厉行节约。"
    document = qinghe((2, THREE, text))
    assert [rule for rule in rules(document) if rule == "DIRECTION"] == expected


def test_the_budget_of_another_item_is_no_contradiction() -> None:
    text = "公务接待费完成预算75%，公务用车运行维护费完成预算110%。决算数大于预算数的主要原因是车辆老旧。"
    assert "DIRECTION" not in rules(qinghe((2, THREE, text)))


def test_completion_against_the_budget_that_is_named() -> None:
    text = "专项支出年初预算为100万元，全年预算为120万元，支出决算为118万元，完成{which}预算的{rate}。"
    for which, rate, verdict in (("年初", "118%", SUM), ("全年", "98.33%", SUM), ("全年", "93.88%", WRONG)):
        document = qinghe((2, "十五、其他", text.format(which=which, rate=rate)))
        assert judged(document)[-1] == (rate, verdict)


# ------------------------------------------------------------------------------------------------ which cell it may mean


def test_loose_words_mean_the_total_that_holds_the_value() -> None:
    for words, stated, row in (
        ("部门支出总额", "530", "总计"),
        ("部门支出总额", "510", "合计"),
        ("2024年度总收入", "530", "总计"),
    ):
        ((figure, link),) = linked(document := qinghe((2, "（二）部门资金收支情况", f"{words}{stated}万元。")))
        assert link.verdict is OK, figure.text
        assert cell_of(document, link).row_label == row
    assert judged(qinghe((2, "（二）部门资金收支情况", "部门支出总额501万元。"))) == [("501万元", BAD)]


def test_words_that_name_their_total_do_not_mean_another() -> None:
    assert judged(qinghe((2, "一、收入支出决算总体情况说明", "本年支出合计530万元。"))) == [("530万元", BAD)]


def test_the_same_account_in_a_table_of_other_money_is_ambiguous() -> None:
    item = "农林水支出（类）林业和草原（款）森林资源培育（项）"
    for stated, verdict in (("135", OK), ("160", Verdict.AMBIGUOUS), ("153", BAD)):
        text = f"1.{item}：支出决算为{stated}万元。"
        assert judged(qinghe((3, "（三）一般公共预算财政拨款支出决算具体情况", text))) == [(f"{stated}万元", verdict)]


def test_a_component_named_otherwise_is_not_the_row() -> None:
    text = "公务用车运行维护费6.50万元，其中公务用车加油4.10万元，公务用车其他支出2.40万元。"
    assert [verdict for _, verdict in judged(qinghe((2, THREE, text)))] == [OK, *[Verdict.NO_TABLE_COUNTERPART] * 2]


def test_three_public_money_printed_as_a_list_with_counts() -> None:
    rows = (
        ("", "一、“三公”经费支出", ("", "")),
        ("", "（一）支出合计", ("12.00", "9.50")),
        ("", "1.因公出国（境）费", ("0.00", "0.00")),
        ("", "2.公务用车购置及运行维护费", ("8.00", "6.50")),
        ("", "（1）公务用车购置费", ("0.00", "0.00")),
        ("", "（2）公务用车运行维护费", ("8.00", "6.50")),
        ("", "3.公务接待费", ("4.00", "3.00")),
        ("", "（1）国内接待费", ("", "2.60")),
        ("", "其中：外事接待费", ("", "0.40")),
        ("", "3.公务用车购置数（辆）", ("", "1")),
        ("", "二、机关运行经费", ("", "66.00")),
    )
    listed = table(TableKind.THREE_PUBLIC, ("年初预算数", "决算统计数"), rows, title="机构运行信息表")
    tables = [listed if t is THREE_PUBLIC else t for t in TABLES]
    text = "“三公”经费支出共计9.80万元。公务车购置费0.00万元。公务接待费3.00万元。"
    other = (2, "十、机关运行经费支出说明", "机关运行经费支出66.00万元。")
    document = qinghe((2, THREE, text), other, tables=tables)
    assert judged(document) == [("9.80万元", BAD), ("0.00万元", OK), ("3.00万元", OK), ("66.00万元", OK)]
    labels = [cell_of(document, link).row_label for _, link in linked(document)]
    assert labels == ["（一）支出合计", "（1）公务用车购置费", "3.公务接待费", "二、机关运行经费"]


def test_columns_of_another_year_and_of_rates_are_not_amounts() -> None:
    columns = (
        "2023年决算数",
        "2024年决算数 / 小计",
        "2024年决算数 / 基本支出",
        "2024年决算数 / 项目支出",
        "比上年增减（%）",
    )
    rows = (
        ("", "合计", ("440.00", "485.00", "350.00", "135.00", "10.23")),
        ("2130201", "行政运行", ("340.00", "350.00", "350.00", "", "2.94")),
        ("2130205", "森林资源培育", ("100.00", "135.00", "", "135.00", "35.00")),
    )
    general = table(TableKind.GENERAL_BUDGET_EXPENDITURE, columns, rows, title="一般公共预算支出表")
    tables = [general if t is GENERAL else t for t in TABLES]
    title = "（一）一般公共预算财政拨款支出决算总体情况"
    document = qinghe((2, title, "一般公共预算财政拨款支出485万元。"), tables=tables)
    assert judged(document) == [("485万元", OK)]
    assert "T05-2" not in rules(document)


def test_a_total_that_carry_overs_are_part_of_is_not_this_years_income() -> None:
    income = table(
        TableKind.INCOME,
        ("合计", "本年收入 / 小计", "本年收入 / 财政拨款收入", "本年收入 / 其他收入", "上年结转结余"),
        (("", "合计", ("530.00", "500.00", "480.00", "20.00", "30.00")),),
        title="收入总表",
    )
    tables = [income if t.kind is TableKind.INCOME else t for t in TABLES]
    assert "X1" not in rules(qinghe(tables=tables))


def test_codes_that_are_none_are_not_added_up() -> None:
    broken = table(
        TableKind.EXPENDITURE,
        ("本年支出合计", "基本支出", "项目支出"),
        (
            ("", "合计", ("510.00", "350.00", "160.00")),
            ("213213213", "农林水支出", ("510.00", "350.00", "160.00")),
            ("2130201", "行政运行", ("350.00", "350.00", "")),
            ("2130205", "森林资源培育", ("160.00", "", "160.00")),
        ),
        title="支出决算表",
    )
    tables = [broken if t.kind is TableKind.EXPENDITURE else t for t in TABLES]
    assert rules(qinghe(tables=tables)) == []


def test_a_function_that_the_accounts_do_not_print_is_not_compared() -> None:
    without = two_sided(
        TableKind.INCOME_EXPENDITURE_SUMMARY,
        (("一、一般公共预算财政拨款收入", "480.00"), ("八、其他收入", "20.00"), ("本年收入合计", "500.00")),
        (("一、教育支出", "510.00"), ("本年支出合计", "510.00")),
    )
    tables = [without if t is SUMMARY else t for t in TABLES]
    assert "X6" not in rules(qinghe(tables=tables))


# ----------------------------------------------------------------------------------------------- one cause, one finding


def test_shares_that_miss_a_hundred_by_a_reported_share_are_no_second_finding() -> None:
    text = (
        "2024年度支出合计510万元，其中：基本支出350万元，占支出合计的68.63%；项目支出160万元，占支出合计的{share}；"
        "经营支出0万元，占支出合计的0%。"
    )
    title = "（二）支出决算说明"
    assert rules(qinghe((2, title, text.format(share="31.37%")))) == []
    assert rules(qinghe((2, title, text.format(share="37.13%")))) == ["ARITHMETIC"]


def test_a_second_mistake_in_a_sentence_is_a_second_finding() -> None:
    text = "公务接待费支出决算3.60万元，占“三公”经费支出的{share}。"
    assert rules(qinghe((2, THREE, text.format(share="31.58%")))) == ["LINK"]
    assert rules(qinghe((2, THREE, text.format(share="38.51%")))) == ["LINK", "ARITHMETIC"]


def test_identities_that_one_cell_breaks_are_one_finding() -> None:
    tables = [
        with_amount(t, "森林资源培育", "项目支出", "163.00", "2130205") if t.title == "支出决算表" else t
        for t in TABLES
    ]
    ((rule, message),) = found(qinghe(tables=tables))
    assert rule.startswith("T03")
    assert "同一差额" in message


def test_parts_of_a_part_do_not_break_a_sum() -> None:
    text = (
        "共有车辆5辆，其中：主要负责人用车0辆、机要通信用车1辆、应急保障用车2辆、其他用车2辆，"
        "其他用车包括救护用车1辆、垃圾清运用车1辆。"
    )
    assert judged(qinghe((2, "十三、关于国有资产占用情况说明", text)))[0] == ("5辆", SUM)


def test_the_end_of_a_range_is_no_count() -> None:
    mentions = find_numbers("评价得分在90（含）－100分的148个，75（含）－90分的13个。")
    assert [mention.text for mention in mentions] == ["148个", "13个"]
