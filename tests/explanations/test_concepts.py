"""The lexicon is consistent, and its longest words are found."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations.concepts import LEXICON, ConceptKind, concept_titles, find_concepts
from miner.explanations.similarity import frozen_weights
from miner.language.resources import models_path


@lru_cache(maxsize=1)
def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(models_path(LEXICON).read_text(encoding="utf-8"))["concept"]
    return found


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, Any]]:
    return {word: entry for entry in entries() for word in entry["words"]}


def test_no_word_and_no_name_stands_twice() -> None:
    said = Counter(word for entry in entries() for word in entry["words"])
    named = Counter(entry["name"] for entry in entries())
    assert [word for word, count in said.items() if count > 1] == []
    assert [name for name, count in named.items() if count > 1] == []


def test_every_entry_has_a_title_a_kind_and_words() -> None:
    assert all(entry["zh"] and entry["words"] for entry in entries())
    assert {entry["kind"] for entry in entries()} <= {*ConceptKind, "degree"}
    assert concept_titles() == {entry["name"]: entry["zh"] for entry in entries()}


def test_words_have_two_to_eight_characters() -> None:
    assert [word for word in words() if not 2 <= len(word) <= 8] == []


def test_the_parts_of_an_entry_are_other_entries_that_stand_for_themselves() -> None:
    whole = {entry["name"] for entry in entries() if "parts" not in entry}
    assert [(entry["name"], part) for entry in entries() for part in entry.get("parts", ()) if part not in whole] == []


def test_every_word_is_found_as_itself() -> None:
    for word, entry in words().items():
        (found,) = find_concepts(word.replace("（", "(").replace("）", ")").replace("，", ","))  # as templates write it
        assert (found.start, found.end) == (0, len(word))
        assert found.concepts == tuple(entry.get("parts", [entry["name"]]))


def test_the_longest_word_is_found() -> None:
    assert [found.concepts for found in find_concepts("退休")] == [("retirement",)]
    assert [found.concepts for found in find_concepts("退休人员")] == [("retirees",)]
    assert [(found.start, found.end) for found in find_concepts("桐乡退休人员增加")] == [(2, 6), (6, 8)]


def test_a_word_of_several_concepts_stands_for_all_of_them() -> None:
    (found,) = find_concepts("未及时验收")
    assert found.concepts == ("acceptance", "not_completed")


def test_a_slot_speaks_of_nothing() -> None:
    assert find_concepts("{科目}") == ()
    assert [(found.start, found.end) for found in find_concepts("{科目}增加")] == [(4, 6)]
    assert [found.concepts for found in find_concepts("科目")] == [("account",)]


def test_nothing_is_found_in_nothing() -> None:
    assert find_concepts("") == ()
    assert find_concepts("蓝天白云") == ()


def test_only_concepts_of_the_lexicon_have_a_weight() -> None:
    assert set(frozen_weights().concepts) <= {entry["name"] for entry in entries()}


SAID = st.lists(
    st.sampled_from(["退休", "人员", "退休人员", "项目", "项目经费", "增加", "云", "公务用车", "{科目}"]), max_size=8
)


@settings(deadline=None)
@given(SAID.map("".join))
def test_what_is_found_is_what_a_scan_for_the_longest_word_finds(text: str) -> None:
    expected = []
    text, said = text.replace("{科目}", "\0" * 4), text
    at = 0
    while at < len(text):
        end = next((end for end in range(min(len(text), at + 8), at, -1) if text[at:end] in words()), at)
        expected += [(at, end)] if end > at else []
        at = max(end, at + 1)
    assert [(found.start, found.end) for found in find_concepts(said)] == expected
