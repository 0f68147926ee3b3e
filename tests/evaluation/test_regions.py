"""The floors on disclosures of regions that the miner was not developed on. They may rise, never fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chromium import required_chromium
from tests.evaluation.regions import document, print_pdf, score, slugs, truth

KEYED_AMOUNTS = 8409
"""Amounts in the keys' statutory tables: the fingerprint of what the floors stand for."""
UNREAD = {"chongqing_shaxi_wenhuaguan_2024": 0.96}
"""Recall on paper where a table without rulings cannot be proved and is left unread; elsewhere it is 1."""
UNTOLD = {"anhui_jiaotong_sangong_2024": ("scope: unknown, not department",)}
"""Identity that the document nowhere states."""

UNNAMED = {"guangdong_jianchayuan_2022": 1}
"""Planted errors that no finding names: a 机关运行经费 that is missed."""


def test_the_keys_are_those_that_the_floors_stand_for() -> None:
    amounts = sum(len(t["cells"]) for slug in slugs() for t in truth(slug)["tables"] if t["kind"] != "other")
    assert (len(slugs()), amounts) == (16, KEYED_AMOUNTS)


@pytest.mark.parametrize("slug", slugs())
def test_a_region_never_seen_is_read_whole_and_nobody_is_accused(slug: str) -> None:
    found = score(document(slug), truth(slug))
    assert found.identity == UNTOLD.get(slug, ())
    assert found.missing_headings == ()
    assert (found.precision, found.recall) == (1.0, 1.0)
    assert found.accusations == ()
    assert found.planted - found.caught == UNNAMED.get(slug, 0)


@pytest.mark.parametrize("slug", ["hubei_yiyuan_2024", "chongqing_shaxi_wenhuaguan_2024", "yunnan_hefeng_zhen_2022"])
def test_the_same_on_paper(slug: str, tmp_path: Path) -> None:
    required_chromium()
    found = score(print_pdf(slug, tmp_path), truth(slug))
    assert found.missing_headings == ()
    assert found.precision == 1.0
    assert found.recall >= UNREAD.get(slug, 1.0)
    assert found.accusations == ()
