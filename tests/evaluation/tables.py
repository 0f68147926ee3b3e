"""Table cells against the hand-made key of one disclosure, from its text and from each of its renderings.

``python -m tests.evaluation.tables`` prints precision and recall of cells placed by table kind, row and column.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from miner.model import StatutoryTable
from tests.conftest import reference_folder
from tests.evaluation.documents import understand

KEY = "gold/tianyuan_2024_tables.json"


def scorer(reference: Path) -> ModuleType:
    """The scorer that lies beside the keys, as a module."""
    spec = importlib.util.spec_from_file_location("reference_score", reference / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(reference / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(reference: Path) -> list[Path]:
    """The keyed disclosure as text and in every rendering, and its tables alone."""
    return [*sorted((reference / "real").glob("天元*.txt")), *sorted((reference / "rendered").iterdir())]


def cells_database(tables: Iterable[StatutoryTable]) -> sqlite3.Connection:
    """The cells in the columns of ``miner.db`` that the scorer reads."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.execute("create table tables(table_id, kind)")
    db.execute("create table cells(table_id, row_label, row_code, row_number, column_path, raw, value, state)")
    for table in tables:
        db.execute("insert into tables values (?, ?)", (table.ordinal, table.kind.value))
        db.executemany("insert into cells values (?, ?, ?, ?, ?, ?, ?, ?)", _rows(table))
    return db


def _rows(table: StatutoryTable) -> Iterator[tuple[object, ...]]:
    for cell in table.cells:
        value = None if cell.value is None else str(cell.value)
        yield (
            table.ordinal, cell.row_label, cell.row_code, cell.row_number, cell.column, cell.raw, value, cell.state.value
        )  # fmt: skip


def score(path: Path, reference: Path, say: object = None) -> dict[str, float]:
    """Precision, recall and number of keyed cells for one file."""
    key = json.loads((reference / KEY).read_text(encoding="utf-8"))
    database = cells_database(understand(path).tables)
    result: dict[str, float] = scorer(reference).score_tables(database, key, say=say or (lambda *words: None))
    return result


def main() -> None:
    """Score every form of the keyed document; ``--verbose`` lists each miss and each extra."""
    reference = reference_folder()
    for path in documents(reference):
        result = score(path, reference, print if "--verbose" in sys.argv else None)
        print(
            f"{path.name:40} precision {result['precision']:.4f}  recall {result['recall']:.4f}  cells {result['cells']}"
        )


if __name__ == "__main__":
    main()
