"""Figures in prose: what each is, what backs it, whether it holds; identities of the tables; findings."""

from miner.figures.content import check_content
from miner.figures.findings import collect_findings
from miner.figures.identities import check_identities
from miner.figures.linking import link_figures
from miner.figures.lookup import Bench
from miner.figures.mentions import find_figures

__all__ = ["Bench", "check_content", "check_identities", "collect_findings", "find_figures", "link_figures"]
