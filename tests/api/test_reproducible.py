"""The same files give the same tables, whatever their folder and the number of workers: byte for byte in every format."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

import miner
from miner.runs import DATABASE
from miner.store import EXPORT_FORMATS, export_tables, schema
from tests.api.conftest import DOCUMENTS, SAMPLE

WHEN_AND_WHERE = {
    "documents": {"source", "seconds"},
    "files": {"path"},
    "runs": {"started_at", "finished_at", "settings", "inputs", "summary"},
}
"""All columns that another run may fill otherwise. Of a run's settings it is the workers, of its summary the seconds."""


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two exports of the same files, copied in another order into different folders and mined by one worker and by two."""
    made = []
    for name, workers in (("one", 1), ("another/place", 2)):
        folder = tmp_path_factory.mktemp("same") / name
        (folder / "in").mkdir(parents=True)
        files = sorted(path for pattern in DOCUMENTS for path in SAMPLE.glob(pattern))
        for path in files[:: 3 - 2 * workers]:
            shutil.copy(path, folder / "in")
        miner.run(folder / "in", folder / "out", workers=workers)
        export_tables(folder / "out" / DATABASE, folder / "export", EXPORT_FORMATS)
        made.append(folder / "export")
    return made[0], made[1]


@pytest.mark.parametrize("suffix", EXPORT_FORMATS)
@pytest.mark.parametrize("table", [name for name in schema.BY_NAME if name not in WHEN_AND_WHERE])
def test_a_table_has_the_same_bytes(exports: tuple[Path, Path], table: str, suffix: str) -> None:
    one, other = (folder / f"{table}.{suffix}" for folder in exports)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("table", WHEN_AND_WHERE)
def test_a_table_is_the_same_but_for_when_and_where(exports: tuple[Path, Path], table: str) -> None:
    one, other = (parquet.read_table(folder / f"{table}.parquet") for folder in exports)
    rest = [name for name in schema.BY_NAME[table].names if name not in WHEN_AND_WHERE[table]]
    assert one.num_rows > 0
    assert one.select(rest).equals(other.select(rest))
    for name in WHEN_AND_WHERE[table] - {"seconds"}:
        assert one[name].to_pylist() != other[name].to_pylist(), f"{name} need not be excepted"


def test_of_settings_and_summary_only_workers_and_seconds_differ(exports: tuple[Path, Path]) -> None:
    def rows(folder: Path) -> list[dict[str, Any]]:
        made = []
        for line in (folder / "runs.jsonl").read_text(encoding="utf-8").splitlines():
            run = json.loads(line)
            assert run["settings"].pop("workers") > 0
            assert run["summary"].pop("seconds") > 0
            made.append({"settings": run["settings"], "summary": run["summary"]})
        return made

    assert rows(exports[0]) == rows(exports[1])


def test_the_manifests_name_the_same_inputs_and_the_same_tables(exports: tuple[Path, Path]) -> None:
    one, other = (json.loads((folder / "export.json").read_text(encoding="utf-8")) for folder in exports)
    assert one["miner_version"] == other["miner_version"] == miner.__version__
    assert one["schema_version"] == other["schema_version"]
    hashes = [{(document["doc_id"], document["sha256"]) for document in each["documents"]} for each in (one, other)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 5
    differing = {a["table"] for a, b in zip(one["files"], other["files"], strict=True) if a["sha256"] != b["sha256"]}
    assert differing <= set(WHEN_AND_WHERE)
    assert [run["settings"]["memory"] for run in one["runs"]] == [run["settings"]["memory"] for run in other["runs"]]
