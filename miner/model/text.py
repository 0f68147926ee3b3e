"""Text that knows where each of its characters stands on paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from miner.model.pages import BBox


class Place(NamedTuple):
    """Where something stands on paper."""

    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of a text that stand on one line of one page.

    ``lefts`` and ``rights`` hold the horizontal extent of each character; ``raw`` is the line as drawn, before blanks
    were dropped and radicals folded, and ``raw_index[i]`` is where character ``i`` of the run stands in it. Runs of
    text-born documents have no page and no extents.
    """

    start: int
    end: int
    page: int | None
    top: float
    bottom: float
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    raw: str
    raw_index: tuple[int, ...]

    def moved(self, offset: int) -> Run:
        """The same run, standing ``offset`` characters later in a longer text."""
        if not offset:
            return self
        return Run(
            self.start + offset,
            self.end + offset,
            self.page,
            self.top,
            self.bottom,
            self.lefts,
            self.rights,
            self.raw,
            self.raw_index,
        )

    def part(self, start: int, end: int) -> Run:
        """The piece of this run between two offsets of the text (both inside the run), shifted to begin at 0."""
        a, b = start - self.start, end - self.start
        return Run(
            0, b - a, self.page, self.top, self.bottom, self.lefts[a:b], self.rights[a:b], self.raw, self.raw_index[a:b]
        )


@dataclass(frozen=True)
class PlacedText:
    """A string that knows where each of its characters stands. Characters outside every run (joins) stand nowhere."""

    text: str
    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: PlacedText) -> PlacedText:
        return PlacedText.join("", (self, other))

    @staticmethod
    def join(separator: str, parts: tuple[PlacedText, ...] | list[PlacedText]) -> PlacedText:
        """Concatenate texts, keeping every character's place."""
        runs: list[Run] = []
        offset = 0
        for part in parts:
            runs.extend(run.moved(offset) for run in part.runs)
            offset += len(part.text) + len(separator)
        return PlacedText(separator.join(part.text for part in parts), tuple(runs))

    def slice(self, start: int, end: int) -> PlacedText:
        """The characters from ``start`` up to ``end`` with their places."""
        runs = tuple(
            run.part(max(start, run.start), min(end, run.end)).moved(max(start, run.start) - start)
            for run in self._runs_over(start, end)
        )
        return PlacedText(self.text[start:end], runs)

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """The boxes of the characters from ``start`` up to ``end``, one for each line that they touch."""
        found: list[Place] = []
        for run in self._runs_over(start, end):
            a, b = max(start, run.start) - run.start, min(end, run.end) - run.start
            if run.page is not None and b > a:
                box = (min(run.lefts[a:b]), run.top, max(run.rights[a:b]), run.bottom)
                found.append(Place(run.page, box))
        return tuple(found)

    def place(self, start: int, end: int) -> Place | None:
        """The first box of the characters, where they have one."""
        return next(iter(self.places(start, end)), None)

    def around(self, start: int, end: int) -> Place | None:
        """One box around all lines of the characters on the first page that they touch: of a title, not of prose."""
        places = self.places(start, end)
        if not places:
            return None
        boxes = [place.bbox for place in places if place.page == places[0].page]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        return Place(places[0].page, (left, top, max(box[2] for box in boxes), max(box[3] for box in boxes)))

    def raw(self, start: int, end: int) -> str:
        """The characters as drawn, before any normalisation; line breaks stay as they were."""
        pieces = []
        for run in self._runs_over(start, end):
            a, b = max(start, run.start) - run.start, min(end, run.end) - run.start
            if b > a:
                pieces.append(run.raw[run.raw_index[a] : run.raw_index[b - 1] + 1])
        return "\n".join(pieces)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that the text touches, in order."""
        return tuple(sorted({run.page for run in self.runs if run.page is not None}))

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def _runs_over(self, start: int, end: int) -> Iterator[Run]:
        for run in self.runs[max(0, bisect_right(self._starts, start) - 1) :]:
            if run.start >= end:
                return
            if run.end > start:
                yield run
