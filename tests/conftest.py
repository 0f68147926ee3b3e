"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The first example of a test may load a dictionary or a classification; time says nothing about correctness.
settings.register_profile("miner", deadline=None)
settings.load_profile("miner")

CHECKOUT = Path(__file__).resolve().parent.parent


def reference_folder() -> Path:
    """The folder of reference documents and keys, which is never part of the project."""
    return Path(os.environ.get("MINER_REFERENCE", CHECKOUT.parent / "shared"))


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference folder; the test is skipped, saying so, where it is absent."""
    folder = reference_folder()
    if not (folder / "real").is_dir():
        pytest.skip(f"reference documents are absent: {folder} (set MINER_REFERENCE)")
    return folder
