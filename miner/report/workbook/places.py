"""Where words and cells stand, as a reader finds them: the headings above, or table, row and column; and where a link leads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from miner.bilingual import say
from miner.report.paths import page_name
from miner.report.workbook.values import Linked
from miner.store import Reader
from miner.store.stored import StoredCell, StoredDocument, StoredSection, StoredTable

REPORT = "report"


class Addresses:
    """Where links lead.

    Beside the report, into the report: relative, so that the folder can be handed on. Elsewhere, to the source file on
    this machine.
    """

    def __init__(self, reader: Reader, out: Path, workbook: Path) -> None:
        self._reader = reader
        self._out = out
        self._files: dict[str, str] = {}
        self.to_report = workbook.parent.resolve() == out.resolve() and (out / REPORT / "index.html").is_file()
        """True where links lead into the report."""

    def of(self, document: StoredDocument, record_id: str = "", page: int | None = None) -> str:
        """The address of a record (a finding, cell, section …) of a document, or of a page; empty where none is known.

        Args:
            document: the document.
            record_id: the record; the whole document if empty.
            page: where it stands.
        """
        if self.to_report:
            anchor = record_id[len(document.doc_id) + 1 :] if record_id.startswith(f"{document.doc_id}-") else ""
            return f"{REPORT}/doc/{page_name(document.doc_id)}.html" + (f"#{quote(anchor)}" if anchor else "")
        uri = self._source(document)
        return f"{uri}#page={page}" if uri and page is not None and document.format == "pdf" else uri

    def opening(
        self, document: StoredDocument, record_id: str = "", page: int | None = None, weighty: bool = True
    ) -> Linked:
        """A link that only says that it opens something."""
        address = self.of(document, record_id, page)
        return Linked(say("打开", "open") if address else "", address, plain=address, weighty=weighty)

    def of_cluster(self, cluster_id: str) -> Linked | None:
        """A link to the page of a group of explanations, where the report has one."""
        page = f"{REPORT}/cluster/{page_name(cluster_id)}.html"
        return Linked(say("打开", "open"), page) if self.to_report and (self._out / page).is_file() else None

    def _source(self, document: StoredDocument) -> str:
        doc_id = document.doc_id
        if doc_id not in self._files:
            paths = [Path(path) for path in self._reader.files(doc_id)]
            uris = [path.as_uri() for path in paths if path.is_absolute() and "\0" not in str(path)]
            self._files[doc_id] = uris[0] if uris else ""
        return self._files[doc_id]


class Places:
    """The places of one document."""

    def __init__(
        self, sections: Iterable[StoredSection], tables: Iterable[StoredTable], cells: Iterable[StoredCell]
    ) -> None:
        self.sections = {section.section_id: section for section in sections}
        self.tables = {table.table_id: table for table in tables}
        self.cells = {cell.cell_id: cell for cell in cells}

    def section(self, section_id: str | None) -> str:
        """The headings from the outermost to that of a section."""
        titles: list[str] = []
        passed: set[str] = set()
        while section_id in self.sections and section_id not in passed:
            passed.add(section_id)
            section = self.sections[section_id]
            titles.append(section.title)
            section_id = section.parent_id or ""
        return " › ".join(reversed([title for title in titles if title]))

    def cell(self, cell_id: str | None) -> str:
        """Table, row and column of a cell."""
        cell = self.cells.get(cell_id or "")
        if cell is None:
            return ""
        table = self.tables.get(cell.table_id)
        return " · ".join(part for part in (table.title if table else "", cell.row_label, cell.column_path) if part)

    def of(self, cell_id: str | None, section_id: str | None) -> str:
        """A cell's place where there is a cell, else a section's."""
        return self.cell(cell_id) or self.section(section_id)


def sentence(text: str, start: int, end: int) -> str:
    """The sentence of a section's text that holds some of its characters."""
    first = max(text.rfind(mark, 0, start) for mark in "。；\n！？") + 1
    ends = [place for mark in "。；\n！？" if (place := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text) - 1) + 1].strip()
