"""What each command does: settings together, one call of a public function, the result on standard output.

The stages are imported where they are used: loading them takes longer than showing the help.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from miner import __version__
from miner.bilingual import say
from miner.cli.auditing import show_audit
from miner.cli.console import console
from miner.cli.machine import as_json, document_object, findings_object, summary_object
from miner.cli.options import General, file_argument, json_option
from miner.cli.progress import RunProgress
from miner.cli.showing import PARTS, show_document
from miner.cli.summary import summary_lines
from miner.cli.tables import FoldingTable
from miner.doctor import State, examine
from miner.model import Outcome, Severity
from miner.settings import Origin

SOME_FAILED = 1


def run(
    context: typer.Context,
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar=say("文件或文件夹", "FOLDER_OR_FILE"),
            help=say(
                "PDF、txt、md、docx、html；文件夹连同下级一起读", "PDF, txt, md, docx, html; folders with what is below"
            ),
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="OUT",
            help=say("结果文件夹：miner.db 与 report/", "Folder of the results: miner.db and report/"),
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help=say("同时读几份，默认是处理器核数", "Documents read at the same time; default: number of cores"),
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            metavar=say("秒", "SECONDS"), help=say("一份文件最多用多少秒", "Seconds that one document may take")
        ),
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(metavar="MB", help=say("一份文件最多用多少兆内存", "Megabytes that one document may take")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=say("没有变化的文件也重读", "Read again what has not changed, too"))
    ] = False,
    regroup: Annotated[
        bool,
        typer.Option(
            "--regroup",
            help=say(
                "重新归并全部说法（默认保留以前的归并，只并入新的）",
                "Group all explanations anew (by default what was grouped stands, and new ones join)",
            ),
        ),
    ] = False,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Mine documents and print where the report is."""
    general: General = context.obj
    settings = general.in_force(workers=workers, timeout=timeout, memory=memory).values
    from miner.comparing.answering import Comparer
    from miner.report import write_report
    from miner.runs import RunOptions
    from miner.runs import run as run_documents

    options = RunOptions(settings.workers, settings.timeout, settings.memory, force, regroup)
    try:
        with RunProgress() as progress:
            summary = run_documents(
                inputs,
                out,
                options=options,
                progress=progress,
                report=partial(write_report, workers=settings.workers, comparing=Comparer(out)),
            )
    except KeyboardInterrupt:
        kept = say(
            "已读完的都已存好；再运行同一命令，就从断处继续。",
            "What was read is stored; the same command goes on from here.",
        )
        print(kept, file=sys.stderr)
        raise
    print(as_json(summary_object(summary)) if json else "\n".join(summary_lines(summary)))
    return summary.exit_code


def show(
    context: typer.Context,
    file: Annotated[Path, file_argument()],
    sections: Annotated[
        bool, typer.Option("--sections", help=say("只看章节，附全文", "Only sections, with text"))
    ] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help=say("只看表格，附每一格", "Only tables, cell by cell"))
    ] = False,
    narratives: Annotated[
        bool, typer.Option("--narratives", help=say("只看叙述，附原文", "Only narratives, in their own words"))
    ] = False,
    figures: Annotated[
        bool, typer.Option("--figures", help=say("只看数字，附核对理由", "Only figures, with what backs them"))
    ] = False,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Print one document."""
    general: General = context.obj
    general.in_force()
    from miner.runs.mining import mine

    mined = mine(file)
    asked = [part for part, wanted in zip(PARTS, (sections, tables, narratives, figures), strict=True) if wanted]
    if json:
        print(as_json(document_object(mined, asked or PARTS)))
    else:
        show_document(mined, asked, console())
    return SOME_FAILED if mined.disclosure.outcome is Outcome.FAILED else 0


def check(
    context: typer.Context,
    file: Annotated[Path, file_argument()],
    hints: Annotated[
        bool, typer.Option("--hints/--no-hints", help=say("连同提示一起列出（默认）", "With hints, too (the default)"))
    ] = True,
    checks: Annotated[
        bool,
        typer.Option(
            "--checks",
            help=say("另列每一项核对及结果，没有核对的说明原因", "Also every check with its result, and why not"),
        ),
    ] = False,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Print what an auditor should look at in one document."""
    general: General = context.obj
    general.in_force()
    from miner.runs.mining import mine

    mined = mine(file)
    findings = [one for one in mined.findings if hints or one.severity is not Severity.HINT]
    if json:
        print(as_json(findings_object(mined, findings, checks)))
    else:
        show_audit(mined, findings, checks, console())
    return SOME_FAILED if mined.disclosure.outcome is Outcome.FAILED else 0


def doctor(context: typer.Context, json: Annotated[bool, json_option()] = False) -> int:
    """Print what was looked at."""
    general: General = context.obj
    general.in_force()
    found = examine()
    failed = any(item.state is State.FAIL for item in found)
    if json:
        print(as_json({"ok": not failed, "checks": found}))
        return SOME_FAILED if failed else 0
    marks = {State.OK: ("✓", "green"), State.WARN: ("!", "yellow"), State.FAIL: ("✗", "red")}
    listing = FoldingTable(box=None, show_header=False)
    for item in found:
        mark, style = marks[item.state]
        listing.add_row(Text(mark, style=style), item.name, Text(item.found), Text(item.remedy, style=style))
    console().print(listing)
    return SOME_FAILED if failed else 0


def settings_(context: typer.Context, json: Annotated[bool, json_option()] = False) -> int:
    """Print the settings in force."""
    general: General = context.obj
    found = general.in_force()
    if json:
        print(as_json({"file": found.file, "settings": found.origins}))
        return 0
    origins = {
        Origin.DEFAULT: say("默认值", "default"),
        Origin.FILE: say("文件", "file"),
        Origin.ENVIRONMENT: say("环境变量", "environment"),
        Origin.OPTION: say("选项", "option"),
    }
    listing = FoldingTable(say("设置", "Setting"), say("值", "Value"), say("来自", "From"), box=None)
    for setting in found.origins:
        listing.add_row(setting.name, str(setting.value), f"{origins[setting.origin]} {setting.place}".rstrip())
    console().print(listing)
    return 0


def version() -> int:
    """Print the version."""
    print(f"miner {__version__}")
    return 0
