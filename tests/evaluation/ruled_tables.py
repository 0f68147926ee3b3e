"""Every ruled table of the real PDFs, cell for cell, against pdfplumber's default reading of the same page.

``python -m tests.evaluation.ruled_tables [FILE…]`` lists each difference. Compared are the position of each cell in the grid
and its text without blanks; pdfplumber is the oracle and never part of the product.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from miner.layout import lay_out
from miner.layout.characters import fold, without_blanks
from miner.model import Grid
from miner.reading import read
from tests.conftest import reference_folder

Rows = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a document's ruled tables gave in both readings."""

    tables: int
    cells: int
    differences: tuple[str, ...]


def compare(path: Path) -> Comparison:
    """The miner's grids of a PDF against pdfplumber's tables, page by page and from top to bottom."""
    ours: dict[int, list[Rows]] = {}
    for block in lay_out(read(path).pages):
        if isinstance(block, Grid) and block.page is not None:
            ours.setdefault(block.page, []).append(_rows(block))
    tables = cells = 0
    differences: list[str] = []
    for number, oracle in _pdfplumber(path):
        mine = ours.get(number, [])
        tables += len(oracle)
        cells += sum(1 for table in oracle for row in table for cell in row if cell is not None)
        if len(mine) != len(oracle):
            differences.append(f"{path.name} page {number}: {len(mine)} tables, pdfplumber {len(oracle)}")
        for i, (a, b) in enumerate(zip(mine, oracle, strict=False)):
            differences += [f"{path.name} page {number} table {i}: {found}" for found in _differences(a, b)]
    return Comparison(tables, cells, tuple(differences))


def _rows(grid: Grid) -> Rows:
    rows: Rows = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = without_blanks(cell.text)
    return rows


def _pdfplumber(path: Path) -> Iterator[tuple[int, list[Rows]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pdfplumber.open(path) as document:
            for page in document.pages:
                tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
                read_out = [[[_plain(text) for text in row] for row in table.extract()] for table in tables]
                # A frame without columns holds prose, and one without any text is decoration: neither is a table here.
                yield page.page_number, [rows for rows in read_out if len(rows[0]) > 1 and any(map(any, rows))]
                page.close()


def _plain(text: str | None) -> str | None:
    return None if text is None else without_blanks(fold(text))


def _differences(mine: Rows, oracle: Rows) -> Iterator[str]:
    if (len(mine), len(mine[0])) != (len(oracle), len(oracle[0])):
        yield f"{len(mine)}x{len(mine[0])} cells, pdfplumber {len(oracle)}x{len(oracle[0])}"
        return
    for r, (row_a, row_b) in enumerate(zip(mine, oracle, strict=True)):
        for c, (a, b) in enumerate(zip(row_a, row_b, strict=True)):
            if a != b:
                yield f"row {r} column {c}: {a!r}, pdfplumber {b!r}"


def main() -> None:
    """Compare the PDFs given, or all real ones and the ruled renderings."""
    reference = reference_folder()
    paths = [Path(name) for name in sys.argv[1:]] or sorted((reference / "real").glob("*.pdf"))
    for path in paths:
        result = compare(path)
        print(f"{path.name}: {result.tables} tables, {result.cells} cells, {len(result.differences)} differences")
        for difference in result.differences:
            print("   ", difference)


if __name__ == "__main__":
    main()
