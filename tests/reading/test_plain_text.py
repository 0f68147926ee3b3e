"""Plain text and Markdown become lines, tables and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.errors import DamagedDocument, UnsupportedFormat
from miner.model import FlowItem, FlowTable, FlowText, HealthVerdict
from miner.reading import read
from miner.reading.plain_text import read_plain_text


def items(text: str, markdown: bool = False) -> list[FlowItem]:
    return [item for page in read_plain_text(text.encode(), markdown) for item in page]


def lines(text: str, markdown: bool = False) -> list[str]:
    return [item.text for item in items(text, markdown) if isinstance(item, FlowText)]


def rows(table: FlowItem) -> list[list[str]]:
    assert isinstance(table, FlowTable)
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("青河县 2024 年度部门决算 12,345.67 万元\n".encode(encoding))
    source = read(path)
    assert [item.text for item in source.pages[0].flow if isinstance(item, FlowText)] == [
        "青河县 2024 年度部门决算 12,345.67 万元"
    ]
    assert source.format == "txt"
    assert source.pages[0].health.verdict is HealthVerdict.GOOD


def test_a_torn_last_character_is_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("部门决算公开。" * 100).encode()[:-1])
    assert read(path).pages[0].health.minable


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(DamagedDocument, match="文本"):
        read(path)


def test_letters_that_begin_image_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("BMW 公务用车 1 辆", encoding="utf-8")
    assert read(path).pages[0].flow == (FlowText("BMW 公务用车 1 辆", whole=True),)


def test_unknown_suffix(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("部门,决算", encoding="utf-8")
    with pytest.raises(UnsupportedFormat, match=r"\.csv"):
        read(path)


def test_lines_with_tabs_are_a_table_and_lines_without_divide() -> None:
    found = items("收入支出决算总表\n单位：万元\n项目\t行次\t决算数\n一、收入\t1\t2,945.90\n\t2\t\n注：本表\n支出\t3\n")
    assert [type(item) for item in found] == [FlowText, FlowText, FlowTable, FlowText, FlowTable]
    assert rows(found[2]) == [["项目", "行次", "决算数"], ["一、收入", "1", "2,945.90"], ["", "2", ""]]
    assert isinstance(found[2], FlowTable)
    assert not found[2].spans_known


def test_a_tab_as_indent_is_no_table() -> None:
    text = "\t2024 年度收入总计 2,945.90 万元，比上年增加 338.92 万元，增长 13.0%。"
    assert lines(text + "\n" + text) == [text.strip()] * 2


def test_contents_typed_with_tabs_are_no_table() -> None:
    assert lines("一、部门职责\t1\n二、机构设置\t1\n三、决算表\t12\n") == [
        "一、部门职责 1",
        "二、机构设置 1",
        "三、决算表 12",
    ]
    assert rows(items("一、教育\t3\n二、科技\t1\n")[0]) == [["一、教育", "3"], ["二、科技", "1"]]


@pytest.mark.parametrize("mark", ["=====P7=====", "\f", "----- 第 7 页 -----", "===7==="])
def test_page_marks_begin_pages(mark: str) -> None:
    pages = read_plain_text(f"封面\n{mark}\n第一部分\n".encode(), markdown=False)
    assert [[item.text for item in page if isinstance(item, FlowText)] for page in pages] == [["封面"], ["第一部分"]]


@pytest.mark.parametrize("line", ["— 7 —", "-7-", "- 7 -", "==", "2024", "=====合计====="])
def test_other_lines_do_not(line: str) -> None:
    assert len(read_plain_text(f"前\n{line}\n后\n".encode(), markdown=False)) == 1


def test_marks_of_markdown_go() -> None:
    assert lines("# 决算公开\n\n- 一、部门职责\n* 二、机构\n**2024年度**\n---\n**青河县\n财政局**\n") == [
        "决算公开",
        "一、部门职责",
        "二、机构",
        "2024年度",
        "青河县",
        "财政局",
    ]


def test_stars_and_signs_that_are_no_marks_stay() -> None:
    assert lines("经办人：张**\n- 5.00\n#1 楼\n") == ["经办人：张**", "- 5.00", "#1 楼"]


def test_escapes_are_undone_in_markdown_only() -> None:
    assert lines(r"1\. 收入 &amp; 支出", markdown=True) == ["1. 收入 & 支出"]
    assert lines(r"1\. 收入") == [r"1\. 收入"]


def test_pipe_tables() -> None:
    found = items("| 项目 | 金额 |\n|---|--:|\n| 收入 | 1\\|2 |\n| 支出 | |\n文字 | 不是表\n", markdown=True)
    assert rows(found[0])[:3] == [["项目", "金额"], ["收入", "1|2"], ["支出", ""]]


def test_lines_between_blank_lines_are_whole_paragraphs_where_most_stand_so() -> None:
    apart = items("一、收入情况\n\n2024 年收入总计。\n\n二、支出情况\n")
    assert all(isinstance(item, FlowText) and item.whole for item in apart)
    wrapped = items("一、收入情况\n2024 年收\n入总计。\n\n二、支出\n2024 年支出\n")
    assert not any(isinstance(item, FlowText) and item.whole for item in wrapped)


def test_real_texts(reference: Path) -> None:
    for path in sorted((reference / "real").glob("*.txt")):
        source = read(path)
        marks = path.read_text(encoding="utf-8").count("=====P")
        assert len(source.pages) == max(1, marks)
        assert all(page.health.verdict is HealthVerdict.GOOD for page in source.pages)
        assert not any(
            "=====" in item.text for page in source.pages for item in page.flow if isinstance(item, FlowText)
        )


def test_the_same_disclosure_as_text_docx_and_html(reference: Path) -> None:
    text = next((reference / "real").glob("天元*.txt"))
    tables = []
    for path in (text, reference / "rendered" / "天元.docx", reference / "rendered" / "天元.html"):
        (page,) = read(path).pages
        tables.append([item for item in page.flow if isinstance(item, FlowTable)])
    assert [len(found) for found in tables] == [9, 9, 9]
    for one, *others in zip(*tables, strict=True):
        numbers = [cell.text for row in one.rows for cell in row if "." in cell.text]
        for other in others:
            assert [cell.text for row in other.rows for cell in row if "." in cell.text] == numbers
            assert other.spans_known
