"""Lines of invented text set as glyphs, as a PDF page would hold them."""

from __future__ import annotations

from collections.abc import Sequence

from miner.model import Glyph, HealthVerdict, Page, PageHealth, Ruling

GOOD = PageHealth(HealthVerdict.GOOD, 100, 1.0, 0.0, 0.0)
SIZE = 12.0
LEFT, RIGHT = 72.0, 72.0 + 36 * SIZE


def width_of(character: str) -> float:
    """Han characters take the whole size, ASCII half of it."""
    return SIZE / 2 if character.isascii() else SIZE


def typeset(text: str, baseline: float, left: float = LEFT, *, size: float = SIZE, rise: float = 0.0) -> list[Glyph]:
    """The glyphs of one line; drawn blanks are glyphs too. ``rise`` lifts the tops of digits as another font does."""
    glyphs: list[Glyph] = []
    x = left
    for character in text:
        wide = width_of(character) * size / SIZE
        top = baseline - 0.85 * size - (rise if character.isdigit() else 0.0)
        glyphs.append(Glyph(character, x, top, x + wide, baseline + 0.15 * size, baseline, size, "Song", 0.0, False))
        x += wide
    return glyphs


def page(
    lines: Sequence[tuple[float, str] | tuple[float, str, float]], number: int = 1, rulings: Sequence[Ruling] = ()
) -> Page:
    """A page of (baseline, text[, left]) lines."""
    glyphs = [glyph for line in lines for glyph in typeset(line[1], line[0], *line[2:])]
    return Page(number, 595.0, 842.0, tuple(glyphs), tuple(rulings), GOOD)


def full(text: str, number: int = 0) -> str:
    """A line of 36 characters that begins with the text: it reaches the right edge."""
    filler = "按照县委县政府部署要求持续推进各项工作任务落地见效确保年度目标如期完成并取得预期成效"
    return (text + filler[number:] + filler)[:36]


def box(xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """The rulings of a full grid."""
    across = [Ruling(xs[0], y, xs[-1], y) for y in ys]
    return across + [Ruling(x, ys[0], x, ys[-1]) for x in xs]
