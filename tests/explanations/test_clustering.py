"""Explanations that say the same come together, opposites never, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations import cluster
from miner.explanations.polarity import polarity
from miner.explanations.similarity import LeaderIndex, bigrams, similarity, weights_of
from miner.model import Cluster, Explanation
from tests.explanations.making import explanation, explanations

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
    "",
]


def together(found: Sequence[Cluster], *numbers: int) -> bool:
    """Whether the explanations of these numbers are in one cluster."""
    held = [{member.rsplit("-e", 1)[1] for member in one.members} for one in found]
    return any({str(number) for number in numbers} <= members for members in held)


def test_figures_years_and_names_make_no_difference() -> None:
    found = cluster(
        explanations(
            ("临江区财政局", "2024年临江区财政局新增人员2名"),
            ("青河县水利局", "2023年青河县水利局新增人员15名。"),
        )
    )
    assert len(found) == 1
    assert (found[0].size, found[0].departments, found[0].documents) == (2, 2, 2)


def test_almost_the_same_wording_comes_together() -> None:
    found = cluster(
        explanations(
            ("甲局", "年度内部门人员调整变动，公务接待费略有减少"),
            ("乙局", "年度内人员调整变动，会议费略有减少"),
            ("丙局", "机关大楼设施设备维修"),
        )
    )
    assert together(found, 0, 1)
    assert not together(found, 0, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年度内人员变动导致人员经费略有增加", "年度内人员变动导致人员经费略有减少"),
        ("养老保险实际支出大于年初预算数", "养老保险实际支出小于年初预算数"),
        ("项目工程款本年已完成支付手续", "项目工程款本年未完成支付手续"),
        ("新增人员较多，减少临时用工支出", "减少人员较多，新增临时用工支出"),
        ("上年结转项目资金于本年追加安排", "上年结转项目资金于本年压减安排"),
        ("本年在职人员调入，相应调整经费", "本年在职人员调出，相应调整经费"),
    ],
)
def test_look_alikes_of_opposite_polarity_stay_apart(one: str, other: str) -> None:
    alike = similarity(bigrams(one), bigrams(other), dict.fromkeys(bigrams(one) | bigrams(other), 1))
    assert alike > 0.4, "the two must look alike for the test to mean anything"
    assert not together(cluster(explanations(("甲局", one), ("乙局", other))), 0, 1)


def test_polarity_reads_words_not_characters() -> None:
    assert polarity("未来科技城无人机项目") == ()
    assert polarity("新增人员，减少支出") == ("up", "down")
    assert polarity("增加项目，新增任务") == ("up",)


def test_identical_words_stay_together_where_one_document_masks_a_name_in_them() -> None:
    said = "临江区财政局人员变动"
    own = explanation(said, "临江区财政局", 0)
    copied = explanation(said, "青河县水利局", 1)
    assert own.template != copied.template
    found = cluster([own, copied])
    assert len(found) == 1
    assert found[0].size == 2


def test_a_cluster_of_one() -> None:
    (alone,) = cluster(explanations(("甲局", "机关大楼设施设备维修")))
    assert (alone.size, alone.departments, alone.first_year, alone.last_year) == (1, 1, 2024, 2024)
    assert cluster([]) == ()


def test_years_documents_and_unknown_departments() -> None:
    (found,) = cluster(
        [
            explanation("人员变动", "甲局", 0, year=2022),
            explanation("人员变动", "甲局", 0, year=2024),
            explanation("人员变动", "", 0, doc="x", year=None),
        ]
    )
    assert (found.departments, found.documents, found.first_year, found.last_year) == (2, 3, 2022, 2024)


def test_the_id_depends_on_the_head_alone() -> None:
    few = cluster(explanations(("甲局", "人员变动")))
    more = cluster(explanations(("甲局", "人员变动"), ("乙局", "人员变动。"), ("丙局", "购置设备")))
    assert few[0].cluster_id == more[0].cluster_id
    assert len(few[0].cluster_id) == 16


def test_the_head_is_what_most_departments_say() -> None:
    found = cluster(
        explanations(
            ("甲局", "年度内部门人员调整变动，经费减少"),
            ("甲局", "年度内部门人员调整变动，经费减少"),
            ("乙局", "年度内人员调整变动，经费减少"),
            ("丙局", "年度内人员调整变动，经费减少"),
        )
    )
    assert found[0].template == "年度内人员调整变动,经费减少"
    assert found[0].size == 4


class TestLabel:
    def test_a_unit_stays_a_slot(self) -> None:
        said = [("甲单位", "甲单位会议费增加"), ("乙单位", "乙单位会议费增加")]
        (found,) = cluster(explanations(*said))
        assert found.label == "{本单位}会议费增加"

    def test_an_agreed_value_stands_in_the_label(self) -> None:
        said = [(f"{n}局", f"{2020 + n}年公务接待费增加") for n in range(5)]
        (found,) = cluster(explanations(*said))
        assert found.template == "{年}{科目}增加"
        assert found.label == "{年}公务接待费增加"

    def test_else_the_slot_with_its_commonest_value(self) -> None:
        said = [("甲局", "会议费增加"), ("乙局", "会议费增加"), ("丙局", "培训费增加"), ("丁局", "差旅费增加")]
        (found,) = cluster(explanations(*said))
        assert found.label == "{科目：会议费}增加"

    def test_without_slots_it_is_the_template(self) -> None:
        (found,) = cluster(explanations(("甲局", "人员变动。")))
        assert found.label == found.template == "人员变动"


SAID = st.lists(st.tuples(st.sampled_from(["甲局", "乙局", "丙局", ""]), st.sampled_from(STOCK)), max_size=14)


@settings(deadline=None)
@given(SAID, st.randoms(use_true_random=False))
def test_the_order_of_the_explanations_does_not_matter(said: list[tuple[str, str]], random: Random) -> None:
    made = explanations(*said)
    shuffled = list(made)
    random.shuffle(shuffled)
    assert cluster(shuffled) == cluster(made)


@settings(deadline=None)
@given(SAID)
def test_every_explanation_is_in_one_cluster_and_identical_ones_in_the_same(said: list[tuple[str, str]]) -> None:
    made = explanations(*said)
    found = cluster(made)
    members = [member for one in found for member in one.members]
    assert sorted(members) == sorted(e.explanation_id for e in made)
    where = {member: one.cluster_id for one in found for member in one.members}
    by_text: dict[str, set[str]] = {}
    for e in made:
        by_text.setdefault(e.text, set()).add(where[e.explanation_id])
    assert all(len(ids) == 1 for ids in by_text.values())
    assert len({one.cluster_id for one in found}) == len(found)


@settings(deadline=None)
@given(SAID)
def test_no_cluster_holds_two_polarities(said: list[tuple[str, str]]) -> None:
    made: dict[str, Explanation] = {e.explanation_id: e for e in explanations(*said)}
    for one in cluster(made.values()):
        assert len({polarity(made[member].template) for member in one.members}) == 1


@settings(deadline=None)
@given(st.lists(st.text("人员变动增加减少项目经费", min_size=1, max_size=12), min_size=2, max_size=25, unique=True))
def test_the_index_finds_what_comparing_all_finds(texts: list[str]) -> None:
    weights = weights_of(texts)
    *known, asked = [bigrams(text) for text in texts]
    index = LeaderIndex(weights, 0.65)
    for held in known:
        index.add(held, "kind")
    best = max(range(len(known)), key=lambda n: (similarity(asked, known[n], weights), -n))
    expected = best if similarity(asked, known[best], weights) >= 0.65 else None
    assert index.best(asked, "kind") == expected
    assert index.best(asked, "another kind") is None
