"""Sentences and clauses, counted by hand; passages of which each character counts once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison import Span, passages, readability_measures


def told(*texts: str) -> dict[str, float | None]:
    return {measure.measure: measure.value for measure in readability_measures("d", texts)}


def test_characters_of_sentences_and_clauses() -> None:
    # 支出1,234.56万元 (12), 主要是人员增加 (7) and 未购车 (3): two sentences of 12 + 1 + 7 = 20 and of 3 characters; three clauses
    # of 22 characters. The comma of the amount ends nothing.
    found = told("支出1,234.56万元，主要是人员增加。未购车。")
    assert found["sentence_characters"] == (20 + 3) / 2
    assert found["clause_characters"] == (12 + 7 + 3) / 3
    assert found["long_sentence_share"] == 0


def test_long_sentences_have_more_than_sixty_characters() -> None:
    assert told("长" * 60 + "。" + "长" * 61 + "；短。短\n短。", "长" * 61)["long_sentence_share"] == pytest.approx(
        2 / 6
    )


def test_what_says_nothing_is_no_sentence() -> None:
    assert told("100。（1）；——") == {
        "sentence_characters": None,
        "clause_characters": None,
        "long_sentence_share": None,
    }
    assert all(measure.note for measure in readability_measures("d", []))
    assert told(" 人员 增加\n")["sentence_characters"] == 4


def test_passages_hold_each_character_once() -> None:
    text = "甲乙丙丁戊己庚辛"

    def span(start: int, end: int, section: str = "s") -> Span:
        return Span(section, start, end, text[start:end])

    assert passages([span(0, 3), span(0, 5), span(4, 6), span(6, 8)]) == ["甲乙丙丁戊己", "庚辛"]
    assert passages([span(5, 7), span(0, 2)]) == ["甲乙", "己庚"]
    assert passages([span(0, 6), span(2, 4), span(5, 8)]) == [text]
    assert passages([span(0, 3, "b"), span(0, 3, "a")]) == ["甲乙丙", "甲乙丙"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12))))
def test_passages_cover_what_the_spans_cover(places: list[tuple[int, int]]) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(50))
    spans = [Span("s", start, start + size, text[start : start + size]) for start, size in places]
    covered = sorted({at for start, size in places for at in range(start, start + size)})
    assert "".join(passages(spans)) == "".join(text[at] for at in covered)
