"""From what a page draws to what a reader sees: the page turned upright, nothing off the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin
from typing import Final

from miner.model import BBox, Glyph, Ruling
from miner.reading.drawing import Drawing, Segment

_SLACK: Final = 2.0
"""Degrees by which writing counts as standing along one of the four directions."""


def turn_upright(drawing: Drawing, width: float, height: float) -> tuple[Drawing, float, float, int]:
    """Turn the page by 90, 180 or 270 degrees where most of its characters are turned so.

    Args:
        drawing: what the page draws, in points from the top left of the page as displayed.
        width: of the page as displayed.
        height: likewise.

    Returns:
        The drawing in coordinates of the page as it is read, with that page's width and height, and how far it was
        turned: 0, 90, 180 or 270 degrees clockwise.
    """
    quarter = _main_direction(drawing.glyphs)
    if not quarter:
        return drawing, width, height, 0

    def turn(x: float, y: float) -> tuple[float, float]:
        if quarter == 90:
            return height - y, x
        if quarter == 180:
            return width - x, height - y
        return y, width - x

    def turn_box(box: Sequence[float]) -> BBox:
        xa, ya = turn(box[0], box[1])
        xb, yb = turn(box[2], box[3])
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    glyphs = []
    origins = {}
    for index, glyph in enumerate(drawing.glyphs):
        origin = turn(*drawing.origins.get(index, (glyph.x0, glyph.baseline)))
        angle = _folded(glyph.angle - quarter)
        if angle:
            origins[index] = origin
        box = turn_box(glyph[1:5])
        glyphs.append(Glyph(glyph.text, *box, origin[1], glyph.size, glyph.font, angle, glyph.pale))
    turned = replace(
        drawing,
        glyphs=glyphs,
        origins=origins,
        segments=[turn_box(segment) for segment in drawing.segments],
        images=[turn_box(image) for image in drawing.images],
        dark_areas=[turn_box(area) for area in drawing.dark_areas],
    )
    return (turned, width, height, quarter) if quarter == 180 else (turned, height, width, quarter)


def _main_direction(glyphs: Sequence[Glyph]) -> int:
    if not any(glyph.angle for glyph in glyphs):
        return 0
    votes: Counter[int] = Counter()
    for glyph in glyphs:
        if glyph.text.strip():
            votes[_quarter(glyph.angle)] += 1
    if not votes:
        return 0
    quarter, count = votes.most_common(1)[0]
    return quarter if quarter > 0 and 2 * count > votes.total() else 0


def _quarter(angle: float) -> int:
    """0, 90, 180 or 270, or -1 for oblique writing."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _SLACK else -1


def _folded(angle: float) -> float:
    folded = round((angle + 180) % 360 - 180, 1) + 0.0
    return 180.0 if folded == -180 else folded


def straighten(drawing: Drawing, width: float, height: float) -> tuple[Drawing, float]:
    """Turn the writing of a page by the degree or two that most of it lies askew.

    That is how the text layer of a tilted scan lies: along the picture. Lines are found by baselines, so that a line's
    ends must not stand at different heights. What lies otherwise (watermarks) keeps its angle.

    Returns:
        The drawing, and by how many degrees clockwise it was turned about the page's centre.
    """
    askew = sorted(glyph.angle for glyph in drawing.glyphs if glyph.angle and abs(glyph.angle) <= _SLACK)
    if 2 * len(askew) <= len(drawing.glyphs):
        return drawing, 0.0
    skew = askew[len(askew) // 2]
    sine, cosine = sin(radians(skew)), cos(radians(skew))
    glyphs: list[Glyph] = []
    origins: dict[int, tuple[float, float]] = {}
    for index, glyph in enumerate(drawing.glyphs):
        x, y = drawing.origins.get(index, (glyph.x0, glyph.baseline))
        from_centre = x - width / 2, y - height / 2
        right = width / 2 + cosine * from_centre[0] - sine * from_centre[1] - x
        down = height / 2 + sine * from_centre[0] + cosine * from_centre[1] - y
        left = 0.0 if abs(glyph.angle) <= _SLACK else glyph.angle
        if left:
            origins[index] = x + right, y + down
        x0, y0, x1, y1 = glyph[1:5]
        box = (x0 + right, y0 + down, x1 + right, y1 + down)
        glyphs.append(Glyph(glyph.text, *box, y + down, glyph.size, glyph.font, left, glyph.pale))
    return replace(drawing, glyphs=glyphs, origins=origins), skew


def on_page(glyphs: Sequence[Glyph], width: float, height: float) -> list[Glyph]:
    """The glyphs with some part on the page, with text; all of them where the page box is evidently wrong."""
    seen = [g for g in glyphs if g.text and g.x1 >= 0 and g.x0 <= width and g.y1 >= 0 and g.y0 <= height]
    if len(seen) == len(glyphs):
        return seen
    if not seen or width < 1 or height < 1:
        return [g for g in glyphs if g.text and all(abs(value) < 1e6 for value in g[1:7])]
    return seen


def rulings_on_page(segments: Sequence[Segment], width: float, height: float) -> tuple[Ruling, ...]:
    """The distinct segments with some part on the page, in the order of drawing."""
    return tuple(
        Ruling(*segment)
        for segment in dict.fromkeys(segments)
        if segment[2] >= 0 and segment[0] <= width and segment[3] >= 0 and segment[1] <= height
    )


def readable_on_dark(glyphs: Sequence[Glyph], dark_areas: Sequence[BBox]) -> list[Glyph]:
    """Pale glyphs that stand on a dark fill (white heads of tables) are no watermark: they are marked as not pale."""
    if not dark_areas or not any(glyph.pale for glyph in glyphs):
        return list(glyphs)
    return [
        glyph._replace(pale=False) if glyph.pale and any(_holds(area, glyph) for area in dark_areas) else glyph
        for glyph in glyphs
    ]


def _holds(area: BBox, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def image_share(images: Sequence[BBox], width: float, height: float) -> float:
    """How much of the page images cover, 0 to 1; overlapping images count twice, up to 1."""
    if width <= 0 or height <= 0:
        return 0.0
    covered = 0.0
    for x0, y0, x1, y1 in images:
        covered += max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(y1, height) - max(y0, 0.0))
    return min(1.0, covered / (width * height))
