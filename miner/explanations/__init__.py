"""Recurring explanations: reasons masked to templates, templates that say the same gathered in clusters."""

from miner.explanations.causes import UNSURE, cause_of, cause_title
from miner.explanations.clustering import cluster
from miner.explanations.explaining import explain

__all__ = ["UNSURE", "cause_of", "cause_title", "cluster", "explain"]
