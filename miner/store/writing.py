"""Writing ``miner.db``: a document at a time, each in one transaction; then what the whole corpus tells.

A transaction replaces all rows of its document, so that an interrupted run leaves whole documents only. Rows of
``judgements`` are never written here: no run touches them.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from miner.model import (
    Cluster,
    CorpusTold,
    Explanation,
    Measure,
    Mined,
    NamedCause,
    Problem,
    TemplateUse,
    record_id,
)
from miner.store import schema
from miner.store.connection import PATIENCE, Closing, open_for_writing, plain_errors
from miner.store.encoding import json_text, storable
from miner.store.indexing import forget_document, index_document
from miner.store.reading import Reader
from miner.store.records import Row, document_row, error_rows, failure_row, rows_of

_KEPT = frozenset({"documents", "files", "processed"})
_OF_DOCUMENT = tuple(table.name for table in schema.TABLES if "doc_id" in table.names and table.name not in _KEPT)
"""The tables whose rows a re-run replaces; what hangs on them goes with them."""


def failed_id(sha256: str, path: str) -> str:
    """The id of a document that could not be read: by its bytes, or by its path where not even these could be had."""
    return (sha256 or hashlib.sha256(f"path:{path}".encode("utf-8", "surrogatepass")).hexdigest())[:16]


class Store(Closing):
    """A database open for writing. A context manager; also usable from another thread than the one that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Self:
        """Open or make the database.

        Args:
            path: the file, by convention ``OUT/miner.db``.
            patience: seconds to wait for another writer.

        Raises:
            StoreError: it is locked, damaged, not ours, of a newer miner, or cannot be written.
        """
        return cls(path, open_for_writing(path, patience))

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that the one file is the whole database, and close."""
        with plain_errors(self.path):
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self._connection.close()

    def reader(self) -> Reader:
        """The queries, over this connection."""
        return Reader(self.path, self._connection)

    # ------------------------------------------------------------------------------------------------------- documents

    def save(
        self,
        mined: Mined,
        source: str,
        *,
        form: str | None = None,
        explanations: Sequence[Explanation] = (),
        measures: Sequence[Measure] = (),
    ) -> str:
        """Write a document in place of what was stored of it.

        Args:
            mined: all that was mined from it.
            source: the file as the user named it.
            form: ``pdf``, ``txt``, ``md``, ``docx`` or ``html``; the suffix of ``source`` where it is not given.
            explanations: its reasons with their templates.
            measures: what it tells alone.

        Returns:
            Its id.

        Raises:
            StoreError: the database cannot be used.
            sqlite3.IntegrityError: the records contradict each other (a link to a cell that is not there); nothing is
                written.
        """
        form = form or Path(source).suffix.lower().lstrip(".")
        doc_id = mined.disclosure.doc_id
        with self._transaction():
            self._put_document(document_row(mined, source, form))
            for table, rows in rows_of(mined, form, explanations, measures):
                self._insert(table, rows)
            texts = {record_id(doc_id, "s", section.ordinal): section.text for section in mined.disclosure.sections}
            index_document(self._connection, doc_id, texts)
        return doc_id

    def save_failure(
        self, source: str, sha256: str, problems: Sequence[Problem], *, path: str = "", seconds: float = 0.0
    ) -> str:
        """Write that a file could not be read, in place of what was stored of it.

        Args:
            source: the file as the user named it.
            sha256: of its bytes; empty where they could not be had.
            problems: why.
            path: its absolute path, which stands for the bytes where these could not be had.
            seconds: what the attempt took.

        Returns:
            The id of the document.

        Raises:
            StoreError: the database cannot be used.
        """
        doc_id = failed_id(sha256, path or source)
        with self._transaction():
            self._put_document(failure_row(doc_id, source, sha256, seconds))
            self._insert("document_details", [(doc_id, "", "unknown", "[]")])
            self._insert("errors", error_rows(doc_id, problems))
        return doc_id

    def note_file(self, path: str, doc_id: str, run_id: int) -> None:
        """Record that a file holds a document. If it held another before, which no other file holds, that one goes.

        What a file held before is no longer published there; counting both would count its explanations twice.
        """
        with self._transaction():
            before = self._connection.execute("SELECT doc_id FROM files WHERE path = ?", storable([path])).fetchone()
            self._insert("files", [(path, doc_id, run_id)], "OR REPLACE")
            if before is not None and before[0] != doc_id:
                self._connection.execute(
                    "DELETE FROM documents WHERE doc_id = ? AND doc_id NOT IN (SELECT doc_id FROM files)", before
                )

    def note_source(self, doc_id: str, source: str) -> None:
        """Name the file in which the document was seen last."""
        with self._transaction():
            self._connection.execute("UPDATE documents SET source = ? WHERE doc_id = ?", storable([source, doc_id]))

    def note_processed(self, doc_id: str, fingerprint: str, run_id: int, limits: str | None = None) -> None:
        """Record by what the document was mined; ``limits`` where they are what stopped it."""
        with self._transaction():
            self._insert("processed", [(doc_id, fingerprint, limits, run_id)], "OR REPLACE")

    # ---------------------------------------------------------------------------------------------------------- corpus

    def save_corpus(self, told: CorpusTold) -> None:
        """Write what all documents tell together, in place of what was stored of it.

        Args:
            told: clusters over the explanations of the store, and what goes with them.

        Raises:
            StoreError: the database cannot be used.
        """
        with self._transaction():
            execute, many = self._connection.execute, self._connection.executemany
            execute("UPDATE explanations SET cluster_id = NULL, cause = ''")
            execute("DELETE FROM clusters")
            execute("DELETE FROM causes")
            for table in ("profiles", "measure_records"):
                execute(
                    f"DELETE FROM {table} WHERE (doc_id, measure) IN"
                    " (SELECT doc_id, measure FROM profile_notes WHERE scope = 'corpus')"
                )
            execute("DELETE FROM profile_notes WHERE scope = 'corpus'")
            self._insert("causes", told.titles.items())
            self._insert("clusters", map(_cluster_row, told.clusters))
            many(
                "UPDATE explanations SET cluster_id = ?, cause = ? WHERE explanation_id = ?",
                ((c.cluster_id, told.cause_of(member), member) for c in told.clusters for member in c.members),
            )
            many(
                "UPDATE explanation_details SET similarity = ?, others = ?, years = ?, surprisal = ?, causes = ?, marks = ?"
                " WHERE explanation_id = ?",
                (
                    (similarity, *_use(told.uses.get(member)), _causes_text(told.causes.get(member, ())),
                     json_text(told.marks.get(member, ())), member)
                    for c in told.clusters
                    for member, similarity in zip(c.members, c.similarities, strict=True)
                ),
            )  # fmt: skip
            if told.anew:
                execute("DELETE FROM cluster_heads")
                execute("DELETE FROM cluster_aliases")
                self._insert("cluster_aliases", told.aliases.items())
            founded = execute("SELECT coalesce(max(ordinal) + 1, 0) FROM cluster_heads").fetchone()[0]
            self._insert(
                "cluster_heads",
                (
                    (c.cluster_id, founded + at, c.template, c.family_id, told.version)
                    for at, c in enumerate(told.clusters)
                ),
                "OR IGNORE",
            )
            kept = list(told.measures)
            self._insert("profiles", ((m.doc_id, m.measure, m.value) for m in kept))
            self._insert("profile_notes", ((m.doc_id, m.measure, "corpus", m.note) for m in kept))
            self._insert(
                "measure_records", ((m.doc_id, m.measure, one) for m in kept for one in sorted(set(m.counted)))
            )

    # --------------------------------------------------------------------------------------------------------- journal

    def begin_run(self, version: str, settings: Mapping[str, object], inputs: Sequence[str]) -> int:
        """Open the journal's row of a run and give its number."""
        with self._transaction():
            row = (_now(), version, json_text(dict(settings)), json_text(list(inputs)))
            cursor = self._connection.execute(
                "INSERT INTO runs (started_at, version, settings, inputs, summary) VALUES (?, ?, ?, ?, '{}')",
                storable(row),
            )
            return int(cursor.lastrowid or 0)

    def end_run(self, run_id: int, summary: Mapping[str, object]) -> None:
        """Close the journal's row of a run with its counts."""
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET finished_at = ?, summary = ? WHERE run_id = ?",
                storable([_now(), json_text(dict(summary)), run_id]),
            )

    # ---------------------------------------------------------------------------------------------------------- inside

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with plain_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _put_document(self, row: Row) -> None:
        doc_id = str(row[0])
        forget_document(self._connection, doc_id)
        for table in _OF_DOCUMENT:
            self._connection.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))
        names = schema.BY_NAME["documents"].names
        updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        self._connection.execute(
            f"INSERT INTO documents VALUES ({', '.join('?' * len(names))})"
            f" ON CONFLICT (doc_id) DO UPDATE SET {updates}",
            storable(row),
        )

    def _insert(self, table: str, rows: Iterable[Row], conflict: str = "") -> None:
        marks = ", ".join("?" * len(schema.BY_NAME[table].columns))
        self._connection.executemany(f"INSERT {conflict} INTO {table} VALUES ({marks})", map(storable, rows))


def _use(use: TemplateUse | None) -> Row:
    return (None, None, None) if use is None else (use.departments, use.years, use.surprisal)


def _causes_text(causes: Iterable[NamedCause]) -> str:
    return json_text([{"cause": one.cause, "probability": one.probability} for one in causes])


def _cluster_row(cluster: Cluster) -> Row:
    return (
        cluster.cluster_id,
        cluster.template,
        cluster.label,
        cluster.cause,
        cluster.size,
        cluster.departments,
        cluster.documents,
        cluster.first_year,
        cluster.last_year,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
