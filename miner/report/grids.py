"""A stored table as rows of HTML cells: header paths as merged header cells, body cells that span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from miner.bilingual import say
from miner.labels import VERDICTS, name_of
from miner.store.stored import StoredCell, StoredTable


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A header cell and what it spans."""

    text: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of the body."""

    anchor: str
    """Its place in the page, by which figures lead to it; empty where nothing stands."""
    text: str
    columns: int
    label: bool
    """True where it names its row."""
    state: str
    figures: tuple[str, ...]
    """Anchors of the figures that are linked to it."""
    verdict: str
    """The gravest verdict of these, or empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for the page."""

    table: StoredTable
    anchor: str
    head: tuple[tuple[HeadCell, ...], ...]
    body: tuple[tuple[BodyCell, ...], ...]


_GRAVEST_FIRST = ("mismatch", "arithmetic_mismatch", "ambiguous", "rounding", "match", "arithmetic_ok")


def grid_of(
    table: StoredTable, cells: Sequence[StoredCell], links: Mapping[str, Sequence[tuple[str, str]]], prefix: int
) -> Grid:
    """Lay a table out.

    Args:
        table: the table.
        cells: its cells, row by row.
        links: by cell id, the anchors and verdicts of the figures that are linked to it.
        prefix: how many characters of an id name the document; the rest is the anchor.
    """
    paths = [path.split(" / ") if path else [""] for path in _columns(table, cells)]
    rows: dict[int, list[StoredCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row_index, []).append(cell)
    body = tuple(tuple(_body_row(row, len(paths), links, prefix)) for row in rows.values())
    return Grid(table, table.table_id[prefix:], header(paths), body)


def header(paths: Sequence[Sequence[str]]) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of a header: columns whose paths begin alike share cells; the last part of a path fills down."""
    depth = max((len(path) for path in paths), default=0)
    rows: list[tuple[HeadCell, ...]] = []
    for level in range(depth):
        row: list[HeadCell] = []
        column = 0
        while column < len(paths):
            path = paths[column]
            if level >= len(path):
                column += 1
                continue
            last = level == len(path) - 1
            end = column + 1 if last else _shared(paths, column, level)
            row.append(HeadCell(path[level], end - column, depth - level if last else 1))
            column = end
        rows.append(tuple(row))
    return tuple(rows)


def _shared(paths: Sequence[Sequence[str]], column: int, level: int) -> int:
    """The first column behind those that share a column's path down to a level and go on below it."""
    beginning = paths[column][: level + 1]
    end = column + 1
    while end < len(paths) and len(paths[end]) > level + 1 and paths[end][: level + 1] == beginning:
        end += 1
    return end


def _columns(table: StoredTable, cells: Sequence[StoredCell]) -> list[str]:
    """The header path of every column; from the cells where the table does not say."""
    found = list(table.columns)
    for cell in cells:
        found.extend([""] * (cell.column_index + 1 - len(found)))
        found[cell.column_index] = found[cell.column_index] or cell.column_path
    return found


def _body_row(
    row: Sequence[StoredCell], columns: int, links: Mapping[str, Sequence[tuple[str, str]]], prefix: int
) -> Iterator[BodyCell]:
    if row[0].column_index:
        yield BodyCell("", "", row[0].column_index, False, "blank", (), "")
    ends = [cell.column_index for cell in row[1:]] + [columns]
    for cell, end in zip(row, ends, strict=True):
        yield _body_cell(cell, end, links.get(cell.cell_id, ()), prefix)


def _body_cell(cell: StoredCell, following: int, links: Sequence[tuple[str, str]], prefix: int) -> BodyCell:
    columns = max(1, following - cell.column_index)
    label = cell.state == "text" and cell.raw != "" and cell.raw == cell.row_label
    if not links:  # nearly all of them
        return BodyCell(cell.cell_id[prefix:], cell.raw, columns, label, cell.state, (), "")
    verdicts = {verdict for _, verdict in links}
    verdict = next((verdict for verdict in _GRAVEST_FIRST if verdict in verdicts), "")
    figures = tuple(anchor for anchor, _ in links)
    return BodyCell(cell.cell_id[prefix:], cell.raw, columns, label, cell.state, figures, verdict)


def body_html(grid: Grid) -> str:
    """The rows of a table's body as HTML, made here because a document has thousands of cells: a template is slow on them."""
    return "\n".join(f"<tr>{''.join(map(_cell_html, row))}</tr>" for row in grid.body)


def _cell_html(cell: BodyCell) -> str:
    spanned = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    placed = f' id="{escape(cell.anchor)}"' if cell.anchor else ""
    text = escape(cell.text) if cell.text else ""
    if cell.label:
        return f'<th scope="row"{spanned}{placed}>{text}</th>'
    if not cell.figures:
        return f'<td{spanned}{placed} class="{escape(cell.state)}">{text}</td>'
    verdict = escape(name_of(VERDICTS, cell.verdict))
    cited = escape(say("正文引用", "cited in the text"))
    marks = "".join(
        f'<a class="ref" href="#{escape(anchor)}" title="{verdict}"><span class="hidden">{cited}, {verdict}</span>'
        f'<span aria-hidden="true">{number}</span></a>'
        for number, anchor in enumerate(cell.figures, start=1)
    )
    linked = f" linked {escape(cell.verdict)}" if cell.verdict else ""
    return f'<td{spanned}{placed} class="{escape(cell.state)}{linked}">{text}{marks}</td>'
