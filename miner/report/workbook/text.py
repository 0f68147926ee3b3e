"""Text as a cell can hold it: what XML forbids is shown escaped, and what is too long is parted, never cut.

A cell holds 32,767 characters, counted in UTF-16, and 253 line feeds. (What looks like an escaped character, as ``_x0041_``
would for A, XlsxWriter escapes itself.)
"""

from __future__ import annotations

import re

MOST_UNITS = 32_767
"""UTF-16 units that a cell holds."""
MOST_LINES = 250
"""Line feeds that are put into a cell; Excel's limit is 253."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    r"""A text without what XML or a spreadsheet cannot hold: ``\x00`` or ``\ud800`` is shown in its place.

    Line ends of two characters become one line feed; tabs and line feeds stay.
    """
    return _FORBIDDEN.sub(_escaped, text.replace("\r\n", "\n"))


def units(text: str) -> int:
    """The length of a text as a spreadsheet counts it, in UTF-16 units."""
    return len(text) + (0 if text.isascii() else len(_ASTRAL.findall(text)))


def pieces(text: str, most: int = MOST_UNITS, lines: int = MOST_LINES) -> list[str]:
    """A text in pieces that each fit a cell; together they are the text.

    Args:
        text: without what a cell cannot hold (`visible`).
        most: UTF-16 units of a piece, at least 2.
        lines: line feeds of a piece.
    """
    if fits(text, most, lines):
        return [text]
    found: list[str] = []
    start = 0
    while start < len(text):
        end = _end(text, start, most, lines)
        found.append(text[start:end])
        start = end
    return found


def _end(text: str, start: int, most: int, lines: int) -> int:
    """Where a piece ends that begins somewhere."""
    end = min(len(text), start + most)
    while (excess := units(text[start:end]) - most) > 0:
        end -= (excess + 1) // 2  # a character takes two units at most
    feed = start - 1
    for _ in range(lines + 1):
        feed = text.find("\n", feed + 1, end)
        if feed < 0:
            return end
    return feed


def fits(text: str, most: int = MOST_UNITS, lines: int = MOST_LINES) -> bool:
    """True where a cell holds the text."""
    return (2 * len(text) <= most or units(text) <= most) and text.count("\n") <= lines


def lines_in(text: str, width: float) -> int:
    """About how many lines a text takes in a column of so many characters; a Han character counts two."""
    return sum(max(1, -(-_columns(line) // max(1, int(width)))) for line in text.split("\n"))


def _columns(line: str) -> int:
    return len(line) if line.isascii() else sum(2 if character > "\u2e7f" else 1 for character in line)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
