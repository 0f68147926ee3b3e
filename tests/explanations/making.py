"""Explanations and disclosures as tests need them."""

from __future__ import annotations

from collections.abc import Sequence

from miner.explanations import Standing
from miner.language.masking import mask
from miner.model import (
    Cluster,
    Direction,
    Disclosure,
    DisclosureKind,
    Explanation,
    Identity,
    Narrative,
    NarrativeKind,
    Scope,
)

STATED = "支出决算大于预算，主要原因是"
"""What stands before the reason in the text of a narrative's section."""


def explanation(
    text: str, department: str = "临江区财政局", number: int = 0, doc: str = "", year: int | None = 2024
) -> Explanation:
    """The explanation that a department's document gives with these words."""
    doc_id = doc or f"doc-{department}-{year}"
    return Explanation(
        explanation_id=f"{doc_id}-e{number}",
        narrative_id=f"{doc_id}-n{number}",
        doc_id=doc_id,
        department=department,
        fiscal_year=year,
        text=text,
        template=mask(text, (department,) if department else ()).template,
        direction=Direction.UNSTATED,
    )


def explanations(*said: tuple[str, str], year: int = 2024) -> list[Explanation]:
    """One explanation for each (department, text), in order."""
    return [explanation(text, department, number, year=year) for number, (department, text) in enumerate(said)]


def standing(found: Sequence[Cluster]) -> Standing:
    """What a run leaves behind for the next."""
    return Standing(
        {one.cluster_id: one.template for one in found},
        {one.cluster_id: one.family_id for one in found},
        {member: one.cluster_id for one in found for member in one.members},
    )


def narrative(ordinal: int, reason: str, kind: NarrativeKind = NarrativeKind.VARIANCE) -> Narrative:
    """A narrative of a difference with that reason."""
    return Narrative(
        ordinal=ordinal,
        section=3,
        kind=kind,
        subject="教育支出",
        account_code="",
        text=f"{STATED}{reason}",
        reason=reason,
        direction=Direction.UP,
        char_start=0,
        char_end=len(STATED) + len(reason),
        basis="budget",
        reason_start=len(STATED),
        reason_end=len(STATED) + len(reason),
    )


def disclosure(department: str = "青河县财政局（本级）", region: str = "临江市青河县") -> Disclosure:
    """A document of a department without sections."""
    identity = Identity(department, region, 2024, DisclosureKind.FINAL_ACCOUNTS, Scope.DEPARTMENT)
    return Disclosure("a.pdf", "ab" * 32, identity, (), (), ())
