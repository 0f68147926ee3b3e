"""The money that explanations explain: the difference that their narrative states, split between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from miner.language.numbers import YUAN
from miner.model import Explanation
from miner.store.stored import StoredAmount

_BUDGETED, _SPENT = "预算", ("决算", "决算数")
_OF_ANOTHER_YEAR = ("上年", "去年", "较")
_BUDGETS = ("budget", "adjusted_budget", "")
"""What is compared with where the difference of budget and outcome is the one that is spoken of; empty: not known."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money, or a difference, that a variance states."""

    value: Decimal
    unit: str
    kind: str
    """``delta`` or ``amount``."""
    measure: str


def difference_of(amounts: Iterable[Amount | StoredAmount], basis: str = "") -> Decimal | None:
    """The difference that a variance states, in 元 and without its sign.

    Where it states none, but both what was budgeted and what was spent, and compares these, the difference of the two; else
    nothing.

    Args:
        amounts: what it states, in order.
        basis: what it compares with, where that is known.
    """
    sides: dict[str, Decimal] = {}
    for one in amounts:
        if one.unit not in YUAN:
            continue
        value = one.value * YUAN[one.unit]
        if one.kind == "delta":
            return abs(value)
        if one.measure.endswith(_BUDGETED):
            sides.setdefault("budgeted", value)
        elif one.measure.endswith(_SPENT) and not any(word in one.measure for word in _OF_ANOTHER_YEAR):
            sides.setdefault("spent", value)
    return abs(sides["spent"] - sides["budgeted"]) if len(sides) == 2 and basis in _BUDGETS else None


def stated_differences(amounts: Iterable[StoredAmount]) -> dict[str, Decimal]:
    """The difference that each variance states (`difference_of`), by narrative."""
    of_narrative: dict[str, list[StoredAmount]] = defaultdict(list)
    for one in amounts:
        of_narrative[one.narrative_id].append(one)
    found = {narrative: difference_of(held) for narrative, held in of_narrative.items()}
    return {narrative: amount for narrative, amount in found.items() if amount is not None}


def explained_money(explanations: Iterable[Explanation], stated: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The difference that each explanation explains; one that several share is split evenly.

    Args:
        explanations: of all documents.
        stated: the difference that each narrative states, where it states one.
    """
    of_narrative: dict[str, list[str]] = defaultdict(list)
    for one in explanations:
        of_narrative[one.narrative_id].append(one.explanation_id)
    return {
        one: stated[narrative] / len(held)
        for narrative, held in of_narrative.items()
        if narrative in stated
        for one in held
    }
