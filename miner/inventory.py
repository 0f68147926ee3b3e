"""What `models/` holds: what each model is, what it was made from, how good it is, how to make it again.

`models/models.toml` describes them; sizes and fingerprints are read off the files that are there.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from miner.bilingual import say
from miner.language.resources import models_path

DESCRIPTION = "models.toml"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model."""

    name: str
    """Its folder in ``models/``."""
    what: str
    made_from: str
    rebuild: str
    """The command that makes it again, in a checkout."""
    evaluate: str
    """The command that measures it, in a checkout; empty where there is nothing to measure."""
    size: int
    """Bytes of its files."""
    fingerprint: str
    """The first 12 hexadecimal digits of the SHA-256 over them."""
    scores: Mapping[str, float]
    """As the command measured them."""


def inventory() -> tuple[ModelCard, ...]:
    """All models, in the order of their description.

    Raises:
        MinerError: the description or a model is missing.
    """
    with models_path(DESCRIPTION).open("rb") as file:
        entries = tomllib.load(file)["model"]
    return tuple(_card(entry) for entry in entries)


def _card(entry: Mapping[str, str]) -> ModelCard:
    folder = models_path(entry["name"])
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ("CARD.md", "scores.json"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    scores = folder / "scores.json"
    return ModelCard(
        entry["name"],
        say(entry["what_zh"], entry["what_en"]),
        say(entry["from_zh"], entry["from_en"]),
        entry.get("rebuild", ""),
        entry.get("evaluate", ""),
        sum(path.stat().st_size for path in files),
        digest.hexdigest()[:12],
        json.loads(scores.read_text("utf-8")) if scores.exists() else {},
    )
