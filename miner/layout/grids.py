"""A lattice and the glyphs inside it → a grid of cells with their text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from miner.layout.characters import fold, without_blanks
from miner.layout.lattice import Lattice
from miner.model import Glyph, Grid, GridCell

_WHOLE_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_SAME_LINE = 0.4
"""Share of the glyph size within which baselines are one line of a cell."""

_by_baseline = attrgetter("baseline")
_by_left = attrgetter("x0")


def fill(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> tuple[Grid, list[Glyph]]:
    """The grid, and the glyphs that stand outside every cell of it.

    A glyph belongs to the cell that holds its middle. Lines of glyphs are not used: assigning lines glues neighbours.
    """
    xs, ys = lattice.xs, lattice.ys
    column_of = {x: i for i, x in enumerate(xs)}
    row_of = {y: i for i, y in enumerate(ys)}
    owner: dict[tuple[int, int], int] = {}
    spans = []
    for i, (x0, y0, x1, y1) in enumerate(lattice.cells):
        row, column, bottom, right = row_of[y0], column_of[x0], row_of[y1], column_of[x1]
        spans.append((row, column, bottom - row, right - column))
        for r in range(row, bottom):
            for c in range(column, right):
                owner[r, c] = i
    held: list[list[Glyph]] = [[] for _ in lattice.cells]
    outside: list[Glyph] = []
    left, top, right_edge, bottom_edge = lattice.bbox
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        cell = None
        if left <= x < right_edge and top <= y < bottom_edge:
            cell = owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if cell is None:
            outside.append(glyph)
        else:
            held[cell].append(glyph)
    cells = tuple(
        GridCell(_text(inside), row, column, row_span, column_span, page, box)
        for (row, column, row_span, column_span), inside, box in zip(spans, held, lattice.cells, strict=True)
    )
    return Grid(cells, len(ys) - 1, len(xs) - 1, page, lattice.bbox, xs), outside


def _text(glyphs: list[Glyph]) -> str:
    """The text of a cell without blanks: names are justified and wrapped inside cells.

    Lines that are each a whole number are kept apart by a blank, so that two numbers never become one.
    """
    if not glyphs:
        return ""
    if len(glyphs) == 1:
        return without_blanks(fold(glyphs[0].text))
    glyphs.sort(key=_by_baseline)
    lines = [[glyphs[0]]]
    for glyph in glyphs[1:]:
        if glyph.baseline - lines[-1][-1].baseline > _SAME_LINE * glyph.size:
            lines.append([])
        lines[-1].append(glyph)
    texts = []
    for line in lines:
        line.sort(key=_by_left)
        texts.append(without_blanks(fold("".join([glyph.text for glyph in line]))))
    if len(texts) > 1 and sum(1 for text in texts if _WHOLE_NUMBER.fullmatch(text)) > 1:
        return " ".join(text for text in texts if text)
    return "".join(texts)
