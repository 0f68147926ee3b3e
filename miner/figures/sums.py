"""Sums that the text states with their parts, and what totals imply about shares whose parts are not stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from miner.bilingual import say
from miner.figures.context import Topic
from miner.figures.intervals import HUNDRED, Agreement, Printed, compare, printed, total
from miner.figures.lookup import Bench
from miner.figures.operands import (
    Operand,
    Outcome,
    operand,
    outcome_of,
    rounded,
    same_paragraph,
    same_sentence,
    short,
    stated_after,
)
from miner.figures.statements import Statement
from miner.figures.text_rules import PURCHASES
from miner.model import FigureKind, Verdict


@dataclass(frozen=True, slots=True)
class Partition:
    """A total that is stated together with all of its parts."""

    name: str
    whole: str
    """Pattern for the total's noun."""
    part: str
    """Pattern for a part's noun; where it has a group, each value of the group counts once."""
    at_least: int


PARTITIONS: tuple[Partition, ...] = (
    Partition(
        "采购", r".*政府采购(?:支出)?(?:总额|金额|合计|总计)?(?:（以合同签订为准）)?", r".*(货物|工程|服务).*", 3
    ),
    Partition(
        "车辆",
        r".*(?:公务)?车辆(?:共有|合计|总数)?|(?:共有|实有|拥有|现有)?公务用车(?:共有|合计|总数)?",
        r".*(?:用车|车辆)",
        3,
    ),
    Partition("绩效评级", r".*绩效自评的.*项目", r".*绩效评级为.*的项目", 3),
)


def partition_sum(bench: Bench, statement: Statement) -> Outcome | None:
    """总额 = the parts that follow it in its sentence (其中：…)."""
    figure = statement.figure
    for partition in PARTITIONS:
        if not re.fullmatch(partition.whole, statement.noun) or (
            re.fullmatch(partition.part, statement.noun) and partition.name == "采购"
        ):
            continue
        parts: dict[str, Statement] = {}
        for other in stated_after(bench, statement):
            if not _listed_with(bench, statement, other):
                break
            match = re.fullmatch(partition.part, other.noun)
            same = other.figure.kind is figure.kind and other.unit == statement.unit
            if match is None or not same:
                if parts and same:
                    break
                continue
            parts.setdefault(match[1] if match.re.groups else other.noun, other)
        if len(parts) < partition.at_least:
            continue
        counted = figure.kind is FigureKind.COUNT
        own = Printed(figure.value, Decimal(0)) if counted else statement.printed
        listed = list(parts.values())
        outcomes = []
        for last in range(len(parts), partition.at_least - 1, -1):
            if last < len(parts) and not _NESTED.search(
                bench.text(figure.section)[listed[last - 1].phrase.end : listed[last].phrase.start]
            ):
                continue
            taken = listed[:last]
            summed = total(part.printed for part in taken)
            summed = Printed(summed.value, Decimal(0)) if counted else summed
            formula = " + ".join(str(part.figure.value) for part in taken)
            outcomes.append(outcome_of(compare(own, summed), formula, summed.value, [_counted(part) for part in taken]))
        return next((o for o in outcomes if o.verdict is not Verdict.ARITHMETIC_MISMATCH), outcomes[0])
    return None


_NESTED = re.compile(r"[（(]|其中|包括|主要[是为]|含")
"""其他用车3辆（其中救护车2辆…）: parts of a part follow, and those before them may be all."""


def _listed_with(bench: Bench, statement: Statement, other: Statement) -> bool:
    """True where a figure stands in another's sentence, or in the next one if that begins with 其中."""
    if same_sentence(other, statement):
        return True
    begun, text = other.phrase.sentence_start, bench.text(statement.figure.section)
    follows = begun == statement.phrase.sentence_end and same_paragraph(other, statement)
    return follows and text[begun:].lstrip().startswith(("其中", "包括"))


def _counted(part: Statement) -> Operand:
    """A part of a sum as an operand, whatever its unit."""
    return Operand(part.printed, str(part.figure.value), part)


def sum_of_budgets(bench: Bench, statement: Statement) -> Outcome | None:
    """The opening total 年初预算 = the sum of the accounts' 年初预算, where the accounts listed are all there are.

    They are all there are where their final accounts add up to the stated final accounts.
    """
    if (
        statement.topic not in (Topic.GENERAL, Topic.APPROPRIATION)
        or statement.path is not None
        or "budget" not in statement.basis
        or bench.budget
    ):
        return None
    finals = [
        s for s in stated_after(bench, statement) if same_sentence(s, statement) and s.amount and s.basis == "final"
    ]
    if not finals:
        return None
    own_final = finals[0]
    budgets: dict[tuple[int, int], Statement] = {}
    spent: dict[tuple[int, int], Statement] = {}
    for other in _below(bench, statement):
        if other.path is None or not other.amount or not other.current or len(other.path.parts) < 2:
            continue
        place = (other.figure.section, other.path.start)
        if "budget" in other.basis:
            budgets.setdefault(place, other)
        elif other.basis == "final" and other.noun in {"", "支出"}:
            spent.setdefault(place, other)
    if len(budgets) < 2 or budgets.keys() != spent.keys():
        return None
    all_spent = total(s.yuan for s in spent.values() if s.yuan is not None)
    target = own_final.yuan
    if target is None or compare(all_spent, target) is Agreement.APART:
        return None
    summed = total(s.yuan for s in budgets.values() if s.yuan is not None)
    own = statement.yuan
    if own is None:
        return None
    unit = own.value / statement.figure.value if statement.figure.value else Decimal(1)
    formula = " + ".join(str(s.figure.value) for s in budgets.values())
    operands = [value for s in budgets.values() if (value := operand(s)) is not None]
    return outcome_of(compare(own, summed), formula, summed.value / unit, operands)


def _below(bench: Bench, statement: Statement) -> list[Statement]:
    """The statements of a section after one of its figures, and those of all sections below it."""
    home = bench.disclosure.sections[statement.figure.section]
    found = stated_after(bench, statement)
    for section in bench.disclosure.sections[home.ordinal + 1 :]:
        if section.level <= home.level:
            break
        found += bench.by_section.get(section.ordinal, [])
    return found


def procurement_bound(bench: Bench, statement: Statement, subject: str, named: str) -> Outcome | None:
    """货物采购授予中小企业合同金额占货物支出的x%: the parts are not stated, but the totals leave little room for x.

    What did not go to small and medium firms is total - granted; at most all of that lies in this kind of
    procurement, and so the share is at least (kind - (total - granted)) / kind, and at most granted / kind.
    """
    kind = next((word for word in ("货物", "工程", "服务") if word in subject and word in named), "")
    if not kind or "中小企业" not in subject:
        return None
    inside = [s for s in bench.by_section[statement.figure.section] if s.amount and s.current]
    whole = next((s for s in inside if re.fullmatch(PURCHASES, s.noun)), None)
    granted = next((s for s in inside if "中小企业" in s.noun and "货物" not in s.noun), None)
    of_kind = next((s for s in inside if kind in s.noun and "中小企业" not in s.noun), None)
    if whole is None or granted is None or of_kind is None:
        return None
    t, g, k = whole.yuan, granted.yuan, of_kind.yuan
    if t is None or g is None or k is None or k.value <= 0:
        return None
    width = (t.half + g.half + k.half) / k.value * HUNDRED + printed(statement.figure.value).half
    low = max(Decimal(0), k.value - (t.value - g.value)) / k.value * HUNDRED
    high = min(k.value, g.value) / k.value * HUNDRED
    if low - width <= statement.figure.value <= high + width:
        return None
    formula = f"[{of_kind.figure.value} − ({whole.figure.value} − {granted.figure.value})] ÷ {of_kind.figure.value}"
    why = say(
        f"按总额和授予额推算，该占比只能在{short(low)}%至{short(high)}%之间",
        f"by the totals this share can only lie between {short(low)}% and {short(high)}%",
    )
    operands = tuple(value for s in (of_kind, whole, granted) if (value := operand(s)) is not None)
    return Outcome(Verdict.ARITHMETIC_MISMATCH, formula, rounded(low), why, 0.9, operands=operands)
