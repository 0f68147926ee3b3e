"""Two texts sentence by sentence: what is word for word the same, what differs in figures only, what is nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence

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

    A sentence that is alike to several is aligned with the one that stands beside the same neighbour (the amounts of an
    account follow its name), or else in the order in which they stand. Near sentences are looked for with the cost of the
    product of those that are left.
    """
    aligning = _Aligning(a, b)
    aligning.beside(Likeness.SAME, _words)
    aligning.in_order(Likeness.SAME, _words)
    aligning.beside(Likeness.FIGURES, _without_figures)
    aligning.near(_near(aligning.left_a, aligning.left_b))
    aligning.beside(Likeness.FIGURES, _without_figures)
    aligning.in_order(Likeness.FIGURES, _without_figures)
    pairs = tuple(pair for _, pair in sorted(aligning.found.items()))
    return SentenceAlignment(pairs, tuple(aligning.left_a.values()), tuple(aligning.left_b.values()))


class _Aligning:
    """What is aligned so far, and what is left."""

    def __init__(self, a: Sequence[Sentence], b: Sequence[Sentence]) -> None:
        self.left_a, self.left_b = dict(enumerate(a)), dict(enumerate(b))
        self.found: dict[int, AlignedSentences] = {}
        self._partner: dict[int, int] = {}

    def pair(self, at: int, other: int, likeness: Likeness, score: float = 1.0) -> None:
        """Align two sentences that are left."""
        self.found[at] = AlignedSentences(self.left_a.pop(at), self.left_b.pop(other), likeness, score)
        self._partner[at] = other

    def beside(self, likeness: Likeness, key: Callable[[str], str]) -> None:
        """Align what has one key and no rival, or stands beside sentences that are aligned with each other; until nothing is."""
        keys_a = {at: key(sentence.text) for at, sentence in self.left_a.items()}
        keys_b = {at: key(sentence.text) for at, sentence in self.left_b.items()}
        rivals_a, rivals_b = Counter(keys_a.values()), Counter(keys_b.values())
        only_b = {words: at for at, words in keys_b.items() if rivals_b[words] == 1}
        changed = True
        while changed:
            changed = False
            for at, words in keys_a.items():
                if at not in self.left_a:
                    continue
                places = [
                    self._partner[near] - step for near, step in ((at - 1, -1), (at + 1, 1)) if near in self._partner
                ]
                if rivals_a[words] == 1 and words in only_b:
                    places.append(only_b[words])
                fits = next((place for place in places if place in self.left_b and keys_b.get(place) == words), None)
                if fits is not None:
                    self.pair(at, fits, likeness)
                    changed = True

    def near(self, candidates: Sequence[tuple[float, int, int]]) -> None:
        """Align candidates: those that stand beside sentences that are aligned with each other, those without a rival, the rest."""
        rivals_a, rivals_b = Counter(at for _, at, _ in candidates), Counter(other for _, _, other in candidates)
        alone = [one for one in candidates if rivals_a[one[1]] == rivals_b[one[2]] == 1]
        self._near_beside(candidates)
        for chosen in (alone, candidates):
            for score, at, other in chosen:
                if at in self.left_a and other in self.left_b:
                    self.pair(at, other, Likeness.NEAR, score)
            self._near_beside(candidates)

    def _near_beside(self, candidates: Sequence[tuple[float, int, int]]) -> None:
        changed = True
        while changed:
            changed = False
            for score, at, other in candidates:
                if at in self.left_a and other in self.left_b and self._neighbours(at, other):
                    self.pair(at, other, Likeness.NEAR, score)
                    changed = True

    def _neighbours(self, at: int, other: int) -> bool:
        return other - 1 == self._partner.get(at - 1, -2) or other + 1 == self._partner.get(at + 1, -2)

    def in_order(self, likeness: Likeness, key: Callable[[str], str]) -> None:
        """Align what has one key in the order in which it stands."""
        there: dict[str, deque[int]] = defaultdict(deque)
        for at, sentence in self.left_b.items():
            there[key(sentence.text)].append(at)
        for at, sentence in list(self.left_a.items()):
            if there[key(sentence.text)]:
                self.pair(at, there[key(sentence.text)].popleft(), likeness)


def _words(text: str) -> str:
    return "".join(text.split())


def _without_figures(text: str) -> str:
    return _FIGURE.sub("#", _words(text))


def _near(a: dict[int, Sentence], b: dict[int, Sentence]) -> list[tuple[float, int, int]]:
    """Pairs of at least `NEAR` that differ in more than figures, the most alike first."""
    pairs_b = {at: _pairs(sentence.text) for at, sentence in b.items()}
    found = []
    for at, sentence in a.items():
        mine = _pairs(sentence.text)
        for other, theirs in pairs_b.items():
            both = mine.total() + theirs.total()
            # The shorter one cannot share more than all it has.
            if both and 2 * min(mine.total(), theirs.total()) >= NEAR * both:
                score = 2 * (mine & theirs).total() / both
                if score >= NEAR and _without_figures(sentence.text) != _without_figures(b[other].text):
                    found.append((score, at, other))
    return sorted(found, key=lambda one: (-one[0], one[1], one[2]))


def _pairs(text: str) -> Counter[str]:
    words = _without_figures(text)
    return Counter(words[at : at + 2] for at in range(len(words) - 1))
