"""Shared wording, leave-one-out, against values worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log2, sqrt

import numpy as np
import pytest

from miner.comparison import boilerplate_measures, template_uses
from miner.comparison.interval import share_intervals
from miner.errors import UsageError
from miner.model import Cluster, Direction, Explanation, Mark, Measure

OWN = {"repetition", "empty_share", "contradiction_share", "mandated_distance"}
"""What needs no other department."""


def said(doc: str, department: str, *templates: str, year: int | None = 2024) -> list[Explanation]:
    return [
        Explanation(f"{doc}-e{n}", f"{doc}-n{n}", doc, department, year, template, template, Direction.UNSTATED)
        for n, template in enumerate(templates)
    ]


def gathered(name: str, *members: str) -> Cluster:
    return Cluster(name, name, name, "unsure", members, 1, 1, None, None)


def of(measures: tuple[Measure, ...], doc: str) -> dict[str, float | None]:
    return {measure.measure: measure.value for measure in measures if measure.doc_id == doc}


def one(measures: tuple[Measure, ...], doc: str, name: str) -> Measure:
    [found] = [measure for measure in measures if (measure.doc_id, measure.measure) == (doc, name)]
    return found


def test_only_what_other_departments_say_too_is_shared() -> None:
    explanations = [
        *said("a", "甲局", "人员变动", "厉行节约严控成本", "设备维修"),
        *said("b", "乙局", "人员变动"),
        *said("c", "甲局", "设备维修"),
    ]
    clusters = [
        gathered("一", "a-e0", "b-e0"),
        gathered("二", "a-e1"),
        gathered("三", "a-e2", "c-e0"),
    ]
    found = boilerplate_measures(explanations, clusters)
    told = of(found, "a")
    assert told["boilerplate_share"] == pytest.approx(1 / 3)
    assert told["boilerplate_character_share"] == pytest.approx(4 / 16)
    assert told["boilerplate_cluster_share"] == pytest.approx(1 / 3)
    assert of(found, "b")["boilerplate_share"] == 1
    assert of(found, "c")["boilerplate_share"] == 0, "a department's own words of another year are not shared"
    assert one(found, "a", "boilerplate_share").counted == ("a-e0",)
    assert one(found, "a", "boilerplate_character_share").counted == ("a-e0",)
    assert one(found, "a", "boilerplate_cluster_share").counted == ("a-e0",)
    assert one(found, "c", "boilerplate_share").counted == ()


def test_the_cluster_share_is_the_looser_notion() -> None:
    explanations = [*said("a", "甲局", "人员变动"), *said("b", "乙局", "人员调整变动")]
    found = of(boilerplate_measures(explanations, [gathered("一", "a-e0", "b-e0")]), "a")
    assert (found["boilerplate_share"], found["boilerplate_cluster_share"]) == (0, 1)


def test_explanations_in_no_cluster_are_together_with_none() -> None:
    explanations = [*said("a", "甲局", "人员变动"), *said("b", "乙局", "人员调整变动")]
    assert of(boilerplate_measures(explanations, []), "a")["boilerplate_cluster_share"] == 0


def test_with_one_department_nothing_that_needs_others_is_defined() -> None:
    money = {"a-e0": Decimal(3)}
    found = boilerplate_measures(said("a", "甲局", "人员变动"), [], money=money, marks={}, words={"a": ()})
    for measure in found:
        if measure.measure not in OWN:
            assert (measure.value, bool(measure.note), measure.counted) == (None, True, ()), measure
    assert {measure.measure for measure in found} >= OWN
    assert boilerplate_measures([], []) == ()
    assert boilerplate_measures([], [], money={}, marks={}, words={}) == ()


def test_documents_of_unknown_departments_are_others_to_each_other() -> None:
    explanations = [*said("a", "", "人员变动"), *said("b", "", "人员变动")]
    assert of(boilerplate_measures(explanations, []), "a")["boilerplate_share"] == 1


def test_the_order_does_not_matter() -> None:
    explanations = [*said("a", "甲局", "人员变动", "维修"), *said("b", "乙局", "人员变动")]
    assert boilerplate_measures(explanations[::-1], []) == boilerplate_measures(explanations, [])


def test_a_template_may_have_to_be_used_by_several_others() -> None:
    explanations = [
        *said("a", "甲局", "人员变动", "维修"),
        *said("b", "乙局", "人员变动", "维修"),
        *said("c", "丙局", "人员变动"),
        *said("c2", "丙局", "维修"),
        *said("c3", "丙局", "人员变动"),
    ]
    explanations = [e for e in explanations if (e.doc_id, e.template) != ("c2", "维修")]
    cluster = gathered("一", "a-e1", "b-e1")
    found = boilerplate_measures(explanations, [cluster], k=2)
    assert one(found, "a", "boilerplate_share").counted == ("a-e0",), "two documents of one department are one other"
    assert of(found, "a")["boilerplate_cluster_share"] == 0
    assert of(boilerplate_measures(explanations, [cluster]), "a")["boilerplate_share"] == 1
    told = of(boilerplate_measures(explanations, [], k=3), "a")
    assert told["boilerplate_share"] is None
    assert told["surprisal"] is not None, "it does not depend on k"


def test_that_no_other_department_shares_is_no_question() -> None:
    with pytest.raises(UsageError):
        boilerplate_measures([], [], k=0)


def test_reasons_without_words_have_no_share_of_characters() -> None:
    explanations = [*said("a", "甲局", " "), *said("b", "乙局", "人员变动")]
    found = one(boilerplate_measures(explanations, []), "a", "boilerplate_character_share")
    assert (found.value, bool(found.note)) == (None, True)


def test_the_money_is_that_of_the_explanations_whose_amount_is_known() -> None:
    explanations = [*said("a", "甲局", "人员变动", "设备维修", "节约", "降温"), *said("b", "乙局", "人员变动", "节约")]
    money = {"a-e0": Decimal("-30.50"), "a-e1": Decimal("91.50"), "a-e3": Decimal(0), "b-e1": Decimal(0)}
    found = boilerplate_measures(explanations, [], money=money)
    share = one(found, "a", "boilerplate_money_share")
    assert share.value == pytest.approx(0.25)
    assert share.counted == ("a-e0",), "the amount of a-e2 is not known"
    assert share.note == "4条说明中3条有金额"
    nothing = one(found, "b", "boilerplate_money_share")
    assert (nothing.value, nothing.note, nothing.counted) == (None, "2条说明中1条有金额，金额都是0", ())
    assert one(boilerplate_measures(explanations, [], money={}), "a", "boilerplate_money_share").value is None
    assert "boilerplate_money_share" not in of(boilerplate_measures(explanations, []), "a")


def test_surprisal_is_what_the_others_make_expect() -> None:
    explanations = [
        *said("a", "甲局", "人员变动", "自己的话"),
        *said("a2", "甲局", "人员变动", "人员变动", year=2023),
        *said("b", "乙局", "人员变动", "节约"),
        *said("c", "丙局", "人员变动"),
    ]
    # Others than 甲局 have three explanations, two of them 人员变动.
    expected = (-log2(3 / 4) - log2(1 / 4)) / 2
    assert of(boilerplate_measures(explanations, []), "a")["surprisal"] == pytest.approx(expected)
    # Others than 乙局 have five, four of them 人员变动, none 节约.
    expected = (-log2(5 / 6) - log2(1 / 6)) / 2
    assert of(boilerplate_measures(explanations, []), "b")["surprisal"] == pytest.approx(expected)


def test_templates_stick_that_the_same_department_used_in_the_year_before() -> None:
    explanations = [
        *said("a", "甲局", "人员变动", "设备维修", "节约", year=2024),
        *said("b", "甲局", "人员变动", year=2023),
        *said("c", "甲局", "节约", year=2022),
        *said("d", "乙局", "设备维修", year=2023),
        *said("e", "乙局", "设备维修", year=None),
        *said("f", "", "设备维修", year=2024),
        *said("g", "", "设备维修", year=2023),
    ]
    found = boilerplate_measures(explanations, [])
    sticking = one(found, "a", "stickiness_templates")
    assert sticking.value == pytest.approx(1 / 3)
    assert sticking.counted == ("a-e0",)
    assert of(found, "b")["stickiness_templates"] == 0
    for doc in "cdefg":
        none = one(found, doc, "stickiness_templates")
        assert (none.value, bool(none.note)) == (None, True), doc


def test_repetition_counts_every_explanation_that_has_a_twin_in_the_document() -> None:
    explanations = [*said("a", "甲局", "人员变动", "节约", "人员变动", "维修"), *said("b", "乙局", "节约")]
    found = boilerplate_measures(explanations, [])
    repeated = one(found, "a", "repetition")
    assert (repeated.value, repeated.counted) == (0.5, ("a-e0", "a-e2"))
    assert of(found, "b")["repetition"] == 0


def test_marked_explanations_are_counted_by_mark() -> None:
    marks: dict[str, Sequence[Mark]] = {
        "a-e0": (Mark.EMPTY, Mark.MANY_SUBJECTS),
        "a-e2": (Mark.EMPTY,),
        "a-e3": [Mark.CONTRADICTS],
    }
    found = boilerplate_measures(said("a", "甲局", "一", "二", "三", "四"), [], marks=marks)
    assert one(found, "a", "empty_share").value == 0.5
    assert one(found, "a", "empty_share").counted == ("a-e0", "a-e2")
    assert one(found, "a", "contradiction_share").value == 0.25
    assert one(found, "a", "contradiction_share").counted == ("a-e3",)


def test_the_distance_is_also_that_of_documents_that_explain_nothing() -> None:
    words = {"a": ["一", "二", "三", "四", "五"], "z": ["五", "六", "七", "八"]}
    mandated = frozenset([("一", "二", "三", "四")])
    found = boilerplate_measures(said("a", "甲局", "人员变动"), [], words=words, mandated=mandated)
    assert one(found, "a", "mandated_distance").value == pytest.approx(0.2)
    assert of(found, "z") == {"mandated_distance": 1}
    assert [measure.doc_id for measure in found] == sorted(measure.doc_id for measure in found)


def interval(doc: str, shared: int, own: int) -> tuple[float | None, float | None]:
    templates = [*(f"共{n}" for n in range(shared)), *(f"己{n}" for n in range(own))]
    others = said("其他", "乙局", *(f"共{n}" for n in range(shared)), "别的")
    told = of(boilerplate_measures([*said(doc, "甲局", *templates), *others], []), doc)
    return told["boilerplate_share_low"], told["boilerplate_share_high"]


def test_the_interval_is_that_of_resampled_explanations() -> None:
    low, high = interval("a", 12, 28)
    assert low is not None
    assert high is not None
    generator = np.random.default_rng(1)
    flags = np.repeat((1.0, 0.0), (12, 28))
    resamples = generator.choice(flags, (100_000, 40)).mean(axis=1)
    assert [low, high] == pytest.approx(np.percentile(resamples, (2.5, 97.5)).tolist(), abs=2 / 40)
    assert low < 0.3 < high


def test_the_interval_holds_ninety_five_per_cent() -> None:
    documents = [f"d{n}" for n in range(200)]
    low, high = share_intervals(documents, np.full(200, 400), np.full(200, 1000))
    error = sqrt(0.4 * 0.6 / 1000)
    assert [low.mean(), high.mean()] == pytest.approx([0.4 - 1.96 * error, 0.4 + 1.96 * error], abs=0.1 * error)


def test_the_interval_depends_on_the_document_alone() -> None:
    assert interval("a", 12, 28) == interval("a", 12, 28)
    drawn = {interval(doc, 400, 600) for doc in "abcdefgh"}
    assert len(drawn) > 1, "every document draws for itself"


@pytest.mark.parametrize(("shared", "own", "point"), [(0, 5, 0), (5, 0, 1)])
def test_where_all_is_alike_the_interval_is_a_point(shared: int, own: int, point: float) -> None:
    assert interval("a", shared, own) == (point, point)


def test_one_explanation_has_no_interval() -> None:
    assert interval("a", 1, 0) == (None, None)


def test_how_much_a_template_is_used_elsewhere() -> None:
    told = [
        *said("a", "甲局", "人员变动", "质保金到期"),
        *said("b", "乙局", "人员变动", year=2023),
        *said("c", "乙局", "人员变动"),
    ]
    uses = template_uses(told)
    first, alone = uses["a-e0"], uses["a-e1"]
    assert (first.departments, first.years, first.surprisal) == (1, 1, 0)  # two of two others say it
    assert (alone.departments, alone.years) == (0, 0)
    assert alone.surprisal == pytest.approx(log2(3), abs=1e-4)
    assert template_uses(told[::-1]) == uses
    assert template_uses(said("a", "甲局", "人员变动"))["a-e0"].surprisal is None
    assert template_uses([]) == {}
