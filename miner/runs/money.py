"""The money that explanations explain: the difference that their narrative states, split between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from miner.language.numbers import YUAN
from miner.model import Explanation
from miner.store.stored import StoredAmount

_BUDGETED, _SPENT = ("年初预算", "全年预算", "调整预算", "支出预算"), ("支出决算", "决算")


def stated_differences(amounts: Iterable[StoredAmount]) -> dict[str, Decimal]:
    """The difference that each variance states, in 元 and without its sign, by narrative.

    Where it states none, but both what was budgeted and what was spent, the difference of the two; else nothing.
    """
    stated: dict[str, Decimal] = {}
    sides: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for one in amounts:
        if one.unit not in YUAN:
            continue
        value = one.value * YUAN[one.unit]
        if one.kind == "delta":
            stated.setdefault(one.narrative_id, abs(value))
        elif one.measure in _BUDGETED:
            sides[one.narrative_id].setdefault("budgeted", value)
        elif one.measure in _SPENT:
            sides[one.narrative_id].setdefault("spent", value)
    for narrative, found in sides.items():
        if len(found) == 2:
            stated.setdefault(narrative, abs(found["spent"] - found["budgeted"]))
    return stated


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
