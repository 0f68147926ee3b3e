"""Rows of data → cells that know their account code, their label, their row number and their column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from miner.disclosure.columns import Column, Matrix, Role
from miner.language.numbers import parse_cell
from miner.model import Cell, CellState, GridCell

_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_TOTAL = re.compile(r"[合总]\s*计")

Row = list[GridCell | None]
NameOf = Callable[[str], str | None]


def bind(parts: Sequence[Matrix], columns: Sequence[Column], name_of: NameOf) -> tuple[Cell, ...]:
    """The cells of a table, row by row; rows without any text are left out.

    Args:
        parts: the rows of data of each page.
        columns: what each column holds.
        name_of: gives the name of an account code, or none, to tell a row that the page break split from two rows.
    """
    cells: list[Cell] = []
    codes: dict[int, list[str]] = {}
    for index, row in enumerate(_rows(parts, columns, name_of)):
        row_codes = {group: _code(row, columns, group, codes) for group in {column.group for column in columns}}
        for i, column in enumerate(columns):
            cell = row[i]
            if cell is None or (i and row[i - 1] is cell):
                continue
            state, value = _read(cell.text, column.role)
            cells.append(
                Cell(
                    row_index=index,
                    column_index=i,
                    row_label=_label(row, columns, i),
                    row_code=row_codes[column.group],
                    row_number=_joined(row, columns, column.group, Role.ROW_NUMBER),
                    column=column.label,
                    raw=cell.text,
                    value=value,
                    state=state,
                    page=cell.page,
                    bbox=cell.bbox,
                )
            )
    return tuple(cells)


def _read(text: str, role: Role) -> tuple[CellState, Decimal | None]:
    if role is Role.AMOUNT:
        return parse_cell(text)
    return (CellState.TEXT if text else CellState.BLANK), None


def _rows(parts: Sequence[Matrix], columns: Sequence[Column], name_of: NameOf) -> list[Row]:
    """All rows that say anything, those that a page break split made one again."""
    rows: list[Row] = []
    for part in parts:
        first = True
        for places in part.rows:
            row = list(places)
            if not any(cell and cell.text for cell in row):
                continue
            joined = _rejoin(rows[-1], row, columns, name_of) if first and rows else None
            if joined:
                rows[-1] = joined
            else:
                rows.append(row)
            first = False
    return rows


def _rejoin(above: Row, below: Row, columns: Sequence[Column], name_of: NameOf) -> Row | None:
    """One row out of the last of a page and the first of the next, where only together they make sense.

    One of the two must hold nothing but a piece of a name; the classification decides where it knows the code, else a
    nameless remainder below a coded row belongs to it.
    """
    upper, lower = _name_only(above, columns), _name_only(below, columns)
    if upper is None and lower is None:
        return None
    whole, piece = (above, below) if lower is not None else (below, above)
    i = lower if lower is not None else upper
    if i is None or whole[i] is None or piece[i] is None:
        return None
    group = columns[i].group
    code = _code(whole, columns, group, {})
    first, second = above[i], below[i]
    if first is None or second is None or not code:
        return None
    name = first.text + second.text
    known = name_of(code)
    kept = whole[i]
    if kept is None or (known is not None and known != name) or (known is None and whole is below):
        return None
    joined = GridCell(name, kept.row, kept.column, kept.row_span, kept.column_span, kept.page, kept.bbox)
    return [joined if cell is kept else cell for cell in whole]


def _name_only(row: Row, columns: Sequence[Column]) -> int | None:
    """The column of the row's only text, where that is a name that is no total."""
    filled = [i for i, cell in enumerate(row) if cell and cell.text and not (i and row[i - 1] is cell)]
    if len(filled) != 1 or columns[filled[0]].role is not Role.NAME:
        return None
    cell = row[filled[0]]
    return None if cell is None or _TOTAL.search(cell.text) else filled[0]


def _code(row: Row, columns: Sequence[Column], group: int, above: dict[int, list[str]]) -> str:
    """The account code of a row's group: 类, 款 and 项 from one to three columns joined, blanks taken from above."""
    printed: list[str] = []
    places = [i for i, column in enumerate(columns) if column.group == group and column.role is Role.CODE]
    for i in places:
        cell = row[i]
        again = i > 0 and row[i - 1] is cell  # a code merged over the columns of its levels stands once
        printed.append(cell.text if cell and cell.text.isdigit() and not again else "")
    if not any(printed):
        return ""
    if len(printed) == 1:
        return printed[0]
    longest = max(printed, key=len)
    if len(longest) > 3:  # 201 | 20103 | 2010301: each column repeats the code so far
        return longest
    depth = max(i for i, text in enumerate(printed) if text)
    inherited = above.get(group, [])
    levels = [
        text.zfill(2 if i else 3) if text else (inherited[i] if i < len(inherited) else "")
        for i, text in enumerate(printed[: depth + 1])
    ]
    above[group] = levels
    return "".join(levels)


def _joined(row: Row, columns: Sequence[Column], group: int, role: Role) -> str:
    texts: list[str] = []
    seen: list[GridCell] = []
    for cell, column in zip(row, columns, strict=True):
        if cell and cell.text and column.group == group and column.role is role and not any(cell is s for s in seen):
            seen.append(cell)
            texts.append(cell.text)
    return " / ".join(texts)


def _label(row: Row, columns: Sequence[Column], place: int) -> str:
    """The name of the row in the group of a column.

    A name that stands among the amounts themselves (the second half of 相关统计数 below a “三公” table, a total that
    spans up to its amount) is the nearer one.
    """
    filled = (
        (cell.text, column.role) for cell, column in zip(row[:place], columns, strict=False) if cell and cell.text
    )
    beside, role = next(reversed(list(filled)), ("", Role.NAME))
    if role is Role.AMOUNT and _HAN.search(beside):
        return beside
    group = columns[place].group
    label = _joined(row, columns, group, Role.NAME)
    if label:
        return label
    in_code = _joined(row, columns, group, Role.CODE)
    if in_code and not in_code.isdigit() and " / " not in in_code:
        return in_code
    return beside if _TOTAL.search(beside) else ""
