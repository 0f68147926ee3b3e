"""Floors of the narratives' precision and recall, on the real documents and on the invented ones of other regions.

The floors are what was measured. They may rise, never silently fall: a changed key changes the fingerprint, and whoever
changes a key measures again (``python -m tests.evaluation.narratives``) and says why in the change.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.evaluation.narratives import KEYS, documents, narratives_of, regional
from tests.evaluation.regions import FOLDER as REGIONS
from tests.evaluation.scoring import ASPECTS, Score, fingerprint, score, total

KEYED = ("variances", "projects", "problems", "measures")


@dataclass(frozen=True, slots=True)
class Floor:
    """What was measured: the fingerprint of the keys, and the least precision and recall by aspect."""

    keys: str
    least: dict[str, tuple[float, float]]
    """Aspects that are not named stand at 1."""


REAL = Floor(keys="4bb986ec38a605c9", least={})
OTHERS = Floor(
    keys="6cf34ad70f1fbb14",
    least={
        "variance": (0.994, 0.989),
        "reason": (0.993, 0.991),
        "direction": (0.994, 0.989),
        # A budget's projects that stand only in a grid of indicators are not described in prose.
        "project": (1, 0.954),
        "amount": (1, 0.954),
    },
)


def keys_fingerprint(folder: Path) -> str:
    """A fingerprint of everything in a folder's keys that is scored here."""
    held = {}
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        held[path.stem] = {part: data[part] for part in KEYED}
    return fingerprint(json.dumps(held, ensure_ascii=False, sort_keys=True))


def fallen(scores: Iterable[Score], floor: Floor) -> list[str]:
    """The aspects that lie below their floor, in words."""
    found = []
    for aspect in ASPECTS:
        tally = total(scores).tallies[aspect]
        for name, value, least in zip(
            ("precision", "recall"), (tally.precision, tally.recall), floor.least.get(aspect, (1, 1)), strict=True
        ):
            if value is not None and math.floor(value * 1000) / 1000 < least:
                found.append(f"{aspect}: {name} {value:.4f}, was {least}")
    return found


def test_real_documents(reference: Path) -> None:
    assert keys_fingerprint(KEYS) == REAL.keys
    scores = [score(key, narratives_of(path)) for label, key, path in documents(reference) if "/" not in label]
    assert fallen(scores, REAL) == []
    assert all(total(scores).tallies[aspect].expected for aspect in ASPECTS)


def test_other_regions() -> None:
    assert keys_fingerprint(REGIONS) == OTHERS.keys
    scores = [score(key, narratives_of(path)) for _, key, path in regional()]
    assert fallen(scores, OTHERS) == []
    assert all(total(scores).tallies[aspect].expected for aspect in ASPECTS if aspect != "purpose")


def test_a_fall_is_reported() -> None:
    _, key, _ = next(regional())
    assert any("recall 0.0000" in words for words in fallen([score(key, ())], OTHERS))
