"""What is mined from the prose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class NarrativeKind(StrEnum):
    """The parts of the prose that are mined."""

    VARIANCE = "variance"
    """A stated difference (决算 against 年初预算, against 上年 …) with its reason, if one is given."""
    PROJECT = "project"
    PROBLEM = "problem"
    MEASURE = "measure"


class Direction(StrEnum):
    """Which way a difference goes, as the words say it (not as the numbers do)."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    """持平"""
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Project:
    """What a project description states beyond its text."""

    name: str
    spending: Decimal | None
    unit: str
    purpose: str
    """主要用于 …"""
    done: str
    """项目实施及绩效情况 …"""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One mined piece of prose. Offsets count in the text of its section."""

    ordinal: int
    section: int
    kind: NarrativeKind
    subject: str
    """The account path as printed (类/款/项), the “三公” item, the project's name, or the section's title."""
    account_code: str
    """The account's code where the classification knows the subject, else empty."""
    text: str
    reason: str
    """The clause that explains, without its lead-in; empty where none is given."""
    direction: Direction
    char_start: int
    char_end: int
    basis: str = ""
    """What it is compared with: ``budget`` (年初预算), ``adjusted_budget``, ``last_year``, or empty."""
    reason_start: int | None = None
    """Where the reason stands in the section's text, where there is one."""
    reason_end: int | None = None
    project: Project | None = None
