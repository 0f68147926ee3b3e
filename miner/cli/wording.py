"""Typer in the reader's language: panels, usage lines and the messages about a wrong command line.

Typer knows English only, and raises its own errors with finished sentences. They are told apart by their words; a
sentence that nobody knows here is shown as it is.
"""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from miner.bilingual import say
from miner.cli.tables import FoldingTable
from miner.errors import UsageError


class MinerCommand(TyperCommand):
    """A command whose usage line and help option speak the reader's language."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """``--help``, described in the reader's language."""
        return _described(super().get_help_option(ctx))


class MinerGroup(TyperGroup):
    """The same for the command line as a whole."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """``--help``, described in the reader's language."""
        return _described(super().get_help_option(ctx))


def _usage(line: str) -> str:
    return line.replace("Usage:", say("用法：", "Usage:"), 1)


def _described(option: Any) -> Any:
    if option is not None:
        option.help = say("显示这份说明。", "Show this help.")
    return option


def name_panels() -> None:
    """Give Typer's panels and marks their names in the language in force, and tables that do not cut Chinese short."""
    vars(rich_utils)["Table"] = FoldingTable
    rich_utils.ARGUMENTS_PANEL_TITLE = say("参数", "Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = say("选项", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = say("命令", "Commands")
    rich_utils.DEFAULT_STRING = say("[默认：{}]", "[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = say("[必填]", "[required]")
    rich_utils.ENVVAR_STRING = say("[环境变量：{}]", "[env var: {}]")


_SENTENCES = (
    (r"Missing (?:argument|parameter) ([^.]+)\..*", "缺少参数 {0}。"),
    (r"Missing option ([^.]+)\..*", "缺少选项 {0}。"),
    (r"Missing command\.", "缺少命令。"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}；是不是想写 {1}？"),
    (r"No such option: (\S+)", "没有选项 {0}。"),
    (r"No such command '(.+?)'\. Did you mean '(.+)'\?", "没有命令 {0}；是不是想写 {1}？"),
    (r"No such command '(.+?)'\.", "没有命令 {0}。"),
    (r"Option '(.+?)' requires an argument\.", "选项 {0} 后面要有值。"),
    (r"Option '(.+?)' does not take a value\.", "选项 {0} 后面不带值。"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多余的参数：{0}"),
    (
        r"Invalid value for '?(.+?)'?: (?:Value error, )?(.+) is not one of (.+)\.",
        "{0} 的值不对：{1}；应当是 {2} 之一。",
    ),
    (r"Invalid value for '?(.+?)'?: .*valid integer.*", "{0} 的值不对：应当是整数。"),
    (r"Invalid value for '?(.+?)'?: .*valid number.*", "{0} 的值不对：应当是数。"),
    (r"Invalid value for '?(.+?)'?: (.+)", "{0} 的值不对：{1}"),
)


def usage_error(sentence: str, command: str) -> UsageError:
    """An error of ours for what Typer says about a wrong command line.

    Args:
        sentence: Typer's message.
        command: the command as typed so far, ``miner run``, whose help is worth reading.
    """
    chinese = sentence
    for pattern, wording in _SENTENCES:
        found = re.fullmatch(pattern, sentence, re.DOTALL)
        if found:
            chinese = wording.format(*found.groups())
            break
    return UsageError(
        say(chinese, sentence),
        say(f"用法见：{command} --help", f"See: {command} --help"),
    )
