"""What the content of a page draws, before anybody asks what it means. Both PDF engines fill the same record."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Final

from miner.model import BBox, Glyph

Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]

SHORTEST_RULING: Final = 1.0
"""Points. Shorter edges (the ends of thin rectangles) are no rulings; pdfplumber's tables use the same bound."""
_STRAIGHT: Final = 0.1
"""Points by which the two ends of a horizontal line may differ in height."""
_EPSILON: Final = 1e-6


@dataclass
class Drawing:
    """Glyphs, line segments and images of one page, in points from the top left of the page as it is displayed."""

    glyphs: list[Glyph] = field(default_factory=list)
    origins: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Where the glyphs that do not stand upright begin, by their index: needed when a sideways page is turned."""
    segments: list[Segment] = field(default_factory=list)
    images: list[BBox] = field(default_factory=list)
    dark_areas: list[BBox] = field(default_factory=list)
    """Areas filled with a dark colour: white writing on them is writing, not a watermark."""
    complete: bool = True
    """False where a content stream is missing or did not unpack to its end: something may be lacking."""
    byte_runs: list[tuple[int, bytes]] = field(default_factory=list)
    """Strings with high bytes shown in one-byte fonts without a Unicode map: index of the first glyph, bytes.

    They may be GBK shown through a Latin encoding."""


def initial_matrix(box: BBox, rotate: int) -> tuple[Matrix, float, float]:
    """The matrix from a page's user space to points from the top left, and the page's width and height as displayed.

    Args:
        box: the visible box in user space, ``x0 <= x1`` and ``y0 <= y1``.
        rotate: /Rotate, degrees clockwise; anything but 90, 180 and 270 counts as 0.
    """
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if rotate == 90:
        return (0.0, 1.0, 1.0, 0.0, -y0, -x0), height, width
    if rotate == 180:
        return (-1.0, 0.0, 0.0, 1.0, x1, -y0), width, height
    if rotate == 270:
        return (0.0, -1.0, -1.0, 0.0, y1, x1), height, width
    return (1.0, 0.0, 0.0, -1.0, -x0, y1), width, height


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first, then ``outer``."""
    a1, b1, c1, d1, e1, f1 = inner
    a0, b0, c0, d0, e0, f0 = outer
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )


def box_through(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> BBox:
    """The upright box around a box that went through a matrix."""
    a, b, c, d, e, f = matrix
    xs = (a * x0 + c * y0 + e, a * x1 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y1 + f)
    return min(xs), min(ys), max(xs), max(ys)


def angle_of(right: float, down: float) -> float:
    """Degrees counter-clockwise (-180, 180] of a writing direction given in top-left coordinates, to a tenth."""
    angle = round(degrees(atan2(-down, right)), 1) + 0.0
    return 180.0 if angle == -180.0 else angle


def add_segment(segments: list[Segment], xa: float, ya: float, xb: float, yb: float) -> None:
    """Keep the segment if it is horizontal or vertical and long enough to be a ruling."""
    across, down = abs(xb - xa), abs(yb - ya)
    if down <= _STRAIGHT:
        if across >= SHORTEST_RULING - _EPSILON:
            y = ya if ya == yb else (ya + yb) / 2
            segments.append((xa, y, xb, y) if xa <= xb else (xb, y, xa, y))
    elif across <= _STRAIGHT and down >= SHORTEST_RULING - _EPSILON:
        x = xa if xa == xb else (xa + xb) / 2
        segments.append((x, ya, x, yb) if ya <= yb else (x, yb, x, ya))


def add_path(segments: list[Segment], path: list[tuple[str, float, float]], matrix: Matrix) -> BBox | None:
    """Add the straight edges of a painted path and give the box around it.

    ``path`` holds ``("m", x, y)``, ``("l", x, y)``, ``("c", x, y)`` (a curve by its end: its chord counts when it is
    horizontal or vertical, as pdfplumber has it) and ``("h", 0, 0)``. A path that does not begin with ``m`` is invalid
    (PDF 32000-1, 8.5.2) and draws nothing.
    """
    if not path or path[0][0] != "m":
        return None
    a, b, c, d, e, f = matrix
    start_x = start_y = last_x = last_y = 0.0
    low_x = low_y = float("inf")
    high_x = high_y = float("-inf")
    for kind, px, py in path:
        if kind == "h":
            x, y = start_x, start_y
        else:
            x, y = a * px + c * py + e, b * px + d * py + f
        if kind == "m":
            start_x, start_y = x, y
        else:
            add_segment(segments, last_x, last_y, x, y)
        last_x, last_y = x, y
        low_x, high_x = min(low_x, x), max(high_x, x)
        low_y, high_y = min(low_y, y), max(high_y, y)
    return low_x, low_y, high_x, high_y
