"""docx: paragraphs, automatic numbers, tables with spans, and hostile packages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from miner.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EncryptedDocument,
    UnreadableDocument,
    UnsupportedFormat,
)
from miner.model import FlowCell, FlowTable, FlowText
from miner.reading import read, word_document
from miner.reading.word_document import read_word_document
from miner.reading.word_numbering import figures_of

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, numbering: str = "", styles: str = "", head: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        package.writestr("word/document.xml", f"{head}<w:document {_SPACE}><w:body>{body}</w:body></w:document>")
        if numbering:
            package.writestr("word/numbering.xml", f"<w:numbering {_SPACE}>{numbering}</w:numbering>")
        if styles:
            package.writestr("word/styles.xml", f"<w:styles {_SPACE}>{styles}</w:styles>")
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def texts(data: bytes) -> list[str]:
    return [item.text for item in read_word_document(data) if isinstance(item, FlowText)]


def test_paragraphs_in_order_with_runs_joined() -> None:
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:r><w:t xml:space='preserve'> 2,945.90</w:t><w:tab/><w:t>万元</w:t>"
        "<w:br/><w:t>次行</w:t></w:r></w:p><w:p/>" + p("支出")
    )
    assert texts(docx(body)) == ["收入 2,945.90\t万元", "次行", "支出"]


def test_field_codes_deleted_text_and_fallbacks_are_no_text() -> None:
    fallback = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{p('框')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    body = (
        "<w:p><w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:r><w:t>新</w:t></w:r><w:r>{fallback}</w:r></w:p>"
    )
    assert texts(docx(body)) == ["框", "新"]


def test_merged_cells_stand_where_html_would_put_them() -> None:
    restart, go_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = (
        "<w:tbl><w:tr>" + tc("项目", restart) + tc("决算", "<w:gridSpan w:val='2'/>") + "</w:tr>"
        "<w:tr>" + tc("", go_on) + tc("收入") + tc("支出") + "</w:tr>"
        "<w:tr>" + tc("合计") + tc("1.00") + tc("") + "</w:tr></w:tbl>" + p("注：")
    )
    table, note = read_word_document(docx(body))
    assert table == FlowTable(
        (
            (FlowCell("项目", 2, 1), FlowCell("决算", 1, 2)),
            (FlowCell("收入"), FlowCell("支出")),
            (FlowCell("合计"), FlowCell("1.00"), FlowCell("")),
        )
    )
    assert note == FlowText("注：", whole=True)


def test_left_out_columns_and_tables_in_cells() -> None:
    inner = "<w:tbl><w:tr>" + tc("内") + tc("1") + "</w:tr></w:tbl>"
    body = (
        "<w:tbl><w:tr>" + tc("甲") + tc("乙") + "</w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>" + inner + p("外") + "</w:tc></w:tr></w:tbl>"
    )
    (table,) = read_word_document(docx(body))
    assert isinstance(table, FlowTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "乙"], ["", "内 1\n外"]]


def _level(level: int, figures: str, text: str, start: int = 1) -> str:
    inside = f"<w:start w:val='{start}'/><w:numFmt w:val='{figures}'/><w:lvlText w:val='{text}'/>"
    return f"<w:lvl w:ilvl='{level}'>{inside}</w:lvl>"


_NUMBERING = (
    "<w:abstractNum w:abstractNumId='7'>"
    + _level(0, "chineseCountingThousand", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.")
    + "</w:abstractNum><w:abstractNum w:abstractNumId='8'>"
    + _level(0, "bullet", "·")
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='7'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)


def _numbered(text: str, number: int, level: int = 0) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_counted_as_word_does() -> None:
    body = "".join(
        [
            _numbered("收入", 1),
            _numbered("财政", 1, 1),
            _numbered("其他", 1, 1),
            _numbered("支出", 1),
            _numbered("基本", 1, 1),
            _numbered("点", 2),
            _numbered("重起", 3),
            _numbered("再", 3),
            p("无"),
        ]
    )
    assert texts(docx(body, _NUMBERING)) == [
        "一、收入",
        "（一）财政",
        "（二）其他",
        "二、支出",
        "（一）基本",
        "点",
        "一、重起",
        "二、再",
        "无",
    ]


def test_numbers_come_from_styles_and_their_bases() -> None:
    styles = (
        "<w:style w:styleId='base'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='own'><w:basedOn w:val='base'/></w:style>"
        "<w:style w:styleId='loop'><w:basedOn w:val='loop'/></w:style>"
    )
    body = (
        p("收入", "<w:pStyle w:val='own'/>")
        + p("支出", "<w:pStyle w:val='base'/>")
        + p("圈", "<w:pStyle w:val='loop'/>")
    )
    body += p("停", "<w:pStyle w:val='own'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    assert texts(docx(body, _NUMBERING, styles)) == ["一、收入", "二、支出", "圈", "停"]


@pytest.mark.parametrize(
    ("number", "figures", "expected"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimal", "3"),
    ],
)
def test_figures(number: int, figures: str, expected: str) -> None:
    assert figures_of(number, figures) == expected


def test_document_types_and_entities_are_refused() -> None:
    head = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(DamagedDocument):
        read_word_document(docx(p("&b;"), head=head))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_whose_compressed_bytes_are_broken(method: int) -> None:
    data = docx(p("决算"), method=method)
    refused = 0
    for at in range(data.index(b".xml") + len(b".xml"), data.index(b"PK\x01\x02")):
        for byte in (0x00, 0xFF):
            try:
                read_word_document(data[:at] + bytes([byte]) + data[at + 1 :])
            except DamagedDocument:
                refused += 1
    assert refused


@pytest.mark.parametrize("body", ["<w:p>", "<w:p>" * 5000 + "</w:p>" * 5000])
def test_broken_and_bottomless_markup(body: str) -> None:
    with pytest.raises(DamagedDocument):
        read_word_document(docx(body))


def test_packages_that_unpack_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_document, "LARGEST_STREAM", 1000)
    with pytest.raises(DocumentTooLarge):
        read_word_document(docx(p("长" * 2000)))


def _saved(tmp_path: Path, data: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_the_bytes_say_what_it_is(tmp_path: Path) -> None:
    assert read(_saved(tmp_path, docx(p("决算")), "wrongly_named.pdf")).format == "docx"


def test_other_packages_and_old_office_files_are_named(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("OFD.xml", "<a/>")
    with pytest.raises(UnsupportedFormat, match="OFD"):
        read(_saved(tmp_path, buffer.getvalue(), "a.ofd"))
    with pytest.raises(DamagedDocument):
        read(_saved(tmp_path, docx(p("决算"))[:100], "a.docx"))
    with pytest.raises(DamagedDocument, match="docx"):
        read(_saved(tmp_path, b"words", "a.docx"))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    with pytest.raises(UnsupportedFormat, match="doc"):
        read(_saved(tmp_path, old, "a.doc"))
    with pytest.raises(EncryptedDocument):
        read(_saved(tmp_path, old + "EncryptedPackage".encode("utf-16-le"), "a.docx"))
    with pytest.raises(UnsupportedFormat, match="图片"):
        read(_saved(tmp_path, b"\x89PNG\r\n\x1a\n" + b"\x00" * 90 + b"x", "a.pdf"))


def test_missing_files_and_folders(tmp_path: Path) -> None:

    for path in (tmp_path / "absent.pdf", tmp_path):
        with pytest.raises(UnreadableDocument, match="无法打开"):
            read(path)
