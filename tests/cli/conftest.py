"""A clean place for every command line: no settings of the person who runs the tests, and the language as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from miner.bilingual import current_language, set_language
from miner.settings import FILE_VARIABLE, VARIABLES


@pytest.fixture(autouse=True)
def clean_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in (FILE_VARIABLE, *VARIABLES.values(), "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    language = current_language()
    yield
    set_language(language)
