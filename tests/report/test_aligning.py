import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.report.aligning import Part, beside, values_of, with_values


def marked(parts: tuple[Part, ...]) -> str:
    signs = {"same": "", "added": "+", "left": "-", "slot": "="}
    return "|".join(signs[part.sort] + part.text for part in parts)


@pytest.mark.parametrize(
    ("template", "wording", "expected"),
    [
        ("人员增加", "人员增加", "人员增加"),
        ("人员增加", "在职人员增加", "+在职|人员增加"),
        ("人员大幅增加", "人员增加", "人员|-大幅|增加"),
        ("人员调整增加", "人员变动增加", "人员|-调整|+变动|增加"),
        ("{科目}增加", "{数}增加", "-{科目}|+{数}|增加"),
    ],
)
def test_a_wording_beside_the_template(template: str, wording: str, expected: str) -> None:
    assert marked(beside(template, wording)) == expected


@pytest.mark.parametrize(
    ("wording", "text", "expected"),
    [
        ("{科目}减少", "印刷费减少", "=印刷费|减少"),
        ("{年}新增{数}公务用车", "2025年新增1辆公务用车", "=2025年|新增|=1辆|公务用车"),
        ("压减{科目},{科目}等", "压减办公费、差旅费等", "压减|=办公费|、|=差旅费|等"),
        ("不再印刷{科目}", "《图册》不再印刷画册", "《图册》不再印刷画册"),
        ("图册不再印刷,停付{科目}", "《图册》 不再印刷，停付稿费", "《图册》 不再印刷，停付|=稿费"),
        ("{年}{科目}增加", "2024年会议费增加", "=2024年会议费|增加"),
        ("人员增加", "人员增加", "人员增加"),
        ("{科目}减少", "减少", "减少"),
        ("由{本单位}", "由本局", "由|=本局"),
        ("", "", ""),
    ],
)
def test_a_text_with_what_its_slots_hold(wording: str, text: str, expected: str) -> None:
    assert marked(with_values(wording, text)) == expected


def test_the_values_of_a_text_are_named_by_their_slots() -> None:
    assert values_of(with_values("{年}增加{数}人", "2024年增加3人")) == [("{年}", "2024年"), ("{数}", "3")]


ANY = st.text(st.sampled_from("甲乙{}科目额,，、 İß1a\n\U0001f600"), max_size=30)


@settings(deadline=None)
@given(ANY, ANY)
def test_no_character_is_lost_and_none_is_made(wording: str, text: str) -> None:
    assert "".join(part.text for part in with_values(wording, text)) == text
    assert "".join(part.text for part in beside(wording, text) if part.sort != "left") == text
    assert "".join(part.text for part in beside(wording, text) if part.sort != "added") == wording


def test_texts_nobody_would_write_are_aligned_too() -> None:
    long = "甲乙" * 20_000
    assert with_values("{数}甲" * 10_000, long)
    assert "".join(part.text for part in beside(long, long[1:] + "丙") if part.sort != "left") == long[1:] + "丙"
