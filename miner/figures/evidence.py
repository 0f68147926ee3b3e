"""Evidence: the words or the cell that a check or a finding shows, with the place where they stand."""

from __future__ import annotations

from miner.figures.statements import Statement
from miner.figures.tables import TableView
from miner.model import Cell, CellRef, Disclosure, Evidence, Section

_BEFORE, _AFTER = 60, 20
"""Characters that a quotation shows around what it is about."""


def of_text(section: Section, start: int, end: int, role: str = "text") -> Evidence:
    """Characters of a section's text, quoted with the words around them in their sentence."""
    text = section.text.text
    begin = max(start - _BEFORE, *(text.rfind(mark, 0, start) + 1 for mark in "。\n"))
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    quote = text[begin : min(end + _AFTER, *stops, len(text))].strip() if stops else text[begin : end + _AFTER].strip()
    place = section.text.place(start, end)
    return Evidence(
        role=role,
        quote=quote,
        page=place.page if place else None,
        bbox=place.bbox if place else None,
        section=section.ordinal,
        char_start=start,
        char_end=end,
    )


def of_figure(disclosure: Disclosure, statement: Statement, role: str = "text") -> Evidence:
    """A stated figure."""
    figure = statement.figure
    return of_text(disclosure.sections[figure.section], figure.char_start, figure.char_end, role)


def of_cell(view: TableView, cell: Cell, role: str = "table") -> Evidence:
    """A cell of a table."""
    return Evidence(role, f"{where(view, cell)}：{cell.raw or '—'}", cell.page, cell.bbox, cell=view.ref(cell))


def where(view: TableView, cell: Cell) -> str:
    """A cell by its table, row and column, for a reader."""
    return f"{view.table.title}·{cell.row_label or cell.row_code or '—'}·{cell.column}"


def cell_at(view: TableView, ref: CellRef) -> Cell:
    """The cell of a reference."""
    return next(c for c in view.table.cells if (c.row_index, c.column_index) == ref[1:])
