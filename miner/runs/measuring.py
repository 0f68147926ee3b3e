"""The measures that the documents of a store have together: boilerplate, causes, and what was published by others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import attrgetter, itemgetter

from miner.bilingual import say
from miner.comparison import (
    Prose,
    Span,
    boilerplate_measures,
    cause_measures,
    mandated_distances,
    passages,
    published_measures,
    published_measures_in_parts,
    template_uses,
)
from miner.explanations.causes import cause_titles
from miner.explanations.explaining import names_in
from miner.language.masking import SlotKind, mask
from miner.language.resources import models_path
from miner.language.segment import is_linking, segment_template
from miner.model import UNSURE, Cluster, Explanation, Mark, Measure, NamedCause, Outcome, TemplateUse
from miner.runs.money import explained_money, stated_differences
from miner.store import Reader
from miner.store.stored import StoredDocument

MANDATED = "mandated/phrases.txt"
MOST_PUBLISHED = 5000
"""Of more documents than this no document is compared with all others word by word: that holds every word (about 100 bytes each)
at once. What compares a document with itself or with the year before is measured in parts of so many documents."""
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_NAMES = frozenset((SlotKind.OWN_UNIT, SlotKind.UNIT, SlotKind.PLACE))
_QUANTITIES = frozenset((SlotKind.AMOUNT, SlotKind.RATE, SlotKind.NUMBER))


def measures_together(
    reader: Reader,
    explanations: Sequence[Explanation],
    clusters: Sequence[Cluster],
    causes: Mapping[str, tuple[NamedCause, ...]],
    marks: Mapping[str, Sequence[Mark]],
) -> tuple[Measure, ...]:
    """The measures of every document that was mined; one that is undefined has no value and says why.

    Final accounts and budgets are not compared with each other.

    Args:
        reader: the store.
        explanations: all of it.
        clusters: of these.
        causes: what each explanation names, by its id.
        marks: of the explanations, by id.

    Raises:
        StoreError: the database cannot be used.
    """
    documents = {one.doc_id: one for one in reader.documents() if one.outcome != Outcome.FAILED}
    money = explained_money(explanations, stated_differences(reader.variance_amounts()))
    scopes = {doc_id: one.scope for doc_id, one in documents.items()}
    of_explanations: list[Measure] = []
    for held in by_kind(documents, explanations):
        ids = {one.explanation_id for one in held}
        # Only clusters of the same kind's explanations: what a budget says makes no wording of final accounts common.
        mine = [one for one in clusters if not ids.isdisjoint(one.members)]
        of_explanations += boilerplate_measures(held, mine, money=money, marks=marks, scopes=scopes)
    main = {one.explanation_id: main_cause(causes[one.explanation_id]) for one in explanations}
    of_explanations += cause_measures(explanations, main, (*cause_titles(), UNSURE))
    nothing = say("没有差异说明", "it explains no difference")
    return (*_filled(of_explanations, documents, nothing), *_of_prose(reader, documents))


def uses_of(documents: Iterable[StoredDocument], explanations: Sequence[Explanation]) -> dict[str, TemplateUse]:
    """How much the template of each explanation is used elsewhere in documents of its kind, by the explanation's id."""
    of_kind = by_kind({one.doc_id: one for one in documents}, explanations)
    return {name: use for held in of_kind for name, use in template_uses(held).items()}


def by_kind(documents: Mapping[str, StoredDocument], explanations: Iterable[Explanation]) -> list[list[Explanation]]:
    """The explanations of each kind of document."""
    found: dict[str, list[Explanation]] = defaultdict(list)
    for one in explanations:
        document = documents.get(one.doc_id)
        found[(document.kind if document else None) or ""].append(one)
    return [found[kind] for kind in sorted(found)]


def main_cause(named: Sequence[NamedCause]) -> str:
    """The cause that an explanation names most clearly, else `UNSURE`."""
    return named[0].cause if named else UNSURE


def _filled(measures: Iterable[Measure], documents: Iterable[str], why: str) -> Iterator[Measure]:
    """The measures, and for each document that lacks one, that it has no value and why."""
    names: dict[str, None] = {}
    there: dict[str, set[str]] = defaultdict(set)
    for one in measures:
        names.setdefault(one.measure)
        there[one.doc_id].add(one.measure)
        yield one
    for document in documents:
        yield from (Measure(document, name, None, why) for name in names if name not in there[document])


def _of_prose(reader: Reader, documents: Mapping[str, StoredDocument]) -> Iterator[Measure]:
    """The measures of words, all documents at once or in parts."""
    mandated = mandated_phrases()
    if len(documents) <= MOST_PUBLISHED:
        proses = list(_proses(reader, documents, documents))
        yield from _distances(proses, mandated)
        yield from published_measures(proses, mandated)
        return
    distances: list[Measure] = []

    def parts() -> Iterator[list[Prose]]:
        for ids in _parts(documents.values()):
            proses = list(_proses(reader, documents, ids))
            distances.extend(_distances(proses, mandated))
            yield proses

    yield from published_measures_in_parts(parts(), mandated)
    yield from distances


def _distances(proses: Iterable[Prose], mandated: frozenset[tuple[str, ...]]) -> Iterator[Measure]:
    for prose in proses:
        words = {prose.doc_id: [word for sentence in prose.sentences for word in sentence]}
        yield from mandated_distances(words, mandated).values()


def _parts(documents: Iterable[StoredDocument]) -> Iterator[list[str]]:
    """Documents in parts of some hundreds, all of one department in one part."""
    part: list[str] = []
    for _, held in groupby(sorted(documents, key=attrgetter("department", "doc_id")), key=attrgetter("department")):
        held_ids = (one.doc_id for one in held)
        while some := list(islice(held_ids, MOST_PUBLISHED)):  # documents of unknown department may be very many
            if part and len(part) + len(some) > MOST_PUBLISHED // 5:
                yield part
                part = []
            part += some
    if part:
        yield part


def _proses(reader: Reader, documents: Mapping[str, StoredDocument], ids: Iterable[str]) -> Iterator[Prose]:
    """The mined prose of documents, in order; of one without any, no words."""
    wanted = sorted(ids)
    texts = {
        doc_id: passages(Span(*row[1:]) for row in rows)
        for doc_id, rows in groupby(reader.narrative_spans(wanted), key=itemgetter(0))
    }
    known: dict[str, str] = {}
    """Each different word once, of which the proses are made."""
    for doc_id in wanted:
        yield _prose(documents[doc_id], texts.pop(doc_id, ()), known)


def _prose(document: StoredDocument, texts: Iterable[str], known: dict[str, str]) -> Prose:
    """The prose of a document as masked words, sentence by sentence."""
    own, places = names_in(document.department, document.region)
    slots: Counter[SlotKind] = Counter()
    sentences: list[tuple[str, ...]] = []
    for sentence in (sentence for text in texts for sentence in _SENTENCE.findall(text)):
        masked = mask(sentence, own, (), places, whole=True)
        slots.update(slot.kind for slot in masked.slots)
        words = tuple(known.setdefault(word, word) for word in segment_template(masked.template) if word not in ",()")
        if words:
            sentences.append(words)
    quantities = sum(slots[kind] for kind in _QUANTITIES)
    return Prose(
        document.doc_id,
        document.department,
        document.fiscal_year,
        tuple(sentences),
        names=sum(slots[kind] for kind in _NAMES),
        quantities=quantities,
        times=slots[SlotKind.YEAR],
        informative_numbers=quantities,  # years are slots of their own
        kind=document.kind or "",
        scope=document.scope,
        linking=sum(is_linking(word) for sentence in sentences for word in sentence),
    )


@lru_cache(maxsize=1)
def mandated_phrases() -> frozenset[tuple[str, ...]]:
    """The phrases of four masked words that the mandated form puts into every document (`models/mandated`).

    Raises:
        MinerError: the list is missing.
    """
    lines = models_path(MANDATED).read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(line.split(" ")) for line in lines if line)
