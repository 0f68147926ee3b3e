"""The Typst rendering printed and scanned: grey pictures, slightly askew and soiled; with the layer of text or without.

Everything that looks like chance comes from a hash of the words, so that the same blocks give the same scan.
"""

from __future__ import annotations

import ctypes
import io
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import raw

from miner.county.blocks import Block
from miner.county.layout import Layout
from miner.county.renderings import typst_pdf
from miner.county.renderings.image_pdf import Picture, Words, image_pdf
from miner.county.renderings.texts import fingerprint

_RESOLUTION = 150
_MOST_TILT = 0.8
"""In degrees."""
_STRAIGHTENED = 0.5
"""The share of the documents with text whose pages were set straight before they were read, as some programs do."""
_PAPER = 248
_NOISE = 0.035
"""The share of noise in what is seen."""
_QUALITY = 20
_BLUR = 0.9
"""In pixels; a lens is never sharp, and sharp edges fill a JPEG."""
_COLUMN = 1.2
"""A gap of so many ems ends a run of characters."""
_ASKEW = 0.02
"""Text further off the axes than this (a watermark) is not read by those who read scans."""


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """Pictures alone."""
    return _scan(blocks, layout, readable=False)


def render_with_text(blocks: Sequence[Block], layout: Layout) -> bytes:
    """Pictures with invisible text."""
    return _scan(blocks, layout, readable=True)


def _scan(blocks: Sequence[Block], layout: Layout, readable: bool) -> bytes:
    chance = random.Random(fingerprint(blocks))
    straight = chance.random() < _STRAIGHTENED and readable
    document = pypdfium2.PdfDocument(typst_pdf.render(blocks, layout))
    try:
        return image_pdf([_picture(document[index], chance, readable, straight) for index in range(len(document))])
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, chance: random.Random, readable: bool, straight: bool) -> Picture:
    angle = 0.0 if straight else chance.uniform(-_MOST_TILT, _MOST_TILT)
    image = page.render(scale=_RESOLUTION / 72, grayscale=True).to_pil()
    image = image.point([round(value * _PAPER / 255) for value in range(256)])
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_PAPER).filter(ImageFilter.GaussianBlur(_BLUR))
    # Noise in grains of two pixels, such as paper has; finer grains cost more bytes than all the letters together.
    grains = (image.width // 2 + 1, image.height // 2 + 1)
    noise = Image.frombytes("L", grains, chance.randbytes(grains[0] * grains[1]))
    noise = noise.resize((2 * grains[0], 2 * grains[1])).crop((0, 0, *image.size))
    image = Image.blend(image, ImageChops.multiply(noise, image), _NOISE)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, progressive=True)
    turn = (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    layer = tuple(_layer(page)) if readable else ()
    return Picture(written.getvalue(), image.size, page.get_size(), layer, turn)


# ------------------------------------------------------------------------------------------------------- the text layer


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    origin: tuple[float, float]
    direction: tuple[float, float]
    size: float

    @property
    def along(self) -> float:
        """How far along its line it stands."""
        return self.origin[0] * self.direction[0] + self.origin[1] * self.direction[1]

    @property
    def across(self) -> float:
        """How high its line stands."""
        return self.origin[1] * self.direction[0] - self.origin[0] * self.direction[1]


def _layer(page: pypdfium2.PdfPage) -> Iterator[Words]:
    """The page's text line by line, from the top and from the left, in runs that wide gaps divide."""
    glyphs = sorted(_glyphs(page), key=lambda one: (one.direction, -round(one.across, 1), one.along))
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            yield _words(run)
            run = []
        run.append(glyph)
    if run:
        yield _words(run)


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    same_line = last.direction == glyph.direction and abs(last.across - glyph.across) < 0.2 * last.size
    return same_line and glyph.along - last.along < (1 + _COLUMN) * last.size


def _words(run: Sequence[_Glyph]) -> Words:
    places = tuple(glyph.along - run[0].along for glyph in run)
    return Words("".join(glyph.text for glyph in run), places, run[0].origin, run[0].direction, run[0].size)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[_Glyph]:
    text = page.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code <= ord(" "):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        length = math.hypot(matrix.a, matrix.b)
        direction = (round(matrix.a / length, 3), round(matrix.b / length, 3))
        if min(map(abs, direction)) > _ASKEW:
            continue
        size = round(raw.FPDFText_GetFontSize(text, index) * length, 2)
        yield _Glyph(chr(code), (x.value, y.value), direction, size)
    text.close()
