"""Who is who: the same name, stated renamings, a reviewer's word, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison.identity import Correction, Identities, NamedDocument, Statement, identities, possible_renamings
from miner.comparison.names import core_name, kind_of, plain_name
from miner.comparison.renaming import Said, renamings

LAND, NATURE = "青河县国土资源局", "青河县自然资源局"
CULTURE, TOURISM, BOTH = "青河县文化局", "青河县旅游局", "青河县文化和旅游局"


def doc(doc_id: str, name: str, year: int | None, region: str = "青河县") -> NamedDocument:
    return NamedDocument(doc_id, name, region, year)


def resolved(documents: list[NamedDocument], texts: dict[str, str], *corrections: Correction) -> Identities:
    wanted = possible_renamings(documents)
    statements = [
        Statement(doc_id, f"{doc_id}-s0", found)
        for doc_id, text in texts.items()
        for found in renamings(text, wanted.get(doc_id, ()))
    ]
    return identities(documents, statements, corrections)


def names(found: Identities) -> list[list[str]]:
    return [[use.name for use in one.names] for one in found.departments]


@pytest.mark.parametrize(
    ("name", "region", "core"),
    [
        ("上海市普陀区生态环境局", "上海市普陀区", "生态环境局"),
        ("普陀区生态环境局", "上海市普陀区", "生态环境局"),
        ("青河县 财政局（本级）", "青河县", "财政局"),
        ("青河县人民政府办公室", "青河县", "政府办公室"),
        ("青河县政府办公室", "青河县", "政府办公室"),
        ("临江区人民政府东门街道办事处", "临江区", "东门街道办事处"),
        ("中共青河县委宣传部", "青河县", "委宣传部"),
        ("青河县", "青河县", "青河县"),
        ("民政局", "", "民政局"),
    ],
)
def test_a_name_is_compared_by_its_core(name: str, region: str, core: str) -> None:
    assert core_name(name, region) == core


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青河县教育局", "教育"),
        ("青河县委党校", "党校"),
        ("青河县财政局", "财政"),
        ("青河县国土资源局", "自然资源"),
        ("青河县自然资源和规划局", "自然资源"),
        ("青河县新桥镇人民政府", "乡镇"),
        ("青河县东门街道办事处", "街道办事处"),
        ("青河县人民政府办公室", "政府办公室"),
        ("青河县委办公室", "党委办公室"),
        ("青河县第一中学", "学校"),
        ("青河县人民医院", "医院"),
        ("青河县某某局", ""),
    ],
)
def test_what_a_department_does_is_read_from_its_name(name: str, kind: str) -> None:
    assert kind_of(name, "青河县") == kind


def test_the_same_name_written_otherwise_is_one_department() -> None:
    found = identities(
        [doc("a", "青河县财政局", 2022), doc("b", "财政局", 2023), doc("c", "青河县财政局（部门）", 2024)]
    )
    (one,) = found.departments
    assert (one.region, one.kind, one.years, one.documents) == ("青河县", "财政", (2022, 2023, 2024), ("a", "b", "c"))
    assert [(e.ground, e.later) for e in one.evidence] == [
        ("same_name", "财政局"),
        ("same_name", "青河县财政局（部门）"),
    ]


def test_the_same_short_name_of_another_region_is_another() -> None:
    assert len(identities([doc("a", "财政局", 2023), doc("b", "财政局", 2023, "临江市")]).departments) == 2
    # Without a region, only the full name that stands elsewhere with its region is known.
    assert len(identities([doc("a", "青河县财政局", 2023), doc("b", "青河县财政局", 2024, "")]).departments) == 1
    assert len(identities([doc("a", "青河县财政局", 2023), doc("b", "财政局", 2024, "")]).departments) == 2


@pytest.mark.parametrize(
    "text",
    [
        "根据机构改革方案，青河县国土资源局更名为青河县自然资源局。",
        "国土资源局改组为自然资源局。",
        "本部门由原国土资源局更名而来。",
        "青河县自然资源局（原青河县国土资源局）为县政府组成部门。",
        "本局前身为国土资源局，负责国土空间用途管制。",
        "自然资源局(原国土资源局)",
    ],
)
def test_a_stated_renaming_is_followed(text: str) -> None:
    documents = [doc("a", LAND, 2018), doc("b", LAND, 2019), doc("c", NATURE, 2020)]
    found = resolved(documents, {"c": text})
    assert names(found) == [[LAND, NATURE]]
    (evidence,) = found.departments[0].evidence
    assert (evidence.ground, evidence.earlier, evidence.later, evidence.doc_id) == ("stated", LAND, NATURE, "c")
    assert text[evidence.char_start : evidence.char_end].strip() == evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "接收原国土资源局划转人员12人。",
        "原国土资源局的职责划入本局。",
        "国土资源局与自然资源局联合发文。",
        "配合县国土资源局做好工作。",
        "将永兴国土资源局更名为自然资源局。",
        "",
    ],
)
def test_what_no_text_states_is_not_guessed(text: str) -> None:
    found = resolved([doc("a", LAND, 2019), doc("c", NATURE, 2020)], {"c": text})
    assert names(found) == [[LAND], [NATURE]]


def test_a_part_of_a_longer_name_is_not_that_name() -> None:
    documents = [doc("a", "青河县旅游局", 2018), doc("b", "青河县文旅局", 2020), doc("c", "青河县文化和旅游局", 2019)]
    assert [one.earlier for one in renamings("文化和旅游局更名为文旅局。", ["旅游局", "文化和旅游局", "文旅局"])] == [
        "文化和旅游局"
    ]
    found = resolved(documents, {"b": "文化和旅游局更名为文旅局。"})
    assert sorted(names(found)) == [["青河县文化和旅游局", "青河县文旅局"], ["青河县旅游局"]]


def test_a_merger_makes_no_one_department() -> None:
    documents = [doc("a", CULTURE, 2018), doc("b", TOURISM, 2018), doc("c", BOTH, 2019)]
    found = resolved(documents, {"c": "本局由原文化局、旅游局合并组建。"})
    assert len(found.departments) == 3
    assert {(tie.earlier, tie.later, tie.doubt) for tie in found.related} == {
        (CULTURE, BOTH, "merged"),
        (TOURISM, BOTH, "merged"),
    }


def test_two_that_became_one_are_not_both_followed() -> None:
    """Each is said to have been renamed; that would be two documents of one department in one year."""
    documents = [doc("a", CULTURE, 2018), doc("b", TOURISM, 2018), doc("c", BOTH, 2019)]
    found = resolved(documents, {"c": "文化局更名为文化和旅游局。旅游局更名为文化和旅游局。"})
    assert len(found.departments) == 2
    assert [tie.doubt for tie in found.related] == ["years"]


def test_names_of_the_same_years_are_two_departments_whatever_a_text_says() -> None:
    documents = [doc("a", LAND, 2019), doc("b", LAND, 2021), doc("c", NATURE, 2020)]
    assert resolved(documents, {"c": "青河县国土资源局更名为青河县自然资源局。"}).departments[0].names[0].name == LAND
    assert len(resolved(documents, {"c": "青河县国土资源局更名为青河县自然资源局。"}).departments) == 2


def test_a_budget_under_the_old_name_in_the_year_of_the_change_does_no_harm() -> None:
    documents = [doc("a", LAND, 2019), doc("b", LAND, 2020), doc("c", NATURE, 2020), doc("d", NATURE, 2021)]
    assert names(resolved(documents, {"d": "青河县国土资源局更名为青河县自然资源局。"})) == [[LAND, NATURE]]


def test_an_earlier_name_of_another_kind_needs_both_names() -> None:
    documents = [doc("a", "青河县旅游局", 2019), doc("c", "青河县商务局", 2020)]
    found = resolved(documents, {"c": "本局前身为旅游局。"})
    assert [tie.doubt for tie in found.related] == ["kind"]
    assert len(resolved(documents, {"c": "旅游局更名为商务局。"}).departments) == 1


def test_chains_of_renamings_are_followed() -> None:
    documents = [doc("a", "青河县林业局", 2018), doc("b", "青河县林业和草原局", 2019), doc("c", "青河县林草局", 2020)]
    texts = {"b": "林业局更名为林业和草原局。", "c": "林业和草原局更名为林草局。"}
    assert names(resolved(documents, texts)) == [["青河县林业局", "青河县林业和草原局", "青河县林草局"]]


def test_a_reviewer_joins_and_parts() -> None:
    documents = [
        doc("a", LAND, 2019),
        doc("b", NATURE, 2020),
        doc("c", "财政局", 2020),
        doc("d", "财政局", 2020, "青河"),
    ]
    joined = identities(documents, (), [Correction(LAND, "", NATURE)])
    assert [LAND, NATURE] in names(joined)
    assert len(joined.departments) == 3
    assert any(e.ground == "file" for one in joined.departments for e in one.evidence)
    both = identities(documents, (), [Correction("财政局", "", "青河县财政局")])  # of either way to write the region
    assert ("c", "d") in [one.documents for one in both.departments]
    parted = identities(
        [doc("a", "财政局", 2020), doc("b", "青河县财政局", 2021)], (), [Correction("财政局", "青河县", "旧财政局")]
    )
    assert [one.identity for one in parted.departments] == ["旧财政局", "青河县财政局"]


def test_who_does_not_say_is_nobody() -> None:
    found = identities([doc("a", "", 2020), doc("b", " ", 2021)])
    assert (found.departments, found.unnamed, found.of("a")) == ((), ("a", "b"), None)


NAMES = st.sampled_from(("财政局", "青河县财政局", "国土资源局", "青河县自然资源局", "自然资源局（本级）", ""))
DOCUMENTS = st.lists(
    st.tuples(NAMES, st.sampled_from(("青河县", "临江市", "")), st.sampled_from((None, 2019, 2020, 2021))), max_size=12
).map(lambda rows: [NamedDocument(f"d{at:02}", *row) for at, row in enumerate(rows)])
TEXT = "青河县国土资源局更名为青河县自然资源局。"


@given(DOCUMENTS)
def test_everybody_has_one_identity_whatever_the_order(documents: list[NamedDocument]) -> None:
    texts = {one.doc_id: TEXT for one in documents}
    found = resolved(documents, texts)
    assert resolved(documents[::-1], texts) == found
    held = [doc_id for one in found.departments for doc_id in one.documents]
    assert sorted([*held, *found.unnamed]) == [one.doc_id for one in documents]
    for one in documents:
        department = found.of(one.doc_id)
        assert (department is None) == (not plain_name(one.name))
        # No department is of two regions.
        assert department is None or not one.region or department.region == one.region


def test_said_is_what_the_words_say() -> None:
    found = list(renamings("由原文化局、旅游局合并组建。文化局并入旅游局。", ["文化局", "旅游局"]))
    assert {(one.earlier, one.said) for one in found} >= {("文化局", Said.MERGED)}
