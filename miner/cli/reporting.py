"""The report anew, from what is stored: ``miner report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from miner.bilingual import say
from miner.cli.machine import as_json
from miner.cli.options import General, json_option


def report(
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=say("miner run 的结果文件夹", "The folder of results of miner run"))
    ],
    pictures: Annotated[
        Literal["auto", "all", "cited", "none"],
        typer.Option(
            metavar="auto|all|cited|none",
            help=say(
                "画哪些页面：凡有内容的 all，线索引用的 cited，不画 none；auto 视多少而定，很多时只画错误和警告引用的",
                "Pages to draw: all that carry something, those that findings have cited, none; auto goes by how many they are; "
                "of a large corpus it draws those that errors and warnings cite",
            ),
        ),
    ] = "auto",
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", help=say("同时用几个进程，默认是处理器核数", "Processes; default: number of cores")),
    ] = None,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Write the report anew and print where it is."""
    general: General = context.obj
    settings = general.in_force(workers=workers).values
    from miner.comparing.answering import Comparer
    from miner.report import write_report

    first = write_report(out, pictures=pictures, workers=settings.workers, comparing=Comparer(out))
    print(as_json({"report": first}) if json else first)
    return 0
