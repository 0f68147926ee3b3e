"""The command that the README prints, on the shipped sample, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parent.parent.parent / "corpus" / "sample"


def miner(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "miner", *map(str, arguments)],
        cwd=folder,
        env={**_plain_environment(), "PYTHONPATH": str(SAMPLE.parent.parent), "COLUMNS": "130"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("MINER_")}


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="session")
def first_run(place: Path) -> subprocess.CompletedProcess[str]:
    return miner("run", SAMPLE, "-o", "out", folder=place)


def test_the_main_job_ends_with_the_path_of_a_report(first_run: subprocess.CompletedProcess[str], place: Path) -> None:
    assert first_run.returncode == 0, first_run.stdout + first_run.stderr
    assert "Traceback" not in first_run.stderr
    path = first_run.stdout.splitlines()[-1].partition("：")[2]
    assert (place / path).is_file()
    assert (place / path).name == "index.html"


def test_every_document_of_the_sample_is_mined(first_run: subprocess.CompletedProcess[str], place: Path) -> None:
    documents = [path for path in SAMPLE.iterdir() if path.suffix in {".pdf", ".txt", ".md", ".docx", ".html"}]
    with closing(sqlite3.connect(place / "out" / "miner.db")) as database:
        outcomes = database.execute("SELECT source, outcome FROM documents").fetchall()
        narratives = dict(database.execute("SELECT doc_id, count(*) FROM narratives GROUP BY doc_id").fetchall())
    assert len(outcomes) == len(documents)
    assert [source for source, outcome in outcomes if outcome == "failed"] == []
    assert len(narratives) == len(documents)


def test_a_second_run_reads_nothing(first_run: subprocess.CompletedProcess[str], place: Path) -> None:
    again = miner("run", SAMPLE, "-o", "out", "--json", folder=place)
    found = json.loads(again.stdout)
    assert again.returncode == found["exit_code"] == 0
    assert found["read"] == 0
    assert found["skipped"] == found["files"]


def test_export_after_a_run(first_run: subprocess.CompletedProcess[str], place: Path) -> None:
    done = miner("export", "out", "--format", "csv", "-o", "csv", folder=place)
    assert done.returncode == 0, done.stderr
    written = done.stdout.splitlines()
    assert all((place / path).is_file() for path in written)
    assert {"documents.csv", "cells.csv", "narratives.csv", "data_dictionary.csv"} <= {Path(p).name for p in written}


def test_export_without_a_run_is_told_plainly(tmp_path: Path) -> None:
    done = miner("export", "nowhere", "-o", "csv", folder=tmp_path)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_readme_shows_what_the_program_prints(page: str, tmp_path: Path) -> None:
    """Line by line; “…” stands for lines that are left out, and a terminal may be wider or narrower."""
    (tmp_path / "corpus").symlink_to(SAMPLE.parent)
    text = (SAMPLE.parent.parent / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ miner (.+)\n([^`]+)```", text)
    assert [command.split()[0] for command, _ in blocks] == ["run", "show"]
    for command, shown in blocks:
        done = miner(*shlex.split(command), folder=tmp_path)
        assert done.returncode == 0, done.stderr
        printed = _gist_of(done.stdout)
        lines = [_gist_of(line) for line in shown.splitlines() if line.strip() not in {"", "…"}]
        assert [line for line in lines if line not in printed] == []


def _gist_of(text: str) -> str:
    """The text without what depends on the terminal's width and on the machine's speed."""
    return re.sub(r"\s+|─+|\d+\.\d(?=\s(?:秒|s))", "", text)


@pytest.mark.parametrize("suffix", [".pdf", ".txt", ".md"])
def test_show_one_document_of_the_sample(suffix: str, tmp_path: Path) -> None:
    document = next(path for path in sorted(SAMPLE.iterdir()) if path.suffix == suffix)
    done = miner("show", document, "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["identity"]["kind"] == "final_accounts"
    assert found["identity"]["department"]
    assert str(found["identity"]["fiscal_year"]) in document.name
    assert found["tables"]
    assert found["narratives"]


def test_a_file_that_cannot_be_read_is_exit_code_1_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = miner("show", "empty.pdf", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "错误：" in done.stderr
