"""Measures of a department-year: what one document tells alone, and what it shares with others."""

from miner.comparison.boilerplate import boilerplate_measures
from miner.comparison.measures import measures_of

__all__ = ["boilerplate_measures", "measures_of"]
