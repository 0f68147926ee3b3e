"""Masking: the same wording gives the same template, and slots point to the words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.language.masking import SlotKind, mask, normalise

OWN = ("临江区财政局", "财政局")
PLACES = ("临江区",)


def template(text: str) -> str:
    return mask(text, OWN, ("青河县水利局",), PLACES).template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年新增2名人员，公用经费增加12.5万元。", "{年}新增{数}人员,公用经费增加{额}"),
        ("我局压减支出，会议费下降13.95%", "{本单位}压减支出,{科目}下降{率}"),
        ("较上年提高2个百分点", "较上年提高{率}"),
        ("临江区财政局与青河县水利局合并", "{本单位}与{单位}合并"),
        ("支持临江区防汛工作", "支持{地名}防汛工作"),
        ("机关事业单位基本养老保险缴费支出增加", "{科目}增加"),
        ("政府办公厅(室)及相关机构事务减少", "{科目}减少"),
        ("5G网络建设", "5G网络建设"),
        ("财政事务一般行政管理事务经费增加", "{科目}经费增加"),
        ("教育支出（类）普通教育（款）小学教育（项）减少", "{科目}减少"),
        ("因公出国（境）费、公务接待费减少", "{科目},{科目}减少"),
        ("推进教育、公安工作", "推进教育,公安工作"),
        ("公务接待批次减少", "{科目}批次减少"),
        ("公务接待经费与会议费增加", "{科目}与{科目}增加"),
        ("抚恤金增加", "{科目}增加"),
        ("死亡抚恤金增加", "死亡抚恤金增加"),
        ("办公设备购置支出增加", "{科目}增加"),
        ("办公设备购置增加", "办公设备购置增加"),
        ("我镇人员增加", "{本单位}人员增加"),
        ("本村民委员会换届", "本村民委员会换届"),
        ("本区域规划", "本区域规划"),
        ("本级财政追加", "本级财政追加"),
    ],
)
def test_slots(text: str, expected: str) -> None:
    assert template(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "人员变动，经费增加",
        "主要原因是：人员变动，经费增加。",
        "决算数大于年初预算数的主要原因是人员变动,经费增加",
        "主要是因为人员变动， 经费增加；",
        "系因人员变动、经费增加所致。",
        "由于人员\n变动，经费增加",
        "原因分析：“人员变动”，经费增加",
        "一是人员变动，经费增加",
        "（2）人员变动，经费增加；",
        "③人员变动，经费增加。",
        "3.人员变动，经费增加",
        "主要原因是：一是人员变动，经费增加",
        "支出较上年增加3万元，主要是人员变动，经费增加",
        "较上年减少5万元，降低10%，变动的主要原因是人员变动，经费增加",
        "收入减少。原因是人员变动，经费增加",
    ],
)
def test_one_wording_whatever_the_lead_in_the_punctuation_and_the_line_ends(text: str) -> None:
    assert template(text) == "人员变动,经费增加"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("系统建设经费增加", "系统建设经费增加"),
        ("因公出国任务减少", "因公出国任务减少"),
        ("因素分析法调整", "因素分析法调整"),
        ("一是", "一是"),
        ("主要原因是：", "主要原因是"),
        ("3.5万元用于购置", "{额}用于购置"),
        ("2、3月份停电", "{数},{数}月份停电"),
        ("机关大楼，主要是外墙维修", "机关大楼,主要是外墙维修"),
        ("工程款主要由财政承担", "工程款主要由财政承担"),
        ("项目支出3万元，主要用于购置电脑", "项目支出{额},主要用于购置电脑"),
    ],
)
def test_words_that_only_look_like_a_lead_in(text: str, expected: str) -> None:
    assert template(text) == expected


def test_the_whole_text_keeps_its_lead_in() -> None:
    text = "支出较上年增加3万元，主要是人员变动"
    assert mask(text).template == "人员变动"
    whole = mask(text, whole=True)
    assert whole.template == "支出较上年增加{额},主要是人员变动"
    assert [(slot.kind, text[slot.start : slot.end]) for slot in whole.slots] == [(SlotKind.AMOUNT, "3万元")]


def test_what_is_not_masked_has_no_slots() -> None:
    assert mask("支出较上年增加3万元，主要是人员变动").slots == ()


def test_a_long_account_is_taken_whole() -> None:
    masked = mask("其他政府办公厅（室）及相关机构事务支出减少")
    assert masked.template == "{科目}减少"
    assert masked.slots[0].value == "其他政府办公厅(室)及相关机构事务支出"


def test_offsets_count_in_the_text_as_given() -> None:
    text = "主要原因是 2024 年公务接\n待费增加 1,234.5 万元"
    slots = mask(text).slots
    assert [(slot.kind, text[slot.start : slot.end]) for slot in slots] == [
        (SlotKind.YEAR, "2024 年"),
        (SlotKind.ACCOUNT, "公务接\n待费"),
        (SlotKind.AMOUNT, "1,234.5 万元"),
    ]
    assert slots[1].value == "公务接待费"


def test_braces_in_the_text_are_no_slots() -> None:
    assert mask("{额}增加").slots == ()
    assert mask("{额}增加").template == "额增加"


@pytest.mark.parametrize("text", ["｛额｝增加", "︷额︸增加"])
def test_nor_are_braces_of_another_width(text: str) -> None:
    assert mask(text).template == "额增加"


def test_many_slots() -> None:
    text = "、".join(f"{n}.5万元" for n in range(1, 90))
    masked = mask(text)
    assert len(masked.slots) == 89
    assert masked.template == ",".join(["{额}"] * 89)


PIECES = st.sampled_from("主要原因是系因一（2）①人员变动较上年增加2024年12.5万元，。公务接待费临江区财政局 \n｛｝{}")


@settings(deadline=None)
@given(st.text(PIECES | st.characters(), max_size=50), st.booleans())
def test_any_text_is_masked_and_every_slot_holds_its_words(text: str, whole: bool) -> None:
    masked = mask(text, OWN, (), PLACES, whole=whole)
    assert masked.template.count("{") == len(masked.slots)
    ends = [0, *(slot.end for slot in masked.slots)]
    assert all(end <= slot.start < slot.end for end, slot in zip(ends, masked.slots, strict=False))


@settings(deadline=None)
@given(st.text(st.sampled_from("人员变动增加减少，。因为系主要原因是"), max_size=30))
def test_without_slots_the_template_is_the_normalised_text(text: str) -> None:
    assert mask(text).template == normalise(text)


PHRASES = st.lists(
    st.sampled_from(
        [
            "主要原因是",
            "一是",
            "支出较上年增加",
            "3万元",
            "，",
            "。",
            "主要是",
            "由于",
            "2024年",
            "会议费",
            "人员变动",
            "财政局",
        ]
    ),
    max_size=10,
).map("".join)


@settings(deadline=None)
@given(PHRASES)
def test_what_stands_behind_the_lead_in_is_masked_as_in_the_whole_text(text: str) -> None:
    behind, whole = mask(text, OWN), mask(text, OWN, whole=True)
    assert whole.template.endswith(behind.template)
    assert set(behind.slots) <= set(whole.slots)
