"""A disclosure that is being spoilt: where an error can be put, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from miner.county.blocks import Block, Box, Paragraph, PrintedTable
from miner.county.dice import Dice
from miner.county.marked import Mark, Marked
from miner.county.notes import CellKey, Planted, Stated
from miner.county.quantities import as_printed, half
from miner.county.telling import Told
from miner.model import TableKind, Verdict


@dataclass(slots=True)
class Manuscript:
    """A disclosure that is being spoilt."""

    told: Told
    blocks: list[Block]
    whole: list[Planted] = field(default_factory=list)
    """Errors that no paragraph shows."""
    touched: set[int] = field(default_factory=set)
    """Blocks that hold an error already: one place, one error."""

    def paragraphs(self) -> Iterator[tuple[int, Marked]]:
        """Paragraphs without an error, by their place."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Paragraph) and index not in self.touched:
                yield index, block.text

    def plant(self, index: int, text: Marked, start: int, end: int, planted: Planted) -> bool:
        """A paragraph with an error over some of its characters."""
        self.blocks[index] = Paragraph(text.marked(start, end, planted))
        self.touched.add(index)
        return True

    def table(self, kind: TableKind) -> tuple[int, PrintedTable] | None:
        """A statutory table without an error, by its place."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, PrintedTable) and block.kind is kind and index not in self.touched:
                return index, block
        return None

    def printed(self, key: CellKey) -> Box | None:
        """The box of a quantity."""
        for block in self.blocks:
            if isinstance(block, PrintedTable) and block.kind is key.table:
                return next((box for row in block.body for box in row if box.key == key.key), None)
        return None


Kind = Callable[[Manuscript, Dice], bool]
Found = tuple[int, Marked, Mark, Stated]


def figures(manuscript: Manuscript, wanted: Callable[[Stated], bool]) -> list[Found]:
    """The figures that are wanted, in paragraphs without an error, with the paragraph's place."""
    return [
        (index, text, mark, note)
        for index, text in manuscript.paragraphs()
        for mark, note in text.of(Stated)
        if wanted(note)
    ]


def shown(manuscript: Manuscript, note: Stated) -> bool:
    """True where some cell of the figure stands in a table and holds a number."""
    return any((box := manuscript.printed(key)) is not None and box.text for key in note.cells)


def spoil(
    manuscript: Manuscript,
    found: Found,
    text: str,
    kind: str,
    *,
    verdict: Verdict | None = None,
    value: Decimal | None = None,
    unit: str | None = None,
) -> bool:
    """Exchange a figure's characters; a verdict is given where its arithmetic is wrong now."""
    index, words, mark, note = found
    right = words.text[mark.start : mark.end]
    if text == right:
        return False
    spoilt = replace(
        note,
        value=note.value if value is None else value,
        unit=note.unit if unit is None else unit,
        verdict=verdict or note.verdict,
        meant="" if unit else note.unit,
    )
    changed = words.replaced(mark.start, mark.end, text).renoted(note, spoilt)
    planted = Planted(kind, right, note.cells, figure=spoilt)
    return manuscript.plant(index, changed, mark.start, mark.start + len(text), planted)


def digit(dice: Dice, digits: str) -> str:
    """The same digits but one; the first never becomes 0."""
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    place = dice.choice(places)
    others = [c for c in "0123456789" if c != digits[place] and not (c == "0" and place == places[0])]
    return digits[:place] + dice.choice(others) + digits[place + 1 :]


_TRIES = 12
"""Draws of another digit before giving up: most of them cannot be taken for rounding."""


def misprint(
    manuscript: Manuscript,
    dice: Dice,
    kind: str,
    candidates: Sequence[Found],
    verdict: Verdict | None = None,
    fits: Callable[[Found, Decimal], bool] = lambda found, wrong: True,
) -> bool:
    """Another digit in one of the figures, so that no rounding explains it; ``fits`` may ask more of the wrong value."""
    for found in dice.shuffled(candidates):
        _, words, mark, note = found
        digits = words.text[mark.start : mark.end].removesuffix(note.unit)
        for _ in range(_TRIES):
            wrong = digit(dice, digits)
            if fits(found, as_printed(wrong)) and apart(note, as_printed(wrong)):
                return spoil(manuscript, found, wrong + note.unit, kind, verdict=verdict, value=as_printed(wrong))
    return False


def apart(note: Stated, wrong: Decimal) -> bool:
    """True where another value of a figure lies outside of what its operands, printed as they are, could give."""
    slack = 2 * half(wrong)
    rate = re.fullmatch(r"([\d.]+) ÷ ([\d.]+) × 100", note.formula)
    if rate:
        part, whole = Decimal(rate[1]), Decimal(rate[2])
        low, high = whole - half(whole), whole + half(whole)
        if low <= 0:
            return False
        ends = [(part + a) * 100 / b for a in (-half(part), half(part)) for b in (low, high)]
        return not min(ends) - slack <= wrong <= max(ends) + slack
    return abs(wrong - note.value) > 3 * slack
