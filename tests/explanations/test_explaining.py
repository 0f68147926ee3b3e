"""Reasons of variance narratives become explanations with the unit's own names masked."""

from __future__ import annotations

from miner.explanations import explain
from miner.explanations.explaining import names_of
from miner.model import Direction, DisclosureKind, Identity, NarrativeKind, Scope
from tests.explanations.making import disclosure, narrative


def test_only_variances_with_a_reason_explain() -> None:
    narratives = [
        narrative(0, "人员变动"),
        narrative(1, ""),
        narrative(2, "绩效目标不明确", NarrativeKind.PROBLEM),
        narrative(3, "新增人员2名"),
    ]
    found = explain(disclosure(), narratives)
    assert [(e.explanation_id[-3:], e.narrative_id[-3:], e.text, e.template) for e in found] == [
        ("-e0", "-n0", "人员变动", "人员变动"),
        ("-e1", "-n3", "新增人员2名", "新增人员{数}"),
    ]
    assert {(e.department, e.fiscal_year, e.direction) for e in found} == {("青河县财政局（本级）", 2024, Direction.UP)}


def test_own_names_and_the_region_are_slots_in_all_their_forms() -> None:
    said = ["青河县财政局人员变动", "青河县财政局（本级）人员变动", "财政局人员变动", "青河县人员变动", "我局人员变动"]
    found = explain(disclosure(), [narrative(n, reason) for n, reason in enumerate(said)])
    assert [e.template for e in found] == [
        "{本单位}人员变动",
        "{本单位}人员变动",
        "{本单位}人员变动",
        "{地名}人员变动",
        "{本单位}人员变动",
    ]


def test_two_departments_that_say_the_same_of_themselves_share_a_template() -> None:
    first = explain(disclosure("青河县财政局"), [narrative(0, "青河县财政局人员变动")])
    second = explain(disclosure("青河县水利局"), [narrative(0, "青河县水利局人员变动")])
    assert first[0].template == second[0].template


def test_an_unknown_identity_has_no_names() -> None:
    assert names_of(Identity("", "", None, DisclosureKind.OTHER, Scope.UNKNOWN)) == ((), ())


def test_nothing_to_explain() -> None:
    assert explain(disclosure(), []) == ()
