"""The shipped sample is what the command of its manifest builds: the same truth, and the same words in every file."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

from miner.county.building import CountySettings, Document, county, read_truths
from miner.county.renderings import RENDERINGS, MissingLibrary
from miner.county.truth import Truth
from miner.county.truth_json import to_json
from miner.reading import read

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
MANIFEST = json.loads((SAMPLE / "county.json").read_text("utf-8"))
LARGEST = 8_000_000
"""Bytes: the sample travels with the sources."""


@lru_cache(maxsize=1)
def rebuilt() -> dict[str, Document]:
    said = MANIFEST["settings"]
    settings = CountySettings(
        said["departments"], tuple(said["years"]), said["seed"], said["errors"], said["form"], said["rendering"], said["boilerplate"]
    )  # fmt: skip
    return {one.file: one for one in county(settings)}


def words(path: Path) -> str:
    source = read(path)
    flow = [getattr(item, "text", "") for page in source.pages for item in page.flow]
    glyphs = [glyph.text for page in source.pages for glyph in page.glyphs]
    return re.sub(r"\s", "", "".join([*flow, *glyphs]))


def test_it_is_small_and_whole() -> None:
    files = {path.name for path in SAMPLE.iterdir()}
    named = {entry["file"] for entry in MANIFEST["documents"]}
    truths = {f"{Path(name).stem}.truth.json" for name in named}
    assert files == named | truths | {"county.json"}
    assert 25 <= len(named) <= 35
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < LARGEST


def test_it_shows_every_form_many_renderings_and_many_errors() -> None:
    entries = MANIFEST["documents"]
    assert len({entry["form"] for entry in entries}) >= 6
    assert len({entry["rendering"] for entry in entries}) >= 6
    assert len({entry["rules"] for entry in entries}) >= 5
    assert len({kind for entry in entries for kind in entry["errors"]}) >= 12


def test_the_truth_is_what_the_command_builds() -> None:
    assert set(rebuilt()) == {entry["file"] for entry in MANIFEST["documents"]}
    for name, document in rebuilt().items():
        kept = (SAMPLE / f"{Path(name).stem}.truth.json").read_text("utf-8")
        assert kept == to_json(document.truth()) + "\n", name


@pytest.mark.parametrize("name", sorted(entry["file"] for entry in MANIFEST["documents"]))
def test_the_files_say_what_the_command_prints(name: str, tmp_path: Path) -> None:
    document = rebuilt()[name]
    try:
        data = document.render()
    except MissingLibrary as missing:
        pytest.skip(f"{document.rendering} cannot print here: {missing.message}")
    path = tmp_path / name
    path.write_bytes(data)
    assert words(path) == words(SAMPLE / name)


def test_every_word_of_the_truth_is_in_the_file() -> None:
    for path, truth in read_truths(SAMPLE):
        if RENDERINGS[truth.rendering].suffix == ".pdf":
            continue  # lines of a page are put in order by layout; tests/evaluation/test_county.py sees to them
        plain = re.sub(r"[\s|\\*#>]", "", path.read_text("utf-8") if path.suffix in (".txt", ".md") else words(path))
        for narrative in truth.narratives:
            assert re.sub(r"[\s|\\*#>]", "", narrative.text) in plain, (path.name, narrative.text)


def test_errors_of_the_sample_are_listed_in_its_manifest() -> None:
    def kinds(truth: Truth) -> list[str]:
        return [error.kind for error in truth.errors]

    by_file = {entry["file"]: entry["errors"] for entry in MANIFEST["documents"]}
    assert {path.name: kinds(truth) for path, truth in read_truths(SAMPLE)} == by_file
