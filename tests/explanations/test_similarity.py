"""Following leaders gives what comparing every text with every earlier leader gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from miner.explanations import similarity
from miner.explanations.grouping import FAMILY, WORDING, similarity_of
from miner.explanations.parts import Parts
from miner.explanations.similarity import (
    Scale,
    Weights,
    bigram_codes,
    follow_leaders,
    frozen_weights,
    in_hexadecimal,
    likeness,
    sets_of,
)
from miner.language.masking import SlotKind

SCALES = (
    WORDING,
    FAMILY,
    Scale(threshold=0.3, bigrams=1.0, concepts=0.0),
    Scale(threshold=0.3, bigrams=1.0, concepts=1.0, one_more=0.5, exchanged=0.9),
    Scale(threshold=0.6, bigrams=0.5, concepts=2.0, one_more=0.2, exchanged=0.7),
    Scale(threshold=0.4, bigrams=1.0, concepts=0.3, exchanged=0.6, longer=0.8),
    Scale(threshold=1.0, bigrams=1.0, concepts=1.0),
)
HEAVY = Weights(
    np.array([], dtype=np.int64), np.array([], dtype=np.int64), 1000, {"staff": 4000, "retired": 9000, "car": 1}
)
"""Every bigram weighs the same, so that many pairs are equally similar."""
POLARITIES = ((), ("up",), ("down",), ("up", "down"))
CONCEPTS = ("staff", "retired", "car", "project", "unheard_of")

TEXT = st.text("人员变动退休项目", max_size=7) | st.text("人员", max_size=3) | st.sampled_from(["{额}", "{年}人,(员)"])
REASON = st.builds(
    Parts,
    cause=TEXT,
    effects=st.just(()),
    bare=TEXT,
    polarity=st.sampled_from(POLARITIES),
    concepts=st.frozensets(st.sampled_from(CONCEPTS), max_size=3),
    points=st.integers(0, 2),
)


def held(parts: Parts, scale: Scale, weights: Weights) -> dict[str, int]:
    """What a reason holds, with its weight: bigrams with the edges of the text, and concepts."""
    text = parts.bare
    for number, kind in enumerate(SlotKind):
        text = text.replace(kind.mark, chr(0xF000 + number))
    text = "\n" + "".join(character for character in text if character not in ",()") + "\n"
    codes = {ord(a) << 21 | ord(b) for a, b in pairwise(text)}
    table = dict(zip(weights.codes.tolist(), weights.values.tolist(), strict=True))
    found = {f"bigram {code}": round(table.get(code, weights.rare) * scale.bigrams) for code in codes}
    for concept in parts.concepts:
        found[f"concept {concept}"] = round(weights.concepts.get(concept, weights.rare) * scale.concepts)
    return found


def alike(one: Parts, other: Parts, scale: Scale, weights: Weights) -> float:
    """The weight of what both hold over the weight of all; reasons that point different ways share nothing."""
    if one.polarity != other.polarity:
        return 0.0
    a, b = held(one, scale, weights), held(other, scale, weights)
    shared = sum(weight for what, weight in a.items() if what in b)
    return shared / (sum(a.values()) + sum(b.values()) - shared)


def needed(one: Parts, other: Parts, scale: Scale) -> float:
    """How similar the two have to be: more where one or both speak of something more, and where one gives a reason more."""
    more = bool(one.concepts - other.concepts) + bool(other.concepts - one.concepts)
    longer = scale.longer if more and one.points != other.points else 0.0
    return max(scale.threshold, (0.0, scale.one_more, scale.exchanged)[more], longer)


def by_comparing_all(parts: Sequence[Parts], scale: Scale, weights: Weights, known: int) -> list[tuple[int, float]]:
    """Each text in turn against every leader before it: the oracle."""
    leaders = list(range(known))
    found = [(number, 1.0) for number in leaders]
    for number in range(known, len(parts)):
        best: tuple[int, float] | None = None
        for leader in leaders:
            score = alike(parts[number], parts[leader], scale, weights)
            close = score >= needed(parts[number], parts[leader], scale)
            if close and (best is None or score > best[1]):
                best = leader, score
        if best is None:
            leaders.append(number)
        found.append(best or (number, 1.0))
    return found


@settings(deadline=None, max_examples=400)
@given(
    st.lists(REASON, max_size=24),
    st.sampled_from(SCALES),
    st.booleans(),
    st.integers(0, 6),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_every_text_follows_the_leader_that_comparing_all_gives(
    parts: list[Parts], scale: Scale, even: bool, known: int, block: int, piece: int, pairs: int
) -> None:
    weights = HEAVY if even else frozen_weights()
    known = min(known, len(parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_BLOCK", block)
        patch.setattr(similarity, "_SLICE", piece)
        patch.setattr(similarity, "_PAIRS", pairs)
        leaders, scores = follow_leaders(sets_of(parts, scale, weights), known)
    expected = by_comparing_all(parts, scale, weights, known)
    assert leaders.tolist() == [leader for leader, _ in expected]
    assert scores.tolist() == pytest.approx([score for _, score in expected], abs=1e-12)


def reason(bare: str, *concepts: str, points: int = 1) -> Parts:
    return Parts(bare, (), bare, (), frozenset(concepts), points)


def leaders(parts: Sequence[Parts], scale: Scale, known: int = 0) -> list[int]:
    found, _ = follow_leaders(sets_of(parts, scale, HEAVY), known)
    return list(found.tolist())


HALF = Scale(threshold=0.5, bigrams=1.0, concepts=0.0)


class TestLeading:
    def test_a_text_that_follows_leads_nobody(self) -> None:
        chain = [reason("甲乙丙丁戊己"), reason("甲乙丙丁戊庚"), reason("甲乙丙丁辛庚")]
        assert leaders(chain, HALF) == [0, 0, 2]
        assert leaders(chain[1:], HALF) == [0, 0], "alone with the second, the third would follow it"

    def test_of_equals_the_first_is_followed(self) -> None:
        assert leaders([reason("甲乙丙"), reason("丙乙甲"), reason("甲乙丙")], HALF) == [0, 1, 0]
        twins = [reason("甲乙丙丁子丑"), reason("甲乙丙丁寅卯"), reason("甲乙丙丁")]
        assert leaders(twins, HALF, known=2) == [0, 1, 0]
        assert leaders([twins[1], twins[0], twins[2]], HALF, known=2) == [0, 1, 0]

    def test_also_where_the_others_came_in_a_later_block(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(similarity, "_BLOCK", 1)
        said = ["甲乙丙丁子丑", "春", "夏", "甲乙丙丁寅卯", "甲乙丙丁"]
        assert leaders([reason(text) for text in said], HALF, known=3) == [0, 1, 2, 3, 0]

    def test_the_most_similar_is_followed_although_another_was_first(self) -> None:
        assert leaders([reason("甲乙丙丁戊己"), reason("甲乙丙庚辛壬"), reason("甲乙丙庚辛")], HALF) == [0, 1, 1]

    def test_known_ones_lead_although_they_are_the_same(self) -> None:
        same = [reason("人员变动")] * 3
        assert leaders(same, HALF) == [0, 0, 0]
        assert leaders(same, HALF, known=2) == [0, 1, 0]

    def test_nothing_to_follow(self) -> None:
        assert leaders([], HALF) == []

    def test_a_similarity_of_just_the_threshold_is_enough(self) -> None:
        weights = Weights(HEAVY.codes, HEAVY.values, 1, {"staff": 53, "car": 45})
        scale = Scale(threshold=0.55, bigrams=1.0, concepts=1.0)
        sets = sets_of([reason("甲", "staff", "car"), reason("甲", "staff")], scale, weights)
        assert sets.totals.tolist() == [100, 55]
        assert follow_leaders(sets)[0].tolist() == [0, 0]


class TestBars:
    """The two share 6 of 9 bigrams."""

    ONE, OTHER = "甲乙丙丁戊己", "甲乙丙丁戊己庚"

    @pytest.mark.parametrize(("bar", "expected"), [(0.66, [0, 0]), (0.67, [0, 1])])
    def test_one_more(self, bar: float, expected: list[int]) -> None:
        scale = replace(HALF, one_more=bar)
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "staff", "car")], scale) == expected
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "staff")], scale) == [0, 0]

    @pytest.mark.parametrize(("bar", "expected"), [(0.66, [0, 0]), (0.67, [0, 1])])
    def test_exchanged(self, bar: float, expected: list[int]) -> None:
        scale = replace(HALF, exchanged=bar)
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "car")], scale) == expected
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "staff", "car")], scale) == [0, 0]

    @pytest.mark.parametrize(("bar", "expected"), [(0.66, [0, 0]), (0.67, [0, 1])])
    def test_one_that_gives_a_reason_more(self, bar: float, expected: list[int]) -> None:
        scale = replace(HALF, longer=bar)
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "car", points=2)], scale) == expected
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "staff", "car", points=2)], scale) == expected
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "staff", points=2)], scale) == [0, 0]

    def test_no_bar_is_below_the_threshold(self) -> None:
        scale = Scale(threshold=0.9, bigrams=1.0, concepts=0.0, one_more=0.1, exchanged=0.1)
        assert leaders([reason(self.ONE, "staff"), reason(self.OTHER, "car")], scale) == [0, 1]


@settings(deadline=None)
@given(st.lists(REASON, max_size=12), st.sampled_from(SCALES))
def test_texts_of_two_polarities_share_nothing(parts: list[Parts], scale: Scale) -> None:
    sets = sets_of(parts, scale)
    followed, _ = follow_leaders(sets)
    assert all(parts[number].polarity == parts[leader].polarity for number, leader in enumerate(followed.tolist()))
    pairs = [(a, b) for a in range(len(parts)) for b in range(a) if parts[a].polarity != parts[b].polarity]
    if pairs:
        left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
        assert not likeness(sets, left, right).any()


@settings(deadline=None)
@given(st.lists(REASON, min_size=1, max_size=12), st.sampled_from(SCALES))
def test_likeness_is_symmetric_and_whole_for_the_same(parts: list[Parts], scale: Scale) -> None:
    sets = sets_of(parts, scale)
    some = np.arange(len(parts), dtype=np.int64)
    assert likeness(sets, some, some).tolist() == [1.0] * len(parts)
    there, back = likeness(sets, some, some[::-1]), likeness(sets, some[::-1], some)
    assert there.tolist() == back.tolist()
    assert all(0 <= value <= 1 for value in there)


@settings(deadline=None)
@given(st.lists(REASON, max_size=8), st.sampled_from(SCALES))
def test_weights_are_whole_so_that_no_order_of_adding_matters(parts: list[Parts], scale: Scale) -> None:
    sets = sets_of(parts, scale)
    assert sets.weights.dtype == sets.totals.dtype == np.int64
    assert sets.totals.tolist() == [sum(held(one, scale, frozen_weights()).values()) for one in parts]


def test_the_frozen_weights_are_whole_positive_and_sorted() -> None:
    weights = frozen_weights()
    assert weights.codes.dtype == weights.values.dtype == np.int64
    assert (np.diff(weights.codes) > 0).all()
    assert (weights.values > 0).all()
    assert weights.rare > 0
    assert {type(weight) for weight in weights.concepts.values()} == {int}
    assert min(weights.concepts.values()) > 0


def test_a_bigram_that_is_not_in_the_table_weighs_as_a_rare_one() -> None:
    weights = frozen_weights()
    known = int(weights.codes[0])
    assert weights.of(np.array([known, 1], dtype=np.int64)).tolist() == [int(weights.values[0]), weights.rare]
    assert HEAVY.of(np.array([1, 2], dtype=np.int64)).tolist() == [1000, 1000]


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("人员增\n,()𠀀{}额") | st.characters(), max_size=9), min_size=1, max_size=6))
@example(["", "甲", ""])
def test_bigrams_are_those_of_each_text_with_its_edges(texts: list[str]) -> None:
    codes, owners = bigram_codes(texts)
    found = [{in_hexadecimal(code) for code in codes[owners == number].tolist()} for number in range(len(texts))]
    expected = []
    for text in texts:
        plain = text.replace("\n", " ")
        for number, kind in enumerate(SlotKind):
            plain = plain.replace(kind.mark, chr(0xF000 + number))
        plain = "\n" + "".join(character for character in plain if character not in ",()") + "\n"
        expected.append({f"{ord(a):x} {ord(b):x}" for a, b in pairwise(plain)})
    assert found == expected
    assert len(codes) == sum(map(len, expected)), "each once for a text"


def test_a_slot_is_one_character_and_punctuation_is_none() -> None:
    assert len(bigram_codes(["{科目}增加"])[0]) == 4
    assert similarity_of([("人员变动,经费紧张", "人员变动(经费紧张)")]) == [1.0]


def test_similarity_of_pairs() -> None:
    assert similarity_of([]) == []
    pairs = [("人员变动", "人员变动"), ("人员增加", "人员减少"), ("机构改革", "油价波动")]
    assert similarity_of(pairs) == [1.0, 0.0, 0.0]
