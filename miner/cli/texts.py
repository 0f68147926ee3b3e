"""``miner cluster-texts`` and ``miner models``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from miner.bilingual import say
from miner.cli.console import console
from miner.cli.machine import as_json
from miner.cli.options import General, json_option
from miner.cli.tables import FoldingTable

SOME_LEFT_OUT = 1


def cluster_texts(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=say("文件", "FILE"),
            help=say(
                ".jsonl 或 .csv：id、text，可有 department、fiscal_year、direction；- 为标准输入（jsonl）",
                ".jsonl or .csv: id, text, perhaps department, fiscal_year, direction; - for standard input (jsonl)",
            ),
        ),
    ],
    target: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar=say("文件", "FILE"),
            help=say("写到哪里，默认标准输出", "Where to write; default: standard output"),
        ),
    ] = Path("-"),
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=say("同时几个进程，默认是处理器核数", "Processes; default: number of cores")
        ),
    ] = None,
) -> int:
    """Group reasons of a file; JSON lines out."""
    general: General = context.obj
    general.in_force()
    from miner.runs.texts import STANDARD, group_file

    summary = group_file(file, target, workers or os.cpu_count() or 1)
    for problem in summary.problems:
        print(problem, file=sys.stderr)
    more = summary.left_out - len(summary.problems)
    if more > 0:
        print(say(f"……另有 {more} 行未用", f"… and {more} more lines left out"), file=sys.stderr)
    print(
        say(
            f"{summary.texts} 条，{summary.clusters} 种说法，{summary.families} 种原因；未用 {summary.left_out} 行",
            f"{summary.texts} texts, {summary.clusters} wordings, {summary.families} reasons; {summary.left_out} lines left out",
        ),
        file=sys.stderr,
    )
    if target != STANDARD:
        print(target)
    return SOME_LEFT_OUT if summary.left_out else 0


def models(context: typer.Context, json: Annotated[bool, json_option()] = False) -> int:
    """Show what is loaded, what it was made from, how good it is and how to make it again."""
    general: General = context.obj
    general.in_force()
    from miner.inventory import inventory

    found = inventory()
    if json:
        print(as_json({"models": found}))
        return 0
    listing = FoldingTable(
        say("模型", "Model"), say("是什么", "What"), say("来自", "Made from"), say("大小", "Size"), say("指纹", "Fingerprint"),
        say("成绩", "Scores"), say("重建与检验", "Rebuild and measure"), box=None,
    )  # fmt: skip
    for one in found:
        scores = "\n".join(f"{name} {value:g}" for name, value in one.scores.items())
        commands = "\n".join(command for command in (one.rebuild, one.evaluate) if command)
        listing.add_row(
            one.name, Text(one.what), Text(one.made_from), f"{one.size / 1024:.0f} KB", one.fingerprint, scores, Text(commands)
        )  # fmt: skip
    console().print(listing)
    return 0
