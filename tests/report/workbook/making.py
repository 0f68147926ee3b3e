"""Small databases for the workbook, and the workbook as a spreadsheet reads it."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl

from miner.model import Mined, Problem
from miner.report.paths import page_name
from miner.store import Reader, Store
from tests.store import factories

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def out_of(folder: Path, *records: Mined, report: bool = False) -> Path:
    """A folder of results with some documents, one that failed, one cluster, and measures, one of them undefined."""
    with Store.open(folder / "miner.db") as store:
        run = store.begin_run("9.9.9", {"workers": 2, "timeout": 60.0}, ["决算/", "预算/"])
        for record in records:
            measures = [
                factories.measure(record, "link_rate", 0.25),
                factories.measure(record, "figures", 2.0),
                factories.measure(record, "surprisal", None, "没有别的部门"),
            ]
            doc_id = store.save(
                record, record.disclosure.source, explanations=[factories.explanation(record)], measures=measures
            )
            store.note_file(f"/公开/{record.disclosure.source}", doc_id, run)
        store.save_failure("坏文件.pdf", factories.sha_of("bad"), [Problem("reading", "文件已损坏", 3)])
        explanations = store.reader().explanation_records()
        if explanations:
            store.save_corpus(factories.told([factories.cluster_of(*explanations)]))
        store.end_run(run, {"files": len(records) + 1, "failed": 1, "problems": []})
    times = "2026-01-02T03:04:05+00:00", "2026-01-02T03:05:06+00:00"
    execute(folder, ("UPDATE runs SET started_at = ?, finished_at = ?", *times))
    if report:  # the workbook only asks whether the pages are there
        (folder / "report" / "cluster").mkdir(parents=True)
        (folder / "report" / "index.html").touch()
        with reader_of(folder) as reader:
            for cluster in reader.clusters():
                (folder / "report" / "cluster" / f"{page_name(cluster.cluster_id)}.html").touch()
    return folder


def execute(out: Path, *queries: tuple[str, *tuple[object, ...]]) -> None:
    """Change a database behind the miner's back: queries, each with its values."""
    connection = sqlite3.connect(out / "miner.db")
    try:
        with connection:
            for query, *values in queries:
                connection.execute(query, values)
    finally:
        connection.close()


def reader_of(out: Path) -> Reader:
    return Reader.open(out / "miner.db")


class Opened:
    """A workbook that is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    @property
    def names(self) -> list[str]:
        return list(self.book.sheetnames)

    def sheet(self, name: str) -> Any:
        return self.book[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a sheet by its heads."""
        head, *rows = self.book[name].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def cell(self, name: str, column: str, row: int = 2) -> Any:
        """A cell by its head."""
        heads = [cell.value for cell in self.book[name][1]]
        return self.book[name].cell(row, heads.index(column) + 1)

    def text(self, name: str) -> str:
        """All values of a sheet."""
        return "\n".join(str(v) for row in self.book[name].iter_rows(values_only=True) for v in row if v is not None)

    def parts(self) -> dict[str, ElementTree.Element]:
        """Every part of the file, each of which has to be XML."""
        with zipfile.ZipFile(self.path) as file:
            assert file.testzip() is None
            return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}

    def outside(self) -> list[str]:
        """The targets of all relationships that leave the file."""
        return [
            relation.attrib["Target"]
            for name, part in self.parts().items()
            if name.endswith(".rels")
            for relation in part.iter(RELATION)
            if relation.attrib.get("TargetMode") == "External"
        ]

    def formulas(self) -> Sequence[str]:
        """Cells that would be computed, by the file and by what reads it."""
        in_file = [name for name, part in self.parts().items() for _ in part.iter(f"{SHEET}f")]
        read = [
            cell.coordinate for sheet in self.book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ]
        return in_file + read
