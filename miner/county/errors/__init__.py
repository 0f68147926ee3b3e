"""Errors on purpose: each kind alters a finished disclosure in one place and notes what was there before.

A kind is a function that finds where it can be planted and plants it, or says that there is no such place. Adding one is a
function and its line in `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp

from miner.county.dice import Dice
from miner.county.errors import wrong_figures, wrong_tables, wrong_words
from miner.county.errors.manuscript import Kind, Manuscript
from miner.county.telling import Told
from miner.model import TableKind

__all__ = ["KINDS", "Kind", "Manuscript", "plant"]

_LEAF = re.compile(r"\d{7}\|")
KINDS: Mapping[str, Kind] = {
    "figure_against_table": wrong_figures.figure_against_table,
    "figure_against_figure": wrong_figures.figure_against_figure,
    "wrong_share": wrong_figures.wrong_rate("占比", "wrong_share"),
    "wrong_growth": wrong_figures.wrong_rate("增减率", "wrong_growth"),
    "wrong_completion": wrong_figures.wrong_rate("完成率", "wrong_completion"),
    "wrong_difference": wrong_figures.wrong_difference,
    "wrong_sum": wrong_figures.wrong_sum,
    "swapped_denominator": wrong_figures.swapped_denominator,
    "last_years_figure": wrong_figures.last_years_figure,
    "missing_percent": wrong_figures.missing_percent,
    "missing_unit": wrong_figures.missing_unit,
    "wrong_unit": wrong_figures.wrong_unit,
    "growth_from_nought": wrong_figures.growth_from_nought,
    "wrong_direction": wrong_words.wrong_direction,
    "contradicting_reason": wrong_words.contradicting_reason,
    "reason_missing": wrong_words.reason_missing,
    "empty_reason": wrong_words.empty_reason,
    "template_residue": wrong_words.template_residue,
    "blank_slot": wrong_words.blank_slot,
    "wrong_year": wrong_words.wrong_year,
    "wrong_name": wrong_words.wrong_name,
    "account_not_in_table": wrong_words.account_not_in_table,
    "account_not_in_prose": wrong_words.account_not_in_prose,
    "row_against_total": wrong_tables.misprinted_cell(
        "row_against_total", (TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.EXPENDITURE),
        lambda box: bool(_LEAF.match(box.key)) and box.key.endswith(("|basic", "|project")),
    ),
    "table_against_table": wrong_tables.misprinted_cell(
        "table_against_table", (TableKind.FISCAL_APPROPRIATION_SUMMARY,), lambda box: box.key == "收入:一般公共预算财政拨款|final"
    ),
    "economic_sum": wrong_tables.misprinted_cell(
        "economic_sum", (TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,), lambda box: bool(re.match(r"30[12]\d\d\|", box.key))
    ),
    "table_missing": wrong_tables.table_missing,
    "table_blank": wrong_tables.table_blank,
}  # fmt: skip
"""Every kind by its name."""


def plant(told: Told, rates: Mapping[str, float], dice: Dice) -> Manuscript:
    """A disclosure with errors.

    Args:
        told: a clean one.
        rates: by kind, how many of them a document has on average; ``any`` is shared out among all kinds.
        dice: of this document.

    Raises:
        KeyError: there is no such kind.
    """
    manuscript = Manuscript(told, list(told.blocks))
    for kind in _drawn(rates, dice):
        KINDS[kind](manuscript, dice.of(kind))
    return manuscript


def _drawn(rates: Mapping[str, float], dice: Dice) -> list[str]:
    kinds = [kind for kind in rates if kind != "any" for _ in range(_poisson(dice.of("count", kind), rates[kind]))]
    for number in range(_poisson(dice.of("count"), rates.get("any", 0.0))):
        kinds.append(dice.of("kind", number).choice(sorted(KINDS)))
    # What takes a table's cells away comes first: the others then point at cells that are there.
    return sorted(kinds, key=lambda kind: kind not in ("table_missing", "table_blank"))


def _poisson(dice: Dice, mean: float) -> int:
    """Draws of the Poisson distribution (Knuth's method); a whole mean is met exactly: 1 plants one in each document."""
    if mean >= 1 and mean == int(mean):
        return int(mean)
    limit, product, count = exp(-mean), dice.between(0, 1), 0
    while product > limit:
        product *= dice.between(0, 1)
        count += 1
    return count
