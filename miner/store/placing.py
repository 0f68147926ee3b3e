"""Where the records of a document stand on its pages, and which numbers the formulas of its links work with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from miner.model import BBox
from miner.store.queries import Queries


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """A row of ``places``: one box of a figure or a narrative."""

    record_id: str
    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class StoredOperand:
    """A row of ``link_operands``."""

    figure_id: str
    text: str
    operand_figure_id: str | None
    cell_id: str | None


class PlaceQueries(Queries):
    """Queries over one document's pages."""

    def places(self, doc_id: str) -> dict[str, list[StoredPlace]]:
        """The boxes of each figure and narrative, in reading order, by the record's id."""
        found: dict[str, list[StoredPlace]] = defaultdict(list)
        query = "SELECT record_id, page, bbox FROM places WHERE doc_id = ? ORDER BY record_id, ordinal"
        for place in self._all(StoredPlace, query, doc_id):
            found[place.record_id].append(place)
        return dict(found)

    def operands(self, doc_id: str) -> dict[str, list[StoredOperand]]:
        """The numbers of each link's formula, in the formula's order, by the figure's id."""
        found: dict[str, list[StoredOperand]] = defaultdict(list)
        query = (
            "SELECT figure_id, text, operand_figure_id, cell_id FROM link_operands"
            " WHERE doc_id = ? ORDER BY figure_id, ordinal"
        )
        for operand in self._all(StoredOperand, query, doc_id):
            found[operand.figure_id].append(operand)
        return dict(found)

    def cited_pages(self, *, hints: bool = True) -> dict[str, set[int]]:
        """The pages that findings cite, by document; without hints, those that errors and warnings cite."""
        query = (
            "SELECT DISTINCT json_extract(e.value, '$.doc_id') AS doc_id, json_extract(e.value, '$.page') AS page"
            " FROM findings f, json_each(f.evidence) e WHERE json_extract(e.value, '$.page') IS NOT NULL"
        )
        return self._pages(query if hints else f"{query} AND f.severity != 'hint'")

    def marked_pages(self) -> dict[str, set[int]]:
        """The pages where figures, narratives, explanations and the cells behind figures stand, by document."""
        return self._pages(
            "SELECT doc_id, page FROM places"
            " UNION SELECT doc_id, page FROM figures WHERE page IS NOT NULL"
            " UNION SELECT doc_id, page FROM explanation_details WHERE page IS NOT NULL"
            " UNION SELECT f.doc_id, c.page FROM links l JOIN figures f USING (figure_id)"
            " JOIN cells c ON c.cell_id = l.cell_id WHERE c.page IS NOT NULL"
            " UNION SELECT o.doc_id, c.page FROM link_operands o JOIN cells c ON c.cell_id = o.cell_id"
            " WHERE c.page IS NOT NULL"
        )

    def _pages(self, query: str) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for row in self._rows(query):
            found[str(row["doc_id"])].add(int(row["page"]))
        return dict(found)
