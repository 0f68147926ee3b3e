"""HTML as the content management system of a government site publishes it: one page, flat, without page numbers.

Half of such pages mark headings as headings, the other half as paragraphs in bold; which half a document belongs to
follows from its rules, so that the same layout gives the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from miner.county.blocks import Block, Box, Cover, Entry, Heading, Paragraph, PrintedTable, Row
from miner.county.layout import Layout, Rules
from miner.county.renderings.contents import targets
from miner.county.renderings.grids import title_lines
from miner.county.renderings.sheets import sheets
from miner.county.renderings.sizes import type_size
from miner.county.renderings.texts import clean

BORDERS = {
    Rules.RULED: "th, td { border: 0.5pt solid black }",
    Rules.PIECES: "table { border-collapse: separate; border-spacing: 0 } th, td { border: 0.5pt solid black }",
    Rules.GREY: "th, td { border: 0.25pt solid #a6a6a6 }",
    Rules.DASHED: "th, td { border: 0.5pt dashed black }",
    Rules.UNRULED: "th, td { border: 0 }",
    Rules.THREE_LINE: (
        "thead tr:first-child > * { border-top: 1pt solid black } tbody tr:first-child > * { border-top: 0.5pt solid black }"
        " tbody tr:last-child > * { border-bottom: 1pt solid black }"
    ),
}
"""The lines of tables as style sheets."""
_SCREEN = """body { max-width: 60em; margin: 0 auto; font-family: SimSun, serif; line-height: 1.8 }
.p, .e2 { text-indent: 2em } .e3 { text-indent: 4em } .cover, .h1, .title { text-align: center } .number, .unit { text-align: right }
table { border-collapse: collapse; width: 100%; font-size: 0.9em } th, td { text-align: center; font-weight: normal }
.l { text-align: left } .r { text-align: right }"""
_MARKED = frozenset((Rules.RULED, Rules.GREY, Rules.THREE_LINE))
"""The documents whose headings are marked as headings."""
_DEEPEST = 4


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks as a page of a web site."""
    before = '<nav class="place">当前位置：首页 &gt; 政务公开 &gt; 财政预决算</nav>'
    after = "<footer>主办：县人民政府办公室</footer>"
    return page(blocks, layout, f"{_SCREEN}\n{BORDERS[layout.rules]}", before, after)


def page(blocks: Sequence[Block], layout: Layout, style: str, before: str = "", after: str = "") -> bytes:
    """A whole page in UTF-8.

    Args:
        blocks: what it says.
        layout: its look, as far as it shows in the elements.
        style: its style sheet.
        before: markup above the text.
        after: markup below it.
    """
    title = escape(clean("".join(block.text for block in blocks if isinstance(block, Cover))))
    head = f'<head>\n<meta charset="utf-8">\n<title>{title}</title>\n<style>\n{style}\n</style>\n</head>'
    body = "\n".join((before, *_body(blocks, layout), after))
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n{head}\n<body>\n{body}\n</body>\n</html>\n'.encode()


def _body(blocks: Sequence[Block], layout: Layout) -> Iterator[str]:
    pointers = targets(blocks)
    anchored = set(pointers.values())
    index = 0
    for sheet in sheets(blocks, layout):
        yield f'<div class="sheet {sheet.kind.name.lower()}{" turned" if sheet.turned else ""}">'
        for place, block in enumerate(sheet.blocks, index):
            anchor = f' id="b{place}"' if place in anchored else ""
            yield from _block(block, layout, anchor, pointers.get(place))
        yield "</div>"
        index += len(sheet.blocks)


def _block(block: Block, layout: Layout, anchor: str, target: int | None) -> Iterator[str]:
    match block:
        case Cover(text):
            yield f'<p class="cover">{_text(text)}</p>'
        case Entry(text, level):
            if level == 0:
                yield f'<p class="h1">{_text(text)}</p>'
            else:
                link = _text(text) if target is None else f'<a href="#b{target}">{_text(text)}</a>'
                yield f'<p class="e{min(level, _DEEPEST)}">{link}</p>'
        case Heading(text, level):
            yield _heading(text, min(level, _DEEPEST), layout, anchor)
        case Paragraph(text):
            yield f'<p class="p">{_text(text.text)}</p>'
        case PrintedTable():
            yield from _table(block, layout, anchor)
        case _:
            assert_never(block)


def _heading(text: str, level: int, layout: Layout, anchor: str) -> str:
    if layout.rules in _MARKED:
        return f'<h{level + 1} class="h{level}"{anchor}>{_text(text)}</h{level + 1}>'
    return f'<p class="h{level}"{anchor}><strong>{_text(text)}</strong></p>'


def _table(table: PrintedTable, layout: Layout, anchor: str) -> Iterator[str]:
    size = type_size(table, layout)
    yield f'<div class="{"statutory" if table.statutory else "small"}" style="font-size: {size:g}pt"{anchor}>'
    for name, text in zip(("title", "number", "owner", "unit"), title_lines(table), strict=True):
        if text or (name == "owner" and table.unit):  # the unit stands beside the owner, even if there is none
            yield f'<p class="{name}">{_text(text)}</p>'
    yield "<table>"
    total = sum(table.widths)
    yield "<colgroup>" + "".join(f'<col style="width: {100 * width / total:.2f}%">' for width in table.widths)
    yield "</colgroup>"
    if table.head:
        yield from ("<thead>", *(_row(row, "th") for row in table.head), "</thead>")
    yield from ("<tbody>", *(_row(row, "td") for row in table.body), "</tbody>", "</table>")
    yield from (f'<p class="note">{_text(note)}</p>' for note in table.notes)
    yield "</div>"


def _row(row: Row, tag: str) -> str:
    return "<tr>" + "".join(_cell(box, tag) for box in row) + "</tr>"


def _cell(box: Box, tag: str) -> str:
    spans = f' colspan="{box.columns}"' if box.columns > 1 else ""
    spans += f' rowspan="{box.rows}"' if box.rows > 1 else ""
    look = "" if box.align == "center" else f' class="{box.align[0]}"'
    return f"<{tag}{spans}{look}>{_text(box.text) or '&nbsp;'}</{tag}>"


def _text(text: str) -> str:
    return escape(clean(text), quote=False)
