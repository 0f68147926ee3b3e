"""``miner serve``."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from miner.bilingual import current_language, say
from miner.cli.options import General


def serve(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help=say("miner run 的结果文件夹", "The folder of results of miner run")),
    ],
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65535,
            metavar=say("端口", "PORT"),
            help=say("监听的端口；0 为任选一个", "The port to listen on; 0 takes any that is free"),
        ),
    ] = 8765,
    reviewer: Annotated[
        str,
        typer.Option(
            metavar=say("姓名", "NAME"),
            help=say("复核意见署的名；不给出时由浏览器询问", "Whom judgements are by; else the browser asks for it"),
        ),
    ] = "",
    browser: Annotated[
        bool,
        typer.Option(
            "--browser/--no-browser",
            help=say("打开浏览器（只在有桌面的终端里）", "Open the browser (only from a terminal on a desktop)"),
        ),
    ] = True,
) -> None:
    """Answer until interrupted."""
    from miner.comparing.answering import Comparer
    from miner.report.web.serving import Serving, listen
    from miner.report.web.serving import serve as answer

    general: General = context.obj
    general.in_force()  # a faulty settings file is said now
    listening = listen(port)
    how = Serving(listening.getsockname()[1], current_language(), reviewer.strip())

    def started(address: str) -> None:
        print(address, flush=True)
        print(
            say(
                "只有本机能打开；地址中有本次启动的口令，不要转给别人。按 Ctrl+C 停止。",
                "Only this machine can open it; the address holds the token of this start, so keep it. Ctrl+C stops.",
            ),
            file=sys.stderr,
            flush=True,
        )
        if browser and _desktop():
            webbrowser.open(address)

    answer(out, listening, how, started, Comparer(out))


def _desktop() -> bool:
    """Whether a person sits at a terminal on a desktop: elsewhere, what opens might be a browser in the terminal."""
    if not sys.stdout.isatty():
        return False
    return sys.platform != "linux" or any(name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY"))
