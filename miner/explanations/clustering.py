"""From explanations to clusters: the exact template first, then wordings over the templates, then families over those.

Identical texts are never split, not even where one unit's name in them is a slot in one document and plain words in another.
Explanations that an earlier run placed stay where they are; new ones join their clusters or found new ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from miner.explanations.concepts import LEXICON
from miner.explanations.grouping import (
    FAMILY,
    WORDING,
    Usage,
    cluster_id,
    family_id,
    group_families,
    group_wordings,
    similarity_of,
)
from miner.explanations.labels import label_of
from miner.explanations.parts import rules
from miner.explanations.similarity import BIGRAMS, CONCEPTS
from miner.language.masking import normalise
from miner.language.resources import models_path
from miner.model import Cluster, Explanation


@dataclass(frozen=True, slots=True)
class Standing:
    """What earlier runs found, which stands."""

    heads: Mapping[str, str] = field(default_factory=dict)
    """The template that leads each cluster, by the cluster's id, in the order in which they were founded."""
    families: Mapping[str, str] = field(default_factory=dict)
    """The family of each cluster, by the cluster's id."""
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    """The cluster of each explanation that was placed."""


@lru_cache(maxsize=1)
def version() -> str:
    """Names the rules by which explanations are grouped: scales, weights, lexicon, and how reasons are taken apart.

    What was grouped by other rules is grouped anew.
    """
    digest = sha256(repr((WORDING, FAMILY, rules())).encode())
    for name in (BIGRAMS, CONCEPTS, LEXICON):
        digest.update(models_path(name).read_bytes())
    return digest.hexdigest()[:8]


def cluster(
    explanations: Iterable[Explanation],
    standing: Standing | None = None,
    cause_of: Callable[[Sequence[str]], Sequence[str]] | None = None,
) -> tuple[Cluster, ...]:
    """All explanations in clusters, each in just one, the largest cluster first.

    A cluster of one is an explanation that is unlike all others.

    Args:
        explanations: of any documents, in any order.
        standing: what earlier runs found; nothing by default.
        cause_of: gives the causes of templates (`causes.main_causes`); without it clusters have no cause.
    """
    standing = standing or Standing()
    ordered = sorted(explanations, key=lambda explanation: explanation.explanation_id)
    head_of = _heads(ordered, standing)
    members: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in ordered:
        members[head_of[explanation.explanation_id]].append(explanation)
    ranked = sorted(members, key=lambda head: Usage(head, _departments(members[head]), len(members[head])).rank)
    leads = {family_id(head): head for head in standing.heads.values()}
    known = {
        head: leads[family] for by, head in standing.heads.items() if (family := standing.families.get(by, "")) in leads
    }
    families = group_families(ranked, known)
    causes = dict(zip(ranked, cause_of(ranked), strict=True)) if cause_of else {}
    found = [_cluster(head, members[head], causes.get(head, ""), family_id(families[head])) for head in ranked]
    return tuple(sorted(found, key=lambda one: (-one.size, -one.departments, one.template)))


def _heads(explanations: Sequence[Explanation], standing: Standing) -> dict[str, str]:
    """The head of each explanation, by its id."""
    placed: dict[str, str] = {}
    by_text: dict[str, str] = {}
    by_template: dict[str, str] = {}
    new: list[Explanation] = []
    for explanation in explanations:
        cluster = standing.cluster_of.get(explanation.explanation_id)
        head = standing.heads.get(cluster) if cluster else None
        if head is None:
            new.append(explanation)
            continue
        placed[explanation.explanation_id] = head
        by_text.setdefault(normalise(explanation.text), head)
        by_template.setdefault(explanation.template, head)
    by_template.update({head: head for head in standing.heads.values()})
    said: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in new:
        said[normalise(explanation.text)].append(explanation)
    unplaced: list[Explanation] = []
    for text, held in said.items():
        # What is said word for word stays together, also where it was masked in several ways.
        heads = (
            [by_text[text]]
            if text in by_text
            else sorted(by_template[e.template] for e in held if e.template in by_template)
        )
        if heads:
            placed.update((explanation.explanation_id, heads[0]) for explanation in held)
        else:
            unplaced += held
    keys = _keys(unplaced)
    following = group_wordings(
        [Usage(template, _departments(held), len(held)) for template, held in keys.items()],
        tuple(standing.heads.values()),
    )
    for template, held in keys.items():
        for explanation in held:
            placed[explanation.explanation_id] = following[template].head
    return placed


def _keys(explanations: Iterable[Explanation]) -> dict[str, list[Explanation]]:
    """The explanations by template; templates that one and the same text gave are one key, the commonest of them."""
    by_template: dict[str, list[Explanation]] = defaultdict(list)
    templates_of: dict[str, set[str]] = defaultdict(set)
    for explanation in explanations:
        by_template[explanation.template].append(explanation)
        templates_of[normalise(explanation.text)].add(explanation.template)
    chosen = joined({template: len(held) for template, held in by_template.items()}, templates_of.values())
    members: dict[str, list[Explanation]] = defaultdict(list)
    for template, held in by_template.items():
        members[chosen[template]].extend(held)
    return members


def joined(uses: Mapping[str, int], same: Iterable[set[str]]) -> dict[str, str]:
    """For each template the one that stands for it and for all that must stay with it: the commonest.

    Args:
        uses: how often each template is used.
        same: templates that one and the same text gave.
    """
    home = {template: {template} for template in uses}
    for templates in same:
        if len(templates) < 2:
            continue
        together = set().union(*(home[template] for template in templates))
        for template in together:
            home[template] = together
    best: dict[int, str] = {}
    return {
        template: best.setdefault(id(group), min(group, key=lambda one: (-uses[one], one)))
        for template, group in home.items()
    }


def _cluster(head: str, members: Sequence[Explanation], cause: str, family: str) -> Cluster:
    years = [member.fiscal_year for member in members if member.fiscal_year is not None]
    templates = Counter(member.template for member in members)
    alike = dict(zip(templates, similarity_of([(head, template) for template in templates]), strict=True))
    return Cluster(
        cluster_id=cluster_id(head),
        template=head,
        label=label_of(head, members),
        cause=cause,
        members=tuple(member.explanation_id for member in members),
        departments=_departments(members),
        documents=len({member.doc_id for member in members}),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        family_id=family,
        similarities=tuple(alike[member.template] for member in members),
    )


def _departments(members: Iterable[Explanation]) -> int:
    """How many departments; documents of an unknown department are one each."""
    return len({member.department or member.doc_id for member in members})
