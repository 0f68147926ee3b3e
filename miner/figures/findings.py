"""What an auditor reads: one root cause, one finding, both sides shown, and no word on which side is right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from miner.bilingual import say
from miner.figures.causes import consequences, own_failures, same_cause, without_echoes
from miner.figures.content import SEVERITY
from miner.figures.evidence import cell_at, of_cell, of_figure
from miner.figures.keys import with_keys
from miner.figures.lookup import Bench
from miner.figures.slips import is_slip
from miner.figures.statements import Statement
from miner.model import (
    Check,
    CheckVerdict,
    Disclosure,
    Evidence,
    FigureKind,
    Finding,
    Link,
    Severity,
    Verdict,
)

_LARGE = Decimal("0.1")
"""Percentage points from which a wrong percentage is an error and not a slip in its last digits."""
_LAST_DIGIT = Decimal("0.01")
_SURE = 0.75
"""Score of a link from which a figure that differs from its cell is an error, and not only to be looked at."""
_OTHER_SEVERITY = {"X12": Severity.WARNING, "N-12": Severity.WARNING, "C-3": Severity.HINT}
"""Identities whose failure is not yet an error: two scopes that may differ, a list that need not be complete."""
_AT_MOST = 80


def collect_findings(bench: Bench, links: Sequence[Link], checks: Sequence[Check]) -> tuple[Finding, ...]:
    """The findings of a document: figures that do not hold, identities that fail, rules on content that are broken."""
    by_figure = {link.figure: link for link in links}
    pairs = [
        (statement, by_figure[statement.figure.ordinal])
        for statement in bench.statements
        if statement.figure.ordinal in by_figure
    ]
    found: list[Finding] = []
    followers = consequences(bench, pairs)
    failures = same_cause(own_failures(checks, _reported(pairs)))
    found += _cell_mismatches(bench, pairs, followers)
    found += _arithmetic(bench, pairs, followers)
    found += [_failed(group) for group in failures]
    found += _rounding(bench.disclosure, pairs, checks)
    found = without_echoes(found)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
    return with_keys(bench.disclosure, sorted(found, key=lambda finding: order[finding.severity]))


def _reported(pairs: Iterable[tuple[Statement, Link]]) -> set[tuple[int, int]]:
    """Where the figures stand that do not hold: section and first character."""
    return {
        (statement.figure.section, statement.figure.char_start)
        for statement, link in pairs
        if link.verdict in (Verdict.ARITHMETIC_MISMATCH, Verdict.MISMATCH)
    }


def _cell_mismatches(
    bench: Bench, pairs: Sequence[tuple[Statement, Link]], followers: Mapping[int, int]
) -> list[Finding]:
    """Figures that differ from their cell; the same figure against the same cell is one finding."""
    groups: dict[tuple[object, ...], list[tuple[Statement, Link]]] = defaultdict(list)
    for statement, link in pairs:
        if link.verdict is Verdict.MISMATCH and link.cell is not None:
            groups[(link.cell, statement.figure.value, statement.unit)].append((statement, link))
    found = []
    for group in groups.values():
        statement, link = group[0]
        if link.cell is None:
            continue
        view = bench.tables.views[link.cell.table]
        table, cell = view.table, cell_at(view, link.cell)
        blank = cell.value is None
        shown = say("空白", "blank") if blank else cell.raw
        row = cell.row_label or cell.row_code or "—"
        message = say(
            f"说明中{_named(statement)}为{statement.figure.text}，"
            f"《{table.title}》“{row}”行“{cell.column}”列为{shown}{'' if blank else table.unit}",
            f"the text states {statement.figure.text} for {_named(statement)}; "
            f"{table.title}, row {row}, column {cell.column} prints {shown}",
        )
        factor = bench.tables.factor(view, statement.unit)
        slip = cell.value is not None and factor is not None and is_slip(statement.figure.value, cell.value * factor)
        sure = not blank and (link.score >= _SURE or slip)
        evidence = [of_figure(bench.disclosure, s) for s, _ in group]
        evidence += _following(bench.disclosure, pairs, followers, group)
        evidence.append(of_cell(view, cell))
        severity = Severity.ERROR if sure else Severity.WARNING
        found.append(Finding("LINK", severity, message, tuple(evidence)))
    return found


def _following(
    disclosure: Disclosure,
    pairs: Iterable[tuple[Statement, Link]],
    followers: Mapping[int, int],
    group: Iterable[tuple[Statement, Link]],
) -> list[Evidence]:
    """The figures that fail only because those of a group are wrong."""
    causes = {statement.figure.ordinal for statement, _ in group}
    return [of_figure(disclosure, s, "follows") for s, _ in pairs if followers.get(s.figure.ordinal) in causes]


def _arithmetic(bench: Bench, pairs: Sequence[tuple[Statement, Link]], followers: Mapping[int, int]) -> list[Finding]:
    groups: dict[tuple[object, ...], list[tuple[Statement, Link]]] = defaultdict(list)
    for statement, link in pairs:
        if link.verdict is Verdict.ARITHMETIC_MISMATCH and statement.figure.ordinal not in followers:
            groups[(statement.figure.value, statement.figure.measure, link.formula)].append((statement, link))
    found = []
    for group in groups.values():
        statement, link = group[0]
        message = say(
            f"{_named(statement)}：“{statement.phrase.lead[-24:]}{statement.figure.text}”，{link.formula}，{link.why}",
            f"{_named(statement)}: “{statement.phrase.lead[-24:]}{statement.figure.text}”, {link.formula}, {link.why}",
        )
        evidence = [of_figure(bench.disclosure, s) for s, _ in group]
        evidence += _operands(bench, pairs, link)
        evidence += _following(bench.disclosure, pairs, followers, group)
        found.append(Finding("ARITHMETIC", _arithmetic_severity(statement, link), message, tuple(evidence)))
    return found


def _operands(bench: Bench, pairs: Iterable[tuple[Statement, Link]], link: Link) -> list[Evidence]:
    """Where the numbers of a formula stand."""
    stated = {statement.figure.ordinal: statement for statement, _ in pairs}
    found = []
    for one in link.operands:
        if one.figure is not None and one.figure in stated:
            found.append(of_figure(bench.disclosure, stated[one.figure], "operand"))
        elif one.cell is not None:
            view = bench.tables.views[one.cell.table]
            found.append(of_cell(view, cell_at(view, one.cell), "operand"))
    return found


def _arithmetic_severity(statement: Statement, link: Link) -> Severity:
    """By kind and size: a sum over a list that may be incomplete is a warning, a slip in the last digit a hint."""
    if statement.figure.kind is not FigureKind.PERCENT:
        complete = statement.figure.kind is FigureKind.COUNT or "预算" not in statement.figure.measure
        return Severity.ERROR if complete else Severity.WARNING
    if link.computed is None:
        return Severity.WARNING
    difference = abs(abs(link.computed) - abs(statement.figure.value))
    if difference <= _LAST_DIGIT:
        return Severity.HINT
    return Severity.ERROR if difference >= _LARGE else Severity.WARNING


def _failed(group: Sequence[Check]) -> Finding:
    """An identity that does not tie, with those that fail by the same amount for the same cell."""
    check = group[0]
    evidence = tuple(dict.fromkeys(evidence for member in group for evidence in member.evidence))[:_AT_MOST]
    if check.rule in SEVERITY:
        return Finding(check.rule, SEVERITY[check.rule], check.why, evidence)
    severity = _OTHER_SEVERITY.get(check.rule, Severity.ERROR)
    if check.difference is None:
        message = f"{check.statement}：{check.why}"
        return Finding(check.rule, _OTHER_SEVERITY.get(check.rule, Severity.WARNING), message, evidence)
    message = say(
        f"{check.statement}：左边{check.left:f}，右边{check.right:f}，相差{check.difference:f}。{check.why}",
        f"{check.statement}: left {check.left:f}, right {check.right:f}, difference {check.difference:f}. {check.why}",
    )
    also = "；".join(dict.fromkeys(member.statement for member in group[1:]))
    if also:
        message += say(f"（同一差额还见于：{also}）", f" (the same difference also in: {also})")
    return Finding(check.rule, severity, message, evidence)


def _rounding(
    disclosure: Disclosure, pairs: Iterable[tuple[Statement, Link]], checks: Iterable[Check]
) -> list[Finding]:
    """All differences by rounding as one hint: they have one cause, the rounding of each printed number by itself."""
    evidence: list[Evidence] = []
    places = 0
    for statement, link in pairs:
        if link.verdict is Verdict.ROUNDING:
            evidence.append(of_figure(disclosure, statement))
            places += 1
    near = [check for check in checks if check.verdict is CheckVerdict.ROUNDING]
    for check in near:
        evidence += check.evidence[:3]
    if not evidence:
        return []
    message = say(
        f"有{places}处说明数字、{len(near)}项勾稽关系只差在末位，属四舍五入或截尾",
        f"{places} figures in the text and {len(near)} identities differ in the last digit only: rounded or cut off",
    )
    return [Finding("ROUNDING", Severity.HINT, message, tuple(evidence[:_AT_MOST]))]


def _named(statement: Statement) -> str:
    """What a figure is about, for a message."""
    subject = statement.path.text.lstrip("）).、") if statement.path is not None else ""
    measure = re.sub(r"^(?:一般公共)", "一般公共预算", statement.figure.measure)
    return f"{subject}{measure}" if subject and subject not in measure else measure
