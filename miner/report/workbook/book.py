"""The workbook as a whole: sheets one after the other, each continued on a further one where it is full.

Rows are written to disk as they come (``constant_memory``); the order of the sheets is the order in which they are begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from miner.bilingual import say
from miner.report.workbook.formats import Formats, font
from miner.report.workbook.sheet import Column, Sheet
from miner.report.workbook.text import MOST_UNITS, fits, pieces
from miner.report.workbook.values import Value

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head included."""
_SHOWN = 2_000
"""Characters of a long text that its cell shows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet that is complete."""

    name: str
    rows: int
    columns: tuple[Column, ...]


class Book:
    """A workbook that is being written."""

    def __init__(self, path: Path, created: datetime, scratch: Path, most_rows: int = MOST_ROWS) -> None:
        """Begin a workbook.

        Args:
            path: where it will be written.
            created: its date.
            scratch: an empty folder for what waits on disk.
            most_rows: of a sheet.
        """
        self.written: list[Written] = []
        self._most_rows = most_rows
        self._long = _Spool(scratch / "long.jsonl")
        options = {
            "constant_memory": True,
            "tmpdir": str(scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": font(), "font_size": 10},
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self.formats = Formats(self._book)
        self._book.set_properties(
            {
                "title": say("审计工作底稿", "Audit working paper"),
                "subject": say("部门预决算公开文本挖掘", "Text mining of government disclosures"),
                "comments": say("由 miner 从 miner.db 导出", "Exported by the miner from miner.db"),
                "created": created,
            }
        )

    def front(self, name: str) -> Any:
        """A bare sheet, which its maker lays out."""
        return self._book.add_worksheet(name)

    def add(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        *,
        frozen: int = 0,
        printed: int = 0,
        links: int = 0,
    ) -> None:
        """Write a sheet, and further ones where it is full.

        Args:
            name: of the sheet.
            columns: its columns.
            rows: a value for each column.
            frozen: how many of the first columns stay in sight.
            printed: how many of the first columns are printed; all if 0.
            links: how many links will come, where they may be too many for a sheet.
        """
        sheet, number = self._begin(name, columns, links), 1
        for row in rows:
            if sheet.row >= self._most_rows:
                self._end(sheet, _numbered(name, number), columns, frozen, printed)
                number += 1
                sheet = self._begin(_numbered(name, number), columns, links)
            sheet.write(row)
        self._end(sheet, _numbered(name, number), columns, frozen, printed)

    def add_long_texts(self) -> None:
        """Write the sheet of what did not fit a cell, if there is anything."""
        if self._long.count:
            self.add(_Spool.name(), _Spool.columns(), self._long.rows())

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def discard(self) -> None:
        """Let go of the files that wait on disk, also where the workbook was not closed."""
        for sheet in self._book.worksheets():
            with suppress(AttributeError):  # it is gone once the workbook is closed
                sheet.row_data_fh.close()

    def _begin(self, name: str, columns: Sequence[Column], links: int) -> Sheet:
        sheet = Sheet(self._book.add_worksheet(name), columns, self.formats, self._long)
        sheet.expect_links(links)
        return sheet

    def _end(self, sheet: Sheet, name: str, columns: Sequence[Column], frozen: int, printed: int) -> None:
        sheet.finish(name, frozen, printed)
        self.written.append(Written(name, sheet.row - 1, tuple(columns)))


class _Spool:
    """Long texts that wait on disk for their sheet, which is the last."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self._path = path

    def hold(self, sheet: str, row: int, column: str, text: str) -> str:
        """Keep a text that is too long; returns what its cell shows."""
        if fits(text):
            return text
        parts = pieces(text)
        first = self.count + 2
        with self._path.open("a", encoding="utf-8") as file:
            for number, part in enumerate(parts, start=1):
                json.dump([sheet, row + 1, column, f"{number}/{len(parts)}", part], file)
                file.write("\n")
        self.count += len(parts)
        where = say(
            f"……〔全文共{len(text)}字，见“{self.name()}”第{first}行起〕",
            f"… [{len(text)} characters in all: sheet {self.name()}, from row {first}]",
        )
        return pieces(text, min(_SHOWN, MOST_UNITS - 200))[0] + where

    def rows(self) -> Iterable[Sequence[Value]]:
        """The rows of the sheet."""
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)

    @staticmethod
    def name() -> str:
        """The sheet's name."""
        return say("长文本", "Long texts")

    @staticmethod
    def columns() -> tuple[Column, ...]:
        """Its columns."""
        return (
            Column(say("工作表", "Sheet"), 14, say("文字本来所在的工作表", "The sheet where the text belongs")),
            Column(say("行", "Row"), 8, say("所在的行", "Its row")),
            Column(say("列", "Column"), 14, say("所在的列", "Its column")),
            Column(
                say("段", "Part"),
                8,
                say("第几段／共几段，依次相连即是全文", "Which part of how many; joined they are the text"),
            ),
            Column(say("文字", "Text"), 120, say("这一段文字", "This part of the text"), wrap=True),
        )


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"
