"""The tables as files that other programs open: JSON lines and CSV, with a data dictionary.

JSON lines hold JSON columns as JSON and ``null`` for what is not there. CSV is UTF-8 with a byte order mark (so that a
spreadsheet reads Chinese); what is not there is an empty field. A spreadsheet takes text that begins with ``=``, ``+``,
``-`` or ``@`` (also full-width, where the locale is East Asian) for a formula and would run it: such text gets an
apostrophe before it, which the spreadsheet hides. Plain numbers stay as they are. Every file is written whole or not at
all.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from miner.bilingual import say
from miner.errors import UsageError
from miner.store import schema
from miner.store.reading import Reader

DICTIONARY = "data_dictionary.csv"

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(,\d{3})*(\.\d+)?%?")


def export_tables(
    database: Path, folder: Path, formats: Sequence[str] = ("jsonl", "csv"), tables: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Write tables of a database into a folder, one file for each table and format, and the data dictionary.

    Args:
        database: ``OUT/miner.db``.
        folder: made if absent; files of the same names are replaced.
        formats: of `EXPORT_FORMATS`.
        tables: names of tables; all where it is not given.

    Returns:
        The files that were written.

    Raises:
        StoreError: the database cannot be read.
        UsageError: a table or a format is unknown, or the folder cannot be written.
    """
    wanted = [_table(name) for name in tables] if tables is not None else list(schema.TABLES)
    writers = [(name, _format(name)) for name in dict.fromkeys(formats)]
    written: list[Path] = []
    with Reader.open(database) as reader:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for table in wanted:
                for suffix, write in writers:
                    path = folder / f"{table.name}.{suffix}"
                    _whole(path, partial(write, table=table, rows=reader.raw_rows(table.name)))
                    written.append(path)
            _whole(folder / DICTIONARY, _write_dictionary)
        except OSError as error:
            raise UsageError(
                say(f"不能写到文件夹 {folder}：{error}", f"The folder {folder} cannot be written: {error}"),
                say("请换一个可以写的文件夹。", "Choose a folder that can be written."),
            ) from error
    return (*written, folder / DICTIONARY)


def guarded(value: object) -> object:
    """A CSV field that no spreadsheet takes for a formula: text gets an apostrophe where it would be one."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def write_jsonl(file: IO[str], table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as one JSON object a line."""
    for row in rows:
        record = {
            column.name: json.loads(value) if column.json and isinstance(value, str) else value
            for column, value in zip(table.columns, row, strict=True)
        }
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_csv(file: IO[str], table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as CSV with a header and a byte order mark."""
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(table.names)
    writer.writerows([guarded(value) for value in row] for row in rows)


def _write_dictionary(file: IO[str]) -> None:
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(("table", "column", "type", "note"))
    for table in schema.TABLES:
        writer.writerow((table.name, "", "", guarded(table.note)))
        for column in table.columns:
            kind = "JSON" if column.json else column.sql.split()[0]
            writer.writerow((table.name, column.name, kind, guarded(column.note)))


class Writer(Protocol):
    """Writes rows of a table to an open file."""

    def __call__(self, file: IO[str], /, table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
        """Write them all."""


_WRITERS: dict[str, Writer] = {"jsonl": write_jsonl, "csv": write_csv}
EXPORT_FORMATS: tuple[str, ...] = tuple(_WRITERS)


def _table(name: str) -> schema.Table:
    table = schema.BY_NAME.get(name)
    if table is None:
        known = ", ".join(schema.BY_NAME)
        raise UsageError(
            say(f"没有名为 {name} 的表", f"There is no table {name}"), say(f"可用的表：{known}", f"Tables are: {known}")
        )
    return table


def _format(name: str) -> Writer:
    writer = _WRITERS.get(name)
    if writer is None:
        known = ", ".join(EXPORT_FORMATS)
        raise UsageError(
            say(f"不认识的格式：{name}", f"Unknown format: {name}"),
            say(f"可用的格式：{known}", f"Formats are: {known}"),
        )
    return writer


def _whole(path: Path, write: Callable[[IO[str]], None]) -> None:
    """Write a file beside its place and put it there when it is complete."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            write(file)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
