import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from miner.errors import UsageError
from miner.model import Cluster
from miner.report import write_report
from miner.runs import RunOptions, RunSummary, corpus, run, running
from miner.store import Reader
from tests.runs import workers

PROGRAM = """
import signal
import sys
from pathlib import Path
from miner.runs import RunOptions, run
from tests.runs.workers import work

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background of a script
    run([Path(sys.argv[1])], Path(sys.argv[2]), options=RunOptions(workers=1), work=work)
"""
OPTIONS = RunOptions(workers=2, timeout=60.0, memory=1024)


class Recorder:
    """Remembers what a progress bar would be told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int, int]] = []

    def update(self, done: int, total: int, failed: int) -> None:
        self.told.append((done, total, failed))


class Interrupter(Recorder):
    """Presses Ctrl-C after some documents."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def update(self, done: int, total: int, failed: int) -> None:
        super().update(done, total, failed)
        if done == self._after:
            raise KeyboardInterrupt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def write(folder: Path, **contents: str) -> None:
    for name, content in contents.items():
        (folder / f"{name}.pdf").write_text(content, encoding="utf-8")


def go(folder: Path, out: Path, options: RunOptions = OPTIONS, progress: running.Progress | None = None) -> RunSummary:
    return run([folder], out, options=options, progress=progress, report=write_report, work=workers.work)


def reads(folder: Path) -> list[str]:
    log = folder / "reads.log"
    return sorted(log.read_text().split()) if log.exists() else []


def sources(out: Path) -> dict[str, str]:
    with Reader.open(out / "miner.db") as reader:
        return {Path(document.source).name: document.outcome for document in reader.documents()}


def healthy(out: Path) -> bool:
    connection = sqlite3.connect(out / "miner.db")
    sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    bound = connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return sound and bound


def test_good_documents_are_mined_and_reported(folder: Path, out: Path) -> None:
    write(folder, a="ok\n青河县水利局", b="ok\n青河县教育局", c="partial\n青河县民政局")
    progress = Recorder()
    summary = go(folder, out, progress=progress)
    assert (summary.files, summary.read, summary.complete, summary.partial) == (3, 3, 2, 1)
    assert (summary.failures, summary.clusters, summary.exit_code) == ((), 1, 0)
    assert progress.told == [(0, 3, 0), (1, 3, 0), (2, 3, 0), (3, 3, 0)]
    assert summary.report == out / "report" / "index.html"
    assert "青河县水利局" in summary.report.read_text(encoding="utf-8")
    with Reader.open(summary.database) as reader:
        [cluster] = reader.clusters()
        assert (cluster.departments, cluster.size) == (3, 3)
        [journal] = reader.runs()
        assert journal.finished_at
        assert journal.summary["complete"] == 2


def test_a_worker_that_fails_costs_only_its_document(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局", b="killed", c="stumble", d="locked", e="contradictory", f="ok\n乙局", g="devour")
    summary = go(folder, out, RunOptions(workers=2, timeout=60.0, memory=512))
    reasons = {Path(failure.source).stem: failure.reasons[0] for failure in summary.failures}
    assert list(reasons) == ["b", "c", "d", "e", "g"]
    assert "意外终止" in reasons["b"]
    assert "RuntimeError: never foreseen" in reasons["c"]
    assert reasons["d"] == "文件已加密。请先解密。"
    assert "自相矛盾" in reasons["e"]
    assert "512 MB" in reasons["g"]
    assert summary.exit_code == 1
    assert summary.complete == 2
    assert sources(out) == dict.fromkeys(["b.pdf", "c.pdf", "d.pdf", "e.pdf", "g.pdf"], "failed") | dict.fromkeys(
        ["a.pdf", "f.pdf"], "complete"
    )
    assert healthy(out)


def test_a_document_that_never_ends_is_stopped(folder: Path, out: Path) -> None:
    write(folder, a="sleep", b="ok\n甲局", c="ok\n乙局")
    summary = go(folder, out, RunOptions(workers=2, timeout=2.0, memory=1024))
    [failure] = summary.failures
    assert "2 秒的时限" in failure.reasons[0]
    assert summary.complete == 2


def test_nothing_is_read_twice(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局", b="ok\n乙局", c="locked")
    first = go(folder, out)
    assert reads(folder) == ["a.pdf", "b.pdf", "c.pdf"]
    second = go(folder, out)
    assert reads(folder) == ["a.pdf", "b.pdf", "c.pdf"]
    assert (second.read, second.skipped, second.clusters) == (0, 3, first.clusters)
    assert [(failure.reasons, failure.known) for failure in second.failures] == [(("文件已加密。请先解密。",), True)]
    assert second.exit_code == 1


def test_force_reads_again(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局")
    go(folder, out)
    go(folder, out, RunOptions(workers=1, force=True))
    assert reads(folder) == ["a.pdf", "a.pdf"]


def test_another_program_or_language_reads_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a="ok\n甲局")
    go(folder, out)
    monkeypatch.setattr(running, "fingerprint", lambda: "another")
    go(folder, out)
    assert reads(folder) == ["a.pdf", "a.pdf"]


def test_what_broke_the_limits_is_tried_again_under_others_only(folder: Path, out: Path) -> None:
    write(folder, a="devour", b="killed")
    go(folder, out, RunOptions(workers=1, memory=300))
    go(folder, out, RunOptions(workers=1, memory=300))
    assert reads(folder) == ["a.pdf", "b.pdf", "b.pdf"]
    go(folder, out, RunOptions(workers=1, memory=400))
    assert reads(folder) == ["a.pdf", "a.pdf", "b.pdf", "b.pdf", "b.pdf"]


def test_the_same_bytes_are_read_once(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局", copy="ok\n甲局")
    summary = go(folder, out)
    assert (summary.files, summary.read, summary.duplicates) == (2, 1, 1)
    assert reads(folder) == ["a.pdf"]
    with Reader.open(summary.database) as reader:
        [document] = reader.documents()
        assert [Path(path).name for path in reader.files(document.doc_id)] == ["a.pdf", "copy.pdf"]


def test_a_copy_of_what_failed_is_named_too(folder: Path, out: Path) -> None:
    write(folder, a="locked", copy="locked")
    for known in (False, True):
        [failure] = go(folder, out).failures
        assert (failure.source, failure.twins, failure.known) == (
            str(folder / "a.pdf"),
            (str(folder / "copy.pdf"),),
            known,
        )
    assert "copy.pdf" in (out / "report" / "index.html").read_text(encoding="utf-8")


def test_a_run_adds_and_a_changed_file_replaces(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局", b="ok\n乙局")
    go(folder, out)
    (folder / "a.pdf").unlink()
    write(folder, b="ok\n丙局", c="ok\n丁局")
    go(folder, out)
    with Reader.open(out / "miner.db") as reader:
        assert sorted(document.department for document in reader.documents()) == ["丁局", "丙局", "甲局"]
        assert {e.department for e in reader.explanations()} == {"丁局", "丙局", "甲局"}
        assert reader.clusters()[0].departments == 3


def test_a_moved_file_is_known_by_its_bytes(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局")
    go(folder, out)
    (folder / "a.pdf").rename(folder / "moved.pdf")
    assert go(folder, out).skipped == 1
    assert sources(out) == {"moved.pdf": "complete"}


def test_judgements_survive_a_new_reading(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局")
    database = go(folder, out).database
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("INSERT INTO judgements VALUES ('finding', 'k', 'dismissed', '', '乙', '2025-01-01', NULL)")
    connection.close()
    go(folder, out, RunOptions(workers=1, force=True))
    with Reader.open(database) as reader:
        assert list(reader.raw_rows("judgements")) == [("finding", "k", "dismissed", "", "乙", "2025-01-01", None)]


def test_an_interrupted_run_keeps_what_it_has_and_goes_on_later(folder: Path, out: Path) -> None:
    write(folder, **{name: f"ok\n{name}局" for name in "abcdef"})
    with pytest.raises(KeyboardInterrupt):
        go(folder, out, RunOptions(workers=1), Interrupter(2))
    assert healthy(out)
    assert len(sources(out)) == 2
    with Reader.open(out / "miner.db") as reader:
        assert reader.runs()[0].finished_at is None
    done = set(sources(out))
    (folder / "reads.log").unlink()
    summary = go(folder, out)
    assert (summary.skipped, summary.read) == (2, 4)
    assert not done & set(reads(folder))


def test_ctrl_c_ends_the_workers_too(folder: Path, out: Path) -> None:
    write(folder, a="ok\n甲局", b="sleep")
    program = folder.parent / "program.py"
    program.write_text(PROGRAM)
    checkout = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(
        [sys.executable, str(program), str(folder), str(out)],
        env={**os.environ, "PYTHONPATH": checkout},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    asleep = folder / "asleep"
    while process.poll() is None and not (asleep.exists() and asleep.read_text()):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert b"KeyboardInterrupt" in said
    worker = int(asleep.read_text())
    while _alive(worker):
        time.sleep(0.05)
    assert healthy(out)
    assert set(sources(out)) <= {"a.pdf"}  # stored, or not yet


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_file_that_cannot_be_read_is_listed(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, a="ok\n甲局", b="ok\n乙局")
    opened: Callable[..., object] = Path.open

    def refuse(path: Path, *given: object, **named: object) -> object:
        if path.name == "b.pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    summary = go(folder, out)
    assert [failure.reasons for failure in summary.failures] == [("文件不能读取：Permission denied",)]
    assert (summary.complete, summary.read) == (1, 2)


def test_a_corpus_that_cannot_be_told_is_reported(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple[Cluster, ...]:
        raise ZeroDivisionError("no weights")

    monkeypatch.setattr(corpus, "cluster", broken)
    write(folder, a="ok\n甲局")
    summary = go(folder, out)
    assert summary.exit_code == 3
    assert "no weights" in summary.problems[0].message
    assert summary.report is not None
    assert "no weights" in summary.report.read_text(encoding="utf-8")


def test_nothing_to_read_makes_nothing(folder: Path, out: Path) -> None:
    with pytest.raises(UsageError):
        go(folder, out)
    assert not out.exists()
