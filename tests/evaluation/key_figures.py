"""The key figures of ``miner compare`` against a county's truth: ``python -m tests.evaluation.key_figures OUT COUNTY``.

OUT is the folder of a run over COUNTY, a folder of ``miner corpus build``. For each key figure: how many documents have it as
the truth has it, otherwise, or not at all; of the latter, how many in a table whose cells the miner did not read.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path

from miner.comparing.holding import hold
from miner.comparing.key_figures import FIGURES, key_amounts, names_of_cell
from miner.store import Reader

_FACTORS = {"元": Decimal(1), "万元": Decimal(10_000)}


def main(out: Path, county: Path) -> int:
    """Print what came out; returns how many figures are other than in the truth."""
    tables = {figure.name: figure.table for figure in FIGURES}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with Reader.open(out / "miner.db") as reader:
        held = hold(reader)
        found = {(one.doc_id, one.name): one.amount for one in key_amounts(reader, held.documents)}
        for document in held.documents:
            path = county / f"{Path(document.source).stem}.truth.json"
            if not path.is_file():
                continue
            filled = {cell.table_id for cell in reader.cells(document.doc_id)}
            read = {one.kind for one in reader.tables(document.doc_id) if one.table_id in filled}
            for name, amounts in truth(path, document.kind, document.year).items():
                amount = found.get((document.doc_id, name))
                if amount is not None:
                    counts[name]["right" if amount in amounts else "wrong"] += 1
                else:
                    unread = tables.get(name, "three_public") not in read
                    counts[name]["unread" if unread else "missing"] += 1
    print(f"{'':32} {'right':>7} {'wrong':>7} {'missing':>8} {'table not read':>15}")
    for name, count in counts.items():
        print(f"{name:32} {count['right']:7} {count['wrong']:7} {count['missing']:8} {count['unread']:15}")
    return sum(count["wrong"] for count in counts.values())


def truth(path: Path, kind: str, year: int | None) -> dict[str, set[Decimal]]:
    """The key figures that the true tables hold, in 元."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for table in json.loads(path.read_text("utf-8"))["tables"]:
        unit = re.search("万?元", table["unit"] or "")
        if unit is None:
            continue
        for _, label, _, _, cells in table["cells"]:
            for column, raw in cells:
                try:
                    value = Decimal(raw.replace(",", ""))
                except InvalidOperation:
                    continue
                for name in names_of_cell(table["kind"], label, table["columns"][column], kind, year):
                    found[name].add(value * _FACTORS[unit[0]])
    return found


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    raise SystemExit(1 if main(Path(sys.argv[1]), Path(sys.argv[2])) else 0)
