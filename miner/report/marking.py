"""The text of a section with its figures, its reasons and the words that findings cite marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from miner.store.stored import StoredFigure, StoredNarrative

_HEADING_ENDS = "。.：:；;，, "


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters that are marked alike."""

    text: str
    figure: StoredFigure | None = None
    reason: bool = False
    cited: bool = False
    anchors: tuple[str, ...] = ()
    """Of the pieces of evidence that begin here."""


CitedSpan = tuple[int, int, str]
"""Words that a finding cites: start and end in the section's text, and the anchor of the piece of evidence."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A section's text in pieces; together they are the text, line breaks and blank lines left out."""

    heading: Sequence[Piece]
    """The heading with the mark that ends it where the text goes on in its line."""
    paragraphs: Sequence[Sequence[Piece]]


def marked(
    title: str,
    text: str,
    figures: Sequence[StoredFigure],
    narratives: Sequence[StoredNarrative],
    cited: Sequence[CitedSpan] = (),
) -> Marked:
    """A section's text in pieces.

    Args:
        title: the heading, with which the text begins; a heading that is not there is a piece of its own.
        text: the section's text.
        figures: those of the section.
        narratives: those of the section; their reasons are marked.
        cited: the words that findings cite.
    """
    start = len(title) if text.startswith(title) else 0
    heading = [] if start or not title else [Piece(title)]
    # A paragraph that is its own heading is cut to a title's length, which may be within a figure.
    start = max([start, *(figure.char_end for figure in figures if figure.char_start < start < figure.char_end)])
    while start and start < len(text) and text[start] in _HEADING_ENDS:
        start += 1
    spans = [(0, start), *_lines(text, start)] if start else list(_lines(text, start))
    pieces = [
        list(_pieces(text, low, high, figures, narratives, [one for one in cited if one[0] < high and one[1] > low]))
        for low, high in spans
    ]
    if start:
        heading = pieces.pop(0)
    return Marked(heading, pieces)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _pieces(
    text: str,
    start: int,
    end: int,
    figures: Sequence[StoredFigure],
    narratives: Sequence[StoredNarrative],
    cited: Sequence[CitedSpan],
) -> Iterator[Piece]:
    inside = [f for f in figures if start <= f.char_start < f.char_end <= end]
    spans = [(n.reason_start, n.reason_end) for n in narratives]
    reasons = [(a, b) for a, b in spans if a is not None and b is not None]
    cuts = {start, end} | {place for figure in inside for place in (figure.char_start, figure.char_end)}
    ends = {place for reason in reasons for place in reason} | {place for a, b, _ in cited for place in (a, b)}
    for place in ends:
        if start < place < end and not any(f.char_start < place < f.char_end for f in inside):
            cuts.add(place)
    for low, high in pairwise(sorted(cuts)):
        here = next((f for f in inside if f.char_start <= low and high <= f.char_end), None)
        begun = tuple(anchor for a, _, anchor in cited if low <= a < high)
        covered = any(a < high and low < b for a, b, _ in cited)
        yield Piece(text[low:high], here, any(a <= low and high <= b for a, b in reasons), covered, begun)
