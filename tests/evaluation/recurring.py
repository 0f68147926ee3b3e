"""Recurring explanations of the county at 100,000 texts against its truth, beside other methods, in one run.

    python -m tests.evaluation.recurring                 100,000 texts; builds the county's explanations first
    python -m tests.evaluation.recurring --departments 300

Wordings are compared with the county's ``wording``, reasons with its ``family``. Beside ours: the exact masked template; MinHash LSH of
datasketch with connected components; TF-IDF, SVD and HDBSCAN of scikit-learn. All see the same masked templates. Then the
departments in the order of their measured boilerplate against the share that they were made to take from others (Spearman).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from datasketch import MinHash, MinHashLSH
from scipy.stats import spearmanr
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from miner.comparison import boilerplate_measures
from miner.county.building import CountySettings, explanations
from miner.explanations import cluster
from miner.explanations.texts import ReasonText, cluster_texts
from miner.language.masking import mask
from miner.model import Direction, Explanation
from tests.evaluation.agreement import ROW, agreement

PERMUTATIONS = 128
LSH_THRESHOLD = 0.65
DIMENSIONS = 50


def county(departments: int, years: range, seed: int) -> list[dict[str, Any]]:
    """The explanations of a county with their truth."""
    return list(explanations(CountySettings(departments=departments, years=tuple(years), seed=seed)))


def by_lsh(templates: Sequence[str]) -> list[Hashable]:
    """Connected components of what MinHash LSH finds alike, over character bigrams of distinct templates."""
    distinct = list(dict.fromkeys(templates))
    index = MinHashLSH(threshold=LSH_THRESHOLD, num_perm=PERMUTATIONS)
    hashes = {}
    for template in distinct:
        found = MinHash(num_perm=PERMUTATIONS)
        found.update_batch([f"^{template}$"[at : at + 2].encode() for at in range(len(template) + 1)])
        hashes[template] = found
        index.insert(template, found, check_duplication=False)
    leader = {template: template for template in distinct}

    def root(template: str) -> str:
        while leader[template] != template:
            leader[template] = leader[leader[template]]
            template = leader[template]
        return template

    for template in distinct:
        for other in index.query(hashes[template]):
            leader[root(str(other))] = root(template)
    return [root(template) for template in templates]


def by_hdbscan(templates: Sequence[str]) -> list[Hashable]:
    """HDBSCAN over TF-IDF of character bigrams in fifty dimensions; what it calls noise is a group of one."""
    distinct = list(dict.fromkeys(templates))
    matrix = TfidfVectorizer(analyzer="char", ngram_range=(1, 2)).fit_transform(distinct)
    points = TruncatedSVD(min(DIMENSIONS, matrix.shape[1] - 1), random_state=0).fit_transform(matrix)
    labels = HDBSCAN(min_cluster_size=2, n_jobs=2, copy=True).fit_predict(points)
    group = {t: int(label) if label >= 0 else t for t, label in zip(distinct, labels, strict=True)}
    return [group[template] for template in templates]


def compare(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print a row for each method."""
    templates = [mask(row["text"]).template for row in rows]
    wording, family = [row["wording"] for row in rows], [row["family"] for row in rows]
    print(f"{len(rows)} texts, {len(set(templates))} templates")
    print(f"| method | against | {ROW} | seconds |")

    def line(name: str, found: Sequence[Hashable], seconds: float, against: str = "wording") -> None:
        truth = wording if against == "wording" else family
        print(f"| {name} | {against} | {agreement(truth, found).row()} | {seconds:.1f} |", flush=True)

    begun = time.perf_counter()
    ours = list(cluster_texts(ReasonText(row["id"], row["text"], row["department"]) for row in rows))
    took = time.perf_counter() - begun
    line("miner, clusters", [one.cluster_id for one in ours], took)
    line("miner, families", [one.family_id for one in ours], took, "family")
    methods: tuple[tuple[str, Callable[[Sequence[str]], Sequence[Hashable]]], ...] = (
        ("exact template", lambda told: told),
        ("MinHash LSH, components (datasketch)", by_lsh),
        ("TF-IDF, HDBSCAN (scikit-learn)", by_hdbscan),
    )
    for name, method in methods:
        begun = time.perf_counter()
        found = method(templates)
        line(name, found, time.perf_counter() - begun)


def ranking(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Spearman's correlation of each measure with the planted share, over departments; all years of one are one document."""
    told = [
        Explanation(
            row["id"], row["id"], row["department"], row["department"], row["fiscal_year"], row["text"],
            mask(row["text"]).template, Direction(row["direction"]),
        )
        for row in rows
    ]  # fmt: skip
    planted = {row["department"]: row["boilerplate"] for row in rows}
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for measure in boilerplate_measures(told, cluster(told)):
        if measure.value is not None:
            values[measure.measure][measure.doc_id] = measure.value
    return {
        name: float(spearmanr([planted[key] for key in found], list(found.values())).statistic)
        for name, found in values.items()
        if name.startswith("boilerplate") or name == "surprisal"
    }


def main() -> int:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--departments", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = county(options.departments, range(2021, 2025), options.seed)
    compare(rows)
    print("| measure | Spearman with the planted share |")
    for name, value in ranking(rows).items():
        print(f"| {name} | {value:.3f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
