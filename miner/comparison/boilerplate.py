"""How much of what a document explains is said in words that other departments use too (套话).

Leave-one-out: a template counts for a document when at least k *other* departments use it; what a department repeats in
its own documents of several years is not shared. Documents whose department is unknown count as departments of their own.

These are the project's own measures; `docs/measures.md` has each with its formula, `miner.comparison.published` those
that were published by others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import chain, pairwise

import numpy as np

from miner.bilingual import say
from miner.comparison.interval import share_intervals
from miner.comparison.mandated import mandated_distances
from miner.comparison.usage import (
    Flags,
    Floats,
    Held,
    Ints,
    bits,
    hold,
    how_many,
    numbered,
    other_departments,
    same_pair,
    used_before,
)
from miner.errors import UsageError
from miner.model import Cluster, Explanation, Mark, Measure

_Column = list[Measure]
"""One measure of every document, in order of document."""


def boilerplate_measures(
    explanations: Iterable[Explanation],
    clusters: Iterable[Cluster],
    *,
    k: int | None = None,
    money: Mapping[str, Decimal] | None = None,
    marks: Mapping[str, Sequence[Mark]] | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
    mandated: AbstractSet[tuple[str, ...]] = frozenset(),
    scopes: Mapping[str, str] | None = None,
) -> tuple[Measure, ...]:
    """The measures of each document that explains something, in order of document, always in this order.

    * ``boilerplate_share``: explanations whose very template at least k other departments use / explanations;
    * ``boilerplate_share_low``, ``boilerplate_share_high``: its bootstrap 95 % interval over the explanations;
    * ``boilerplate_character_share``: the same share, in visible characters of the reasons;
    * ``boilerplate_cluster_share``: explanations in a cluster with k other departments' / explanations: the looser
      notion, for browsing;
    * ``surprisal``, in bits: the mean of -log2((n + 1) / (N + 1)), where other departments have N explanations, n of them
      of this template; whatever k is;
    * ``stickiness_templates``: explanations whose template the same department used in the year before / explanations;
    * ``repetition``: explanations whose template occurs more than once in the document / explanations;
    * with ``money``, ``boilerplate_money_share``: the share of the money that is explained by shared templates;
    * with ``marks``, ``empty_share`` and ``contradiction_share``: explanations so marked / explanations;
    * with ``words``, ``mandated_distance``: see `miner.comparison.mandated`; also of documents that explain nothing.

    Shares are 0 to 1 and list in `Measure.counted` the explanations above the line. A measure that needs others has no
    value where there are fewer than k other departments.

    Args:
        explanations: of all documents that are to be compared: of one kind, final accounts or budgets.
        clusters: of these explanations.
        k: so many other departments make a template shared; 1 or more. By default `shared_from` says how many.
        money: the difference in 元 that each explanation explains, of either sign, where it is stated; by explanation. A
            narrative with several explanations has its difference split between them by the caller (evenly), so that
            no money counts twice.
        marks: what is to be said of an explanation; one that is not in it bears no mark.
        words: the masked words of each document's prose.
        mandated: the 4-word phrases of the mandated form.
        scopes: whose accounts each document holds, a unit's or a department's; years of different scopes are not compared.

    Raises:
        UsageError: k is less than 1.
    """
    if k is not None and k < 1:
        raise UsageError(
            say(f"共用部门数k应不小于1: {k}", f"k, the number of other departments, must be at least 1: {k}")
        )
    held = hold(explanations, scopes)
    others = how_many(held.department) - 1
    k = k or shared_from(others + 1)
    nobody = say("没有足够的其他部门可比", "there are not enough other departments to compare with")
    alone = "" if others >= k else nobody
    shared = other_departments(held.template, held.department) >= k
    columns = [
        _share(held, "boilerplate_share", shared, why=alone),
        *_interval(held, shared, alone),
        _share(held, "boilerplate_character_share", shared, _characters(held), alone),
        _share(held, "boilerplate_cluster_share", _clustered(held, clusters) >= k, why=alone),
        _surprisal(held, "" if others else nobody),
        _stickiness(held),
        _share(held, "repetition", same_pair(held.template, held.document) > 1),
    ]
    if money is not None:
        columns.append(_money(held, shared, money, alone))
    if marks is not None:
        columns.append(_marked(held, "empty_share", marks, Mark.EMPTY))
        columns.append(_marked(held, "contradiction_share", marks, Mark.CONTRADICTS))
    told = dict(zip(held.documents, zip(*columns, strict=True), strict=True)) if held.documents else {}
    distances = {} if words is None else mandated_distances(words, mandated)
    return tuple(
        chain.from_iterable(
            (*told.get(document, ()), *((distances[document],) if document in distances else ()))
            for document in sorted(told.keys() | distances.keys())
        )
    )


def shared_from(departments: int) -> int:
    """How many other departments make a template shared, among so many: one in two hundred, at least one.

    Among very many departments somebody uses the same words by chance. Against boilerplate planted in the county,
    departments are ranked best with such a k (`python -m tests.evaluation.recurring` prints the ranking).
    """
    return max(1, -(-departments // 200))


def _share(held: Held, name: str, above: Flags, weights: Ints | None = None, why: str | Sequence[str] = "") -> _Column:
    """What is above the line / everything, by weight; ``why`` it is undefined, for all documents or for each."""
    counts = np.ones(len(above), dtype=np.int64) if weights is None else weights
    part, whole = held.sums(counts * above), held.sums(counts)
    nothing = say("原因没有文字", "the reasons hold no words")
    reasons = [why] * len(whole) if isinstance(why, str) else list(why)
    reasons = [reason or ("" if total else nothing) for reason, total in zip(reasons, whole.tolist(), strict=True)]
    return _column(held, name, part / np.maximum(whole, 1), reasons, held.listed(above))


def _column(
    held: Held, name: str, values: Floats, why: Sequence[str], counted: Sequence[tuple[str, ...]] | None = None
) -> _Column:
    rows = zip(held.documents, values.tolist(), why, counted or [()] * len(why), strict=True)
    return [
        Measure(document, name, None, reason) if reason else Measure(document, name, value, "", listed)
        for document, value, reason, listed in rows
    ]


def _interval(held: Held, shared: Flags, alone: str) -> tuple[_Column, _Column]:
    above = held.sums(shared).astype(np.int64)
    low, high = share_intervals(held.documents, above, held.sizes)
    single = say("只有一条说明，无从抽样", "a single explanation cannot be resampled")
    why = [alone or ("" if size > 1 else single) for size in held.sizes.tolist()]
    return _column(held, "boilerplate_share_low", low, why), _column(held, "boilerplate_share_high", high, why)


def _characters(held: Held) -> Ints:
    lengths = (len("".join(explanation.text.split())) for explanation in held.explanations)
    return np.fromiter(lengths, dtype=np.int64, count=len(held.explanations))


def _clustered(held: Held, clusters: Iterable[Cluster]) -> Ints:
    """How many other departments each explanation shares its cluster with; without a cluster, none."""
    by_id = sorted(clusters, key=lambda found: found.cluster_id)
    cluster_of = {member: found.cluster_id for found in by_id for member in found.members}
    ids = [explanation.explanation_id for explanation in held.explanations]
    # What is in no cluster is a cluster of its own; a pair cannot be taken for the id of a cluster.
    cluster, _ = numbered(cluster_of.get(name) or ("", name) for name in ids)
    return other_departments(cluster, held.department)


def _surprisal(held: Held, alone: str) -> _Column:
    return _column(held, "surprisal", held.sums(bits(held)) / held.sizes, [alone] * len(held.documents))


def _stickiness(held: Held) -> _Column:
    known = held.sums(held.year_before >= 0) > 0
    unknown = say("没有上年的差异说明可比", "there are no explanations of the year before to compare with")
    why = ["" if has else unknown for has in known.tolist()]
    return _share(held, "stickiness_templates", used_before(held), why=why)


def _marked(held: Held, name: str, marks: Mapping[str, Sequence[Mark]], mark: Mark) -> _Column:
    bears = (mark in marks.get(explanation.explanation_id, ()) for explanation in held.explanations)
    return _share(held, name, np.fromiter(bears, dtype=np.bool_, count=len(held.explanations)))


def _money(held: Held, shared: Flags, money: Mapping[str, Decimal], alone: str) -> _Column:
    """|元| explained by shared templates / all |元| that is explained; the note says of how many it is known."""
    column: _Column = []
    starts = held.starts.tolist()
    is_shared = shared.tolist()
    for document, (first, last) in zip(held.documents, pairwise(starts), strict=True):
        ids = [(held.explanations[at].explanation_id, is_shared[at]) for at in range(first, last)]
        stated = [(name, above, abs(money[name])) for name, above in ids if name in money]
        whole = sum((amount for _, _, amount in stated), Decimal())
        part = sum((amount for _, above, amount in stated if above), Decimal())
        known = say(
            f"{len(ids)}条说明中{len(stated)}条有金额",
            f"{len(stated)} of {len(ids)} explanations have a stated amount",
        )
        if alone:
            column.append(Measure(document, "boilerplate_money_share", None, alone))
        elif not whole:
            nought = say("，金额都是0", ", all of them 0") if stated else ""
            column.append(Measure(document, "boilerplate_money_share", None, known + nought))
        else:
            counted = tuple(name for name, above, _ in stated if above)
            column.append(Measure(document, "boilerplate_money_share", float(part / whole), known, counted))
    return column
