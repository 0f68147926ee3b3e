"""The truth about a document of the county, in the records of `miner.model`, and as JSON.

It is read off the blocks before they are printed: sections with their text, tables with their cells, and from the marks
the narratives, figures, links and planted errors. Nothing has a page or a box: that is the renderer's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.county.blocks import Heading, Paragraph, PrintedTable, placed
from miner.county.marked import Marked
from miner.county.notes import Because, CellKey, Compared, Planted, Point, Stated
from miner.county.quantities import half
from miner.county.telling import Told
from miner.county.true_tables import true_tables
from miner.model import (
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
    """Of the taxonomy of causes; empty where the reason is one project's own story or names several factors."""
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


_YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}


class _Reader:
    """Reads narratives, figures and errors off the marks."""

    def __init__(self, blocks: Sequence[object], tables: Sequence[StatutoryTable]) -> None:
        self.refs = _references(blocks, tables)
        self.units = {table.ordinal: table.unit for table in tables}
        self.cells = {CellRef(t.ordinal, c.row_index, c.column_index): c for t in tables for c in t.cells}
        self.narratives: list[Narrative] = []
        self.reasons: list[TrueReason] = []
        self.figures: list[Figure] = []
        self.links: list[TrueLink] = []
        self.errors: list[PlantedError] = []
        self.ordinals: dict[int, int] = {}
        """Figures by the identity of their notes."""

    def paragraph(self, text: Marked, section: int, offset: int) -> None:
        spans: list[tuple[int, int, int]] = []
        for mark, note in text.of(object):
            start, end = mark.start + offset, mark.end + offset
            words = text.text[mark.start : mark.end]
            if isinstance(note, Compared):
                self._variance(text, mark.start, mark.end, note, section, offset)
            elif isinstance(note, Project):
                self._narrative(section, NarrativeKind.PROJECT, note.name, words, start, end, project=note)
            elif isinstance(note, Point):
                self._narrative(section, note.kind, "", words, start, end)
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
            figure = self.ordinals.get(id(planted.figure))
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
        self.ordinals[id(note)] = ordinal
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
        if note.cells:
            cells, verdict = self._compared(note, cells)
        self.links.append(TrueLink(ordinal, cells, note.formula, note.computed, verdict, self._found(note.operands)))

    def _compared(self, note: Stated, cells: tuple[CellRef, ...]) -> tuple[tuple[CellRef, ...], Verdict]:
        """The cells that hold a number, and what it says: as they are printed, errors included."""
        holding = tuple(ref for ref in cells if self.cells[ref].state is CellState.NUMBER)
        if not holding:
            # 0 in words and a blank cell: blank is not 0. Otherwise the form prints no such cell, or it has gone.
            return (cells, Verdict.NOT_CHECKED) if cells and not note.value else ((), Verdict.NO_TABLE_COUNTERPART)
        verdicts = {self._verdict(note, ref) for ref in holding}
        best = next(one for one in (Verdict.MATCH, Verdict.ROUNDING, Verdict.MISMATCH) if one in verdicts)
        return holding, best

    def _verdict(self, note: Stated, ref: CellRef) -> Verdict:
        cell = self.cells[ref].value
        assert cell is not None
        unit = note.unit or note.meant
        scale = _YUAN[unit] / _YUAN[self.units[ref.table]]
        stated, own = note.value * scale, half(note.value) * scale
        if stated == cell:
            return Verdict.MATCH
        return Verdict.ROUNDING if abs(stated - cell) <= own + half(cell) else Verdict.MISMATCH

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
