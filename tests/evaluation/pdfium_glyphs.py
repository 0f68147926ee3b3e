"""The characters of a page and their boxes as PDFium sees them: an oracle that shares no code with `miner.reading`."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from functools import cache
from math import cos, degrees, radians, sin
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from miner.model import BBox, PageSize

_FINE = 100
"""PDFium tells device coordinates in whole units: hundredths of a point."""
_FAR = 1000.0
_OBLIQUE = 3.0
"""Degrees."""


class Seen(NamedTuple):
    """One character and the box around its ink, in points of the page as read, from the top left."""

    text: str
    box: BBox

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2


class SeenPages:
    """The characters of a file, page by page."""

    def __init__(self, path: Path) -> None:
        self._document = pypdfium2.PdfDocument(path.read_bytes())
        self.page = cache(self._page)

    def _page(self, number: int, size: PageSize) -> tuple[Seen, ...]:
        """The visible characters of a page, without those that stand oblique: a watermark is no part of any text.

        Args:
            number: from 1.
            size: how the miner read it: only by this is known how it was turned.
        """
        page = self._document[number - 1]
        words = page.get_textpage()
        try:
            return tuple(_seen(page, words, size))
        finally:
            words.close()
            page.close()


def plain(text: str) -> str:
    """The text without blanks, compatibility characters (full width, radicals) folded."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _seen(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage, size: PageSize) -> Iterator[Seen]:
    origin, right, up = (_device(page, size, x, y) for x, y in ((0.0, 0.0), (_FAR, 0.0), (0.0, _FAR)))
    a, b = (right[0] - origin[0]) / _FAR, (right[1] - origin[1]) / _FAR
    c, d = (up[0] - origin[0]) / _FAR, (up[1] - origin[1]) / _FAR
    for index in range(words.count_chars()):
        text = plain(chr(raw.FPDFText_GetUnicode(words, index)))
        if not text or raw.FPDFText_IsGenerated(words, index):
            continue
        quarters = degrees(raw.FPDFText_GetCharAngle(words, index)) / 90
        if abs(quarters - round(quarters)) * 90 > _OBLIQUE:
            continue
        box = words.get_charbox(index)
        if box[2] <= box[0] or box[3] <= box[1]:
            box = words.get_charbox(index, loose=True)
        xs = [a * x + c * y + origin[0] for x in box[::2] for y in box[1::2]]
        ys = [b * x + d * y + origin[1] for x in box[::2] for y in box[1::2]]
        yield Seen(text, _straightened((min(xs), min(ys), max(xs), max(ys)), size))


def _device(page: pypdfium2.PdfPage, size: PageSize, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    width, height = round(size.width * _FINE), round(size.height * _FINE)
    raw.FPDF_PageToDevice(page, 0, 0, width, height, size.turned // 90, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _straightened(box: BBox, size: PageSize) -> BBox:
    if not size.skew:
        return box
    sine, cosine = sin(radians(size.skew)), cos(radians(size.skew))
    x, y = (box[0] + box[2] - size.width) / 2, (box[1] + box[3] - size.height) / 2
    right, down = cosine * x - sine * y - x, sine * x + cosine * y - y
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down
