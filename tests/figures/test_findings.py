"""One root cause, one finding; both sides shown; severity by kind and size."""

from __future__ import annotations

import pytest

from miner.bilingual import set_language
from miner.figures import Bench, check_content, check_identities, collect_findings, find_figures, link_figures
from miner.model import Disclosure, Finding, Severity
from tests.figures.qinghe import BASIC, INCOME, TABLES, qinghe, with_amount

SECTION = "九、“三公”经费财政拨款支出决算情况说明"


def findings(document: Disclosure) -> tuple[Finding, ...]:
    """The findings but for those on what a document of a few sentences leaves out."""
    figures = find_figures(document, ())
    bench = Bench.read(document, figures)
    links = link_figures(bench, ())
    checks = (*check_identities(bench, (), links), *check_content(bench, (), links))
    found = collect_findings(bench, links, checks)
    return tuple(finding for finding in found if finding.rule not in ("MATTER", "TABLE-MISSING", "LIST-SHORT"))


def test_a_document_that_ties_has_no_findings() -> None:
    assert findings(qinghe((2, SECTION, "公务接待费支出决算为3万元，完成预算的75%。"))) == ()


def test_a_figure_that_differs_is_shown_with_its_cell() -> None:
    (finding,) = findings(qinghe((2, SECTION, "公务接待费支出决算为3.5万元。")))
    assert (finding.rule, finding.severity) == ("LINK", Severity.ERROR)
    text, cell = finding.evidence
    assert (text.role, text.page, text.section) == ("text", 1, 0)
    assert text.bbox is not None
    assert "3.5万元" in text.quote
    assert (cell.role, cell.page) == ("table", 2)
    assert cell.cell is not None
    assert "3.00" in finding.message


def test_the_same_difference_in_two_places_is_one_finding() -> None:
    text = "公务接待费支出决算为3.5万元。"
    (finding,) = findings(qinghe((2, SECTION, text), (2, "十、“三公”经费补充说明", text)))
    assert [evidence.role for evidence in finding.evidence] == ["text", "text", "table"]


def test_a_share_that_is_off_because_its_amount_is_belongs_to_that_finding() -> None:
    text = "人员经费290万元，占基本支出的80%。"
    document = qinghe((2, "六、一般公共预算财政拨款基本支出决算情况说明", f"基本支出350万元，其中：\n{text}"))
    (finding,) = findings(document)
    assert finding.rule == "LINK"
    assert [evidence.role for evidence in finding.evidence] == ["text", "follows", "table"]


@pytest.mark.parametrize(
    ("share", "severity"), [("90.5%", Severity.ERROR), ("90.05%", Severity.WARNING), ("90.01%", Severity.HINT)]
)
def test_severity_of_a_percentage_follows_its_size(share: str, severity: Severity) -> None:
    text = f"政府采购支出总额90.00万元。授予中小企业合同金额81.00万元，占政府采购支出总额的{share}。"
    found = [f for f in findings(qinghe((2, "十二、关于政府采购支出说明", text))) if f.rule == "ARITHMETIC"]
    if severity is Severity.HINT:  # 81.00 ÷ 90.00 leaves room for 90.01
        assert found == []
    else:
        assert [f.severity for f in found] == [severity]


def test_a_missing_unit_and_template_residue_are_seen() -> None:
    text = "“三公”经费支出9.50万元，比上年减少0.50万元，下降（增长）5.0%。公务接待费支出比上年增长13.95。"
    assert {finding.rule for finding in findings(qinghe((2, SECTION, text)))} == {"UNIT", "TEMPLATE"}


def test_a_misnamed_account_is_a_finding_about_its_name() -> None:
    document = qinghe(
        (3, "（三）一般公共预算财政拨款支出决算具体情况", ""),
        (4, "1、一般公共服务支出（类）政府办公厅（局）及相关机构事务（款）行政运行（项）。", "支出决算为60万元。"),
    )
    (finding,) = findings(document)
    assert (finding.rule, finding.severity) == ("NAME", Severity.WARNING)
    assert "政府办公厅（室）及相关机构事务" in finding.message


def test_all_rounding_is_one_hint() -> None:
    tables = [with_amount(t, "津贴补贴", "决算数", "110.01", "30102") if t is BASIC else t for t in TABLES]
    tables = [with_amount(t, "合计", "其他收入", "20.01") if t is INCOME else t for t in tables]
    (finding,) = findings(qinghe(tables=tables))
    assert (finding.rule, finding.severity) == ("ROUNDING", Severity.HINT)
    assert len(finding.evidence) > 2


def test_messages_in_english() -> None:
    set_language("en")
    try:
        (finding,) = findings(qinghe((2, SECTION, "公务接待费支出决算为3.5万元。")))
    finally:
        set_language("zh")
    assert "the text states 3.5万元" in finding.message


def test_accounts_listed_although_the_table_leaves_them_empty() -> None:
    title = "六、一般公共预算财政拨款基本支出决算情况说明"
    (finding,) = findings(qinghe((2, title, "公用经费70万元，主要包括：办公费、印刷费、会议费等。")))
    assert (finding.rule, finding.severity) == ("LIST", Severity.WARNING)
    assert "印刷费" in finding.message
    assert "办公费" not in finding.message
    assert findings(qinghe((2, title, "公用经费70万元，主要包括：办公费、印刷、会议费等。"))) == ()
