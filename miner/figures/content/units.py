"""Units that are not printed."""

from __future__ import annotations

from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_figure
from miner.model import FigureKind


def missing_units(examined: Examined) -> Iterator[Issue]:
    """增长13.95。 or 支出9.60，: a number where % or a unit of money is due and not printed."""
    for statement in examined.bench.statements:
        figure = statement.figure
        if figure.unit or figure.value == 0:
            continue
        text = examined.bench.text(figure.section)
        words = text[max(0, figure.char_start - 12) : figure.char_end].replace("\n", "")
        what = "%" if figure.kind is FigureKind.PERCENT else say("单位", "unit")
        yield Issue(
            say(f"“{words}”缺少{what}", f"“{words}” lacks its {what}"), (of_figure(examined.disclosure, statement),)
        )
