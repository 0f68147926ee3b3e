"""Reading ``miner.db``: typed queries for the report, the command line, exports and the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from miner.bilingual import say
from miner.errors import UsageError
from miner.model import PageSize
from miner.store import schema, stored
from miner.store.connection import PATIENCE, Closing, open_for_reading, plain_errors
from miner.store.queries import JUDGEMENTS, like, perhaps_of
from miner.store.recurring import CorpusQueries
from miner.store.searching import SearchQueries
from miner.store.sides import SideQueries

_DOCUMENT = "SELECT d.*, coalesce(x.format, '') AS format, coalesce(x.scope, 'unknown') AS scope"
_DOCUMENT += " FROM documents d LEFT JOIN document_details x USING (doc_id)"


class Reader(Closing, CorpusQueries, SearchQueries, SideQueries):
    """Queries over an open database. A context manager."""

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Self:
        """Open an existing database; nothing can be written through it, and it may be read while a run writes.

        Raises:
            StoreError: it is absent, damaged, not ours or of a newer miner.
        """
        return cls(path, open_for_reading(path, patience))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    # ------------------------------------------------------------------------------------------------------- documents

    def documents(self) -> list[stored.StoredDocument]:
        """All documents by region, department, year and source."""
        order = " ORDER BY region, department, fiscal_year, kind, source, doc_id"
        return self._all(stored.StoredDocument, _DOCUMENT + order)

    def document(self, key: str) -> stored.StoredDocument:
        """The one document that a person means.

        Args:
            key: its id, the beginning of its id, its source, or the name of its file.

        Raises:
            UsageError: no document or several fit.
        """
        for condition, value in (
            ("doc_id = ?", key),
            ("source = ?", key),
            ("doc_id IN (SELECT doc_id FROM files WHERE path = ?)", str(Path(key).absolute())),
            ("doc_id IN (SELECT doc_id FROM files WHERE path LIKE ? ESCAPE '\\')", "%/" + like(key)),
            ("doc_id LIKE ? ESCAPE '\\'", like(key) + "%"),
        ):
            found = self._all(stored.StoredDocument, f"{_DOCUMENT} WHERE d.{condition} ORDER BY doc_id", value)
            if len(found) == 1:
                return found[0]
            if found:
                ids = ", ".join(document.doc_id for document in found[:8])
                raise UsageError(
                    say(f"“{key}” 对应 {len(found)} 个文件", f"“{key}” fits {len(found)} documents"),
                    say(f"请用编号指明其中一个：{ids}", f"Name one by its id: {ids}"),
                )
        raise UsageError(
            say(f"数据库中没有 “{key}”", f"“{key}” is not in the database"),
            say("请给出文件名或文件编号（documents.doc_id）。", "Give a file name or an id (documents.doc_id)."),
        )

    def evidence(self, doc_id: str) -> list[stored.StoredEvidence]:
        """The evidence of a document's identity."""
        columns = "field, value, origin, quote, page, bbox"
        return self._all(
            stored.StoredEvidence, f"SELECT {columns} FROM identity_evidence WHERE doc_id = ? ORDER BY rowid", doc_id
        )

    def page_sizes(self, doc_id: str) -> dict[int, PageSize]:
        """The pages of a PDF by their numbers; empty for text inputs, and for what an older miner has read."""
        rows = self._rows("SELECT page, width, height, turned, skew FROM pages WHERE doc_id = ? ORDER BY page", doc_id)
        return {row["page"]: PageSize(row["width"], row["height"], row["turned"], row["skew"]) for row in rows}

    def files(self, doc_id: str) -> list[str]:
        """The absolute paths of all files that hold the document."""
        rows = self._rows("SELECT path FROM files WHERE doc_id = ? ORDER BY path", doc_id)
        return [str(row["path"]) for row in rows]

    def errors(self, doc_id: str | None = None) -> list[stored.StoredError]:
        """What could not be done, for one document or for all."""
        query = "SELECT doc_id, component, page, message FROM errors"
        return self._all(stored.StoredError, *perhaps_of(query, "doc_id", doc_id, "rowid"))

    def counts(self, table: str, column: str) -> dict[str, int]:
        """How many rows of a table each document has, or each value of another column. Names come from the program."""
        rows = self._rows(f"SELECT {column} AS name, count(*) AS n FROM {table} GROUP BY {column}")
        return {str(row["name"]): int(row["n"]) for row in rows}

    def finding_counts(self) -> list[tuple[str, str, str, int]]:
        """How many findings each document has by rule and severity: document, rule, severity, count."""
        query = "SELECT doc_id, rule, severity, count(*) AS n FROM findings GROUP BY doc_id, rule, severity"
        return [(row["doc_id"], row["rule"], row["severity"], int(row["n"])) for row in self._rows(query)]

    def rule_statements(self) -> dict[str, str]:
        """What each rule of the checks says, where it says the same everywhere."""
        query = (
            "SELECT rule, min(statement) AS statement FROM checks GROUP BY rule HAVING min(statement) = max(statement)"
        )
        return {str(row["rule"]): str(row["statement"]) for row in self._rows(query)}

    def verdict_counts(self, verdicts: Sequence[str]) -> dict[str, int]:
        """How many figures of each document have one of some verdicts."""
        marks = ", ".join("?" * len(verdicts))
        query = (
            "SELECT f.doc_id AS doc_id, count(*) AS n FROM links l JOIN figures f USING (figure_id)"
            f" WHERE l.verdict IN ({marks}) GROUP BY f.doc_id"
        )
        return {str(row["doc_id"]): int(row["n"]) for row in self._rows(query, *verdicts)}

    # ------------------------------------------------------------------------------------------ records of one document

    def sections(self, doc_id: str) -> list[stored.StoredSection]:
        """The sections in reading order."""
        return self._all(
            stored.StoredSection,
            "SELECT s.*, coalesce(x.role, 'other') AS role"
            " FROM sections s LEFT JOIN section_details x USING (section_id) WHERE s.doc_id = ? ORDER BY s.ordinal",
            doc_id,
        )

    def tables(self, doc_id: str) -> list[stored.StoredTable]:
        """The tables in the document's order."""
        return self._all(
            stored.StoredTable,
            "SELECT t.*, coalesce(x.columns, '[]') AS columns, coalesce(x.empty, 0) AS empty,"
            " coalesce(x.declared_empty, 0) AS declared_empty"
            " FROM tables t LEFT JOIN table_details x USING (table_id) WHERE t.doc_id = ? ORDER BY t.rowid",
            doc_id,
        )

    def cells(self, doc_id: str) -> list[stored.StoredCell]:
        """The cells of all tables of a document, row by row."""
        return self._all(
            stored.StoredCell,
            "SELECT c.* FROM cells c JOIN tables t USING (table_id) WHERE t.doc_id = ?"
            " ORDER BY t.rowid, c.row_index, c.column_index",
            doc_id,
        )

    def narratives(self, doc_id: str) -> list[stored.StoredNarrative]:
        """What was mined from the prose."""
        return self._all(
            stored.StoredNarrative,
            "SELECT n.*, coalesce(x.basis, '') AS basis, x.reason_start, x.reason_end"
            " FROM narratives n LEFT JOIN narrative_details x USING (narrative_id) WHERE n.doc_id = ? ORDER BY n.rowid",
            doc_id,
        )

    def projects(self, doc_id: str) -> list[stored.StoredProject]:
        """The projects of a document."""
        return self._all(
            stored.StoredProject,
            "SELECT p.* FROM projects p JOIN narratives n USING (narrative_id) WHERE n.doc_id = ? ORDER BY n.rowid",
            doc_id,
        )

    def figures(self, doc_id: str) -> list[stored.StoredFigure]:
        """The stated figures with what backs them."""
        return self._all(
            stored.StoredFigure,
            "SELECT f.*, l.cell_id, coalesce(l.formula, '') AS formula, l.computed,"
            " coalesce(l.verdict, 'not_checked') AS verdict, coalesce(l.score, 0) AS score, coalesce(l.why, '') AS why"
            " FROM figures f LEFT JOIN links l USING (figure_id) WHERE f.doc_id = ? ORDER BY f.rowid",
            doc_id,
        )

    def checks(self, doc_id: str) -> list[stored.StoredCheck]:
        """The identities and content rules that were applied."""
        return self._all(stored.StoredCheck, "SELECT * FROM checks WHERE doc_id = ? ORDER BY rowid", doc_id)

    def findings(self, doc_id: str | None = None) -> list[stored.StoredFinding]:
        """What an auditor reads, of one document or of all, the gravest first."""
        order = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, rowid"
        return self._all(stored.StoredFinding, *perhaps_of("SELECT * FROM findings", "doc_id", doc_id, order))

    def measures(self, doc_id: str | None = None) -> list[stored.StoredMeasure]:
        """The measures of one document or of all."""
        query = (
            "SELECT p.*, coalesce(x.scope, 'document') AS scope, coalesce(x.note, '') AS note"
            " FROM profiles p LEFT JOIN profile_notes x USING (doc_id, measure)"
        )
        return self._all(stored.StoredMeasure, *perhaps_of(query, "p.doc_id", doc_id, "p.rowid"))

    # ---------------------------------------------------------------------------------------------------------- review

    def judgements(self, *, standing: bool = False) -> list[stored.StoredJudgement]:
        """What reviewers decided, in the order in which it came in; ``standing``: without what was withdrawn."""
        where = " WHERE withdrawn_at IS NULL" if standing else ""
        return self._all(stored.StoredJudgement, f"{JUDGEMENTS}{where} ORDER BY rowid")

    # --------------------------------------------------------------------------------------------------------- journal

    def processed(self) -> dict[str, stored.Processed]:
        """By what each document was mined, by document id."""
        query = "SELECT p.doc_id, p.fingerprint, p.limits, d.outcome FROM processed p JOIN documents d USING (doc_id)"
        return {row.doc_id: row for row in self._all(stored.Processed, query)}

    def runs(self) -> list[stored.StoredRun]:
        """The journal, the last run first."""
        return self._all(stored.StoredRun, "SELECT * FROM runs ORDER BY run_id DESC")

    def raw_rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """The rows of a table as they are stored, in the order of `schema.order`. The name comes from the schema."""
        with plain_errors(self.path):
            yield from self._connection.execute(f"SELECT * FROM {table} ORDER BY {schema.order(table)}")
