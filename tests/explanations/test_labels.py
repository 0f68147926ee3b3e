"""A label is the head with what its members say: agreed words, words in brackets, choices, and the values of slots."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations.labels import label_of
from miner.model import Explanation
from tests.explanations.making import explanation


def said(*texts: str) -> list[Explanation]:
    """Each by another department."""
    return [explanation(text, f"第{number}财政局", number) for number, text in enumerate(texts)]


def label(head: str, *texts: str) -> str:
    return label_of(explanation(head).template, said(*texts))


class TestWords:
    def test_without_slots_and_differences_it_is_the_head(self) -> None:
        assert label("人员变动。", "人员变动", "人员变动。") == "人员变动"

    def test_what_some_leave_out_stands_in_brackets(self) -> None:
        texts = ["项目推进缓慢，相应的支出减少", "项目推进缓慢，相应支出减少", "项目推进缓慢，相应支出减少"]
        assert label(texts[0], *texts) == "项目推进缓慢,相应[的]支出减少"

    def test_where_they_differ_it_is_a_choice_of_the_commonest(self) -> None:
        texts = ["人员调整增加", "人员调整增加", "人员变动增加", "人员变动增加", "人员流动增加"]
        assert label(texts[0], *texts) == "人员{调整|变动}增加"

    def test_what_most_leave_out_is_no_choice(self) -> None:
        texts = ["人员大幅增加", "人员增加", "人员增加", "人员略微增加"]
        assert label(texts[0], *texts) == "人员[大幅]增加"

    @pytest.mark.parametrize(
        ("have", "without", "expected"),
        [(4, 1, "人员大幅增加"), (3, 1, "人员[大幅]增加"), (3, 2, "人员[大幅]增加")],
    )
    def test_four_in_five_are_agreed(self, have: int, without: int, expected: str) -> None:
        assert label("人员大幅增加", *["人员大幅增加"] * have, *["人员增加"] * without) == expected

    def test_what_others_add_does_not_show(self) -> None:
        assert label("人员增加", "人员增加", "在编人员增加", "人员大幅增加") == "人员增加"

    def test_without_members_it_is_the_head(self) -> None:
        assert label_of("{年}人员增加", []) == "{年}人员增加"


class TestSlots:
    def test_an_agreed_value_stands_in_the_label(self) -> None:
        texts = [f"{2020 + n}年公务接待费增加" for n in range(5)]
        assert label(texts[0], *texts) == "{年}公务接待费增加"

    def test_else_the_slot_with_its_commonest_value(self) -> None:
        texts = ["会议费增加", "会议费增加", "培训费增加", "差旅费增加"]
        assert label(texts[0], *texts) == "{科目：会议费}增加"

    def test_a_value_that_only_one_has_does_not_stand(self) -> None:
        assert label("追加3万元", "追加3万元", "追加5万元") == "追加{额}"

    def test_a_unit_stays_a_slot(self) -> None:
        members = [explanation(f"{unit}会议费增加", unit) for unit in ("甲单位", "乙单位")]
        assert label_of("{本单位}{科目}增加", members) == "{本单位}会议费增加"

    def test_values_count_only_where_the_template_is_the_head(self) -> None:
        texts = ["会议费增加", "会议费增加", "培训费大幅增加", "培训费大幅增加"]
        assert label("会议费增加", *texts) == "会议费增加"

    def test_a_slot_that_some_leave_out_stands_in_brackets_with_its_value(self) -> None:
        texts = ["会议费增加3万元", "会议费增加3万元", "会议费增加", "会议费增加"]
        assert label("会议费增加3万元", *texts) == "会议费增加[3万元]"


TEMPLATE = st.lists(st.sampled_from(["人员", "变动", "{额}", "{年}", "增加", "的", ","]), max_size=8).map("".join)


@settings(deadline=None)
@given(st.lists(TEMPLATE, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(texts: list[str], random: Random) -> None:
    members = said(*texts)
    head = members[0].template
    expected = label_of(head, members)
    random.shuffle(members)
    assert label_of(head, members) == expected
