"""Cells with another digit, tables that are missing or blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from miner.county.blocks import Box, PrintedTable, Row
from miner.county.dice import Dice
from miner.county.errors.manuscript import Kind, Manuscript, digit
from miner.county.notes import CellKey, Planted
from miner.model import TableKind


def _boxes(table: PrintedTable, wanted: Callable[[Box], bool]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(table.body) for j, box in enumerate(row) if box.key and wanted(box)]


def _with_box(table: PrintedTable, place: tuple[int, int], text: str) -> PrintedTable:
    body = [list(row) for row in table.body]
    body[place[0]][place[1]] = replace(body[place[0]][place[1]], text=text)
    return replace(table, body=tuple(tuple(row) for row in body))


def misprinted_cell(kind: str, tables: Iterable[TableKind], wanted: Callable[[Box], bool]) -> Kind:
    """A kind of error: another digit in a cell of these tables."""

    def plant(manuscript: Manuscript, dice: Dice) -> bool:
        found = [
            (index, table, place)
            for one in tables
            if (at := manuscript.table(one)) is not None
            for index, table in (at,)
            for place in _boxes(table, lambda box: len(box.text) > 4 and wanted(box))
        ]
        if not found:
            return False
        index, table, place = dice.choice(found)
        box = table.body[place[0]][place[1]]
        head, point, tail = box.text.partition(".")
        wrong = digit(dice, head) + point + tail
        manuscript.blocks[index] = _with_box(table, place, wrong)
        manuscript.touched.add(index)
        manuscript.whole.append(Planted(kind, box.text, (CellKey(table.kind, box.key),), table.kind, wrong))
        return True

    plant.__doc__ = f"Another digit in a cell ({kind})."
    return plant


def table_missing(manuscript: Manuscript, dice: Dice) -> bool:
    """A statutory table that is not there although it has amounts."""
    kinds = [
        TableKind.INCOME,
        TableKind.EXPENDITURE,
        TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
        TableKind.THREE_PUBLIC,
    ]
    for kind in dice.shuffled(kinds):
        at = manuscript.table(kind)
        if at is not None:
            manuscript.blocks.pop(at[0])
            manuscript.touched = {i - (i > at[0]) for i in manuscript.touched if i != at[0]}
            manuscript.whole.append(Planted("table_missing", at[1].title, (), kind))
            return True
    return False


def table_blank(manuscript: Manuscript, dice: Dice) -> bool:
    """A table printed without its amounts although there are some."""
    for kind in dice.shuffled(
        [TableKind.INCOME, TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE]
    ):
        at = manuscript.table(kind)
        if at is not None:
            index, table = at
            body: tuple[Row, ...] = tuple(
                tuple(replace(box, text="") if box.key else box for box in row) for row in table.body
            )
            manuscript.blocks[index] = replace(table, body=body)
            manuscript.touched.add(index)
            manuscript.whole.append(Planted("table_blank", table.title, (), kind))
            return True
    return False
