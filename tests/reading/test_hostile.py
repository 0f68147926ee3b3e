"""Every hostile file ends in a Source or in one of our errors, with a reason in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from miner.errors import UnreadableDocument
from miner.model import HealthVerdict, Source
from miner.reading import read
from tests.conftest import reference_folder


def _files() -> Iterator[Path]:
    yield from sorted((reference_folder() / "hostile").glob("*.pdf"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in _files()])
def test_a_source_or_a_plain_reason(
    path: Path, reference: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    outcome = _outcome(path)
    if isinstance(outcome, UnreadableDocument):
        assert outcome.message
        assert outcome.remedy
        assert "Error" not in outcome.message
    else:
        assert outcome.pages
        assert [page.number for page in outcome.pages] == list(range(1, len(outcome.pages) + 1))
        named = {problem.page for problem in outcome.problems}
        for page in outcome.pages:
            if page.health.verdict is HealthVerdict.UNREADABLE and not page.glyphs:
                assert page.number in named
    assert capsys.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.name.startswith("pdfminer") and record.levelno > 10]


def _outcome(path: Path) -> Source | UnreadableDocument:
    try:
        return read(path)
    except UnreadableDocument as error:
        return error
