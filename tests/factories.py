"""Small disclosures made by hand, for tests of the stages after `disclose`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from miner.language.numbers import parse_cell
from miner.model import (
    Cell,
    Disclosure,
    DisclosureKind,
    HealthVerdict,
    Identity,
    PageHealth,
    PlacedText,
    Run,
    Scope,
    Section,
    SectionRole,
    StatutoryTable,
    TableKind,
)

LINE_HEIGHT = 12.0


def placed(text: str, page: int | None = 1) -> PlacedText:
    """A text whose characters stand side by side, 10 points wide, one line of the page for each line of the text."""
    runs = []
    offset = 0
    for number, line in enumerate(text.split("\n")):
        edges = tuple(10.0 * i for i in range(len(line) + 1))
        top = LINE_HEIGHT * number
        indices = tuple(range(len(line)))
        runs.append(Run(offset, offset + len(line), page, top, top + LINE_HEIGHT, edges[:-1], edges[1:], line, indices))
        offset += len(line) + 1
    return PlacedText(text, tuple(runs))


def sections(*given: tuple[int, str, str] | tuple[int, str, str, SectionRole]) -> tuple[Section, ...]:
    """Sections from (level, title, body): each below the nearest one before it of a smaller level."""
    made: list[Section] = []
    for ordinal, (level, title, body, *rest) in enumerate(given):
        parent = next((s.ordinal for s in reversed(made) if s.level < level), None)
        role = rest[0] if rest else SectionRole.EXPLANATION
        made.append(Section(ordinal, parent, level, title, placed(f"{title}\n{body}".strip()), role))
    return tuple(made)


def table(
    kind: TableKind,
    columns: Sequence[str],
    rows: Sequence[tuple[str, str, Sequence[str]]],
    unit: str = "万元",
    title: str = "",
    note: str = "",
    declared_empty: bool = False,
) -> StatutoryTable:
    """A table from rows of (account code, label, amounts), one amount for each column; its ordinal is set later."""
    cells = []
    for row_index, (code, label, amounts) in enumerate(rows):
        for column_index, (column, raw) in enumerate(zip(columns, amounts, strict=True)):
            state, value = parse_cell(raw)
            box = (100.0 * column_index, 20.0 * row_index, 100.0 * column_index + 90, 20.0 * row_index + 18)
            cells.append(Cell(row_index, column_index, label, code, "", column, raw, value, state, 2, box))
    return StatutoryTable(
        ordinal=0,
        kind=kind,
        title=title or kind.value,
        number="",
        unit=unit,
        note=note,
        columns=tuple(columns),
        cells=tuple(cells),
        page_first=2,
        page_last=2,
        empty=not any(cell.value is not None for cell in cells),
        declared_empty=declared_empty,
    )


def two_sided(
    kind: TableKind,
    income: Sequence[tuple[str, str]],
    spending: Sequence[tuple[str, ...]],
    spending_columns: Sequence[str] = ("决算数",),
    title: str = "",
) -> StatutoryTable:
    """A summary: an income half of (label, amount) and an expenditure half of (label, one amount for each column)."""
    columns = ("收入 / 决算数", *(f"支出 / {name}" for name in spending_columns))
    cells = []
    for half, first in ((income, 0), (spending, 1)):
        for row, (label, *amounts) in enumerate(half):
            for column, raw in enumerate(amounts, first):
                state, value = parse_cell(raw)
                cells.append(Cell(row, column, label, "", str(row + 1), columns[column], raw, value, state, 2, None))
    empty = table(kind, (), (), title=title)
    return replace(empty, columns=columns, cells=tuple(cells), empty=False)


def disclosure(
    outline: Sequence[Section],
    tables: Sequence[StatutoryTable] = (),
    kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS,
    year: int = 2024,
    department: str = "青河县林业局",
) -> Disclosure:
    """A disclosure of an invented department."""
    numbered = tuple(replace(made, ordinal=ordinal) for ordinal, made in enumerate(tables))
    return Disclosure(
        source="invented.pdf",
        sha256="ab" * 32,
        identity=Identity(department, "青河县", year, kind, Scope.UNIT),
        sections=tuple(outline),
        tables=numbered,
        health=(PageHealth(HealthVerdict.GOOD, 1000, 0.9, 0.0, 0.0),),
    )
