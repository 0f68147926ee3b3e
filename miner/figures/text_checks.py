"""Identities inside the prose: shares that add up to 100 %, wholes and their parts, the accounts described one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from miner.bilingual import say
from miner.figures.checking import Comparison, Side
from miner.figures.evidence import of_cell, of_figure
from miner.figures.intervals import HUNDRED, Agreement, Printed, compare, printed, total
from miner.figures.lookup import Bench
from miner.figures.mentions import SHARE
from miner.figures.statements import Statement
from miner.figures.tables import TableView
from miner.figures.targets import PROJECT, T03, T05, TOTAL, TOTAL_ROW
from miner.figures.text_rules import TEXT_PARTS, TEXT_SUMS, TextPart, TextSum
from miner.language.numbers import YUAN
from miner.model import Cell, Check, CheckVerdict, Evidence, Link, Narrative, NarrativeKind, Verdict

_QUOTIENT = re.compile(r"([\d.]+) ÷ ([\d.]+)")
_AT_LEAST = 3
_ALL_ITEMS = 0.6
"""Share of the accounts of the table that the prose must describe before one left out is worth a word."""


def check_text(bench: Bench, links: Sequence[Link], narratives: Sequence[Narrative]) -> list[Check]:
    """All identities of the prose's own figures, and of its lists against the tables."""
    return [
        *_shares(bench, links),
        *(_sum(bench, rule) for rule in TEXT_SUMS),
        *(_part(bench, rule) for rule in TEXT_PARTS),
        _items(bench),
        _projects(bench, narratives),
    ]


# --------------------------------------------------------------------------------------------------------------- shares


def _shares(bench: Bench, links: Sequence[Link]) -> list[Check]:
    """One check for each list of shares whose parts add up to their whole."""
    by_figure = {link.figure: link for link in links}
    lists: dict[tuple[int, str], list[tuple[Statement, Decimal]]] = defaultdict(list)
    for statement in bench.statements:
        figure = statement.figure
        link = by_figure.get(figure.ordinal)
        if link is None or figure.measure != SHARE:
            continue
        if link.verdict not in (Verdict.ARITHMETIC_OK, Verdict.ROUNDING, Verdict.ARITHMETIC_MISMATCH):
            continue
        quotient = _QUOTIENT.fullmatch(link.formula)
        if quotient:
            lists[(figure.section, quotient[2])].append((statement, Decimal(quotient[1])))
    checks = []
    for (section, whole), shares in lists.items():
        parts = total(printed(part) for _, part in shares)
        if len(shares) < _AT_LEAST or compare(parts, printed(Decimal(whole))) is Agreement.APART:
            continue
        checks.append(_hundred(bench, section, [statement for statement, _ in shares]))
    return checks


def _hundred(bench: Bench, section: int, shares: Sequence[Statement]) -> Check:
    summed = total(statement.printed for statement in shares)
    # 100 itself is not printed; half a last digit stands for it as for one more term.
    hundred = Printed(HUNDRED, max(statement.printed.half for statement in shares))
    title = bench.disclosure.sections[section].title
    statement = say(f"“{title}”各项占比之和＝100%", f"{title}: the shares add up to 100 %")
    return _compared("N-3", statement, summed, hundred, [of_figure(bench.disclosure, s, "left") for s in shares])


# ---------------------------------------------------------------------------------------------------- wholes and parts


def _named(bench: Bench, pattern: str, section: int) -> Statement | None:
    """The first amount of this year's accounts that is called so in a section."""
    inside = bench.by_section.get(section, ())
    fits = (s for s in inside if s.amount and s.current and "budget" not in s.basis and re.fullmatch(pattern, s.noun))
    return next(fits, None)


def _sections(bench: Bench, rule: TextSum | TextPart) -> list[int]:
    return list(dict.fromkeys(s.figure.section for s in bench.statements if s.topic is rule.topic))


def _sum(bench: Bench, rule: TextSum) -> Check:
    statement = say(rule.zh, rule.en)
    for section in _sections(bench, rule):
        whole = _named(bench, rule.whole, section)
        parts = [_named(bench, pattern, section) for pattern in rule.parts]
        stated = [part for part in parts if part is not None]
        if whole is None or len(stated) < len(parts) or whole.yuan is None:
            continue
        summed = total(part.yuan for part in stated if part.yuan is not None)
        evidence = [
            of_figure(bench.disclosure, whole, "left"),
            *(of_figure(bench.disclosure, p, "right") for p in stated),
        ]
        return _compared(rule.rule, statement, whole.yuan, summed, evidence, YUAN[whole.unit])
    return _absent(rule.rule, statement)


def _part(bench: Bench, rule: TextPart) -> Check:
    statement = say(rule.zh, rule.en)
    for section in _sections(bench, rule):
        part, whole = _named(bench, rule.part, section), _named(bench, rule.whole, section)
        if part is None or whole is None or part.yuan is None or whole.yuan is None:
            continue
        evidence = [of_figure(bench.disclosure, part, "left"), of_figure(bench.disclosure, whole, "right")]
        return _compared(rule.rule, statement, part.yuan, whole.yuan, evidence, YUAN[part.unit], at_most=True)
    return _absent(rule.rule, statement)


# ------------------------------------------------------------------------------------------------------- items, projects


def _items(bench: Bench) -> Check:
    """Each account of the general budget table is described in the prose (预决算持平的也要列出)."""
    statement = say(
        "一般公共预算支出表的每个项级科目在说明中都有一条", "every account of the general budget is described"
    )
    view = bench.tables.get(T05)
    if view is None or view.table.empty or not view.coded or bench.budget:
        return _absent("C-3", statement)
    rows = [cell for cell in view.find(column=(TOTAL,)) if len(cell.row_code) == 7 and cell.value]
    described = {s.code for s in bench.statements if s.code}
    left = [cell for cell in rows if cell.row_code not in described]
    if len(rows) - len(left) < _ALL_ITEMS * len(rows) or not rows:
        why = say("说明没有逐项列出科目", "the prose does not describe the accounts one by one")
        return Check("C-3", statement, None, None, None, None, CheckVerdict.NOT_APPLICABLE, why)
    names = "、".join(f"{cell.row_code} {cell.row_label}" for cell in left)
    why = say(f"说明中没有：{names}", f"not described: {names}") if left else ""
    verdict = CheckVerdict.FAIL if left else CheckVerdict.PASS
    return Check("C-3", statement, None, None, None, None, verdict, why, tuple(of_cell(view, cell) for cell in left))


def _projects(bench: Bench, narratives: Sequence[Narrative]) -> Check:
    """The projects described add up to 项目支出, where they are all there are: then their sum is just that."""
    statement = say("所列项目支出之和＝项目支出合计", "the projects described add up to all project spending")
    projects = [one.project for one in narratives if one.kind is NarrativeKind.PROJECT and one.project is not None]
    amounts = [printed(p.spending).times(YUAN[p.unit]) for p in projects if p.spending is not None and p.unit in YUAN]
    if len(amounts) < 2 or bench.budget:
        return _absent("N-7", statement)
    summed = total(amounts)
    for view, cell, value in _project_totals(bench):
        agreement = compare(summed, value)
        if agreement is not Agreement.APART:
            return _compared("N-7", statement, summed, value, [of_cell(view, cell, "right")])
    why = say(
        f"所列{len(amounts)}个项目可能不是全部项目", f"the {len(amounts)} projects described may not be all there are"
    )
    return Check("N-7", statement, None, None, None, None, CheckVerdict.NOT_CHECKED, why)


def _project_totals(bench: Bench) -> list[tuple[TableView, Cell, Printed]]:
    found = []
    for kind in (T03, T05):
        view = bench.tables.get(kind)
        for cell in view.find(row=TOTAL_ROW, column=(PROJECT,)) if view else ():
            unit, value = bench.tables.unit(view) if view else "", view.value(cell) if view else None
            if view is not None and value is not None and unit in YUAN:
                found.append((view, cell, value.times(YUAN[unit])))
    return found


# --------------------------------------------------------------------------------------------------------------- results


def _compared(
    rule: str,
    statement: str,
    left: Printed,
    right: Printed,
    evidence: Sequence[Evidence],
    unit: Decimal = Decimal(1),
    at_most: bool = False,
) -> Check:
    sides = Comparison(statement, Side(left, (), 1), Side(right, (), 1), at_most)
    return Check(
        rule=rule,
        statement=statement,
        left=left.value / unit,
        right=right.value / unit,
        difference=sides.difference / unit,
        tolerance=sides.tolerance / unit,
        verdict=sides.verdict,
        why="",
        evidence=tuple(evidence),
    )


def _absent(rule: str, statement: str) -> Check:
    why = say("文中没有这些数", "the text states no such amounts")
    return Check(rule, statement, None, None, None, None, CheckVerdict.NOT_APPLICABLE, why)
