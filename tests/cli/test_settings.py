from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from miner.bilingual import set_language
from miner.errors import UsageError
from miner.settings import Origin, Setting, load_settings


def found(name: str, folder: Path, **given: Any) -> Setting:
    in_force = load_settings(given.get("options", {}), given.get("environ", {}), folder, given.get("named"))
    return next(setting for setting in in_force.origins if setting.name == name)


def test_without_anything_every_value_is_a_default(tmp_path: Path) -> None:
    in_force = load_settings({}, {}, tmp_path)
    assert in_force.file is None
    assert {setting.origin for setting in in_force.origins} == {Origin.DEFAULT}
    assert in_force.values.workers >= 1
    assert in_force.values.language == "zh"


def test_option_wins_over_environment_over_file_over_default(tmp_path: Path) -> None:
    assert found("memory", tmp_path).origin is Origin.DEFAULT
    (tmp_path / "miner.toml").write_text("memory = 256\n", encoding="utf-8")
    assert found("memory", tmp_path) == Setting("memory", 256, Origin.FILE, str(tmp_path / "miner.toml"))
    environ = {"MINER_MEMORY": "512"}
    assert found("memory", tmp_path, environ=environ) == Setting("memory", 512, Origin.ENVIRONMENT, "MINER_MEMORY")
    options = {"memory": 640}
    assert found("memory", tmp_path, environ=environ, options=options) == Setting(
        "memory", 640, Origin.OPTION, "--memory"
    )


def test_an_option_that_was_not_given_says_nothing(tmp_path: Path) -> None:
    assert found("workers", tmp_path, options={"workers": None}).origin is Origin.DEFAULT


def test_a_named_file_wins_over_the_variable_over_the_folder(tmp_path: Path) -> None:
    for name, value in (("miner.toml", 200), ("team.toml", 300), ("mine.toml", 400)):
        (tmp_path / name).write_text(f"memory = {value}\n", encoding="utf-8")
    environ = {"MINER_SETTINGS": str(tmp_path / "team.toml")}
    assert found("memory", tmp_path).value == 200
    assert found("memory", tmp_path, environ=environ).value == 300
    assert found("memory", tmp_path, environ=environ, named=tmp_path / "mine.toml").value == 400


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_settings({}, {}, tmp_path, tmp_path / "nowhere.toml")
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_settings({}, {"MINER_SETTINGS": "nowhere.toml"}, tmp_path)


def test_an_unknown_key_is_an_error_that_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "miner.toml").write_text("worker = 2\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings({}, {}, tmp_path)
    assert "worker" in caught.value.message
    assert "workers" in caught.value.remedy


def test_an_unknown_key_like_no_other_lists_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "miner.toml").write_text("zzz = 2\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings({}, {}, tmp_path)
    assert all(name in caught.value.remedy for name in ("language", "workers", "timeout", "memory"))


@pytest.mark.parametrize("text", ["workers = ", 'language = "zh', "\xff"])
def test_a_broken_file_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "miner.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=r"miner\.toml"):
        load_settings({}, {}, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"), [("workers", 0), ("workers", "many"), ("timeout", 0), ("memory", 1), ("language", "fr")]
)
def test_a_value_that_cannot_be_says_who_gave_it_and_what_is_wanted(tmp_path: Path, name: str, value: Any) -> None:
    set_language("en")
    variable = {"language": "MINER_LANG"}.get(name, f"MINER_{name.upper()}")
    with pytest.raises(UsageError) as caught:
        load_settings({}, {variable: str(value)}, tmp_path)
    assert variable in caught.value.message
    assert name in caught.value.remedy
