"""What came of a run, in lines for a person; the last one says where the report is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from miner.bilingual import say

if TYPE_CHECKING:  # only for the annotation: loading the stages takes longer than showing the help
    from miner.runs import RunSummary


def summary_lines(summary: RunSummary) -> Iterator[str]:
    """Counts, every document that failed with its reasons, and the path of the report."""
    failed = sum(not failure.known for failure in summary.failures)
    yield say(
        f"文件 {summary.files} 份：读取 {summary.read}（完整 {summary.complete}，"
        f"部分 {summary.partial}，失败 {failed}），"
        f"没有变化 {summary.skipped}，内容相同 {summary.duplicates}；用时 {summary.seconds:.1f} 秒",
        f"Files {summary.files}: read {summary.read} (complete {summary.complete}, partial {summary.partial}, "
        f"failed {failed}), unchanged {summary.skipped}, same content {summary.duplicates}; {summary.seconds:.1f} s",
    )
    if summary.ignored:
        yield say(
            f"文件夹里另有 {summary.ignored} 个其他格式的文件，未读",
            f"Files of other formats in the folders, left out: {summary.ignored}",
        )
    for failure in summary.failures:
        before = say("（上次已知）", " (known from before)") if failure.known else ""
        yield say(f"失败：{failure.source}{before}", f"Failed: {failure.source}{before}")
        yield from (f"  {reason}" for reason in failure.reasons)
        yield from (say(f"  内容相同的还有：{twin}", f"  Same content: {twin}") for twin in failure.twins)
    for problem in summary.problems:
        yield say(f"问题：{problem.message}", f"Problem: {problem.message}")
    yield say(f"数据库：{summary.database}", f"Database: {summary.database}")
    if summary.report is not None:
        yield say(f"报告：{summary.report}", f"Report: {summary.report}")
