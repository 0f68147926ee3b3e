"""Comparing two sums of cells under the interval rule, and making a check of it that shows all its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.bilingual import say
from miner.figures.evidence import of_cell, where
from miner.figures.intervals import Printed, total
from miner.figures.tables import Tables, TableView
from miner.language.numbers import YUAN
from miner.model import Cell, CellState, Check, CheckVerdict, TableKind

_AT_MOST = 80
"""Cells that one check shows as evidence."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an identity: the sum in 元 and the cells that it is made of."""

    value: Printed
    cells: tuple[tuple[TableView, Cell], ...]
    printed: int
    """How many of the cells hold a number."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One application of an identity."""

    what: str
    left: Side
    right: Side
    at_most: bool = False
    """The left side may be less."""

    @property
    def difference(self) -> Decimal:
        """Left minus right, in 元."""
        return self.left.value.value - self.right.value.value

    @property
    def tolerance(self) -> Decimal:
        """What rounding can make of it, in 元."""
        return self.left.value.half + self.right.value.half

    @property
    def verdict(self) -> CheckVerdict:
        """Pass, rounding or fail."""
        if self.difference == 0 or (self.at_most and self.difference < 0):
            return CheckVerdict.PASS
        return CheckVerdict.ROUNDING if abs(self.difference) <= self.tolerance else CheckVerdict.FAIL


class Missing(Exception):
    """A side of an identity cannot be summed; the message says why, ``absent`` that the form has no such thing."""

    def __init__(self, why: str, absent: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.absent = absent


def table_of(tables: Tables, kind: TableKind) -> TableView:
    """The one table of a kind; `Missing` where there is none, several, an empty one or one of unknown unit."""
    view = tables.get(kind)
    if view is None:
        count = tables.count(kind)
        why = (
            say("同类表不止一张", "several tables of that kind") if count else say("没有这张表", "the table is absent")
        )
        raise Missing(why)
    if view.table.empty:
        raise Missing(say(f"《{view.table.title}》为空表", f"{view.table.title} is empty"), absent=True)
    if tables.unit(view) not in YUAN:
        raise Missing(say(f"《{view.table.title}》的金额单位不明", f"the unit of {view.table.title} is unknown"))
    return view


def accounts_of(tables: Tables, kind: TableKind) -> TableView:
    """The one table of a kind whose rows are accounts; `Missing` also where its codes are not those of accounts."""
    view = table_of(tables, kind)
    if not view.coded:
        title = view.table.title
        raise Missing(say(f"《{title}》的科目编码无法识读", f"the account codes of {title} cannot be read"))
    return view


def sum_of(tables: Tables, cells: Sequence[tuple[TableView, Cell]]) -> Side:
    """The sum of cells in 元; blanks count nothing, an unreadable cell makes the sum `Missing`."""
    values = []
    for view, cell in cells:
        if cell.state is CellState.UNREADABLE:
            raise Missing(say(f"{where(view, cell)} 无法识读", f"{where(view, cell)} cannot be read"))
        value = view.value(cell)
        if value is not None:
            values.append(value.times(YUAN[tables.unit(view)]))
    return Side(total(values), tuple(cells), len(values))


def check_of(tables: Tables, rule: str, statement: str, comparisons: Sequence[Comparison]) -> Check:
    """One check from one or many comparisons: the worst decides and is shown, with the cells of all that differ."""
    order = {CheckVerdict.PASS: 0, CheckVerdict.ROUNDING: 1, CheckVerdict.FAIL: 2}
    worst = max(comparisons, key=lambda c: (order[c.verdict], abs(c.difference)))
    view = worst.left.cells[0][0] if worst.left.cells else worst.right.cells[0][0]
    size = YUAN[tables.unit(view)]
    off = [c for c in comparisons if c.verdict is worst.verdict] if worst.verdict is not CheckVerdict.PASS else [worst]
    why = ""
    if len(comparisons) > 1:
        apart = sum(c.verdict is CheckVerdict.FAIL for c in comparisons)
        near = sum(c.verdict is CheckVerdict.ROUNDING for c in comparisons)
        why = say(
            f"核对{len(comparisons)}处，不符{apart}处，尾差{near}处",
            f"{len(comparisons)} checked, {apart} apart, {near} by rounding",
        )
    evidence = [
        of_cell(owner, cell, role)
        for comparison in sorted(off, key=lambda c: -abs(c.difference))
        for role, side in (("left", comparison.left), ("right", comparison.right))
        for owner, cell in side.cells
        if cell.value is not None
    ]
    return Check(
        rule=rule,
        statement=statement,
        left=worst.left.value.value / size,
        right=worst.right.value.value / size,
        difference=worst.difference / size,
        tolerance=worst.tolerance / size,
        verdict=worst.verdict,
        why=why,
        evidence=tuple(evidence[:_AT_MOST]),
    )


def unchecked(rule: str, statement: str, missing: Missing) -> Check:
    """A check that could not be made, or that does not apply, with why."""
    verdict = CheckVerdict.NOT_APPLICABLE if missing.absent else CheckVerdict.NOT_CHECKED
    return Check(rule, statement, None, None, None, None, verdict, missing.why)
