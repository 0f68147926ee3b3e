"""Asking ``miner.db``: rows of a query as records, their fields decoded."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from miner.store import stored
from miner.store.connection import plain_errors
from miner.store.encoding import bbox_value, decimal_value

T = TypeVar("T")

_DECODERS: dict[str, Callable[[Any], Any]] = {
    "bbox": bbox_value,
    "computed": decimal_value,
    "left_value": decimal_value,
    "right_value": decimal_value,
    "difference": decimal_value,
    "tolerance": decimal_value,
    "spending": decimal_value,
    "health": json.loads,
    "columns": json.loads,
    "evidence": json.loads,
    "causes": json.loads,
    "cited": json.loads,
    "marks": json.loads,
    "settings": json.loads,
    "inputs": json.loads,
    "summary": json.loads,
    "empty": bool,
    "declared_empty": bool,
}
_WITH_DECIMAL_VALUE = (stored.StoredCell, stored.StoredFigure, stored.StoredAmount)
"""The classes whose ``value`` is a decimal string in the database; elsewhere it is text or a float."""

JUDGEMENTS = "SELECT rowid AS judgement_id, * FROM judgements"
"""The columns of a `StoredJudgement`."""


class Queries:
    """An open database that can be asked."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read the database as it is at the first query inside, whatever a run writes meanwhile."""
        with plain_errors(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with plain_errors(self.path):
                self._connection.execute("COMMIT")

    def query(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as the database holds them, one by one. The SQL comes from the program, never from a user."""
        with plain_errors(self.path):
            yield from self._connection.execute(query, values)

    def data_version(self) -> int:
        """A number that is another one after anybody else has written (SQLite's ``PRAGMA data_version``)."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def stamp(self) -> tuple[int, ...]:
        """Numbers of which one is another after a run has stored a document or has ended, but not after a judgement."""
        row = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT coalesce(max(rowid), 0) FROM processed),"
            " (SELECT coalesce(max(rowid), 0) FROM files), (SELECT count(*) FROM clusters),"
            " (SELECT coalesce(max(run_id), 0) FROM runs), (SELECT count(finished_at) FROM runs)"
        )[0]
        return tuple(row)

    def judgement_stamp(self) -> tuple[int, ...]:
        """Numbers of which one is another after a judgement was added or withdrawn."""
        return tuple(self._rows("SELECT count(*), count(withdrawn_at), coalesce(max(rowid), 0) FROM judgements")[0])

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            try:
                return cursor.execute(query, values).fetchall()
            finally:
                cursor.close()

    def _all(self, kind: type[T], query: str, *values: object) -> list[T]:
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            try:
                cursor.execute(query, values)
                names = [item[0] for item in cursor.description]
                make = _maker(kind, names)
                return [make(row) for row in cursor]
            finally:
                cursor.close()


def _maker(kind: type[T], names: Sequence[str]) -> Callable[[Sequence[Any]], T]:
    """A function that makes a record of a row: its fields are found among the columns, and decoded."""
    fields: Sequence[str] = getattr(kind, "__slots__", ())
    places = [names.index(name) for name in fields]
    decoders = {number: _DECODERS[name] for number, name in enumerate(fields) if name in _DECODERS}
    if kind in _WITH_DECIMAL_VALUE:
        decoders[fields.index("value")] = decimal_value
    decoded = tuple(decoders.items())

    def make(row: Sequence[Any]) -> T:
        values = [row[place] for place in places]
        for number, decode in decoded:
            values[number] = decode(values[number])
        return kind(*values)

    return make


def perhaps_of(query: str, column: str, value: str | None, order: str) -> tuple[str, *tuple[str, ...]]:
    """A query over all rows, or over those whose column has a value, in an order; with the values of its marks."""
    if value is None:
        return (f"{query} ORDER BY {order}",)
    return (f"{query} WHERE {column} = ? ORDER BY {order}", value)


def like(words: str) -> str:
    """Words for ``LIKE … ESCAPE``, their own wildcards made harmless."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
