"""Reading ``miner.db``: typed queries for the report, the command line, exports and the comparison."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from miner.bilingual import say
from miner.errors import UsageError
from miner.model import Direction, Explanation
from miner.store import stored
from miner.store.connection import PATIENCE, open_for_reading, plain_errors
from miner.store.encoding import bbox_value, decimal_value

T = TypeVar("T")

_DECODERS: dict[str, Callable[[Any], Any]] = {
    "bbox": bbox_value,
    "computed": decimal_value,
    "left_value": decimal_value,
    "right_value": decimal_value,
    "difference": decimal_value,
    "tolerance": decimal_value,
    "spending": decimal_value,
    "health": json.loads,
    "columns": json.loads,
    "evidence": json.loads,
    "causes": json.loads,
    "marks": json.loads,
    "settings": json.loads,
    "inputs": json.loads,
    "summary": json.loads,
    "empty": bool,
    "declared_empty": bool,
}
_WITH_DECIMAL_VALUE = (stored.StoredCell, stored.StoredFigure)
"""The classes whose ``value`` is a decimal string in the database; elsewhere it is text or a float."""

_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000), "千元": Decimal(1000)}

_BUDGETED, _SPENT = ("年初预算", "全年预算", "调整预算", "支出预算"), ("支出决算", "决算")

_DOCUMENT = "SELECT d.*, coalesce(x.format, '') AS format, coalesce(x.scope, 'unknown') AS scope"
_DOCUMENT += " FROM documents d LEFT JOIN document_details x USING (doc_id)"


class Reader:
    """Queries over an open database. A context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
            ("doc_id IN (SELECT doc_id FROM files WHERE path LIKE ? ESCAPE '\\')", "%/" + _like(key)),
            ("doc_id LIKE ? ESCAPE '\\'", _like(key) + "%"),
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

    def files(self, doc_id: str) -> list[str]:
        """The absolute paths of all files that hold the document."""
        rows = self._rows("SELECT path FROM files WHERE doc_id = ? ORDER BY path", doc_id)
        return [str(row["path"]) for row in rows]

    def errors(self, doc_id: str | None = None) -> list[stored.StoredError]:
        """What could not be done, for one document or for all."""
        query = "SELECT doc_id, component, page, message FROM errors"
        return self._all(stored.StoredError, *_perhaps_of(query, "doc_id", doc_id, "rowid"))

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
        return self._all(stored.StoredFinding, *_perhaps_of("SELECT * FROM findings", "doc_id", doc_id, order))

    def measures(self, doc_id: str | None = None) -> list[stored.StoredMeasure]:
        """The measures of one document or of all."""
        query = (
            "SELECT p.*, coalesce(x.scope, 'document') AS scope, coalesce(x.note, '') AS note"
            " FROM profiles p LEFT JOIN profile_notes x USING (doc_id, measure)"
        )
        return self._all(stored.StoredMeasure, *_perhaps_of(query, "p.doc_id", doc_id, "p.rowid"))

    # ---------------------------------------------------------------------------------------------------------- corpus

    def clusters(self, least: int = 1) -> list[stored.StoredCluster]:
        """The clusters with at least so many members, those of most departments first."""
        return self._all(
            stored.StoredCluster,
            "SELECT * FROM clusters WHERE size >= ? ORDER BY departments DESC, size DESC, template",
            least,
        )

    def explanations(self, doc_id: str | None = None, cluster_id: str | None = None) -> list[stored.StoredExplanation]:
        """Explanations with what their narrative and document say: of a document, of a cluster, or all."""
        query = (
            "SELECT e.*, n.subject, n.direction, coalesce(y.basis, '') AS basis, d.department, d.fiscal_year, d.source,"
            " x.section_id, x.char_start, x.char_end, x.page, x.bbox, x.similarity,"
            " coalesce(x.causes, '[]') AS causes, coalesce(x.marks, '[]') AS marks"
            " FROM explanations e JOIN narratives n USING (narrative_id) JOIN documents d ON d.doc_id = e.doc_id"
            " LEFT JOIN narrative_details y USING (narrative_id) LEFT JOIN explanation_details x USING (explanation_id)"
        )
        order = "d.department, d.fiscal_year, e.doc_id, e.rowid"
        if cluster_id is not None:
            return self._all(stored.StoredExplanation, *_perhaps_of(query, "e.cluster_id", cluster_id, order))
        return self._all(stored.StoredExplanation, *_perhaps_of(query, "e.doc_id", doc_id, order))

    def causes(self) -> dict[str, str]:
        """The titles of the causes by their names."""
        return {str(row["cause"]): str(row["title"]) for row in self._rows("SELECT cause, title FROM causes")}

    def explanation_records(self) -> tuple[Explanation, ...]:
        """All explanations as the stages know them: what clustering starts from, earlier runs included."""
        return tuple(
            Explanation(
                e.explanation_id,
                e.narrative_id,
                e.doc_id,
                e.department,
                e.fiscal_year,
                e.text,
                e.template,
                Direction(e.direction),
                e.subject,
                e.basis,
                char_start=e.char_start,
                char_end=e.char_end,
            )
            for e in self.explanations()
        )

    def heads(self) -> list[stored.StoredHead]:
        """Every cluster that was ever founded, in the order of founding."""
        return self._all(stored.StoredHead, "SELECT * FROM cluster_heads ORDER BY ordinal, cluster_id")

    def families(self) -> dict[str, str]:
        """The family of each cluster, by the cluster's id."""
        return {head.cluster_id: head.family_id for head in self.heads()}

    def aliases(self) -> dict[str, str]:
        """Earlier ids of clusters, and what they are now."""
        rows = self._rows("SELECT alias, cluster_id FROM cluster_aliases")
        return {str(row["alias"]): str(row["cluster_id"]) for row in rows}

    def cluster(self, key: str) -> stored.StoredCluster:
        """The one cluster that a person means.

        Args:
            key: its id, the beginning of its id, or an id that it had in an earlier grouping.

        Raises:
            UsageError: no cluster or several fit.
        """
        key = self.aliases().get(key, key)
        found = self._all(
            stored.StoredCluster,
            "SELECT * FROM clusters WHERE cluster_id LIKE ? ESCAPE '\\' ORDER BY cluster_id",
            _like(key) + "%",
        )
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(cluster.cluster_id for cluster in found[:8])
            raise UsageError(
                say(f"“{key}” 对应 {len(found)} 个说法组", f"“{key}” fits {len(found)} clusters"),
                say(f"请写全编号：{ids}", f"Give the whole id: {ids}"),
            )
        raise UsageError(
            say(f"没有编号为 “{key}” 的说法组", f"There is no cluster “{key}”"),
            say("用 miner clusters 列出各组及编号。", "miner clusters lists them with their ids."),
        )

    def clusters_of(self, explanation_ids: Iterable[str]) -> dict[str, str]:
        """The cluster of each of some explanations that has one."""
        wanted = set(explanation_ids)
        rows = self._rows("SELECT explanation_id, cluster_id FROM explanations WHERE cluster_id IS NOT NULL")
        return {row["explanation_id"]: row["cluster_id"] for row in rows if row["explanation_id"] in wanted}

    def measure_records(self, doc_id: str, measure: str) -> list[str]:
        """The ids of the records that were counted for a measure of a document."""
        query = "SELECT record_id FROM measure_records WHERE doc_id = ? AND measure = ? ORDER BY record_id"
        return [str(row["record_id"]) for row in self._rows(query, doc_id, measure)]

    def stated_differences(self) -> dict[str, Decimal]:
        """The difference that each variance states, in 元 and without its sign, by narrative.

        Where it states none, but both what was budgeted and what was spent, the difference of the two; else nothing.
        """
        rows = self._rows(
            "SELECT f.narrative_id, f.value, f.unit, f.kind, f.measure FROM figures f JOIN narratives n USING (narrative_id)"
            " WHERE f.kind IN ('delta', 'amount') AND n.kind = 'variance' AND f.value IS NOT NULL ORDER BY f.rowid"
        )
        stated: dict[str, Decimal] = {}
        sides: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in rows:
            factor = _YUAN.get(row["unit"])
            if factor is None:
                continue
            value = Decimal(row["value"]) * factor
            if row["kind"] == "delta":
                stated.setdefault(row["narrative_id"], abs(value))
            elif row["measure"] in _BUDGETED:
                sides[row["narrative_id"]].setdefault("budgeted", value)
            elif row["measure"] in _SPENT:
                sides[row["narrative_id"]].setdefault("spent", value)
        for narrative, found in sides.items():
            if len(found) == 2:
                stated.setdefault(narrative, abs(found["spent"] - found["budgeted"]))
        return stated

    def contradicting(self) -> set[str]:
        """The explanations that a finding shows to speak for the other direction (rule ``REASON-AGAINST``)."""
        found = self._all(stored.StoredFinding, "SELECT * FROM findings WHERE rule = 'REASON-AGAINST' ORDER BY rowid")
        ids: set[str] = set()
        query = (
            "SELECT explanation_id FROM explanation_details WHERE section_id = ? AND char_start < ? AND char_end > ?"
        )
        for item in (item for finding in found for item in finding.evidence if item.get("role") == "reason"):
            spans = (item["section_id"], item["char_end"], item["char_start"])
            if None not in spans:
                ids.update(str(row["explanation_id"]) for row in self._rows(query, *spans))
        return ids

    def narrative_texts(self) -> Iterator[tuple[str, str]]:
        """The prose that was mined, document by document: document, text."""
        with plain_errors(self.path):
            yield from self._connection.execute("SELECT doc_id, text FROM narratives ORDER BY doc_id, rowid")

    # --------------------------------------------------------------------------------------------------------- journal

    def processed(self) -> dict[str, stored.Processed]:
        """By what each document was mined, by document id."""
        query = "SELECT p.doc_id, p.fingerprint, p.limits, d.outcome FROM processed p JOIN documents d USING (doc_id)"
        return {row.doc_id: row for row in self._all(stored.Processed, query)}

    def runs(self) -> list[stored.StoredRun]:
        """The journal, the last run first."""
        return self._all(stored.StoredRun, "SELECT * FROM runs ORDER BY run_id DESC")

    def raw_rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """The rows of a table as they are stored, in order of insertion. The name comes from the schema."""
        with plain_errors(self.path):
            yield from self._connection.execute(f"SELECT * FROM {table} ORDER BY rowid")

    # ---------------------------------------------------------------------------------------------------------- inside

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            try:
                return cursor.execute(query, values).fetchall()
            finally:
                cursor.close()

    def _all(self, kind: type[T], query: str, *values: object) -> list[T]:
        with plain_errors(self.path):
            cursor = self._connection.cursor()
            try:
                cursor.execute(query, values)
                names = [item[0] for item in cursor.description]
                make = _maker(kind, names)
                return [make(row) for row in cursor]
            finally:
                cursor.close()


def _maker(kind: type[T], names: Sequence[str]) -> Callable[[Sequence[Any]], T]:
    """A function that makes a record of a row: its fields are found among the columns, and decoded."""
    fields: Sequence[str] = getattr(kind, "__slots__", ())
    places = [names.index(name) for name in fields]
    decoders = [_DECODERS.get(name) for name in fields]
    if kind in _WITH_DECIMAL_VALUE:
        decoders[fields.index("value")] = decimal_value

    def make(row: Sequence[Any]) -> T:
        values = [row[place] for place in places]
        return kind(*(decode(value) if decode else value for decode, value in zip(decoders, values, strict=True)))

    return make


def _perhaps_of(query: str, column: str, value: str | None, order: str) -> tuple[str, *tuple[str, ...]]:
    if value is None:
        return (f"{query} ORDER BY {order}",)
    return (f"{query} WHERE {column} = ? ORDER BY {order}", value)


def _like(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
