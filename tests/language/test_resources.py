"""Where models/ is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.errors import MinerError
from miner.language import resources


def test_a_file_of_the_checkout() -> None:
    assert resources.models_path("accounts/functional.tsv").is_file()


def test_the_package_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, checkout = tmp_path / "package", tmp_path / "checkout"
    for folder in (package, checkout):
        folder.mkdir()
        (folder / "a.txt").write_text("x")
    monkeypatch.setattr(resources, "_FOLDERS", (package, checkout))
    assert resources.models_path("a.txt") == package / "a.txt"
    (package / "a.txt").unlink()
    assert resources.models_path("a.txt") == checkout / "a.txt"


def test_what_is_missing_is_named_with_a_remedy() -> None:
    with pytest.raises(MinerError) as caught:
        resources.models_path("nowhere/nothing.txt")
    assert "nowhere/nothing.txt" in caught.value.message
    assert caught.value.remedy
