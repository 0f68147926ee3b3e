from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from miner.report.workbook.text import fits, lines_in, pieces, units, visible

ANY = st.text(st.characters(codec=None), max_size=200) | st.text("_x0041\n😀甲\ud800\x00", max_size=60)


@given(ANY)
def test_what_is_visible_is_xml_and_says_which_characters_were_not(text: str) -> None:
    shown = visible(text)
    assert ElementTree.fromstring(f"<t>{shown.replace('&', '&amp;').replace('<', '&lt;')}</t>").text == (shown or None)
    assert visible(shown) == shown


def test_what_is_hidden_is_shown_escaped() -> None:
    assert visible("甲\x00乙\ud800\uffff\x1b\r\n丙\r\t丁") == "甲\\x00乙\\ud800\\uffff\\x1b\n丙\\x0d\t丁"


@given(ANY.map(visible), st.integers(2, 40), st.integers(1, 5))
def test_pieces_are_the_text_and_each_fits(text: str, most: int, lines: int) -> None:
    found = pieces(text, most, lines)
    assert "".join(found) == text
    for piece in found:
        assert fits(piece, most, lines)
        assert len(piece.encode("utf-16-le")) // 2 == units(piece) <= most
        assert piece.count("\n") <= lines


def test_a_cell_holds_so_much_and_no_more() -> None:
    assert len(pieces("甲" * 32_767)) == 1
    assert [len(piece) for piece in pieces("甲" * 32_768)] == [32_767, 1]
    assert [len(piece) for piece in pieces("😀" * 20_000)] == [16_383, 3_617]
    assert [piece.count("\n") for piece in pieces("行\n" * 300)] == [250, 50]


def test_han_characters_take_two_columns() -> None:
    assert lines_in("甲" * 10, 20) == 1
    assert lines_in("甲" * 11, 20) == 2
    assert lines_in("a\n\nb", 20) == 3
