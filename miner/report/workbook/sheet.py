"""One sheet of the workbook: a head, rows of values below it, filters, widths, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from xlsxwriter.url import Url

from miner.bilingual import say
from miner.report.workbook.formats import Formats, number_format
from miner.report.workbook.text import fits, lines_in, visible
from miner.report.workbook.values import Answer, Linked, Tone, Toned, Value, decimals_of, number_of

MOST_LINKS = 65_530
"""Links that a sheet may hold."""
MOST_ADDRESS = 2_079
"""Characters that an address may have, and also its part after ``#``."""
_A4 = 9
_TALLEST = 16
"""Lines after which a row grows no further; the cell holds the rest."""
_LINE_HEIGHT = 13.5
_READABLE = 210.0
"""Characters across a page that can still be read."""
_BUTTON = 3
"""Characters that a filter's button takes of a head."""
_SNUG = 0.94
"""How much of a column's width words take, by the widest font."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, what it holds, and the column of ``miner.db`` it is made from."""

    title: str
    width: float
    note: str
    source: str = ""
    wrap: bool = False
    answer: bool = False
    """True where the reviewer fills it in."""
    choices: tuple[str, ...] = ()
    """What the reviewer chooses from."""
    number: str = ""
    """How a float is shown; whole numbers and decimals have formats of their own."""


class LongTexts(Protocol):
    """Keeps what does not fit a cell."""

    def hold(self, sheet: str, row: int, column: str, text: str) -> str:
        """What the cell shows instead of a text: all of it where it fits, else its beginning and where the whole is."""


class Sheet:
    """A worksheet that is written row by row."""

    def __init__(self, worksheet: Any, columns: Sequence[Column], formats: Formats, long_texts: LongTexts) -> None:
        self.row = 1
        """The next row, counted from 0; row 0 is the head."""
        self._worksheet = worksheet
        self._columns = columns
        self._formats = formats
        self._long_texts = long_texts
        self._links = 0
        self._spare_links = True
        for place, column in enumerate(columns):
            worksheet.set_column(place, place, _width(column))
            look = formats.answer_head if column.answer else formats.head
            worksheet.write_string(0, place, column.title, look)
        lines = max(lines_in(column.title, _width(column) - _BUTTON) for column in columns)
        worksheet.set_row(0, min(max(lines, 2), 6) * _LINE_HEIGHT + 3)

    def expect_links(self, count: int) -> None:
        """Say how many links will come: where there are too many, only the weighty ones are made."""
        self._spare_links = count <= MOST_LINKS

    def write(self, values: Sequence[Value]) -> None:
        """Write the next row."""
        lines = 1
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            shown = self._put(self.row, place, column, value)
            if column.wrap and len(shown) * 2 > column.width:
                lines = max(lines, lines_in(shown, column.width * _SNUG))
        if lines > 1:  # said aloud, because not every program finds the height by itself
            self._worksheet.set_row(self.row, min(lines, _TALLEST) * _LINE_HEIGHT + 2)
        self.row += 1

    def finish(self, title: str, frozen: int, printed: int) -> None:
        """Freeze the head and the first columns, set filters, choices and the print-out of the first columns."""
        sheet, last = self._worksheet, max(self.row - 1, 1)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for place, column in enumerate(self._columns):
            if column.choices:
                sheet.data_validation(1, place, last, place, _choice(column.choices))
        printed = printed or len(self._columns)
        width = sum(_width(column) for column in self._columns[:printed])
        page_setup(sheet, title, across=max(1, round(width / _READABLE)))
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last, printed - 1)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)

    def _put(self, row: int, place: int, column: Column, value: Value) -> str:
        """Write a cell; returns the words that it shows, empty for numbers."""
        tone: Tone | None = None
        if isinstance(value, Toned):
            tone, value = value.tone, value.value
        answer = isinstance(value, Answer)
        if isinstance(value, Answer):
            value = value.value
        look = self._formats.cell
        if value is None or value == "":
            self._worksheet.write_blank(row, place, None, look(wrap=column.wrap, answer=answer))
            return ""
        if isinstance(value, Linked):
            return self._link(row, place, column, value)
        if isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            self._worksheet.write_datetime(row, place, moment, look(number="yyyy-mm-dd", answer=answer))
            return ""
        if isinstance(value, Decimal):
            number = number_of(value)
            if number is not None:
                shape = number_format(decimals_of(value))
                self._worksheet.write_number(row, place, number, look(wrap=False, tone=tone, number=shape))
                return ""
            value = format(value, "f") if value.is_finite() and abs(value.adjusted()) < 400 else str(value)
        if isinstance(value, int | float):
            shape = "0" if isinstance(value, int) else column.number
            self._worksheet.write_number(row, place, value, look(wrap=False, tone=tone, number=shape))
            return ""
        return self._text(row, place, column, value, tone, answer)

    def _link(self, row: int, place: int, column: Column, link: Linked) -> str:
        target, _, anchor = link.address.partition("#")
        words = visible(str(link.words))
        possible = link.address and self._links < MOST_LINKS and max(len(target), len(anchor)) <= MOST_ADDRESS
        if possible and (self._spare_links or link.weighty) and fits(words):
            self._links += 1
            look = self._formats.cell(wrap=column.wrap, link=True)
            self._worksheet.write_url(row, place, url_of(link.address, words), look)
            if isinstance(link.words, int):  # takes the place of the words and keeps the link
                self._worksheet.write_number(row, place, link.words, look)
            return words
        return self._put(row, place, column, link.plain or link.words)

    def _text(
        self, row: int, place: int, column: Column, text: str, tone: Tone | None = None, answer: bool = False
    ) -> str:
        shown = self._long_texts.hold(self._worksheet.get_name(), row, column.title, visible(text))
        look = self._formats.cell(wrap=column.wrap, tone=tone, answer=answer)
        self._worksheet.write_string(row, place, shown, look)
        return shown


def _width(column: Column) -> float:
    """A column's width: at least that of the longest English word of its head."""
    words = [len(word) for word in column.title.split() if word.isascii()]
    return max(column.width, max(words, default=0) + _BUTTON)


def url_of(address: str, words: str) -> Any:
    """An address for XlsxWriter, kept as it is: its own way to write one turns every slash into a backslash."""
    if address.startswith("#"):
        url = Url("internal:" + address[1:])
    else:
        target, _, anchor = address.partition("#")
        url = Url("external:report")
        for name, value in (("_link", target), ("_relationship_link", target), ("_anchor", anchor)):
            setattr(url, name, value)
    url.text = words
    return url


def page_setup(worksheet: Any, title: str, across: int = 1) -> None:
    """Landscape A4, as wide as so many pages, its title above and the page's number below."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(across, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    worksheet.set_header("&L" + say("审计工作底稿", "Audit working paper") + "&R" + title.replace("&", "&&"))
    worksheet.set_footer("&C" + say("第 &P 页，共 &N 页", "Page &P of &N"))


def _choice(choices: Sequence[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": say("结论", "Conclusion"),
        "error_message": say("请从列表中选择，或留空。", "Choose from the list, or leave it empty."),
    }
