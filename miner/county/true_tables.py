"""Printed tables as records: each box with its row's label and code and its column's header path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from miner.county.blocks import Box, PrintedTable, placed
from miner.model import Cell, CellState, StatutoryTable, TableKind


def true_tables(blocks: Sequence[object]) -> tuple[StatutoryTable, ...]:
    """The printed tables as records."""
    printed = [block for block in blocks if isinstance(block, PrintedTable)]
    return tuple(_table(ordinal, table) for ordinal, table in enumerate(printed))


def _table(ordinal: int, table: PrintedTable) -> StatutoryTable:
    columns = column_paths(table)
    cells = tuple(_cells(table, columns))
    amounts = any(cell.state is CellState.NUMBER for cell in cells)
    return StatutoryTable(
        ordinal, table.kind, table.title, table.number, table.unit, "\n".join(table.notes), columns, cells, None, None,
        empty=not amounts, declared_empty=any("本表无数据" in note for note in table.notes),
    )  # fmt: skip


def column_paths(table: PrintedTable) -> tuple[str, ...]:
    """The header path of each column; rows of ordinals (栏次) say nothing."""
    head = [row for row in table.head if not _ordinals(row)]
    paths: list[list[str]] = [[] for _ in table.widths]
    for _, column, box in placed(head):
        for covered in range(column, min(column + box.columns, len(paths))):
            paths[covered].append(box.text)
    return tuple(" / ".join(path) for path in paths)


def _ordinals(row: tuple[Box, ...]) -> bool:
    words = [box.text for box in row if box.text and box.text != "栏次"]
    return bool(words) and all(word.isdigit() for word in words)


def _cells(table: PrintedTable, columns: tuple[str, ...]) -> Iterator[Cell]:
    by_row: dict[int, list[tuple[int, Box]]] = {}
    for index, column, box in placed(table.body):
        by_row.setdefault(index, []).append((column, box))
    for index, row in by_row.items():
        for group in _groups(table, columns, row):
            label, code, number = _names(columns, group, table.kind)
            for column, box in group:
                state, value = cell_value(box.text)
                yield Cell(index, column, label, code, number, columns[column], box.text, value, state)


def _groups(
    table: PrintedTable, columns: tuple[str, ...], row: list[tuple[int, Box]]
) -> Iterator[list[tuple[int, Box]]]:
    """The halves of a summary, the groups of the economic classification, or the row."""
    if table.kind in (TableKind.INCOME_EXPENDITURE_SUMMARY, TableKind.FISCAL_APPROPRIATION_SUMMARY):
        for side in ("收入", "支出"):
            yield [(column, box) for column, box in row if columns[column].startswith(side)]
    elif table.kind is TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE:
        group: list[tuple[int, Box]] = []
        for column, box in row:
            group.append((column, box))
            if box.align == "right":
                yield group
                group = []
    else:
        yield row


def _names(columns: tuple[str, ...], group: list[tuple[int, Box]], kind: TableKind) -> tuple[str, str, str]:
    """Row label, account code and 行次."""
    texts = [(columns[column], box.text) for column, box in group if box.align != "right"]
    number = next((text for path, text in texts if path.endswith("行次")), "")
    if kind is TableKind.THREE_PUBLIC:
        return "", "", number
    code = "".join(text for path, text in texts if "编码" in path or path.endswith((" / 类", " / 款", " / 项")))
    code = code if code.isdigit() else ""
    names = [text for path, text in texts if text and not text.isdigit() and not path.endswith("行次")]
    return (names[-1] if names else ""), code, number


_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def cell_value(text: str) -> tuple[CellState, Decimal | None]:
    """What stands in a cell: its state, and its value where it is a number."""
    if not text:
        return CellState.BLANK, None
    if _NUMBER.fullmatch(text) and "." in text:
        return CellState.NUMBER, Decimal(text.replace(",", ""))
    return CellState.TEXT, None
