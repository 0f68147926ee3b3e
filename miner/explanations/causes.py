"""The causes (原因类别) that a reason names, several where it names several, and how sure that is.

The taxonomy and the model are data, ``models/causes``, with a card; `corpus/causes/GUIDE.md` says what each cause is. The model
is a logistic regression for each cause over words, characters and concepts of the cause part of the template (effects are no
causes), trained by `miner.training.causes` with scikit-learn and kept as plain arrays. A probability is calibrated: of reasons
that get 0.8, about four in five name the cause. Where no cause reaches `SURE`, the reason is unsure: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from miner.bilingual import say
from miner.explanations.concepts import ConceptKind, find_concepts
from miner.explanations.parts import parts_of
from miner.language.resources import models_path
from miner.language.segment import segment_template
from miner.model import UNSURE, NamedCause

SURE = 0.5
"""Least probability of a cause that is named."""
EMPTY = "empty"
"""The cause of a reason that only says again that something differs; where the words prove it, the model is not asked."""
TAXONOMY, FEATURES, MODEL = "causes/causes.toml", "causes/features.txt", "causes/model.npz"
GROUPS = ("word", "character", "concept")
"""The kinds of features; each is weighted and brought to length 1 by itself."""
_LONGEST = 3
_SLOT = re.compile(r"\{([^{}])[^{}]*\}")
_BATCH = 20_000

Reals = NDArray[np.float64]


def features_of(cause: str) -> dict[str, list[str]]:
    """The features of a cause part of a template, by group, repeated as often as they occur."""
    words = [word for word in segment_template(cause) if word != ","]
    characters = _SLOT.sub(r"\1", cause)  # a slot as one character
    concepts = [c for found in find_concepts(cause) if found.kind is not ConceptKind.FRAME for c in found.concepts]
    return {
        "word": words + [f"{a} {b}" for a, b in pairwise(words)],
        "character": [
            characters[at : at + length]
            for length in range(1, _LONGEST + 1)
            for at in range(len(characters) - length + 1)
        ],
        "concept": concepts + [f"{a} {b}" for a, b in pairwise(concepts)],
    }


def causes_of(templates: Sequence[str]) -> list[tuple[NamedCause, ...]]:
    """The causes that each template names, the most probable first; none where the model is not sure.

    Raises:
        MinerError: the model is missing.
    """
    model = load_model()
    parts = [parts_of(template) for template in templates]
    sides = [one.cause for one in parts]
    named: dict[str, tuple[NamedCause, ...]] = {one.cause: (NamedCause(EMPTY, 1.0),) for one in parts if one.circular}
    distinct = [side for side in dict.fromkeys(sides) if side not in named]
    for start in range(0, len(distinct), _BATCH):
        some = distinct[start : start + _BATCH]
        for side, row in zip(some, model.probabilities(some), strict=True):
            found = [(float(row[at]), model.causes[at]) for at in np.flatnonzero(row >= SURE)]
            if len(found) > 1:  # what names a cause is not empty
                found = [one for one in found if one[1] != EMPTY]
            named[side] = tuple(
                NamedCause(cause, round(probability, 3))
                for probability, cause in sorted(found, key=lambda one: (-one[0], one[1]))
            )
    return [named[side] for side in sides]


def main_causes(templates: Sequence[str]) -> list[str]:
    """The one cause of each template that is most probable, else `UNSURE`."""
    return [named[0].cause if named else UNSURE for named in causes_of(templates)]


def cause_title(name: str) -> str:
    """What a reader calls a cause; an unknown name is its own title."""
    if name == UNSURE:
        return say("未能判定", "unsure")
    return say(*cause_titles().get(name, (name, name)))


@lru_cache(maxsize=1)
def cause_titles() -> Mapping[str, tuple[str, str]]:
    """The causes of the taxonomy with their titles in Chinese and English.

    Raises:
        MinerError: the taxonomy is missing.
    """
    with models_path(TAXONOMY).open("rb") as file:
        return {entry["name"]: (entry["zh"], entry["en"]) for entry in tomllib.load(file)["cause"]}


@dataclass(frozen=True)
class CauseModel:
    """The model: features with their weights, and a linear score for each cause."""

    causes: tuple[str, ...]
    columns: Mapping[str, Mapping[str, int]]
    """By group and feature, its column."""
    idf: Reals
    """Of each column."""
    coefficients: Reals
    """A row for each column, a column for each cause."""
    intercepts: Reals
    slope: float
    offset: float
    """A score s has the probability 1 / (1 + exp(-(slope · s + offset))) (Platt 1999)."""

    def probabilities(self, sides: Sequence[str]) -> Reals:
        """The probability of each cause (columns) for each cause part (rows)."""
        scores = self.matrix(sides) @ self.coefficients + self.intercepts
        probabilities: Reals = 1 / (1 + np.exp(-(self.slope * scores + self.offset)))
        return probabilities

    def matrix(self, sides: Sequence[str]) -> Any:
        """The features of each cause part as a sparse row: (1 + ln tf) · idf, each group brought to length 1."""
        lengths: list[int] = []
        columns: list[int] = []
        for side in sides:
            before = len(columns)
            for group, found in features_of(side).items():
                known = self.columns[group]
                columns += [known[feature] for feature in found if feature in known]
            lengths.append(len(columns) - before)
        rows = np.repeat(np.arange(len(sides), dtype=np.int64), lengths)
        width = max(1, len(self.idf))
        cells, counts = np.unique(rows * width + np.array(columns, dtype=np.int64), return_counts=True)
        rows, held = cells // width, cells % width
        values = (1 + np.log(counts)) * self.idf[held]
        groups = rows * len(GROUPS) + self.group_of[held]
        squares = np.bincount(groups, weights=values * values, minlength=len(sides) * len(GROUPS))
        values /= np.sqrt(squares[groups])
        return sparse.csr_array(
            (values, (rows.astype(np.int32), held.astype(np.int32))), shape=(len(sides), len(self.idf))
        )

    @cached_property
    def group_of(self) -> NDArray[np.int64]:
        """The number of the group of each column."""
        numbers = np.zeros(len(self.idf), dtype=np.int64)
        for number, group in enumerate(GROUPS):
            numbers[list(self.columns[group].values())] = number
        return numbers


@lru_cache(maxsize=1)
def load_model() -> CauseModel:
    """The model of ``models/causes``.

    Raises:
        MinerError: it is missing.
    """
    columns: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    for at, line in enumerate(models_path(FEATURES).read_text(encoding="utf-8").splitlines()):
        group, feature = line.split("\t")
        columns[group][feature] = at
    with np.load(models_path(MODEL), allow_pickle=False) as held:
        return CauseModel(
            tuple(held["causes"].tolist()),
            columns,
            held["idf"].astype(np.float64),
            held["coefficients"].astype(np.float64),
            held["intercepts"].astype(np.float64),
            float(held["calibration"][0]),
            float(held["calibration"][1]),
        )
