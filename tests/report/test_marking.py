from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from miner.report.marking import marked
from miner.store.stored import StoredFigure, StoredNarrative


def figure(start: int, end: int) -> StoredFigure:
    return StoredFigure(
        f"f{start}",
        "s",
        None,
        "",
        Decimal(1),
        "",
        "amount",
        "",
        "",
        None,
        None,
        start,
        end,
        None,
        "",
        None,
        "match",
        1.0,
        "",
    )


def narrative(start: int | None, end: int | None) -> StoredNarrative:
    return StoredNarrative("n", "s", "variance", "", "", "", "", "up", None, 0, 0, "", start, end)


def test_figures_and_reasons_are_marked_where_they_stand() -> None:
    text = "一、支出\n支出12万元，原因是人员增加3人。\n后文"
    at = text.index("人员")
    shown = marked("一、支出", text, [figure(7, 11), figure(at + 4, at + 6)], [narrative(at, at + 6)])
    first, second = shown.paragraphs
    assert [piece.text for piece in shown.heading] == ["一、支出"]
    assert [(piece.text, piece.figure is not None, piece.reason) for piece in first] == [
        ("支出", False, False),
        ("12万元", True, False),
        ("，原因是", False, False),
        ("人员增加", False, True),
        ("3人", True, True),
        ("。", False, False),
    ]
    assert [piece.text for piece in second] == ["后文"]


@given(
    st.text("甲1万\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=3),
)
def test_no_character_is_lost_or_doubled(
    text: str, figures: list[tuple[int, int]], reasons: list[tuple[int, int]]
) -> None:
    shown = marked("", text, [figure(a, a + n) for a, n in figures], [narrative(a, a + n) for a, n in reasons])
    kept = ["".join(piece.text for piece in paragraph) for paragraph in shown.paragraphs]
    assert kept == [line for line in text.split("\n") if line.strip()]


def test_figures_and_evidence_of_a_heading_are_marked_in_it() -> None:
    text = "1.办公费12万元。比上年增加"
    shown = marked("1.办公费12万元", text, [figure(5, 9)], [], [(2, 11, "g-0")])
    assert [(piece.text, piece.figure is not None, piece.anchors) for piece in shown.heading] == [
        ("1.", False, ()),
        ("办公费", False, ("g-0",)),
        ("12万元", True, ()),
        ("。", False, ()),
    ]
    assert [[piece.text for piece in paragraph] for paragraph in shown.paragraphs] == [["比", "上年增加"]]


def test_a_figure_that_the_end_of_the_title_cuts_is_whole_in_the_heading() -> None:
    shown = marked("占62", "占62.30%，完成", [figure(1, 7)], [])
    assert [(piece.text, piece.figure is not None) for piece in shown.heading] == [
        ("占", False),
        ("62.30%", True),
        ("，", False),
    ]
