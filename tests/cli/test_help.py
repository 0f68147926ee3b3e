from __future__ import annotations

import re

import pytest

from miner import __version__
from miner.cli import main

COMMANDS = ("run", "show", "findings", "search", "judgements", "export", "doctor", "settings", "version", "corpus")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_chinese_by_default(command: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*([command] if command else []), "--help"]) == 0
    said = capsys.readouterr().out
    assert "用法" in said
    for english in ("Usage", "Options", "Arguments", "Show this message", "[required]"):
        assert english not in said


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_english_on_request_and_then_explains_nothing_in_chinese(
    command: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINER_LANG", "en")
    assert main([*([command] if command else []), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Usage" in said
    # Examples may name files in Chinese; sentences may not be.
    assert not [line for line in said.splitlines() if HAN.search(line) and "miner " not in line]


def test_the_option_says_the_language_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help", "--lang", "en"])
    assert "Commands" in capsys.readouterr().out
    main(["--help"])
    assert "命令" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command, "--help"])
    assert f"miner {command}" in capsys.readouterr().out.split("例如：")[1]


def test_nothing_asked_shows_the_help_and_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr()
    assert all(command in shown.out for command in COMMANDS)
    assert shown.err == ""


@pytest.mark.parametrize("line", ["version", "--version"])
def test_the_version(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([line]) == 0
    assert capsys.readouterr().out == f"miner {__version__}\n"
