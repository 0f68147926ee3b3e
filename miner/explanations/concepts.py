"""What a reason speaks of (概念): people, pay, projects, money, and what happened to them, whatever the words.

The lexicon is data, ``models/concepts/concepts.toml``, with a card: 退休, 到龄离岗 and 办理退休手续 are one concept. Words are found by an
Aho-Corasick automaton, the longest first from the left.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from miner.language.resources import models_path

LEXICON = "concepts/concepts.toml"
_AS_IN_TEMPLATES = str.maketrans("（），", "(),")
_SLOT = re.compile(r"\{[^{}]*\}")
"""What a slot stands for is no word of the text: {科目} says nothing of accounts."""


class ConceptKind(StrEnum):
    """What a concept is in a reason."""

    THING = "thing"
    """Of what: 人员, 工程款."""
    EVENT = "event"
    """What happened: 退休, 增加."""
    FRAME = "frame"
    """Words that carry no reason: 本年度, 有所."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the lexicon where it stands, with the concepts that it stands for."""

    concepts: tuple[str, ...]
    kind: ConceptKind
    start: int
    end: int


def find_concepts(text: str) -> tuple[Found, ...]:
    """The words of the lexicon in a text, in order.

    Raises:
        MinerError: the lexicon is missing.
    """
    automaton, meanings = _lexicon()
    words = _SLOT.sub(lambda slot: "\0" * len(slot[0]), text) if "{" in text else text
    return tuple(
        Found(*meanings[number], start, end) for number, start, end in automaton.find_matches_as_indexes(words)
    )


@lru_cache(maxsize=1)
def _lexicon() -> tuple[AhoCorasick, list[tuple[tuple[str, ...], ConceptKind]]]:
    with models_path(LEXICON).open("rb") as file:
        entries = tomllib.load(file)["concept"]
    words: dict[str, tuple[tuple[str, ...], ConceptKind]] = {}
    for entry in entries:
        kind = ConceptKind.FRAME if entry["kind"] == "degree" else ConceptKind(entry["kind"])
        for word in entry["words"]:
            words[word.translate(_AS_IN_TEMPLATES)] = tuple(entry.get("parts", [entry["name"]])), kind
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), list(words.values())


def concept_titles() -> Mapping[str, str]:
    """What a reader calls each concept."""
    with models_path(LEXICON).open("rb") as file:
        return {entry["name"]: entry["zh"] for entry in tomllib.load(file)["concept"]}
