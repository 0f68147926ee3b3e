"""The texts that models are built from: the labelled ones of `corpus/`, and explanations of the fictional county.

They need a checkout: an installed miner carries the finished models only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miner.bilingual import say
from miner.county.building import CountySettings, explanations
from miner.errors import MinerError

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WRITERS = (1, 2, 3, 4, 5, 6)
HELD_OUT = 5
"""The writer whose texts are never trained on: another hand than those that were."""
_OTHER_NAMES = {
    "fewer_projects": "project_ended",
    "settlement": "price",
    "base_effect": "one_off",
    "funds_short": "revenue",
}
"""Causes of the county that the taxonomy counts under another name."""
_FAMILIES = {
    "project_ended": ("project_ended",),
    "quota_raised": ("policy",),
    "quota_lowered": ("policy",),
    "car_not_bought": ("not_incurred",),
    "car_tail": ("assets", "project_progress"),
    "car_bought_last_year": ("assets", "one_off"),
    **dict.fromkeys(
        (
            "it_done", "it_upgraded", "renovation", "car_bought", "car_scrapped", "car_special", "fleet_more", "fleet_less",
            "fleet_same", "car_old", "car_sound", "cars_pooled", "moved_in", "moved_out",
        ),
        ("assets",),
    ),
}  # fmt: skip
"""Families of the county whose causes the taxonomy sees otherwise."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reason with the causes that it names."""

    text: str
    causes: tuple[str, ...]


def written(*writers: int) -> tuple[Labelled, ...]:
    """The texts of `corpus/causes/texts.jsonl` by some of its writers, in order; by default by all that are trained on.

    Raises:
        MinerError: this is no checkout.
    """
    chosen = writers or tuple(writer for writer in WRITERS if writer != HELD_OUT)
    return tuple(
        Labelled(entry["text"], tuple(entry["causes"]))
        for entry in _lines(CORPUS / "causes" / "texts.jsonl")
        if int(entry["id"][1 : entry["id"].index("-")]) in chosen
    )


def of_county(departments: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Explanations of the county in one year, as `miner corpus build --texts-only` writes them."""
    settings = CountySettings(departments=departments, years=(2023,), seed=seed)
    yield from explanations(settings)


def county_causes(departments: int, most: int, seed: int = 1) -> tuple[Labelled, ...]:
    """Distinct reasons of the county whose cause is known, at most so many of a cause."""
    chosen: dict[str, tuple[str, ...]] = {}
    counted: dict[tuple[str, ...], int] = {}
    for entry in of_county(departments, seed):
        if not entry["cause"] or entry["text"] in chosen:
            continue
        causes = _FAMILIES.get(entry["family"], (_OTHER_NAMES.get(entry["cause"], entry["cause"]),))
        if counted.get(causes, 0) < most:
            counted[causes] = counted.get(causes, 0) + 1
            chosen[entry["text"]] = causes
    return tuple(Labelled(text, causes) for text, causes in chosen.items())


def _lines(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        raise MinerError(
            say(f"没有 {path}", f"{path} is not there"),
            say("训练模型需要源码文件夹。", "Building models needs a checkout of the sources."),
        )
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
