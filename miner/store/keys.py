"""Keys of what a reviewer judges, the same after a re-run of a newer miner.

Ordinals of figures and explanations move when the miner learns to find more of them, so that their ids are no keys. The
keys are made of the words instead: of a figure, its sentence and its place in it; of an explanation, its subject and its
words. Findings and clusters have ids that are made so already.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

from miner.store.stored import StoredExplanation, StoredFigure, StoredSection

_SENTENCE_END = re.compile(r"[。！？；!?;\n]+")
_BLANK = re.compile(r"\s+")
_OF = "@"


def link_keys(sections: Iterable[StoredSection], figures: Iterable[StoredFigure]) -> dict[str, str]:
    """The keys of figures with their links, by figure_id.

    Which other figures are found does not matter: a figure is known by its sentence, by which one of equal sentences of
    the document that is, and by its place in the sentence. Blanks do not count.

    Args:
        sections: of one document, or of several whose sections stand together, each in reading order.
        figures: of these sections.
    """
    cut = {section.section_id: _sentences(section.text) for section in sections}
    seen: Counter[tuple[str, str]] = Counter()
    ordinals: dict[tuple[str, int], int] = {}
    for section_id, sentences in cut.items():
        for start, sentence in sentences:
            words = (_document(section_id), _squeezed(sentence))
            ordinals[section_id, start] = seen[words]
            seen[words] += 1
    keys: dict[str, str] = {}
    for figure in figures:
        sentences = cut[figure.section_id]
        start, sentence = sentences[max(0, bisect_right(sentences, figure.char_start, key=_start) - 1)]
        before = len(_squeezed(sentence[: figure.char_start - start]))
        parts = (_squeezed(sentence), ordinals[figure.section_id, start], before, _squeezed(figure.text))
        keys[figure.figure_id] = f"{_document(figure.figure_id)}-l{_hash(parts)}"
    return keys


def explanation_keys(explanations: Iterable[StoredExplanation]) -> dict[str, str]:
    """The keys of explanations, by explanation_id.

    Args:
        explanations: those of a document all and in its order, as `Reader.explanations` gives them; of any number of
            documents.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    keys: dict[str, str] = {}
    for one in explanations:
        words = (one.doc_id, one.subject, one.basis, _squeezed(one.text))
        keys[one.explanation_id] = f"{one.doc_id}-x{_hash((*words[1:], seen[words]))}"
        seen[words] += 1
    return keys


def member_key(explanation_key: str, cluster_id: str) -> str:
    """The key of an explanation's place in its cluster, which `excluded` and `split` judge.

    Args:
        explanation_key: of `explanation_keys`.
        cluster_id: the explanation's own cluster (``explanations.cluster_id``), also where that was merged into another.
    """
    return f"{explanation_key}{_OF}{cluster_id}"


def key_and_cluster(target_key: str) -> tuple[str, str]:
    """The two parts of a `member_key`; of another key, itself and nothing."""
    key, _, cluster_id = target_key.partition(_OF)
    return key, cluster_id


def document_of(target_key: str) -> str:
    """The document that a key of a finding, a link or an explanation belongs to."""
    return _document(target_key)


def group_id(cluster_id: str, name: str) -> str:
    """The id of a group that a reviewer split off a cluster under a name."""
    return f"{cluster_id}~{_hash((name,))}"


def current(cluster_id: str, aliases: Mapping[str, str]) -> str:
    """What a cluster's earlier id is now; of a split-off group, too."""
    base, mark, rest = cluster_id.partition("~")
    passed = {base}
    while base in aliases and aliases[base] not in passed:
        base = aliases[base]
        passed.add(base)
    return base + mark + rest


def _sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a text with the offset at which each starts; at least one."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    return [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _start(sentence: tuple[int, str]) -> int:
    return sentence[0]


def _document(record_id: str) -> str:
    return record_id.partition("-")[0]


def _squeezed(text: str) -> str:
    return _BLANK.sub("", text)


def _hash(parts: Iterable[str | int]) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
