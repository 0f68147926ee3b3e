"""Other cells that the words of a figure may mean, asked only where the likeliest cell holds another value.

Words that fit two cells are never a mismatch where one of them holds exactly what is stated. A figure is not bound to
any equal cell, but to one that its own words allow: the same words in another topic (总支出 is 本年支出合计 here and
总计 there), another total of the same half of the table, another “三公” column where the words name none, the same
account in another table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.figures.lookup import Bench, Candidate, all_by_words
from miner.figures.statements import Statement
from miner.figures.tables import (
    THREE_PUBLIC_PRINTED,
    account_name,
    parts,
    plain,
    three_public_cells,
    three_public_words,
)
from miner.figures.targets import ACCOUNT_TABLES, CLASS_TARGETS, T01, T02, T03, T04, T09, TOTAL

_TOTALS = re.compile(r"(?:本年)?(?:收入|支出)?(?:合计|总计|小计)")
_LOOSE = 0.7


_ALL_MONEY = (T01, T02, T03)


def same_money(one: Candidate, other: Candidate) -> bool:
    """True for cells of one table, and for tables that speak of all money of the unit."""
    kinds = (one.view.table.kind, other.view.table.kind)
    return kinds[0] is kinds[1] or all(kind in _ALL_MONEY for kind in kinds)


def loose_cells(bench: Bench, statement: Statement, chosen: Candidate) -> Iterator[Candidate]:
    """The cells that the same words may mean; a figure that equals one of them is that one."""
    if statement.item and statement.item_alone:
        yield from _other_items(bench, statement)
        return
    if statement.path is not None or statement.code:
        return
    yield from (_less(candidate) for candidate in all_by_words(bench, statement.noun))
    yield from _other_totals(statement, chosen)


def cells_of_the_account(bench: Bench, statement: Statement) -> Iterator[Candidate]:
    """The cells of the same account in any table: a figure that equals one of them is ambiguous."""
    if not statement.code:
        return
    for kind in dict.fromkeys(kind for kinds in ACCOUNT_TABLES.values() for kind in kinds):
        view = bench.tables.get(kind)
        if view is not None:
            for cell in view.find(code=statement.code, column=(TOTAL,)):
                yield Candidate(view, cell, statement.code, {"account": 1.0, "topic": _LOOSE})
    if len(statement.code) != 3 or statement.path is None:
        return
    name = account_name(statement.path.parts[0].name)
    for target in (target for targets in CLASS_TARGETS.values() for target in targets if target.row == "{class}"):
        view = bench.tables.get(target.kind)
        for cell in view.find(column=target.column, side=target.side) if view else ():
            if view and account_name(cell.row_label) == name:
                yield Candidate(view, cell, name, {"account": 1.0, "topic": _LOOSE})


def _less(candidate: Candidate) -> Candidate:
    features = {**candidate.features, "words": _LOOSE}
    return Candidate(candidate.view, candidate.cell, candidate.name, features, candidate.soft)


def _other_totals(statement: Statement, chosen: Candidate) -> Iterator[Candidate]:
    """The other totals of the half of a summary, unless the words name the very total that was chosen."""
    label = plain(chosen.cell.row_label)
    own = re.search(r"合计|总计", statement.noun)
    if chosen.view.table.kind not in (T01, T04) or not _TOTALS.fullmatch(label) or (own and own[0] in label):
        return
    for cell in chosen.view.amounts:
        if parts(cell) == parts(chosen.cell) and _TOTALS.fullmatch(plain(cell.row_label)):
            yield Candidate(chosen.view, cell, label, {"words": _LOOSE})


def _other_items(bench: Bench, statement: Statement) -> Iterator[Candidate]:
    """The other items of the “三公” table where the words name no item, and the other basis where they name none."""
    view = bench.tables.get(T09)
    if view is None:
        return
    items = (statement.item,) if three_public_words(statement.noun) else THREE_PUBLIC_PRINTED
    own = "budget" if bench.budget or "budget" in statement.basis else "final"
    for basis in (own,) if statement.basis or bench.budget else ("final", "budget"):
        for item in items:
            for cell in three_public_cells(view, item, basis, bench.budget):
                yield Candidate(view, cell, item, {"item": _LOOSE, "basis": 1.0})
