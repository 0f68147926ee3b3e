"""Showing text (PDF 32000-1, 9.4.4): the hot loop of the reader, straight from character codes to glyphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import hypot
from typing import Any, Final

from miner.model import Glyph
from miner.reading.content_state import GraphicsState
from miner.reading.drawing import Drawing, Matrix, angle_of, box_through, times
from miner.reading.fonts import Face

VERTICAL_DESCENT: Final = 0.12
"""Where in a vertical font's box the baseline of neighbouring horizontal writing would run, as a share of the size."""
_new: Callable[[type[Glyph], tuple[Any, ...]], Glyph] = tuple.__new__


def show(pieces: Iterable[Any], state: GraphicsState, pale: bool, drawing: Drawing) -> None:
    """Show strings, shifted by the numbers between them (thousandths of the size), and move the pen of ``state``."""
    face = state.face
    if face is None:
        return
    size = state.size
    scaling = state.scaling * 0.01
    advance = size * scaling
    a, b, c, d, e, f = times(state.text_matrix, state.ctm)
    if face.vertical or b or c or a * advance <= 0:
        _show_turned(pieces, state, face, (a, b, c, d, e, f), pale, drawing)
        return
    x = state.x
    shift = 0.001 * advance
    character_space = state.character_space * scaling
    multibyte = face.multibyte
    word_space = 0.0 if multibyte else state.word_space * scaling
    known = face.known
    learn = face.learn
    glyphs = drawing.glyphs
    keep = glyphs.append
    name = face.name
    e += state.y * c
    baseline = state.y * d + f
    low = (face.descent * size + state.rise) * d + baseline
    high = low + size * d
    top, bottom = (low, high) if low <= high else (high, low)
    height = bottom - top
    spaced = False
    for piece in pieces:
        if piece.__class__ is bytes:
            if multibyte:
                codes = face.codes(piece)
            else:
                codes = piece
                if face.one_byte_map and not piece.isascii():
                    drawing.byte_runs.append((len(glyphs), piece))
            for code in codes:
                if spaced:
                    x += character_space
                text, width = known[code] if code in known else learn(code)
                width *= advance
                left = x * a + e
                right = left + width * a
                if right < left:
                    left, right = right, left
                # A named tuple's own constructor would cost a third of the loop.
                keep(_new(Glyph, (text, left, top, right, bottom, baseline, height, name, 0.0, pale)))
                x += width
                if code == 32:
                    x += word_space
                spaced = True
        elif piece.__class__ is float or piece.__class__ is int:
            x -= piece * shift
            spaced = True
    state.x = x


def _show_turned(
    pieces: Iterable[Any], state: GraphicsState, face: Face, matrix: Matrix, pale: bool, drawing: Drawing
) -> None:
    """The same for writing that does not stand upright, and for vertical fonts."""
    a, b, c, d, e, f = matrix
    size = state.size
    scaling = state.scaling * 0.01
    advance = size * scaling
    shift = 0.001 * advance
    character_space = state.character_space * scaling
    word_space = 0.0 if face.multibyte else state.word_space * scaling
    vertical = face.vertical
    low = face.descent * size + state.rise
    upright = not b and not c
    sign = -1.0 if advance < 0 else 1.0
    angle = 0.0 if vertical and upright else angle_of(a * sign, b * sign)
    height = abs(size) * (hypot(a, b) if vertical else hypot(c, d))
    glyphs = drawing.glyphs
    x, y = state.x, state.y
    spaced = False
    for piece in pieces:
        if isinstance(piece, bytes):
            if face.one_byte_map and not piece.isascii():
                drawing.byte_runs.append((len(glyphs), piece))
            for code in face.codes(piece):
                move = character_space if spaced else 0.0
                x, y = (x, y + move) if vertical else (x + move, y)
                text, width = face.known[code] if code in face.known else face.learn(code)
                width *= advance
                origin = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
                if vertical:
                    vx, vy = face.displacement(code, size)
                    box = box_through(origin, -vx, vy + state.rise + width, size - vx, vy + state.rise)
                else:
                    box = box_through(origin, 0.0, low, width, low + size)
                baseline = box[3] - VERTICAL_DESCENT * height if vertical and upright else origin[5]
                if not upright or angle:
                    drawing.origins[len(glyphs)] = origin[4:]
                glyphs.append(Glyph(text, *box, baseline, height, face.name, angle, pale))
                move = width + (word_space if code == 32 else 0.0)
                x, y = (x, y + move) if vertical else (x + move, y)
                spaced = True
        elif isinstance(piece, (float, int)):
            move = -piece * shift
            x, y = (x, y + move) if vertical else (x + move, y)
            spaced = True
    state.x, state.y = x, y
