"""What a table and a column of the database are described by, and the SQL made from the description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its SQL type with constraints, and what it holds."""

    name: str
    sql: str
    note: str
    json: bool = False
    """True where the text is JSON."""
    decimal: bool = False
    """True where the text is a decimal number, its digits as stated."""

    @property
    def kind(self) -> str:
        """What a value is, as a data dictionary says it: INTEGER, REAL, TEXT, JSON or DECIMAL."""
        return "JSON" if self.json else "DECIMAL" if self.decimal else self.sql.split()[0]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what one row is, its columns, and constraints over several of them."""

    name: str
    note: str
    columns: tuple[Column, ...]
    constraints: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    """Column lists that are searched by."""
    triggers: tuple[str, ...] = ()
    """Statements that make its triggers."""
    virtual: str = ""
    """The module of a virtual table with its options, which stand for the columns."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def json_columns(self) -> frozenset[str]:
        """The columns that hold JSON."""
        return frozenset(column.name for column in self.columns if column.json)

    def ddl(self) -> Iterator[str]:
        """The SQL statements that make the table, its indexes and its triggers."""
        if self.virtual:
            yield f"CREATE VIRTUAL TABLE {self.name} USING {self.virtual}"
            return
        parts = [f"{column.name} {column.sql}" for column in self.columns] + list(self.constraints)
        yield f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(parts) + "\n)"
        for number, columns in enumerate(self.indexes, start=1):
            yield f"CREATE INDEX {self.name}_by_{number} ON {self.name} ({columns})"
        yield from self.triggers


def reference(table: str, on_delete: str = "CASCADE") -> str:
    """The SQL of a foreign key. Checked at the end of a transaction, so that rows may come in any order."""
    return f"REFERENCES {table} ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED"


PAGE = Column("page", "INTEGER", "Page where it stands, from 1; NULL for text inputs.")
BBOX = Column(
    "bbox",
    "TEXT",
    "Box [x0, y0, x1, y1] in PDF points, origin at the page's top left; NULL for text inputs.",
    json=True,
)
CHAR_START = Column("char_start", "INTEGER NOT NULL", "Offset of its first character in sections.text.")
CHAR_END = Column("char_end", "INTEGER NOT NULL", "Offset after its last character in sections.text.")
OF_DOCUMENT = Column("doc_id", f"TEXT NOT NULL {reference('documents')}", "The document.")
