from __future__ import annotations

import importlib.metadata
import json
import sys
import tempfile
from pathlib import Path

import pytest

from miner import doctor
from miner.cli import main
from miner.doctor import Diagnosis, State


def test_everything_here_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert {"Python", "SQLite", "pdfminer-six", "jieba"} <= {check["name"] for check in found["checks"]}
    assert not [check for check in found["checks"] if check["state"] == "fail"]


def test_one_failure_makes_exit_code_1_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "python_version", lambda: Diagnosis("Python", State.FAIL, "2.7", "换新的"))
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "✗" in said
    assert "换新的" in said


def test_a_dependency_that_is_absent_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        importlib.metadata, "requires", lambda name: ["no-such-package>=1", "pytest>=9; extra == 'test'"]
    )
    (only,) = doctor.dependencies()
    assert (only.name, only.state) == ("no-such-package", State.FAIL)
    assert "pip install" in only.remedy


@pytest.mark.parametrize(
    ("requirement", "pin", "state"),
    [
        ("jinja2>=3", importlib.metadata.version("jinja2"), State.OK),
        ("jinja2>=3", "0.0.1", State.WARN),
        ("jinja2==0.0.1", "0.0.1", State.FAIL),
        ("jinja2>=3", None, State.OK),
    ],
)
def test_a_dependency_is_compared_with_the_version_that_is_tested(
    requirement: str, pin: str | None, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: [requirement])
    monkeypatch.setattr(doctor, "tested_versions", lambda: {"jinja2": pin} if pin else {})
    (only,) = doctor.dependencies()
    assert only.state is state


def test_every_dependency_of_this_installation_is_a_tested_one() -> None:
    assert {item.state for item in doctor.dependencies()} == {State.OK}


def test_missing_and_hollow_models_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "beside_package", lambda name: tmp_path / name)
    assert doctor.model_files().state is State.FAIL
    (tmp_path / "models" / "accounts").mkdir(parents=True)
    assert doctor.model_files().state is State.FAIL
    words = tmp_path / "models" / "accounts" / "words.txt"
    words.write_text("")
    hollow = doctor.model_files()
    assert hollow.state is State.FAIL
    assert "accounts/words.txt" in hollow.found
    words.write_text("一般公共服务支出")
    assert doctor.model_files().state is State.OK


def test_a_temporary_folder_that_cannot_be_written_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("No space left")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert doctor.temporary_folder().state is State.FAIL


def test_a_memory_limit_that_is_not_kept_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_GREEDY", "print('allocated')")
    assert doctor.memory_limits().state is State.WARN


def test_a_terminal_without_chinese_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        encoding = "latin-1"

    monkeypatch.setattr(sys, "stdout", Terminal())
    assert doctor.terminal_encoding().state is State.WARN
