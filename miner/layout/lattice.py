"""Rulings → the cells that they enclose.

Rulings come as long lines, as thin rectangles or as pieces of a few points; they are snapped, joined, crossed, and every
smallest rectangle whose four sides are drawn is a cell. The tolerances and the order of the search are pdfplumber's default
"lines" strategy (3 points throughout), which reached 1.000 on hand-made truth and serves the tests as the oracle; this
is the same result on integer ids instead of geometry objects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from miner.model import BBox, Ruling

TOLERANCE = 3.0
"""Points within which rulings are the same line, pieces are joined, and ends count as crossing."""
SHORTEST = 3.0
"""Points that a joined line must have to count as a table's."""


_OPEN = 6.0
"""Points that verticals must run beyond the last line across for a row to be open: half a line of small print."""


class Lattice(NamedTuple):
    """The cells of one table with the positions of their boundaries, sorted."""

    cells: tuple[BBox, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def bbox(self) -> BBox:
        """The outer edge."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


class _Segment(NamedTuple):
    at: float
    """y of a horizontal, x of a vertical."""
    start: float
    end: float


def find_lattices(rulings: Iterable[Ruling]) -> tuple[Lattice, ...]:
    """The tables that the rulings of a page draw, from top to bottom; a single frame is not a table."""
    horizontals: list[_Segment] = []
    verticals: list[_Segment] = []
    for x0, y0, x1, y1 in rulings:
        if x1 - x0 >= y1 - y0:
            horizontals.append(_Segment((y0 + y1) / 2, x0, x1))
        else:
            verticals.append(_Segment((x0 + x1) / 2, y0, y1))
    across, down = _join(horizontals), _join(verticals)
    cells = _cells(across + _open_ends(across, down), down)
    lattices = [_lattice(group) for group in _groups(cells)]
    return tuple(sorted((lattice for lattice in lattices if len(lattice.cells) > 1), key=lambda found: found.ys[0]))


def _join(segments: Sequence[_Segment]) -> list[_Segment]:
    """Segments on nearly one line moved onto it, and those that touch made one."""
    if not segments:
        return []
    joined: list[_Segment] = []
    for line in _clusters(sorted(segments)):
        at = sum({segment.at: 0 for segment in line}) / len({segment.at for segment in line})
        line.sort(key=lambda segment: segment.start)
        start, end = line[0].start, line[0].end
        for segment in line[1:]:
            if segment.start <= end + TOLERANCE:
                end = max(end, segment.end)
            else:
                joined.append(_Segment(at, start, end))
                start, end = segment.start, segment.end
        joined.append(_Segment(at, start, end))
    return [segment for segment in joined if segment.end - segment.start >= SHORTEST]


def _clusters(ordered: Sequence[_Segment]) -> Iterable[list[_Segment]]:
    group = [ordered[0]]
    for segment in ordered[1:]:
        if segment.at - group[-1].at > TOLERANCE:
            yield group
            group = []
        group.append(segment)
    yield group


def _open_ends(horizontals: Sequence[_Segment], verticals: Sequence[_Segment]) -> list[_Segment]:
    """The edges that a page break leaves undrawn: verticals that end together, well beyond the last line across.

    A row that is split by the break has its sides on both pages, but neither its bottom on the first nor its top on the
    second.
    """
    edges: list[_Segment] = []
    for ends in (
        [(segment.start, segment.at) for segment in verticals],
        [(segment.end, segment.at) for segment in verticals],
    ):
        for y in {round(end) for end, _ in ends}:
            together = [at for end, at in ends if abs(end - y) <= 1.0]
            left, right = min(together, default=0.0), max(together, default=0.0)
            near = any(abs(line.at - y) < _OPEN and line.start < right and line.end > left for line in horizontals)
            if len(together) > 2 and not near:
                edges.append(_Segment(float(y), left, right))
    return edges


def _cells(horizontals: Sequence[_Segment], verticals: Sequence[_Segment]) -> list[BBox]:
    """Each crossing's smallest rectangle to the lower right whose sides are all drawn."""
    crossing: dict[tuple[float, float], tuple[set[int], set[int]]] = {}
    for v, vertical in enumerate(verticals):
        for h, horizontal in enumerate(horizontals):
            if (
                vertical.start <= horizontal.at + TOLERANCE
                and vertical.end >= horizontal.at - TOLERANCE
                and horizontal.start <= vertical.at + TOLERANCE
                and horizontal.end >= vertical.at - TOLERANCE
            ):
                down, across = crossing.setdefault((vertical.at, horizontal.at), (set(), set()))
                down.add(v)
                across.add(h)
    column: dict[float, list[float]] = defaultdict(list)
    row: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossing):
        column[x].append(y)
        row[y].append(x)
    rank_in_column = {(x, y): i for x, ys in column.items() for i, y in enumerate(ys)}
    rank_in_row = {(x, y): i for y, xs in row.items() for i, x in enumerate(xs)}
    cells: list[BBox] = []
    for corner, (down, across) in crossing.items():
        x, y = corner
        cell = _smallest(
            crossing, corner, down, across, column[x][rank_in_column[corner] + 1 :], row[y][rank_in_row[corner] + 1 :]
        )
        if cell:
            cells.append(cell)
    return cells


def _smallest(
    crossing: dict[tuple[float, float], tuple[set[int], set[int]]],
    corner: tuple[float, float],
    down: set[int],
    across: set[int],
    below: Sequence[float],
    right: Sequence[float],
) -> BBox | None:
    x, y = corner
    for bottom in below:
        lower = crossing[(x, bottom)]
        if not down & lower[0]:
            continue
        for side in right:
            upper = crossing[(side, y)]
            if not across & upper[1]:
                continue
            opposite = crossing.get((side, bottom))
            if opposite and opposite[0] & upper[0] and opposite[1] & lower[1]:
                return (x, y, side, bottom)
    return None


def _groups(cells: Sequence[BBox]) -> list[list[BBox]]:
    """Cells that share a corner belong to one table."""
    owner: dict[tuple[float, float], int] = {}
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (x0, y0, x1, y1) in enumerate(cells):
        for corner in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
            other = owner.setdefault(corner, i)
            parent[root(other)] = root(i)
    groups: dict[int, list[BBox]] = defaultdict(list)
    for i, cell in enumerate(cells):
        groups[root(i)].append(cell)
    return list(groups.values())


def _lattice(cells: list[BBox]) -> Lattice:
    xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
    ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
    return Lattice(tuple(sorted(cells, key=lambda cell: (cell[1], cell[0]))), tuple(xs), tuple(ys))
