"""Recurring explanations: reasons masked to templates, templates that say the same gathered in clusters."""

from miner.explanations.clustering import Standing, cluster
from miner.explanations.explaining import explain
from miner.explanations.texts import GroupedText, ReasonText, cluster_texts

__all__ = ["GroupedText", "ReasonText", "Standing", "cluster", "cluster_texts", "explain"]
