"""``miner check``: the findings of a document of the sample whose planted errors its truth names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from miner.cli import main
from miner.labels import ROLES
from miner.runs.mining import mine

SAMPLE = Path(__file__).resolve().parent.parent.parent / "corpus" / "sample"


def document(start: str) -> tuple[Path, str]:
    """The file of a unit and year, and the words or the amount of its planted error."""
    truth = next(SAMPLE.glob(f"{start}*.truth.json"))
    (error,) = json.loads(truth.read_text(encoding="utf-8"))["errors"]
    (path,) = [p for p in SAMPLE.glob(f"{start}*") if not p.name.endswith(".json")]
    return path, error["quote"]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(path: Path, *options: str) -> str:
        assert main(["check", str(path), *options]) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("start", ["青箬县教育局_2024", "映江区市场监督管理局_2023", "澜川市农业农村局_2023"])
def test_a_planted_error_is_printed_with_both_sides(start: str, check: Callable[..., str]) -> None:
    path, wrong = document(start)
    printed = check(path, "--no-hints")
    assert "错误" in printed
    assert "提示" not in printed
    assert wrong.removesuffix("万元") in printed


def test_for_programs_every_finding_has_key_and_evidence(check: Callable[..., str]) -> None:
    path, wrong = document("桐屿县农业农村局_2024")
    told = json.loads(check(path, "--json", "--checks"))
    (error,) = [f for f in told["findings"] if f["severity"] == "error"]
    assert error["key"]
    assert any(wrong in e["quote"] and e["bbox"] for e in error["evidence"])
    assert {e["role"] for e in error["evidence"]} >= {"text", "table"}
    assert {check["verdict"] for check in told["checks"]} >= {"pass", "not_applicable"}


def test_checks_say_why_they_were_not_made_and_english_is_spoken(check: Callable[..., str]) -> None:
    path, _ = document("青箬县教育局_2024")
    printed = check(path, "--checks", "--lang", "en")
    assert "T06-1" in printed
    assert "not applicable" in printed


def test_what_cannot_be_read_is_an_error_of_that_file(tmp_path: Path) -> None:
    path = tmp_path / "决算.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert main(["check", str(path)]) == 1


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.html")), ids=lambda path: path.stem)
def test_every_role_of_evidence_has_a_name_for_readers(path: Path) -> None:
    mined = mine(path)
    shown = [e for finding in mined.findings for e in finding.evidence] + [e for c in mined.checks for e in c.evidence]
    assert {evidence.role for evidence in shown} <= ROLES.keys()
