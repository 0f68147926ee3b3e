"""Every public function has an example, and the examples do what they say; so do those of docs/api.md."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import miner
from miner import api
from miner.api import Corpus
from tests.api.conftest import ROOT

FUNCTIONS = [name for name in api.__all__ if name != "Corpus"]
METHODS = [name for name, _ in inspect.getmembers(Corpus, inspect.isfunction) if not name.startswith("_")]
PAGE = ROOT / "docs" / "api.md"


@pytest.fixture(autouse=True)
def here(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)


def examples() -> Iterator[tuple[str, str]]:
    for name in FUNCTIONS:
        yield name, inspect.getdoc(getattr(api, name)) or ""
    for name in METHODS:
        yield f"Corpus.{name}", inspect.getdoc(getattr(Corpus, name)) or ""


@pytest.mark.parametrize(("name", "text"), [pytest.param(*one, id=one[0]) for one in examples()])
def test_the_example_of_a_function_does_what_it_says(name: str, text: str, corpus: Corpus) -> None:
    test = doctest.DocTestParser().get_doctest(text, {"miner": miner, "corpus": corpus}, name, None, None)
    assert test.examples, "it has no example"
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""


def test_the_code_of_the_page_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), known)
    assert capsys.readouterr().out


def test_the_page_names_all_that_is_public() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"miner.{name}(" not in text] == []
    assert [name for name in METHODS if f"corpus.{name}(" not in text] == []
