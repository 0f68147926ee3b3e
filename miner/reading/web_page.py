"""HTML (and web archives, mht) → flow items: paragraphs, headings and tables with their spans."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from typing import Final

from miner.model import FlowCell, FlowItem, FlowTable, FlowText
from miner.reading.decoding import decode
from miner.reading.flow_tables import table_of

_META: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SKIPPED: Final = frozenset(
    (
        "script", "style", "nav", "head", "noscript", "template", "footer", "select", "button", "svg", "math",
        "iframe", "object", "textarea",
    )
)  # fmt: skip
_BLOCKS: Final = frozenset(
    (
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article",
        "main", "header", "aside", "blockquote", "pre", "center", "form", "fieldset", "address", "figure",
        "figcaption", "caption", "hr", "body", "html", "details", "summary",
    )
)  # fmt: skip
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_DEEPEST: Final = 40
"""Tables within tables; beyond it they are taken as text."""
_MOST_PARAGRAPHS: Final = 3
"""From so many paragraphs in a cell of a one-column table, the table only places the page's text."""


def read_web_page(data: bytes) -> tuple[FlowItem, ...]:
    """The items of a web page in order.

    Raises:
        DamagedDocument: the bytes are no text.
        DocumentTooLarge: a table spans more cells than a document may have.
    """
    if re.match(rb"(?:(?:[\w-]+:|[ \t])[^\n]*\n)*?(?:MIME-Version|Content-Type):", data[:4096], re.I):
        data, declared = _from_archive(data)
    else:
        found = _META.search(data[:4096])
        declared = found[1].decode("ascii", "replace") if found else ""
    reader = _Reader()
    reader.feed(decode(data, declared))
    reader.close()
    return reader.finish()


def _from_archive(data: bytes) -> tuple[bytes, str]:
    """The page inside a web archive (RFC 2557), and the encoding that its part declares."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset() or ""
    return data, ""


class _Scope:
    """The page itself, or one cell: the items in it and the text that is being written."""

    def __init__(self, row_span: int = 1, column_span: int = 1) -> None:
        self.items: list[FlowItem] = []
        self.text: list[str] = []
        self.row_span = row_span
        self.column_span = column_span

    def flush(self) -> None:
        text = _BLANKS.sub(" ", "".join(self.text)).strip(" ")
        if text.strip():
            self.items.append(FlowText(text, whole=True))
        self.text = []


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[_Scope]] = []
        self.cell: _Scope | None = None


class _Reader(HTMLParser):
    """Collects text and tables; end tags may be missing wherever HTML allows it, and elsewhere too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._page = _Scope()
        self._tables: list[_Table] = []
        self._skipping: list[str] = []

    def finish(self) -> tuple[FlowItem, ...]:
        """Everything that was read."""
        while self._tables:
            self._end_table()
        self._page.flush()
        return tuple(self._page.items)

    @property
    def _scope(self) -> _Scope:
        for table in reversed(self._tables):
            if table.cell is not None:
                return table.cell
        return self._page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a table, a row or a cell."""
        if self._skipping:
            if tag == self._skipping[0]:
                self._skipping.append(tag)
            elif self._skipping[0] == "head" and tag == "body":
                self._skipping.clear()
            return
        values = {name: value or "" for name, value in attrs}
        hidden = "display:none" in values.get("style", "").replace(" ", "").lower() or "hidden" in values
        if tag in _SKIPPED or (hidden and tag in ("p", "div", "span", "table")):
            self._skipping.append(tag)
        elif tag == "table" and len(self._tables) < _DEEPEST:
            self._scope.flush()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.cell = _Scope(_span(values.get("rowspan", "1"), 0), _span(values.get("colspan", "1"), 1))
            table.rows[-1].append(table.cell)
        elif tag == "br":
            self._break_line()
        elif tag in _BLOCKS:
            self._scope.flush()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>``; other empty elements hold no text."""
        if tag in ("br", "hr") and not self._skipping:
            self._break_line()

    def handle_endtag(self, tag: str) -> None:
        """Close what the start opened."""
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
            return
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._end_cell()
        elif tag in _BLOCKS:
            self._scope.flush()

    def handle_data(self, data: str) -> None:
        """Text; inside a table but outside its cells it is dropped, as it is not part of the table."""
        if not self._skipping and (not self._tables or self._tables[-1].cell is not None):
            self._scope.text.append(data)

    def _break_line(self) -> None:
        self._scope.flush()

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is not None:
            table.cell.flush()
            table.cell = None

    def _end_table(self) -> None:
        self._end_cell()
        rows = self._tables.pop().rows
        scope = self._scope
        scope.flush()
        cells = [cell for row in rows for cell in row]
        if _places_the_page(rows):
            for cell in cells:
                scope.items.extend(cell.items)
            return
        table = table_of(
            [[FlowCell(_words(cell), cell.row_span, cell.column_span) for cell in row] for row in rows if row]
        )
        if table is not None:
            scope.items.append(table)


def _places_the_page(rows: list[list[_Scope]]) -> bool:
    """True for a table that only arranges a page: it holds tables, or is one cell, or one column of running text."""
    if sum(map(len, rows)) == 1:
        return True
    if any(isinstance(item, FlowTable) for row in rows for cell in row for item in cell.items):
        return True
    return all(len(row) <= 1 for row in rows) and any(
        len(cell.items) >= _MOST_PARAGRAPHS for row in rows for cell in row
    )


def _words(cell: _Scope) -> str:
    return "\n".join(item.text for item in cell.items if isinstance(item, FlowText))


def _span(value: str, least: int) -> int:
    return max(least, int(value)) if value.isdecimal() and len(value) <= 6 else 1
