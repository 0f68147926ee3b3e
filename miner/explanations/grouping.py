"""Wordings and families: which templates are copies of one another, and which of those give the same reason.

A *wording* (说法) is a group of templates that are one sentence with light changes; a *family* (同一原因) is a group of wordings that
give the same reason in other words. Both are leader clusterings (`similarity`), once over the bigrams of what is said, once
over the concepts that it speaks of. Never connected components: a chain of small steps would join everything.

Nothing depends on the order of the input: templates lead in the order of how many departments use them. What earlier runs
found stands: their heads lead first, and what was a member stays one, so that more data moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from miner.explanations.parts import Parts, parts_of
from miner.explanations.similarity import Scale, follow_leaders, likeness, sets_of

WORDING = Scale(threshold=0.5, bigrams=1.0, concepts=0.0, one_more=0.5, exchanged=0.75, longer=0.75)
FAMILY = Scale(threshold=0.3, bigrams=0.2, concepts=1.0, one_more=0.4, longer=0.6)
"""Both chosen on the half of `corpus/sameness` that is for choosing (`python -m tests.evaluation.sameness --choose`)."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much a template is used: what decides who leads."""

    template: str
    departments: int
    uses: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """The fixed order: many departments first, then many uses, then the text."""
        return (-self.departments, -self.uses, self.template)


@dataclass(frozen=True, slots=True)
class Following:
    """Whom a template follows."""

    head: str
    """The template that leads its wording; its own where it leads."""
    similarity: float
    """To the head, 0 to 1."""


def group_wordings(
    usages: Sequence[Usage],
    heads: Sequence[str] = (),
    parts: Mapping[str, Parts] | None = None,
    scale: Scale = WORDING,
) -> dict[str, Following]:
    """The head of each template.

    Args:
        usages: the templates to place, each once, in any order.
        heads: templates that lead already, in the order in which they came to.
        parts: the parts of templates, where they are known already.
        scale: what counts as a copy.
    """
    placed = [usage.template for usage in sorted(usages, key=lambda usage: usage.rank)]
    order = [*heads, *placed]
    found = [_parts(template, parts) for template in order]
    leader_of, similarity = follow_leaders(sets_of(found, scale), known=len(heads))
    return {
        template: Following(order[leader], round(float(alike), 4))
        for template, leader, alike in zip(
            placed, leader_of[len(heads) :].tolist(), similarity[len(heads) :].tolist(), strict=True
        )
    }


def group_families(
    heads: Sequence[str], known: Mapping[str, str] | None = None, parts: Mapping[str, Parts] | None = None
) -> dict[str, str]:
    """The leading head of each head's family.

    Args:
        heads: heads of wordings in the order in which they may lead: the most used first.
        known: for heads that have a family already, the head that leads it.
        parts: the parts of templates, where they are known already.
    """
    known = known or {}
    leaders = list(dict.fromkeys(known.values()))
    placed = [head for head in heads if head not in known]
    order = [*leaders, *placed]
    leader_of, _ = follow_leaders(sets_of([_parts(head, parts) for head in order], FAMILY), known=len(leaders))
    return {**known, **{head: order[at] for head, at in zip(placed, leader_of[len(leaders) :].tolist(), strict=True)}}


def similarity_of(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """How similar the two templates of each pair are as wordings, 0 to 1; 0 where they point different ways."""
    if not pairs:
        return []
    both = [parts_of(template) for pair in pairs for template in pair]
    numbers = np.arange(len(pairs), dtype=np.int64) * 2
    return [round(float(alike), 4) for alike in likeness(sets_of(both, WORDING), numbers, numbers + 1)]


def cluster_id(template: str) -> str:
    """The id of the wording that a template leads: 16 hexadecimal digits of its SHA-256."""
    return sha256(template.encode()).hexdigest()[:16]


def family_id(template: str) -> str:
    """The id of the family that a wording's head leads."""
    return "f" + cluster_id(template)[:15]


def _parts(template: str, parts: Mapping[str, Parts] | None) -> Parts:
    found = parts.get(template) if parts else None
    return found or parts_of(template)
