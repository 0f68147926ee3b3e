"""Web pages and archives."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.model import FlowCell, FlowTable, FlowText
from miner.reading import read
from miner.reading.web_page import read_web_page


def texts(html: str) -> list[str]:
    return [item.text for item in read_web_page(html.encode()) if isinstance(item, FlowText)]


def tables(html: str) -> list[FlowTable]:
    return [item for item in read_web_page(html.encode()) if isinstance(item, FlowTable)]


def test_paragraphs_headings_and_breaks() -> None:
    html = "<head><title>no</title></head><body><h1>决算 <b>公开</b></h1>前言<p>一、收&#20837;<p>二<br>三<br/>四</p>"
    assert texts(html) == ["决算 公开", "前言", "一、收入", "二", "三", "四"]


def test_what_is_no_text_is_dropped() -> None:
    html = (
        "<script>var a='<p>no</p>'</script><style>p{}</style><nav><p>no<nav>no</nav></p></nav>"
        "<p style='display: none'>no</p><noscript>no</noscript><p>yes</p><footer>no</footer>"
    )
    assert texts(html) == ["yes"]


def test_spans_stand_as_written() -> None:
    (table,) = tables(
        "<table><tr><th rowspan=2>项目<th colspan=2>决算<tr><td>收入<td>支出"
        "<tr><td rowspan=0>甲<td>1<td>2<tr><td>3<td></table>"
    )
    assert table.spans_known
    assert table.rows == (
        (FlowCell("项目", 2, 1), FlowCell("决算", 1, 2)),
        (FlowCell("收入"), FlowCell("支出")),
        (FlowCell("甲", 2, 1), FlowCell("1"), FlowCell("2")),
        (FlowCell("3"), FlowCell("")),
    )


def test_spans_are_bounded() -> None:
    (table,) = tables("<table><tr><td rowspan=999999 colspan=999999>a<td rowspan=-1 colspan=x>b</table>")
    assert [(cell.row_span, cell.column_span) for cell in table.rows[0]] == [(1, 200), (1, 1)]


def test_a_table_that_only_places_the_page_is_not_one() -> None:
    html = "<table><tr><td><p>一、收入</p><table><tr><td>项目<td>1</table><p>二、支出</p><td>栏</table>"
    assert texts(html) == ["一、收入", "二、支出", "栏"]
    assert len(tables(html)) == 1
    assert texts("<table><tr><td><p>一</p><p>二</p><p>三</p></table>") == ["一", "二", "三"]


def test_cells_keep_their_line_breaks_and_empty_tables_go() -> None:
    (table,) = tables("<table><tr><td>部门<br>决算<p>数<td> </table><table><tr><td> </table>")
    assert [cell.text for cell in table.rows[0]] == ["部门\n决算\n数", ""]


def test_nested_tables_without_end_are_read() -> None:
    assert "deep" in str(read_web_page(b"<table><tr><td>" * 500 + b"<p>deep"))


@pytest.mark.parametrize(
    "head", ["<meta charset=gb2312>", "<meta http-equiv=Content-Type content='text/html; charset=GBK'>", ""]
)
def test_encodings(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(f"<html>{head}<p>青河县决算</p>".encode("gbk"))
    source = read(path)
    assert source.format == "html"
    assert source.pages[0].flow == (FlowText("青河县决算", whole=True),)


def test_web_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(
        b"From: <saved>\r\nSubject: a\r\n\tfolded\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/html; charset=gbk\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>=BE=F6=CB=E3</p></html>\r\n--B--\r\n"
    )
    assert read(path).pages[0].flow == (FlowText("决算", whole=True),)
