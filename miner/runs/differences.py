"""The differences of a document for which a reason is due, with their size: what its measures of reasons start from."""

from __future__ import annotations

from collections.abc import Iterator

from miner.comparison import Difference
from miner.figures.content.reasons import reasons_due
from miner.model import DisclosureKind, FigureKind, Mined, Narrative, record_id
from miner.runs.money import Amount, difference_of


def differences_of(mined: Mined) -> tuple[Difference, ...]:
    """The differences of a document for which a reason is due, in order."""
    due = reasons_due(mined.disclosure, mined.narratives)
    # A budget has last year's outcome beside it (2022年预算执行数1.48万元，2023年预算安排2.63万元): these are what it compares.
    compares_both = mined.disclosure.identity.kind is DisclosureKind.BUDGET
    return tuple(
        Difference(
            record_id(mined.disclosure.doc_id, "n", one.ordinal),
            due[one.ordinal],
            difference_of(_amounts(mined, one), "" if compares_both else one.basis),
        )
        for one in mined.narratives
        if one.ordinal in due
    )


def _amounts(mined: Mined, one: Narrative) -> Iterator[Amount]:
    """What a variance states in money; the difference that a shorter one in it states is that one's."""
    for figure in mined.figures:
        own = figure.narrative == one.ordinal
        within = (
            figure.section == one.section and one.char_start <= figure.char_start and figure.char_end <= one.char_end
        )
        if (own and figure.kind is FigureKind.DELTA) or (within and figure.kind is FigureKind.AMOUNT):
            yield Amount(figure.value, figure.unit, figure.kind, figure.measure)
