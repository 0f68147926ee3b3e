"""Explanations whose families are known: what is shared is the same sentence, and how much is shared is what was set."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from miner.county.material import reasons
from miner.county.truth import TrueReason, Truth
from tests.county.making import county

SHARED = frozenset(("shared", "office", "last_year", "same_document"))


def told(truths: list[Truth]) -> list[tuple[Truth, TrueReason, str]]:
    return [(truth, reason, truth.narratives[reason.narrative].reason) for truth in truths for reason in truth.reasons]


TRUTHS = [document.truth() for document in county(32)]
EVERY = told(TRUTHS)


def masked(text: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?", "#", text)


def test_every_way_to_share_and_every_change_is_there() -> None:
    assert {reason.source for _, reason, _ in EVERY} == SHARED | {"own", "kind"}
    assert {reason.change for _, reason, _ in EVERY} == {"copied", "swapped", "reworded", "stretched", "cut", "own"}


def test_what_is_copied_is_word_for_word_the_same() -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    for _, reason, text in EVERY:
        if reason.change == "copied":
            texts[reason.wording].add(text)
    assert all(len(alike) == 1 for alike in texts.values())


def test_the_same_words_are_never_of_two_wordings_unless_they_look_alike() -> None:
    wordings: dict[str, set[str]] = defaultdict(set)
    for _, reason, text in EVERY:
        if reason.change in ("copied", "own"):
            wordings[masked(text)].add(reason.wording)
    assert all(len(names) == 1 for names in wordings.values())


def test_a_wording_has_one_family_and_one_cause() -> None:
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _, reason, _ in EVERY:
        seen[reason.wording].add((reason.family, reason.cause))
    assert all(len(names) == 1 for names in seen.values())


def test_sentences_recur_across_departments_years_and_within_documents() -> None:
    departments: dict[str, set[str]] = defaultdict(set)
    years: dict[tuple[str, str], set[int | None]] = defaultdict(set)
    for truth, reason, _ in EVERY:
        departments[reason.wording].add(truth.identity.department)
        years[reason.wording, truth.identity.department].add(truth.identity.fiscal_year)
    assert max(map(len, departments.values())) >= 12
    assert sum(1 for seen in years.values() if len(seen) > 1) > 50
    within = Counter((truth.file, reason.wording) for truth, reason, _ in EVERY)
    assert max(within.values()) >= 3


def test_a_drafting_office_spreads_its_own_sentences() -> None:
    by_place: dict[str, Counter[str]] = defaultdict(Counter)
    for truth, reason, _ in EVERY:
        if reason.source == "office":
            by_place[truth.identity.region][reason.wording] += 1
    places = list(by_place.values())
    assert len(places) > 5
    favourites = [{name for name, _ in counted.most_common(8)} for counted in places]
    assert len(set.intersection(*favourites)) < 4


def test_the_share_of_boilerplate_is_what_was_set() -> None:
    shares = []
    for wanted in (0.0, 0.5, 1.0):
        found = told([document.truth() for document in county(12, boilerplate=wanted)])
        shares.append(sum(1 for _, reason, _ in found if reason.source in SHARED - {"last_year"}) / len(found))
    low, middle, high = shares
    assert low < 0.05
    assert 0.3 < middle < 0.7
    assert high > 0.75


def test_what_looks_alike_and_says_something_else_is_listed() -> None:
    material = reasons()
    names = {wording.name: wording for wording in material.wordings}
    assert len(material.lookalikes) >= 30
    for one, other, why in material.lookalikes:
        assert names[one].family != names[other].family
        assert why in ("opposite", "other_cause")


def test_a_reason_fits_the_direction() -> None:
    allowed = {wording.name: wording.directions for wording in reasons().wordings}
    for truth, reason, _ in EVERY:
        if reason.wording in allowed and reason.source != "same_document":
            assert truth.narratives[reason.narrative].direction.value in (*allowed[reason.wording], "unstated")
