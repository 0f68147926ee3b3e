from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from miner.comparing.holding import Held, hold
from miner.store import Reader
from tests.comparing.little_store import county, write


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("county") / "miner.db", county())


@pytest.fixture
def reader(store: Path) -> Iterator[Reader]:
    with Reader.open(store) as opened:
        yield opened


@pytest.fixture
def held(reader: Reader) -> Held:
    return hold(reader)
