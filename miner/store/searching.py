"""Searching ``miner.db``: the paragraphs and table rows in which words stand, and exactly where in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from miner.bilingual import say
from miner.errors import UsageError
from miner.model import Place
from miner.store.connection import plain_errors
from miner.store.encoding import bbox_value
from miner.store.queries import Queries
from miner.store.search import Cell, Query, query_of, row_text

KINDS = ("text", "row")
"""What can be searched: paragraphs of sections, and rows of tables."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paragraph or a table row that has the words."""

    doc_id: str
    department: str
    fiscal_year: int | None
    source: str
    kind: str
    """``text`` or ``row``."""
    record_id: str
    """The section_id, or the cell_id of the row's first cell."""
    section_id: str | None
    page: int | None
    text: str
    """The paragraph as it stands, or the row's cells with a bar between."""
    spans: tuple[tuple[int, int], ...]
    """Where the words stand in ``text``."""
    char_start: int | None
    """Where the paragraph begins in its section's text."""
    title: str
    """Of the section or of the table."""
    cell_ids: tuple[str, ...]
    """The cells of the row in which the words stand."""
    boxes: tuple[Place, ...]
    """Of these cells, or of the paragraph on its first page; where they are known."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """How many paragraphs and rows have the words, and those that were asked for."""

    total: int
    hits: tuple[SearchHit, ...]


class SearchQueries(Queries):
    """Queries over the words."""

    def search(
        self,
        words: str,
        *,
        department: str = "",
        year: int | None = None,
        kind: str = "",
        doc_id: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> SearchResult:
        """Find the paragraphs and table rows that have all of some words.

        Args:
            words: with blanks between; no character has a meaning of its own.
            department: a part of the department's name.
            year: the fiscal year.
            kind: ``text`` or ``row``; both where it is empty.
            doc_id: one document.
            limit: most hits.
            offset: how many hits to leave out first.

        Returns:
            Hits by department, year and file, in a document those of the prose first, in the order of the document.

        Raises:
            UsageError: there is nothing to search for, too much, or no such kind.
            StoreError: the database cannot be used.
        """
        query = query_of(words)
        if kind and kind not in KINDS:
            raise UsageError(
                say(f"不能在 “{kind}” 里检索", f"“{kind}” cannot be searched"),
                say(f"可用的：{'、'.join(KINDS)}", f"Known: {', '.join(KINDS)}"),
            )
        stretches = self._stretches(department, year, kind, doc_id)
        if not stretches:
            return SearchResult(0, ())
        first, last = min(first for first, _ in stretches), max(last for _, last in stretches)
        found = self._matching(query, first, last)
        total = 0
        wanted: list[int] = []
        for start, end in stretches:
            held = found[bisect_left(found, start) : bisect_right(found, end)]
            wanted += held[max(0, offset - total) : max(0, offset + limit - total)]
            total += len(held)
        return SearchResult(total, tuple(self._hits(query, wanted)))

    def _stretches(self, department: str, year: int | None, kind: str, doc_id: str) -> list[tuple[int, int]]:
        """The first and last row_id of what may be searched, in the order of the hits."""
        rows = self._rows(
            "SELECT (SELECT min(row_id) FROM search_rows s WHERE s.doc_id = d.doc_id AND s.kind = k.kind) AS first,"
            " (SELECT max(row_id) FROM search_rows s WHERE s.doc_id = d.doc_id AND s.kind = k.kind) AS last"
            " FROM documents d, (SELECT 0 AS place, 'text' AS kind UNION ALL SELECT 1, 'row') k"
            " WHERE (? = '' OR instr(d.department, ?)) AND (? IS NULL OR d.fiscal_year = ?)"
            " AND (? = '' OR k.kind = ?) AND (? = '' OR d.doc_id = ?)"
            " ORDER BY d.department, d.fiscal_year, d.source, d.doc_id, k.place",
            department, department, year, year, kind, kind, doc_id, doc_id,
        )  # fmt: skip
        return [(int(row["first"]), int(row["last"])) for row in rows if row["first"] is not None]

    def _matching(self, query: Query, first: int, last: int) -> list[int]:
        """The numbers of the rows that have the words, ascending."""
        with plain_errors(self.path):
            cursor = self._connection.execute(
                "SELECT rowid FROM search_words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid",
                (query.match, first, last),
            )
            return [row[0] for row in cursor]

    def _hits(self, query: Query, numbers: Sequence[int]) -> Iterator[SearchHit]:
        for number in numbers:
            rows = self._rows(
                "SELECT r.*, d.department, d.fiscal_year, d.source, s.title, s.text"
                " FROM search_rows r JOIN documents d USING (doc_id) LEFT JOIN sections s USING (section_id)"
                " WHERE r.row_id = ?",
                number,
            )
            for row in rows:  # none where a run has taken it away meanwhile
                found = dict(row)
                yield self._paragraph(query, found) if found["kind"] == "text" else self._table_row(query, found)

    def _paragraph(self, query: Query, row: dict[str, Any]) -> SearchHit:
        text = str(row["text"] or "")[row["char_start"] : row["char_end"]]
        box = bbox_value(row["bbox"])
        boxes = () if box is None or row["page"] is None else (Place(row["page"], box),)
        return _hit(row, row["title"] or "", text, query.spans(text), (), boxes)

    def _table_row(self, query: Query, row: dict[str, Any]) -> SearchHit:
        cells = self._rows(
            "SELECT c.*, t.title AS table_title FROM cells f JOIN cells c USING (table_id, row_index)"
            " JOIN tables t USING (table_id) WHERE f.cell_id = ? ORDER BY c.column_index",
            row["record_id"],
        )
        text, parts = row_text([Cell(cell["row_label"], cell["row_code"], cell["raw"]) for cell in cells])
        spans = query.spans(text)
        places = dict.fromkeys(p.cell for p in parts if any(p.start < end and start < p.end for start, end in spans))
        hit = [cells[place] for place in sorted(places)]
        boxes = [(cell["page"], bbox_value(cell["bbox"])) for cell in hit]
        return _hit(
            row,
            cells[0]["table_title"] if cells else "",
            text,
            spans,
            tuple(str(cell["cell_id"]) for cell in hit),
            tuple(Place(page, box) for page, box in boxes if page is not None and box is not None),
        )


def _hit(
    row: dict[str, Any],
    title: str,
    text: str,
    spans: tuple[tuple[int, int], ...],
    cell_ids: tuple[str, ...],
    boxes: tuple[Place, ...],
) -> SearchHit:
    return SearchHit(
        row["doc_id"],
        row["department"],
        row["fiscal_year"],
        row["source"],
        row["kind"],
        row["record_id"],
        row["section_id"],
        row["page"],
        text,
        spans,
        row["char_start"],
        title,
        cell_ids,
        boxes,
    )
