"""How hard the narratives are to read (可读性), and the passages that they stand in.

For Chinese the long sentence is what makes a text hard, and nobody agrees on a list of hard words. 徐巍, 姚振晔 and 陈冬华 (2021, 《中文年
报可读性：衡量与检验》, 会计研究; from memory) measure annual reports by two things, after the Fog index of Gunning (1952): R1, the
characters in a clause (分句: what stands between marks of punctuation), and R2, the share of adverbs and conjunctions in the words.
Both fit these texts, which are statements of accounts strung together by commas: a clause is what a reader takes in at once, and
no list of words is needed that these texts, all of one trade, would not tell apart. Their R3, the mean of both, adds characters to a
share and is left out. Strokes of characters (丘心颖 et al. 2016) and rare characters (王克敏 et al. 2018) depend, here, on the
accounts' names alone and are left out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from miner.bilingual import say
from miner.model import Measure, Narrative

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+")
_CLAUSE_END = re.compile(r"[。！？!?；;\n，、：:]+|(?<!\d),|,(?!\d)")
_SAYS = re.compile(r"[\u3400-\u9fff]")
LONG_SENTENCE = 60
"""Characters beyond which a sentence is long. The project's own line: about two printed lines of a disclosure."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some prose of a document and where it stands: characters of its section's text."""

    section: str
    start: int
    end: int
    text: str


def spans_of(narratives: Iterable[Narrative]) -> Iterator[Span]:
    """Where narratives stand."""
    return (Span(str(one.section), one.char_start, one.char_end, one.text) for one in narratives)


def passages(spans: Iterable[Span]) -> list[str]:
    """The prose that spans cover, each character once: two comparisons of one sentence overlap, or the one holds the other.

    In the order in which the sections come, and within one as they stand.
    """
    by_section: dict[str, list[Span]] = {}
    for span in spans:
        by_section.setdefault(span.section, []).append(span)
    found: list[str] = []
    for held in by_section.values():
        held.sort(key=lambda span: (span.start, span.end))
        end = -1
        for span in held:
            if span.start >= end:
                found.append(span.text)
            elif span.end > end:
                found[-1] += span.text[end - span.start :]
            end = max(end, span.end)
    return found


def readability_measures(doc_id: str, texts: Iterable[str]) -> tuple[Measure, ...]:
    """The measures of sentences and clauses, always in this order; none of them without a sentence.

    * ``sentence_characters``: visible characters / sentences, which end with 。！？； or the paragraph;
    * ``clause_characters``: visible characters / clauses, which end with any mark of punctuation but brackets and quotation marks:
      R1 of 徐巍, 姚振晔 and 陈冬华 (2021, from memory); the comma of 1,234.56 ends none;
    * ``long_sentence_share``: sentences of more than 60 visible characters / sentences: the project's own.

    What has no Chinese character is no sentence and no clause, and its characters are not counted. Words in a sentence and R2, which
    need words, are in `miner.comparison.published`.

    Args:
        doc_id: of the document.
        texts: its narrative prose, each character once (`passages`).
    """
    held = list(texts)
    sentences = _lengths(held, _SENTENCE_END)
    clauses = _lengths(held, _CLAUSE_END)
    if not sentences:
        why = say("没有叙述文字", "there is no narrative")
        names = ("sentence_characters", "clause_characters", "long_sentence_share")
        return tuple(Measure(doc_id, name, None, why) for name in names)
    return (
        Measure(doc_id, "sentence_characters", sum(sentences) / len(sentences)),
        Measure(doc_id, "clause_characters", sum(clauses) / len(clauses)),
        Measure(doc_id, "long_sentence_share", sum(one > LONG_SENTENCE for one in sentences) / len(sentences)),
    )


def _lengths(texts: Iterable[str], end: re.Pattern[str]) -> list[int]:
    """Visible characters of each piece of a text that says something."""
    return [len("".join(piece.split())) for text in texts for piece in end.split(text) if _SAYS.search(piece)]
