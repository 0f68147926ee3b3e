"""The cause (原因类别) that a reason names: a small taxonomy by key words, with “unsure” where it is not clear.

The taxonomy is data, ``models/causes/causes.toml``, with a card. A reason that names two causes, or none that is known,
is unsure: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from miner.bilingual import say
from miner.language.resources import models_path

UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: its name in records, its titles, and what a reason that names it looks like."""

    name: str
    zh: str
    en: str
    pattern: re.Pattern[str]


def cause_of(template: str) -> str:
    """The name of the one cause that a template names, else `UNSURE`.

    Raises:
        MinerError: the taxonomy is missing.
    """
    named = [cause.name for cause in _causes() if cause.pattern.search(template)]
    return named[0] if len(named) == 1 else UNSURE


def cause_title(name: str) -> str:
    """What a reader calls a cause; an unknown name is its own title."""
    if name == UNSURE:
        return say("未能判定", "unsure")
    return next((say(cause.zh, cause.en) for cause in _causes() if cause.name == name), name)


@lru_cache(maxsize=1)
def _causes() -> tuple[Cause, ...]:
    with models_path("causes/causes.toml").open("rb") as file:
        entries = tomllib.load(file)["cause"]
    return tuple(
        Cause(entry["name"], entry["zh"], entry["en"], re.compile("|".join(entry["patterns"]))) for entry in entries
    )
