"""Numbers in cells and in prose: what is a figure, what is none, and why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.language.numbers import Exclusion, find_numbers, parse_cell, read_han, scan_numbers
from miner.model import CellState


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2, 945. 90", "2945.90"),
        ("2,945.90", "2945.90"),
        ("-12.3", "-12.3"),
        ("（12.30）", "-12.30"),
        ("１２．５", "12.5"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("97.19%", "97.19"),
        ("1 234", "1234"),
        ("1,234\n.50", "1234.50"),
    ],
)
def test_cells_with_numbers(raw: str, value: str) -> None:
    assert parse_cell(raw) == (CellState.NUMBER, Decimal(value))


@pytest.mark.parametrize("raw", ["", "  ", "—", "-", "--", "/", "……"])
def test_a_dash_is_blank_and_not_nought(raw: str) -> None:
    assert parse_cell(raw) == (CellState.BLANK, None)


@pytest.mark.parametrize("raw", ["###", "***", "12,34", "1.2E+5", "12 34", "3\ufffd5"])
def test_damaged_numbers_are_unreadable(raw: str) -> None:
    assert parse_cell(raw) == (CellState.UNREADABLE, None)


@pytest.mark.parametrize("raw", ["合计", "（1）", "06", "2024.12.31", "12.5万元", "6222021234567890123"])
def test_words_and_codes_are_text(raw: str) -> None:
    assert parse_cell(raw) == (CellState.TEXT, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入总计2945.90万元，增长13%。", [("2945.90", "万元"), ("13", "%")]),
        ("合计2, 945. 90 万元", [("2945.90", "万元")]),
        ("接待支出0.40万（含外宾接待支出0万元）", [("0.40", "万元"), ("0", "万元")]),
        ("增长-5.2％，提高2.3个百分点", [("-5.2", "%"), ("2.3", "个百分点")]),
        ("百分之十二点五，百分之30", [("12.5", "%"), ("30", "%")]),
        ("设备（不含车辆）6台（套）", [("6", "台（套）")]),
        ("接待2批次、26人次", [("2", "批次"), ("26", "人次")]),
        ("2024年度项目39个，平均得分99.33分", [("39", "个"), ("99.33", "分")]),
        ("出车 3538 趟，行驶20.4万公里", [("3538", "趟"), ("20.4", "万公里")]),
        ("中标金额壹佰万元整，购置三十二辆", [("1000000", "元"), ("32", "辆")]),
        ("１２．５万元", [("12.5", "万元")]),
        ("合计1，234.56万元", [("1234.56", "万元")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(str(mention.value), mention.unit) for mention in find_numbers(text)]
    assert [(Decimal(value), unit) for value, unit in found] == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "exclusion"),
    [
        ("2024年度", Exclusion.YEAR),
        ("12月前", Exclusion.DATE),
        ("使用年限为50年", Exclusion.DURATION),
        ("2010301行政运行", Exclusion.CODE),
        ("第3批", Exclusion.ORDINAL),
        ("1、行政运行（项）", Exclusion.LIST_NUMBER),
        ("（12）物业费项目", Exclusion.LIST_NUMBER),
        ("9.节能环保支出", Exclusion.LIST_NUMBER),
        ("财预〔2016〕143号", Exclusion.DOCUMENT_NUMBER),
        ("单位价值100万元以上设备", Exclusion.THRESHOLD),
        ("单价50万元（含）以上", Exclusion.THRESHOLD),
        ("更换60x60铝扣板", Exclusion.SIZE),
        ("更换60×60铝扣板", Exclusion.SIZE),
        ("按1:2配套", Exclusion.RATIO),
        ("上午8:30开始", Exclusion.TIME),
        ("附楼1楼大厅", Exclusion.NAME),
        ("PM2.5浓度", Exclusion.NAME),
        ("压减5-10%", Exclusion.RANGE),
        ("附件3", Exclusion.NO_UNIT),
    ],
)
def test_numbers_that_are_no_figures(text: str, exclusion: Exclusion) -> None:
    mentions = scan_numbers(text)
    assert mentions
    assert {mention.exclusion for mention in mentions} == {exclusion}


@pytest.mark.parametrize("text", ["打造三个高地", "这是一项工作", "落实八项规定", "党的二十大精神", "第十二届大会"])
def test_han_numerals_in_words_are_no_figures(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize("text", ["比上年增长13.95。", "年初预算为300.95，", "占本年支出的12.5；"])
def test_a_missing_unit_is_seen(text: str) -> None:
    (mention,) = find_numbers(text)
    assert mention.missing_unit
    assert mention.unit == ""


def test_places_and_spans_are_as_printed() -> None:
    text = "支出决算为424万元，完成99.80%，约300余人。"
    amount, share, people = find_numbers(text)
    assert text[amount.start : amount.end] == amount.text == "424万元"
    assert (amount.decimals, share.decimals) == (0, 2)
    assert people.approximate
    assert not amount.approximate


@pytest.mark.parametrize(
    ("words", "value"), [("三十二", "32"), ("壹佰万", "1000000"), ("十二点五", "12.5"), ("一亿二千万", "120000000")]
)
def test_han_numerals(words: str, value: str) -> None:
    assert read_han(words) == Decimal(value)


def test_no_han_numeral() -> None:
    assert read_han("若干") is None


_PIECES = st.sampled_from(
    [
        "2024",
        "年",
        "0",
        "12.5",
        "万元",
        "1,234",
        "%",
        "增长",
        "占",
        "（",
        "）",
        "、",
        "三十二",
        "辆",
        "百分之",
        "第",
        "-",
        " ",
        "\n",
        "．",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_gives_ordered_mentions_that_stand_where_they_say(text: str) -> None:
    mentions = scan_numbers(text)
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(mention.decimals >= 0 for mention in mentions)


@given(st.text(max_size=20))
def test_any_cell_has_a_value_just_where_it_is_a_number(raw: str) -> None:
    state, value = parse_cell(raw)
    assert (state is CellState.NUMBER) == (value is not None)
