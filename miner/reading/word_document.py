"""docx → flow items: paragraphs with their automatic numbers, and tables with their spans, in the order of the body.

The parts are parsed with expat as they come; document type declarations (and with them entities) are refused, and no
part may unpack to more than a bound.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from miner.bilingual import say
from miner.errors import DamagedDocument, DocumentTooLarge
from miner.model import FlowCell, FlowItem, FlowText
from miner.reading.flow_tables import table_of
from miner.reading.formats import PACKAGE_ERRORS
from miner.reading.limits import DEEPEST_MARKUP, LARGEST_STREAM
from miner.reading.word_numbering import Numbering, read_numbering

_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
Attributes = dict[str, str]


def read_word_document(data: bytes) -> tuple[FlowItem, ...]:
    """The items of a docx document's body.

    Raises:
        DamagedDocument: it is no valid docx.
        DocumentTooLarge: a part unpacks to more than may be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            document = _part(package, "word/document.xml")
            styles = _part(package, "word/styles.xml") if "word/styles.xml" in names else b""
            numbers = _part(package, "word/numbering.xml") if "word/numbering.xml" in names else b""
    except PACKAGE_ERRORS as error:
        raise _damaged() from error
    numbering = read_numbering(numbers, styles, parse_word_xml)
    body = _Body(numbering)
    parse_word_xml(document, body.start, body.end, body.characters)
    return tuple(body.items)


def parse_word_xml(
    data: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    characters: Callable[[str], None] | None = None,
) -> None:
    """Run over a part's elements; names of the Word namespace come as ``w:name``, others as ``namespace name``.

    Raises:
        DamagedDocument: the XML is not well-formed, declares a document type or is nested too deeply.
    """
    depth = 0

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_MARKUP:
            raise _damaged()
        start(_short(name), {_short(key): value for key, value in attributes.items()})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_short(name))

    def refused(*_: object) -> None:
        raise _damaged()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refused
    if characters is not None:
        parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise _damaged() from error


def _short(name: str) -> str:
    for namespace in _WORD:
        if name.startswith(namespace):
            return "w:" + name[len(namespace) :]
    return name


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        data = stream.read(LARGEST_STREAM + 1)
    if len(data) > LARGEST_STREAM:
        raise DocumentTooLarge(
            say("docx 解压后过大", "the docx unpacks to more than may be read"),
            say("文件可能被恶意构造；请用原始文件重试", "the file may be hostile; try the original document"),
        )
    return data


def _damaged() -> DamagedDocument:
    return DamagedDocument(
        say("docx 文件损坏，无法读取正文", "the docx is damaged: its body cannot be read"),
        say("请用文字处理软件打开后重新保存", "open it in a word processor and save it again"),
    )


@dataclass
class _Text:
    """A paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: str = ""


@dataclass
class _Cell:
    texts: list[str] = field(default_factory=list)
    column_span: int = 1
    merged: bool = False
    """True where it continues the cell above."""


@dataclass
class _Rows:
    rows: list[list[_Cell]] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    """Columns left out at the beginning of each row (gridBefore)."""


class _Body:
    """Collects paragraphs and tables; paragraphs of text boxes stand before the paragraph that holds them."""

    def __init__(self, numbering: Numbering) -> None:
        self.items: list[FlowItem] = []
        self._numbering = numbering
        self._paragraphs: list[_Text] = []
        self._tables: list[_Rows] = []
        self._in_text = False
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skipped or name == _FALLBACK:
            # The fallback of a drawing repeats the text that its first choice has.
            self._skipped += 1
            return
        value = attributes.get("w:val", "")
        if name == "w:p":
            self._paragraphs.append(_Text())
        elif name == "w:t":
            self._in_text = True
        elif name == "w:tbl":
            self._tables.append(_Rows())
        elif self._tables and name in ("w:tr", "w:tc", "w:gridSpan", "w:vMerge", "w:gridBefore"):
            self._table_element(name, value)
        elif self._paragraphs:
            self._paragraph_element(name, value)

    def _table_element(self, name: str, value: str) -> None:
        table = self._tables[-1]
        if name == "w:tr":
            table.rows.append([])
            table.lead.append(0)
        elif name == "w:gridBefore" and table.rows:
            table.lead[-1] = _count(value)
        elif name == "w:tc" and table.rows:
            table.rows[-1].append(_Cell())
        elif table.rows and table.rows[-1]:
            cell = table.rows[-1][-1]
            if name == "w:gridSpan":
                cell.column_span = max(1, _count(value))
            elif name == "w:vMerge":
                cell.merged = value != "restart"

    def _paragraph_element(self, name: str, value: str) -> None:
        paragraph = self._paragraphs[-1]
        if name == "w:tab" and not value:
            paragraph.pieces.append("\t")
        elif name in ("w:br", "w:cr"):
            paragraph.pieces.append("\n")
        elif name == "w:noBreakHyphen":
            paragraph.pieces.append("-")
        elif name == "w:pStyle":
            paragraph.style = value
        elif name == "w:numId":
            paragraph.number = value
        elif name == "w:ilvl":
            paragraph.level = value

    def characters(self, text: str) -> None:
        """Text inside ``w:t``; field codes (``w:instrText``) and deleted text have elements of their own."""
        if self._in_text and not self._skipped and self._paragraphs:
            self._paragraphs[-1].pieces.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif name == "w:t":
            self._in_text = False
        elif name == "w:p" and self._paragraphs:
            self._end_paragraph()
        elif name == "w:tbl" and self._tables:
            self._end_table()

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.pieces)
        if text.strip():
            text = self._numbering.label(paragraph.style, paragraph.number, paragraph.level) + text
            if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
                self._tables[-1].rows[-1][-1].texts.append(text)
            else:
                self.items.extend(FlowText(line.strip("\t"), whole=True) for line in text.split("\n") if line.strip())

    def _end_table(self) -> None:
        rows = self._tables.pop()
        table = table_of(_spanned(rows))
        if table is None:
            return
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            # A table in a cell is read as that cell's text.
            outer = self._tables[-1].rows[-1][-1]
            outer.texts.extend(" ".join(cell.text for cell in row) for row in table.rows)
        else:
            self.items.append(table)


def _spanned(rows: _Rows) -> list[list[FlowCell]]:
    """Cells where HTML would put them: those that continue the cell above are counted into its row span."""
    spans: dict[tuple[int, int], int] = {}
    origin: dict[int, tuple[int, int]] = {}
    placed: list[list[tuple[int, _Cell]]] = []
    for index, row in enumerate(rows.rows):
        column = rows.lead[index]
        seen: dict[int, tuple[int, int]] = {}
        line: list[tuple[int, _Cell]] = []
        for cell in row:
            above = origin.get(column)
            if cell.merged and above is not None:
                spans[above] += 1
                seen[column] = above
            else:
                spans[index, column] = 1
                seen[column] = (index, column)
                line.append((column, cell))
            column += cell.column_span
        origin = seen
        placed.append(line)
    return [
        [FlowCell("", 1, rows.lead[index])] * bool(rows.lead[index])
        + [FlowCell("\n".join(cell.texts).strip(), spans[index, column], cell.column_span) for column, cell in line]
        for index, line in enumerate(placed)
    ]


def _count(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= 4 else 0
