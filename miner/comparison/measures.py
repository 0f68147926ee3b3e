"""What one document tells alone.

A measure that is undefined (a share of nothing) has no value and a note that says why; it is never 0. Characters are
visible characters: no blanks, no line breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from miner.bilingual import say
from miner.comparison.differences import Difference, difference_measures
from miner.comparison.execution import execution_measures
from miner.comparison.readability import passages, readability_measures, spans_of
from miner.model import Measure, Mined, NarrativeKind, Severity, Verdict

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+")
_SHORTEST_SENTENCE = 10
"""Shorter ones are headings and turns of phrase (具体情况如下), whose repetition says nothing."""
_LINKED = frozenset(
    (Verdict.MATCH, Verdict.ROUNDING, Verdict.MISMATCH, Verdict.ARITHMETIC_OK, Verdict.ARITHMETIC_MISMATCH)
)


def measures_of(mined: Mined, differences: Sequence[Difference] = ()) -> tuple[Measure, ...]:
    """All measures of one document, in a fixed order; see the functions that are called here for the formulas.

    Args:
        mined: the document.
        differences: those of its differences for which a reason is due.
    """
    doc_id = mined.disclosure.doc_id

    def measure(name: str, value: float | None, note: str = "") -> Measure:
        return Measure(doc_id, name, value, note if value is None else "")

    characters = sum(_visible(section.text.text) for section in mined.disclosure.sections)
    by_kind = Counter(narrative.kind for narrative in mined.narratives)
    severities = Counter(finding.severity for finding in mined.findings)
    prose = passages(spans_of(mined.narratives))
    return (
        *difference_measures(doc_id, differences),
        *(measure(f"narratives_{kind}", float(by_kind[kind])) for kind in NarrativeKind),
        measure("narrative_characters", float(sum(map(_visible, prose)))),
        *readability_measures(doc_id, prose),
        measure("characters", float(characters)),
        measure("figures", float(len(mined.figures))),
        measure(
            "figure_density",
            1000 * len(mined.figures) / characters if characters else None,
            say("没有正文", "there is no prose"),
        ),
        measure("link_rate", link_rate(mined), _why_no_link_rate(mined)),
        *(measure(f"findings_{severity}", float(severities[severity])) for severity in Severity),
        measure(
            "redundancy",
            redundancy(section.text.text for section in mined.disclosure.sections),
            say("没有正文", "there is no prose"),
        ),
        *execution_measures(mined),
    )


def link_rate(mined: Mined) -> float | None:
    """Figures that were compared with a cell or a computation / all figures, 0 to 1, whatever came of the comparison.

    None where there are no figures, or no links at all (the linking did not run).
    """
    if not mined.figures or not mined.links:
        return None
    linked = {link.figure for link in mined.links if link.verdict in _LINKED}
    return len(linked) / len(mined.figures)


def _why_no_link_rate(mined: Mined) -> str:
    if not mined.figures:
        return say("正文中没有数字", "the prose states no figures")
    return say("数字未作勾稽", "the figures were not linked")


def redundancy(texts: Iterable[str]) -> float | None:
    """Characters in sentences that occur more than once, word for word, in the document / all characters, 0 to 1.

    After Dyer, Lang and Stice-Lawrence (2017), who count words in sentences repeated verbatim; Chinese is not written
    in words, so characters are counted. Sentences of fewer than 10 characters count as unrepeated. None without text.
    """
    sentences = ["".join(sentence.split()) for text in texts for sentence in _SENTENCE_END.split(text)]
    total = sum(map(len, sentences))
    if not total:
        return None
    counted = Counter(sentences)
    repeated = sum(
        len(sentence) * count
        for sentence, count in counted.items()
        if count > 1 and len(sentence) >= _SHORTEST_SENTENCE
    )
    return repeated / total


def _visible(text: str) -> int:
    return len("".join(text.split()))
