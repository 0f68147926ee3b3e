"""Glyphs → lines of text in reading order, by baseline.

On one line Song and Times digits can differ by 5 points in their top edge but never in their baseline; the order of the
content stream is worth nothing in files that were edited after export.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from statistics import median

from miner.layout.characters import fold, is_blank
from miner.model import Glyph, Line, PlacedText, Run

_SAME_LINE = 0.3
"""Share of the glyph size by which two baselines of one line may differ (superscripts stay apart, as they should)."""
_LATIN_GAP = 0.15
"""Share of the size from which a gap between two ASCII letters or digits is a blank; drawn blanks measure about 0.25."""
_WIDE_GAP = 1.3
"""Share of the size from which a gap beside a Han character is a blank: justified text stretches up to 0.5, and form
lines (``部门：…      单位：万元``) leave far more."""
_TILT = 3.0
"""Degrees beyond which writing is a watermark or a stamp."""
_DOUBLE = 0.35
"""Share of the size within which the same character drawn again is fake bold."""

_ASCENT, _DESCENT = 0.88, 0.2
"""Shares of the size by which a Han character reaches over its baseline and a comma under it. What fonts say of
themselves is another convention, by which the top of the ink often stands outside a glyph's box."""
_SQUEEZED = 0.4
"""Share of a glyph's width after which the next one may begin: 。 set into the empty half of ）."""

_BUCKET = 16
"""Points: the grid in which doubles are looked for; wider than any reach."""

_by_baseline = attrgetter("baseline")
_by_left = attrgetter("x0")


def body_glyphs(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of the text proper: watermarks (tilted or pale) and second drawings of the same glyph are gone.

    Where nearly everything is pale, the page is simply printed in grey and stays.
    """
    body = [glyph for glyph in glyphs if abs(glyph.angle) <= _TILT]
    dark = [glyph for glyph in body if not glyph.pale]
    if len(dark) * 5 >= len(body):
        body = dark
    return _without_doubles(body)


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Each character once: drawn again within a third of its size it is fake bold."""
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        text, x, y = glyph.text, glyph.x0, glyph.baseline
        reach = _DOUBLE * min(glyph.size, glyph.x1 - x)
        i, j = int(x // _BUCKET), int(y // _BUCKET)
        here = seen.get((text, i, j))
        # A bucket's neighbours are asked only where the glyph stands at its edge: this loop is hot.
        i_edge = int((x - reach) // _BUCKET) + int((x + reach) // _BUCKET) - i
        j_edge = int((y - reach) // _BUCKET) + int((y + reach) // _BUCKET) - j
        near = here or []
        if i_edge != i or j_edge != j:
            around = {(i_edge, j), (i, j_edge), (i_edge, j_edge)} - {(i, j)}
            near = [*near, *(place for a, b in around for place in seen.get((text, a, b), ()))]
        for other_x, other_y in near:
            if abs(other_x - x) <= reach and abs(other_y - y) <= reach:
                break
        else:
            if here is None:
                seen[text, i, j] = [(x, y)]
            else:
                here.append((x, y))
            kept.append(glyph)
    return kept


def build_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of a page from top to bottom, each from left to right."""
    lines: list[Line] = []
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=_by_baseline):
        if group and glyph.baseline - group[-1].baseline > _SAME_LINE * min(glyph.size, group[-1].size):
            _add(lines, group, page)
            group = []
        group.append(glyph)
    if group:
        _add(lines, group, page)
    return lines


def _add(lines: list[Line], group: list[Glyph], page: int) -> None:
    group.sort(key=_by_left)
    visible = [glyph for glyph in group if not is_blank(glyph.text)]
    if not visible:
        return
    top, bottom = min([glyph.y0 for glyph in visible]), max([glyph.y1 for glyph in visible])
    inked = [(glyph.baseline - _ASCENT * glyph.size, glyph.baseline + _DESCENT * glyph.size) for glyph in visible]
    text = _place(group, page, min(top, *[over for over, _ in inked]), max(bottom, *[under for _, under in inked]))
    box = (visible[0].x0, top, max([glyph.x1 for glyph in visible]), bottom)
    lines.append(Line(text, page, box, median([glyph.size for glyph in visible])))


def _place(group: Sequence[Glyph], page: int, top: float, bottom: float) -> PlacedText:
    """The line's text: drawn blanks go, and a blank is put where the gap says that there is one."""
    text: list[str] = []
    lefts: list[float] = []
    rights: list[float] = []
    raw_index: list[int] = []
    raw_at = 0
    previous: Glyph | None = None
    for glyph in group:
        drawn = glyph.text
        if is_blank(drawn):
            raw_at += len(drawn)
            continue
        if previous is not None and _gap_is_blank(previous, glyph):
            text.append(" ")
            lefts.append(previous.x1)
            rights.append(glyph.x0)
            raw_index.append(max(0, raw_at - 1))
        elif previous is not None and previous.x0 + _SQUEEZED * (previous.x1 - previous.x0) < glyph.x0 < previous.x1:
            rights[-1] = glyph.x0
        for offset, character in enumerate(drawn):
            text.append(character)
            lefts.append(glyph.x0)
            rights.append(glyph.x1)
            raw_index.append(raw_at + offset)
        raw_at += len(drawn)
        previous = glyph
    line = fold("".join(text))
    raw = "".join([glyph.text for glyph in group])
    run = Run(0, len(line), page, top, bottom, tuple(lefts), tuple(rights), raw, tuple(raw_index))
    return PlacedText(line, (run,))


def _gap_is_blank(left: Glyph, right: Glyph) -> bool:
    gap = right.x0 - left.x1
    size = right.size
    if gap <= _LATIN_GAP * size:
        return False
    a, b = left.text[-1], right.text[0]
    if a.isascii() and b.isascii():
        if a in ",." and b.isdigit() and gap < _WIDE_GAP * size:  # 2, 945. 90
            return False
        return (a.isalnum() and b.isalnum()) or gap > _WIDE_GAP * size
    return gap > _WIDE_GAP * size
