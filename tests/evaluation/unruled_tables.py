"""What is read of a table when its rulings are taken away, against what is read with them.

``python -m tests.evaluation.unruled_tables`` drops the rulings of the real PDFs' pages and compares the statutory tables'
numbers by table kind, row and last header word. What matters is precision: a number in the wrong column is worse than one
that is not read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from miner.disclosure import disclose
from miner.layout import lay_out
from miner.model import CellState, Disclosure, Source
from miner.reading import read
from tests.conftest import reference_folder

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Loss:
    """Numbers read with rulings, without them, and alike in both."""

    ruled: int
    unruled: int
    alike: int

    @property
    def precision(self) -> float:
        """Share of the numbers read without rulings that are right; 1 where none is read."""
        return self.alike / self.unruled if self.unruled else 1.0

    @property
    def recall(self) -> float:
        """Share of the numbers that are still read."""
        return self.alike / self.ruled if self.ruled else 1.0


def compare(path: Path) -> Loss:
    """One PDF read twice."""
    source = read(path)
    ruled, unruled = _numbers(_understand(source)), _numbers(_understand(without_rulings(source)))
    return Loss(ruled.total(), unruled.total(), (ruled & unruled).total())


def without_rulings(source: Source) -> Source:
    """The same pages with nothing drawn but the text."""
    return replace(source, pages=tuple(replace(page, rulings=()) for page in source.pages))


def _understand(source: Source) -> Disclosure:
    return disclose(source, lay_out(source.pages))


def _numbers(found: Disclosure) -> Counter[Key]:
    """Each number by kind, row and value; of the header only its last two characters, since group words may join it."""
    return Counter(
        (table.kind.value, cell.row_code or cell.row_label, cell.column[-2:], str(cell.value))
        for table in found.tables
        if table.kind.statutory
        for cell in table.cells
        if cell.state is CellState.NUMBER
    )


def main() -> None:
    """Compare all real PDFs."""
    for path in sorted((reference_folder() / "real").glob("*.pdf")):
        loss = compare(path)
        print(f"{path.name}: {loss.ruled} numbers with rulings, {loss.unruled} without;", end=" ")
        print(f"precision {loss.precision:.3f}, recall {loss.recall:.3f}")


if __name__ == "__main__":
    main()
