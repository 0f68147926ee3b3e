"""Everything that the store holds of one document, read once for all pages that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from miner.store import Reader
from miner.store.placing import StoredOperand, StoredPlace
from miner.store.stored import (
    StoredCell,
    StoredDocument,
    StoredExplanation,
    StoredFigure,
    StoredFinding,
    StoredNarrative,
    StoredSection,
    StoredTable,
)


@dataclass(frozen=True)
class Dossier:
    """The records of one document. Without slots, because what is derived from them is kept."""

    document: StoredDocument
    sections: Sequence[StoredSection]
    tables: Sequence[StoredTable]
    cells: Sequence[StoredCell]
    narratives: Sequence[StoredNarrative]
    figures: Sequence[StoredFigure]
    findings: Sequence[StoredFinding]
    explanations: Sequence[StoredExplanation]
    places: Mapping[str, Sequence[StoredPlace]]
    operands: Mapping[str, Sequence[StoredOperand]]

    @classmethod
    def read(cls, reader: Reader, document: StoredDocument) -> Dossier:
        """Read what the store holds of a document."""
        doc = document.doc_id
        return cls(
            document,
            reader.sections(doc),
            reader.tables(doc),
            reader.cells(doc),
            reader.narratives(doc),
            reader.figures(doc),
            reader.findings(doc),
            reader.explanations(doc),
            reader.places(doc),
            reader.operands(doc),
        )

    def anchor(self, record_id: str | None) -> str:
        """The part of a record's id that tells it from others of the document: its anchor in the pages."""
        return (record_id or "")[len(self.document.doc_id) + 1 :]

    @cached_property
    def cell(self) -> Mapping[str, StoredCell]:
        """The cells by id."""
        return {cell.cell_id: cell for cell in self.cells}

    @cached_property
    def table(self) -> Mapping[str, StoredTable]:
        """The tables by id."""
        return {table.table_id: table for table in self.tables}

    @cached_property
    def figure(self) -> Mapping[str, StoredFigure]:
        """The figures by id."""
        return {figure.figure_id: figure for figure in self.figures}

    @cached_property
    def citing(self) -> Mapping[str, Sequence[StoredFigure]]:
        """The figures that a cell backs, alone or in a formula, by the cell's id."""
        found: dict[str, list[StoredFigure]] = defaultdict(list)
        for figure in self.figures:
            cells = [figure.cell_id, *(operand.cell_id for operand in self.operands.get(figure.figure_id, ()))]
            for cell_id in dict.fromkeys(one for one in cells if one is not None):
                found[cell_id].append(figure)
        return found

    def cell_place(self, cell: StoredCell) -> str:
        """Table, row and column of a cell, in words."""
        table = self.table.get(cell.table_id)
        return " · ".join(filter(None, (table.title if table else "", cell.row_label, cell.column_path)))
