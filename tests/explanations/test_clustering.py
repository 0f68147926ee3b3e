"""Explanations come together whatever their order, identical ones always, and what stood stays as more come."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations import Standing, cluster, clustering
from miner.explanations.clustering import joined, version
from miner.explanations.grouping import WORDING, cluster_id, family_id
from miner.explanations.parts import parts_of
from miner.language.masking import normalise
from miner.model import Cluster, Explanation
from tests.explanations.making import explanation, explanations, standing

CITY, WATER = "临江区财政局", "青河县水利局"

STOCK = [
    "人员变动，人员经费增加",
    "人员变动，人员经费减少",
    "人员变动，人员经费略有增加",
    "年度内人员变动，人员经费增加",
    "厉行节约，严格控制成本",
    "厉行节约、严格控制成本支出",
    "年初预算未包含上级专项资金12万元",
    "年初预算未包含上级专项资金3.5万元",
    "项目跨年实施，款项尚未支付",
    "项目跨年实施，款项已支付",
    "2024年新增公务用车1辆",
    "2023年未新增公务用车",
    "职工退休",
    "到龄人员办理退休手续",
    f"{CITY}办公楼搬迁",
    f"{CITY}办公楼搬迁。",
    f"{WATER}办公楼搬迁",
    f"支持{WATER}防汛",
    "",
]
SAID = st.lists(st.tuples(st.sampled_from([CITY, WATER, "青河县教育局", ""]), st.sampled_from(STOCK)), max_size=14)


def together(found: Sequence[Cluster], *numbers: int) -> bool:
    """Whether the explanations of these numbers are in one cluster."""
    held = [{member.rsplit("-e", 1)[1] for member in one.members} for one in found]
    return any({str(number) for number in numbers} <= members for members in held)


def where(found: Sequence[Cluster]) -> dict[str, str]:
    """The cluster of each explanation."""
    return {member: one.cluster_id for one in found for member in one.members}


def by_text(made: Sequence[Explanation], found: Sequence[Cluster]) -> dict[str, set[str]]:
    """The clusters of each text."""
    place = where(found)
    held: dict[str, set[str]] = {}
    for one in made:
        held.setdefault(normalise(one.text), set()).add(place[one.explanation_id])
    return held


class TestOneRun:
    def test_figures_years_and_names_make_no_difference(self) -> None:
        (found,) = cluster(
            explanations((CITY, f"2024年{CITY}新增人员2名"), (WATER, f"2023年{WATER}新增人员15名。")),
        )
        assert (found.size, found.departments, found.documents) == (2, 2, 2)
        assert found.similarities == (1.0, 1.0)

    def test_almost_the_same_wording_comes_together(self) -> None:
        found = cluster(
            explanations(
                ("甲局", "年度内部门人员调整变动，公务接待费略有减少"),
                ("乙局", "年度内人员调整变动，会议费略有减少"),
                ("丙局", "机关大楼设施设备维修"),
            )
        )
        assert together(found, 0, 1)
        assert not together(found, 0, 2)
        assert 0.5 <= min(found[0].similarities) < max(found[0].similarities) == 1.0

    def test_a_cluster_of_one(self) -> None:
        (alone,) = cluster(explanations(("甲局", "机关大楼设施设备维修")))
        assert (alone.size, alone.departments, alone.first_year, alone.last_year) == (1, 1, 2024, 2024)
        assert (alone.cluster_id, alone.family_id) == (cluster_id(alone.template), family_id(alone.template))
        assert (alone.label, alone.cause, alone.similarities) == ("机关大楼设施设备维修", "", (1.0,))
        assert cluster([]) == ()

    def test_years_documents_and_unknown_departments(self) -> None:
        (found,) = cluster(
            [
                explanation("人员变动", "甲局", 0, year=2022),
                explanation("人员变动", "甲局", 0, year=2024),
                explanation("人员变动", "", 0, doc="x", year=None),
                explanation("人员变动", "", 0, doc="y", year=None),
            ]
        )
        assert (found.departments, found.documents, found.first_year, found.last_year) == (3, 4, 2022, 2024)

    def test_without_any_year(self) -> None:
        (found,) = cluster([explanation("人员变动", year=None)])
        assert (found.first_year, found.last_year) == (None, None)

    def test_ids_depend_on_the_head_alone(self) -> None:
        (few,) = cluster(explanations(("甲局", "人员变动")))
        more = cluster(explanations(("甲局", "人员变动"), ("乙局", "人员变动。"), ("丙局", "购置设备")))
        assert (few.cluster_id, few.family_id) == (more[0].cluster_id, more[0].family_id)
        assert few.cluster_id == cluster_id("人员变动")

    def test_the_head_is_what_most_departments_say(self) -> None:
        (found,) = cluster(
            explanations(
                ("甲局", "年度内部门人员调整变动，经费减少"),
                ("甲局", "年度内部门人员调整变动，经费减少"),
                ("甲局", "年度内部门人员调整变动，经费减少"),
                ("乙局", "年度内人员调整变动，经费减少"),
                ("丙局", "年度内人员调整变动，经费减少"),
            )
        )
        assert (found.template, found.size) == ("年度内人员调整变动,经费减少", 5)

    def test_the_largest_comes_first(self) -> None:
        said = [
            ("甲局", "油价上涨"),
            ("甲局", "机构改革"),
            ("乙局", "机构改革"),
            ("甲局", "职工退休"),
            ("甲局", "职工退休"),
        ]
        assert [one.template for one in cluster(explanations(*said))] == ["机构改革", "职工退休", "油价上涨"]

    def test_the_cause_is_asked_of_the_heads(self) -> None:
        found = cluster(
            explanations(("甲局", "油价上涨"), ("乙局", "机构改革")),
            cause_of=lambda templates: [f"cause of {template}" for template in templates],
        )
        assert {one.cause for one in found} == {"cause of 油价上涨", "cause of 机构改革"}

    def test_wordings_of_one_reason_are_a_family(self) -> None:
        said = [("甲局", "职工退休"), ("乙局", "职工退休"), ("丙局", "到龄人员办理退休手续"), ("丁局", "油价上涨")]
        first, second, other = sorted(cluster(explanations(*said)), key=lambda one: (-one.size, one.template))
        assert (first.template, second.template, other.template) == ("职工退休", "到龄人员办理退休手续", "油价上涨")
        assert first.family_id == second.family_id == family_id("职工退休")
        assert other.family_id == family_id("油价上涨")


class TestIdenticalTexts:
    def test_where_one_document_masks_a_name_in_them(self) -> None:
        own, copied = explanation(f"{CITY}办公楼搬迁", CITY, 0), explanation(f"{CITY}办公楼搬迁", WATER, 1)
        assert own.template != copied.template
        (found,) = cluster([own, copied])
        assert found.size == 2

    def test_and_all_that_shares_a_template_with_either(self) -> None:
        held = explanations((CITY, f"{CITY}办公楼搬迁"), (WATER, f"{CITY}办公楼搬迁"), (WATER, f"{WATER}办公楼搬迁"))
        (found,) = cluster(held)
        assert found.template == "{本单位}办公楼搬迁"

    def test_templates_are_joined_through_others_and_the_commonest_stands_for_them(self) -> None:
        uses = {"甲": 2, "乙": 5, "丙": 5, "丁": 9}
        assert joined(uses, [{"甲", "乙"}, {"丁"}, {"丙", "甲"}]) == dict.fromkeys("甲乙丙", min("乙丙")) | {"丁": "丁"}
        assert joined(uses, []) == {template: template for template in uses}

    @settings(deadline=None)
    @given(SAID)
    def test_every_explanation_is_in_one_cluster_and_identical_ones_in_the_same(
        self, said: list[tuple[str, str]]
    ) -> None:
        made = explanations(*said)
        found = cluster(made)
        assert sorted(member for one in found for member in one.members) == sorted(e.explanation_id for e in made)
        assert all(len(ids) == 1 for ids in by_text(made, found).values())
        assert len({one.cluster_id for one in found}) == len(found)


@settings(deadline=None)
@given(SAID, SAID, st.randoms(use_true_random=False))
def test_the_order_of_the_explanations_does_not_matter(
    said: list[tuple[str, str]], later: list[tuple[str, str]], random: Random
) -> None:
    made = explanations(*said)
    found = cluster(made)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert cluster(shuffled) == found
    more = [*made, *explanations(*later, year=2025)]
    stands = standing(found)
    again = cluster(more, stands)
    random.shuffle(more)
    assert cluster(more, stands) == again


@settings(deadline=None)
@given(SAID)
def test_no_cluster_and_no_family_holds_two_polarities(said: list[tuple[str, str]]) -> None:
    made = {e.explanation_id: e for e in explanations(*said)}
    families: dict[str, set[tuple[str, ...]]] = {}
    for one in cluster(made.values()):
        held = families.setdefault(one.family_id, set())
        held.update(parts_of(made[member].template).polarity for member in one.members)
    assert all(len(held) == 1 for held in families.values())


class TestMoreYears:
    BEFORE = explanations(
        ("甲局", "年度内人员调整变动，经费减少"), ("乙局", "职工退休"), ("丙局", "油价上涨"), year=2023
    )

    def test_new_ones_join_what_stands_or_found_their_own(self) -> None:
        first = cluster(self.BEFORE)
        later = explanations(
            ("丁局", "年度内部门人员调整变动，经费减少"),
            ("丁局", "机构改革"),
            ("丁局", "到龄人员办理退休手续"),
            ("戊局", "年度内部门人员调整变动，经费减少"),
        )
        found = {one.template: one for one in cluster([*self.BEFORE, *later], standing(first))}
        assert set(found) == {"年度内人员调整变动,经费减少", "职工退休", "油价上涨", "机构改革", "到龄人员办理退休手续"}
        assert found["年度内人员调整变动,经费减少"].size == 3
        assert found["到龄人员办理退休手续"].family_id == found["职工退休"].family_id == family_id("职工退休")
        together_anew = cluster([*self.BEFORE, *later])
        assert "年度内部门人员调整变动,经费减少" in {one.template for one in together_anew}, "else it proves nothing"

    def test_a_member_stays_although_another_cluster_would_fit_better(self) -> None:
        (held,) = explanations(("甲局", "油价上涨"), year=2023)
        home = cluster_id("职工退休")
        stands = Standing({home: "职工退休", cluster_id("油价上涨"): "油价上涨"}, {}, {held.explanation_id: home})
        (found,) = cluster([held], stands)
        assert (found.cluster_id, found.members, found.similarities) == (home, (held.explanation_id,), (0.0,))

    @pytest.mark.parametrize("said", ["油价上涨。", "主要是油价上涨", f"{CITY}办公楼搬迁"])
    def test_a_text_joins_its_like_although_another_cluster_would_fit_better(self, said: str) -> None:
        held = explanations((CITY, "油价上涨"), (CITY, f"{CITY}办公楼搬迁"), year=2023)
        home = cluster_id("职工退休")
        stands = Standing({home: "职工退休"}, {}, {one.explanation_id: home for one in held})
        (found,) = cluster([*held, explanation(said, WATER)], stands)
        assert (found.cluster_id, found.size) == (home, 3)

    def test_the_words_of_a_head_join_it_although_an_earlier_head_is_as_like(self) -> None:
        heads = {cluster_id(head): head for head in ("人员增加", "本年度人员增加")}
        (found,) = cluster(explanations(("甲局", "本年度人员增加")), Standing(heads))
        assert found.template == "本年度人员增加"

    def test_clusters_whose_members_are_gone_are_gone_until_somebody_says_it_again(self) -> None:
        first = standing(cluster(self.BEFORE))
        assert {one.template for one in cluster(self.BEFORE[2:], first)} == {"油价上涨"}
        (again,) = cluster(explanations(("丁局", "年度内人员调整变动。经费减少")), first)
        assert again.cluster_id == cluster_id("年度内人员调整变动,经费减少")

    def test_a_family_keeps_its_id_although_its_leader_is_gone(self) -> None:
        before = explanations(("甲局", "职工退休"), ("乙局", "职工退休"), ("丙局", "到龄人员办理退休手续"), year=2023)
        first = cluster(before)
        (left,) = cluster(before[2:], standing(first))
        assert (left.template, left.family_id) == ("到龄人员办理退休手续", family_id("职工退休"))

    def test_a_place_in_a_cluster_that_nobody_knows_is_none(self) -> None:
        (held,) = explanations(("甲局", "油价上涨"))
        (found,) = cluster([held], Standing({}, {}, {held.explanation_id: "gone"}))
        assert found.cluster_id == cluster_id("油价上涨")

    def test_identical_texts_stay_together_whatever_their_ids(self) -> None:
        first = cluster([explanation(f"{WATER}办公楼搬迁", WATER, year=2023)])
        own, copied = (
            replace(explanation(f"{CITY}办公楼搬迁", unit), explanation_id=name)
            for unit, name in ((CITY, "b"), ("青河县教育局", "a"))
        )
        assert len(cluster([own, replace(copied, explanation_id="c")], standing(first))) == 1
        assert len(cluster([own, copied], standing(first))) == 1

    @settings(deadline=None)
    @given(SAID, SAID)
    def test_nothing_that_stood_moves(self, said: list[tuple[str, str]], later: list[tuple[str, str]]) -> None:
        before = explanations(*said, year=2023)
        first = cluster(before)
        stands = standing(first)
        found = cluster([*before, *explanations(*later)], stands)
        assert {member: place for member, place in where(found).items() if member in stands.cluster_of} == where(first)
        assert {one.cluster_id: one.template for one in found}.items() >= stands.heads.items()
        assert {one.cluster_id: one.family_id for one in found}.items() >= stands.families.items()

    @settings(deadline=None)
    @given(SAID, SAID)
    def test_what_is_said_word_for_word_stays_together(
        self, said: list[tuple[str, str]], later: list[tuple[str, str]]
    ) -> None:
        before = explanations(*said, year=2023)
        everything = [*before, *explanations(*later)]
        found = cluster(everything, standing(cluster(before)))
        assert all(len(ids) == 1 for ids in by_text(everything, found).values())

    @settings(deadline=None)
    @given(SAID)
    def test_the_same_again_changes_nothing(self, said: list[tuple[str, str]]) -> None:
        made = explanations(*said)
        first = cluster(made)
        assert cluster(made, standing(first)) == first


class TestVersion:
    def test_it_is_the_same_in_every_process(self) -> None:
        script = "from miner.explanations.clustering import version; print(version())"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == version()
        assert len(version()) == 8

    def test_other_rules_have_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = version()
        monkeypatch.setattr(clustering, "WORDING", replace(WORDING, threshold=0.9))
        version.cache_clear()
        try:
            assert version() != before
        finally:
            version.cache_clear()
