"""Causes are told from effects; what a copier adds or drops is not compared; opposites point different ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations.concepts import concept_titles
from miner.explanations.parts import (
    _ALWAYS,
    _DESCRIBES,
    _LOWERS,
    _NAMED,
    _RAISES,
    _VAGUE,
    Parts,
    parts_of,
    says_nothing,
)
from miner.explanations.polarity import direction_of, polarity
from miner.language.masking import mask


def parts(text: str) -> Parts:
    return parts_of(mask(text).template)


class TestCauseAndEffect:
    @pytest.mark.parametrize(
        ("text", "cause", "effects"),
        [
            ("人员调出，导致经费减少", "人员调出", ("导致经费减少",)),
            ("人员调出导致经费减少", "人员调出", ("导致经费减少",)),
            ("人员减少，支出减少", "人员减少", ("支出减少",)),
            ("退休人员增加，使得退休费支出增加", "退休人员增加", ("使得{科目}增加",)),
            ("缴费基数上调，因此养老保险缴费支出相应增加", "缴费基数上调", ("因此养老保险缴费支出相应增加",)),
            ("人员退休，相应减少工资支出", "人员退休", ("相应减少工资支出",)),
            ("人员变动，导致工资、奖金、公积金等增加", "人员变动", ("导致工资,{科目},公积金等增加",)),
            ("受疫情影响，培训活动取消，培训费减少", "受疫情影响,培训活动取消", ("{科目}减少",)),
            ("会议增加，导致会议费增加，物价上涨", "会议增加,物价上涨", ("导致{科目}增加",)),
        ],
    )
    def test_effects_are_taken_off(self, text: str, cause: str, effects: tuple[str, ...]) -> None:
        found = parts(text)
        assert (found.cause, found.effects) == (cause, effects)

    @pytest.mark.parametrize(
        "text",
        [
            "人员变动",
            "发生故障",
            "典故宣传",
            "人员变动，上级专项资金减少",
            "项目竣工，追加经费",
            "人员增加，会议次数增加",
            "追加使用经费",
            "导致经费减少",
        ],
    )
    def test_what_is_no_effect_stays(self, text: str) -> None:
        found = parts(text)
        assert (found.cause, found.effects) == (mask(text).template, ())

    @pytest.mark.parametrize(
        ("text", "cause"),
        [
            ("人员增加，相关支出均已履行审批程序", "人员增加"),
            ("根据年初计划，人员增加", "人员增加"),
            ("在预算执行过程中，追加经费", "追加经费"),
            ("人员增加，处于合理区间", "人员增加"),
        ],
    )
    def test_what_stands_beside_any_reason_is_left_out(self, text: str, cause: str) -> None:
        assert parts(text).cause == cause

    def test_but_not_where_it_is_all_there_is(self) -> None:
        assert parts("根据年初计划").cause == "根据年初计划"

    @pytest.mark.parametrize(
        ("clause", "nothing"),
        [("结合工作开展", True), ("确保工作正常运转", True), ("根据人员增加情况", False), ("人员增加", False)],
    )
    def test_clauses_that_say_nothing(self, clause: str, nothing: bool) -> None:
        assert says_nothing(clause) is nothing

    @pytest.mark.parametrize("clause", ["根据工作实际", "根据工作需要"])
    def test_the_needs_of_the_work_say_nothing(self, clause: str) -> None:
        assert says_nothing(clause)

    def test_the_concepts_that_the_rules_name_are_in_the_lexicon(self) -> None:
        assert set(concept_titles()) >= _VAGUE | _ALWAYS | _NAMED | _DESCRIBES | _RAISES | _LOWERS


class TestCircular:
    @pytest.mark.parametrize(
        "text",
        [
            "经费增加",
            "基本支出增加",
            "略有增加",
            "正常变动",
            "实际支出小于年初预算数",
            "养老保险实际支出较预算小",
            "公务接待费支出减少",
            "本年无变化",
            "预算数与决算数一致",
            "项目支出增加12.5万元",
        ],
    )
    def test_only_that_something_differs(self, text: str) -> None:
        assert parts(text).circular

    @pytest.mark.parametrize(
        "text",
        ["人员增加", "公务接待批次减少", "厉行节约", "上级专项资金减少", "工程款增加", "会议费标准提高", ""],
    )
    def test_a_reason(self, text: str) -> None:
        assert not parts(text).circular


class TestBare:
    @pytest.mark.parametrize(
        ("text", "other"),
        [
            ("项目尚未完工", "项目还未完工"),
            ("公务接待批次减少", "本年度公务接待的批次有所减少"),
            ("落实过紧日子要求，压减开支", "认真落实过紧日子的要求，进一步压减了开支"),
            ("采购设备3台", "本年购买设备10台"),
            ("公务车辆报废", "公务用车报废"),
            ("云桥路改造工程未完工", "柳溪桥改造工程未完工"),
            ("我单位人员增加", "该单位人员增加"),
            ("人员及车辆增加", "人员和车辆增加"),
            ("没有变化", "无变动"),
        ],
    )
    def test_words_that_a_copier_changes_are_not_compared(self, text: str, other: str) -> None:
        assert parts(text).bare == parts(other).bare

    @pytest.mark.parametrize(
        ("text", "other"),
        [
            ("项目未完工", "项目已完工"),
            ("年中追加经费", "追加经费"),
            ("车辆购置", "车辆报废"),
            ("人员退休", "人员调出"),
        ],
    )
    def test_words_that_say_something_are(self, text: str, other: str) -> None:
        assert parts(text).bare != parts(other).bare

    def test_a_text_of_nothing_but_particles_is_kept(self) -> None:
        assert parts_of("的").bare == "的"
        assert parts_of("").bare == ""

    @pytest.mark.parametrize(
        ("text", "other"),
        [("青河县水利局职工退休", "临江区财政局职工退休"), ("智慧社区项目未验收", "数字档案馆项目未验收")],
    )
    def test_names_of_units_and_projects_go_although_they_hold_words_of_the_lexicon(
        self, text: str, other: str
    ) -> None:
        assert parts(text).bare == parts(other).bare


class TestConcepts:
    @pytest.mark.parametrize(
        ("text", "concepts"),
        [
            ("职工退休", {"staff", "retirement"}),
            ("到龄人员办理退休手续", {"staff", "retirement"}),
            ("受洪涝灾害影响", {"disaster"}),
            ("蓝天白云", set()),
        ],
    )
    def test_what_it_speaks_of(self, text: str, concepts: set[str]) -> None:
        assert concepts <= parts(text).concepts
        assert bool(concepts) == bool(parts(text).concepts)

    def test_the_effect_speaks_of_nothing(self) -> None:
        assert parts("职工退休，住房公积金支出减少").concepts == parts("职工退休").concepts

    @pytest.mark.parametrize(
        ("text", "concept"),
        [
            ("下属单位并入", "merged"),
            ("职务职级并行", "grade_parallel"),
            ("职务与职级并行", "grade_parallel"),
            ("报账不及时", "not_reimbursed"),
        ],
    )
    def test_words_of_the_lexicon_that_hold_a_particle(self, text: str, concept: str) -> None:
        assert concept in parts(text).concepts

    @pytest.mark.parametrize(
        ("text", "concept"),
        [
            ("上级资金下达", "superior_funds"),
            ("公务用车老旧", "car"),
            ("严控接待", "controlled"),
        ],
    )
    def test_words_of_the_lexicon_that_are_said_plainly(self, text: str, concept: str) -> None:
        assert concept in parts(text).concepts


class TestPolarity:
    def test_words_not_characters(self) -> None:
        assert polarity("未来科技城无人机项目") == ()
        assert polarity("退休人员、已知、没收") == ()
        assert polarity("新增人员，减少支出") == ("up", "down")
        assert polarity("增加项目，新增任务") == ("up",)

    @pytest.mark.parametrize(
        ("text", "way"),
        [
            ("人员增加，已支付", "up"),
            ("人员调出，未支付", "down"),
            ("人员调入、调出", ""),
            ("人员变动", ""),
        ],
    )
    def test_direction(self, text: str, way: str) -> None:
        assert direction_of(text) == way

    @pytest.mark.parametrize(
        "cause",
        ["人员变动", "政策调整", "科目调整", "缴费基数核定", "受疫情影响", "项目跨年实施", "机构改革"],
    )
    def test_a_cause_that_may_go_either_way_takes_the_way_of_its_effect(self, cause: str) -> None:
        up, down = parts(f"{cause}，支出增加"), parts(f"{cause}，支出减少")
        assert (up.polarity, down.polarity) == (("so up",), ("so down",))
        assert parts(cause).polarity == ()
        assert parts(f"{cause}，导致支出减少").polarity == down.polarity

    @pytest.mark.parametrize(
        ("cause", "effect"),
        [("人员减少", "支出减少"), ("进度缓慢", "支出减少"), ("人员调入", "支出增加"), ("物价上涨", "支出上升")],
    )
    def test_an_effect_that_the_cause_implies_adds_nothing(self, cause: str, effect: str) -> None:
        assert parts(f"{cause}，{effect}").polarity == parts(cause).polarity

    @pytest.mark.parametrize(("cause", "effect"), [("涨工资", "支出增加"), ("未购置公务用车", "支出减少")])
    def test_also_where_a_word_of_several_concepts_implies_it(self, cause: str, effect: str) -> None:
        assert parts(f"{cause}，{effect}").polarity == parts(cause).polarity

    def test_one_that_goes_against_it_does(self) -> None:
        assert parts("人员减少，支出增加").polarity == ("down", "so up")

    @pytest.mark.parametrize(("one", "other"), [("较高", "较低"), ("较多", "较少"), ("较大", "较小"), ("较快", "较慢")])
    def test_comparatives(self, one: str, other: str) -> None:
        assert polarity(one) != polarity(other)
        assert parts(f"上年同期项目支出{one}").polarity != parts(f"上年同期项目支出{other}").polarity


PIECES = st.lists(
    st.sampled_from(
        [
            "人员变动",
            "退休",
            "未",
            "导致",
            "经费",
            "{科目}",
            "减少",
            "增加",
            "根据工作需要",
            "的",
            "较",
            "项目",
            ",",
            ",",
            "(",
            ")",
        ]
    ),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(PIECES | st.text(max_size=20))
def test_any_template_has_parts_that_are_its_own_words(template: str) -> None:
    found = parts_of(template)
    assert bool(found.cause) == bool(found.bare) or template.strip(",") == ""
    clauses = template.split(",")
    assert all(any(clause in whole for whole in clauses) for clause in found.cause.split(","))
    assert all(effect in template for effect in found.effects)
    assert found.cause or not template
