"""A folder as the examples see it: some of the sample's documents in ``corpus/sample``, mined into ``out``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import miner
from miner.api import Corpus

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "corpus" / "sample"
DOCUMENTS = (
    "岚阳县水利局_2023*.pdf",
    "岚阳县水利局_2024*.html",
    "映江区供销合作社联合社_2023*.md",
    "栖梧区审计局_202*.pdf",
)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    (folder / "corpus" / "sample").mkdir(parents=True)
    for pattern in DOCUMENTS:
        for path in SAMPLE.glob(pattern):
            shutil.copy(path, folder / "corpus" / "sample")
    miner.run(folder / "corpus" / "sample", folder / "out", workers=2)
    return folder


@pytest.fixture
def corpus(place: Path) -> Iterator[Corpus]:
    with miner.open(place / "out") as opened:
        yield opened
