"""What is needed of some documents, or of all, to put them side by side: light rows, read in bulk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.model import BBox
from miner.store.queries import Queries
from miner.store.stored import StoredMeasure


@dataclass(frozen=True, slots=True)
class StoredTitle:
    """Of a row of ``documents``, whose it is."""

    doc_id: str
    source: str
    department: str
    region: str
    fiscal_year: int | None
    kind: str | None
    scope: str


@dataclass(frozen=True, slots=True)
class StoredSaid:
    """An explanation with what it is of and where it stands."""

    explanation_id: str
    doc_id: str
    text: str
    template: str
    cause: str
    cluster_id: str | None
    subject: str
    account_code: str
    section_id: str | None
    char_start: int | None
    char_end: int | None
    page: int | None
    narrative_id: str
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class StoredUse:
    """An explanation as far as it is counted."""

    doc_id: str
    template: str
    cluster_id: str | None
    cause: str


@dataclass(frozen=True, slots=True)
class StoredKeyCell:
    """A cell that holds an amount, with the document, the kind and the unit of its table."""

    doc_id: str
    kind: str
    unit: str
    table_id: str
    cell_id: str
    row_index: int
    row_label: str
    column_path: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A section's text."""

    doc_id: str
    section_id: str
    text: str


_AMONG = " IN (SELECT value FROM json_each(?))"


class SideQueries(Queries):
    """Queries over some documents, named by their ids."""

    def titles(self) -> list[StoredTitle]:
        """All documents by region, department, year and source: whose they are."""
        return self._all(
            StoredTitle,
            "SELECT d.doc_id, d.source, d.department, d.region, d.fiscal_year, d.kind, coalesce(x.scope, 'unknown') AS scope"
            " FROM documents d LEFT JOIN document_details x USING (doc_id)"
            " ORDER BY d.region, d.department, d.fiscal_year, d.kind, d.source, d.doc_id",
        )

    def said(self, doc_ids: Iterable[str]) -> list[StoredSaid]:
        """The explanations of some documents, document by document in their order."""
        query = (
            "SELECT e.explanation_id, e.doc_id, e.text, e.template, e.cause, e.cluster_id, n.subject, n.account_code,"
            " x.section_id, x.char_start, x.char_end, x.page, e.narrative_id, x.bbox FROM explanations e JOIN narratives n USING (narrative_id)"
            f" LEFT JOIN explanation_details x USING (explanation_id) WHERE e.doc_id{_AMONG} ORDER BY e.doc_id, e.rowid"
        )
        return self._all(StoredSaid, query, _ids(doc_ids))

    def uses(self) -> list[StoredUse]:
        """All explanations as far as they are counted."""
        return self._all(StoredUse, "SELECT doc_id, template, cluster_id, cause FROM explanations ORDER BY rowid")

    def measure_values(self, doc_ids: Iterable[str]) -> list[tuple[str, str, float | None]]:
        """The measures of some documents without their notes: document, measure, value."""
        rows = self._rows(
            f"SELECT doc_id, measure, value FROM profiles WHERE doc_id{_AMONG} ORDER BY rowid", _ids(doc_ids)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def measures_of_documents(self, doc_ids: Iterable[str]) -> list[StoredMeasure]:
        """The measures of some documents with their notes."""
        query = (
            "SELECT p.*, coalesce(x.scope, 'document') AS scope, coalesce(x.note, '') AS note"
            f" FROM profiles p LEFT JOIN profile_notes x USING (doc_id, measure) WHERE p.doc_id{_AMONG} ORDER BY p.rowid"
        )
        return self._all(StoredMeasure, query, _ids(doc_ids))

    def accounts(self, doc_ids: Iterable[str]) -> list[tuple[str, str, int]]:
        """What the variances of some documents are of: account code, subject, how many."""
        query = (
            f"SELECT account_code, subject, count(*) AS n FROM narratives WHERE kind = 'variance' AND doc_id{_AMONG}"
            " GROUP BY account_code, subject ORDER BY account_code, subject"
        )
        return [(row[0], row[1], row[2]) for row in self._rows(query, _ids(doc_ids))]

    def prose(self, doc_ids: Iterable[str]) -> list[tuple[str, str]]:
        """The mined prose of some documents: document, text."""
        query = f"SELECT doc_id, text FROM narratives WHERE doc_id{_AMONG} ORDER BY doc_id, rowid"
        return [(row[0], row[1]) for row in self._rows(query, _ids(doc_ids))]

    def key_cells(self, doc_ids: Iterable[str], kinds: Sequence[str], whole: Sequence[str]) -> list[StoredKeyCell]:
        """Cells of some kinds of tables that hold an amount, table by table.

        Args:
            doc_ids: the documents.
            kinds: of tables, of which rows are read that are sums, or carry over (计, 结转, 结余).
            whole: kinds of tables of which every row is read.
        """
        query = (
            "SELECT t.doc_id, t.kind, t.unit, t.table_id, c.cell_id, c.row_index, c.row_label, c.column_path, c.value"
            " FROM tables t JOIN cells c USING (table_id)"
            f" WHERE t.doc_id{_AMONG} AND c.value IS NOT NULL AND (t.kind{_AMONG} OR (t.kind{_AMONG}"
            " AND (c.row_label LIKE '%计%' OR c.row_label LIKE '%结转%' OR c.row_label LIKE '%结余%')))"
            " ORDER BY t.rowid, c.row_index, c.column_index"
        )
        rows = self._rows(query, _ids(doc_ids), json.dumps(list(whole)), json.dumps(list(kinds)))
        return [
            StoredKeyCell(doc_id, kind, unit, table, cell, index, label, path, Decimal(value))
            for doc_id, kind, unit, table, cell, index, label, path, value in rows
        ]

    def passages(self, doc_ids: Iterable[str], words: Sequence[str] = ()) -> list[StoredPassage]:
        """The sections of some documents whose text has one of some words; every section without words."""
        has = " OR ".join("instr(text, ?)" for _ in words) or "1"
        query = (
            f"SELECT doc_id, section_id, text FROM sections WHERE doc_id{_AMONG} AND ({has}) ORDER BY doc_id, ordinal"
        )
        return self._all(StoredPassage, query, _ids(doc_ids), *words)

    def file_documents(self, name: str) -> list[str]:
        """The documents of the files of a name, with or without folders before it; each once."""
        query = "SELECT DISTINCT doc_id FROM files WHERE path = ? OR substr(path, -length(?)) = ? ORDER BY doc_id"
        return [str(row[0]) for row in self._rows(query, name, "/" + name, "/" + name)]


def _ids(doc_ids: Iterable[str]) -> str:
    return json.dumps(sorted(set(doc_ids)))
