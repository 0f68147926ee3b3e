"""How far a long run is, on standard error: documents done, failures so far, time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from miner.bilingual import say

EVERY_SECONDS = 10.0
"""How often a line is written where standard error is not a terminal."""


class RunProgress:
    """Shows a run's progress: a bar in a terminal, a plain line every ten seconds elsewhere."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = Console(file=stream or sys.stderr)
        self._clock = clock
        self._total = 0
        self._done = 0
        self._failed = 0
        self._begun = 0.0
        self._last_line = 0.0
        self._bar: Progress | None = None
        self._task = TaskID(0)

    def __enter__(self) -> RunProgress:
        self._begun = self._last_line = self._clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        elif self._total:
            self._line()

    def update(self, done: int, total: int, failed: int) -> None:
        """So many of so many documents are done, and so many of those failed."""
        self._done, self._total, self._failed = done, total, failed
        if not total:
            return
        if self._console.is_terminal:
            self._update_bar()
        elif self._clock() - self._last_line >= EVERY_SECONDS:
            self._last_line = self._clock()
            self._line()

    def _update_bar(self) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn(say("文件", "Documents")),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[failures]}"),
                TextColumn(say("剩余", "left")),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("", total=self._total, failures=self._failures())
            self._bar.start()
        self._bar.update(self._task, completed=self._done, total=self._total, failures=self._failures())

    def _line(self) -> None:
        self._console.print(
            say(
                f"文件 {self._done}/{self._total}，{self._failures()}{self._left()}",
                f"Documents {self._done}/{self._total}, {self._failures()}{self._left()}",
            ),
            highlight=False,
            soft_wrap=True,
        )

    def _failures(self) -> str:
        return say(f"失败 {self._failed}", f"{self._failed} failed")

    def _left(self) -> str:
        if not self._done or self._done >= self._total:
            return ""
        seconds = (self._clock() - self._begun) / self._done * (self._total - self._done)
        minutes, rest = divmod(round(seconds), 60)
        return say(f"，约剩 {minutes}:{rest:02d}", f", about {minutes}:{rest:02d} left")
