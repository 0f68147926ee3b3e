"""The box drawn over a page covers what it is said to cover: by numbers, for every box of the sample and of the real documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.model import BBox, PageSize
from tests.evaluation.boxes import FLOORS, Spot, covered, covered_in, fallen, floors, real_files, sample_files, tallies
from tests.evaluation.pdfium_glyphs import SeenPages
from tests.reading.pdf_bytes import Sheet, pdf_of, text_at


def require_as_good(name: str, files: list[Path]) -> None:
    found = [one for path in files for one in covered_in(path)]
    assert [(one.verdict, one.spot, one.found) for one in found if not one.good] == []
    now = floors(name, files, tallies(found))
    kept = {key: was for key, was in json.loads(FLOORS.read_text("utf-8")).items() if key.startswith(f"{name} ")}
    assert now[f"{name} files"] == kept[f"{name} files"], (
        "the documents have changed: look at the figures and run the command with --update"
    )
    assert fallen(kept, now) == []
    assert now.keys() == kept.keys()


def test_every_box_of_the_sample_covers_its_words_and_nothing_else() -> None:
    require_as_good("sample", sample_files())


def test_every_box_of_the_real_documents_covers_its_words_and_nothing_else(reference: Path) -> None:
    assert reference.is_dir()
    require_as_good("real", real_files())


@pytest.mark.parametrize(
    ("box", "verdict"),
    [
        ((100, 132, 148, 144), "exact"),
        ((100, 132, 142, 144), "missing"),
        ((106, 132, 148, 144), "missing"),
        ((100, 132, 154, 144), "surplus"),
        ((94, 132, 148, 144), "surplus"),
        ((100, 132, 148, 160), "surplus"),
        ((100, 150, 148, 158), "missing"),
        ((100, 820, 148, 850), "off the page"),
        ((148, 132, 100, 144), "off the page"),
    ],
)
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_box_that_is_off_by_one_character_is_noticed(tmp_path: Path, box: BBox, verdict: str, rotate: int) -> None:
    """Courier of 10 points: 6 points a character, baseline 142 points from the top."""
    path = tmp_path / "a.pdf"
    writing = text_at(88, 700, "is1234.56xy") + text_at(100, 688, "beneath it")
    turn = f"/Rotate {rotate}" if rotate else ""
    path.write_bytes(pdf_of(Sheet(writing, extra=turn)))
    size = PageSize(595, 842, 270 if rotate else 0, 0.0)
    spot = Spot("figure", "f0", "1234.56x", ((1, box),))
    assert covered(spot, SeenPages(path), {1: size}).verdict == verdict


def test_a_floor_does_not_fall_in_silence() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert fallen(kept, {**kept, "sample figure wrong": kept["sample figure wrong"] + 1}) != []
    key = "real figure ink covered at least"
    assert fallen(kept, {**kept, key: kept[key] - 0.01}) != []
    assert fallen(kept, kept) == []
