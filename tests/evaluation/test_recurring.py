"""The recurring explanations of a small county; the command does it at 100,000 texts beside other methods."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.explanations.texts import ReasonText, cluster_texts
from miner.language.masking import mask
from tests.evaluation.agreement import agreement
from tests.evaluation.clustering_speed import METHODS, once
from tests.evaluation.recurring import by_hdbscan, by_lsh, county, ranking


def test_a_small_county_is_grouped_better_than_by_other_methods() -> None:
    rows = county(60, range(2023, 2025), 5)
    truth = [row["wording"] for row in rows]
    templates = [mask(row["text"]).template for row in rows]
    ours = [one.cluster_id for one in cluster_texts(ReasonText(r["id"], r["text"], r["department"]) for r in rows)]
    found = agreement(truth, ours)
    assert found.f > 0.9
    assert found.pair_precision > 0.9
    for other in (templates, by_lsh(templates), by_hdbscan(templates)):
        assert agreement(truth, other).f < found.f


def test_departments_are_ranked_by_their_boilerplate() -> None:
    found = ranking(county(120, range(2022, 2025), 3))
    assert found["boilerplate_share"] > 0.8
    assert found["surprisal"] < -0.85


@pytest.mark.parametrize("method", METHODS)
def test_each_method_of_the_benchmark_runs(method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "texts.jsonl"
    rows = county(4, range(2023, 2024), 5)
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    assert once(method, source, 50) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["groups"] > 5
    assert told["seconds"] > 0
    assert told["megabytes"] > 10
