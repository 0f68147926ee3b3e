"""The sheet that says what every column of the workbook holds, and where in ``miner.db`` it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from miner.bilingual import say
from miner.report.workbook.book import Book, Written
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import Value
from miner.store import schema


def add_dictionary(book: Book) -> None:
    """Write it; all other sheets of tables are written before."""
    book.add(say("数据字典", "Data dictionary"), _columns(), _rows(tuple(book.written)))


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("工作表", "Sheet"), 16, say("哪张工作表", "The sheet")),
        Column(say("列", "Column"), 26, say("哪一列", "The column")),
        Column(say("含义", "Meaning"), 60, say("这一列是什么", "What the column holds"), wrap=True),
        Column(say("来源", "Source"), 28, say("取自 miner.db 的哪张表、哪一列；空为由其他列得出",
               "Table and column of miner.db; empty where it is made from others")),
        Column(say("来源说明", "Note of the source"), 70, say("数据库对这一列的说明（英文）", "What the database says of it"), wrap=True),
    )  # fmt: skip


def _rows(written: Sequence[Written]) -> Iterator[Sequence[Value]]:
    seen: set[tuple[Column, ...]] = set()
    for sheet in written:
        if sheet.columns in seen:  # a sheet that continues another
            continue
        seen.add(sheet.columns)
        for column in sheet.columns:
            yield sheet.name, column.title, column.note, column.source, _note(column.source)


def _note(source: str) -> str:
    table_name, _, column_name = source.partition(".")
    table = schema.BY_NAME.get(table_name)
    if table is None:
        return ""
    notes = {column.name: column.note for column in table.columns}
    return notes.get(column_name, "") if column_name else table.note
