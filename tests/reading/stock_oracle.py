"""Stock pdfminer as the oracle: its own interpreter, its own layout objects, nothing of the miner's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTItem
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

Segment = tuple[float, float, float, float]


class StockGlyph(NamedTuple):
    """A character as stock pdfminer has it: origin at the bottom left of the media box, turned by /Rotate."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    font: object


class _Repaired(PDFPageInterpreter):
    """Stock but for two known defects: ``F`` paints nothing, and after ``Do`` the device keeps the form's matrix."""

    def do_F(self) -> None:  # noqa: N802 - the operator's name
        self.do_f()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator's name
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)


def stock_page(page: PDFPage, manager: PDFResourceManager) -> tuple[list[StockGlyph], set[Segment]]:
    """The characters in order of drawing, and the straight edges of at least one point, rounded to a thousandth."""
    device = PDFPageAggregator(manager, laparams=None)
    _Repaired(manager, device).process_page(page)
    glyphs: list[StockGlyph] = []
    segments: set[Segment] = set()
    for item in _leaves(device.get_result()):
        if isinstance(item, LTChar):
            if item.get_text():
                upright = item.matrix[1] == item.matrix[2] == 0
                size = item.size if upright else -1.0
                glyphs.append(StockGlyph(item.get_text(), *item.bbox, item.matrix[5], size, item.fontname))
        elif isinstance(item, LTCurve):
            segments.update(_edges(item))
    return glyphs, segments


def _leaves(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _edges(curve: LTCurve) -> Iterator[Segment]:
    points = [*curve.pts]
    if len(points) == 4 and curve.original_path and len(curve.original_path) > 4:
        points.append(points[0])  # LTRect keeps four corners
    for (xa, ya), (xb, yb) in pairwise(points):
        across, down = abs(xb - xa), abs(yb - ya)
        if min(across, down) <= 0.1 and max(across, down) >= 1:
            if down <= 0.1:
                ya = yb = (ya + yb) / 2
            else:
                xa = xb = (xa + xb) / 2
            yield (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
