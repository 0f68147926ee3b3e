"""Trains the model of `miner.explanations.causes` on the labelled texts and the county.

One logistic regression for each cause (scikit-learn, liblinear, balanced classes), over the features that tell most. Scores become
probabilities by one logistic curve (Platt 1999) fitted on what five-fold cross-validation gives for texts that were not
trained on. The texts of the writer that is held out are never seen here; `python -m tests.evaluation.causes` measures on them.

    python -m miner.training.causes
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from miner.explanations.causes import FEATURES, GROUPS, MODEL, CauseModel, cause_titles, features_of
from miner.explanations.parts import parts_of
from miner.language.masking import mask
from miner.language.resources import models_path
from miner.training.texts import Labelled, county_causes, written

COUNTY_DEPARTMENTS = 300
COUNTY_MOST = 40
"""So many of the county's texts at most for one cause: they are many and less varied than what people wrote."""
LEAST = 2
"""A feature of fewer texts says nothing about the next."""
MOST_FEATURES = 12_000
STRENGTH = 30.0
"""Inverse of the regularisation, chosen by cross-validation."""
FOLDS = 5

Reals = NDArray[np.float64]


def sides_of(texts: Sequence[Labelled]) -> list[str]:
    """The cause parts of the texts' templates."""
    return [parts_of(mask(labelled.text).template).cause for labelled in texts]


def truth_of(texts: Sequence[Labelled], causes: Sequence[str]) -> NDArray[np.int64]:
    """1 where a text (row) names a cause (column)."""
    return np.array([[int(cause in labelled.causes) for cause in causes] for labelled in texts], dtype=np.int64)


def train(texts: Sequence[Labelled], causes: Sequence[str]) -> CauseModel:
    """A model over all texts, calibrated by cross-validation."""
    truth = truth_of(texts, causes)
    sides = sides_of(texts)
    columns, idf = _vocabulary(sides)
    model = _fitted(causes, columns, idf, sides, truth)
    kept = np.argsort(-np.abs(model.coefficients).max(axis=1), kind="stable")[:MOST_FEATURES]
    columns, idf = _pruned(columns, idf, set(kept.tolist()))
    model = _fitted(causes, columns, idf, sides, truth)
    slope, offset = _calibration(model, sides, truth)
    return CauseModel(model.causes, columns, idf, model.coefficients, model.intercepts, slope, offset)


def _vocabulary(sides: Sequence[str]) -> tuple[dict[str, dict[str, int]], Reals]:
    counted: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for side in sides:
        for group, found in features_of(side).items():
            counted[group].update(set(found))
    columns: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    idf: list[float] = []
    for group in GROUPS:
        for feature in sorted(counted[group]):
            if counted[group][feature] >= LEAST and not {"\t", "\n"} & set(feature):
                columns[group][feature] = len(idf)
                idf.append(1 + np.log((1 + len(sides)) / (1 + counted[group][feature])))
    return columns, np.array(idf)


def _pruned(columns: dict[str, dict[str, int]], idf: Reals, kept: set[int]) -> tuple[dict[str, dict[str, int]], Reals]:
    pruned: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
    values: list[float] = []
    for group, features in columns.items():
        for feature, column in features.items():
            if column in kept:
                pruned[group][feature] = len(values)
                values.append(float(idf[column]))
    return pruned, np.array(values)


def _fitted(
    causes: Sequence[str],
    columns: dict[str, dict[str, int]],
    idf: Reals,
    sides: Sequence[str],
    truth: NDArray[np.int64],
) -> CauseModel:
    empty = CauseModel(tuple(causes), columns, idf, np.zeros((len(idf), len(causes))), np.zeros(len(causes)), 1.0, 0.0)
    coefficients, intercepts = _regressions(empty.matrix(sides), truth)
    return CauseModel(tuple(causes), columns, idf, coefficients, intercepts, 1.0, 0.0)


def _regressions(matrix: Any, truth: NDArray[np.int64]) -> tuple[Reals, Reals]:
    """A column of coefficients and an intercept for each cause."""
    coefficients, intercepts = [], []
    for column in truth.T:
        regression = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=1000, random_state=0
        )
        regression.fit(matrix, column)
        coefficients.append(regression.coef_[0])
        intercepts.append(float(regression.intercept_[0]))
    return np.array(coefficients).T, np.array(intercepts)


def _calibration(model: CauseModel, sides: Sequence[str], truth: NDArray[np.int64]) -> tuple[float, float]:
    """Slope and offset of the curve from scores of texts that were not trained on to probabilities."""
    matrix = model.matrix(sides)
    scores = np.zeros(truth.shape)
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=0).split(sides):
        coefficients, intercepts = _regressions(matrix[seen], truth[seen])
        scores[unseen] = matrix[unseen] @ coefficients + intercepts
    curve = LogisticRegression(C=1e6, solver="liblinear", random_state=0).fit(scores.reshape(-1, 1), truth.ravel())
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def save(model: CauseModel) -> None:
    """Write the model to ``models/causes``, without pickles."""
    lines = ["" for _ in model.idf]
    for group, features in model.columns.items():
        for feature, column in features.items():
            lines[column] = f"{group}\t{feature}\n"
    folder = models_path("causes").parent
    (folder / FEATURES).write_text("".join(lines), encoding="utf-8")
    np.savez_compressed(
        folder / MODEL,
        causes=np.array(model.causes),
        idf=model.idf.astype(np.float32),
        coefficients=model.coefficients.astype(np.float16),
        intercepts=model.intercepts.astype(np.float32),
        calibration=np.array([model.slope, model.offset]),
    )


def main() -> None:
    """Train on everything but the held-out writer, and write the model."""
    texts = (*written(), *county_causes(COUNTY_DEPARTMENTS, COUNTY_MOST))
    model = train(texts, list(cause_titles()))
    save(model)
    print(f"{len(texts)} texts, {len(model.idf)} features, {len(model.causes)} causes")


if __name__ == "__main__":
    main()
