"""Reasons of variance narratives become explanations with the unit's own names masked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miner.explanations import explain
from miner.explanations.explaining import names_in, names_of, region_of
from miner.model import Direction, DisclosureKind, Identity, NarrativeKind, Scope
from tests.explanations.making import disclosure, narrative


def test_only_variances_with_a_reason_explain() -> None:
    narratives = [
        narrative(0, "人员变动"),
        narrative(1, ""),
        narrative(2, "绩效目标不明确", NarrativeKind.PROBLEM),
        narrative(3, " \n"),
        narrative(4, "新增人员2名"),
    ]
    found = explain(disclosure(), narratives)
    assert [(e.explanation_id[-3:], e.narrative_id[-3:], e.text, e.template) for e in found] == [
        ("-e0", "-n0", "人员变动", "人员变动"),
        ("-e1", "-n4", "新增人员2名", "新增人员{数}"),
    ]
    assert {(e.department, e.fiscal_year, e.direction) for e in found} == {("青河县财政局（本级）", 2024, Direction.UP)}


def test_every_point_of_a_reason_is_an_explanation_where_it_stands() -> None:
    told = narrative(0, "一是人员增加；二是购置设备2台，导致支出增加。")
    found = explain(disclosure(), [told, narrative(1, "物价上涨")])
    assert [(e.explanation_id[-3:], e.narrative_id[-3:], e.template) for e in found] == [
        ("-e0", "-n0", "人员增加"),
        ("-e1", "-n0", "购置设备{数},导致支出增加"),
        ("-e2", "-n1", "物价上涨"),
    ]
    assert all(e.char_start is not None and told.text[e.char_start : e.char_end] == e.text for e in found[:2])
    assert {(e.subject, e.basis, e.section) for e in found} == {("教育支出", "budget", 3)}


def test_a_reason_of_which_nobody_knows_where_it_stands() -> None:
    (found,) = explain(disclosure(), [replace(narrative(0, "人员变动"), reason_start=None, reason_end=None)])
    assert (found.text, found.char_start, found.char_end) == ("人员变动", None, None)


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


def test_names_with_and_without_what_is_above() -> None:
    own, places = names_in("青河县财政局（本级）", "临江市青河县")
    assert set(own) == {"青河县财政局（本级）", "青河县财政局", "财政局（本级）", "财政局"}
    assert set(places) == {"临江市青河县", "临江市", "青河县"}


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("临江区财政局", "临江区"),
        ("临江市青河县水利局", "临江市青河县"),
        ("青河县青石镇人民政府", "青河县青石镇"),
        ("青河县城市管理局", "青河县"),
        ("市场监督管理局", ""),
        ("城镇管理局", ""),
        ("甲县财政局", ""),
        ("临江区", ""),
        ("", ""),
    ],
)
def test_the_region_that_a_name_begins_with(department: str, region: str) -> None:
    assert region_of(department) == region


@pytest.mark.parametrize("department", ["澄州市财政局", "云州区财政局"])
def test_the_region_of_a_town_whose_name_holds_a_kind_of_region(department: str) -> None:
    assert region_of(department) == department[:3]


@pytest.mark.parametrize(
    ("region", "unit"), [("青河县", "市场监督管理局"), ("临江市", "区划地名办公室"), ("青河县", "县志办公室")]
)
def test_the_region_before_a_unit_that_begins_with_a_kind_of_region(region: str, unit: str) -> None:
    assert region_of(region + unit) == region
    assert unit in names_in(region + unit, region_of(region + unit))[0]


def test_the_places_in_a_region_of_such_a_town() -> None:
    own, places = names_in("澄州市姑山区财政局", "澄州市姑山区")
    assert {"澄州市", "姑山区"} <= set(places)
    assert "姑山区财政局" in own


def test_nothing_to_explain() -> None:
    assert explain(disclosure(), []) == ()
