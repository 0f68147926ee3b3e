"""Two texts sentence by sentence: what is word for word the same, what differs in figures only, what is nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from miner.model.comparing import AlignedSentences, Likeness, Sentence, SentenceAlignment

SHORTEST = 10
"""Sentences of fewer visible characters are not aligned: headings and phrases are alike everywhere."""
NEAR = 0.8
"""From which likeness on two sentences are said to be nearly the same."""
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_FIGURE = re.compile(r"\d[\d,，.]*[%％]?")


def sentences_of(text: str, doc_id: str, section_id: str) -> list[Sentence]:
    """The sentences of a section's text that are long enough. A line is a heading or a paragraph, so that none runs over it."""
    found = []
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if len("".join(match[0].split())) >= SHORTEST:
            found.append(Sentence(match[0].strip(), doc_id, section_id, start, start + len(match[0].strip())))
    return found


def align(a: Sequence[Sentence], b: Sequence[Sentence]) -> SentenceAlignment:
    """What is the same is aligned first, then what differs in figures, then what is nearly the same, the most alike first.

    Sentences that are alike several times are aligned in the order in which they stand. Near sentences are looked for with
    the cost of the product of those that are left.
    """
    left_a, left_b = dict(enumerate(a)), dict(enumerate(b))
    found: list[tuple[int, AlignedSentences]] = []
    for likeness, key in ((Likeness.SAME, _words), (Likeness.FIGURES, _without_figures)):
        there: dict[str, list[int]] = defaultdict(list)
        for at, sentence in left_b.items():
            there[key(sentence.text)].append(at)
        for at, sentence in list(left_a.items()):
            if there[key(sentence.text)]:
                other = there[key(sentence.text)].pop(0)
                found.append((at, AlignedSentences(left_a.pop(at), left_b.pop(other), likeness, 1.0)))
    for score, at, other in _near(left_a, left_b):
        if at in left_a and other in left_b:
            found.append((at, AlignedSentences(left_a.pop(at), left_b.pop(other), Likeness.NEAR, score)))
    found.sort(key=lambda item: item[0])
    return SentenceAlignment(tuple(pair for _, pair in found), tuple(left_a.values()), tuple(left_b.values()))


def _words(text: str) -> str:
    return "".join(text.split())


def _without_figures(text: str) -> str:
    return _FIGURE.sub("#", _words(text))


def _near(a: dict[int, Sentence], b: dict[int, Sentence]) -> Iterable[tuple[float, int, int]]:
    """Pairs of at least `NEAR`, the most alike first."""
    pairs_b = {at: _pairs(sentence.text) for at, sentence in b.items()}
    found = []
    for at, sentence in a.items():
        mine = _pairs(sentence.text)
        for other, theirs in pairs_b.items():
            both = mine.total() + theirs.total()
            # The shorter one cannot share more than all it has.
            if both and 2 * min(mine.total(), theirs.total()) >= NEAR * both:
                score = 2 * (mine & theirs).total() / both
                if score >= NEAR:
                    found.append((score, at, other))
    return sorted(found, key=lambda one: (-one[0], one[1], one[2]))


def _pairs(text: str) -> Counter[str]:
    words = _without_figures(text)
    return Counter(words[at : at + 2] for at in range(len(words) - 1))
