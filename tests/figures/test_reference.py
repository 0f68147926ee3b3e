"""The keys of the reference folder: the 天元 document in all renderings, and the 规划和自然资源局 PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.figures import Bench, check_content, check_identities, collect_findings, find_figures, link_figures
from miner.language.numbers import find_numbers
from miner.model import Finding, Severity
from tests.evaluation.documents import understand
from tests.evaluation.figures import TIANYUAN, score

RENDERINGS = ("天元.docx", "天元.html", "天元_chromium.pdf", "天元_libreoffice.pdf", "天元_typst.pdf")


def findings(path: Path) -> tuple[Finding, ...]:
    document = understand(path)
    figures = find_figures(document, ())
    bench = Bench.read(document, figures)
    links = link_figures(bench, ())
    return collect_findings(bench, links, (*check_identities(bench, (), links), *check_content(bench, (), links)))


@pytest.mark.parametrize("name", [TIANYUAN, *RENDERINGS])
def test_every_keyed_figure_is_found_linked_and_judged(reference: Path, name: str) -> None:
    path = reference / ("real" if name == TIANYUAN else "rendered") / name
    assert score(reference, path) == {"found": 1.0, "linked": 1.0, "judged": 1.0, "beyond": 0}


def test_no_number_that_is_none_is_taken_for_a_figure(reference: Path) -> None:
    lines = (reference / "real" / TIANYUAN).read_text(encoding="utf-8").splitlines()
    key = json.loads((reference / "gold" / "tianyuan_2024_nonfigures.json").read_text(encoding="utf-8"))
    for entry in key:
        figures = find_numbers(lines[entry["line"] - 1])
        taken = [f.text for f in figures if f.start < entry["char_end"] and entry["char_start"] < f.end]
        assert not taken, entry


def test_findings_of_the_tianyuan_document(reference: Path) -> None:
    found = findings(reference / "real" / TIANYUAN)
    errors = [finding.message for finding in found if finding.severity is Severity.ERROR]
    assert len(errors) == 2
    assert "99.66%" in errors[0]
    assert "94.92%" in errors[1]
    assert any("300.95" in finding.message for finding in found)
    assert any(finding.rule == "NAME" and "党委办公厅（委）" in finding.message for finding in found)
    assert sum(finding.rule == "ROUNDING" for finding in found) == 1


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("5377.64", 24),
        ("4896.98", 24),
        ("增长13.95", 21),
        ("机关事业单位退休人员活动费支出", 22),
        ("其他国土资源事务支出", 24),
        ("住房保障支出（款）", 24),
        ("下降（增长）27.78%", 25),
    ],
)
def test_what_is_wrong_in_the_planning_bureaus_accounts(reference: Path, words: str, page: int) -> None:
    (path,) = (reference / "real").glob("*规划和自然资源局*.pdf")
    found = findings(path)
    assert any(words in f.message and page in {e.page for e in f.evidence} for f in found)
    assert [f.rule for f in found if f.severity is Severity.ERROR] == ["LINK", "LINK"]
