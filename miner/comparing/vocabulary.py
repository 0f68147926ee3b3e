"""Which words, accounts and causes set one side apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import erfc, sqrt
from operator import itemgetter

from miner.comparison.keyness import keyness, log_likelihood
from miner.comparison.names import core_name, plain_name
from miner.comparison.standing import adjusted
from miner.language.segment import segment_template
from miner.model.comparing import CauseCompared, HeldDocument, KeyWord, KeyWords, Said
from miner.store import Reader

SURE = 3.84
"""The 5 % point of chi square with one degree of freedom, for one word looked at alone."""
_FIGURE = re.compile(r"\d[\d,，.]*[%％]?")
_CLAUSE = re.compile(r"[，,。；;：:！？!?、\s“”\"（）()《》\[\]【】]+")
_OWN, _PLACE, _NUMBER = "{本单位}", "{地名}", "{数}"


def prepare() -> None:
    """Load the segmenter's words, which takes longer than two documents to compare."""
    segment_template("人员增加")


def words_of(
    reader: Reader, documents: Sequence[HeldDocument], cut: dict[str, tuple[str, ...]] | None = None
) -> Counter[str]:
    """The words of the mined prose of some documents; figures, own names and regions are slots, and are not counted.

    Equal clauses are cut once, so that the cost grows with what is said and not with how often.

    Args:
        reader: of the store.
        documents: whose words are counted.
        cut: clauses that were cut before; those that are cut here are added.
    """
    cut = {} if cut is None else cut
    names = {one.doc_id: _names(one) for one in documents}
    clauses: Counter[str] = Counter()
    for doc_id, told in groupby(reader.prose(names), key=itemgetter(0)):
        text = "\n".join(text for _, text in told)  # at once: fewer calls of what costs little but is called often
        for name, slot in names[doc_id]:
            text = text.replace(name, slot)
        clauses.update(_CLAUSE.split(_FIGURE.sub(_NUMBER, text)))
    words: Counter[str] = Counter()
    for clause, count in clauses.items():
        if clause not in cut:
            cut[clause] = tuple(word for word in segment_template(clause) if word[0] not in "{,")
        for word in cut[clause]:
            words[word] += count
    return words


def _names(document: HeldDocument) -> tuple[tuple[str, str], ...]:
    """A document's names and what stands for them, the longest first."""
    names = {plain_name(document.name): _OWN, plain_name(document.region): _PLACE}
    core = core_name(document.name, document.region)
    if len(core) > 3:
        names[core] = _OWN
    return tuple(sorted(((name, slot) for name, slot in names.items() if name), key=lambda item: -len(item[0])))


def accounts_of(reader: Reader, doc_ids: Iterable[str]) -> Counter[str]:
    """What the variances of some documents are of: accounts by code and name, the rest by its subject."""
    counts: Counter[str] = Counter()
    for code, subject, count in reader.accounts(doc_ids):
        counts[f"{code} {_last(subject)}".strip()] += count
    return counts


def _last(subject: str) -> str:
    """The innermost account of a path: 行政运行 of 一般公共服务支出（类）…（款）行政运行（项）."""
    parts = [part for part in re.split(r"[（(][类款项][）)]", subject) if part.strip()]
    return parts[-1].strip() if parts else subject


def key_words(a: Counter[str], b: Counter[str], limit: int) -> KeyWords:
    """The words of each side, the clearest first, by z: those whose frequencies differ (`SURE`), or that the other side has not."""
    found = keyness(a, b)
    ps = {word.word: erfc(sqrt(word.g2 / 2)) for word in found}  # chi square with one degree of freedom
    order = sorted(ps, key=lambda word: (ps[word], word))
    qs = dict(zip(order, adjusted([ps[word] for word in order]), strict=True))
    told = [
        KeyWord(one.word, one.count_a, one.count_b, one.g2, qs[one.word], one.log_odds_z, one.simple_maths)
        for one in found
    ]
    telling = [one for one in told if one.g2 >= SURE or not (one.count_a and one.count_b)]
    mine = tuple(one for one in telling if one.log_odds_z > 0)[:limit]
    theirs = tuple(one for one in reversed(telling) if one.log_odds_z < 0)[:limit]
    return KeyWords(mine, theirs, a.total(), b.total())


def compare_causes(a: Iterable[Said], b: Iterable[Said], titles: Mapping[str, str]) -> tuple[CauseCompared, ...]:
    """How often each cause is named first by both sides, the most frequent first."""
    counts_a, counts_b = Counter(said.cause for said in a), Counter(said.cause for said in b)
    total_a, total_b = counts_a.total(), counts_b.total()
    found = []
    for cause in counts_a.keys() | counts_b.keys():
        share_a = counts_a[cause] / total_a if total_a else None
        share_b = counts_b[cause] / total_b if total_b else None
        difference = share_b - share_a if share_a is not None and share_b is not None else None
        g2 = log_likelihood(counts_a[cause], counts_b[cause], total_a, total_b) if total_a and total_b else 0.0
        title = titles.get(cause, cause)
        found.append(CauseCompared(cause, title, counts_a[cause], counts_b[cause], share_a, share_b, difference, g2))
    return tuple(sorted(found, key=lambda one: (-(one.count_a + one.count_b), one.cause)))
