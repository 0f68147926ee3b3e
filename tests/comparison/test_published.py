"""The published measures of phrases and counts, against values worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from miner.comparison import Prose, published_measures
from miner.model import Measure

NAMES = [
    "lsl_boilerplate",
    "dyer_boilerplate",
    "dyer_stickiness",
    "dyer_redundancy",
    "hope_specificity",
    "hard_information",
    "sentence_words",
    "linking_share",
    "year_on_year_cosine",
    "year_on_year_jaccard",
    "year_on_year_edit",
    "brown_tucker_modification",
    "hanley_hoberg_informative",
]


def prose(doc: str, *sentences: str, department: str = "", year: int | None = 2024, counts: int = 0) -> Prose:
    """Letters stand for words."""
    return Prose(doc, department or f"{doc}局", year, tuple(map(tuple, sentences)), counts, counts, counts, counts)


def told(proses: Iterable[Prose], name: str, *mandated: str) -> dict[str, float | None]:
    found = published_measures(proses, frozenset(map(tuple, mandated)))
    return {measure.doc_id: measure.value for measure in found if measure.measure == name}


def notes(found: Iterable[Measure]) -> set[str]:
    return {measure.measure for measure in found if measure.value is None and measure.note}


def test_every_document_has_every_measure_in_order() -> None:
    found = published_measures([prose("b", "abcd"), prose("a")])
    assert [(m.doc_id, m.measure) for m in found] == [(doc, name) for doc in "ab" for name in NAMES]
    assert published_measures([]) == ()


def test_a_document_without_prose_has_no_measure() -> None:
    assert notes(published_measures([prose("a"), prose("b", "")])) == set(NAMES)
    assert all(measure.value is None for measure in published_measures([prose("a", ""), prose("b")]))


def test_a_document_alone_tells_only_of_itself() -> None:
    found = published_measures([prose("a", "abcdefgh", "abcd", "abcd")])
    assert notes(found) == set(NAMES) - {
        "dyer_redundancy",
        "hope_specificity",
        "hard_information",
        "sentence_words",
        "linking_share",
    }


FOUR = [
    prose("a", "abcde", "uvwx", "pqr"),
    prose("b", "yabcd", "uvwx", year=2023),
    prose("c", "uvwxy", "abce", year=2022),
    prose("d", "zuvwx", *["klmn"] * 19, year=None),
]


def test_lang_and_stice_lawrence_count_what_is_common_but_not_too_common() -> None:
    # abcd is in two of four documents, uvwx in all four, klmn in one.
    assert told(FOUR, "lsl_boilerplate") == {"a": 5 / 12, "b": 5 / 9, "c": 0, "d": 0}
    oftener = [*FOUR[:3], prose("d", "zuvwx", *["klmn"] * 20)]
    assert told(oftener, "lsl_boilerplate")["d"] == pytest.approx(80 / 85), "20 times in four documents"
    three_of_four = [*FOUR[:2], prose("c", "abcd"), FOUR[3]]
    assert told(three_of_four, "lsl_boilerplate")["a"] == 0, "75 % of the documents"
    assert told(FOUR[:3], "lsl_boilerplate") == {"a": None, "b": None, "c": None}


def test_three_of_ten_documents_are_thirty_per_cent() -> None:
    ten = [prose(f"{n}", "abcd" if n < 3 else "efgh" if n < 5 else "ijklmnopq"[n - 5 :][:4]) for n in range(10)]
    found = told(ten, "lsl_boilerplate")
    assert (found["0"], found["3"]) == (1, 0)


def test_phrases_of_the_mandated_form_make_no_sentence_boilerplate() -> None:
    assert told(FOUR, "lsl_boilerplate", "abcd") == {"a": 0, "b": 0, "c": 0, "d": 0}
    both = [prose(doc, "abcde") for doc in "xy"]
    others = [prose(doc, doc * 4) for doc in "vw"]
    assert told([*both, *others], "lsl_boilerplate", "abcd")["x"] == 1, "bcde is not of the form"
    assert told([*both, *others], "lsl_boilerplate", "abcd", "bcde")["x"] == 0


def test_dyer_counts_what_three_quarters_of_the_year_say() -> None:
    year = [
        prose("a", "abcd", "xxxxx"),
        prose("b", "zabcd"),
        prose("c", "abcdef"),
        prose("d", "bcde"),
        prose("e", year=2024),
    ]
    elsewhere = [prose(f"o{n}", "xxxx", "abce", year=2023) for n in range(3)]
    found = told([*year, *elsewhere], "dyer_boilerplate")
    assert found == {"a": 4 / 9, "b": 1, "c": 1, "d": 0, "e": None, "o0": 1, "o1": 1, "o2": 1}
    assert told([*year, *elsewhere], "dyer_boilerplate", "abcd")["a"] == 0
    assert told([prose("a", "abcd"), prose("b", "abcd", year=None)], "dyer_boilerplate") == {"a": None, "b": None}


def test_dyer_stickiness_is_of_eight_words_of_the_year_before() -> None:
    proses = [
        prose("a", "abcdefghi", "stuvwxy", "zz", department="甲局"),
        prose("b", "xabcdefgh", "stuvwxy", department="甲局", year=2023),
        prose("c", "abcdefghi", department="乙局", year=2023),
        prose("d", "abcdefgh", department="乙局"),
        prose("e", "stuvwxyz", department="甲局", year=2022),
    ]
    found = told(proses, "dyer_stickiness")
    assert found == {"a": 9 / 18, "b": 0, "c": None, "d": 1, "e": None}
    form = ["abcd", "bcde", "cdef", "defg", "efgh"]
    assert told(proses, "dyer_stickiness", *form)["d"] == 0
    assert told(proses, "dyer_stickiness", *form[:4])["d"] == 1, "one of its phrases is not the form's"


def test_of_two_documents_of_the_year_before_the_first_by_id_stands() -> None:
    proses = [
        prose("c", "abcdefgh", department="甲局"),
        prose("a", "abcdefgh", department="甲局", year=2023),
        prose("b", "ijklmnop", department="甲局", year=2023),
    ]
    assert told(proses, "dyer_stickiness")["c"] == 1
    assert told(proses[::-1], "dyer_stickiness")["c"] == 1


def test_unknown_departments_have_no_year_before() -> None:
    proses = [
        Prose("a", "", 2024, (tuple("abcdefgh"),), 0, 0, 0, 0),
        Prose("b", "", 2023, (tuple("abcdefgh"),), 0, 0, 0, 0),
    ]
    assert told(proses, "dyer_stickiness") == {"a": None, "b": None}


def test_dyer_redundancy_counts_every_occurrence_of_a_repeated_sentence() -> None:
    proses = [prose("a", "abc", "de", "abc"), prose("b", "abcd", "abcd", "efgh")]
    assert told(proses, "dyer_redundancy") == {"a": 6 / 8, "b": 8 / 12}
    assert told(proses, "dyer_redundancy", "abcd") == {"a": 6 / 8, "b": 0}


def test_specificity_and_hard_information_are_counts_per_word() -> None:
    found = published_measures([Prose("a", "甲局", 2024, (tuple("abcdefghij"),), 1, 2, 3, 2)])
    values = {measure.measure: measure.value for measure in found}
    assert values["hope_specificity"] == 0.6
    assert values["hard_information"] == 0.2


def test_more_items_than_words_are_no_share() -> None:
    found = published_measures([Prose("a", "甲局", 2024, (tuple("abc"),), 2, 1, 1, 4)])
    assert {"hope_specificity", "hard_information"} <= notes(found)


def test_words_in_a_sentence_and_adverbs_and_conjunctions_per_word() -> None:
    # 4 + 2 words in two sentences; the empty one is none. 3 of the 6 words link others.
    held = Prose("a", "甲局", 2024, (tuple("abcd"), (), tuple("ef")), 0, 0, 0, 0, linking=3)
    values = {measure.measure: measure.value for measure in published_measures([held])}
    assert values["sentence_words"] == 3
    assert values["linking_share"] == 0.5


def test_a_budget_is_no_year_before_of_final_accounts_nor_a_unit_of_a_department() -> None:
    eight = (tuple("abcdefgh"),)
    now = Prose("a", "甲局", 2024, eight, 0, 0, 0, 0, "final_accounts", "department")
    same = Prose("b", "甲局", 2023, eight, 0, 0, 0, 0, "final_accounts", "department")
    budget = Prose("c", "甲局", 2023, eight, 0, 0, 0, 0, "budget", "department")
    unit = Prose("d", "甲局", 2023, eight, 0, 0, 0, 0, "final_accounts", "unit")
    assert told([now, same], "dyer_stickiness") == {"a": 1, "b": None}
    assert told([now, budget], "dyer_stickiness") == {"a": None, "c": None}
    assert told([now, unit], "year_on_year_cosine") == {"a": None, "d": None}
    assert told([now, budget, unit, same], "year_on_year_cosine")["a"] == 1


def test_what_budgets_say_is_not_usual_among_final_accounts() -> None:
    accounts = [Prose(f"a{n}", f"{n}局", 2024, (tuple("abcd"),), 0, 0, 0, 0, "final_accounts") for n in range(2)]
    budgets = [Prose(f"b{n}", f"{n}局", 2024, (tuple("wxyz"),), 0, 0, 0, 0, "budget") for n in range(9)]
    assert set(told([*accounts, *budgets], "dyer_boilerplate").values()) == {1}
    assert told([accounts[0], *budgets], "dyer_boilerplate")["a0"] is None
