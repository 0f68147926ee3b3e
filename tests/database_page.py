"""``docs/database.md``, made from the description of the tables that the database itself is made from.

python -m tests.database_page
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from miner.store import schema

PAGE = "docs/database.md"

_HEAD = f"""\
# The database

`OUT/miner.db` is one SQLite file (write-ahead log, foreign keys). It is what people and other programs read. The first
{len(schema.CONTRACT)} tables are a contract: their names and columns do not change without a migration. The others hold
what the contract has no room for, except the last {len(schema.SEARCH)}: these are made from the others for the search, and
`miner export` leaves them out. The same notes stand in the database itself, in `schema_notes`, and in the
`data_dictionary.csv` of `miner export`.

Amounts are decimal strings, so that no digit is lost; a blank cell has no value, and that is not 0. Boxes are
`[x0, y0, x1, y1]` in PDF points from the page's top left corner. `char_start` and `char_end` count in `sections.text`.
Ids are the same for the same file in every run.

This page is made from `miner/store/schema.py` by `python -m tests.database_page`; a test compares the two.
"""


def database_page() -> str:
    """The page, as Markdown."""
    return "\n".join([_HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    for table in schema.EVERY:
        yield f"## `{table.name}`\n\n{table.note}\n\n| column | type | what it holds |\n|---|---|---|"
        for column in table.columns:
            kind = "JSON" if column.json else column.sql.split()[0]
            yield f"| `{column.name}` | {kind} | {column.note.replace('|', chr(92) + '|')} |"
        yield ""


if __name__ == "__main__":
    (Path(__file__).resolve().parent.parent / PAGE).write_text(database_page(), encoding="utf-8")
