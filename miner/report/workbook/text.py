"""Text as a cell can hold it: what XML forbids is shown escaped, and what is too long is parted, never cut.

A cell holds 32,767 characters, counted in UTF-16, and 253 line feeds.
"""

from __future__ import annotations

import re

MOST_UNITS = 32_767
"""UTF-16 units that a cell holds."""
MOST_LINES = 250
"""Line feeds that are put into a cell; Excel's limit is 253."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would take for an escaped character, as ``_x0041_`` for A: its underscore has to be escaped itself."""
_ESCAPED = "_x005F_"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    r"""A text without what XML or a spreadsheet cannot hold: ``\x00`` or ``\ud800`` is shown in its place.

    Line ends of two characters become one line feed; tabs and line feeds stay.
    """
    return _FORBIDDEN.sub(_escaped, text.replace("\r\n", "\n"))


def literal(text: str) -> str:
    """A text as the file holds it, so that a spreadsheet shows what looks like an escaped character as it is."""
    return _ESCAPE.sub(_ESCAPED, text)


def units(text: str) -> int:
    """The length of a text in the file, in UTF-16 units."""
    astral = 0 if text.isascii() else len(_ASTRAL.findall(text))
    return len(text) + astral + (len(_ESCAPED) - 1) * len(_ESCAPE.findall(text))


def pieces(text: str, most: int = MOST_UNITS, lines: int = MOST_LINES) -> list[str]:
    """A text in pieces that each fit a cell; together they are the text.

    Args:
        text: without what a cell cannot hold (`visible`).
        most: UTF-16 units of a piece, at least 7.
        lines: line feeds of a piece.
    """
    if fits(text, most, lines):
        return [text]
    found: list[str] = []
    start = size = feeds = 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if character == "_" and _ESCAPE.match(text, place):
            width = len(_ESCAPED)
        feed = character == "\n"
        if size + width > most or feeds + feed > lines:
            found.append(text[start:place])
            start, size, feeds = place, 0, 0
        size += width
        feeds += feed
    found.append(text[start:])
    return found


def fits(text: str, most: int = MOST_UNITS, lines: int = MOST_LINES) -> bool:
    """True where a cell holds the text."""
    return (len(_ESCAPED) * len(text) <= most or units(text) <= most) and text.count("\n") <= lines


def lines_in(text: str, width: float) -> int:
    """About how many lines a text takes in a column of so many characters; a Han character counts two."""
    return sum(max(1, -(-_columns(line) // max(1, int(width)))) for line in text.split("\n"))


def _columns(line: str) -> int:
    return len(line) if line.isascii() else sum(2 if character > "\u2e7f" else 1 for character in line)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
