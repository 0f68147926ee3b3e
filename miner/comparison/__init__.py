"""Measures of a department-year: what one document tells alone, and what it shares with others."""

from miner.comparison.boilerplate import boilerplate_measures
from miner.comparison.cause_mix import cause_measures
from miner.comparison.differences import Difference, difference_measures
from miner.comparison.execution import execution_measures
from miner.comparison.keyness import Keyness, keyness
from miner.comparison.mandated import mandated_distances
from miner.comparison.measures import measures_of
from miner.comparison.published import Prose, published_measures, published_measures_in_parts
from miner.comparison.readability import Span, passages, readability_measures
from miner.comparison.usage import template_uses

__all__ = [
    "Difference",
    "Keyness",
    "Prose",
    "Span",
    "boilerplate_measures",
    "cause_measures",
    "difference_measures",
    "execution_measures",
    "keyness",
    "mandated_distances",
    "measures_of",
    "passages",
    "published_measures",
    "published_measures_in_parts",
    "readability_measures",
    "template_uses",
]
