from __future__ import annotations

from pathlib import Path

import pytest

from miner.cli.arguments import general_first, value_of, wanted_language


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("run x -o out", "run x -o out"),
        ("run x --lang en -o out", "--lang en run x -o out"),
        ("run x --lang=en --debug", "--lang=en --debug run x"),
        ("settings --settings team.toml", "--settings team.toml settings"),
        ("run x --lang", "--lang run x"),
        ("show -- --lang", "show -- --lang"),
    ],
)
def test_general_options_come_first_wherever_they_stand(line: str, expected: str) -> None:
    assert general_first(line.split()) == expected.split()


def test_the_last_value_counts_and_what_follows_two_dashes_does_not() -> None:
    assert value_of("--lang", ["--lang", "zh", "run", "--lang=en"]) == "en"
    assert value_of("--lang", ["run", "--", "--lang", "en"]) is None


def test_language_option_wins_over_variable_over_file(tmp_path: Path) -> None:
    assert wanted_language([], {}, tmp_path) == "zh"
    (tmp_path / "miner.toml").write_text('language = "en"\n', encoding="utf-8")
    assert wanted_language([], {}, tmp_path) == "en"
    assert wanted_language([], {"MINER_LANG": "zh"}, tmp_path) == "zh"
    assert wanted_language(["--lang", "en"], {"MINER_LANG": "zh"}, tmp_path) == "en"


def test_what_is_wrong_elsewhere_leaves_the_language_that_was_asked(tmp_path: Path) -> None:
    (tmp_path / "miner.toml").write_text("nonsense = [", encoding="utf-8")
    assert wanted_language([], {"MINER_LANG": "klingon"}, tmp_path) == "zh"
    assert wanted_language(["--lang", "en"], {}, tmp_path) == "en"


def test_a_wrong_number_in_the_environment_does_not_hide_the_file(tmp_path: Path) -> None:
    (tmp_path / "miner.toml").write_text('language = "en"\n', encoding="utf-8")
    assert wanted_language([], {"MINER_WORKERS": "many"}, tmp_path) == "en"
