"""Published measures of boilerplate and information, corrected, to stand beside the project's own.

Corrected means: on masked words, so that a new amount is no new wording; by sentences, so that no phrase reaches over a full
stop; without the phrases of the mandated form (规定格式), which make no sentence boilerplate; and a share counts each word
at most once, so that it lies between 0 and 1.

Formulas as public replications have them, not checked against the papers, unless something else is said; `docs/measures.md`
lists them with what is uncertain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from miner.bilingual import say
from miner.comparison.informative import informative_content
from miner.comparison.likeness import Told, bags_of, modification, year_on_year
from miner.comparison.mandated import PHRASE
from miner.comparison.phrases import NO_PHRASE, Corpus, lay_out
from miner.comparison.usage import Floats, Ints, distinct, how_many
from miner.model import Measure

_COMMON, _USUAL = 30, 75
"""Per cent of the documents that a phrase must be found in to be common, and to be more than common."""
_OFTEN = 5
"""Times that a common phrase occurs in a document on average, if it is not found in so many documents."""
FEWEST_DOCUMENTS = 4
"""Of fewer documents, 30 per cent are one, and whatever it says would be common."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The narrative prose of one document."""

    doc_id: str
    department: str
    """Empty where it is unknown."""
    fiscal_year: int | None
    sentences: tuple[tuple[str, ...], ...]
    """Masked words without punctuation; a slot ({额}) is one word."""
    names: int
    """Names of people, places and organisations in the prose."""
    quantities: int
    """Amounts, rates and counts."""
    times: int
    """Dates, years and periods."""
    informative_numbers: int
    """Numbers that are no dates and no numbers of sections or pages."""
    kind: str = ""
    """Final accounts or a budget: kinds are not compared with each other."""
    scope: str = ""
    """Whose accounts, a unit's or a department's with its units: those of other years are not compared with each other."""
    linking: int = 0
    """Adverbs and conjunctions."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(len, self.sentences))


def published_measures(
    proses: Iterable[Prose], mandated: AbstractSet[tuple[str, ...]] = frozenset()
) -> tuple[Measure, ...]:
    """The published measures of each document, in order of document, always in this order.

    * ``lsl_boilerplate`` (Lang and Stice-Lawrence 2015): see `_lang_stice_lawrence`;
    * ``dyer_boilerplate``, ``dyer_stickiness``, ``dyer_redundancy`` (Dyer, Lang and Stice-Lawrence 2017): words in
      sentences with a phrase of 4 words that at least 75 % of that year's documents have; with a phrase of 8 words that
      the department's document of the year before has; and that stand in the document more than once / words;
    * ``hope_specificity`` (Hope, Hu and Lu 2016): (names + quantities + times) / words;
    * ``hard_information`` (Blankespoor): informative numbers / words;
    * ``sentence_words`` (Gunning 1952, its first half): words / sentences; ``linking_share`` (徐巍, 姚振晔 and 陈冬华 2021, R2, from
      memory): adverbs and conjunctions / words; see `miner.comparison.readability`;
    * ``year_on_year_cosine``, ``year_on_year_jaccard``, ``year_on_year_edit`` (Cohen, Malloy and Nguyen 2020) and
      ``brown_tucker_modification`` (Brown and Tucker 2011, from memory): see `miner.comparison.likeness`;
    * ``hanley_hoberg_informative`` (Hanley and Hoberg 2010, from memory): see `miner.comparison.informative`.

    All but the last two and ``sentence_words`` are 0 to 1. A measure that is undefined has no value and a note that says why.
    Documents of different kinds (final accounts, budgets) are never compared with each other; nor are, between years, those of
    different scopes (a unit, a department with its units).

    Args:
        proses: of all documents that are to be compared, each document once. Of several documents of one department, kind,
            scope and year the first by id stands for the year before.
        mandated: the 4-word phrases of the mandated form.
    """
    return _measured(_columns(held, mandated, whole=True) for held in _kinds(proses))


def published_measures_in_parts(
    parts: Iterable[Sequence[Prose]], mandated: AbstractSet[tuple[str, ...]] = frozenset()
) -> tuple[Measure, ...]:
    """The same of more documents than can be held at once, a part at a time.

    Three measures compare a document with all others of its kind, and have no value here: ``lsl_boilerplate``,
    ``dyer_boilerplate`` and ``hanley_hoberg_informative``. The others are what `published_measures` says.

    Args:
        parts: proses; all documents of one department are in one part.
        mandated: the 4-word phrases of the mandated form.
    """
    return _measured(_columns(held, mandated, whole=False) for part in parts for held in _kinds(part))


NAMES = (
    "lsl_boilerplate", "dyer_boilerplate", "dyer_stickiness", "dyer_redundancy", "hope_specificity", "hard_information",
    "sentence_words", "linking_share", "year_on_year_cosine", "year_on_year_jaccard", "year_on_year_edit",
    "brown_tucker_modification", "hanley_hoberg_informative",
)  # fmt: skip
"""The published measures, in order."""
COSINE, MODIFICATION = "year_on_year_cosine", "brown_tucker_modification"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The measures of documents of one kind, before what is expected of their lengths is known."""

    held: Sequence[tuple[str, bool]]
    """The documents' ids, and whether they have any prose."""
    kind: str
    columns: dict[str, list[Told]]
    sizes: Sequence[float]
    """Words outside the mandated form."""


def _kinds(proses: Iterable[Prose]) -> list[list[Prose]]:
    """The documents of each kind, in order of document."""
    of_kind: dict[str, list[Prose]] = defaultdict(list)
    for prose in sorted(proses, key=lambda prose: prose.doc_id):
        of_kind[prose.kind].append(prose)
    return [of_kind[kind] for kind in sorted(of_kind)]


def _columns(held: Sequence[Prose], mandated: AbstractSet[tuple[str, ...]], *, whole: bool) -> _Columns:
    """The measures of documents of one kind; of ``whole`` also those that compare each with all others."""
    corpus = lay_out([prose.sentences for prose in held], mandated)
    before = _years_before(held)
    bags = bags_of(corpus)
    many = say("文件太多，未与全部文件比较", "too many documents to compare each with all")
    columns: dict[str, list[Told]] = {name: [many] * len(held) for name in NAMES}
    columns |= {
        "dyer_stickiness": _kept_from_before(corpus, before),
        "dyer_redundancy": [_repeated(prose, mandated) for prose in held],
        "hope_specificity": [_per_word(prose, prose.names + prose.quantities + prose.times) for prose in held],
        "hard_information": [_per_word(prose, prose.informative_numbers) for prose in held],
        "sentence_words": [prose.words / max(sum(map(bool, prose.sentences)), 1) for prose in held],
        "linking_share": [_per_word(prose, prose.linking) for prose in held],
        **year_on_year(corpus, bags, before),
    }
    if whole:
        used = _phrases(corpus)
        departments, years = [prose.department for prose in held], [prose.fiscal_year for prose in held]
        columns |= {
            "lsl_boilerplate": _lang_stice_lawrence(corpus, used),
            "dyer_boilerplate": _usual_in_the_year(corpus, used, years),
            "hanley_hoberg_informative": informative_content(bags, corpus.vocabulary, departments, years),
        }
    sizes = [bags.size(document) for document in range(corpus.documents)]
    return _Columns([(prose.doc_id, bool(prose.words)) for prose in held], held[0].kind, columns, sizes)


def _measured(told: Iterable[_Columns]) -> tuple[Measure, ...]:
    """The measures of all documents, in order of document."""
    found = list(told)
    for kind in {one.kind for one in found}:
        same = [one for one in found if one.kind == kind]
        cosines = [cosine for one in same for cosine in one.columns[COSINE]]
        scores = iter(modification(cosines, [size for one in same for size in one.sizes]))
        for one in same:
            one.columns[MODIFICATION] = [next(scores) for _ in one.held]
    nothing = say("没有正文", "there is no prose")
    rows = ((doc_id, one.columns, at, spoken) for one in found for at, (doc_id, spoken) in enumerate(one.held))
    return tuple(
        _measure(doc_id, name, columns[name][at] if spoken else nothing)
        for doc_id, columns, at, spoken in sorted(rows, key=lambda row: row[0])
        for name in NAMES
    )


def _measure(document: str, name: str, told: Told) -> Measure:
    return Measure(document, name, None, told) if isinstance(told, str) else Measure(document, name, told)


def _years_before(held: Sequence[Prose]) -> list[int | None]:
    """The number of the department's document of the same scope and the year before, for each document of one kind."""
    first: dict[tuple[str, str, int], int] = {}
    for at, prose in enumerate(held):
        if prose.department and prose.fiscal_year is not None and prose.words:
            first.setdefault((prose.department, prose.scope, prose.fiscal_year), at)
    return [None if p.fiscal_year is None else first.get((p.department, p.scope, p.fiscal_year - 1)) for p in held]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Every phrase of four words that is not the mandated form's."""

    begins: Ints
    """The places of the words that they begin with, and along these:"""
    phrases: Ints
    documents: Ints
    pair_phrases: Ints
    """Which phrases are in which documents, each pair once."""
    pair_documents: Ints
    kinds: int


def _phrases(corpus: Corpus) -> _Phrases:
    begins = np.flatnonzero((corpus.four != NO_PHRASE) & ~corpus.form_four)
    phrases, documents = corpus.four[begins], corpus.document[begins]
    width = max(corpus.documents, 1)
    pairs = distinct(phrases * width + documents)
    return _Phrases(begins, phrases, documents, pairs // width, pairs % width, how_many(corpus.four))


def _lang_stice_lawrence(corpus: Corpus, used: _Phrases) -> list[Told]:
    """Words in sentences with a common phrase of 4 words / words.

    Common is what at least 30 % of all documents have, or what occurs at least 5 times a document on average, but not
    what at least 75 % of all documents have. Replications disagree: some have steps of 60 and 80 %, and whether the average
    is over all documents, as here, or over those that have the phrase, is not certain either. "All documents" are those
    at hand, of all years, where the paper has a country's.
    """
    spoken = int((corpus.lengths > 0).sum())
    if spoken < FEWEST_DOCUMENTS:
        few = say(
            f"可比的文件不足{FEWEST_DOCUMENTS}份", f"there are fewer than {FEWEST_DOCUMENTS} documents to compare"
        )
        return [few] * corpus.documents
    having = np.bincount(used.pair_phrases, minlength=used.kinds)
    times = np.bincount(used.phrases, minlength=used.kinds)
    # In whole numbers, since 0.3 times a number of documents may come out a little above the whole number that it is.
    common = (100 * having >= _COMMON * spoken) | (times >= _OFTEN * spoken)
    common &= 100 * having < _USUAL * spoken
    return _shares(corpus, used.begins[common[used.phrases]])


def _usual_in_the_year(corpus: Corpus, used: _Phrases, years: Sequence[int | None]) -> list[Told]:
    """Words in sentences with a phrase of 4 words that at least 75 % of the year's documents have / words."""
    spoken = corpus.lengths > 0
    usual = np.zeros(len(used.begins), dtype=np.bool_)
    lonely = np.ones(corpus.documents, dtype=np.bool_)
    for year in {year for year in years if year is not None}:
        same = np.array([other == year for other in years]) & spoken
        number = int(same.sum())
        having = np.bincount(used.pair_phrases[same[used.pair_documents]], minlength=used.kinds)
        usual |= same[used.documents] & (100 * having >= _USUAL * number)[used.phrases]
        lonely &= ~same | (number < 2)
    why = say("没有同年度的其他文件可比", "there is no other document of the year to compare with")
    unknown = say("年度不明", "the year is unknown")
    return [
        unknown if year is None else why if alone else value
        for value, alone, year in zip(_shares(corpus, used.begins[usual]), lonely.tolist(), years, strict=True)
    ]


def _kept_from_before(corpus: Corpus, before: Sequence[int | None]) -> list[Told]:
    """Words in sentences with a phrase of 8 words that the department's document of the year before has / words."""
    kept = np.zeros(len(corpus.words), dtype=np.bool_)
    counts = (corpus.eight != NO_PHRASE) & ~corpus.form_eight
    for document, earlier in enumerate(before):
        if earlier is not None:
            here = corpus.of(document)
            kept[here] = counts[here] & np.isin(corpus.eight[here], corpus.eight[corpus.of(earlier)])
    nothing = say("没有该部门上年的文件可比", "there is no document of the department's year before")
    return [
        nothing if number is None else value
        for value, number in zip(_shares(corpus, np.flatnonzero(kept)), before, strict=True)
    ]


def _shares(corpus: Corpus, begins: Ints) -> list[Told]:
    flags = np.zeros(len(corpus.words), dtype=np.bool_)
    flags[begins] = True
    shares: Floats = corpus.share_of_words(flags)
    return list(shares.tolist())


def _repeated(prose: Prose, mandated: AbstractSet[tuple[str, ...]]) -> Told:
    """Words in sentences that stand word for word more than once in the document / words, each time counted."""
    repeated = sum(
        count * len(sentence)
        for sentence, count in Counter(prose.sentences).items()
        if count > 1 and not _mandated(sentence, mandated)
    )
    return repeated / max(prose.words, 1)


def _mandated(sentence: Sequence[str], mandated: AbstractSet[tuple[str, ...]]) -> bool:
    """Whether a sentence consists of nothing but phrases of the mandated form."""
    phrases = zip(sentence, sentence[1:], sentence[2:], sentence[3:], strict=False)
    return len(sentence) >= PHRASE and all(phrase in mandated for phrase in phrases)


def _per_word(prose: Prose, count: int) -> Told:
    """A count of things / words. What is counted is made of words; if there are more, something else was counted."""
    if not 0 <= count <= prose.words:
        return say(
            f"数出的项目与词数不合: {count}个、{prose.words}个词", f"{count} items do not fit into {prose.words} words"
        )
    return count / max(prose.words, 1)
