"""The command ``miner``: a thin layer on public functions.

Results go to standard output, everything else to standard error. Exit codes: 0 all fine, 1 some documents failed, 2 the
call or the settings are wrong, 3 something unforeseen, 4 the database cannot be used, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer

from miner.bilingual import say, set_language
from miner.cli.app import build
from miner.cli.arguments import general_first, wanted_language
from miner.cli.wording import usage_error
from miner.errors import MinerError

INTERRUPTED = 130

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        arguments: the words after ``miner``; those of the process if none are given.

    Returns:
        The exit code.
    """
    line = general_first(sys.argv[1:] if arguments is None else arguments)
    set_language(wanted_language(line, os.environ, Path.cwd()))
    try:
        code = build()(line, prog_name="miner", standalone_mode=False)
    except typer.TyperException as error:
        if not error.format_message():  # nothing was asked for, and the help has been printed
            return error.exit_code
        context = getattr(error, "ctx", None)
        return _report(usage_error(error.format_message(), context.command_path if context else "miner"))
    except MinerError as error:
        if "--debug" in line:
            traceback.print_exc()
        return _report(error)
    except Exception as error:  # the last line of defence of the whole program
        if "--debug" in line:
            traceback.print_exc()
        return _report(_unforeseen(error))
    if code == INTERRUPTED:
        print(say("已中断。", "Interrupted."), file=sys.stderr)
    return code if isinstance(code, int) else 0


def _unforeseen(error: Exception) -> MinerError:
    return MinerError(
        say(f"程序没有预料到的错误：{type(error).__name__}: {error}", f"Unforeseen: {type(error).__name__}: {error}"),
        say(
            "加上 --debug 再运行一次，把输出连同 miner doctor 的结果一起报告。",
            "Run again with --debug, and report what it prints together with what miner doctor says.",
        ),
    )


def _report(error: MinerError) -> int:
    print(say(f"错误：{error.message}", f"Error: {error.message}"), file=sys.stderr)
    if error.remedy:
        print(say(f"怎么办：{error.remedy}", f"What to do: {error.remedy}"), file=sys.stderr)
    return error.exit_code
