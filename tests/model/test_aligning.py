"""Two wordings side by side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.model import aligning
from miner.model.aligning import Piece, differences


def test_a_template_beside_its_head() -> None:
    pieces = differences("人员{年}调整变动", "部门人员{额}调整")
    assert pieces == (
        Piece("部门", ""),
        Piece("人员", "人员"),
        Piece("{额}", "{年}"),
        Piece("调整", "调整"),
        Piece("", "变动"),
    )
    assert [piece.same for piece in pieces] == [False, True, False, True, False]
    assert differences("人员变动", "人员变动") == (Piece("人员变动", "人员变动"),)


TEMPLATE = st.lists(st.sampled_from(["人员", "变动", "{额}", "{年}", "增加", "的", ","]), max_size=8).map("".join)


@settings(deadline=None)
@given(TEMPLATE, TEMPLATE)
def test_the_pieces_join_to_both_templates_and_cut_no_slot(head: str, template: str) -> None:
    pieces = differences(head, template)
    assert "".join(piece.here for piece in pieces) == template
    assert "".join(piece.there for piece in pieces) == head
    assert all(side.count("{") == side.count("}") for piece in pieces for side in (piece.here, piece.there))


@pytest.mark.parametrize(
    ("head", "template", "expected"),
    [
        ("人员{年}增加", "人员{额}增加", [("人员", "人员"), ("{额}", "{年}"), ("增加", "增加")]),
        ("人员增加", "人员大幅增加", [("人员", "人员"), ("大幅", ""), ("增加", "增加")]),
        ("人员大幅增加", "人员增加", [("人员", "人员"), ("", "大幅"), ("增加", "增加")]),
        ("人员", "人员", [("人员", "人员")]),
        ("甲", "乙", [("乙", "甲")]),
        ("甲甲", "甲", [("甲", "甲"), ("", "甲")]),
    ],
)
def test_what_is_too_long_is_one_change(
    monkeypatch: pytest.MonkeyPatch, head: str, template: str, expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(aligning, "_TOO_MUCH", -1)
    assert differences(head, template) == tuple(Piece(*both) for both in expected)


@settings(deadline=None)
@given(TEMPLATE, TEMPLATE)
def test_one_change_loses_nothing_either(head: str, template: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aligning, "_TOO_MUCH", -1)
        pieces = differences(head, template)
    assert "".join(piece.here for piece in pieces) == template
    assert "".join(piece.there for piece in pieces) == head
