"""The report: HTML pages made from the store alone, to be opened from disk."""

from miner.report.pages import write_comparison, write_report

__all__ = ["write_comparison", "write_report"]
