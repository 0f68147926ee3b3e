from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from miner.county.marked import Mark, Marked, join

WORDS = st.text(alphabet="增减万元0123，。", max_size=8)


@st.composite
def marked(draw: st.DrawFn) -> Marked:
    text = draw(WORDS)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=3))
    return Marked(text, tuple(Mark(min(span), max(span), text[min(span) : max(span)]) for span in spans))


@given(st.lists(marked(), max_size=5), WORDS)
def test_joined_marks_still_stand_over_their_words(parts: list[Marked], separator: str) -> None:
    whole = join(separator, parts)
    assert whole.text == separator.join(part.text for part in parts)
    assert all(whole.text[mark.start : mark.end] == mark.note for mark in whole.marks)


@given(marked(), st.data())
def test_marks_outside_a_replaced_place_keep_their_words(text: Marked, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    changed = text.replaced(start, end, "新词")
    assert changed.text == text.text[:start] + "新词" + text.text[end:]
    for mark in changed.marks:
        outside = mark.end <= start or mark.start >= start + 2
        if outside and mark.start != mark.end:
            assert changed.text[mark.start : mark.end] == mark.note
