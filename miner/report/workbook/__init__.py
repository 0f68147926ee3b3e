"""The workbook: an audit working paper (审计工作底稿) for a spreadsheet, from the store alone."""

from miner.report.workbook.building import workbook_name, write_workbook

__all__ = ["workbook_name", "write_workbook"]
