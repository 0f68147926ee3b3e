"""Every kind of error that the county can plant, and where it can be seen.

``python -m tests.evaluation.planted [DEPARTMENTS]`` plants each kind once in every document of so many departments (20), and
prints per kind in how many documents it found a place, and for one of them the file, the section or the table with row and
column, the words that stand there, and what a clean document has.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from miner.county.building import CountySettings, county
from miner.county.errors import KINDS
from miner.county.truth import PlantedError, Truth


def planted(kind: str, number: int) -> list[tuple[Truth, PlantedError]]:
    """The documents of a county that have this error, and no other."""
    settings = CountySettings(number, (2024,), errors={kind: 1.0}, rendering="txt")
    return [(truth, error) for document in county(settings) for truth in (document.truth(),) for error in truth.errors]


def place(truth: Truth, error: PlantedError) -> str:
    """Where it can be seen, in words."""
    if error.section is not None:
        return f"section {truth.sections[error.section].title!r}, characters {error.char_start}–{error.char_end}"
    if error.cells:
        table = truth.tables[error.cells[0].table]
        cell = next(c for c in table.cells if (c.row_index, c.column_index) == error.cells[0][1:])
        return f"table {table.title}, row {cell.row_code or cell.row_label}, column {cell.column}"
    return f"table {error.table}"


def main(arguments: Sequence[str]) -> int:
    """Print the list; 1 where a kind finds no place."""
    number = int(arguments[0]) if arguments else 20
    missing = []
    print(f"| kind | documents of {number} | for example | says | instead of |\n|---|---|---|---|---|")
    for kind in sorted(KINDS):
        found = planted(kind, number)
        if not found:
            missing.append(kind)
            continue
        truth, error = found[0]
        print(f"| {kind} | {len(found)} | {truth.file}: {place(truth, error)} | {error.quote} | {error.right} |")
    print(f"{len(KINDS) - len(missing)} kinds; without a place: {', '.join(missing) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
