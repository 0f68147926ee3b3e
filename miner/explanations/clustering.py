"""Which explanations say the same: the exact masked key first, then leader clustering over the keys.

The result does not depend on the order of the explanations. Identical texts are never split, not even where one unit's
name in them is a slot in one document and plain words in another. Texts of different polarity are never put together.
A cluster is known by its head's template, and its id is made of nothing else.

Leaders, not connected components: a chain of small steps would join everything (measured on texts with known truth:
pair precision 0.91 to 0.98 for leaders against 0.18 to 0.79 for components on the same edges).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from miner.explanations.causes import cause_of
from miner.explanations.labels import label_of
from miner.explanations.polarity import polarity
from miner.explanations.similarity import LeaderIndex, bigrams, weights_of
from miner.language.masking import normalise
from miner.model import Cluster, Explanation

THRESHOLD = 0.65
"""Least similarity to the head. For browsing; whether a text is boilerplate is asked of the exact template."""


@dataclass(frozen=True, slots=True)
class _Key:
    """The explanations of one template."""

    template: str
    members: tuple[Explanation, ...]

    @property
    def rank(self) -> tuple[int, int, str]:
        """The fixed order in which keys may become heads: many departments first, then many members, then the text."""
        return (-_departments(self.members), -len(self.members), self.template)


def cluster(explanations: Iterable[Explanation]) -> tuple[Cluster, ...]:
    """All explanations in clusters, each in just one, the largest cluster first.

    A cluster of one is an explanation that is unlike all others.
    """
    keys = sorted(_keys(explanations), key=lambda key: key.rank)
    index = LeaderIndex(weights_of(key.template for key in keys), THRESHOLD)
    groups: list[list[_Key]] = []
    for key in keys:
        held, kind = bigrams(key.template), polarity(key.template)
        leader = index.best(held, kind)
        if leader is None:
            index.add(held, kind)
            groups.append([key])
        else:
            groups[leader].append(key)
    return tuple(sorted(map(_cluster, groups), key=lambda found: (-found.size, -found.departments, found.template)))


def cluster_id(template: str) -> str:
    """The id of the cluster with that head: 16 hexadecimal digits of its SHA-256."""
    return sha256(template.encode()).hexdigest()[:16]


def _keys(explanations: Iterable[Explanation]) -> list[_Key]:
    """The explanations by template; templates that one and the same text gave are one key, the commonest of them."""
    by_template: dict[str, list[Explanation]] = defaultdict(list)
    templates_of: dict[str, set[str]] = defaultdict(set)
    for explanation in sorted(explanations, key=lambda explanation: explanation.explanation_id):
        by_template[explanation.template].append(explanation)
        templates_of[normalise(explanation.text)].add(explanation.template)
    chosen = _joined(by_template, templates_of.values())
    members: dict[str, list[Explanation]] = defaultdict(list)
    for template, held in by_template.items():
        members[chosen[template]].extend(held)
    return [
        _Key(template, tuple(sorted(held, key=lambda explanation: explanation.explanation_id)))
        for template, held in members.items()
    ]


def _joined(by_template: dict[str, list[Explanation]], same: Iterable[set[str]]) -> dict[str, str]:
    """For each template the one that stands for it and for all that must stay with it."""
    chosen = {template: template for template in by_template}
    for templates in same:
        if len(templates) < 2:
            continue
        together = {other for template in templates for other in chosen if chosen[other] == chosen[template]}
        best = min(together, key=lambda template: (-len(by_template[template]), template))
        chosen.update(dict.fromkeys(together, best))
    return chosen


def _cluster(keys: Sequence[_Key]) -> Cluster:
    """The record of a group whose first key is its head."""
    head = keys[0].template
    members = [member for key in keys for member in key.members]
    years = [member.fiscal_year for member in members if member.fiscal_year is not None]
    return Cluster(
        cluster_id=cluster_id(head),
        template=head,
        label=label_of(head, [member.text for member in keys[0].members]),
        cause=cause_of(head),
        members=tuple(sorted(member.explanation_id for member in members)),
        departments=_departments(members),
        documents=len({member.doc_id for member in members}),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def _departments(members: Iterable[Explanation]) -> int:
    """How many departments; documents of an unknown department are one each."""
    return len({member.department or member.doc_id for member in members})
