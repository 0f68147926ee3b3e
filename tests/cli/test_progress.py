from __future__ import annotations

import io

import pytest

from miner.bilingual import set_language
from miner.cli.progress import RunProgress


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_elsewhere_than_in_a_terminal_a_line_now_and_then() -> None:
    set_language("en")
    stream, clock = io.StringIO(), Clock()
    with RunProgress(stream, clock) as progress:
        for done in range(1, 101):
            clock.now += 0.5
            progress.update(done, 200, failed=done // 50)
    lines = stream.getvalue().splitlines()
    assert lines == [
        "Documents 20/200, 0 failed, about 1:30 left",
        "Documents 40/200, 0 failed, about 1:20 left",
        "Documents 60/200, 1 failed, about 1:10 left",
        "Documents 80/200, 1 failed, about 1:00 left",
        "Documents 100/200, 2 failed, about 0:50 left",
        "Documents 100/200, 2 failed, about 0:50 left",
    ]


def test_a_short_run_ends_with_one_line() -> None:
    stream = io.StringIO()
    with RunProgress(stream, Clock()) as progress:
        progress.update(0, 2, 0)
        progress.update(2, 2, 1)
    assert stream.getvalue() == "文件 2/2，失败 1\n"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_nothing_to_do_says_nothing(stream: io.StringIO) -> None:
    with RunProgress(stream, Clock()) as progress:
        progress.update(0, 0, 0)
    assert stream.getvalue() == ""


def test_a_terminal_gets_a_bar_with_count_and_failures() -> None:
    stream = Terminal()
    with RunProgress(stream, Clock()) as progress:
        progress.update(0, 3, 0)
        progress.update(2, 3, 1)
    shown = stream.getvalue()
    assert "2/3" in shown
    assert "失败 1" in shown
