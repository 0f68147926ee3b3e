"""Figures in prose: what each is, which cell or arithmetic backs it, whether it holds; identities of the tables; findings."""

from miner.figures.linking import link_figures
from miner.figures.mentions import find_figures

__all__ = ["find_figures", "link_figures"]
