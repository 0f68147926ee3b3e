import re
import sqlite3
from pathlib import Path

import pytest

from miner.store import Store, schema
from tests.conftest import reference_folder


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    Store.open(tmp_path / "miner.db").close()
    return sqlite3.connect(tmp_path / "miner.db")


def test_the_contract_is_the_one_of_the_design(reference: Path) -> None:
    text = (reference_folder() / "DESIGN.md").read_text(encoding="utf-8")
    block = text.split("## What is stored")[1].split("```")[1]
    promised = {name: columns.split(", ") for name, columns in re.findall(r"^(\w+)\((.*?)\)$", block, re.MULTILINE)}
    assert len(promised) == 14
    assert {table.name: list(table.names) for table in schema.CONTRACT} == promised


def test_every_table_and_column_of_the_database_has_a_note(connection: sqlite3.Connection) -> None:
    noted = {
        tuple(row) for row in connection.execute("SELECT table_name, column_name FROM schema_notes WHERE note <> ''")
    }
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = [name for name in tables if not name.startswith("search_words_")]  # FTS5's own
    assert sorted(tables) == sorted(table.name for table in schema.EVERY)
    for table in tables:
        assert (table, "") in noted
        for column in connection.execute(f"PRAGMA table_info({table})"):
            assert (table, column[1]) in noted
    connection.close()


def test_the_file_says_what_it_is(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_every_foreign_key_is_indexed(connection: sqlite3.Connection) -> None:
    for table in schema.EVERY:
        for column in table.columns:
            if "REFERENCES" not in column.sql:
                continue
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM {table.name} WHERE {column.name} = ''"
            ).fetchall()
            assert "USING" in plan[0][3], f"{table.name}.{column.name} is scanned when its parent goes"
    connection.close()
