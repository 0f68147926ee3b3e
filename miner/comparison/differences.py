"""How many of the differences that ask for a reason have one (说明率), and how much money that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.bilingual import say
from miner.model import Measure


@dataclass(frozen=True, slots=True)
class Difference:
    """A stated difference for which a reason is due: not 持平, and not of nought."""

    record_id: str
    """Of its narrative."""
    explained: bool
    """Whether a reason is given, with it or elsewhere for the same."""
    amount: Decimal | None
    """Its size in 元, without a sign; none where the prose does not state it."""


def difference_measures(doc_id: str, differences: Sequence[Difference]) -> tuple[Measure, ...]:
    """The measures of reasons, always in this order.

    * ``differences_due``: differences for which a reason is due;
    * ``differences_unexplained``: those of them that have none, listed in ``counted``;
    * ``reason_coverage``: differences explained / differences due, 0 to 1; none where no reason is due;
    * ``explained_money``, ``unexplained_money``, in 元: sum of |difference| of those with and without a reason; none where
      there is none of them, or their amounts are not stated;
    * ``explained_money_share``: explained money / (explained + unexplained money), 0 to 1.

    The money of a total and of its parts is counted with both, and so is a difference that is stated twice: the sums say how
    much money is spoken of, not how much there is. The note says of how many differences the amount is known.

    Source: the measures are the project's own. That reasons are due is 财预〔2016〕143号 (地方预决算公开操作规程), which has
    increases and decreases explained.
    """
    explained = [one for one in differences if one.explained]
    unexplained = [one for one in differences if not one.explained]
    none_due = say("没有需要说明原因的差异", "no difference asks for a reason")
    coverage = len(explained) / len(differences) if differences else None
    with_reason, without_reason = _sum(explained), _sum(unexplained)
    known = sum(one.amount is not None for one in differences)
    how_many = say(
        f"{len(differences)}处差异中{known}处有金额",
        f"the amount of {known} of {len(differences)} differences is stated",
    )
    whole = (with_reason or Decimal()) + (without_reason or Decimal())
    no_explained = say("没有说明了原因且有金额的差异", "no difference with a reason has a stated amount")
    no_unexplained = say("没有缺少原因且有金额的差异", "no difference without a reason has a stated amount")
    return (
        Measure(doc_id, "differences_due", float(len(differences))),
        Measure(
            doc_id,
            "differences_unexplained",
            float(len(unexplained)),
            counted=tuple(one.record_id for one in unexplained),
        ),
        Measure(doc_id, "reason_coverage", coverage, "" if differences else none_due),
        _money(doc_id, "explained_money", with_reason, no_explained if with_reason is None else how_many),
        _money(doc_id, "unexplained_money", without_reason, no_unexplained if without_reason is None else how_many),
        Measure(
            doc_id,
            "explained_money_share",
            float((with_reason or Decimal()) / whole) if whole else None,
            how_many if differences else none_due,
        ),
    )


def _money(doc_id: str, name: str, value: Decimal | None, note: str) -> Measure:
    return Measure(doc_id, name, None if value is None else float(value), note)


def _sum(differences: Sequence[Difference]) -> Decimal | None:
    amounts = [abs(one.amount) for one in differences if one.amount is not None]
    return sum(amounts, Decimal()) if amounts else None
