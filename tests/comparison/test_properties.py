"""Whatever is compared: shares are shares, order does not matter, and fast ways of counting count what slow ones do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from math import log2
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison import (
    Prose,
    boilerplate_measures,
    cause_measures,
    mandated_distances,
    measures_of,
    published_measures,
    published_measures_in_parts,
)
from miner.comparison.mandated import words_of_the_form
from miner.comparison.phrases import lay_out
from miner.model import Cluster, Direction, Explanation, Mark, Measure
from tests.store import factories

NOT_SHARES = {"surprisal", "sentence_words", "brown_tucker_modification", "hanley_hoberg_informative"}
WITH_ALL = {"lsl_boilerplate", "dyer_boilerplate", "hanley_hoberg_informative"}
"""What compares a document with all others."""

WORDS = st.sampled_from("abc")
SENTENCES = st.lists(st.lists(WORDS, max_size=12).map(tuple), max_size=6).map(tuple)
COUNTS = st.integers(0, 12)
MANDATED = st.frozensets(st.tuples(WORDS, WORDS, WORDS, WORDS), max_size=8)


@st.composite
def all_proses(draw: st.DrawFn, mixed: bool = False) -> list[Prose]:
    number = draw(st.integers(0, 14))
    return [
        Prose(
            f"d{n:02}",
            draw(st.sampled_from(("", "甲局", "乙局", "丙局"))),
            draw(st.sampled_from((None, 2021, 2022, 2023))),
            draw(SENTENCES),
            draw(COUNTS),
            draw(COUNTS),
            draw(COUNTS),
            draw(COUNTS),
            draw(st.sampled_from(("final_accounts", "budget"))) if mixed else "",
            linking=draw(COUNTS),
        )
        for n in range(number)
    ]


@st.composite
def all_explanations(draw: st.DrawFn) -> list[Explanation]:
    documents = draw(
        st.lists(st.tuples(st.sampled_from(("", "甲局", "乙局", "丙局")), st.sampled_from((None, 2022, 2023))))
    )
    return [
        Explanation(f"d{n:02}-{at}", f"n{at}", f"d{n:02}", department, year, template, template, Direction.UP)
        for n, (department, year) in enumerate(documents)
        for at, template in enumerate(draw(st.lists(st.sampled_from(("人员变动", "节约", "维修", "")), min_size=1)))
    ]


def check_shares(measures: Sequence[Measure]) -> None:
    keys = [(measure.doc_id, measure.measure) for measure in measures]
    assert len(set(keys)) == len(keys)
    for measure in measures:
        if measure.value is None:
            assert measure.note, measure
            assert not measure.counted, measure
        elif measure.measure not in NOT_SHARES:
            assert 0 <= measure.value <= 1, measure
        assert measure.value is None or type(measure.value) in (float, int), "numbers of numpy do not go into a store"


@given(all_proses(), MANDATED, st.randoms(use_true_random=False))
def test_published_measures(proses: list[Prose], mandated: frozenset[tuple[str, ...]], chance: Random) -> None:
    found = published_measures(proses, mandated)
    check_shares(found)
    shuffled = proses[:]
    chance.shuffle(shuffled)
    assert published_measures(shuffled, mandated) == found


@given(all_proses(mixed=True), MANDATED)
def test_kinds_are_measured_as_if_the_other_were_not_there(
    proses: list[Prose], mandated: frozenset[tuple[str, ...]]
) -> None:
    kinds = {prose.kind for prose in proses}
    apart = [m for kind in kinds for m in published_measures([p for p in proses if p.kind == kind], mandated)]
    assert sorted(map(repr, published_measures(proses, mandated))) == sorted(map(repr, apart))


@given(all_proses(mixed=True), MANDATED)
def test_parts_give_what_the_whole_gives_but_for_what_needs_all(
    proses: list[Prose], mandated: frozenset[tuple[str, ...]]
) -> None:
    departments = sorted({prose.department for prose in proses})
    parts = [[prose for prose in proses if prose.department == department] for department in departments]
    found = {(m.doc_id, m.measure): m for m in published_measures_in_parts(parts, mandated)}
    whole = {(m.doc_id, m.measure): m for m in published_measures(proses, mandated)}
    assert found.keys() == whole.keys()
    for key, measure in found.items():
        if key[1] in WITH_ALL:
            assert measure.value is None
            assert measure.note
        else:
            assert measure.value == pytest.approx(whole[key].value)
            assert measure.note == whole[key].note


def phrases(sentence: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(sentence[at : at + size]) for at in range(len(sentence) - size + 1)]


def share_of_words(prose: Prose, size: int, wanted: set[tuple[str, ...]]) -> float:
    within = sum(len(sentence) for sentence in prose.sentences if wanted.intersection(phrases(sentence, size)))
    return within / prose.words


@given(all_proses(), MANDATED)
def test_phrases_are_counted_as_the_formulas_say(proses: list[Prose], mandated: frozenset[tuple[str, ...]]) -> None:
    found = {(m.doc_id, m.measure): m.value for m in published_measures(proses, mandated)}
    spoken = [prose for prose in proses if prose.words]
    four = {p.doc_id: Counter(g for s in p.sentences for g in phrases(s, 4) if g not in mandated) for p in spoken}
    kinds = set().union(*four.values()) if four else set()
    having = {phrase: sum(phrase in held for held in four.values()) for phrase in kinds}
    times = {phrase: sum(held[phrase] for held in four.values()) for phrase in kinds}
    number = len(spoken)
    common = {
        phrase
        for phrase in kinds
        if (having[phrase] * 10 >= number * 3 or times[phrase] >= 5 * number) and having[phrase] * 4 < number * 3
    }
    for prose in spoken:
        lsl = found[prose.doc_id, "lsl_boilerplate"]
        assert lsl == (share_of_words(prose, 4, common) if number >= 4 else None)
        year = [four[p.doc_id] for p in spoken if p.fiscal_year == prose.fiscal_year]
        usual = {phrase for phrase in kinds if sum(phrase in held for held in year) * 4 >= len(year) * 3}
        defined = prose.fiscal_year is not None and len(year) > 1
        assert found[prose.doc_id, "dyer_boilerplate"] == (share_of_words(prose, 4, usual) if defined else None)
        before = [
            p
            for p in spoken
            if p.department and p.department == prose.department and p.fiscal_year == (prose.fiscal_year or 0) - 1
        ]
        if before:
            kept = {
                phrase
                for sentence in before[0].sentences
                for phrase in phrases(sentence, 8)
                if not mandated.issuperset(phrases(phrase, 4))
            }
            assert found[prose.doc_id, "dyer_stickiness"] == share_of_words(prose, 8, kept)
        else:
            assert found[prose.doc_id, "dyer_stickiness"] is None


@given(SENTENCES, MANDATED)
def test_the_words_of_the_form_are_the_same_in_both_ways(
    sentences: tuple[tuple[str, ...], ...], mandated: frozenset[tuple[str, ...]]
) -> None:
    corpus = lay_out([sentences], mandated)
    assert int((~corpus.free).sum()) == sum(words_of_the_form(sentence, mandated) for sentence in sentences)


MONEY = st.decimals(-100, 100, places=2)


@given(all_explanations(), st.data(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_our_own_measures(explanations: list[Explanation], data: st.DataObject, chance: Random, k: int) -> None:
    ids = [explanation.explanation_id for explanation in explanations]
    members = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    half = len(members) // 2
    clusters = [
        Cluster(name, "", "", "", tuple(held), 1, 1, None, None)
        for name, held in (("一", members[:half]), ("二", members[half:]))
    ]
    money = {name: data.draw(MONEY) for name in members}
    marks = {name: data.draw(st.lists(st.sampled_from(Mark))) for name in members}
    words = {explanation.doc_id: data.draw(st.lists(WORDS)) for explanation in explanations[:5]}
    mandated = data.draw(MANDATED)
    measured = partial(boilerplate_measures, money=money, marks=marks, words=words, mandated=mandated, k=k)
    found = measured(explanations, clusters)
    check_shares(found)
    held = {explanation.explanation_id: explanation for explanation in explanations}
    assert all(held[name].doc_id == measure.doc_id for measure in found for name in measure.counted)
    shuffled = explanations[:]
    chance.shuffle(shuffled)
    assert measured(shuffled, clusters[::-1]) == found
    for measure in found:
        if measure.measure == "boilerplate_share" and measure.value is not None:
            low, high = (
                next(m.value for m in found if (m.doc_id, m.measure) == (measure.doc_id, f"boilerplate_share_{end}"))
                for end in ("low", "high")
            )
            assert low is None or high is None or low <= measure.value <= high


def whose(explanation: Explanation) -> str:
    return explanation.department or explanation.doc_id


@given(all_explanations(), st.integers(1, 2))
def test_explanations_are_counted_as_the_formulas_say(explanations: list[Explanation], k: int) -> None:
    found = {(m.doc_id, m.measure): m for m in boilerplate_measures(explanations, [], k=k)}
    enough = len({whose(explanation) for explanation in explanations}) > k
    for doc in {explanation.doc_id for explanation in explanations}:
        held = [explanation for explanation in explanations if explanation.doc_id == doc]
        shared, stuck, repeated, bits = [], [], [], 0.0
        for one in held:
            others = [other for other in explanations if whose(other) != whose(one)]
            same = [other for other in others if other.template == one.template]
            if len({whose(other) for other in same}) >= k:
                shared.append(one.explanation_id)
            if sum(other.template == one.template for other in held) > 1:
                repeated.append(one.explanation_id)
            bits -= log2((len(same) + 1) / (len(others) + 1))
            before = [
                other
                for other in explanations
                if whose(other) == whose(one) and one.fiscal_year and other.fiscal_year == one.fiscal_year - 1
            ]
            if any(other.template == one.template for other in before):
                stuck.append(one.explanation_id)
        if enough:
            assert found[doc, "boilerplate_share"].value == len(shared) / len(held)
            assert found[doc, "boilerplate_share"].counted == tuple(sorted(shared))
            assert found[doc, "surprisal"].value == pytest.approx(bits / len(held))
        else:
            assert found[doc, "boilerplate_share"].value is None
        assert found[doc, "stickiness_templates"].counted == tuple(sorted(stuck))
        assert found[doc, "repetition"].counted == tuple(sorted(repeated))


def test_the_page_of_measures_has_them_all() -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    one = Explanation("e", "n", "d", "甲局", 2024, "", "", Direction.UP)
    own = boilerplate_measures([one], [], money={"e": Decimal()}, marks={}, words={"d": ()})
    published = published_measures([Prose("d", "甲局", 2024, (), 0, 0, 0, 0)])
    mix = cause_measures([one], {"e": "NAME"}, ["NAME"])
    alone = measures_of(factories.mined())
    missing = {m.measure for m in (*own, *published, *mix, *alone)} - set(page.replace("`", " ").split())
    assert not missing
    assert mandated_distances({}, frozenset()) == {}
