from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from miner import runs
from miner.cli import main
from miner.cli.summary import summary_lines
from miner.model import Problem
from miner.runs import Failure, RunOptions, RunSummary
from miner.settings import Settings

USUAL = RunSummary(
    files=5,
    read=3,
    skipped=1,
    duplicates=1,
    ignored=0,
    complete=2,
    partial=0,
    failures=(
        Failure("坏.pdf", ("文件已加密", "请先解密")),
        Failure("旧.pdf", ("是扫描件",), True, ("旧副本.pdf",)),
    ),
    problems=(),
    clusters=4,
    seconds=1.25,
    database=Path("out/miner.db"),
    report=Path("out/report/index.html"),
)


def summary(**given: Any) -> RunSummary:
    return replace(USUAL, **given)


class Recorder:
    """Stands for ``miner.runs.run``: keeps what it was called with."""

    def __init__(self, outcome: RunSummary | BaseException) -> None:
        self.outcome = outcome
        self.inputs: list[Path] = []
        self.options = RunOptions()

    def __call__(self, inputs: list[Path], out: Path, *, options: RunOptions, **_: object) -> RunSummary:
        self.inputs, self.options = inputs, options
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


def test_defaults_are_those_of_the_library() -> None:
    settings, options = Settings(), RunOptions()
    assert (settings.workers, settings.timeout, settings.memory) == (options.workers, options.timeout, options.memory)


def test_settings_and_options_reach_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder = Recorder(summary(failures=()))
    monkeypatch.setattr(runs, "run", recorder)
    Path("miner.toml").write_text("workers = 3\nmemory = 300\n", encoding="utf-8")
    assert main(["run", "a", "b", "-o", "out", "--memory", "400", "--timeout", "1.5", "--force"]) == 0
    assert recorder.inputs == [Path("a"), Path("b")]
    assert recorder.options == RunOptions(workers=3, timeout=1.5, memory=400, force=True)
    assert capsys.readouterr().out.splitlines()[-1] == "报告：out/report/index.html"


def test_failures_are_listed_with_their_reasons_and_make_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runs, "run", Recorder(summary()))
    assert main(["run", "a", "-o", "out"]) == 1
    said = capsys.readouterr().out
    assert "读取 3（完整 2，部分 0，失败 1），没有变化 1，内容相同 1" in said
    assert "失败：坏.pdf\n  文件已加密\n  请先解密\n" in said
    assert "失败：旧.pdf（上次已知）\n  是扫描件\n  内容相同的还有：旧副本.pdf\n" in said


def test_json_is_one_object_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runs, "run", Recorder(summary()))
    assert main(["run", "a", "-o", "out", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["exit_code"] == 1
    assert found["report"] == "out/report/index.html"
    first, second = found["failures"]
    assert (first["source"], first["reasons"], first["known"]) == ("坏.pdf", ["文件已加密", "请先解密"], False)
    assert (second["known"], second["twins"]) == (True, ["旧副本.pdf"])


def test_an_interrupted_run_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runs, "run", Recorder(KeyboardInterrupt()))
    assert main(["run", "a", "-o", "out"]) == 130
    said = capsys.readouterr()
    assert said.out == ""
    assert "再运行同一命令" in said.err


def test_other_formats_and_problems_of_the_corpus_are_told() -> None:
    lines = list(summary_lines(summary(ignored=2, problems=(Problem("explanations", "归类出错"),), report=None)))
    assert any("2 个其他格式" in line for line in lines)
    assert "问题：归类出错" in lines
    assert lines[-1] == "数据库：out/miner.db"
