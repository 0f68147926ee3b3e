"""The tables of ``miner.db``: what they are called, what each column holds, and the SQL that makes them.

The description is data, and the SQL is made from it, so that no column is without a note: ``schema_notes`` in the
database and ``data_dictionary.csv`` beside an export say the same. The names in `miner.store.contract` are a contract
with other programs; the tables in `miner.store.beside` hold what the contract has no room for; those in
`miner.store.search_tables` are made from the others and are never handed on.

Values of money are decimal strings, never floating point. Boxes, health, features and evidence are JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from miner.store.beside import BESIDE
from miner.store.contract import CONTRACT
from miner.store.ddl import Column, Table
from miner.store.search_tables import SEARCH

VERSION = 4
"""``PRAGMA user_version``: goes up with every change of a table."""

APPLICATION_ID = 0x6A75_6573
"""``PRAGMA application_id`` ("jues"): tells a miner's database from another program's."""

__all__ = [
    "APPLICATION_ID",
    "BESIDE",
    "BY_NAME",
    "CONTRACT",
    "EVERY",
    "SEARCH",
    "TABLES",
    "VERSION",
    "Column",
    "Table",
    "notes",
    "order",
    "statements",
]

TABLES: tuple[Table, ...] = CONTRACT + BESIDE
"""What the database holds, and exports hand on."""
EVERY: tuple[Table, ...] = TABLES + SEARCH
"""All tables that are made; those of the search come from the others."""
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}


_AS_THEY_CAME = ("judgements", "runs", "clusters", "causes", "cluster_heads", "cluster_aliases", "schema_notes")


def order(table: str) -> str:
    """The SQL of the order in which the rows of a table are handed on: the same for the same documents.

    Documents come in the order in which workers were done with them, which is another one every time; so the rows of
    documents go by their ids, which those of their records begin with, and within a document as they were written.
    """
    if table == "files":
        return "doc_id, path"
    if table in _AS_THEY_CAME or table not in BY_NAME:
        return "rowid"
    return f"substr({BY_NAME[table].names[0]}, 1, 16), rowid"


def statements() -> Iterator[str]:
    """All SQL that makes an empty database, without the notes."""
    for table in EVERY:
        yield from table.ddl()


def notes(tables: Iterable[Table] = EVERY) -> Iterator[tuple[str, str, str]]:
    """The rows of ``schema_notes``: table, column (empty for the table itself), note."""
    for table in tables:
        yield table.name, "", table.note
        for column in table.columns:
            yield table.name, column.name, column.note
