from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.cli import main
from miner.store import Store
from tests.store import factories


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "out" / "miner.db") as store:
        store.save(factories.mined(), "a.pdf")
    return Path("out")


def files(capsys: pytest.CaptureFixture[str]) -> list[Path]:
    return [Path(name) for name in json.loads(capsys.readouterr().out)["files"]]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (["--xlsx"], "out/底稿.xlsx"),
        (["--format", "xlsx"], "out/底稿.xlsx"),
        (["--xlsx", "--format", "xlsx", "-o", "交付"], "交付/底稿.xlsx"),
        (["--xlsx", "-o", "交付/甲 乙.XLSX"], "交付/甲 乙.XLSX"),
        (["--xlsx", "--lang", "en"], "out/working-paper.xlsx"),
    ],
)
def test_the_workbook_lies_where_it_is_wanted(
    out: Path, line: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(out), *line, "--json"]) == 0
    assert files(capsys) == [Path(place)]
    assert Path(place).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_tables_in_each_format(out: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(out), "--format", form, "-o", "to", "--json"]) == 0
    written = files(capsys)
    assert Path(f"to/figures.{form}") in written
    assert {Path("to/data_dictionary.csv"), Path("to/export.json")} <= set(written)


def test_tables_need_a_folder(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(out)]) == 2
    assert "-o" in capsys.readouterr().err


def test_two_formats_exclude_each_other(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(out), "--xlsx", "--format", "csv", "-o", "to"]) == 2
    assert "--xlsx" in capsys.readouterr().err
    assert not Path("to").exists()


def test_a_workbook_without_a_run_is_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "nowhere", "--xlsx"]) == 4
    assert "nowhere" in capsys.readouterr().err
    assert not Path("nowhere").exists()
