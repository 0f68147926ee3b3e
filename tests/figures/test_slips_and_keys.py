"""Slips of the hand, keys of findings, and words that leave open which cell is meant.

A slip is one wrong digit or two neighbours that changed places, in a number long enough not to be alike by chance. It
settles which cell soft words mean; any other number beside them says nothing. A key is the same for the same finding
in every run, whatever happens around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from miner.figures import Bench, check_identities, collect_findings, find_figures, link_figures
from miner.figures.keys import with_keys
from miner.figures.slips import is_slip
from miner.model import CellRef, Disclosure, Evidence, Finding, Severity, StatutoryTable, TableKind, Verdict
from tests.factories import table
from tests.figures.qinghe import (
    BASIC,
    EXPENDITURE,
    GENERAL,
    SUMMARY,
    TABLES,
    THREE_PUBLIC,
    cell_of,
    linked,
    qinghe,
    with_amount,
)

OK, BAD, NONE = Verdict.MATCH, Verdict.MISMATCH, Verdict.NO_TABLE_COUNTERPART

OVERVIEW = "一、单位概况"
THREE = "九、“三公”经费财政拨款支出决算情况说明"
COSTS = "十一、一般性支出情况说明"
EVALUATION = "十四、预算绩效情况说明"

# ---------------------------------------------------------------------------------------------------------------- slips


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        pytest.param("1234.56", "1234.46", id="one digit"),
        pytest.param("9234.56", "1234.56", id="the first digit"),
        pytest.param("1234.57", "1234.56", id="the last digit"),
        pytest.param("1324.56", "1234.56", id="neighbours"),
        pytest.param("123.465", "123.456", id="neighbours behind the point"),
        pytest.param("1235.46", "1234.56", id="neighbours on both sides of the point"),
        pytest.param("-1234.56", "1234.46", id="whatever the sign"),
        pytest.param("12.34", "12.35", id="four digits"),
        pytest.param("1234.5", "1234.60", id="fewer decimals"),
    ],
)
def test_a_slip(stated: str, meant: str) -> None:
    assert is_slip(Decimal(stated), Decimal(meant))
    assert is_slip(Decimal(meant), Decimal(stated))


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        pytest.param("1234.56", "1234.56", id="equal"),
        pytest.param("1234.50", "1234.5", id="equal, printed otherwise"),
        pytest.param("1234.56", "1235.66", id="two digits"),
        pytest.param("1234.56", "1432.56", id="two that changed places, but are no neighbours"),
        pytest.param("1234.56", "12345.6", id="the point"),
        pytest.param("1234.56", "234.56", id="a digit left out"),
        pytest.param("1234.56", "3124.56", id="three in a ring"),
        pytest.param("123", "124", id="three digits"),
        pytest.param("1.23", "1.24", id="three digits with decimals"),
        pytest.param("0.12", "0.13", id="noughts in front are no digits"),
        pytest.param("0", "1234.56", id="nought"),
    ],
)
def test_no_slip(stated: str, meant: str) -> None:
    assert not is_slip(Decimal(stated), Decimal(meant))
    assert not is_slip(Decimal(meant), Decimal(stated))


# ----------------------------------------------------------------------------------------------------------------- keys


def findings(document: Disclosure) -> tuple[Finding, ...]:
    """What the figures and the identities of a document show."""
    figures = find_figures(document, ())
    bench = Bench.read(document, figures)
    links = link_figures(bench, ())
    return collect_findings(bench, links, check_identities(bench, (), links))


def keys(document: Disclosure) -> set[str]:
    return {finding.key for finding in findings(document)}


def key(document: Disclosure) -> str:
    (finding,) = findings(document)
    return finding.key


def swapped(made: StatutoryTable, label: str, column: str, raw: str, code: str = "") -> list[StatutoryTable]:
    """The department's tables with one cell printed otherwise."""
    return [with_amount(t, label, column, raw, code) if t is made else t for t in TABLES]


WRONG = "公务接待费支出决算为3.5万元。"


def test_a_key_looks_like_one() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", key(qinghe((2, THREE, WRONG))))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(qinghe((2, THREE, WRONG)), id="again"),
        pytest.param(
            qinghe((2, OVERVIEW, "本单位负责造林和护林。"), (2, THREE, WRONG)), id="another section before it"
        ),
        pytest.param(qinghe((2, THREE, "本单位严格执行规定。" + WRONG)), id="another sentence before it"),
        pytest.param(qinghe((2, THREE, WRONG + "因公出国（境）费支出决算为0万元。")), id="another sentence after it"),
        pytest.param(qinghe((2, THREE, "公务接待费支出决算为\u3000 3.5 万元。")), id="blanks"),
        pytest.param(qinghe((2, THREE, WRONG), tables=TABLES[::-1]), id="tables in another order"),
    ],
)
def test_the_same_finding_has_the_same_key(document: Disclosure) -> None:
    assert key(document) == key(qinghe((2, THREE, WRONG)))


def test_pages_and_boxes_play_no_part() -> None:
    document = qinghe((2, THREE, WRONG))
    moved = [replace(t, cells=tuple(replace(cell, page=7, bbox=None) for cell in t.cells)) for t in TABLES]
    other = qinghe((2, THREE, WRONG), tables=moved)
    assert [e.page for f in findings(other) for e in f.evidence] != [
        e.page for f in findings(document) for e in f.evidence
    ]
    assert key(other) == key(document)


def test_other_findings_come_and_go() -> None:
    broken = swapped(SUMMARY, "年初结转和结余", "收入 / 决算数", "31.00")
    alone, below = key(qinghe((2, THREE, WRONG))), key(qinghe(tables=broken))
    both = qinghe((2, THREE, WRONG), tables=broken)
    assert keys(both) == {alone, below}
    third = "公务用车购置及运行维护费支出决算为7.5万元。"
    assert {alone, below} < keys(qinghe((2, THREE, third + WRONG), tables=broken))
    assert len(keys(qinghe((2, THREE, third + WRONG), tables=broken))) == 3


def test_a_cell_is_known_by_its_row_and_column_and_not_by_its_amount() -> None:
    def of(raw: str) -> str:
        return key(qinghe(tables=swapped(SUMMARY, "年初结转和结余", "收入 / 决算数", raw)))

    assert of("31.00") == of("29.00")


def test_cells_of_one_row_are_told_apart_by_their_columns() -> None:
    first, other, again = made_keys(*(quoted("X1", cell=CellRef(1, 0, column)) for column in (0, 6, 0)))
    assert first != other
    assert again not in (first, other)
    assert made_keys(quoted("X1", cell=CellRef(1, 0, 6))) == [other]


def test_different_findings_have_different_keys() -> None:
    documents = [
        qinghe((2, THREE, WRONG)),
        qinghe((2, THREE, "公务接待费支出决算为3.6万元。")),
        qinghe((2, THREE, "公务用车购置及运行维护费支出决算为3.5万元。")),
        qinghe((2, THREE, "公务接待费支出决算为3.00万元，完成预算的57%。")),
        qinghe(tables=swapped(SUMMARY, "年初结转和结余", "收入 / 决算数", "31.00")),
        qinghe(tables=swapped(SUMMARY, "年末结转和结余", "支出 / 决算数", "21.00")),
        qinghe(tables=swapped(THREE_PUBLIC, "", "决算数 / 公务接待费", "3.10")),
        qinghe(tables=swapped(EXPENDITURE, "森林资源培育", "项目支出", "150.00", "2130205")),
    ]
    made = [tuple(sorted(keys(document))) for document in documents]
    assert all(made)
    assert len(set(made)) == len(documents)


def quoted(rule: str, *quotes: str, cell: CellRef | None = None) -> Finding:
    """A finding of a rule that shows these words, and a cell last."""
    evidence = [Evidence("text", quote, page=1, section=0, char_start=0, char_end=4) for quote in quotes]
    evidence += [Evidence("table", "表·行·列：1.00", page=2, cell=cell)] if cell else []
    return Finding(rule, Severity.ERROR, "说明", tuple(evidence))


def made_keys(*given: Finding) -> list[str]:
    return [finding.key for finding in with_keys(qinghe(), given)]


def test_two_alike_are_told_apart_by_their_order() -> None:
    one, other = quoted("SLOT", "减少  万元"), quoted("SLOT", "增加  万元")
    first, second, third = made_keys(one, one, one)
    assert len({first, second, third}) == 3
    assert made_keys(one, other, one) == [first, made_keys(other)[0], second]
    assert made_keys(one) == [first]


def test_of_the_evidence_the_first_two_pieces_count() -> None:
    (short,), (long,) = made_keys(quoted("LINK", "甲", "乙")), made_keys(quoted("LINK", "甲", "乙", "丙"))
    assert short == long
    assert made_keys(quoted("LINK", "甲", "丙")) != [short]
    assert made_keys(quoted("LINK", "甲")) != [short]
    assert made_keys(quoted("ARITHMETIC", "甲", "乙")) != [short]


def test_blanks_quotation_marks_and_messages_play_no_part() -> None:
    (plain,) = made_keys(quoted("LINK", "三公经费支出9.5万元"))
    assert made_keys(quoted("LINK", "“三公”经费 支出\n9.5万元")) == [plain]
    other = replace(quoted("LINK", "三公经费支出9.5万元"), message="worded otherwise", severity=Severity.HINT)
    assert made_keys(other) == [plain]


def test_a_cell_that_the_table_no_longer_has_is_known_by_its_quotation() -> None:
    (known,), (gone,) = (
        made_keys(quoted("X1", cell=CellRef(0, 0, 0))),
        made_keys(quoted("X1", cell=CellRef(0, 999, 0))),
    )
    assert known != gone
    assert made_keys(quoted("X1", "表·行·列：1.00")) == [gone]


@pytest.mark.parametrize("rule", ["ROUNDING", "REASON-EMPTY"])
def test_what_a_document_has_once_is_known_by_its_rule(rule: str) -> None:
    assert made_keys(quoted(rule, "甲")) == made_keys(quoted(rule, "乙", "丙"))
    assert made_keys(quoted("LINK", "甲")) != made_keys(quoted("LINK", "乙", "丙"))


# ----------------------------------------------------------------------------------------------------------- soft words


def judged_first(title: str, text: str, tables: Sequence[StatutoryTable] = TABLES) -> Verdict:
    """The verdict of the first figure."""
    return linked(qinghe((2, title, text), tables=tables))[0][1].verdict


IN_YUAN = table(
    TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    ("决算数",),
    (
        ("302", "商品和服务支出", ("123,456.78",)),
        ("30215", "会议费", ("123,456.78",)),
        ("", "人员经费合计", ("0.00",)),
        ("", "公用经费合计", ("123,456.78",)),
    ),
    unit="元",
    title=BASIC.title,
)
MEETINGS = [
    with_amount(with_amount(t, "会议费", "决算数", "32.76", "30215"), "办公费", "决算数", "37.24", "30201")
    if t is BASIC
    else t
    for t in TABLES
]
PROJECTS = [
    with_amount(t, "合计", "项目支出", "1647.25")
    if t is EXPENDITURE
    else with_amount(t, "合计", "本年支出 / 项目支出", "1358.09")
    if t is GENERAL
    else t
    for t in TABLES
]


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        pytest.param("32.76万元", OK, id="equal"),
        pytest.param("327600元", OK, id="equal in another unit"),
        pytest.param("33.76万元", BAD, id="one digit"),
        pytest.param("32.67万元", BAD, id="neighbours"),
        pytest.param("32.76元", BAD, id="just the digits, in 元"),
        pytest.param("32.76亿元", BAD, id="just the digits, in 亿元"),
        pytest.param("45.10万元", NONE, id="another number"),
        pytest.param("3.28万元", NONE, id="the point"),
        pytest.param("33.67万元", NONE, id="three digits"),
        pytest.param("45.10元", NONE, id="another number in another unit"),
        pytest.param("0万元", NONE, id="nought"),
    ],
)
def test_a_cost_of_another_scope_is_settled_by_a_slip(stated: str, verdict: Verdict) -> None:
    assert judged_first(COSTS, f"本年度开支会议费{stated}，主要用于春季造林动员。", MEETINGS) is verdict


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("12.345678万元", OK),
        ("12.35万元", OK),
        ("123456.78元", OK),
        ("123456.78万元", BAD),
        ("123465.78元", BAD),
        ("125.78元", NONE),
        ("98.7万元", NONE),
    ],
)
def test_a_table_in_yuan(stated: str, verdict: Verdict) -> None:
    tables = [IN_YUAN if t is BASIC else t for t in TABLES]
    assert judged_first(COSTS, f"本年度开支会议费{stated}。", tables) is verdict


@pytest.mark.parametrize(
    ("stated", "verdict", "title"),
    [
        pytest.param("1647.25", OK, EXPENDITURE.title, id="the one"),
        pytest.param("1358.09", OK, GENERAL.title, id="the other"),
        pytest.param("1674.25", BAD, EXPENDITURE.title, id="slip of the one"),
        pytest.param("1358.89", BAD, GENERAL.title, id="slip of the other"),
        pytest.param("1500.00", NONE, "", id="neither"),
    ],
)
def test_of_several_cells_the_slip_says_which_is_meant(stated: str, verdict: Verdict, title: str) -> None:
    document = qinghe((2, EVALUATION, f"本年度项目支出{stated}万元，用于造林护林。"), tables=PROJECTS)
    ((_, link),) = linked(document)
    assert link.verdict is verdict
    assert (link.cell is not None) == bool(title)
    if link.cell is not None:
        assert document.tables[link.cell.table].title == title
        assert cell_of(document, link).row_label == "合计"


@pytest.mark.parametrize(("other", "verdict"), [("1627.25", NONE), ("1647.25", BAD)])
def test_a_slip_of_two_cells_is_one_only_where_both_hold_the_same(other: str, verdict: Verdict) -> None:
    tables = [with_amount(t, "合计", "本年支出 / 项目支出", other) if t.kind is GENERAL.kind else t for t in PROJECTS]
    assert judged_first(EVALUATION, "本年度项目支出1697.25万元。", tables) is verdict


def test_a_slip_of_a_soft_cell_is_shown_with_the_cell() -> None:
    (finding,) = findings(qinghe((2, COSTS, "本年度开支会议费33.76万元。"), tables=MEETINGS))
    assert (finding.rule, finding.severity) == ("LINK", Severity.ERROR)
    assert [evidence.role for evidence in finding.evidence] == ["text", "table"]
    assert "32.76" in finding.message
    assert findings(qinghe((2, COSTS, "本年度开支会议费45.10万元。"), tables=MEETINGS)) == ()
