"""Recomputing shares, growth, completion and sums from the numbers that the text and the tables give.

Every operand is found by what it is: the amount right before 占, the total that the sentence opens with or the one that
is named (占政府采购支出总额的), the difference right before 增长. What cannot be found is not computed.
"""

from __future__ import annotations

from collections.abc import Callable

from miner.figures.comparisons import difference
from miner.figures.completion import completion, deviation
from miner.figures.growth import growth
from miner.figures.lookup import Bench
from miner.figures.mentions import COMPLETION, DEVIATION, FALL, GROWTH, SHARE
from miner.figures.operands import Outcome
from miner.figures.shares import share
from miner.figures.statements import Statement
from miner.figures.sums import partition_sum, sum_of_budgets
from miner.model import FigureKind

_PERCENT_RULES: dict[str, Callable[[Bench, Statement], Outcome | None]] = {
    SHARE: share,
    GROWTH: growth,
    FALL: growth,
    COMPLETION: completion,
    DEVIATION: deviation,
}


def recompute(bench: Bench, statement: Statement) -> Outcome | None:
    """Recompute a figure, or none where nothing is there to do it with."""
    figure = statement.figure
    if figure.kind is FigureKind.PERCENT:
        rule = _PERCENT_RULES.get(figure.measure)
        return rule(bench, statement) if rule else None
    if figure.kind is FigureKind.DELTA:
        return difference(bench, statement)
    if figure.kind in (FigureKind.AMOUNT, FigureKind.COUNT):
        return partition_sum(bench, statement) or (sum_of_budgets(bench, statement) if statement.current else None)
    return None
