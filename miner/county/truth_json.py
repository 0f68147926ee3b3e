"""The truth about a document as JSON, and back."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import groupby
from typing import Any, Union, get_args, get_origin, get_type_hints

from miner.county.true_tables import cell_value
from miner.county.truth import Truth
from miner.model import Cell, CellRef, PlacedText, StatutoryTable


def to_json(record: object) -> str:
    """A record as JSON: fields by name, amounts as strings, what is at its default left out.

    A table's ``cells`` are lists by row: row index, row label, row code, 行次, and a list of column index and raw text. A cell's
    column path is the table's, and its value and state follow from the raw text.
    """
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, PlacedText):
        return value.text
    if isinstance(value, CellRef):
        return list(value)
    if isinstance(value, StatutoryTable):
        return {**_fields(value), "cells": _rows_of(value.cells)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _fields(record: Any) -> dict[str, Any]:
    return {
        one.name: _plain(item)
        for one in dataclasses.fields(record)
        if one.name != "cells" or not isinstance(record, StatutoryTable)
        for item in (getattr(record, one.name),)
        if one.default is dataclasses.MISSING or item != one.default
    }


def _rows_of(cells: Sequence[Cell]) -> list[list[Any]]:
    """Cells by row: a document has a thousand of them, and what follows from the rest is left out."""
    rows = groupby(cells, key=lambda cell: (cell.row_index, cell.row_label, cell.row_code, cell.row_number))
    return [[*row, [[cell.column_index, cell.raw] for cell in found]] for row, found in rows]


def _cells_of(rows: Sequence[Any], columns: Sequence[str]) -> Iterator[Cell]:
    for index, label, code, number, cells in rows:
        for column, raw in cells:
            state, value = cell_value(raw)
            yield Cell(index, column, label, code, number, columns[column], raw, value, state)


def from_json(text: str) -> Truth:
    """The truth as it was written.

    Raises:
        ValueError: it is no truth.
    """
    try:
        found = _built(Truth, json.loads(text))
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no truth of a document of the county: {error!r}") from error
    if not isinstance(found, Truth):
        raise ValueError("no truth of a document of the county: nothing in it")
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _built(next(one for one in get_args(kind) if one is not type(None)), value)
    if origin is tuple:
        return tuple(_built(get_args(kind)[0], item) for item in value)
    if kind is PlacedText:
        return PlacedText(value)
    if kind is CellRef:
        return CellRef(*value)
    if kind is StatutoryTable:
        cells = tuple(_cells_of(value["cells"], value["columns"]))
        value = {name: item for name, item in value.items() if name != "cells"}
        kept = {name: _built(_hints(kind)[name], item) for name, item in value.items()}
        return StatutoryTable(**kept, cells=cells)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _built(_hints(kind)[name], item) for name, item in value.items()})
    if kind is Decimal:
        return Decimal(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
