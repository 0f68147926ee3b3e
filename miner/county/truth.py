"""The truth about a document of the county, in the records of `miner.model`, and as JSON.

It is read off the blocks before they are printed: sections with their text, tables with their cells, and from the marks
the narratives, figures, links and planted errors. Nothing has a page or a box: that is the renderer's business.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import groupby
from typing import Any, Union, get_args, get_origin, get_type_hints

from miner.county.blocks import Box, Heading, Paragraph, PrintedTable
from miner.county.marked import Marked
from miner.county.notes import Because, CellKey, Compared, Described, Planted, Point, Stated
from miner.county.telling import Told
from miner.model import (
    Cell,
    CellRef,
    CellState,
    Direction,
    DisclosureKind,
    Figure,
    Identity,
    Narrative,
    NarrativeKind,
    PlacedText,
    Project,
    Scope,
    Section,
    SectionRole,
    StatutoryTable,
    TableKind,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class TrueReason:
    """What a variance's reason is made of; levels of sameness from the easier to the harder."""

    narrative: int
    wording: str
    """Equal for reasons made from one sentence: copied, reworded, stretched or cut."""
    family: str
    """Equal for reasons that say the same in any words."""
    cause: str
    """Of the taxonomy of causes; empty where the reason is about one project only."""
    change: str
    source: str


@dataclass(frozen=True, slots=True)
class TrueLink:
    """What backs a figure: any of some cells, or a formula, or nothing."""

    figure: int
    cells: tuple[CellRef, ...]
    formula: str
    computed: Decimal | None
    verdict: Verdict
    operands: tuple[CellRef, ...] = ()
    """Cells that hold what the formula needs; other operands stand in the sentence."""


@dataclass(frozen=True, slots=True)
class PlantedError:
    """An error on purpose, and where it can be seen."""

    kind: str
    section: int | None
    """None where the error is in a table or is that something is not there at all."""
    char_start: int | None
    char_end: int | None
    quote: str
    """The words that are wrong, or stand where something is missing."""
    right: str
    """What a clean document would have there."""
    figure: int | None
    cells: tuple[CellRef, ...]
    """Cells that contradict it, or hold it."""
    table: TableKind | None = None
    """The table that is missing or blank."""


@dataclass(frozen=True, slots=True)
class Truth:
    """All that there is to find in one document."""

    file: str
    form: str
    rendering: str
    rules: str
    identity: Identity
    sections: tuple[Section, ...]
    tables: tuple[StatutoryTable, ...]
    narratives: tuple[Narrative, ...]
    reasons: tuple[TrueReason, ...]
    figures: tuple[Figure, ...]
    links: tuple[TrueLink, ...]
    errors: tuple[PlantedError, ...]
    boilerplate: float
    """The share of reasons that the department takes from others, as it was set."""


# ------------------------------------------------------------------------------------------------------------ tables


def true_tables(blocks: Sequence[object]) -> tuple[StatutoryTable, ...]:
    """The printed tables as records."""
    printed = [block for block in blocks if isinstance(block, PrintedTable)]
    return tuple(_table(ordinal, table) for ordinal, table in enumerate(printed))


def _table(ordinal: int, table: PrintedTable) -> StatutoryTable:
    columns = column_paths(table)
    cells = tuple(_cells(table, columns))
    amounts = any(cell.state is CellState.NUMBER for cell in cells)
    return StatutoryTable(
        ordinal, table.kind, table.title, table.number, table.unit, "\n".join(table.notes), columns, cells, None, None,
        empty=not amounts, declared_empty=any("本表无数据" in note for note in table.notes),
    )  # fmt: skip


def placed(rows: Sequence[tuple[Box, ...]]) -> Iterator[tuple[int, int, Box]]:
    """Each box with its row and its first column."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for box in row:
            while (index, column) in taken:
                column += 1
            yield index, column, box
            taken |= {(index + i, column + j) for i in range(box.rows) for j in range(box.columns)}
            column += box.columns


def column_paths(table: PrintedTable) -> tuple[str, ...]:
    """The header path of each column; rows of ordinals (栏次) say nothing."""
    head = [row for row in table.head if not _ordinals(row)]
    paths: list[list[str]] = [[] for _ in table.widths]
    for _, column, box in placed(head):
        for covered in range(column, min(column + box.columns, len(paths))):
            paths[covered].append(box.text)
    return tuple(" / ".join(path) for path in paths)


def _ordinals(row: tuple[Box, ...]) -> bool:
    words = [box.text for box in row if box.text and box.text != "栏次"]
    return bool(words) and all(word.isdigit() for word in words)


def _cells(table: PrintedTable, columns: tuple[str, ...]) -> Iterator[Cell]:
    by_row: dict[int, list[tuple[int, Box]]] = {}
    for index, column, box in placed(table.body):
        by_row.setdefault(index, []).append((column, box))
    for index, row in by_row.items():
        for group in _groups(table, columns, row):
            label, code, number = _names(columns, group, table.kind)
            for column, box in group:
                state, value = _value(box.text)
                yield Cell(index, column, label, code, number, columns[column], box.text, value, state)


def _groups(
    table: PrintedTable, columns: tuple[str, ...], row: list[tuple[int, Box]]
) -> Iterator[list[tuple[int, Box]]]:
    """The halves of a summary, the groups of the economic classification, or the row."""
    if table.kind in (TableKind.INCOME_EXPENDITURE_SUMMARY, TableKind.FISCAL_APPROPRIATION_SUMMARY):
        for side in ("收入", "支出"):
            yield [(column, box) for column, box in row if columns[column].startswith(side)]
    elif table.kind is TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE:
        group: list[tuple[int, Box]] = []
        for column, box in row:
            group.append((column, box))
            if box.align == "right":
                yield group
                group = []
    else:
        yield row


def _names(columns: tuple[str, ...], group: list[tuple[int, Box]], kind: TableKind) -> tuple[str, str, str]:
    """Row label, account code and 行次."""
    texts = [(columns[column], box.text) for column, box in group if box.align != "right"]
    number = next((text for path, text in texts if path.endswith("行次")), "")
    if kind is TableKind.THREE_PUBLIC:
        return "", "", number
    code = "".join(text for path, text in texts if "编码" in path or path.endswith((" / 类", " / 款", " / 项")))
    code = code if code.isdigit() else ""
    names = [text for path, text in texts if text and not text.isdigit() and not path.endswith("行次")]
    return (names[-1] if names else ""), code, number


_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def _value(text: str) -> tuple[CellState, Decimal | None]:
    if not text:
        return CellState.BLANK, None
    if _NUMBER.fullmatch(text) and ("." in text or text == "0"):
        return CellState.NUMBER, Decimal(text.replace(",", ""))
    return CellState.TEXT, None


# ------------------------------------------------------------------------------------------------------------- prose


def _role(title: str, above: SectionRole) -> SectionRole:
    for word, role in (
        ("名词解释", SectionRole.TERMS), ("采购", SectionRole.PROCUREMENT), ("国有资产", SectionRole.ASSETS),
        ("绩效", SectionRole.PERFORMANCE), ("附件", SectionRole.ANNEX), ("说明", SectionRole.EXPLANATION),
        ("概况", SectionRole.OVERVIEW), ("基本情况", SectionRole.OVERVIEW), ("表", SectionRole.TABLES),
    ):  # fmt: skip
        if word in title:
            return role
    return above


def true_sections(blocks: Sequence[object]) -> tuple[tuple[Section, ...], dict[int, tuple[int, int]]]:
    """The sections, and for each paragraph (by its place among the blocks) its section and the offset of its text."""
    titles: list[tuple[str, int, int | None, SectionRole]] = []
    texts: list[list[str]] = []
    where: dict[int, tuple[int, int]] = {}
    stack: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            while stack and titles[stack[-1]][1] >= block.level:
                stack.pop()
            parent = stack[-1] if stack else None
            above = titles[parent][3] if parent is not None else SectionRole.OTHER
            stack.append(len(titles))
            titles.append((block.text, block.level, parent, _role(block.text, above)))
            texts.append([block.text])
        elif isinstance(block, Paragraph):
            if not titles:
                titles.append(("", 1, None, SectionRole.FRONT))
                texts.append([])
            section = texts[-1]
            where[index] = (len(titles) - 1, sum(len(text) + 1 for text in section))
            section.append(block.text.text)
    sections = tuple(
        Section(ordinal, parent, level, title, PlacedText("\n".join(texts[ordinal])), role)
        for ordinal, (title, level, parent, role) in enumerate(titles)
    )
    return sections, where


class _Reader:
    """Reads narratives, figures and errors off the marks."""

    def __init__(self, blocks: Sequence[object], tables: Sequence[StatutoryTable]) -> None:
        self.refs = _references(blocks, tables)
        self.cells = {CellRef(t.ordinal, c.row_index, c.column_index): c for t in tables for c in t.cells}
        self.narratives: list[Narrative] = []
        self.reasons: list[TrueReason] = []
        self.figures: list[Figure] = []
        self.links: list[TrueLink] = []
        self.errors: list[PlantedError] = []

    def paragraph(self, text: Marked, section: int, offset: int) -> None:
        spans: list[tuple[int, int, int]] = []
        for mark, note in text.of(object):
            start, end = mark.start + offset, mark.end + offset
            words = text.text[mark.start : mark.end]
            if isinstance(note, Compared):
                self._variance(text, mark.start, mark.end, note, section, offset)
            elif isinstance(note, Described):
                project = Project(note.name, note.spending, note.unit, note.purpose, note.done)
                self._narrative(section, NarrativeKind.PROJECT, note.name, words, start, end, project=project)
            elif isinstance(note, Point):
                title = ""
                self._narrative(section, note.kind, title, words, start, end)
            else:
                continue
            spans.append((mark.start, mark.end, len(self.narratives) - 1))
        for mark, note in text.of(Stated):
            narrative = next((n for s, e, n in spans if s <= mark.start and mark.end <= e), None)
            self._figure(
                text.text[mark.start : mark.end], note, section, narrative, mark.start + offset, mark.end + offset
            )
        for mark, planted in text.of(Planted):
            start, end = mark.start + offset, mark.end + offset
            figure = next(
                (f.ordinal for f in self.figures if f.section == section and f.char_start < end and start < f.char_end),
                None,
            )
            self.errors.append(
                PlantedError(planted.kind, section, start, end, text.text[mark.start : mark.end], planted.right, figure,
                             self._found(planted.cells), planted.table)
            )  # fmt: skip

    def _narrative(
        self, section: int, kind: NarrativeKind, subject: str, text: str, start: int, end: int, *, code: str = "", reason: str = "",
        direction: Direction = Direction.UNSTATED, basis: str = "", span: tuple[int, int] | None = None, project: Project | None = None,
    ) -> None:  # fmt: skip
        self.narratives.append(
            Narrative(
                len(self.narratives), section, kind, subject, code, text, reason, direction, start, end, basis,
                span[0] if span else None, span[1] if span else None, project,
            )
        )  # fmt: skip

    def _variance(self, text: Marked, start: int, end: int, note: Compared, section: int, offset: int) -> None:
        found = [(m, n) for m, n in text.of(Because) if start <= m.start and m.end <= end]
        reason, span = "", None
        if found:
            mark, because = found[0]
            reason, span = text.text[mark.start : mark.end], (mark.start + offset, mark.end + offset)
            self.reasons.append(
                TrueReason(
                    len(self.narratives), because.wording, because.family, because.cause, because.change, because.source
                )
            )
        self._narrative(
            section, NarrativeKind.VARIANCE, note.subject, text.text[start:end], start + offset, end + offset, code=note.code,
            reason=reason, direction=note.direction, basis=note.basis, span=span,
        )  # fmt: skip

    def _figure(self, words: str, note: Stated, section: int, narrative: int | None, start: int, end: int) -> None:
        ordinal = len(self.figures)
        self.figures.append(
            Figure(
                ordinal,
                section,
                narrative,
                words,
                note.value,
                note.unit,
                note.kind,
                note.measure,
                note.period,
                start,
                end,
            )
        )
        cells, verdict = self._found(note.cells), note.verdict
        if note.cells and not cells:
            verdict = Verdict.NO_TABLE_COUNTERPART  # the form prints no such cell, or its table is not there
        elif cells and not note.value and all(self.cells[ref].state is CellState.BLANK for ref in cells):
            verdict = Verdict.NOT_CHECKED  # 0 in words, a blank cell: blank is not 0
        self.links.append(TrueLink(ordinal, cells, note.formula, note.computed, verdict, self._found(note.operands)))

    def _found(self, keys: Sequence[CellKey]) -> tuple[CellRef, ...]:
        return tuple(dict.fromkeys(ref for key in keys for ref in self.refs.get((key.table, key.key), ())))

    def whole(self, planted: Planted) -> None:
        """An error that is in a table, or that something is not there."""
        self.errors.append(
            PlantedError(
                planted.kind,
                None,
                None,
                None,
                planted.wrong,
                planted.right,
                None,
                self._found(planted.cells),
                planted.table,
            )
        )


def _references(
    blocks: Sequence[object], tables: Sequence[StatutoryTable]
) -> Mapping[tuple[TableKind, str], list[CellRef]]:
    found: dict[tuple[TableKind, str], list[CellRef]] = {}
    printed = [block for block in blocks if isinstance(block, PrintedTable)]
    for table, record in zip(printed, tables, strict=True):
        for index, column, box in placed(table.body):
            if box.key:
                found.setdefault((table.kind, box.key), []).append(CellRef(record.ordinal, index, column))
    return found


def truth(
    told: Told,
    blocks: Sequence[object],
    whole: Sequence[Planted],
    file: str,
    rendering: str,
    rules: str,
    boilerplate: float,
) -> Truth:
    """The truth about a document.

    Args:
        told: the books and the form.
        blocks: what is printed, errors included.
        whole: errors that no paragraph shows.
        file: the document's file name.
        rendering: how it is printed.
        rules: the lines of its tables.
        boilerplate: the share of reasons that the department takes from others.
    """
    tables = true_tables(blocks)
    sections, where = true_sections(blocks)
    reader = _Reader(blocks, tables)
    for index, (section, offset) in where.items():
        block = blocks[index]
        assert isinstance(block, Paragraph)
        reader.paragraph(block.text, section, offset)
    for planted in whole:
        reader.whole(planted)
    department = told.books.department
    scope = Scope.UNIT if department.kind.body == "institution" else Scope.DEPARTMENT
    identity = Identity(department.name, department.place.name, told.books.year, DisclosureKind.FINAL_ACCOUNTS, scope)
    return Truth(
        file, told.form, rendering, rules, identity, sections, tables, tuple(reader.narratives), tuple(reader.reasons),
        tuple(reader.figures), tuple(reader.links), tuple(reader.errors), boilerplate,
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- JSON


def to_json(record: object) -> str:
    """A record as JSON: fields by name, amounts as strings, what is at its default left out.

    A table's ``cells`` are lists by row: row index, row label, row code, 行次, and a list of column index and raw text. A cell's
    column path is the table's, and its value and state follow from the raw text.
    """
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, PlacedText):
        return value.text
    if isinstance(value, CellRef):
        return list(value)
    if isinstance(value, StatutoryTable):
        return {**_fields(value), "cells": _rows_of(value.cells)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _fields(record: Any) -> dict[str, Any]:
    return {
        one.name: _plain(item)
        for one in dataclasses.fields(record)
        if one.name != "cells" or not isinstance(record, StatutoryTable)
        for item in (getattr(record, one.name),)
        if one.default is dataclasses.MISSING or item != one.default
    }


def _rows_of(cells: Sequence[Cell]) -> list[list[Any]]:
    """Cells by row: a document has a thousand of them, and what follows from the rest is left out."""
    rows = groupby(cells, key=lambda cell: (cell.row_index, cell.row_label, cell.row_code, cell.row_number))
    return [[*row, [[cell.column_index, cell.raw] for cell in found]] for row, found in rows]


def _cells_of(rows: Sequence[Any], columns: Sequence[str]) -> Iterator[Cell]:
    for index, label, code, number, cells in rows:
        for column, raw in cells:
            state, value = _value(raw)
            yield Cell(index, column, label, code, number, columns[column], raw, value, state)


def from_json(text: str) -> Truth:
    """The truth as it was written.

    Raises:
        ValueError: it is no truth.
    """
    try:
        found = _built(Truth, json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no truth of a document of the county: {error!r}") from error
    assert isinstance(found, Truth)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _built(next(one for one in get_args(kind) if one is not type(None)), value)
    if origin is tuple:
        return tuple(_built(get_args(kind)[0], item) for item in value)
    if kind is PlacedText:
        return PlacedText(value)
    if kind is CellRef:
        return CellRef(*value)
    if kind is StatutoryTable:
        cells = tuple(_cells_of(value["cells"], value["columns"]))
        value = {name: item for name, item in value.items() if name != "cells"}
        kept = {name: _built(_hints(kind)[name], item) for name, item in value.items()}
        return StatutoryTable(**kept, cells=cells)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _built(_hints(kind)[name], item) for name, item in value.items()})
    if kind is Decimal:
        return Decimal(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
