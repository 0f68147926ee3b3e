import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from miner import __version__, labels
from miner.bilingual import current_language
from miner.errors import StoreError, UsageError
from miner.report.workbook import write_workbook
from miner.store import ReviewBook, schema
from miner.store.keys import explanation_keys, link_keys, member_key
from tests.report.workbook.making import Opened, execute, out_of, reader_of
from tests.store import factories

SHEETS = [
    "封面",
    "审计线索",
    "线索证据",
    "说法组",
    "组内说明",
    "数字与核对",
    "指标",
    "文件",
    "复核意见",
    "数据字典",
]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    first, second = factories.mined("甲"), factories.mined("乙", department="青河县林业局", year=2023)
    return out_of(tmp_path_factory.mktemp("out"), first, second, report=True)


@pytest.fixture(scope="module")
def opened(out: Path) -> Opened:
    return Opened(write_workbook(out))


def test_what_an_auditor_needs_first_comes_first(opened: Opened) -> None:
    assert opened.path.name == "底稿.xlsx"
    assert opened.names == SHEETS


def test_every_part_is_xml_and_nothing_is_computed(opened: Opened) -> None:
    assert len(opened.parts()) > len(SHEETS)
    assert opened.formulas() == []


def test_a_finding_shows_both_sides(opened: Opened) -> None:
    row = opened.rows("审计线索")[0]
    assert (row["程度"], row["部门（单位）"], row["年度"]) == ("警告", "青河县档案馆", 2024)
    assert row["内容"] == "原因与增减方向不一致"
    assert (row["一处·位置"], row["一处·页"], row["一处·原文"]) == (
        "stated：第三部分 部门决算情况说明 › 一、支出决算情况说明",
        1,
        "增加20.50万元",
    )
    assert (row["另一处·位置"], row["另一处·页"], row["另一处·原文"]) == (
        "单元格：支出决算表 · 合计 · 支出 / 本年支出合计",
        2,
        "120.50",
    )


def test_links_lead_into_the_report_beside_it(opened: Opened) -> None:
    row = opened.rows("审计线索")[0]
    document, finding = row["线索编号"].split("-")
    link = opened.cell("审计线索", "查看").hyperlink
    assert (link.target, link.location) == (f"report/doc/{document}.html", finding)
    link = opened.cell("审计线索", "另一处·页").hyperlink
    assert (link.target, link.location) == (f"report/doc/{document}.html", "t0-r0-c1")
    assert opened.cell("审计线索", "另一处·页").value == 2
    link = opened.cell("说法组", "查看").hyperlink
    assert link.target.startswith("report/cluster/")


def test_elsewhere_links_lead_to_the_page_of_the_source(out: Path, tmp_path: Path) -> None:
    opened = Opened(write_workbook(out, tmp_path / "别处" / "甲.xlsx"))
    link = opened.cell("审计线索", "查看").hyperlink
    assert link.target.startswith("file:///%E5%85%AC%E5%BC%80/")
    assert "原文件" in opened.text("封面")
    with reader_of(out) as reader:
        names = {document.source for document in reader.documents()}
    assert {name for name in names if name.endswith(".pdf")} >= {"甲.pdf"}


def test_the_page_of_a_pdf_is_named_in_the_link(out: Path, tmp_path: Path) -> None:
    execute(out, ("UPDATE document_details SET format = 'pdf'",))
    opened = Opened(write_workbook(out, tmp_path / "a.xlsx"))
    link = opened.cell("审计线索", "另一处·页").hyperlink
    assert link.location == "page=2"


def test_without_a_file_there_is_no_link(tmp_path: Path) -> None:
    out = out_of(tmp_path / "out", factories.mined())
    execute(out, ("DELETE FROM files",))
    opened = Opened(write_workbook(out, tmp_path / "a.xlsx"))
    assert opened.outside() == []
    assert opened.cell("审计线索", "查看").value is None
    assert opened.cell("审计线索", "一处·页").value == 1


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    out = out_of(tmp_path / "out", factories.mined())
    execute(out, ("UPDATE files SET path = ? WHERE path LIKE '%a.pdf'", '/甲 "乙"/#1%20 <丙>\'.pdf'))
    opened = Opened(write_workbook(out, tmp_path / "a.xlsx"))
    targets = {target for target in opened.outside() if "bad" not in target}
    assert "file:///%E7%94%B2%20%22%E4%B9%99%22/%231%2520%20%3C%E4%B8%99%3E%27.pdf" in targets


def test_all_evidence_is_there_where_a_finding_has_more_than_two_pieces(tmp_path: Path) -> None:
    record = factories.mined()
    [finding] = record.findings
    more = replace(finding, evidence=(*finding.evidence, *finding.evidence))
    opened = Opened(write_workbook(out_of(tmp_path, replace(record, findings=(more,)))))
    rows = opened.rows("线索证据")
    assert [(row["线索序号"], row["第几条"], row["页"]) for row in rows] == [(1, 1, 1), (1, 2, 2), (1, 3, 1), (1, 4, 2)]
    assert opened.rows("审计线索")[0]["证据数"] == 4


def test_figures_are_numbers_with_their_digits_and_their_cell(opened: Opened) -> None:
    rows = {row["正文数字"]: row for row in opened.rows("数字与核对")}
    row = rows["120.50万元"]
    assert (row["数值"], row["单位"], row["核对结果"], row["表"], row["行"], row["列"]) == (
        120.5,
        "万元",
        "相符",
        "支出决算表",
        "合计",
        "支出 / 本年支出合计",
    )
    assert (row["表中原文"], row["表中数值"], row["页"]) == ("120.50", 120.5, 1)
    assert row["所在句子"] == factories.PROSE
    assert opened.cell("数字与核对", "数值").number_format == "#,##0.00"
    assert (rows["20.50万元"]["算式"], rows["20.50万元"]["复算结果"]) == ("120.50 - 100.00", 20.5)


def test_a_figure_of_a_heading_is_seen_in_it(tmp_path: Path) -> None:
    record = factories.mined()
    first = replace(record.figures[0], char_start=0, char_end=3)
    out = out_of(tmp_path, replace(record, figures=(first, record.figures[1])), report=True)
    opened = Opened(write_workbook(out))
    assert [opened.cell("数字与核对", "查看", row).hyperlink.location for row in (2, 3)] == ["f0", "f1"]


def test_an_amount_of_more_digits_than_a_cell_keeps_is_text(tmp_path: Path) -> None:
    record = factories.mined()
    long = replace(record.figures[0], value=Decimal("12345678901234567.89"))
    out = out_of(tmp_path, replace(record, figures=(long, record.figures[1])))
    cell = Opened(write_workbook(out)).cell("数字与核对", "数值")
    assert (cell.value, cell.data_type) == ("12345678901234567.89", "s")


def test_measures_stand_side_by_side_and_what_is_undefined_says_why(opened: Opened) -> None:
    row = opened.rows("指标")[0]
    assert (row["数字核对率"], row["正文数字"], row["平均惊异度（比特）"]) == (0.25, 2, None)
    assert row["空着的指标为什么空"] == "平均惊异度（比特）：没有别的部门"
    assert opened.cell("指标", "数字核对率").number_format == "0.0000"


def test_documents_say_how_they_came_out(opened: Opened) -> None:
    rows = {row["公开文件"]: row for row in opened.rows("文件")}
    assert (rows["坏文件.pdf"]["读取结果"], rows["坏文件.pdf"]["没有做到的"]) == ("失败", "读取（第3页）：文件已损坏")
    assert (rows["甲.pdf"]["数字"], rows["甲.pdf"]["警告"], rows["甲.pdf"]["错误"]) == (2, 1, 0)
    assert rows["甲.pdf"]["SHA-256"] == factories.sha_of("甲")


def test_the_cover_says_what_was_run_on_what_by_which_version(opened: Opened) -> None:
    text = opened.text("封面")
    for said in (
        f"miner {__version__}, miner.db {schema.VERSION}",
        "miner 9.9.9",
        "2026-01-02T03:04:05+00:00 – 2026-01-02T03:05:06+00:00",
        "决算/；预算/",
        "workers = 2；timeout = 60.0",
        "坏文件.pdf — 读取（第3页）：文件已损坏",
    ):
        assert said in text
    assert {cell.hyperlink.location for row in opened.sheet("封面") for cell in row if cell.hyperlink} == {
        f"'{name}'!A1" for name in SHEETS[1:]
    }


def test_every_column_is_in_the_dictionary(opened: Opened) -> None:
    told = {(row["工作表"], row["列"]) for row in opened.rows("数据字典")}
    for name in SHEETS[1:-1]:
        assert {(name, cell.value) for cell in opened.sheet(name)[1]} <= told
    for row in opened.rows("数据字典"):
        assert row["含义"]
        table, _, column = (row["来源"] or "documents").partition(".")
        assert not column or column in schema.BY_NAME[table].names
        assert table in schema.BY_NAME


def test_sheets_can_be_filtered_read_and_printed(opened: Opened) -> None:
    for name in SHEETS[1:]:
        sheet = opened.sheet(name)
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert "&P" in sheet.oddFooter.center.text
    [choice] = opened.sheet("审计线索").data_validations.dataValidation
    assert choice.formula1 == '"属实,排除,待核实"'
    assert opened.cell("审计线索", "程度").fill.fgColor.rgb != opened.cell("审计线索", "内容").fill.fgColor.rgb


def test_two_workbooks_of_a_database_have_the_same_bytes(out: Path, tmp_path: Path) -> None:
    one, two = (write_workbook(out, tmp_path / name / "a.xlsx") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert str(Opened(one).book.properties.created) == "2026-01-02 03:05:06"


def test_english(out: Path) -> None:
    opened = Opened(write_workbook(out, language="en"))
    assert opened.path.name == "working-paper.xlsx"
    assert opened.names[:2] == ["Cover", "Findings"]
    assert not HAN.search(" ".join(opened.names))
    for name in opened.names[1:]:
        heads = " ".join(str(cell.value) for cell in opened.sheet(name)[1])
        assert not HAN.search(heads), heads
    cover = re.sub(r"决算/; 预算/|坏文件\.pdf|文件已损坏", "", opened.text("Cover"))
    assert not HAN.search(cover)
    assert current_language() == "zh"


def test_a_sheet_that_is_full_goes_on_in_another(out: Path) -> None:
    opened = Opened(write_workbook(out, out / "短.xlsx", most_rows=3))
    at = opened.names.index("数字与核对")
    assert opened.names[at : at + 3] == ["数字与核对", "数字与核对 (2)", "指标"]
    both = opened.rows("数字与核对") + opened.rows("数字与核对 (2)")
    whole = Opened(write_workbook(out)).rows("数字与核对")
    assert both == whole
    assert "数字与核对 (2)" in opened.text("封面")


def test_where_there_are_too_many_links_only_the_weighty_ones_are_made(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miner.report.workbook.sheet.MOST_LINKS", 3)
    opened = Opened(write_workbook(out, out / "少.xlsx"))
    cell = opened.cell("数字与核对", "查看")
    assert cell.hyperlink is None
    assert re.fullmatch(r"report/doc/\w+\.html#f0", cell.value)
    assert opened.cell("审计线索", "查看").hyperlink is not None
    assert (opened.cell("审计线索", "一处·页").hyperlink, opened.cell("审计线索", "一处·页").value) == (None, 1)


def test_a_workbook_is_written_whole_or_not_at_all(
    out: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"old")
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("miner.report.workbook.building.add_documents", fail)
    with pytest.raises(UsageError, match="不能写入"):
        write_workbook(out, place)
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]
    assert list(scratch.iterdir()) == []


def test_without_a_database_there_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        write_workbook(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_anything_makes_an_empty_workbook(tmp_path: Path) -> None:
    out = out_of(tmp_path)
    execute(out, ("DELETE FROM runs",), ("DELETE FROM documents",))
    opened = Opened(write_workbook(out))
    assert opened.rows("审计线索") == []
    assert "没有运行记录" in opened.text("封面")


def test_colours_go_with_words_of_every_code() -> None:
    from miner.report.workbook.values import TONES

    assert set(TONES) >= {*labels.SEVERITIES, *labels.VERDICTS, *labels.OUTCOMES}


def test_judgements_are_filled_in(tmp_path: Path) -> None:
    out = out_of(tmp_path, factories.mined("甲"), factories.mined("乙", "青河县林业局"))
    with reader_of(out) as reader:
        finding = reader.findings()[0]
        [cluster] = reader.clusters()
        first, second = reader.explanations()
        keys = explanation_keys([first, second])
        links = link_keys(reader.sections(finding.doc_id), reader.figures(finding.doc_id))
    with ReviewBook.open(out / "miner.db") as book:
        book.add("finding", finding.finding_id, "comment", "请看第2页", "甲")
        wrong = book.add("finding", finding.finding_id, "dismissed", "看错了", "甲")
        book.withdraw(wrong.judgement_id)
        book.add("finding", finding.finding_id, "confirmed", "=已核对", "乙")
        book.add("link", links[f"{finding.doc_id}-f0"], "dismissed", "", "乙")
        book.add("cluster", cluster.cluster_id, "named", "人员说", "丙")
        book.add("explanation", member_key(keys[first.explanation_id], cluster.cluster_id), "excluded", "不同", "丙")
        book.add("finding", "不在了-g1", "confirmed", "", "丁")
    opened = Opened(write_workbook(out))
    rows = {row["线索编号"]: row for row in opened.rows("审计线索")}
    row = rows.pop(finding.finding_id)
    assert (row["结论"], row["复核人"]) == ("属实", "乙")
    assert "请看第2页" in row["备注"]
    assert "=已核对" in row["备注"]
    assert "看错了" not in row["备注"]
    assert row["日期"].year >= 2024
    [other] = rows.values()
    assert (other["结论"], other["备注"], other["复核人"], other["日期"]) == (None, None, None, None)
    [group] = opened.rows("说法组")
    assert (group["名称"], group["说明条数"], group["移出条数"]) == ("人员说", 1, 1)
    members = {row["说明编号"]: row for row in opened.rows("组内说明")}
    assert members[first.explanation_id]["组名"] == "（已移出）人员说"
    assert "不同" in members[first.explanation_id]["复核意见"]
    assert members[second.explanation_id]["组名"] == "人员说"
    figures = {row["数字编号"]: row for row in opened.rows("数字与核对")}
    assert figures[f"{finding.doc_id}-f0"]["复核意见"].startswith("排除")
    states = {(row["备注"], row["复核人"]): row["状态"] for row in opened.rows("复核意见")}
    assert states["看错了", "甲"] == "已撤回"
    assert states[None, "丁"] == "对象已不在库中"
    assert states["人员说", "丙"] == "有效"
