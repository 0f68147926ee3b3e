"""PDF by ReportLab: a font that is not embedded, as old office programs print, and pages turned by /Rotate."""

from __future__ import annotations

import io
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from miner.county.blocks import Block, Cover, Entry, Heading, Paragraph, PrintedTable, placed
from miner.county.layout import Layout, PageNumbers, Rules, Wide
from miner.county.renderings.contents import targets
from miner.county.renderings.grids import texts, title_lines
from miner.county.renderings.reportlab_lines import FONT, Anchor, Beside, Lines, width, wrap
from miner.county.renderings.sheets import Sheet, SheetKind, sheets
from miner.county.renderings.sizes import PROSE, TABLE, UPRIGHT, Margins, gap, room, type_size
from miner.county.renderings.texts import clean

_GREY = Color(0.65, 0.65, 0.65)
_LIGHT = Color(0.86, 0.86, 0.86)
_LEADING = 1.15
"""Of the lines in a cell."""
_LEAST = 6
"""Where less is left of a page, in ems, no heading and no table begins."""


@dataclass
class _Numbers:
    """What only a first printing tells."""

    total: int = 0
    pages: MutableMapping[int, int] = field(default_factory=dict)
    """The page of each block that the table of contents names."""


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks as a PDF. It is printed twice, because the table of contents stands before what it counts."""
    numbers = _Numbers()
    _print(blocks, layout, numbers)
    return _print(blocks, layout, numbers)


def _print(blocks: Sequence[Block], layout: Layout, numbers: _Numbers) -> bytes:
    written = io.BytesIO()
    document = BaseDocTemplate(written, pagesize=UPRIGHT, invariant=1, pageCompression=1, allowSplitting=1)
    covered = bool(blocks) and isinstance(blocks[0], Cover)
    document.addPageTemplates(_papers(layout, numbers, covered))
    document.build(list(_story(blocks, layout, numbers)))
    numbers.total = int(document.page)
    return written.getvalue()


# ---------------------------------------------------------------------------------------------------------------- pages


def _papers(layout: Layout, numbers: _Numbers, covered: bool) -> list[PageTemplate]:
    """The kinds of paper by name: upright, beside (for tables), turned."""

    def paper(name: str, margins: Margins, turned: bool) -> PageTemplate:
        wide, high = UPRIGHT[::-1] if turned else UPRIGHT
        by_rotation = turned and layout.wide is Wide.ROTATED

        def furnish(canvas: Canvas, _: object) -> None:
            if by_rotation:  # the MediaBox is upright, and everything in it is drawn sideways
                canvas.transform(0, 1, -1, 0, high, 0)
            _furnish(canvas, layout, numbers, (wide, high), covered)

        inner = (wide - 2 * margins.side, high - margins.top - margins.bottom)
        frame = Frame(margins.side, margins.bottom, *inner, 0, 0, 0, 0, id=name)
        template = PageTemplate(name, [frame], onPage=furnish, pagesize=(wide, high))
        template.rotation = 90 if by_rotation else 0
        return template

    return [paper("upright", PROSE, False), paper("beside", TABLE, False), paper("turned", TABLE, True)]


def _furnish(canvas: Canvas, layout: Layout, numbers: _Numbers, size: tuple[float, float], covered: bool) -> None:
    """What stands on every page around its text."""
    wide, high = size
    if layout.watermark:
        mark = clean(layout.watermark)
        points = min(64.0, 560.0 / len(mark))
        canvas.saveState()
        canvas.setFillColor(_LIGHT)
        canvas.setFont(FONT, points)
        canvas.translate(wide / 2, high / 2)
        canvas.rotate(38)
        canvas.drawCentredString(0, -points / 3, mark)
        canvas.restoreState()
    if layout.running_head:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(wide / 2, high - 40, clean(layout.running_head))
    page = int(canvas.getPageNumber())
    number = {
        PageNumbers.NONE: "",
        PageNumbers.PLAIN: f"{page}",
        PageNumbers.DASHED: f"— {page} —",
        PageNumbers.OF: f"第 {page} 页 共 {numbers.total} 页",
    }[layout.page_numbers]
    if number and not (covered and page == 1):
        canvas.setFont(FONT, 10.5)
        canvas.drawCentredString(wide / 2, 34, number)


# ----------------------------------------------------------------------------------------------------------------- text


def _story(blocks: Sequence[Block], layout: Layout, numbers: _Numbers) -> Iterator[Flowable]:
    pointers = targets(blocks) if layout.page_numbers is not PageNumbers.NONE else {}
    anchored = set(pointers.values())
    index = 0
    for number, sheet in enumerate(sheets(blocks, layout)):
        yield NextPageTemplate(_paper(sheet))
        if number:
            yield PageBreak()
        if sheet.kind in (SheetKind.COVER, SheetKind.DIVIDER):
            yield Spacer(1, 0.22 * UPRIGHT[1])
        for place, block in enumerate(sheet.blocks, index):
            if isinstance(block, Heading | PrintedTable):
                yield CondPageBreak(_LEAST * layout.size)  # before the anchor, which must not stay behind
            if place in anchored:
                yield Anchor(place, numbers.pages)
            pointer = str(numbers.pages.get(pointers.get(place, -1), ""))
            yield from _block(block, layout, pointer, sheet.kind)
        index += len(sheet.blocks)


def _paper(sheet: Sheet) -> str:
    if sheet.turned:
        return "turned"
    return "beside" if sheet.kind is SheetKind.TABLE else "upright"


def _block(block: Block, layout: Layout, pointer: str, kind: SheetKind) -> Iterator[Flowable]:
    size = layout.size
    match block:
        case Cover(text):
            yield Lines(clean(text), 28, "center", leading=1.7)
        case Entry(text, level):
            if level == 0:
                yield Lines(clean(text), 1.3 * size, "center", space=size)
            else:
                yield Beside(clean(text), pointer, size, (level - 1) * 2 * size, dotted=True)
        case Heading(text, level):
            if kind is SheetKind.DIVIDER:
                yield Lines(clean(text), 26, "center", leading=1.7)
            elif level == 1:
                yield Lines(clean(text), 1.3 * size, "center", space=size)
            else:
                yield Lines(clean(text), size, "left", 2 * size, 1.7)
        case Paragraph(text):
            yield Lines(clean(text.text), size, "justify", 2 * size, 1.7)
        case PrintedTable():
            yield from _table(block, layout)
        case _:
            assert_never(block)


# --------------------------------------------------------------------------------------------------------------- tables


def _table(table: PrintedTable, layout: Layout) -> Iterator[Flowable]:
    size = type_size(table, layout)
    title, number, owner, unit = title_lines(table)
    if title:
        yield Lines(title, size * (1.75 if table.statutory else 1), "center", space=0.3 * size)
    if number:
        yield Beside("", number, size)
    if owner or unit:
        yield Beside(owner, unit, size)
    yield _grid(table, layout, size)
    yield from (Lines(clean(note), size, leading=1.5) for note in table.notes)
    if not table.statutory:
        yield Spacer(1, size)


def _grid(table: PrintedTable, layout: Layout, size: float) -> Flowable:
    points = room(table, layout) / sum(table.widths)
    columns = [share * points for share in table.widths]
    rows = texts(table)
    style = _style(table, layout, size)
    for row, column, box in placed((*table.head, *table.body)):
        free = sum(columns[column : column + box.columns]) - 2 * gap(layout)
        if width(rows[row][column], size) > free:
            rows[row][column] = "\n".join(wrap(rows[row][column], size, free))
        if box.columns > 1 or box.rows > 1:
            style.append(("SPAN", (column, row), (column + box.columns - 1, row + box.rows - 1)))
        if layout.rules is Rules.PIECES:
            corner = (column + box.columns - 1, row + box.rows - 1)
            style.append(("BOX", (column, row), corner, 0.5, black))
        if box.align != "center":
            style.append(("ALIGN", (column, row), (column, row), box.align.upper()))
    return Table(
        rows,
        columns,
        style=style,
        repeatRows=len(table.head) if layout.repeat_head else 0,
        splitByRow=int(not layout.split_rows),  # what is tried first; the other way is what is left
        splitInRow=int(layout.split_rows),
        spaceBefore=0.3 * size,
        spaceAfter=0.3 * size,
    )


def _style(table: PrintedTable, layout: Layout, size: float) -> list[tuple[object, ...]]:
    start, end = (0, 0), (-1, -1)
    pad = 1.5 if layout.crowded else 4
    style: list[tuple[object, ...]] = [
        ("FONT", start, end, FONT, size, _LEADING * size),
        ("ALIGN", start, end, "CENTER"),
        ("VALIGN", start, end, "TOP" if layout.split_rows else "MIDDLE"),  # text in the middle is never split
        ("LEFTPADDING", start, end, gap(layout)),
        ("RIGHTPADDING", start, end, gap(layout)),
        ("TOPPADDING", start, end, pad),
        ("BOTTOMPADDING", start, end, pad + 0.2 * size),
    ]
    match layout.rules:
        case Rules.RULED:
            style.append(("GRID", start, end, 0.5, black))
        case Rules.PIECES:
            pass  # box by box
        case Rules.GREY:
            style.append(("GRID", start, end, 0.25, _GREY))
        case Rules.DASHED:
            style.append(("GRID", start, end, 0.5, black, None, (2, 2)))
        case Rules.UNRULED:
            pass
        case Rules.THREE_LINE:
            last = len(table.head) - 1
            style.append(("LINEABOVE", start, (-1, 0), 1, black))
            style.append(("LINEBELOW", (0, -1), end, 1, black))
            if table.head:
                style.append(("LINEBELOW", (0, last), (-1, last), 0.5, black))
        case _:
            assert_never(layout.rules)
    return style
