"""Measures of a department-year: what one document tells alone, and what it shares with others."""

from miner.comparison.boilerplate import boilerplate_measures
from miner.comparison.keyness import Keyness, keyness
from miner.comparison.mandated import mandated_distances
from miner.comparison.measures import measures_of
from miner.comparison.published import Prose, published_measures
from miner.comparison.usage import template_uses

__all__ = [
    "Keyness",
    "Prose",
    "boilerplate_measures",
    "keyness",
    "mandated_distances",
    "measures_of",
    "published_measures",
    "template_uses",
]
