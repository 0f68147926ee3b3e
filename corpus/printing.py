"""A draft on paper: PDF by reportlab, with the CID font that every reader knows, so that no font file is needed.

The same draft gives the same bytes (``invariant``), as long as reportlab and zlib are the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.draft import Draft, Line
from corpus.tables import Box, Row, Table

FONT = "STSong-Light"
UPRIGHT = (595.28, 841.89)
"""A4 in points."""
SIDEWAYS = (841.89, 595.28)
MARGIN = 72.0
BODY, LEADING = 12.0, 23.0
CELL, CELL_LEADING, PADDING = 7.5, 9.5, 2.5
# Words that a line break must not split; everything else is one character wide or two.
_WORD = re.compile(r"[0-9A-Za-z.,%]+|.")
_NO_START = "，。；：、）”》%！？"


def width(text: str, size: float) -> float:
    """The width of a text in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrap(text: str, size: float, room: float, indent: float = 0.0) -> list[str]:
    """A paragraph's lines; numbers stay whole, and no line begins with closing punctuation."""
    lines, line, left = [], "", room - indent
    for word in _WORD.findall(text):
        if line and width(line + word, size) > left and word not in _NO_START:
            lines.append(line)
            line, left = word, room
        else:
            line += word
    return [*lines, line]


class _Printer:
    """A canvas with a cursor. ``y`` runs down from the top margin."""

    def __init__(self, title: str) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=UPRIGHT, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator("corpus.build_sample")
        self.size = UPRIGHT
        self.page = 1
        self.y = UPRIGHT[1] - MARGIN

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * MARGIN

    def turn(self, size: tuple[float, float] = UPRIGHT) -> None:
        """End the page and begin one of this size."""
        if self.page > 1:
            self.canvas.setFont(FONT, 9)
            self.canvas.drawCentredString(self.size[0] / 2, 40, f"- {self.page} -")
        self.canvas.showPage()
        self.page += 1
        self.size = size
        self.canvas.setPageSize(size)
        self.y = size[1] - MARGIN

    def line(self, text: str, size: float, x: float, leading: float) -> None:
        """One line; a new page first where there is no room."""
        if self.y - leading < MARGIN:
            self.turn(self.size)
        self.y -= leading
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)

    def centred(self, text: str, size: float, leading: float) -> None:
        """A centred line for each line of the text."""
        for piece in wrap(text, size, self.room):
            self.line(piece, size, (self.size[0] - width(piece, size)) / 2, leading)

    def paragraph(self, text: str, size: float = BODY) -> None:
        """Indented by two characters."""
        for number, piece in enumerate(wrap(text, size, self.room, 2 * size)):
            self.line(piece, size, MARGIN + (0 if number else 2 * size), LEADING)


def print_pdf(draft: Draft) -> bytes:
    """The draft as a PDF."""
    books = draft.books
    printer = _Printer(f"{books.department}{books.year}年度部门决算")
    printer.y -= 160
    previous = "cover"
    after_table = False
    for block in draft.blocks:
        if isinstance(block, Table):
            printer.turn(SIDEWAYS if block.landscape else UPRIGHT)
            _table(printer, block, books.department)
            after_table = True
            continue
        if after_table or (block.style != previous and (block.style in ("part", "contents") or previous == "contents")):
            printer.turn()
        after_table = False
        previous = block.style
        _line(printer, block)
    printer.turn()
    printer.canvas.save()
    return printer.buffer.getvalue()


def _line(printer: _Printer, line: Line) -> None:
    if line.style == "cover":
        printer.centred(line.text, 26, 48)
    elif line.style == "part":
        printer.centred(line.text, 18, 34)
    elif line.style == "contents":
        if line.text == "目录":
            printer.centred("目  录", 18, 34)
        else:
            part = line.text.startswith("第")
            printer.line(line.text, 11, MARGIN + (0 if part else 22), 18)
    elif line.style == "heading":
        printer.paragraph(line.text, 13)
    else:
        printer.paragraph(line.text)


def _table(printer: _Printer, table: Table, department: str) -> None:
    printer.centred(table.title, 15, 24)
    right = printer.size[0] - MARGIN

    def flush_right(text: str) -> None:
        printer.line(text, 9, right - width(text, 9), 14)

    if table.number:
        flush_right(table.number)
    flush_right("单位：万元")
    if table.number:
        printer.canvas.drawString(MARGIN, printer.y, f"部门：{department}")
    printer.y -= 4
    scale = printer.room / sum(table.widths)
    edges = [MARGIN]
    for share in table.widths:
        edges.append(edges[-1] + share * scale)
    _rows(printer, table.head, edges)
    for row in table.body:
        _rows(printer, (row,), edges)
    for note in table.notes:
        for piece in wrap(note, 9, printer.room):
            printer.line(piece, 9, MARGIN, 15)


def _rows(printer: _Printer, rows: Sequence[Row], edges: Sequence[float]) -> None:
    """Rows that belong together because boxes span them."""
    placed = _placed(rows)
    heights = []
    for index in range(len(rows)):
        lines = [len(_cell_lines(box, edges, column)) for row, column, box in placed if row == index and box.rows == 1]
        heights.append(max(lines, default=1) * CELL_LEADING + 2 * PADDING)
    if printer.y - sum(heights) < MARGIN:
        printer.turn(printer.size)
    tops = [printer.y]
    for height in heights:
        tops.append(tops[-1] - height)
    for row, column, box in placed:
        top, bottom = tops[row], tops[row + box.rows]
        x0, x1 = edges[column], edges[column + box.columns]
        printer.canvas.setLineWidth(0.5)
        printer.canvas.rect(x0, bottom, x1 - x0, top - bottom)
        _cell(printer, box, _cell_lines(box, edges, column), (x0, x1), (top, bottom))
    printer.y = tops[-1]


def _placed(rows: Sequence[Row]) -> list[tuple[int, int, Box]]:
    """Each box with its row and column, as HTML places them."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for index, row in enumerate(rows):
        column = 0
        for box in row:
            while (index, column) in taken:
                column += 1
            placed.append((index, column, box))
            taken |= {(index + i, column + j) for i in range(box.rows) for j in range(box.columns)}
    return placed


def _cell_lines(box: Box, edges: Sequence[float], column: int) -> list[str]:
    return wrap(box.text, CELL, edges[column + box.columns] - edges[column] - 2 * PADDING)


def _cell(
    printer: _Printer, box: Box, lines: Sequence[str], across: tuple[float, float], down: tuple[float, float]
) -> None:
    y = (down[0] + down[1] + len(lines) * CELL_LEADING) / 2 - CELL + 0.5
    printer.canvas.setFont(FONT, CELL)
    for text in lines:
        if box.numeric:
            x = across[1] - PADDING - width(text, CELL)
        elif box.columns > 1 or box.rows > 1:
            x = (across[0] + across[1] - width(text, CELL)) / 2
        else:
            x = across[0] + PADDING
        if text:
            printer.canvas.drawString(x, y, text)
        y -= CELL_LEADING
