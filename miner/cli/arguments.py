"""The options that every command knows, wherever in the line they stand, and the language that the line asks for.

Typer builds its help when the commands are declared, so the language has to be known before; and who adds ``--lang en``
at the end of a long line should not be told to put it before the command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from miner.bilingual import LANGUAGES, Language
from miner.errors import UsageError
from miner.settings import VARIABLES, load_settings

WITH_VALUE = ("--lang", "--settings")
FLAGS = ("--debug",)


def general_first(arguments: Sequence[str]) -> list[str]:
    """The same command line with the general options moved before the command. What follows ``--`` stays as it is."""
    general: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += [argument, *waiting]
            break
        if argument in WITH_VALUE:
            general += [argument, *waiting[:1]]
            del waiting[:1]
        elif argument in FLAGS or argument.startswith(tuple(f"{option}=" for option in WITH_VALUE)):
            general.append(argument)
        else:
            rest.append(argument)
    return general + rest


def value_of(option: str, arguments: Sequence[str]) -> str | None:
    """The last value that the command line gives an option with a value, if any."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found


def wanted_language(arguments: Sequence[str], environ: Mapping[str, str], folder: Path) -> Language:
    """The language of help and messages: option, environment, settings file, else Chinese.

    Never raises: what is wrong with a value is said later, by the command, in the language that is found here.
    """
    for asked in (value_of("--lang", arguments), environ.get(VARIABLES["language"])):
        for language in LANGUAGES:
            if asked == language:
                return language
    named = value_of("--settings", arguments)
    only_place = {name: value for name, value in environ.items() if name not in VARIABLES.values()}
    try:
        return load_settings({}, only_place, folder, Path(named) if named else None).values.language
    except UsageError:
        return "zh"
