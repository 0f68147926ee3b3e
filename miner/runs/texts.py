"""Reasons out of a file, grouped, and written as JSON lines: `miner cluster-texts`.

A row needs ``id`` and ``text``; ``department``, ``fiscal_year`` and ``direction`` may be there. A row that cannot be used is named with
its line and left out; the others are grouped.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from miner.bilingual import say
from miner.errors import UsageError
from miner.explanations.texts import GroupedText, ReasonText, cluster_texts

STANDARD = Path("-")
"""Standard input or output."""
_MOST_NAMED = 20
"""So many bad rows are described; further ones are counted."""


@dataclass(slots=True)
class TextsSummary:
    """What came of it."""

    texts: int = 0
    clusters: int = 0
    families: int = 0
    left_out: int = 0
    """Rows that could not be used."""
    problems: list[str] = field(default_factory=list)
    """The first of them, in words."""


def group_file(source: Path, target: Path = STANDARD, workers: int = 1) -> TextsSummary:
    """Group the reasons of a file.

    Args:
        source: ``.jsonl`` or ``.csv`` (UTF-8, with a head), or ``-`` for JSON lines on standard input.
        target: where to write, whole or not at all; ``-`` for standard output.
        workers: processes.

    Raises:
        UsageError: the file is not there, is of another kind, or a csv file lacks a column; or the target cannot be written.
    """
    summary = TextsSummary()
    clusters: set[str] = set()
    families: set[str] = set()
    endings: dict[str, str] = {}
    with _reading(source) as lines, _writing(target) as out:
        for grouped in cluster_texts(_rows(source, lines, summary), workers):
            summary.texts += 1
            clusters.add(grouped.cluster_id)
            families.add(grouped.family_id)
            if grouped.template not in endings:  # all but the id is the same for all texts of a template
                endings[grouped.template] = json.dumps(_without_id(grouped), ensure_ascii=False)[1:]
            out.write(f'{{"id": {json.dumps(grouped.id, ensure_ascii=False)}, {endings[grouped.template]}\n')
    summary.clusters, summary.families = len(clusters), len(families)
    return summary


def _without_id(grouped: GroupedText) -> dict[str, object]:
    row = asdict(grouped)
    del row["id"]
    return row


def _rows(source: Path, lines: IO[str], summary: TextsSummary) -> Iterator[ReasonText]:
    for number, row in _csv_rows(lines) if source.suffix.lower() == ".csv" else _json_rows(lines):
        if isinstance(row, str):
            problem = row
        elif row.get("id") in (None, "") or not isinstance(row.get("text"), str):
            problem = say("缺少 id 或 text", "id or text is missing")
        else:
            yield ReasonText(str(row["id"]), row["text"], str(row.get("department") or ""))
            continue
        summary.left_out += 1
        if len(summary.problems) < _MOST_NAMED:
            summary.problems.append(say(f"第 {number} 行未用：{problem}", f"line {number} left out: {problem}"))


def _json_rows(lines: IO[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield number, say(f"不是 JSON（{error}）", f"no JSON ({error})")
            continue
        yield number, row if isinstance(row, dict) else say("不是 JSON 对象", "no JSON object")


def _csv_rows(lines: IO[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    reader = csv.DictReader(lines)
    missing = {"id", "text"} - set(reader.fieldnames or ())
    if missing:
        raise UsageError(
            say(f"表头缺少列：{'、'.join(sorted(missing))}", f"The head lacks columns: {', '.join(sorted(missing))}"),
            say("第一行应当是列名，至少有 id 和 text。", "The first line names the columns; id and text are needed."),
        )
    for row in reader:
        yield reader.line_num, dict(row)


@contextmanager
def _reading(source: Path) -> Iterator[IO[str]]:
    if source == STANDARD:
        yield sys.stdin
        return
    if source.suffix.lower() not in (".jsonl", ".csv"):
        raise UsageError(
            say(f"不认识的格式：{source.name}", f"A format that is not known: {source.name}"),
            say("请给 .jsonl 或 .csv 文件。", "Give a .jsonl or .csv file."),
        )
    try:
        # A byte order mark, as Excel writes it, is no part of the first column's name.
        lines = source.open(encoding="utf-8-sig", errors="replace", newline="")
    except OSError as error:
        raise UsageError(
            say(f"不能读取 {source}：{error.strerror}", f"{source} cannot be read: {error.strerror}"),
            say("请检查路径。", "Check the path."),
        ) from error
    with lines:
        yield lines


@contextmanager
def _writing(target: Path) -> Iterator[IO[str]]:
    if target == STANDARD:
        yield sys.stdout
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        out = beside.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(
            say(f"不能写入 {target}：{error.strerror}", f"{target} cannot be written: {error.strerror}"),
            say("请检查路径和写权限。", "Check the path and its permissions."),
        ) from error
    try:
        with out:
            yield out
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
