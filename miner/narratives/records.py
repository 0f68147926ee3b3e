"""The record of one stated difference while it is being read, its setting, and which records one reason explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from miner.model import Direction
from miner.narratives.subjects import Subject

_WAYS = frozenset({Direction.UP, Direction.DOWN, Direction.FLAT})


@dataclass(slots=True)
class Comparison:
    """One stated difference; offsets in canonical text."""

    subject: Subject
    basis: str
    start: int
    end: int
    direction: Direction = Direction.UNSTATED
    reason: tuple[int, int] | None = None
    said: set[Direction] = field(default_factory=set)
    """Every direction that its words name: 增加2万元，下降5% is a slip, and then nobody knows which one is meant."""

    def agrees(self, direction: Direction) -> bool:
        """True where a direction does not contradict the one that was read."""
        return Direction.UNSTATED in (self.direction, direction) or self.direction is direction


@dataclass(frozen=True, slots=True)
class Setting:
    """What a section's reader must know beforehand."""

    fiscal_year: int | None
    department: str
    subject: Subject | None
    """What the section's title is about."""
    strict: bool = False
    """In performance reports only sums of the accounts count, and 完成预算的Z% of a project is no comparison."""


def stand_together(one: Comparison, next_one: Comparison) -> bool:
    """True for two comparisons of one subject, and for 本年收入 and 本年支出 with one basis."""
    if one.subject.key == next_one.subject.key:
        return True
    other_side = one.subject.key.replace("收入", "支出")
    return "收入" in one.subject.key and one.basis == next_one.basis and other_side.endswith(next_one.subject.key)


def explained_together(
    together: Sequence[Comparison], targets: list[Comparison], direction: Direction
) -> list[Comparison]:
    """What a reason explains that follows several comparisons of one subject: 比预算增加X，比去年增加Y，原因是R.

    It explains both where they go the same way. Where they do not, it belongs to the one whose direction its lead-in
    names (增加原因), else to the nearer one.

    Args:
        together: The comparisons that stand side by side before the reason (`stand_together`).
        targets: What the reason belongs to by its place: the last of them.
        direction: What the lead-in names, or unstated.
    """
    if not any(one is target for target in targets for one in together):
        return targets
    ways = {direction} & _WAYS or {way for target in targets for way in target.said} & _WAYS
    return [one for one in together if one.reason is None and one.said & ways] or targets


def unique(found: Iterable[Comparison]) -> list[Comparison]:
    """Each record once, in order."""
    kept: list[Comparison] = []
    for one in found:
        if not any(one is other for other in kept):
            kept.append(one)
    return kept
