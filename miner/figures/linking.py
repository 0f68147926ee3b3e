"""Figures → the cell or the arithmetic that backs each, and the verdict.

A figure is bound by what it is, never by an equal value found somewhere. Exactly one candidate makes a link; of several
that its words mean alike, the only one that holds just what is stated, else they make ``ambiguous``; none makes
``no_table_counterpart``; where the table or its unit is missing or cannot be read it is ``not_checked``, with why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from miner.bilingual import say
from miner.figures.alternatives import cells_of_the_account, loose_cells, same_money
from miner.figures.arithmetic import recompute
from miner.figures.intervals import Agreement, Printed, compare, cut_off, places
from miner.figures.lookup import Bench, Candidate, allowed, find_cell, readable
from miner.figures.operands import Operand, Outcome
from miner.figures.slips import is_slip
from miner.figures.statements import Statement
from miner.model import CellState, FigureKind, Link, LinkOperand, Narrative, NarrativeKind, Verdict


def link_figures(bench: Bench, narratives: Sequence[Narrative]) -> tuple[Link, ...]:
    """One link for each figure, in the order of the figures."""
    told = {one.ordinal: one for one in narratives}
    return tuple(_aside(statement, told) or _link(bench, statement) for statement in bench.statements)


def equal_cell(bench: Bench, statement: Statement) -> Candidate | None:
    """The cell that the words of an amount allow and that holds just what it states, or none."""
    for candidate in find_cell(bench, statement).candidates:
        link = _judge(bench, statement, candidate) if candidate.cell.value is not None else None
        if link is not None and link.verdict is Verdict.MATCH:
            return candidate
    return None


def _aside(statement: Statement, narratives: Mapping[int, Narrative]) -> Link | None:
    """The link of an amount that is no account's: one project's spending, or an amount within a reason.

    The tables hold accounts and totals, whatever the sections and the sentence around speak of.
    """
    narrative = narratives.get(-1 if statement.figure.narrative is None else statement.figure.narrative)
    if narrative is None or not statement.amount:
        return None
    if narrative.kind is NarrativeKind.PROJECT and not _begins_with_account(statement):
        why = say("项目自身的金额，表中没有对应的栏目", "the amount of one project, which no table holds")
        return _make(statement, Verdict.NO_TABLE_COUNTERPART, why)
    start, end = narrative.reason_start, narrative.reason_end
    if start is not None and end is not None and start <= statement.figure.char_start < end:
        why = say("原因里提到的金额，不是科目的数", "an amount within a reason, which is no account's")
        return _make(statement, Verdict.NO_TABLE_COUNTERPART, why)
    return None


def _begins_with_account(statement: Statement) -> bool:
    """True where the words right before an amount are an account's name: what follows is the account's, not a project's."""
    path = statement.path
    return path is not None and path.end >= statement.phrase.start - len(statement.phrase.lead) - 2


def _link(bench: Bench, statement: Statement) -> Link:
    if statement.amount:
        link = _amount(bench, statement)
        if link is not None:
            return link
    outcome = recompute(bench, statement)
    if outcome is not None:
        return _computed(statement, outcome)
    return _nothing(bench, statement)


def _amount(bench: Bench, statement: Statement) -> Link | None:
    """The link of an amount to a cell, or none where no cell is due."""
    if not statement.current:
        return None
    three_public = bool(statement.item) and statement.item_alone
    if not bench.budget and "budget" in statement.basis and not three_public:
        return None
    if bench.budget and statement.basis == "final":
        return None
    found = find_cell(bench, statement)
    if found.only is not None and not found.only.soft:
        link = _judge(bench, statement, found.only)
        return _reconsidered(bench, statement, found.only, link) if _differs(link) else link
    if found.candidates:
        soft = all(candidate.soft for candidate in found.candidates)
        judged = [(c, _judge(bench, statement, c)) for c in found.candidates if soft or c.cell.value is not None]
        holding = [link for _, link in judged if link is not None and not _differs(link)]
        if holding and (soft or len(holding) == 1):
            return holding[0]
        slips = [link for c, link in judged if _differs(link) and not holding and _misprinted(bench, statement, c)]
        if len({link.computed for link in slips if link is not None}) == 1:
            return slips[0]
        if soft:
            return None
        names = "、".join(sorted({f"{c.cell.row_label}/{c.cell.column}" for c in found.candidates}))
        return _make(
            statement, Verdict.AMBIGUOUS, say(f"有多个可能的单元格：{names}", f"several cells are possible: {names}")
        )
    if found.why and statement.figure.value == 0 and (statement.path is not None or statement.code):
        return None
    return _make(statement, Verdict.NOT_CHECKED, found.why) if found.why else None


def _misprinted(bench: Bench, statement: Statement, candidate: Candidate) -> bool:
    """True where a figure is a misprint of a cell: another digit, or just its digits with another unit."""
    factor, value = bench.tables.factor(candidate.view, statement.unit), candidate.view.value(candidate.cell)
    if factor is None or value is None:
        return False
    meant = value.times(factor).value
    other_unit = factor != 1 and statement.figure.value == value.value != 0
    return other_unit or is_slip(statement.figure.value, meant)


def _differs(link: Link | None) -> bool:
    return link is not None and link.verdict is Verdict.MISMATCH


def _reconsidered(bench: Bench, statement: Statement, chosen: Candidate, wrong: Link | None) -> Link | None:
    """A mismatch, unless another cell that the figure may mean holds exactly what is stated.

    Another total of the same money is what loose words (支出总额) mean then. The same words in a table of other money,
    or the same account there, leave open whether the wrong table was taken: ambiguous.
    """
    others = [
        *allowed(bench, statement, loose_cells(bench, statement, chosen)),
        *cells_of_the_account(bench, statement),
    ]
    for candidate in sorted(others, key=lambda other: not same_money(chosen, other)):
        link = _judge(bench, statement, candidate) if candidate.cell.value is not None else None
        if wrong is None or link is None or link.verdict is not Verdict.MATCH:
            continue
        if same_money(chosen, candidate):
            return link
        why = say(f"{wrong.why}；但{link.why}", f"{wrong.why}; but {link.why}")
        return _make(statement, Verdict.AMBIGUOUS, why)
    return wrong


def _judge(bench: Bench, statement: Statement, candidate: Candidate) -> Link | None:
    """Compare a figure with its cell by the interval rule, in the figure's unit."""
    cell, view = candidate.cell, candidate.view
    where = f"{view.table.title}·{cell.row_label or '—'}·{cell.column}"
    score = math.prod(candidate.features.values())
    if not readable(cell):
        return _make(statement, Verdict.NOT_CHECKED, say(f"{where} 无法识读", f"{where} cannot be read"), candidate)
    factor = bench.tables.factor(view, statement.unit)
    if cell.state is CellState.BLANK:
        if statement.figure.value == 0:
            why = say(f"{where} 为空白，文中为0", f"{where} is blank and the text says 0")
            return _make(statement, Verdict.MATCH, why, candidate, score * 0.9)
        if candidate.soft:
            return None
        if view.table.empty:
            why = say(f"《{view.table.title}》没有任何数字，无法核对", f"{view.table.title} holds no amount at all")
            return _make(statement, Verdict.NOT_CHECKED, why, candidate, score)
        why = say(
            f"文中为{statement.figure.text}，{where} 为空白", f"the text says {statement.figure.text}, {where} is blank"
        )
        return _make(statement, Verdict.MISMATCH, why, candidate, score)
    value = view.value(cell)
    if factor is None or value is None:
        return _make(
            statement, Verdict.NOT_CHECKED, say(f"{where} 的金额单位不明", f"the unit of {where} is unknown"), candidate
        )
    verdict = _verdict(statement, value.times(factor), same_unit=factor == 1)
    opening = statement.basis == "budget" and "年初" in statement.phrase.lead
    if verdict is Verdict.MISMATCH and opening and "调整" in view.table.note:
        why = say(
            f"文中是年初预算，{where} 按表注是调整后的预算",
            f"the text states the opening budget, {where} an adjusted one",
        )
        return _make(statement, Verdict.NOT_CHECKED, why, candidate, score)
    unit = bench.tables.unit(view)
    why = {
        Verdict.MATCH: say(f"与{where}（{cell.raw}{unit}）一致", f"equal to {where} ({cell.raw} {unit})"),
        Verdict.ROUNDING: say(
            f"与{where}（{cell.raw}{unit}）仅有尾差", f"differs from {where} ({cell.raw} {unit}) by rounding"
        ),
        Verdict.MISMATCH: say(f"与{where}（{cell.raw}{unit}）不一致", f"differs from {where} ({cell.raw} {unit})"),
    }[verdict]
    return _make(statement, verdict, why, candidate, score)


def _verdict(statement: Statement, cell: Printed, same_unit: bool) -> Verdict:
    stated = statement.printed
    agreement = compare(stated, cell)
    if agreement is Agreement.APART:
        # 1429.63万元 for 14,296,381元: cut off, not rounded, as with percentages.
        cut = not same_unit and cut_off(stated.value, cell.value)
        return Verdict.ROUNDING if cut else Verdict.MISMATCH
    if agreement is Agreement.EQUAL:
        return Verdict.MATCH
    step = Decimal(1).scaleb(-places(statement.figure.value))
    # 15621.11万元 for 156,211,123元 is the same amount in a larger unit, not a rounding difference.
    return (
        Verdict.MATCH
        if not same_unit and cell.value.quantize(step, ROUND_HALF_UP) == stated.value
        else Verdict.ROUNDING
    )


def _computed(statement: Statement, outcome: Outcome) -> Link:
    return Link(
        figure=statement.figure.ordinal,
        cell=None,
        formula=outcome.formula,
        computed=outcome.computed,
        verdict=outcome.verdict,
        score=outcome.score,
        features=outcome.features,
        why=outcome.why,
        operands=tuple(_placed(one) for one in outcome.operands),
    )


def _placed(one: Operand) -> LinkOperand:
    """An operand with its place: a figure or a cell."""
    if isinstance(one.source, Statement):
        return LinkOperand(one.shown, figure=one.source.figure.ordinal)
    return LinkOperand(one.shown, cell=one.source.ref)


def _nothing(bench: Bench, statement: Statement) -> Link:
    """No cell and no arithmetic: say why that is in order."""
    figure = statement.figure
    if figure.kind is FigureKind.DELTA:
        why = say(
            "表中没有增减额，也没有可以相减的数", "the tables hold no differences, and there is nothing to subtract"
        )
    elif figure.kind in (FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT):
        why = say("文中和表中没有可以复算的数", "neither the text nor the tables hold the operands")
    elif figure.kind is FigureKind.AMOUNT and not statement.current:
        why = say("其他年度的数，本文件的表中没有", "of another year than the tables")
    elif figure.kind is FigureKind.AMOUNT and "budget" in statement.basis and not bench.budget:
        why = say("决算表中没有预算栏", "the tables of final accounts hold no budget")
    else:
        why = say("表中没有对应的栏目", "no table holds such a figure")
    return _make(statement, Verdict.NO_TABLE_COUNTERPART, why)


def _make(
    statement: Statement, verdict: Verdict, why: str, candidate: Candidate | None = None, score: float = 0.0
) -> Link:
    features: Mapping[str, float] = candidate.features if candidate else {}
    computed = None
    if candidate is not None and candidate.cell.value is not None:
        computed = candidate.cell.value
    return Link(
        figure=statement.figure.ordinal,
        cell=candidate.ref if candidate else None,
        formula="",
        computed=computed,
        verdict=verdict,
        score=round(score, 4),
        features=dict(features),
        why=why,
    )
