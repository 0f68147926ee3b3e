"""The verdict on a page follows from its characters and its images."""

from __future__ import annotations

import pytest

from miner.model import HealthVerdict
from miner.reading.health import judge


@pytest.mark.parametrize(
    ("text", "images", "verdict"),
    [
        ("", 0.0, HealthVerdict.EMPTY),
        (" \n　", 0.3, HealthVerdict.EMPTY),
        ("", 0.9, HealthVerdict.SCANNED),
        ("— 12 —", 0.9, HealthVerdict.SCANNED),
        ("— 12 —", 0.1, HealthVerdict.GOOD),
        ("青河县2024年度部门决算", 1.0, HealthVerdict.GOOD),
        ("一、收入支出决算总体情况说明。" * 5, 1.0, HealthVerdict.GOOD),
        ("1,234.56 0.00 88", 0.0, HealthVerdict.GOOD),
        ("plain English only", 0.0, HealthVerdict.GOOD),
        ("(cid:12)(cid:4)(cid:99)", 0.0, HealthVerdict.UNREADABLE),
        ("(cid:12)", 0.0, HealthVerdict.UNREADABLE),
        ("(cid:12)部门决算公开", 0.0, HealthVerdict.GOOD),
        ("支出(cid:1)(cid:2)(cid:3)合计", 0.0, HealthVerdict.UNREADABLE),
        ("Ô¤Ëã Ö§³ö ×Ü¼Æ", 0.0, HealthVerdict.UNREADABLE),
        ("第一部分 ················ 3", 0.0, HealthVerdict.GOOD),
        ("××县××局", 0.0, HealthVerdict.GOOD),
        ("café au lait, déjà vu", 0.0, HealthVerdict.GOOD),
        ("\ue001\ue002\ue003\ue004", 0.0, HealthVerdict.UNREADABLE),
        ("\uf0b7 部门职责：负责全县机关事务管理工作的组织实施", 0.0, HealthVerdict.GOOD),
        ("\x01\x02\x03\x04", 0.0, HealthVerdict.UNREADABLE),
        ("\ufffd\ufffd\ufffd 预算", 0.0, HealthVerdict.UNREADABLE),
    ],
)
def test_verdict(text: str, images: float, verdict: HealthVerdict) -> None:
    assert judge(text, images).verdict is verdict


def test_a_watermark_makes_no_page_of_a_scan() -> None:
    assert judge("仅供公开使用" * 20, 1.0, body="3").verdict is HealthVerdict.SCANNED
    assert judge("仅供公开使用" * 20, 0.0, body="3").verdict is HealthVerdict.GOOD


def test_shares_count_visible_characters() -> None:
    health = judge("合计 12 (cid:7) Ã©", 0.0)
    assert health.characters == 7
    assert health.han_share == pytest.approx(2 / 7)
    assert health.cid_share == pytest.approx(1 / 7)
    assert health.mojibake_share == pytest.approx(2 / 7)


def test_radicals_and_rare_characters_are_han() -> None:
    assert judge("⽀⻋㐀𠀀豈").han_share == 1.0


def test_repaired_pages_are_mined_and_marked() -> None:
    health = judge("部门决算", repaired=True)
    assert health.verdict is HealthVerdict.REPAIRED
    assert health.minable
    assert health.note
