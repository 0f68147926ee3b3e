"""Disclosures made of a few sections, as the stage before would hand them on."""

from __future__ import annotations

from collections.abc import Sequence

from miner.model import (
    Disclosure,
    DisclosureKind,
    Identity,
    Narrative,
    NarrativeKind,
    PlacedText,
    Scope,
    Section,
    SectionRole,
)
from miner.narratives import find_narratives

YEAR = 2024
DEPARTMENT = "青河县档案馆"
KIND = DisclosureKind.FINAL_ACCOUNTS


def section(
    text: str, title: str = "", ordinal: int = 0, parent: int | None = None, role: SectionRole = SectionRole.EXPLANATION
) -> Section:
    """A section whose text begins with its title, as the outline makes it."""
    whole = text if not title or text.startswith(title) else f"{title}\n{text}"
    return Section(ordinal, parent, 2, title, PlacedText(whole), role)


def disclosure(sections: Sequence[Section], year: int | None = YEAR, kind: DisclosureKind = KIND) -> Disclosure:
    """A disclosure of these sections."""
    identity = Identity(DEPARTMENT, "青河县", year, kind, Scope.UNIT)
    return Disclosure("青河县档案馆.txt", "0" * 64, identity, tuple(sections), (), ())


def narratives(
    text: str,
    title: str = "",
    role: SectionRole = SectionRole.EXPLANATION,
    year: int | None = YEAR,
    kind: DisclosureKind = KIND,
) -> tuple[Narrative, ...]:
    """What is found in one section."""
    return find_narratives(disclosure([section(text, title, role=role)], year, kind))


def variances(
    text: str, title: str = "", role: SectionRole = SectionRole.EXPLANATION, year: int | None = YEAR
) -> list[tuple[str, str, str, str]]:
    """Subject, basis, direction and reason of each variance of a section."""
    return [
        (one.subject, one.basis, str(one.direction), one.reason)
        for one in narratives(text, title, role, year)
        if one.kind is NarrativeKind.VARIANCE
    ]
