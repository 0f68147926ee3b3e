"""GBK shown through a Latin encoding: two one-byte glyphs that are one Han character.

Some Chinese producers write GBK bytes in a one-byte font without /ToUnicode. Every reader then sees ``Ô¤Ëã`` for 预算.
The bytes are known, so they can be decoded; that is done only where it verifiably gives Chinese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from miner.model import Glyph
from miner.reading.drawing import Drawing
from miner.reading.health import is_han

_SURE: Final = 0.85
"""Share of the two-byte characters that must be common Han characters or Chinese punctuation."""
_LEAST: Final = 2
"""So many Han characters a font must give on the page before anything of it is believed."""


def repair_gbk(drawing: Drawing) -> tuple[Drawing, bool]:
    """Turn GBK mojibake back, font by font; gives the drawing and whether anything was repaired.

    A font's strings are decoded together: either all of them are plausible Chinese, or nothing is touched.
    """
    by_font: dict[str, list[tuple[int, bytes]]] = {}
    for start, data in drawing.byte_runs:
        if start < len(drawing.glyphs):
            by_font.setdefault(drawing.glyphs[start].font, []).append((start, data))
    changes: dict[int, tuple[str, int]] = {}
    for runs in by_font.values():
        changes |= _plausible(_joined(runs))
    if not changes:
        return drawing, False
    glyphs, origins = _rewritten(drawing, changes)
    return replace(drawing, glyphs=glyphs, byte_runs=[], origins=origins), True


def _joined(runs: Sequence[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """Strings that follow each other directly are one: a character's two bytes may be shown one by one."""
    joined: list[tuple[int, bytes]] = []
    for start, data in runs:
        if joined and joined[-1][0] + len(joined[-1][1]) == start:
            joined[-1] = joined[-1][0], joined[-1][1] + data
        else:
            joined.append((start, data))
    return joined


def _plausible(runs: Sequence[tuple[int, bytes]]) -> dict[int, tuple[str, int]]:
    """For each glyph that changes its new text and how many glyphs it takes in; empty where it is not Chinese."""
    changes: dict[int, tuple[str, int]] = {}
    pairs = common = han = 0
    for start, data in runs:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            return {}
        position = start
        for character in text:
            encoded = character.encode("gb18030")
            if len(encoded) > 1:
                pairs += 1
                common += _common(encoded)
                han += is_han(character)
            changes[position] = character, len(encoded)
            position += len(encoded)
    return changes if han >= _LEAST and common >= _SURE * pairs else {}


def _common(encoded: bytes) -> bool:
    """True for GB 2312's punctuation and full-width forms (rows 1, 3) and everyday Han characters (rows 16 to 55)."""
    return len(encoded) == 2 and encoded[1] >= 0xA1 and (encoded[0] in (0xA1, 0xA3) or 0xB0 <= encoded[0] <= 0xD7)


def _rewritten(
    drawing: Drawing, changes: dict[int, tuple[str, int]]
) -> tuple[list[Glyph], dict[int, tuple[float, float]]]:
    written: list[Glyph] = []
    origins: dict[int, tuple[float, float]] = {}
    index = 0
    while index < len(drawing.glyphs):
        glyph = drawing.glyphs[index]
        if index in drawing.origins:
            origins[len(written)] = drawing.origins[index]
        text, count = changes.get(index, (glyph.text, 1))
        parts = drawing.glyphs[index : index + count]
        written.append(
            glyph._replace(
                text=text,
                x0=min(part.x0 for part in parts),
                y0=min(part.y0 for part in parts),
                x1=max(part.x1 for part in parts),
                y1=max(part.y1 for part in parts),
            )
        )
        index += count
    return written, origins
