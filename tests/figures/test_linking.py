"""Figures are bound to cells by what they are, in the wordings of several regions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miner.figures import Bench, find_figures, link_figures
from miner.model import DisclosureKind, FigureKind, NarrativeKind, SectionRole, TableKind, Verdict
from miner.narratives import find_narratives
from tests.factories import table
from tests.figures.qinghe import BASIC, GENERAL, TABLES, THREE_PUBLIC, cell_of, judged, linked, qinghe, with_amount

OK, SUM, NEAR = Verdict.MATCH, Verdict.ARITHMETIC_OK, Verdict.ROUNDING
NONE, BAD, WRONG = Verdict.NO_TABLE_COUNTERPART, Verdict.MISMATCH, Verdict.ARITHMETIC_MISMATCH

ITEM = "农林水支出（类）林业和草原（款）森林资源培育（项）"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(
            "一、收入支出决算总体情况说明",
            "2024年度收、支总计530.00万元。与上年相比，增加30.00万元，增长6%，主要是因为造林任务增加。",
            [("530.00万元", OK), ("30.00万元", NONE), ("6%", SUM)],
            id="湖南 总体",
        ),
        pytest.param(
            "1.总体情况。",
            "2024年度收入总计530.00万元，支出总计530.00万元。收支较上年决算数减少20.00万元，下降3.6%，主要原因是项目减少。",
            [("530.00万元", OK), ("530.00万元", OK), ("20.00万元", NONE), ("3.6%", NONE)],
            id="重庆 总体",
        ),
        pytest.param(
            "二、收入决算情况说明",
            "2024年度本年收入合计500万元，其中：一般公共预算财政拨款收入480万元，占96%；其他收入20万元，占4%。",
            [("500万元", OK), ("480万元", OK), ("96%", SUM), ("20万元", OK), ("4%", SUM)],
            id="四川 收入",
        ),
        pytest.param(
            "三、支出决算情况说明",
            "本年支出合计510万元，其中：基本支出350万元，占68.63%；项目支出160万元，占31.37%。",
            [("510万元", OK), ("350万元", OK), ("68.63%", SUM), ("160万元", OK), ("31.37%", SUM)],
            id="支出",
        ),
        pytest.param(
            "四、财政拨款收入支出决算总体情况说明",
            "2024年度财政拨款收、支总计490万元。与上年相比，增加40万元，增长8.89%。",
            [("490万元", OK), ("40万元", NONE), ("8.89%", SUM)],
            id="财政拨款",
        ),
        pytest.param(
            "（一）一般公共预算财政拨款支出决算总体情况",
            "一般公共预算财政拨款支出485万元，占本年支出合计的95.1%。",
            [("485万元", OK), ("95.1%", SUM)],
            id="一般公共预算 总体",
        ),
        pytest.param(
            "（二）一般公共预算财政拨款支出决算结构情况",
            "一般公共预算财政拨款支出485万元，主要用于以下方面：一般公共服务（类）支出60万元，占12.37%；"
            "社会保障和就业支出40万元，占8.25%；农林水支出（类）385万元，占79.38%。",
            [
                ("485万元", OK),
                ("60万元", OK),
                ("12.37%", SUM),
                ("40万元", OK),
                ("8.25%", SUM),
                ("385万元", OK),
                ("79.38%", SUM),
            ],
            id="一般公共预算 结构",
        ),
        pytest.param(
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款基本支出350万元，其中：\n人员经费280万元，占基本支出的80%，主要包括基本工资。\n"
            "公用经费70万元，占基本支出的20%，主要包括办公费。",
            [("350万元", OK), ("280万元", OK), ("80%", SUM), ("70万元", OK), ("20%", SUM)],
            id="基本支出",
        ),
        pytest.param(
            "九、财政拨款“三公”经费支出决算情况说明",
            "“三公”经费财政拨款支出预算为12万元，支出决算为9.5万元，完成预算的79.17%。其中：公务接待费支出预算为4万元，"
            "支出决算为3万元，完成预算的75%；公务用车购置及运行维护费支出决算为6.5万元，完成预算的81.25%。",
            [
                ("12万元", OK),
                ("9.5万元", OK),
                ("79.17%", SUM),
                ("4万元", OK),
                ("3万元", OK),
                ("75%", SUM),
                ("6.5万元", OK),
                ("81.25%", SUM),
            ],
            id="三公",
        ),
        pytest.param(
            "（一）“三公”经费财政拨款支出决算总体情况",
            "2024年度“三公”经费支出9.50万元，较上年减少0.50万元，下降5%。",
            [("9.50万元", OK), ("0.50万元", NONE), ("5%", SUM)],
            id="三公 较上年",
        ),
        pytest.param(
            "十二、关于政府采购支出说明",
            "政府采购支出总额90万元，其中：政府采购货物支出20万元、政府采购工程支出30万元、政府采购服务支出40万元。"
            "授予中小企业合同金额81万元，占政府采购支出总额的90%，其中：授予小微企业合同金额54万元，占授予中小企业合同金额的66.67%。",
            [
                ("90万元", SUM),
                ("20万元", NONE),
                ("30万元", NONE),
                ("40万元", NONE),
                ("81万元", NONE),
                ("90%", SUM),
                ("54万元", NONE),
                ("66.67%", SUM),
            ],
            id="政府采购",
        ),
        pytest.param(
            "十三、关于国有资产占用情况说明",
            "截至2024年12月31日，共有车辆5辆，其中，主要负责人用车0辆、机要通信用车1辆、应急保障用车2辆、其他用车2辆；"
            "单位价值100万元以上设备（不含车辆）1台（套）。",
            [
                ("5辆", SUM),
                ("0辆", NONE),
                ("1辆", NONE),
                ("2辆", NONE),
                ("2辆", NONE),
                ("1台（套）", NONE),
            ],
            id="国有资产",
        ),
    ],
)
def test_sections(title: str, text: str, expected: list[tuple[str, Verdict]]) -> None:
    assert judged(qinghe((2, title, text))) == expected


def test_nothing_last_year_is_not_the_year_of_what_follows() -> None:
    text = (
        "2024年度基本支出中列支会议费1.20万元，上年无此项数额，较上年决算数增加1.20万元，主要原因是会期长；"
        "列支培训费3.47万元，较上年决算数减少0.77万元，下降18.16%。"
    )
    verdicts = dict(judged(qinghe((3, "（一）会议费和培训费情况说明", text))))
    assert verdicts["18.16%"] is SUM


@pytest.mark.parametrize(
    "text",
    [
        "2024年度一般公共预算基本支出中，会议费1.38万元，较2023年决算增加1.38万元，上年决算为0；"
        "培训费5.21万元，比上年减少0.65万元，下降11.09%。",
        "会议费决算1.38万元（较2023年决算增加1.38万元，上年决算为0），"
        "培训费决算5.21万元（比上年减少0.65万元，下降11.09%），均为基本支出列支部分。",
    ],
)
def test_last_year_in_a_part_that_is_closed_is_not_the_year_of_what_follows(text: str) -> None:
    assert dict(judged(qinghe((3, "（一）会议费和培训费情况说明", text))))["11.09%"] is SUM


def test_what_a_project_spent_is_no_total() -> None:
    """全年支出 in a project's description is the project's, whatever the sections above speak of."""
    text = "1、普惠性幼儿园生均补助：全年支出239.60万元，主要用于按在园幼儿人数补助。完成情况：补助24所。"
    document = replace(qinghe((2, "二、一般公共预算支出情况", ""), (4, "1、普惠性幼儿园生均补助", text)))
    document = replace(document, sections=tuple(replace(one, role=SectionRole.ANNEX) for one in document.sections))
    narratives = find_narratives(document)
    assert [one.kind for one in narratives] == [NarrativeKind.PROJECT]
    figures = find_figures(document, narratives)
    links = link_figures(Bench.read(document, figures), narratives)
    assert [link.verdict for figure, link in zip(figures, links, strict=True) if figure.unit == "万元"] == [NONE]


def test_an_amount_within_a_reason_is_not_the_accounts() -> None:
    text = f"{ITEM}支出决算为135万元，比上年增加5.00万元，主要原因是补植苗木款须一次付清，70.85万元全部在一月列支。"
    document = qinghe((4, "（三）一般公共预算财政拨款支出决算具体情况", text))
    narratives = find_narratives(document)
    figures = find_figures(document, narratives)
    links = link_figures(Bench.read(document, figures), narratives)
    verdicts = {figure.text: link.verdict for figure, link in zip(figures, links, strict=True)}
    assert verdicts["70.85万元"] is NONE


def test_accounts_of_the_same_name_go_to_their_own_rows() -> None:
    document = qinghe(
        (3, "（三）一般公共预算财政拨款支出决算具体情况", ""),
        (4, "1、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。", "支出决算为60万元。"),
        (4, "2、农林水支出（类）林业和草原（款）行政运行（项）。", "支出决算为250万元。"),
    )
    codes = [cell_of(document, link).row_code for _, link in linked(document)]
    assert codes == ["2010301", "2130201"]


def test_an_account_that_stands_in_the_running_text() -> None:
    text = (
        f"1.{ITEM}：支出决算为135万元，完成预算100%。\n"
        "2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）：支出决算为40万元。"
    )
    document = qinghe((3, "（三）一般公共预算财政拨款支出决算具体情况", text))
    amounts = [(figure.text, cell_of(document, link).row_code) for figure, link in linked(document) if link.cell]
    assert amounts == [("135万元", "2130205"), ("40万元", "2080505")]


def test_an_equal_value_elsewhere_is_no_match() -> None:
    # 40 万元 stands in the tables, but not for this account.
    document = qinghe((4, f"1、{ITEM}。", "支出决算为40万元。"))
    parent = qinghe((3, "（三）一般公共预算财政拨款支出决算具体情况", ""), (4, f"1、{ITEM}。", "支出决算为40万元。"))
    for made in (document, parent):
        ((_, link),) = linked(made)
        assert link.verdict is BAD
        assert cell_of(made, link).row_code == "2130205"


def test_rounding_is_told_from_equality_and_from_a_difference() -> None:
    tables = [
        with_amount(t, "森林资源培育", "本年支出 / 小计", "134.99", "2130205") if t is GENERAL else t for t in TABLES
    ]
    for stated, verdict in (("134.99", OK), ("135", Verdict.ROUNDING), ("135.00", Verdict.ROUNDING), ("135.10", BAD)):
        document = qinghe(
            (3, "（三）一般公共预算财政拨款支出决算具体情况", ""),
            (4, f"1、{ITEM}。", f"支出决算为{stated}万元。"),
            tables=tables,
        )
        assert judged(document) == [(f"{stated}万元", verdict)]


def test_a_nought_is_not_rounded_away() -> None:
    document = qinghe((2, "九、“三公”经费支出决算情况说明", "公务接待费支出决算为0万元。"))
    tables = [with_amount(t, "", "决算数 / 公务接待费", "0.39") if t is THREE_PUBLIC else t for t in TABLES]
    assert judged(document) == [("0万元", BAD)]
    small = qinghe((2, "九、“三公”经费支出决算情况说明", "公务接待费支出决算为0万元。"), tables=tables)
    assert judged(small) == [("0万元", BAD)]


def test_a_blank_cell_agrees_with_nothing_but_a_stated_nought() -> None:
    tables = [with_amount(t, "", "决算数 / 公务接待费", "") if t is THREE_PUBLIC else t for t in TABLES]
    for stated, verdict in (("0", OK), ("3.00", BAD)):
        text = f"公务接待费支出决算为{stated}万元。"
        assert judged(qinghe((2, "九、“三公”经费支出决算情况说明", text), tables=tables)) == [
            (f"{stated}万元", verdict)
        ]


def test_an_unreadable_cell_is_not_checked() -> None:
    tables = [with_amount(t, "", "决算数 / 公务接待费", "###") if t is THREE_PUBLIC else t for t in TABLES]
    document = qinghe((2, "九、“三公”经费支出决算情况说明", "公务接待费支出决算为3万元。"), tables=tables)
    assert judged(document) == [("3万元", Verdict.NOT_CHECKED)]


def test_a_missing_table_is_not_checked() -> None:
    document = qinghe((2, "三、支出决算情况说明", "其中：基本支出350万元。"), tables=())
    ((_, link),) = linked(document)
    assert link.verdict is Verdict.NOT_CHECKED
    assert link.why


def test_two_tables_of_a_kind_are_not_guessed_between() -> None:
    document = qinghe((2, "三、支出决算情况说明", "其中：基本支出350万元。"), tables=(*TABLES, TABLES[2]))
    assert judged(document) == [("350万元", Verdict.NOT_CHECKED)]


def test_a_table_in_yuan_is_converted() -> None:
    in_yuan = table(
        TableKind.GENERAL_BUDGET_EXPENDITURE,
        ("合计", "基本支出", "项目支出"),
        (
            ("", "合计", ("4,850,049", "3,500,000", "1,350,049")),
            ("2130205", "森林资源培育", ("1,350,049", "", "1,350,049")),
        ),
        unit="元",
    )
    for stated, verdict in (("485.00", OK), ("485.02", BAD)):
        document = qinghe(
            (1, "部门预算编制说明", f"一般公共预算拨款支出预算{stated}万元。"),
            tables=(in_yuan,),
            kind=DisclosureKind.BUDGET,
        )
        assert judged(document) == [(f"{stated}万元", verdict)]


def test_budgets_compare_this_year_only() -> None:
    budget = table(
        TableKind.GENERAL_BUDGET_EXPENDITURE,
        ("合计", "基本支出", "项目支出"),
        (("", "合计", ("485.00", "350.00", "135.00")), ("2130205", "森林资源培育", ("135.00", "", "135.00"))),
    )
    text = (
        f"1. “{ITEM}”135.00万元，主要用于造林。2023年当年预算执行数为100.00万元，2024年预算安排135.00万元，"
        "比2023年预算执行数增加35.00%。"
    )
    document = qinghe((1, "2024年部门预算编制说明", text), tables=(budget,), kind=DisclosureKind.BUDGET)
    assert judged(document) == [("135.00万元", OK), ("100.00万元", NONE), ("135.00万元", OK), ("35.00%", SUM)]


def test_figures_of_another_year_have_no_counterpart() -> None:
    document = qinghe((2, "三、支出决算情况说明", "2023年度支出合计510万元。"))
    ((figure, link),) = linked(document)
    assert figure.period == "2023"
    assert link.verdict is NONE


def test_costs_of_another_scope_are_never_a_mismatch() -> None:
    assert judged(qinghe((2, "十一、一般性支出情况说明", "开支会议费30万元。"))) == [("30万元", OK)]
    assert judged(qinghe((2, "十一、一般性支出情况说明", "开支会议费45万元。"))) == [("45万元", NONE)]


def test_parts_of_an_item_are_not_taken_for_the_item() -> None:
    text = "公务用车购置及运行维护费支出6.50万元。其中用于车辆燃料费2.10万元，国内公务接待支出1.00万元。"
    document = qinghe((2, "九、“三公”经费支出决算情况说明", text))
    assert judged(document) == [("6.50万元", OK), ("2.10万元", NONE), ("1.00万元", NONE)]


def test_kinds_measures_and_narratives_of_figures() -> None:
    text = "收、支总计530.00万元。与上年相比，减少30.00万元，下降5.4%，降低1.2个百分点，增长13.95。"
    found = [figure for figure, _ in linked(qinghe((2, "一、收入支出决算总体情况说明", text)))]
    assert [figure.kind for figure in found] == [
        FigureKind.AMOUNT,
        FigureKind.DELTA,
        FigureKind.PERCENT,
        FigureKind.PERCENTAGE_POINT,
        FigureKind.PERCENT,
    ]
    assert [figure.measure for figure in found[1:3]] == ["减少额", "下降率"]


def test_the_reason_is_told_in_words() -> None:
    document = qinghe((2, "六、一般公共预算财政拨款基本支出决算情况说明", "其中：人员经费281万元。"))
    ((_, link),) = linked(document)
    assert link.verdict is BAD
    assert "280.00" in link.why
    assert BASIC.title in link.why


def test_growth_from_nought_is_not_computed() -> None:
    text = "公务接待费支出决算3万元，比上年增加3万元，增长100%。"
    document = qinghe((2, "九、“三公”经费支出决算情况说明", text))
    assert judged(document)[-1] == ("100%", Verdict.NOT_CHECKED)


@pytest.mark.parametrize(("share", "verdict"), [("99.86%", NEAR), ("99.87%", SUM), ("99.84%", WRONG)])
def test_percentages_may_be_rounded_or_cut_off(share: str, verdict: Verdict) -> None:
    text = f"本年支出合计9759.38万元，其中：甲支出9746.50万元，占{share}。"
    *_, (figure, link) = linked(qinghe((2, "十五、其他", text), tables=()))
    assert (figure.text, link.verdict) == (share, verdict)
    assert ("截去" in link.why) == (verdict is NEAR)


def test_a_sum_that_differs_by_rounding_is_called_so() -> None:
    text = (
        "政府采购支出总额13609.59万元，其中：政府采购货物支出8426.30万元、政府采购工程支出1264.80万元、"
        "政府采购服务支出3918.50万元。"
    )
    _, link = linked(qinghe((2, "十二、关于政府采购支出说明", text)))[0]
    assert link.verdict is NEAR
    assert "尾差" in link.why


def test_opening_budgets_add_up_only_where_the_list_is_complete() -> None:
    def document(total: str, spent: str) -> list[tuple[str, Verdict]]:
        return judged(
            qinghe(
                (
                    3,
                    "（三）一般公共预算财政拨款支出决算具体情况",
                    f"财政拨款支出年初预算数为{total}万元，支出决算数为{spent}万元，其中：",
                ),
                (4, f"1、{ITEM}。", "年初预算为100万元，支出决算为135万元。"),
                (4, "2、农林水支出（类）林业和草原（款）行政运行（项）。", "年初预算为200万元，支出决算为250万元。"),
            )
        )

    assert document("300", "385")[0] == ("300万元", SUM)
    assert document("307", "385")[0] == ("307万元", WRONG)
    assert document("307", "485")[0] == ("307万元", NONE)


def test_shares_of_procurement_that_the_totals_exclude() -> None:
    text = (
        "政府采购支出总额813.6万元，其中：政府采购货物支出107.01万元、政府采购工程支出106.42万元、政府采购服务支出600.17万元。"
        "授予中小企业合同金额813.13万元。货物采购授予中小企业合同金额占货物支出金额的100%，"
        "服务采购授予中小企业合同金额占服务支出金额的94.92%。"
    )
    assert judged(qinghe((2, "十二、关于政府采购支出说明", text)))[-2:] == [("100%", NONE), ("94.92%", WRONG)]
