"""The stock engine: pdfminer's own interpreter into the same record, for pages on which the fast one fails."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Any, cast

from pdfminer.pdfdevice import PDFTextDevice

from miner.model import Glyph
from miner.reading.colours import PALE_FROM, lightness
from miner.reading.content_state import PageTooComplex
from miner.reading.content_text import VERTICAL_DESCENT
from miner.reading.drawing import Drawing, Matrix, add_path, angle_of, box_through
from miner.reading.fonts import Face
from miner.reading.limits import MOST_GLYPHS
from miner.reading.pdfminer_api import (
    PDFFont,
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFStream,
    PDFUnicodeNotDefined,
)


class _Collector(PDFTextDevice):
    """A pdfminer device that keeps what it is given as glyphs, segments and images."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.drawing = Drawing()
        self._faces: dict[int, Face] = {}

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep one character; gives how far the pen moves."""
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = Face(font)
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        vertical = font.is_vertical()
        upright = not b and not c
        if vertical:
            vx, vy = face.displacement(cid, fontsize)
            box = box_through(matrix, -vx, vy + rise + advance, fontsize - vx, vy + rise)
            height = abs(fontsize) * hypot(a, b)
            baseline = box[3] - VERTICAL_DESCENT * height if upright else f
        else:
            low = font.get_descent() * fontsize + rise
            box = box_through(matrix, 0.0, low, advance, low + fontsize)
            height = abs(fontsize) * hypot(c, d)
            baseline = f
        sign = -1.0 if fontsize * scaling < 0 else 1.0
        angle = 0.0 if vertical and upright else angle_of(a * sign, b * sign)
        glyphs = self.drawing.glyphs
        if not upright or angle:
            self.drawing.origins[len(glyphs)] = (e, f)
        if face.one_byte_map and cid >= 0x80:
            self.drawing.byte_runs.append((len(glyphs), bytes((cid & 0xFF,))))
        glyphs.append(Glyph(text, *box, baseline, height, face.name, angle, _pale(graphicstate)))
        if len(glyphs) > MOST_GLYPHS:
            raise PageTooComplex("glyphs")
        return advance

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        """Keep the straight edges of a path."""
        steps = [
            (str(step[0]) if step[0] in "mh" else "l", *(step[-2:] if step[0] != "h" else (0.0, 0.0))) for step in path
        ]
        add_path(self.drawing.segments, cast("list[tuple[str, float, float]]", steps), cast("Matrix", self.ctm))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where an image stands."""
        self.drawing.images.append(box_through(cast("Matrix", self.ctm), 0.0, 0.0, 1.0, 1.0))


def draw_page_stock(resources: Any, contents: Sequence[Any], matrix: Matrix, manager: PDFResourceManager) -> Drawing:
    """Everything that a page's content streams draw, by pdfminer's own interpreter.

    Raises:
        PageTooComplex: beyond the limits.
        Exception: whatever pdfminer raises.
    """
    device = _Collector(manager)
    interpreter = PDFPageInterpreter(manager, device)
    interpreter.render_contents(resources, contents, ctm=matrix)
    return device.drawing


def _pale(state: PDFGraphicState) -> bool:
    colour = state.ncolor
    if isinstance(colour, (int, float)):
        return lightness(state.ncs.name, (colour,)) >= PALE_FROM
    if isinstance(colour, tuple) and all(isinstance(part, (int, float)) for part in colour):
        return lightness(state.ncs.name, cast("tuple[float, ...]", colour)) >= PALE_FROM
    return False
