"""A reason is taken apart where its writer did, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.explanations.points import points_of


def points(reason: str) -> list[str]:
    return [reason[start:end] for start, end in points_of(reason)]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("人员变动", ["人员变动"]),
        ("  人员增加；", ["人员增加"]),
        ("人员增加；缴费基数上调", ["人员增加", "缴费基数上调"]),
        ("人员增加。\n购置设备。", ["人员增加", "购置设备"]),
        ("一是人员增加，二是购置设备，三是物价上涨", ["一是人员增加", "二是购置设备", "三是物价上涨"]),
        ("（1）人员增加；（2）购置设备", ["（1）人员增加", "（2）购置设备"]),
        ("（一）人员增加。（二）购置设备。", ["（一）人员增加", "（二）购置设备"]),
        ("1.人员增加；2.购置设备", ["1.人员增加", "2.购置设备"]),
        ("1、人员增加\n2、购置设备", ["1、人员增加", "2、购置设备"]),
        ("①人员增加；②购置设备", ["①人员增加", "②购置设备"]),
        ("第一，人员增加；第二，购置设备", ["第一，人员增加", "第二，购置设备"]),
        ("首先，人员增加；其次，购置设备", ["首先，人员增加", "其次，购置设备"]),
        ("主要有以下原因：一是人员增加；二是购置设备", ["一是人员增加", "二是购置设备"]),
    ],
)
def test_points(reason: str, expected: list[str]) -> None:
    assert points(reason) == expected


@pytest.mark.parametrize(
    "reason",
    [
        "人员增加，缴费基数上调",
        "人员增加12.5万元，3、4月份停电",
        "一是人员增加",
        "其中一是新建、二是改建",
        "原因：人员增加",
    ],
)
def test_one_point(reason: str) -> None:
    assert points(reason) == [reason]


def test_one_number_alone_does_not_number() -> None:
    assert points("1.人员增加；购置设备") == ["1.人员增加", "购置设备"]


def test_where_numbers_stand_a_semicolon_does_not_part() -> None:
    assert points("一是人员增加；设备更新；二是物价上涨") == ["一是人员增加；设备更新", "二是物价上涨"]


@pytest.mark.parametrize(
    "effect",
    [
        "导致支出增加",
        "因此支出增加",
        "相应增加支出",
        "使支出增加",
        "从而增加了支出",
        "较上年增加5万元",
        "其中公用经费2万元",
    ],
)
def test_what_came_of_a_point_stays_with_it(effect: str) -> None:
    assert points(f"人员增加。{effect}；物价上涨") == [f"人员增加。{effect}", "物价上涨"]


def test_what_only_reassures_and_crumbs_stay_with_the_point_before() -> None:
    assert points("人员增加；相关支出均已履行审批程序；物价上涨") == ["人员增加；相关支出均已履行审批程序", "物价上涨"]
    assert points("人员增加；等。") == ["人员增加；等"]


def test_nothing_is_one_point_of_nothing() -> None:
    assert points_of("") == [(0, 0)]
    assert points("。；") == ["。；"]


MARKS = ["一是", "二是", "（1）", "（2）", "①"]
WORDS = ["人员增加", "购置设备", "导致支出增加"]
STOPS = "，,；;。、 \t\n\u3000"


@settings(deadline=None)
@given(st.lists(st.sampled_from([*MARKS, *WORDS, *WORDS, "，", "；", "。", "\n", " "]), max_size=14).map("".join))
def test_points_stand_in_order_and_leave_out_only_stops_and_marks(reason: str) -> None:
    spans = points_of(reason)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    outside = set(range(len(reason))).difference(*(range(start, end) for start, end in spans))
    assert {reason[at] for at in outside} <= {*STOPS, *"".join(MARKS)}
    if any(word in reason for word in WORDS):
        assert all(reason[start:end].strip(STOPS) == reason[start:end] != "" for start, end in spans)
