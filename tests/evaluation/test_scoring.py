"""The comparison with keys: what counts as the same, and that every difference is counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from miner.model import Direction, Narrative, NarrativeKind, Project
from tests.evaluation.scoring import Tally, comparable, fingerprint, point, read_key, score, total

REASON = "年中追加了青河堤防巡护经费"


def variance(**changes: Any) -> Narrative:
    """A mined variance that agrees with the key below."""
    plain = Narrative(
        ordinal=0,
        section=0,
        kind=NarrativeKind.VARIANCE,
        subject="农林水（类）水利（款）防汛（项）",
        account_code="2130314",
        text="…",
        reason=REASON + "。",
        direction=Direction.UP,
        char_start=0,
        char_end=1,
        basis="budget",
    )
    return replace(plain, **changes)


def project(name: str, spending: str | None, purpose: str) -> Narrative:
    """A mined project."""
    described = Project(name, None if spending is None else Decimal(spending), "万元", purpose, "")
    return variance(kind=NarrativeKind.PROJECT, subject=name, reason="", project=described)


KEY = read_key(
    "invented",
    {
        "file": "invented.txt",
        "sha256": "",
        "variances": [
            {
                "subject": "农林水支出（类）水利（款）防汛（项）",
                "account_code": "2130314",
                "basis": "budget",
                "direction": "up",
                "reason_sha": fingerprint(REASON),
                "reason_length": len(REASON),
                "reason_ends": "年中经费",
                "page": None,
            },
            {
                "subject": "公务接待费",
                "account_code": None,
                "basis": "last_year",
                "direction": "unstated",
                "direction_also": ["flat"],
                "reason_sha": "",
                "reason_length": 0,
                "reason_ends": "",
                "page": None,
            },
        ],
        "projects": [
            {
                "name": "堤防巡护项目",
                "amount": "12.5",
                "unit": "万元",
                "purpose_sha": fingerprint("堤防巡护"),
                "purpose_ends": "堤防巡护",
            },
            {
                "name": "表格里的项目",
                "amount": "1",
                "unit": "元",
                "purpose_sha": "",
                "purpose_ends": "",
                "optional": True,
            },
        ],
        "problems": [{"sha": fingerprint("目标不细"), "length": 4, "ends": "目标不细"}],
        "measures": [],
    },
)
HOSPITALITY = variance(
    subject="公务接待费支出", account_code="30217", basis="last_year", reason="", direction=Direction.FLAT
)
RIGHT = (
    variance(),
    HOSPITALITY,
    project("堤防巡护", "12.50", "堤防巡护。"),
    project("表格里的项目", None, ""),
    variance(kind=NarrativeKind.PROBLEM, text="一是目标不细；", reason=""),
)


def test_all_right() -> None:
    result = score(KEY, RIGHT)
    assert result.differences == []
    assert all(tally.expected == tally.mined == tally.right for tally in result.tallies.values())


@pytest.mark.parametrize(
    ("aspect", "changes"),
    [
        ("reason", {"reason": REASON + "，略有增加"}),
        ("reason", {"reason": ""}),
        ("direction", {"direction": Direction.DOWN}),
        ("code", {"account_code": "2130399"}),
        ("variance", {"basis": "last_year"}),
        ("variance", {"subject": "水利（款）防汛（项）"}),
    ],
)
def test_each_wrong_field_costs(aspect: str, changes: dict[str, Any]) -> None:
    result = score(KEY, (variance(**changes), *RIGHT[1:]))
    assert result.tallies[aspect].right == score(KEY, RIGHT).tallies[aspect].right - 1
    assert result.differences


def test_extras_cost_precision() -> None:
    result = score(KEY, (*RIGHT, variance(subject="公务用车购置费"), *RIGHT[2:3], *RIGHT[4:]))
    assert result.tallies["variance"] == Tally(2, 3, 2)
    assert result.tallies["project"] == Tally(1, 2, 1)
    assert result.tallies["problem"] == Tally(1, 2, 1)
    assert len(result.differences) == 3


def test_nothing_mined_is_no_recall() -> None:
    result = score(KEY, ())
    assert result.tallies["variance"].recall == 0
    assert result.tallies["variance"].precision is None
    assert len(result.differences) == 4


def test_wrong_amount_and_purpose() -> None:
    result = score(KEY, (project("堤防巡护项目", "12.6", "巡护"),))
    assert (result.tallies["amount"].right, result.tallies["purpose"].right) == (0, 0)


def test_totals_add_up() -> None:
    assert total([score(KEY, RIGHT), score(KEY, ())]).tallies["variance"] == Tally(4, 2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("因公出国（境）费支出", "因公出国(境)费"),
        ("“三公”经费财政拨款支出", "三公经费财政拨款"),
        ("青河县水利局2024年度收入支出总计", "收入支出总计"),
        ("一、收入支出决算总体情况说明", "收入支出决算总体"),
        ("农林水支出-水利-防汛", "农林水（类）水利（款）防汛（项）"),
    ],
)
def test_the_same_subject(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("财政拨款收入", "财政拨款支出"), ("公务用车购置费", "公务用车运行费")])
def test_different_subjects(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize("text", ["一是目标不细", "（一）目标不细", "1.目标不细", "二、目标不细", "目标 不细"])
def test_the_mark_of_a_point_does_not_count(text: str) -> None:
    assert fingerprint(point(text)) == fingerprint("目标不细")


def test_fingerprint_ignores_blanks_and_the_final_stop() -> None:
    assert fingerprint("人员 增加，\n支出增加。") == fingerprint("人员增加,支出增加")
    assert fingerprint("。") == ""
