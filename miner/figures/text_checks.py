"""Identities inside the prose: shares of one whole, listed in full, add up to 100 %."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from miner.bilingual import say
from miner.figures.evidence import of_text
from miner.figures.intervals import HUNDRED, Agreement, Printed, compare, printed, total
from miner.figures.mentions import SHARE
from miner.model import Check, CheckVerdict, Disclosure, Figure, Link, Verdict

_QUOTIENT = re.compile(r"([\d.]+) ÷ ([\d.]+)")
_AT_LEAST = 3


def check_shares(disclosure: Disclosure, figures: Sequence[Figure], links: Sequence[Link]) -> list[Check]:
    """One check for each list of shares whose parts add up to their whole."""
    by_figure = {link.figure: link for link in links}
    lists: dict[tuple[int, str], list[tuple[Figure, Decimal]]] = defaultdict(list)
    for figure in figures:
        link = by_figure.get(figure.ordinal)
        if link is None or figure.measure != SHARE:
            continue
        if link.verdict not in (Verdict.ARITHMETIC_OK, Verdict.ROUNDING, Verdict.ARITHMETIC_MISMATCH):
            continue
        quotient = _QUOTIENT.fullmatch(link.formula)
        if quotient:
            lists[(figure.section, quotient[2])].append((figure, Decimal(quotient[1])))
    checks = []
    for (section, whole), shares in lists.items():
        parts = total(printed(part) for _, part in shares)
        if len(shares) < _AT_LEAST or compare(parts, printed(Decimal(whole))) is Agreement.APART:
            continue
        checks.append(_check(disclosure, section, [figure for figure, _ in shares]))
    return checks


def _check(disclosure: Disclosure, section: int, figures: Sequence[Figure]) -> Check:
    summed = total(printed(figure.value) for figure in figures)
    # 100 itself is not printed; half a last digit stands for it as for one more term.
    hundred = Printed(HUNDRED, max(printed(figure.value).half for figure in figures))
    agreement = compare(summed, hundred)
    verdict = {
        Agreement.EQUAL: CheckVerdict.PASS,
        Agreement.MEETING: CheckVerdict.ROUNDING,
        Agreement.APART: CheckVerdict.FAIL,
    }[agreement]
    home = disclosure.sections[section]
    evidence = [of_text(home, figure.char_start, figure.char_end, "left") for figure in figures]
    return Check(
        rule="N-3",
        statement=say(f"“{home.title}”各项占比之和＝100%", f"{home.title}: the shares add up to 100 %"),
        left=summed.value,
        right=HUNDRED,
        difference=summed.value - HUNDRED,
        tolerance=summed.half + hundred.half,
        verdict=verdict,
        why="",
        evidence=tuple(evidence),
    )
