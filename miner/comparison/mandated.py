"""The mandated form (规定格式): what the finance authority's template has every document say, known by its 4-word phrases.

Words are masked tokens: figures, years, accounts and names are slots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from miner.bilingual import say
from miner.model import Measure

PHRASE = 4
"""The mandated form is known by phrases of so many words."""


def mandated_distances(
    words: Mapping[str, Sequence[str]], mandated: AbstractSet[tuple[str, ...]]
) -> dict[str, Measure]:
    """``mandated_distance`` of each document: one minus the share of its words in 4-word phrases of the mandated form.

    0 (nothing but the mandated form) to 1 (nothing of it). No value where the form is not given or the document has
    fewer than 4 words.

    Args:
        words: the masked words of the prose, by document.
        mandated: the 4-word phrases of the mandated form.
    """
    return {document: _distance(document, spoken, mandated) for document, spoken in words.items()}


def words_of_the_form(words: Sequence[str], mandated: AbstractSet[tuple[str, ...]]) -> int:
    """How many words lie in a 4-word phrase of the mandated form."""
    count, reached = 0, 0
    for at, phrase in enumerate(zip(words, words[1:], words[2:], words[3:], strict=False)):
        if phrase in mandated:
            count += at + PHRASE - max(at, reached)
            reached = at + PHRASE
    return count


def _distance(document: str, words: Sequence[str], mandated: AbstractSet[tuple[str, ...]]) -> Measure:
    name = "mandated_distance"
    if not mandated:
        return Measure(document, name, None, say("没有规定格式可比", "there is no mandated form to compare with"))
    if len(words) < PHRASE:
        return Measure(document, name, None, say("正文不足4个词", "the prose has fewer than 4 words"))
    return Measure(document, name, 1 - words_of_the_form(words, mandated) / len(words))
