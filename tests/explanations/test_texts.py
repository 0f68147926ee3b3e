"""Bare texts are grouped as the explanations of documents are, one result for each, in order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations import cluster, texts
from miner.explanations.causes import main_causes
from miner.explanations.explaining import names_in, region_of
from miner.explanations.grouping import cluster_id
from miner.explanations.texts import GroupedText, ReasonText, cluster_texts
from miner.language.masking import mask
from miner.model import UNSURE, Direction, Explanation

CITY, WATER = "临江区财政局", "青河县水利局"
STOCK = [
    "人员变动，人员经费增加",
    "人员变动，人员经费减少",
    "年度内人员变动，人员经费增加",
    "厉行节约，严格控制成本",
    "厉行节约、严格控制成本支出",
    "追加资金12万元",
    "追加资金3.5万元",
    "项目跨年实施，款项尚未支付",
    "职工退休",
    "到龄人员办理退休手续",
    f"{CITY}办公楼搬迁",
    f"{CITY}办公楼搬迁。",
    f"{WATER}办公楼搬迁",
    "财政局办公楼搬迁",
    "人员退休调出",
    "2人调出",
    "人员调出",
    "支持青河县防汛",
    "",
    "。",
]
SAID = st.lists(st.tuples(st.sampled_from([CITY, WATER, "青河县教育局", ""]), st.sampled_from(STOCK)), max_size=14)


def grouped(*said: tuple[str, str], workers: int = 1) -> list[GroupedText]:
    """The results for (department, text), with numbers as ids."""
    made = (ReasonText(str(number), text, department) for number, (department, text) in enumerate(said))
    return list(cluster_texts(made, workers))


def explained(said: Sequence[tuple[str, str]]) -> list[Explanation]:
    """The same as explanations of documents."""
    found = []
    for number, (department, text) in enumerate(said):
        own, places = names_in(department, region_of(department)) if department else ((), ())
        template = mask(text, own, (), places).template
        doc = department or f"doc{number}"
        found.append(
            Explanation(f"e{number}", "n", doc, department, 2024, text, template, direction=Direction.UNSTATED)
        )
    return found


def test_every_text_has_its_result_in_order() -> None:
    found = list(
        cluster_texts(ReasonText(name, text) for name, text in [("b", "职工退休"), ("a", "油价上涨"), ("b", "")])
    )
    assert [(one.id, one.template) for one in found] == [("b", "职工退休"), ("a", "油价上涨"), ("b", "")]
    assert [one.cause for one in found] == ["personnel", "price", UNSURE]
    assert {one.similarity for one in found} == {1.0}
    assert list(cluster_texts([])) == []


def test_the_same_and_nearly_the_same_are_one_cluster() -> None:
    one, again, touched, other = grouped(
        ("甲局", "年度内部门人员调整变动，会议费减少"),
        ("甲局", "年度内部门人员调整变动，会议费减少"),
        ("乙局", "年度内人员调整变动，培训费有所减少"),
        ("丙局", "油价上涨"),
    )
    assert one.cluster_id == again.cluster_id == touched.cluster_id != other.cluster_id
    assert one.similarity == again.similarity == 1.0
    assert 0.5 <= touched.similarity < 1


def test_families_are_wider_than_clusters() -> None:
    one, other, opposite = grouped(
        ("甲局", "职工退休"), ("乙局", "到龄人员办理退休手续"), ("丙局", "职工退休，支出增加")
    )
    assert one.cluster_id != other.cluster_id
    assert one.family_id == other.family_id != opposite.family_id


def test_empty_texts_are_one_cluster() -> None:
    found = grouped(("甲局", ""), ("", "   "), ("乙局", "。"))
    assert {one.template for one in found} == {""}
    assert len({one.cluster_id for one in found}) == 1


class TestDepartments:
    def test_their_own_names_are_masked_in_all_forms(self) -> None:
        found = grouped(
            (CITY, f"{CITY}办公楼搬迁"), (WATER, "水利局办公楼搬迁"), (WATER, "支持青河县防汛"), ("", "青河县防汛")
        )
        assert [one.template for one in found] == [
            "{本单位}办公楼搬迁",
            "{本单位}办公楼搬迁",
            "支持{地名}防汛",
            "青河县防汛",
        ]

    def test_others_names_are_not_yet_the_text_stays_with_the_same_text(self) -> None:
        own, copied, of_nobody, other = grouped(
            (CITY, f"{CITY}办公楼搬迁"), (WATER, f"{CITY}办公楼搬迁"), ("", f"{CITY}办公楼搬迁"), ("甲局", "油价上涨")
        )
        assert own.template != copied.template == of_nobody.template
        assert own.cluster_id == copied.cluster_id == of_nobody.cluster_id != other.cluster_id

    def test_what_more_departments_say_leads(self) -> None:
        one, other = "年度内部门人员调整变动", "年度内人员调整变动"
        found = grouped(*[("甲局", one)] * 5, ("乙局", other), ("丙局", other))
        assert {item.cluster_id for item in found} == {cluster_id(other)}

    def test_those_of_nobody_count_one_each(self) -> None:
        one, other = "年度内部门人员调整变动", "年度内人员调整变动"
        found = grouped(("甲局", one), ("乙局", one), ("", other), ("", other), ("", other))
        assert {item.cluster_id for item in found} == {cluster_id(other)}


@settings(deadline=None)
@given(SAID, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(said: list[tuple[str, str]], random: Random) -> None:
    expected = dict(zip(said, ((one.template, one.cluster_id, one.family_id) for one in grouped(*said)), strict=True))
    random.shuffle(said)
    assert [(one.template, one.cluster_id, one.family_id) for one in grouped(*said)] == [expected[one] for one in said]


@settings(deadline=None)
@given(SAID)
def test_texts_are_grouped_as_the_explanations_of_documents_are(said: list[tuple[str, str]]) -> None:
    made = explained(said)
    clusters = {member: one for one in cluster(made) for member in one.members}
    found = grouped(*said)
    assert [one.id for one in found] == [str(number) for number in range(len(said))]
    assert [one.template for one in found] == [one.template for one in made]
    assert [(one.cluster_id, one.family_id) for one in found] == [
        (clusters[one.explanation_id].cluster_id, clusters[one.explanation_id].family_id) for one in made
    ]
    assert [one.cause for one in found] == main_causes([one.template for one in made])
    assert all(0 <= one.similarity <= 1 for one in found)


def test_identical_texts_stay_together_whatever_their_stops() -> None:
    said = [(CITY, f"{CITY}办公楼搬迁"), ("", f"{CITY}办公楼搬迁。")]
    assert len(cluster(explained(said))) == 1
    assert len({one.cluster_id for one in grouped(*said)}) == 1


def test_families_are_those_of_the_explanations() -> None:
    said = [
        *(("乙县水利局", text) for text in ("人员退休调出", "2人调出")),
        *(("甲县财政局", text) for text in ("在职人员调出2人", "人员调出")),
    ]
    made = explained(said)
    families = {member: one.family_id for one in cluster(made) for member in one.members}
    assert [one.family_id for one in grouped(*said)] == [families[one.explanation_id] for one in made]


SEVERAL = [(department, f"{department}{text}") for text in STOCK for department in (CITY, WATER, "")]


def test_several_processes_find_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = grouped(*SEVERAL)
    monkeypatch.setattr(texts, "_FEW", 1)
    monkeypatch.setattr(texts, "_CHUNK", 7)
    assert len(SEVERAL) > 3 * 7
    assert grouped(*SEVERAL, workers=2) == expected
    assert grouped(*SEVERAL, workers=1) == expected, "in chunks, but in this process"
