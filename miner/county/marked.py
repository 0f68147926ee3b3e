"""Text that is put together from pieces and remembers what each piece was: a figure, a reason, a whole explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the characters from ``start`` up to ``end`` are."""

    start: int
    end: int
    note: object
    """One of the notes of `miner.county.notes`."""

    def moved(self, offset: int) -> Mark:
        """The same mark, ``offset`` characters later."""
        return Mark(self.start + offset, self.end + offset, self.note) if offset else self


@dataclass(frozen=True, slots=True)
class Marked:
    """A string with marks, in the order of their starts; a mark may hold others."""

    text: str
    marks: tuple[Mark, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Marked | str) -> Marked:
        return join("", (self, other))

    def noted(self, note: object) -> Marked:
        """The same with one mark over all of it."""
        return Marked(self.text, (Mark(0, len(self.text), note), *self.marks))

    def of(self, kind: type[N]) -> Iterator[tuple[Mark, N]]:
        """The marks whose note is of a kind, with the note."""
        for mark in self.marks:
            if isinstance(mark.note, kind):
                yield mark, mark.note

    def replaced(self, start: int, end: int, text: str) -> Marked:
        """Other characters in a place. Marks around it stretch or shrink, marks inside it that are not all of it go."""
        shift = len(text) - (end - start)
        kept: list[Mark] = []
        for mark in self.marks:
            if mark.end <= start:
                kept.append(mark)
            elif mark.start >= end:
                kept.append(mark.moved(shift))
            elif mark.start <= start and mark.end >= end:
                kept.append(Mark(mark.start, mark.end + shift, mark.note))
        return Marked(self.text[:start] + text + self.text[end:], tuple(kept))

    def marked(self, start: int, end: int, note: object) -> Marked:
        """The same with one more mark."""
        marks = sorted((*self.marks, Mark(start, end, note)), key=lambda mark: (mark.start, -mark.end))
        return Marked(self.text, tuple(marks))

    def renoted(self, old: object, new: object) -> Marked:
        """The same text with one note (by identity) exchanged for another."""
        return Marked(self.text, tuple(Mark(m.start, m.end, new) if m.note is old else m for m in self.marks))


def join(separator: str, parts: Iterable[Marked | str]) -> Marked:
    """Parts one after the other."""
    texts: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for part in parts:
        if isinstance(part, Marked):
            marks.extend(mark.moved(offset) for mark in part.marks)
        text = str(part)
        texts.append(text)
        offset += len(text) + len(separator)
    return Marked(separator.join(texts), tuple(marks))
