"""The tables as files that other programs open: JSON lines, CSV and Parquet, with a data dictionary and a manifest.

JSON lines hold JSON columns as JSON and ``null`` for what is not there. CSV is UTF-8 with a byte order mark (so that a
spreadsheet reads Chinese); what is not there is an empty field. A spreadsheet takes text that begins with ``=``, ``+``,
``-`` or ``@`` (also full-width, where the locale is East Asian) for a formula and would run it: such text gets an
apostrophe before it, which the spreadsheet hides. Plain numbers stay as they are. Parquet is `miner.store.parquet`. All
files show one state of the database, even while a run writes. The same database gives the same bytes, and so do the same
documents mined anew, but for the columns that say when and where. Every file is written whole or not at all.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from miner.bilingual import say
from miner.errors import UsageError
from miner.store import schema
from miner.store.manifest import MANIFEST, ExportedFile, exported_file, write_manifest
from miner.store.parquet import write_parquet
from miner.store.reading import Reader

DICTIONARY = "data_dictionary.csv"

_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?\d+(,\d{3})*(\.\d+)?%?")


def export_tables(
    database: Path, folder: Path, formats: Sequence[str] = ("jsonl", "csv"), tables: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Write tables of a database into a folder, one file for each table and format, the data dictionary and the manifest.

    Args:
        database: ``OUT/miner.db``.
        folder: made if absent; files of the same names are replaced.
        formats: of `EXPORT_FORMATS`.
        tables: names of tables; all where it is not given.

    Returns:
        The files that were written.

    Raises:
        StoreError: the database cannot be read, or holds a value that the format cannot.
        UsageError: a table or a format is unknown, or the folder cannot be written.
    """
    wanted = [_table(name) for name in tables] if tables is not None else list(schema.TABLES)
    writers = [(name, _format(name)) for name in dict.fromkeys(formats)]
    written: list[ExportedFile] = []
    with Reader.open(database) as reader, reader.snapshot():
        there = {str(row[1]) for row in reader.raw_rows("sqlite_master")}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for table in wanted:
                for suffix, write in writers:
                    # A database that no newer miner has written to yet lacks the tables that are new since.
                    rows = _Counted(reader.raw_rows(table.name) if table.name in there else ())
                    path = folder / f"{table.name}.{suffix}"
                    _whole(path, partial(write, table=table, rows=rows))
                    written.append(exported_file(path, table.name, suffix, rows.count))
            dictionary = folder / DICTIONARY
            _whole(dictionary, _to_text(_write_dictionary))
            written.append(exported_file(dictionary, "", "csv", sum(1 for _ in schema.notes())))
            _whole(folder / MANIFEST, _to_text(partial(write_manifest, reader=reader, files=written)))
        except OSError as error:
            raise UsageError(
                say(f"不能写到文件夹 {folder}：{error}", f"The folder {folder} cannot be written: {error}"),
                say("请换一个可以写的文件夹。", "Choose a folder that can be written."),
            ) from error
    return (*(folder / one.name for one in written), folder / MANIFEST)


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
        file.write(_SURROGATE.sub(_escaped, json.dumps(record, ensure_ascii=False)) + "\n")


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
            writer.writerow((table.name, column.name, column.kind, guarded(column.note)))


class Writer(Protocol):
    """Writes rows of a table to a new file."""

    def __call__(self, path: Path, /, table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
        """Write them all."""


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.count = 0
        self._rows = rows

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            self.count += 1
            yield row


def _to_text(write: Callable[[IO[str]], None]) -> Callable[[Path], None]:
    def to_path(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            write(file)

    return to_path


def _jsonl(path: Path, table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
    _to_text(partial(write_jsonl, table=table, rows=rows))(path)


def _csv(path: Path, table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
    _to_text(partial(write_csv, table=table, rows=rows))(path)


_WRITERS: dict[str, Writer] = {"jsonl": _jsonl, "csv": _csv, "parquet": write_parquet}
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


def _escaped(match: re.Match[str]) -> str:
    """A lone surrogate, which UTF-8 cannot hold, as JSON escapes it."""
    return f"\\u{ord(match.group()):04x}"


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and put it there when it is complete."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(temporary)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
