"""Time, size and peak memory of the workbook and of each export: ``python -m tests.evaluation.workbook``.

Of a run's results (``--out``), or of a database made for it: documents with 1,000 figures each, as many as ``--rows`` asks
for, every figure linked to a cell, every tenth with a finding. Each export runs in a process of its own; what such a process
takes before it has done anything is given beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from miner.store import EXPORT_FORMATS, Store, export_tables, schema

OF_DOCUMENT = 1_000
"""Figures of a document."""
NOTHING = "nothing"
WAYS = (NOTHING, "xlsx", *EXPORT_FORMATS)

Row = tuple[object, ...]


def make(out: Path, rows: int) -> None:
    """Make a database with so many figures."""
    with Store.open(out / "miner.db") as store:
        run = store.begin_run("evaluation", {}, [])
        store.end_run(run, {})
    with closing(sqlite3.connect(out / "miner.db")) as connection, connection:
        for first in range(0, rows, OF_DOCUMENT):
            for table, values in _document(first // OF_DOCUMENT, min(OF_DOCUMENT, rows - first)):
                marks = ", ".join("?" * len(schema.BY_NAME[table].columns))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def _document(number: int, figures: int) -> Iterator[tuple[str, Row]]:
    """The rows of a document by table."""
    doc = f"{number:016x}"
    department = f"青河县第{number}局"
    source = f"决算/{department}2024年度部门决算.pdf"
    sentences = [f"第{n}项支出决算为{n}.50万元，比上年增加{n}.00万元，主要原因是人员增加。" for n in range(figures)]
    text = "".join(sentences)
    box = "[10.0,20.0,30.0,40.0]"
    yield "documents", (doc, source, doc * 4, department, "青河县", 2024, "final_accounts", 40, "complete", "[]", 1.0)
    yield "document_details", (doc, "pdf", "unit", "[]")
    yield "files", (f"/公开/{source}", doc, 1)
    yield "sections", (f"{doc}-s0", doc, None, 0, 1, "第三部分 决算情况说明", text, 1, 40)
    yield "tables", (f"{doc}-t0", doc, "expenditure", "支出决算表", "公开03表", "万元", "", 1, 40)
    start = 0
    for n, sentence in enumerate(sentences):
        cell, figure, value = f"{doc}-t0-r{n}-c1", f"{doc}-f{n}", f"{n}.50"
        at = start + sentence.index(value)
        end = at + len(value) + 2
        verdict = "mismatch" if n % 10 == 0 else "match"
        why = f"与《支出决算表》第{n}项的支出决算一致"
        place = (f"第{n}项", "2010601", str(n + 1), "支出 / 本年支出合计", value, value, "number", 2, box)
        yield "cells", (cell, f"{doc}-t0", n, 1, *place)
        kind = (f"{value}万元", value, "万元", "amount", "支出决算", "2024")
        yield "figures", (figure, doc, f"{doc}-s0", None, *kind, 1, box, at, end)
        yield "links", (figure, cell, "", value, verdict, 0.9, "{}", why)
        if n % 10 == 0:
            evidence = [
                {"page": 1, "section_id": f"{doc}-s0", "cell_id": None, "quote": sentence, "role": "text"},
                {"page": 2, "section_id": None, "cell_id": cell, "quote": value, "role": "table"},
            ]
            message = f"说明中第{n}项为{value}万元，表中不同"
            yield "findings", (f"{doc}-g{n}", doc, "LINK", "error", message, json.dumps(evidence, ensure_ascii=False))
        start += len(sentence)


def once(way: str, out: Path) -> None:
    """Export in this process; prints seconds, bytes, and peak memory in megabytes as JSON."""
    from miner.report.workbook import write_workbook

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        if way == "xlsx":
            write_workbook(out, Path(folder) / "a.xlsx")
        elif way != NOTHING:
            export_tables(out / "miner.db", Path(folder), (way,))
        seconds = time.perf_counter() - begun
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    print(json.dumps([seconds, size, _peak()]))


def _peak() -> float:
    status = Path("/proc/self/status")
    # Linux counts the parent's memory into ru_maxrss of a new process; VmHWM is its own.
    own = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    return (int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="figures of the database that is made")
    parser.add_argument("--out", type=Path, help="the folder of a run's results instead")
    parser.add_argument("--once", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        once(options.once, options.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder)
        if options.out is None:
            make(out, options.rows)
        megabytes = (out / "miner.db").stat().st_size / 1e6
        what = options.out or f"{options.rows:,} figures"
        print(f"{what}, miner.db {megabytes:.1f} MB; {platform.machine()}, {os.cpu_count()} cores")
        for way in WAYS:
            command = [sys.executable, "-m", "tests.evaluation.workbook", "--once", way, "--out", str(out)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, size, peak = json.loads(done.stdout)
            print(f"{way:8} {seconds:7.2f} s  {size / 1e6:8.2f} MB written  {peak:6.0f} MB at most in memory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
