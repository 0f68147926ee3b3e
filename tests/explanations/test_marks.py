"""Each mark where the words prove it, and not where they only come near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations.marks import marks_of
from miner.model import Direction, Explanation, Mark, NamedCause
from tests.explanations.making import explanation

CITY, WATER = "临江区财政局", "青河县水利局"


def marked(explanations: Sequence[Explanation], mark: Mark) -> list[int]:
    """The places of the explanations that have the mark."""
    marks = marks_of(explanations, {})
    return [at for at, one in enumerate(explanations) if mark in marks.get(one.explanation_id, ())]


class TestEmpty:
    @pytest.mark.parametrize(
        ("named", "empty"), [(("empty",), True), (("empty", "personnel"), False), (("personnel",), False), ((), False)]
    )
    def test_only_where_it_names_nothing_else(self, named: tuple[str, ...], empty: bool) -> None:
        one = explanation("支出增加")
        causes = {one.explanation_id: [NamedCause(cause, 0.9) for cause in named]}
        assert marks_of([one], causes) == ({one.explanation_id: (Mark.EMPTY,)} if empty else {})

    def test_not_where_nobody_said_what_it_names(self) -> None:
        assert marks_of([explanation("支出增加")], {}) == {}


def test_what_a_finding_shows_to_contradict_is_marked() -> None:
    one, other = explanation("人员减少", number=0), explanation("人员增加", number=1)
    assert marks_of([one, other], {}, [one.explanation_id]) == {one.explanation_id: (Mark.CONTRADICTS,)}


class TestBothWays:
    UP = replace(explanation("人员变动", number=0), direction=Direction.UP, basis="budget")
    DOWN = replace(explanation("人员变动", number=1), direction=Direction.DOWN, basis="budget")

    def test_the_same_words_for_a_rise_and_a_fall(self) -> None:
        assert marked([self.UP, self.DOWN], Mark.BOTH_WAYS) == [0, 1]

    @pytest.mark.parametrize(
        "other",
        [
            replace(DOWN, direction=Direction.UP),
            replace(DOWN, direction=Direction.UNSTATED),
            replace(DOWN, direction=Direction.FLAT),
            replace(DOWN, basis="last_year"),
            replace(DOWN, doc_id="another"),
            replace(DOWN, template="人员调出"),
        ],
    )
    def test_not_otherwise(self, other: Explanation) -> None:
        assert marked([self.UP, other], Mark.BOTH_WAYS) == []


class TestManySubjects:
    @staticmethod
    def used_for(*subjects: str, text: str = "据实列支") -> list[Explanation]:
        return [replace(explanation(text, number=n), subject=subject) for n, subject in enumerate(subjects)]

    def test_three_subjects(self) -> None:
        assert marked(self.used_for("教育支出", "住房保障支出", "公务接待费"), Mark.MANY_SUBJECTS) == [0, 1, 2]

    def test_lead_ins_and_stops_make_no_difference(self) -> None:
        held = self.used_for("教育支出", "住房保障支出", "公务接待费")
        held[1] = replace(held[1], text="主要原因是：据实列支。")
        assert marked(held, Mark.MANY_SUBJECTS) == [0, 1, 2]

    @pytest.mark.parametrize("subjects", [("教育支出", "住房保障支出", "教育支出"), ("教育支出", "住房保障支出", "")])
    def test_not_two(self, subjects: tuple[str, ...]) -> None:
        assert marked(self.used_for(*subjects), Mark.MANY_SUBJECTS) == []

    def test_not_in_three_documents_and_not_in_other_words(self) -> None:
        held = self.used_for("教育支出", "住房保障支出", "公务接待费")
        assert marked([held[0], held[1], replace(held[2], doc_id="another")], Mark.MANY_SUBJECTS) == []
        assert marked([held[0], held[1], replace(held[2], text="按实列支")], Mark.MANY_SUBJECTS) == []

    def test_figures_are_words_here(self) -> None:
        held = self.used_for("教育支出", "住房保障支出", "公务接待费", text="追加3万元")
        assert marked([held[0], held[1], replace(held[2], text="追加5万元")], Mark.MANY_SUBJECTS) == []


class TestOthersName:
    OWN = explanation(f"{WATER}办公楼搬迁", WATER)

    def test_the_others_own_words_with_its_name(self) -> None:
        assert marked([self.OWN, explanation(f"{WATER}办公楼搬迁", CITY)], Mark.OTHERS_NAME) == [1]

    def test_also_from_one_who_said_it_of_itself_in_another_year(self) -> None:
        earlier = explanation("我局办公楼搬迁", WATER, year=2022)
        assert marked([earlier, explanation(f"{WATER}办公楼搬迁", CITY)], Mark.OTHERS_NAME) == [1]

    @pytest.mark.parametrize(
        "other",
        [
            explanation(f"{WATER}下达资金", CITY),
            explanation("某某局办公楼搬迁", CITY),
            explanation(f"{WATER}办公楼搬迁", "", doc="nobody"),
            explanation(f"{WATER}办公楼搬迁", f"{WATER}机关"),
        ],
    )
    def test_not_otherwise(self, other: Explanation) -> None:
        assert marked([self.OWN, other, explanation("人员变动", CITY, 9)], Mark.OTHERS_NAME) == []

    def test_a_unit_that_only_names_itself_copied_nothing(self) -> None:
        assert marked([self.OWN, explanation(f"{CITY}办公楼搬迁", CITY)], Mark.OTHERS_NAME) == []


class TestOtherYear:
    TEXT = "2022年新增公务用车1辆"

    def test_last_years_words_with_last_years_number(self) -> None:
        held = [explanation(self.TEXT, year=2022), explanation(f"主要是{self.TEXT}。", year=2023)]
        assert marked(held, Mark.OTHER_YEAR) == [1]

    @pytest.mark.parametrize(
        "later",
        [
            explanation("2022年新增公务用车2辆", year=2023),
            explanation(TEXT, year=2024),
            explanation(TEXT, WATER, year=2023),
            explanation(TEXT, year=None),
            explanation("新增公务用车1辆", year=2023),
        ],
    )
    def test_not_otherwise(self, later: Explanation) -> None:
        held = [explanation(self.TEXT, year=2022), explanation("新增公务用车1辆", year=2022, number=1), later]
        assert marked(held, Mark.OTHER_YEAR) == []

    def test_not_where_this_year_is_named_too(self) -> None:
        text = "2022年立项、2023年完工"
        assert marked([explanation(text, year=2022), explanation(text, year=2023)], Mark.OTHER_YEAR) == []


class TestSameAmount:
    ONE = explanation("追加项目资金12.5万元", CITY)

    @pytest.mark.parametrize(
        "other",
        [
            explanation("追加项目资金12.5万元", WATER),
            explanation("追加项目资金12.5万元", CITY, year=2023),
            explanation("追加项目资金12.5万元。", "", doc="somebody"),
        ],
    )
    def test_of_another_department_or_year(self, other: Explanation) -> None:
        assert marked([self.ONE, other], Mark.SAME_AMOUNT) == [0, 1]

    @pytest.mark.parametrize(
        "other",
        [
            explanation("追加项目资金12.6万元", WATER),
            explanation("追加专项资金12.5万元", WATER),
            explanation("追加项目资金12.5万元", CITY, 1),
        ],
    )
    def test_not_otherwise(self, other: Explanation) -> None:
        assert marked([self.ONE, other], Mark.SAME_AMOUNT) == []

    def test_few_digits_are_the_same_by_chance(self) -> None:
        for amount, places in (("12万元", []), ("120万元", [0, 1])):
            held = [explanation(f"追加资金{amount}", unit) for unit in (CITY, WATER)]
            assert marked(held, Mark.SAME_AMOUNT) == places

    def test_all_amounts_have_to_agree(self) -> None:
        held = [explanation(f"追加12.5万元，结转{rest}万元", unit) for unit, rest in ((CITY, "3.25"), (WATER, "4.25"))]
        assert marked(held, Mark.SAME_AMOUNT) == []


def test_several_marks_in_their_order() -> None:
    up = replace(explanation("支出增加", number=0), direction=Direction.UP)
    down = replace(explanation("支出增加", number=1), direction=Direction.DOWN)
    causes: Mapping[str, Sequence[NamedCause]] = {down.explanation_id: [NamedCause("empty", 1.0)]}
    marks = marks_of([down, up], causes, [down.explanation_id])
    assert marks == {
        up.explanation_id: (Mark.BOTH_WAYS,),
        down.explanation_id: (Mark.EMPTY, Mark.CONTRADICTS, Mark.BOTH_WAYS),
    }
    assert list(marks) == [up.explanation_id, down.explanation_id]


def test_nothing_to_mark() -> None:
    assert marks_of([], {}) == {}


SAID = st.lists(
    st.tuples(
        st.sampled_from(["人员变动", "追加资金12.5万元", f"{WATER}搬迁", "2023年维修房屋"]),
        st.sampled_from([CITY, WATER, ""]),
        st.sampled_from([2022, 2023, 2024]),
        st.sampled_from(list(Direction)),
        st.sampled_from(["教育支出", "住房保障支出", "公务接待费", ""]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(SAID, st.permutations(range(12)))
def test_the_order_of_the_explanations_does_not_matter(
    said: list[tuple[str, str, int, Direction, str]], order: list[int]
) -> None:
    made = [
        replace(explanation(text, unit, number, year=year), direction=direction, subject=subject)
        for number, (text, unit, year, direction, subject) in enumerate(said)
    ]
    assert marks_of([made[at] for at in order if at < len(made)], {}) == marks_of(made, {})
