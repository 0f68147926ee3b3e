"""``miner export``: the stored tables as files, or the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from miner.bilingual import say
from miner.cli.machine import as_json
from miner.cli.options import General, json_option
from miner.errors import UsageError

Format = Literal["jsonl", "csv", "parquet", "xlsx"]


def export(
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("miner run 的结果文件夹", "The folder of results of miner run"))
    ],
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar=say("文件夹", "FOLDER"),
            help=say(
                "导出到哪里；工作簿可以写明 .xlsx 文件名，不写就是 OUT/底稿.xlsx",
                "Where to export to; of the workbook perhaps a .xlsx file, by default OUT/working-paper.xlsx",
            ),
        ),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(
            metavar="jsonl|csv|parquet|xlsx",
            help=say(
                "格式，默认 jsonl；xlsx 是审计工作底稿", "Format, by default jsonl; xlsx is an audit working paper"
            ),
        ),
    ] = None,
    xlsx: Annotated[
        bool,
        typer.Option("--xlsx", help=say("审计工作底稿，同 --format xlsx", "An audit working paper, as --format xlsx")),
    ] = False,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Export the stored tables, or the workbook."""
    general: General = context.obj
    general.in_force()
    if xlsx and format not in (None, "xlsx"):
        raise UsageError(
            say(f"--xlsx 与 --format {format} 不能同时用", f"--xlsx and --format {format} exclude each other"),
            say("请去掉其中一个。", "Leave one of them out."),
        )
    wanted: Format = "xlsx" if xlsx else format or "jsonl"
    written = (_workbook(out, folder),) if wanted == "xlsx" else _tables(out, folder, wanted)
    if json:
        print(as_json({"files": written}))
    else:
        for path in written:
            print(path)
    return 0


def _workbook(out: Path, place: Path | None) -> Path:
    from miner.report.workbook import workbook_name, write_workbook

    if place is not None and place.suffix.lower() != ".xlsx":
        place = place / workbook_name()
    return write_workbook(out, place)


def _tables(out: Path, folder: Path | None, wanted: str) -> tuple[Path, ...]:
    from miner.runs import DATABASE
    from miner.store import export_tables

    if folder is None:
        raise UsageError(
            say("没有说明导出到哪个文件夹", "It is not said which folder to export to"),
            say(f"请加上 -o 文件夹，例如 -o {out / wanted}", f"Add -o FOLDER, for example -o {out / wanted}"),
        )
    return export_tables(out / DATABASE, folder, (wanted,))
