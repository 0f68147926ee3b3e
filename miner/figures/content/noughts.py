"""Rates of growth from nothing: 增长100% where there was nothing before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.comparisons import compared
from miner.figures.content.rule import Examined, Issue
from miner.figures.context import falls
from miner.figures.evidence import of_cell, of_figure, of_text
from miner.figures.growth import amounts_changed, change_before
from miner.figures.intervals import HUNDRED
from miner.figures.lookup import Bench
from miner.figures.mentions import FALL, GROWTH, SHARE
from miner.figures.operands import same_sentence
from miner.figures.statements import Statement
from miner.model import FigureKind

_INCREASE = re.compile(r"增(?:加|长)")
_NOTHING_BEFORE = re.compile(
    r"(?:上年|去年|年初|上年度|20\d\d年度?)[^，。；]{0,14}(?:为0|为零|无此项|未发生|没有发生|未安排|无(?:支出|收入|发生)|没有安排)|基数为(?:0|零)"
)


def growth_from_nought(examined: Examined) -> Iterator[Issue]:
    """A rate of growth where the amount was nothing before, by the numbers or by the words."""
    for statement in examined.bench.statements:
        figure = statement.figure
        if figure.kind is not FigureKind.PERCENT or figure.measure not in (GROWTH, FALL) or not figure.value:
            continue
        base = _base(examined.bench, statement)
        if base is None:
            continue
        message = say(
            f"基数为0，增长率没有意义，文中写作“{statement.phrase.lead[-12:]}{figure.text}”",
            f"growth from nought is not defined; the text says {figure.text}",
        )
        evidence = (
            of_figure(examined.disclosure, statement),
            *(of_figure(examined.disclosure, s, "operand") for s in base),
        )
        yield Issue(message, evidence)


def impossible_increases(examined: Examined) -> Iterator[Issue]:
    """An increase that is larger than what it came to: 支出0万元，比上年增加1421.25万元."""
    bench = examined.bench
    for delta in bench.statements:
        own, lead = delta.yuan, delta.phrase.lead
        if delta.figure.kind is not FigureKind.DELTA or own is None or falls(lead) or not _INCREASE.search(lead):
            continue
        now = next((value for value, certain in amounts_changed(bench, delta) if certain), None)
        if now is None or own.low <= now.value.high:
            continue
        if isinstance(now.source, Statement):
            if not same_sentence(now.source, delta):
                continue
            other = of_figure(examined.disclosure, now.source, "operand")
        else:
            other = of_cell(now.source.view, now.source.cell, "operand")
        message = say(
            f"增加额{delta.figure.text}大于增加后的数{now.shown}", f"an increase of {delta.figure.text} to {now.shown}"
        )
        home = examined.disclosure.sections[delta.figure.section]
        yield Issue(message, (of_text(home, delta.phrase.start - len(lead), delta.figure.char_end), other))


def shares_over_the_whole(examined: Examined) -> Iterator[Issue]:
    """A share of more than 100 %."""
    for statement in examined.bench.statements:
        figure = statement.figure
        if figure.kind is FigureKind.PERCENT and figure.measure == SHARE and statement.printed.low > HUNDRED:
            message = say(f"占比{figure.text}超过100%", f"a share of {figure.text} is more than the whole")
            yield Issue(message, (of_figure(examined.disclosure, statement),))


def _base(bench: Bench, rate: Statement) -> tuple[Statement, ...] | None:
    """The figures that show that there was nothing before, or none where there was something or nobody knows."""
    delta = change_before(bench, rate)
    if delta is None or not delta.figure.value or "减" in delta.phrase.lead[-4:]:
        return None
    pair = compared(bench, delta)
    if pair is not None:
        return (*pair.stated, delta) if pair.then.value.value == 0 and pair.now.value.value > 0 else None
    own = delta.yuan
    sure = [value for value, certain in amounts_changed(bench, delta) if certain]
    for value in sure:
        if own is not None and value.value.value == own.value:
            source = (value.source,) if isinstance(value.source, Statement) else ()
            return (*source, delta)
    if sure:
        return None
    return (
        (delta,)
        if _NOTHING_BEFORE.search(rate.phrase.before + rate.phrase.after) and rate.figure.value == 100
        else None
    )
