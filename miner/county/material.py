"""The material that the county is made of: kinds of department, explanations, regional forms. Data, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from miner.errors import MinerError

RETIRED = {True: "2080501", False: "2080502"}
"""行政单位离退休, 事业单位离退休."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Spending on a 项 that a kind of department usually has."""

    code: str
    range: tuple[float, float]
    """万元 a year, for a county of usual size."""
    purpose: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project with what may be said of it."""

    name: str
    code: str
    range: tuple[float, float]
    purpose: str
    done: tuple[str, ...]
    indicators: tuple[tuple[str, str, str, str], ...]
    """一级指标, 二级指标, 三级指标, 指标值"""
    up: tuple[str, ...]
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of department: what it does, has and spends."""

    key: str
    name: str
    levels: tuple[str, ...]
    body: str
    """``administrative`` 行政, ``participating`` 参公, ``institution`` 事业, ``party`` 党群"""
    staff: tuple[int, int]
    running: str
    """The 项 of its basic expenditure."""
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    units: tuple[str, ...]
    accounts: tuple[Spending, ...]
    projects: tuple[Project, ...]
    problems: tuple[str, ...]
    measures: tuple[str, ...]
    own_income: tuple[float, float] | None
    """事业收入, 万元 a year, where it has any."""

    def purpose(self, code: str) -> str:
        """What spending on a 项 is used for, where the kind says so."""
        found = next((one.purpose for one in self.accounts if one.code == code), "")
        return found or next((one.purpose for one in self.projects if one.code == code), "")


@dataclass(frozen=True, slots=True)
class Wording:
    """A way to say a shared reason."""

    family: str
    key: str
    cause: str
    directions: tuple[str, ...]
    subjects: tuple[str, ...]
    texts: tuple[str, ...]
    """The sentence itself, then its light rewordings."""

    @property
    def name(self) -> str:
        """``family/wording``."""
        return f"{self.family}/{self.key}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence of the grammar of reasons that nobody shares."""

    family: str
    cause: str
    directions: tuple[str, ...]
    subjects: tuple[str, ...]
    text: str
    plain: bool
    """Put together from stock factors, as most drafters write; the others tell of one particular thing."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """All explanations."""

    wordings: tuple[Wording, ...]
    frames: tuple[Frame, ...]
    symbols: Mapping[str, tuple[str, ...]]
    before: tuple[str, ...]
    after: tuple[str, ...]
    """What a drafter puts around a copied reason to lengthen it."""
    lookalikes: tuple[tuple[str, str, str], ...]
    """Two wordings that look alike and say something else, and how: ``opposite`` or ``other_cause``."""


def _read(*path: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("material", *path).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind of department by its key, in a fixed order."""
    folder = files(__package__).joinpath("material", "kinds")
    found = [
        _kind(data)
        for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
        for data in _read("kinds", name)["kind"]
    ]
    return {kind.key: kind for kind in sorted(found, key=lambda one: one.key)}


def _kind(data: Mapping[str, Any]) -> Kind:
    income = data.get("own_income")
    return Kind(
        data["key"], data["name"], tuple(data["levels"]), data["body"], (data["staff"][0], data["staff"][1]),
        data["running"], tuple(data["duties"]), tuple(data["offices"]), tuple(data["units"]),
        tuple(Spending(one["code"], _range(one["range"]), one["purpose"]) for one in data.get("account", ())),
        tuple(_project(one) for one in data["project"]),
        tuple(data["review"]["problems"]), tuple(data["review"]["measures"]),
        _range(income) if income else None,
    )  # fmt: skip


def _project(data: Mapping[str, Any]) -> Project:
    indicators = tuple((row[0], row[1], row[2], row[3]) for row in data["indicators"])
    return Project(
        data["name"], data["code"], _range(data["range"]), data["purpose"], tuple(data["done"]), indicators,
        tuple(data["up"]), tuple(data["down"]),
    )  # fmt: skip


def _range(pair: Sequence[float]) -> tuple[float, float]:
    return pair[0], pair[1]


@lru_cache(maxsize=1)
def reasons() -> Reasons:
    """The explanation families and the grammar."""
    shared, own = _read("reasons.toml"), _read("own_reasons.toml")
    wordings = tuple(
        Wording(
            family["key"], wording["key"], family["cause"], tuple(family["directions"]), tuple(family["subjects"]),
            (wording["text"], *wording.get("variants", ())),
        )
        for family in shared["family"]
        for wording in family["wording"]
    )  # fmt: skip
    return Reasons(
        wordings,
        tuple(
            Frame(
                one["family"],
                one["cause"],
                tuple(one["directions"]),
                tuple(one["subjects"]),
                one["text"],
                one.get("plain", False),
            )
            for one in own["frame"]
        ),
        {name: tuple(alternatives) for name, alternatives in own["symbols"].items()},
        tuple(shared["stretch"]["before"]),
        tuple(shared["stretch"]["after"]),
        tuple((one["one"], one["other"], one["why"]) for one in shared["lookalike"]),
    )


@lru_cache(maxsize=1)
def form_names() -> tuple[str, ...]:
    """The regional forms."""
    folder = files(__package__).joinpath("material", "forms")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


def is_form_file(name: str) -> bool:
    """True for the path of a form's file."""
    return name.endswith(".toml") and Path(name).is_file()


@cache
def read_form(name: str) -> Mapping[str, Any]:
    """A regional form as it is written down, over what all forms have in common.

    Args:
        name: of a form that is shipped, or the path of a ``.toml`` file with a form of one's own.

    Raises:
        MinerError: there is no such form.
    """
    if is_form_file(name):
        return _merged(_read("common.toml"), tomllib.loads(Path(name).read_text(encoding="utf-8")))
    if name not in form_names():
        raise MinerError(f"没有这种地区格式：{name}（有：{'、'.join(form_names())}）")
    return _merged(_read("common.toml"), _read("forms", f"{name}.toml"))


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge, everything else of one's own replaces."""
    merged = dict(base)
    for key, value in own.items():
        kept = merged.get(key)
        merged[key] = _merged(kept, value) if isinstance(kept, dict) and isinstance(value, dict) else value
    return merged
