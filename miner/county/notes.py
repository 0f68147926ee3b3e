"""What the marks in a disclosure's text say: the truth, written down while the text is put together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from miner.model import Direction, FigureKind, NarrativeKind, TableKind, Verdict


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell by what it is: the table's kind and the quantity's key in it (``row|column``)."""

    table: TableKind
    key: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that the prose states, and what backs it."""

    value: Decimal
    unit: str
    kind: FigureKind
    measure: str
    period: str
    verdict: Verdict
    """Of the arithmetic; what cells say is judged when the document is whole."""
    cells: tuple[CellKey, ...] = ()
    """Cells that hold it; any of them is a right link."""
    formula: str = ""
    """How it follows from other numbers, as an equation, where it is no cell's."""
    computed: Decimal | None = None
    """What the formula gives before rounding to the printed decimals."""
    operands: tuple[CellKey, ...] = ()
    """Cells that hold what the formula needs."""
    meant: str = ""
    """The unit that is left out, where one is."""


@dataclass(frozen=True, slots=True)
class Because:
    """A reason, and where its words come from."""

    family: str
    """The reason whatever its words: all that say the same for the same cause."""
    wording: str
    """The sentence it was made from; equal for copies, rewordings, stretched and cut ones."""
    cause: str
    change: str
    """``copied`` word for word, ``swapped`` (the same but for accounts, names and figures), ``reworded``, ``stretched``,
    ``cut`` or ``own`` (made for this place only)."""
    source: str
    """``own``, ``kind`` (what departments of this kind say of such a project), ``shared`` (found in many departments),
    ``office`` (the place's drafting office), ``last_year`` or ``same_document``."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A stated difference."""

    subject: str
    code: str
    basis: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Point:
    """A problem or an improvement measure."""

    kind: NarrativeKind


@dataclass(frozen=True, slots=True)
class Turn:
    """A word that says which way a difference goes: 增加, 大于, 下降."""

    way: Direction


@dataclass(frozen=True, slots=True)
class Planted:
    """An error on purpose, over the characters that show it."""

    kind: str
    right: str
    """What a clean document would say there."""
    cells: tuple[CellKey, ...] = ()
    table: TableKind | None = None
    wrong: str = ""
    """What is said instead, where no mark stands over it."""
    figure: Stated | None = None
    """The figure that is wrong, as it stands in the text; none where the error is no figure's."""
