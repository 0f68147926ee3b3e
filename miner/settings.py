"""The settings of a run, and where each of them came from.

One TOML file, ``miner.toml`` in the current folder unless another is named, holds what should differ from the defaults.
An option of the command line wins over the environment, the environment over the file, the file over the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from miner.bilingual import Language, say
from miner.errors import UsageError

FILE_NAME = "miner.toml"
FILE_VARIABLE = "MINER_SETTINGS"

VARIABLES: Mapping[str, str] = {
    "language": "MINER_LANG",
    "workers": "MINER_WORKERS",
    "timeout": "MINER_TIMEOUT",
    "memory": "MINER_MEMORY",
}
"""The environment variable of each setting."""


class Settings(BaseModel):
    """What can be set. Every field is used by some command."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Language = "zh"
    """Language of messages and help."""
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    """Documents that are read at the same time, each in a process of its own."""
    timeout: float = Field(default=120.0, gt=0, le=86_400)
    """Seconds that one document may take."""
    memory: int = Field(default=1536, ge=128, le=1_048_576)
    """Megabytes of memory that one document may take."""


class Origin(StrEnum):
    """Where a value came from."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in force."""

    name: str
    value: Language | int | float
    origin: Origin
    place: str
    """The file, the variable or the option that set it; empty for a default."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings in force, and each with its origin."""

    values: Settings
    file: Path | None
    """The settings file that was read, if any."""
    origins: tuple[Setting, ...]


def settings_file(named: Path | None, environ: Mapping[str, str], folder: Path) -> Path | None:
    """The settings file: the named one, else that of the environment, else ``miner.toml`` in the folder if it exists.

    Raises:
        UsageError: a file was named and is not there.
    """
    variable = environ.get(FILE_VARIABLE, "")
    path = named or (Path(variable) if variable else None)
    if path is None:
        usual = folder / FILE_NAME
        return usual if usual.is_file() else None
    if not path.is_file():
        raise UsageError(
            say(f"找不到设置文件：{path}", f"There is no settings file {path}"),
            say(
                f"请检查 --settings 或环境变量 {FILE_VARIABLE}。", f"Check --settings or the variable {FILE_VARIABLE}."
            ),
        )
    return path


def load_settings(
    options: Mapping[str, Any], environ: Mapping[str, str], folder: Path, named: Path | None = None
) -> InForce:
    """Put the settings together.

    Args:
        options: values of the command line by setting name; ``None`` means not given.
        environ: the environment variables.
        folder: where ``miner.toml`` is looked for.
        named: a settings file that the user named.

    Raises:
        UsageError: a file is missing or broken, a key is unknown, or a value is out of range.
    """
    path = settings_file(named, environ, folder)
    chosen: dict[str, tuple[Any, Origin, str]] = {}
    if path is not None:
        for name, value in _read_file(path).items():
            chosen[name] = (value, Origin.FILE, str(path))
    for name, variable in VARIABLES.items():
        if environ.get(variable):
            chosen[name] = (environ[variable], Origin.ENVIRONMENT, variable)
    for name, value in options.items():
        if value is not None:
            chosen[name] = (value, Origin.OPTION, _option(name))
    try:
        values = Settings.model_validate({name: value for name, (value, _, _) in chosen.items()})
    except ValidationError as error:
        raise _complaint(error, chosen) from error
    origins = tuple(
        Setting(name, getattr(values, name), *chosen[name][1:])
        if name in chosen
        else Setting(name, getattr(values, name), Origin.DEFAULT, "")
        for name in Settings.model_fields
    )
    return InForce(values, path, origins)


def _option(name: str) -> str:
    return "--lang" if name == "language" else f"--{name}"


def _read_file(path: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            say(f"设置文件 {path} 不能读：{error}", f"The settings file {path} cannot be read: {error}"),
            say(
                "它应当是 UTF-8 编码的 TOML 文件，例如：workers = 4",
                "It should be TOML in UTF-8, for example: workers = 4",
            ),
        ) from error
    for key in found:
        if key not in Settings.model_fields:
            raise _unknown(key, path)
    return found


def _unknown(key: str, path: Path) -> UsageError:
    names = list(Settings.model_fields)
    near = get_close_matches(key.lower(), names, n=1)
    known = "、".join(names), ", ".join(names)
    return UsageError(
        say(f"设置文件 {path} 里有不认识的项：{key}", f"The settings file {path} has an unknown key: {key}"),
        say(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
        if near
        else say(f"认识的项有：{known[0]}。", f"Known keys are: {known[1]}."),
    )


def _complaint(error: ValidationError, chosen: Mapping[str, tuple[Any, Origin, str]]) -> UsageError:
    name = str(error.errors()[0]["loc"][0])
    value, _, place = chosen[name]
    return UsageError(
        say(f"{place} 给 {name} 的值不对：{value!r}", f"{place} gives {name} a value that cannot be: {value!r}"),
        say(f"{name} 应当是{_wanted(name)}。", f"{name} should be {_wanted(name)}."),
    )


def _wanted(name: str) -> str:
    return {
        "language": say(" zh 或 en", "zh or en"),
        "workers": say("1 到 256 的整数", "a whole number from 1 to 256"),
        "timeout": say("大于 0、不超过 86400 的秒数", "seconds, more than 0 and at most 86400"),
        "memory": say("128 到 1048576 的整数（兆字节）", "a whole number of megabytes from 128 to 1048576"),
    }[name]
