"""PDF by Typst, the usual rendering: quick, embedded subsets of fonts, glyphs where a word processor puts them.

Texts go to Typst as string literals only, never as markup, so that no character means anything there. Fonts stay loaded
in one compiler for the life of the process; nothing is read from or written to a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import assert_never

import typst

from miner.county.blocks import Block, Box, Cover, Entry, Heading, Paragraph, PrintedTable, Row
from miner.county.layout import Layout, PageNumbers, Rules, Wide
from miner.county.renderings.contents import targets
from miner.county.renderings.fonts import FAMILIES, FOLDER
from miner.county.renderings.grids import title_lines
from miner.county.renderings.sheets import Sheet, SheetKind, sheets
from miner.county.renderings.sizes import PROSE, TABLE, Margins, gap, type_size
from miner.county.renderings.texts import clean
from miner.county.renderings.turning import sideways

_PRELUDE = r"""
#set document(date: none)
#set text(font: SERIF, size: SIZE, lang: "zh", region: "cn", hyphenate: false, ligatures: false)
#set par(justify: true, leading: 0.8em, spacing: 0.8em, first-line-indent: (amount: 2em, all: true))
#let plain(body) = { set par(justify: false, first-line-indent: 0pt); body }
#let p(t) = par(t)
#let h1(t) = block(width: 100%, sticky: true, above: 1em, below: 1.6em,
  plain(align(center, text(font: SANS, size: 1.3em, t))))
#let h2(t) = block(width: 100%, sticky: true, par(justify: false, text(font: SANS, t)))
#let h3(t) = block(width: 100%, sticky: true, par(justify: false, t))
#let anchor(name) = [#metadata(name)#label(name)]
#let upright(body) = page(margin: PROSE, body)
#let sheet(turned, body) = page(flipped: turned, margin: NARROW, body)
#let cover(lines, foot) = upright(align(center, plain({
  v(21%)
  for t in lines { par(text(font: SANS, size: 28pt, t)); v(1em) }
  v(1fr)
  for t in foot { par(text(size: 16pt, t)) }
  v(8%)
})))
#let divider(t) = upright(align(center, plain({ v(34%); text(font: SANS, size: 26pt, t) })))
#let entry(level, t, name) = plain(pad(left: calc.max(level - 1, 0) * 2em, {
  t
  if name != none {
    box(width: 1fr, inset: (left: 2pt, right: 2pt), repeat("."))
    context str(counter(page).at(label(name)).first())
  }
}))
#let titled(statutory, title, number, owner, unit) = plain({
  set block(spacing: 0.55em, sticky: true)
  set par(leading: 0.5em)
  if title != "" {
    block(width: 100%, align(center, if statutory { text(font: SANS, size: 1.75em, title) } else { title }))
  }
  if number != "" { block(width: 100%, align(right, number)) }
  if owner + unit != "" { block(width: 100%, { owner; h(1fr); unit }) }
})
#let notes(..lines) = plain({ for t in lines.pos() { block(width: 100%, spacing: 0.6em, t) } })
#let boxed(size, spaced, body) = { set text(size: size); block(width: 100%, above: spaced, below: spaced, body) }
#let lined(body) = {
  set par(justify: false, first-line-indent: 0pt, leading: 0.4em)
  set table.cell(breakable: SPLIT)
  set block(above: 0.5em)
  body
}
#let l(t) = table.cell(align: left + horizon, t)
#let r(t) = table.cell(align: right + horizon, t)
#let x(columns, rows, way, t) = table.cell(colspan: columns, rowspan: rows, align: way + horizon, t)
#let strut = box(height: 0.7em)
"""
_DATE = re.compile(r"[\d〇○零一二三四五六七八九十]{4}年.{1,3}月(?:.{1,3}日)?")
_STROKES = {
    Rules.RULED: "0.5pt + black",
    Rules.PIECES: "0.5pt + black",
    Rules.GREY: "0.25pt + luma(65%)",
    Rules.DASHED: '(thickness: 0.5pt, dash: "dashed")',
    Rules.UNRULED: "none",
    Rules.THREE_LINE: "none",
}
_HEAVY, _FINE = "table.hline(stroke: 1pt)", "table.hline(stroke: 0.5pt)"


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks as a PDF."""
    data = _compiler().compile(source(blocks, layout).encode(), format="pdf", pdf_tags=False)
    if not isinstance(data, bytes):
        raise TypeError(f"Typst made {type(data).__name__} instead of one PDF")
    return sideways(data) if layout.wide is Wide.ROTATED else data


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    return typst.Compiler(font_paths=fonts)


def source(blocks: Sequence[Block], layout: Layout) -> str:
    """The blocks in Typst's language."""
    return "\n".join(_lines(blocks, layout))


def _lines(blocks: Sequence[Block], layout: Layout) -> Iterator[str]:
    names = {"SERIF": FAMILIES[layout.font], "SANS": FAMILIES["sans"]}
    split = "true" if layout.split_rows else "false"
    yield from (f"#let {name} = {_text(value)}" for name, value in names.items())
    yield f"#let PROSE = {_margins(PROSE)}\n#let NARROW = {_margins(TABLE)}"
    yield f"#let SIZE = {layout.size}pt\n#let SPLIT = {split}{_PRELUDE}"
    yield _page_furniture(layout, bool(blocks) and isinstance(blocks[0], Cover))
    pointers = targets(blocks) if layout.page_numbers is not PageNumbers.NONE else {}
    anchored = set(pointers.values())
    index = 0
    for sheet in sheets(blocks, layout):
        written = []
        for place, block in enumerate(sheet.blocks, index):
            if place in anchored:
                written.append(f'#anchor("b{place}")')
            written.append(_block(block, layout, pointers.get(place)))
        index += len(sheet.blocks)
        yield _sheet(sheet, "\n".join(written))


def _page_furniture(layout: Layout, covered: bool) -> str:
    """What stands on every page around its text."""
    number = {
        PageNumbers.NONE: "none",
        PageNumbers.PLAIN: "[#n]",
        PageNumbers.DASHED: "[— #n —]",
        PageNumbers.OF: "[第 #n 页 共 #counter(page).final().first() 页]",
    }[layout.page_numbers]
    first = 2 if covered else 1
    parts = [
        f"footer: context {{ let n = counter(page).get().first()"
        f"; if n >= {first} {{ set text(size: 10.5pt); align(center, {number}) }} }}"
    ]
    if layout.running_head:
        parts.append(f"header: align(center, text(size: 9pt, {_text(layout.running_head)}))")
    if layout.watermark:
        size = min(64.0, 560.0 / len(layout.watermark))
        mark = f"text(size: {size:.1f}pt, fill: luma(86%), {_text(layout.watermark)})"
        parts.append(f"background: rotate(-38deg, box({mark}))")
    return f'#set page(paper: "a4", {", ".join(parts)})'


def _sheet(sheet: Sheet, body: str) -> str:
    match sheet.kind:
        case SheetKind.COVER:
            lines = [block.text for block in sheet.blocks if isinstance(block, Cover)]
            foot = [lines.pop()] if len(lines) > 1 and _DATE.fullmatch(lines[-1].replace(" ", "")) else []
            return f"#cover({_array(lines)}, {_array(foot)})"
        case SheetKind.DIVIDER:
            anchors = "".join(line for line in body.split("\n") if line.startswith("#anchor("))
            heading = sheet.blocks[0]
            text = heading.text if isinstance(heading, Heading) else ""
            return f"#divider[{anchors}#{_text(text)}]"
        case SheetKind.TABLE:
            return f"#sheet({'true' if sheet.turned else 'false'})[\n{body}\n]"
        case SheetKind.CONTENTS | SheetKind.PROSE:
            return f"#upright[\n{body}\n]"
        case _:
            assert_never(sheet.kind)


def _block(block: Block, layout: Layout, target: int | None) -> str:
    match block:
        case Cover(text):
            return f"#p({_text(text)})"
        case Entry(text, level):
            if level == 0:
                return f"#h1({_text(text)})"
            name = "none" if target is None else f'"b{target}"'
            return f"#entry({level}, {_text(text)}, {name})"
        case Heading(text, level):
            return f"#h{min(level, 3)}({_text(text)})"
        case Paragraph(text):
            return f"#p({_text(text.text)})"
        case PrintedTable():
            return _table(block, layout)
        case _:
            assert_never(block)


def _table(table: PrintedTable, layout: Layout) -> str:
    widths = "".join(f"{width}fr, " for width in table.widths)
    options = [
        f"columns: ({widths})",
        f"stroke: {_STROKES[layout.rules]}",
        f"inset: (x: {gap(layout)}pt, y: {'2.2' if layout.crowded else '5'}pt)",
        "align: center + horizon",
    ]
    body = [_row(row) for row in table.body]
    if layout.rules is Rules.THREE_LINE:
        body.append(_HEAVY)
        options.append(_HEAVY)
    if table.head:
        head = [f"repeat: {'true' if layout.repeat_head else 'false'}", *map(_row, table.head)]
        if layout.rules is Rules.THREE_LINE:
            head.append(_FINE)
        options.append(f"table.header({', '.join(head)})")
    above = ", ".join(map(_text, title_lines(table)))
    below = "".join(f"{_text(note)}, " for note in table.notes)
    return (
        f"#boxed({type_size(table, layout)}pt, {'0pt' if table.statutory else '1.6em'})["
        f"#titled({'true' if table.statutory else 'false'}, {above})\n"
        f"#lined(table({', '.join([*options, *body])}))\n#notes({below})]"
    )


def _row(row: Row) -> str:
    if not any(box.text for box in row):  # Typst gives it no height
        row, cells = row[1:], [_cell(row[0], "strut")] if row else []
    else:
        cells = []
    return ", ".join((*cells, *(_cell(box, _text(box.text)) for box in row)))


def _cell(box: Box, text: str) -> str:
    if box.columns > 1 or box.rows > 1:
        return f"x({box.columns}, {box.rows}, {box.align}, {text})"
    if box.align == "center":
        return text
    return f"{box.align[0]}({text})"


def _margins(margins: Margins) -> str:
    return f"(x: {margins.side}pt, top: {margins.top}pt, bottom: {margins.bottom}pt)"


def _array(texts: Sequence[str]) -> str:
    return "(" + "".join(f"{_text(text)}, " for text in texts) + ")"


def _text(text: str) -> str:
    """A string literal."""
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
