"""Pages → paragraphs and grids in reading order; running heads, page numbers and watermarks are gone."""

from __future__ import annotations

from collections.abc import Sequence

from miner.layout.aligned import Span, find_aligned
from miner.layout.flow import lay_out_flow
from miner.layout.furniture import running_lines
from miner.layout.grids import fill
from miner.layout.lattice import find_lattices
from miner.layout.lines import body_glyphs, build_lines
from miner.layout.paragraphs import Joiner, PageLines, pitch, text_area
from miner.model import Block, Grid, Line, Page

__all__ = ["lay_out"]


def lay_out(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs and grids of a document in reading order.

    Pages that are not minable are passed over (their health says why); nothing is read from them.
    """
    minable = [page for page in pages if page.health.minable]
    if any(page.flow for page in minable):
        return tuple(lay_out_flow(minable))
    parsed = [_lines_and_grids(page) for page in minable]
    leave_out = running_lines([(page.height, lines) for page, (lines, _) in zip(minable, parsed, strict=True)])
    blocks: list[Block] = []
    joiner = Joiner()
    open_columns: tuple[Span, ...] | None = None
    for p, (page, (all_lines, grids)) in enumerate(zip(minable, parsed, strict=True)):
        lines = [line for i, line in enumerate(all_lines) if (p, i) not in leave_out]
        area, usual = text_area(lines, page.width), pitch(lines)
        if grids:
            parts, open_columns = _around_ruled(lines, grids), None
        else:
            parts, open_columns = _around_aligned(lines, open_columns)
        for part in parts:
            if isinstance(part, Grid):
                joiner.close()
                blocks += joiner.take()
                blocks.append(part)
            else:
                joiner.add(PageLines(part, area, usual))
        blocks += joiner.take()
    joiner.close()
    return (*blocks, *joiner.take())


def _around_ruled(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Sequence[Line] | Grid]:
    """Lines and ruled tables from top to bottom."""
    parts: list[Sequence[Line] | Grid] = []
    for grid in grids:
        top = grid.bbox[1] if grid.bbox else 0.0
        above = [line for line in lines if line.bbox[3] <= top + (line.bbox[3] - line.bbox[1]) / 2]
        parts += [above, grid]
        lines = lines[len(above) :]
    return [*parts, lines]


def _around_aligned(
    lines: Sequence[Line], above: tuple[Span, ...] | None
) -> tuple[list[Sequence[Line] | Grid], tuple[Span, ...] | None]:
    """Lines and tables without rulings from top to bottom, and the columns of a table that may go on overleaf."""
    parts: list[Sequence[Line] | Grid] = []
    tables, open_columns = find_aligned(lines, above)
    at = 0
    for start, end, grid in tables:
        parts += [lines[at:start], grid]
        at = end
    return [*parts, lines[at:]], open_columns


def _lines_and_grids(page: Page) -> tuple[list[Line], list[Grid]]:
    glyphs = body_glyphs(page.glyphs)
    grids: list[Grid] = []
    for lattice in find_lattices(page.rulings):
        if len(lattice.xs) < 3:  # a frame or a column of boxes holds prose
            continue
        grid, outside = fill(lattice, glyphs, page.number)
        if any(cell.text for cell in grid.cells):
            grids.append(grid)
            glyphs = outside
    return build_lines(glyphs, page.number), grids
