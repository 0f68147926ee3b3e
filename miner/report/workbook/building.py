"""Building the workbook from a store, whole or not at all."""

from __future__ import annotations

import contextvars
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from miner.bilingual import Language, current_language, say, set_language
from miner.errors import UsageError
from miner.report.workbook.book import MOST_ROWS, Book
from miner.report.workbook.clusters import add_clusters
from miner.report.workbook.cover import Cover
from miner.report.workbook.dictionary import add_dictionary
from miner.report.workbook.documents import add_documents, add_profiles
from miner.report.workbook.figures import add_figures
from miner.report.workbook.findings import add_findings
from miner.report.workbook.judgements import add_judgements
from miner.report.workbook.papers import Papers
from miner.report.workbook.places import Addresses
from miner.store import Reader

DATABASE = "miner.db"
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a workbook of a store without runs."""


def workbook_name() -> str:
    """What the workbook is called where no name is given."""
    return say("底稿.xlsx", "working-paper.xlsx")


def write_workbook(
    out: Path, path: Path | None = None, language: Language | None = None, most_rows: int = MOST_ROWS
) -> Path:
    """Write the audit working paper (审计工作底稿) of ``out/miner.db``.

    The same database gives the same bytes, whenever it is written. A run may go on writing meanwhile; the workbook shows
    one state.

    Args:
        out: the folder of the database.
        path: of the workbook; a file of this name is replaced. In ``out`` by default.
        language: of the workbook; the one in force where it is not given. What the database quotes stays as it is.
        most_rows: of a sheet.

    Returns:
        The workbook.

    Raises:
        StoreError: the database cannot be read.
        UsageError: the workbook cannot be written there.
    """
    return contextvars.copy_context().run(_write, out, path, language or current_language(), most_rows)


def _write(out: Path, path: Path | None, language: Language, most_rows: int) -> Path:
    set_language(language)
    place = path or out / workbook_name()
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    with Reader.open(out / DATABASE) as reader, reader.snapshot():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _build(reader, Addresses(reader, out, place), temporary, most_rows)
            temporary.replace(place)
        except OSError as error:
            raise UsageError(
                say(f"不能写入 {place}：{error}", f"{place} cannot be written: {error}"),
                say(
                    "请检查写权限和磁盘空间；如果正用别的程序打开着这个文件，请先关闭。",
                    "Check permissions and free space; close the file if another program has it open.",
                ),
            ) from error
        finally:
            with suppress(OSError):
                temporary.unlink()
    return place


def _build(reader: Reader, addresses: Addresses, path: Path, most_rows: int) -> None:
    papers = Papers.read(reader, addresses)
    with tempfile.TemporaryDirectory() as scratch:
        book = Book(path, _created(reader), Path(scratch), most_rows)
        try:
            cover = Cover(book)
            add_findings(book, papers)
            add_clusters(book, papers)
            add_figures(book, papers)
            add_profiles(book, papers)
            add_documents(book, papers)
            add_judgements(book, papers)
            add_dictionary(book)
            book.add_long_texts()
            cover.write(papers, book.written)
            book.close()
        finally:
            book.discard()


def _created(reader: Reader) -> datetime:
    """When the last run ended, or began."""
    for run in reader.runs():
        for moment in (run.finished_at, run.started_at):
            with suppress(TypeError, ValueError):
                return datetime.fromisoformat(str(moment)).astimezone(UTC).replace(tzinfo=None)
    return _UNDATED.replace(tzinfo=None)
