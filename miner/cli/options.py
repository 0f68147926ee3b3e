"""The options that commands share, described when the command line is built, because the language is known only then."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from miner.bilingual import say
from miner.settings import InForce, load_settings


def json_option() -> Any:
    """``--json``."""
    return typer.Option("--json", help=say("给程序读：输出一个 JSON 对象", "For programs: print one JSON object"))


def file_argument() -> Any:
    """The one document of a command."""
    return typer.Argument(
        metavar=say("文件", "FILE"), help=say("一份 PDF、txt、md、docx 或 html", "One PDF, txt, md, docx or html")
    )


def out_option() -> Any:
    """The folder of a run's results."""
    return typer.Option(
        "--out", "-o", metavar="OUT", help=say("miner run 的结果文件夹", "The folder of results of miner run")
    )


def department_option() -> Any:
    """``--department``."""
    return typer.Option(
        metavar=say("部门", "NAME"),
        help=say("只看名称含这几个字的部门", "Only departments whose name has this"),
        show_default=False,
    )


def year_option() -> Any:
    """``--year``."""
    return typer.Option(metavar=say("年度", "YEAR"), help=say("只看这一年度", "Only this fiscal year"))


def limit_option() -> Any:
    """``--limit``."""
    return typer.Option(metavar="N", min=1, help=say("最多列多少条", "Most to list"))


@dataclass(frozen=True, slots=True)
class General:
    """The options that stand before any command."""

    language: str | None
    settings: Path | None

    def in_force(self, **options: object) -> InForce:
        """The settings in force, with what the command's own options say."""
        return load_settings({"language": self.language, **options}, os.environ, Path.cwd(), self.settings)
