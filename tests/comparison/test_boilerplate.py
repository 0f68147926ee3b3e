"""Shared wording, leave-one-out, against values worked out by hand."""

from __future__ import annotations

import pytest

from miner.comparison import boilerplate_measures
from miner.model import Cluster, Direction, Explanation, Measure


def said(doc: str, department: str, *templates: str) -> list[Explanation]:
    return [
        Explanation(f"{doc}-e{n}", f"{doc}-n{n}", doc, department, 2024, template, template, Direction.UNSTATED)
        for n, template in enumerate(templates)
    ]


def gathered(name: str, *members: str) -> Cluster:
    return Cluster(name, name, name, "unsure", members, 1, 1, None, None)


def of(measures: tuple[Measure, ...], doc: str) -> dict[str, float | None]:
    return {measure.measure: measure.value for measure in measures if measure.doc_id == doc}


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
    assert of(found, "a") == {
        "boilerplate_share": pytest.approx(1 / 3),
        "boilerplate_character_share": pytest.approx(4 / 16),
        "boilerplate_cluster_share": pytest.approx(1 / 3),
    }
    assert of(found, "b")["boilerplate_share"] == 1
    assert of(found, "c")["boilerplate_share"] == 0, "a department's own words of another year are not shared"


def test_the_cluster_share_is_the_looser_notion() -> None:
    explanations = [*said("a", "甲局", "人员变动"), *said("b", "乙局", "人员调整变动")]
    found = of(boilerplate_measures(explanations, [gathered("一", "a-e0", "b-e0")]), "a")
    assert (found["boilerplate_share"], found["boilerplate_cluster_share"]) == (0, 1)


def test_with_one_department_nothing_is_defined() -> None:
    found = boilerplate_measures(said("a", "甲局", "人员变动"), [])
    assert {(measure.value, bool(measure.note)) for measure in found} == {(None, True)}
    assert boilerplate_measures([], []) == ()


def test_documents_of_unknown_departments_are_others_to_each_other() -> None:
    explanations = [*said("a", "", "人员变动"), *said("b", "", "人员变动")]
    assert of(boilerplate_measures(explanations, []), "a")["boilerplate_share"] == 1


def test_the_order_does_not_matter() -> None:
    explanations = [*said("a", "甲局", "人员变动", "维修"), *said("b", "乙局", "人员变动")]
    assert boilerplate_measures(explanations[::-1], []) == boilerplate_measures(explanations, [])
