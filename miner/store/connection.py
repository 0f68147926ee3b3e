"""Opening ``miner.db``: for writing (made if absent) or for reading, and what sqlite's complaints mean to a person."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from miner.bilingual import say
from miner.errors import StoreError
from miner.store import schema
from miner.store.indexing import index_document

PATIENCE = 15.0
"""Seconds to wait for another writer; a document is written in well under one."""


class Closing(ABC):
    """What is closed at the end of a ``with`` block."""

    @abstractmethod
    def close(self) -> None:
        """Close it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what sqlite raises into a `StoreError` that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error


def open_for_writing(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the database, making it and its folder where they are absent.

    Raises:
        StoreError: it is locked, damaged, another program's, of a newer miner, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say(f"不能建立文件夹 {path.parent}：{error}", f"The folder {path.parent} cannot be made: {error}"),
            say("请换一个可以写的输出文件夹。", "Choose an output folder that can be written."),
        ) from error
    with plain_errors(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            if _is_new(connection):
                _create(connection)
            else:
                _require_ours(connection, path)
                if _pragma(connection, "user_version") < schema.VERSION:
                    _migrate(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open an existing database; nothing can be written through the connection.

    Raises:
        StoreError: it is absent, damaged, another program's or of another version.
    """
    if not path.is_file():
        raise missing(path)
    with plain_errors(path):
        connection = _connect_readonly(path, patience)
        try:
            _require_ours(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def missing(path: Path) -> StoreError:
    """There is no database where one is wanted."""
    return StoreError(
        say(f"找不到数据库 {path}", f"There is no database {path}"),
        say("请先运行 miner run，或检查输出文件夹。", "Run miner run first, or check the output folder."),
    )


def _connect_readonly(path: Path, patience: float) -> sqlite3.Connection:
    """Connect in the first way that the place allows.

    Whoever closes a database in WAL mode last tidies its log away, if he may write; so reading, too, connects for
    writing and then forgoes it. A read-only medium has no place for shared memory, and nobody can be writing there.
    """
    for mode in ("mode=rw", "mode=ro"):
        try:
            return _connect_query_only(path, mode, patience)
        except sqlite3.OperationalError as error:
            if not any(words in str(error) for words in ("unable to open", "readonly")):
                raise
    return _connect_query_only(path, "mode=ro&immutable=1", patience)


def _connect_query_only(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_new(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables and not _pragma(connection, "user_version")


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _is_new(connection):  # another process may have made it while we waited
            for statement in schema.statements():
                connection.execute(statement)
            connection.executemany("INSERT INTO schema_notes VALUES (?, ?, ?)", schema.notes())
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a database of an older miner up to date: so far versions have only added tables.

    Their rows come with the documents that are read again; the index of the search is filled with what is there.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in schema.EVERY:
            if table.name not in there:
                for statement in table.ddl():
                    connection.execute(statement)
        if not there.issuperset(table.name for table in schema.SEARCH):
            for (doc_id,) in connection.execute("SELECT doc_id FROM documents ORDER BY rowid").fetchall():
                index_document(connection, doc_id)
        connection.execute("DELETE FROM schema_notes")
        connection.executemany("INSERT INTO schema_notes VALUES (?, ?, ?)", schema.notes())
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != schema.APPLICATION_ID:
        raise StoreError(
            say(f"{path} 不是本程序的数据库", f"{path} is not a database of the miner"),
            say("请换一个输出文件夹，或把这个文件移走。", "Choose another output folder, or move this file away."),
        )
    version = _pragma(connection, "user_version")
    if version > schema.VERSION:
        raise StoreError(
            say(
                f"{path} 由更新版本的 miner 建立（表结构 {version}，本版本认识 {schema.VERSION}）",
                f"{path} was made by a newer miner (tables {version}, this version knows {schema.VERSION})",
            ),
            say("请升级 miner，或换一个输出文件夹。", "Upgrade the miner, or choose another output folder."),
        )


def _operational(path: Path, error: sqlite3.OperationalError) -> StoreError:
    words = str(error).lower()
    if "locked" in words or "busy" in words:
        return StoreError(
            say(f"数据库 {path} 正被别的程序占用", f"The database {path} is in use by another program"),
            say(
                "请等另一个 miner 结束，或关闭打开它的程序，然后重试；已写入的文件不会重读。",
                "Wait for the other miner, or close what holds it, and try again; nothing written is read twice.",
            ),
        )
    if "full" in words:
        return StoreError(
            say(f"磁盘已满，不能写 {path}", f"The disk is full: {path} cannot be written"),
            say("请腾出空间后重试；已写入的文件不会重读。", "Make room and try again; nothing written is read twice."),
        )
    if "readonly" in words or "unable to open" in words or "disk i/o" in words:
        return StoreError(
            say(f"不能打开或写入数据库 {path}：{error}", f"The database {path} cannot be opened or written: {error}"),
            say(
                "请检查路径和写权限，或换一个输出文件夹。",
                "Check the path and its permissions, or choose another folder.",
            ),
        )
    if "no such table" in words or "no such column" in words:
        return StoreError(
            say(f"{path} 由较早版本的 miner 建立：{error}", f"{path} was made by an older miner: {error}"),
            say("请再运行一次 miner run -o，它会补上缺的表。", "Run miner run -o again, which adds what is missing."),
        )
    return _damaged(path, error)


def bring_up_to_date(path: Path) -> None:
    """Add what a database of an older miner lacks; one that lacks nothing is only read.

    Raises:
        StoreError: it is absent, damaged, not ours, of a newer miner, or older and cannot be written.
    """
    connection = open_for_reading(path)
    version = _pragma(connection, "user_version")
    connection.close()
    if version < schema.VERSION:
        open_for_writing(path).close()


def _damaged(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(
        say(f"数据库 {path} 已损坏或不是数据库：{error}", f"The database {path} is damaged or no database: {error}"),
        say(
            "请把它移走后重新运行 miner run；人工判断可先用 sqlite3 的 .recover 取出。",
            "Move it away and run miner run again; judgements can be saved first with .recover of sqlite3.",
        ),
    )
