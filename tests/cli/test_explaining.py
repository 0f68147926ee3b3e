"""``miner clusters``, ``cluster``, ``explain``, ``cluster-texts`` and ``models``, over a run of some documents of the sample."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from miner.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
FILES = sorted(path for path in SAMPLE.iterdir() if path.suffix in (".html", ".txt", ".md", ".docx"))
ROWS = [
    {"id": "1", "text": "主要原因是2023年人员变动", "department": "青河县财政局"},
    {"id": "2", "text": "人员有所变动。", "department": "临江市教育局"},
    {"id": "3", "text": "青河县财政局新增职能", "department": "青河县财政局"},
    {"id": "4", "text": "质保金尚未到期", "department": ""},
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mined")
    assert main(["run", *map(str, FILES), "-o", str(folder), "--json"]) == 0
    return folder


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def run(*words: object, code: int = 0) -> str:
        capsys.readouterr()
        assert main([str(word) for word in words]) == code
        return capsys.readouterr().out

    return run


def of(printed: str) -> Any:
    return json.loads(printed)


def test_clusters_are_ranked_and_filtered(out: Path, said: Callable[..., str]) -> None:
    found = of(said("clusters", "-o", out, "--json", "--least", 1))["clusters"]
    assert [one["departments"] for one in found] == sorted((one["departments"] for one in found), reverse=True)
    one = next(one for one in found if one["cause"] not in ("unsure", "empty"))
    same = of(said("clusters", "-o", out, "--json", "--least", 1, "--cause", one["cause"]))
    assert {other["cause"] for other in same["clusters"]} == {one["cause"]}
    assert of(said("clusters", "-o", out, "--json", "--year", 1999))["clusters"] == []
    assert of(said("clusters", "-o", out, "--json", "--department", "没有这个局"))["clusters"] == []
    assert len(of(said("clusters", "-o", out, "--json", "--least", 1, "--limit", 3))["clusters"]) == 3
    assert one["cluster_id"][:8] in said("clusters", "-o", out, "--least", 1, "--limit", 10_000)


def test_a_cluster_shows_its_members_beside_its_head(out: Path, said: Callable[..., str]) -> None:
    first = of(said("clusters", "-o", out, "--json"))["clusters"][0]
    told = of(said("cluster", first["cluster_id"][:8], "-o", out, "--json"))
    assert told["cluster_id"] == first["cluster_id"]
    assert len(told["members"]) == first["size"]
    assert all(0 <= member["similarity"] <= 1 for member in told["members"])
    assert all(member["char_end"] > member["char_start"] for member in told["members"])
    assert str(first["size"]) in said("cluster", first["cluster_id"], "-o", out)
    said("cluster", "ffffffffffff0000", "-o", out, code=2)


def test_a_document_is_explained(out: Path, said: Callable[..., str]) -> None:
    told = of(said("explain", FILES[0].name, "-o", out, "--json"))["explanations"]
    assert told
    assert all(one["cluster_id"] for one in told)
    assert all(one["others"] >= 0 and one["years"] >= 0 and one["surprisal"] >= 0 for one in told)
    assert any(one["causes"] for one in told)
    printed = said("explain", FILES[0].name, "-o", out)
    assert told[0]["cluster_id"][:8] in printed
    said("explain", "没有这份文件.pdf", "-o", out, code=2)


def test_a_file_that_was_not_mined_is_explained_alone(said: Callable[..., str]) -> None:
    told = of(said("explain", FILES[0], "-o", "nowhere", "--json"))["explanations"]
    assert any(one["causes"] for one in told)
    assert {one["cluster_id"] for one in told} == {None}


def test_texts_are_grouped_without_documents(tmp_path: Path, said: Callable[..., str]) -> None:
    source = tmp_path / "原因.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8")
    told = [json.loads(line) for line in said("cluster-texts", source).splitlines()]
    assert [list(one) for one in told] == [["id", "template", "cluster_id", "family_id", "cause", "similarity"]] * 4
    assert [one["id"] for one in told] == ["1", "2", "3", "4"]
    assert told[0]["cluster_id"] == told[1]["cluster_id"] != told[3]["cluster_id"]
    assert told[2]["template"] == "{本单位}新增职能"
    assert [one["cause"] for one in told[:1]] == ["personnel"]

    table = tmp_path / "原因.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text", "department"])
        writer.writeheader()
        writer.writerows(ROWS)
    target = tmp_path / "归并.jsonl"
    assert said("cluster-texts", table, "-o", target).strip() == str(target)
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == told


def test_rows_that_cannot_be_used_are_named_and_left_out(
    tmp_path: Path, said: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(
        '{"id": "1", "text": "人员变动"}\n{no json\n[1]\n{"id": "2"}\n\n{"id": "3", "text": ""}\n', "utf-8"
    )
    assert main(["cluster-texts", str(source)]) == 1
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == ["1", "3"]
    assert all(f"第 {line} 行" in printed.err for line in (2, 3, 4))
    said("cluster-texts", tmp_path / "b.jsonl", code=2)
    said("cluster-texts", tmp_path / "c.xlsx", code=2)
    (tmp_path / "d.csv").write_text("id,words\n1,人员变动\n", "utf-8")
    said("cluster-texts", tmp_path / "d.csv", code=2)


def test_the_models_are_listed(said: Callable[..., str]) -> None:
    told = {one["name"]: one for one in of(said("models", "--json"))["models"]}
    folders = {path.name for path in (SAMPLE.parents[1] / "models").iterdir() if path.is_dir()}
    assert set(told) == folders
    assert told["causes"]["scores"]["macro_f1"] > 0.85
    assert all(one["size"] > 0 and len(one["fingerprint"]) == 12 for one in told.values())
    printed = said("models")
    assert all(name in printed for name in folders)
