"""Figures and links of the 天元 document against the key, and of any other document for reading by hand.

    python -m tests.evaluation.figures [FILE]

Without a file: the 天元 text, scored by the scorer of the reference folder. With a file: every figure that does not
simply match, and every finding.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import sys
import time
from pathlib import Path
from types import ModuleType

from miner.figures import Bench, check_content, check_identities, collect_findings, find_figures, link_figures
from miner.model import Disclosure, Figure, Link, Verdict, cell_id, record_id
from tests.conftest import reference_folder
from tests.evaluation.documents import understand

TIANYUAN = "天元区机关事务服务中心_2024_部门决算.txt"


def scorer(reference: Path) -> ModuleType:
    """The scorer of the reference folder as a module."""
    spec = importlib.util.spec_from_file_location("reference_score", reference / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(reference / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_database(disclosure: Disclosure, figures: tuple[Figure, ...], links: tuple[Link, ...]) -> sqlite3.Connection:
    """Just the stored columns that the scorer reads, in memory."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    doc = disclosure.doc_id
    db.executescript(
        """
        create table sections(section_id, title, text);
        create table tables(table_id, kind);
        create table cells(cell_id, table_id, row_label, row_code, row_number, column_path, raw, value, state);
        create table figures(figure_id, section_id, text, value, unit, kind, measure, char_start, char_end);
        create table links(figure_id, cell_id, formula, computed, verdict, why);
        """
    )
    for section in disclosure.sections:
        titles = [above.title for above in disclosure.ancestors(section)] + [section.title]
        db.execute(
            "insert into sections values (?,?,?)",
            (record_id(doc, "s", section.ordinal), " / ".join(titles), section.text.text),
        )
    for table in disclosure.tables:
        db.execute("insert into tables values (?,?)", (record_id(doc, "t", table.ordinal), table.kind.value))
        for cell in table.cells:
            key = f"{doc}-t{table.ordinal}-r{cell.row_index}-c{cell.column_index}"
            value = None if cell.value is None else str(cell.value)
            db.execute(
                "insert into cells values (?,?,?,?,?,?,?,?,?)",
                (
                    key,
                    record_id(doc, "t", table.ordinal),
                    cell.row_label,
                    cell.row_code,
                    cell.row_number,
                    cell.column,
                    cell.raw,
                    value,
                    cell.state.value,
                ),
            )
    for figure, link in zip(figures, links, strict=True):
        key = record_id(doc, "f", figure.ordinal)
        db.execute(
            "insert into figures values (?,?,?,?,?,?,?,?,?)",
            (
                key,
                record_id(doc, "s", figure.section),
                figure.text,
                str(figure.value),
                figure.unit,
                figure.kind.value,
                figure.measure,
                figure.char_start,
                figure.char_end,
            ),
        )
        linked = None if link.cell is None else cell_id(doc, link.cell)
        computed = None if link.computed is None else str(link.computed)
        db.execute(
            "insert into links values (?,?,?,?,?,?)",
            (key, linked, link.formula, computed, link.verdict.value, link.why),
        )
    return db


def score(reference: Path, path: Path, say: object = print) -> dict[str, float]:
    """Shares of the 天元 key found, linked and judged in one rendering, and the number of figures beyond the key."""
    disclosure = understand(path)
    figures = find_figures(disclosure, ())
    links = link_figures(Bench.read(disclosure, figures), ())
    module = scorer(reference)
    key = json.loads((reference / "gold" / "tianyuan_2024_figures.json").read_text(encoding="utf-8"))
    result = module.score_figures(as_database(disclosure, figures, links), key, say)
    beyond = [row for row in result.pop("rest") if "部门决算情况说明" in (row["section_title"] or "")]
    return {**result, "beyond": len(beyond)}


def show(path: Path) -> None:
    """Print what does not simply match in a document."""
    disclosure = understand(path)
    began = time.process_time()
    figures = find_figures(disclosure, ())
    bench = Bench.read(disclosure, figures)
    links = link_figures(bench, ())
    checks = (*check_identities(bench, (), links), *check_content(bench, (), links))
    findings = collect_findings(bench, links, checks)
    print(f"{path.name}: {len(figures)} figures, {time.process_time() - began:.3f} s")
    for figure, link in zip(figures, links, strict=True):
        if link.verdict in (Verdict.MATCH, Verdict.ARITHMETIC_OK):
            continue
        text = disclosure.sections[figure.section].text.text
        around = text[max(0, figure.char_start - 30) : figure.char_end].replace("\n", "⏎")
        print(f"{link.verdict.value:22} {figure.kind.value:8} {figure.measure:12} {figure.period:5} …{around}")
        print(" " * 22, link.formula, "|", link.why)
    for check in checks:
        print(
            "check",
            check.rule,
            check.verdict.value,
            check.left,
            check.right,
            check.tolerance,
            check.statement,
            check.why,
        )
    for finding in findings:
        print("finding", finding.rule, finding.severity.value, finding.message, [e.page for e in finding.evidence])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        show(Path(sys.argv[1]))
    else:
        folder = reference_folder()
        for rendering in (folder / "real" / TIANYUAN, *sorted((folder / "rendered").glob("天元*"))):
            print(rendering.name, {name: round(value, 4) for name, value in score(folder, rendering).items()})
