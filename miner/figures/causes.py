"""One root cause, one finding: which failures only follow from another one that is reported already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from miner.figures.arithmetic import recompute
from miner.figures.lookup import Bench
from miner.figures.statements import Statement
from miner.model import CellRef, Check, CheckVerdict, Evidence, FigureKind, Finding, Link, Verdict

Pair = tuple[Statement, Link]


def consequences(bench: Bench, pairs: Sequence[Pair]) -> dict[int, int]:
    """Figures whose recomputation fails only because an operand is wrong → the wrong operand (both by ordinal).

    An operand is wrong where it differs from its cell, or from the sum or difference of stated amounts. It is put right
    for a trial; what then agrees has no cause of its own.
    """
    right = {s.figure.ordinal: value for s, link in pairs if (value := _right_value(bench, s, link)) is not None}
    failing = [s for s, link in pairs if link.verdict is Verdict.ARITHMETIC_MISMATCH]
    if not right or not failing:
        return {}
    corrected = [_with_value(s, right[s.figure.ordinal]) if s.figure.ordinal in right else s for s in bench.statements]
    trial = Bench.of(bench.disclosure, corrected)
    found = {}
    for statement in failing:
        causes = [s for s, _ in pairs if s.figure.ordinal in right and _near(s, statement)]
        if not causes:
            continue
        outcome = recompute(trial, statement)
        if outcome is not None and outcome.verdict in (Verdict.ARITHMETIC_OK, Verdict.ROUNDING):
            nearest = min(causes, key=lambda s: abs(s.figure.char_start - statement.figure.char_start))
            found[statement.figure.ordinal] = nearest.figure.ordinal
    return found


def _near(cause: Statement, statement: Statement) -> bool:
    return cause is not statement and cause.figure.section == statement.figure.section


def _right_value(bench: Bench, statement: Statement, link: Link) -> Decimal | None:
    """What a wrong amount would have to be, in its own unit."""
    if link.computed is None or statement.figure.kind not in (FigureKind.AMOUNT, FigureKind.DELTA):
        return None
    if link.verdict is Verdict.ARITHMETIC_MISMATCH:
        return abs(link.computed)
    if link.verdict is not Verdict.MISMATCH or link.cell is None:
        return None
    view = bench.tables.views[link.cell.table]
    factor = bench.tables.factor(view, statement.unit)
    return None if factor is None else link.computed * factor


def _with_value(statement: Statement, value: Decimal) -> Statement:
    return replace(statement, figure=replace(statement.figure, value=value))


def same_cause(checks: Iterable[Check]) -> list[list[Check]]:
    """Failing checks that differ by the same amount and share a cell, together: one wrong cell breaks them all."""
    groups: list[list[Check]] = []
    for check in checks:
        home = next((group for group in groups if any(_shares(check, other) for other in group)), None)
        if home is None:
            groups.append([check])
        else:
            home.append(check)
    return groups


def _shares(one: Check, other: Check) -> bool:
    if one.difference is None or other.difference is None:
        return False
    room = (one.tolerance or 0) + (other.tolerance or 0)
    if abs(abs(one.difference) - abs(other.difference)) > room:
        return False
    return bool(cells_of(one) & cells_of(other))


def cells_of(check: Check) -> set[CellRef]:
    """The cells that a check shows."""
    return {evidence.cell for evidence in check.evidence if evidence.cell is not None}


def own_failures(checks: Iterable[Check], reported: set[tuple[int, int]]) -> list[Check]:
    """The failing checks except those of the prose with a figure that is reported (section, first character) already."""
    return [
        check
        for check in checks
        if check.verdict is CheckVerdict.FAIL
        and not any((e.section, e.char_start) in reported for e in check.evidence if e.section is not None)
    ]


_ECHOES = {"REASON-AGAINST": ("DIRECTION", "ARITHMETIC", "INCREASE"), "REASON-MISSING": ("SLOT",)}
"""Rules that a wrong word breaks along with another: the reason speaks for the direction that should stand there."""


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that only follow from another one on the same words."""
    return [
        finding
        for finding in findings
        if not any(
            other.rule in _ECHOES.get(finding.rule, ()) and _overlap(finding.evidence, other.evidence)
            for other in findings
        )
    ]


def _overlap(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    return any(
        a.section is not None
        and a.section == b.section
        and (a.char_start or 0) < (b.char_end or 0)
        and (b.char_start or 0) < (a.char_end or 0)
        for a in one
        for b in other
    )
