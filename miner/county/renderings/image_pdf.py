"""A PDF of pictures, as scanners write it: each page is one JPEG, and perhaps a layer of text that nobody sees.

Written out by hand: no library at hand puts a JPEG into a PDF as it is and beside it text in a font without glyphs.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ASCII_WIDTH, _WIDTH = 550, 1000
"""Of the characters of the invisible font, in thousandths of its size."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]
    layer: Sequence[Words] = ()
    tilt: tuple[float, float] = (1.0, 0.0)
    """Cosine and sine of the angle by which the text lies askew around the middle of the page."""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of characters on one line of the layer."""

    text: str
    places: tuple[float, ...]
    """Where each begins, in points along the line from the first."""
    origin: tuple[float, float]
    direction: tuple[float, float]
    """A unit vector."""
    size: float


def image_pdf(pictures: Sequence[Picture]) -> bytes:
    """The pages as a PDF."""
    alphabet = sorted({character for one in pictures for words in one.layer for character in words.text})
    codes = {character: code for code, character in enumerate(alphabet, 1)}
    objects: list[bytes] = [b"", b""]  # the catalogue and the pages, known when all others are
    resources = b""
    if codes:
        objects += _font(codes)
        resources = b"/Font<</F0 3 0 R>>"
    pages = []
    for picture in pictures:
        width, height = picture.points
        drawing = b"q %.2f 0 0 %.2f 0 0 cm /Im0 Do Q\n" % (width, height) + _layer(picture, codes)
        number = len(objects) + 1
        shape = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode" % picture.pixels
        objects.append(_stream(b"/Type/XObject/Subtype/Image" + shape, picture.jpeg))
        objects.append(_packed(drawing))
        box = b"/MediaBox[0 0 %.2f %.2f]" % (width, height)
        held = b"/Resources<</XObject<</Im0 %d 0 R>>%s>>" % (number, resources)
        objects.append(b"<</Type/Page/Parent 2 0 R%s%s/Contents %d 0 R>>" % (box, held, number + 1))
        pages.append(b"%d 0 R" % (number + 2))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(pages))
    return _file(objects)


def _layer(picture: Picture, codes: dict[str, int]) -> bytes:
    """The invisible text, drawn in rendering mode 3, turned with the paper."""
    if not picture.layer:
        return b""
    cosine, sine = picture.tilt
    x, y = picture.points[0] / 2, picture.points[1] / 2
    around = (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)
    lines = [b"q %.5f %.5f %.5f %.5f %.3f %.3f cm BT 3 Tr" % around]
    for words in picture.layer:
        across, up = words.direction
        matrix = (across, up, -up, across, *words.origin)
        lines.append(
            b"/F0 %.2f Tf %.5f %.5f %.5f %.5f %.2f %.2f Tm [%s] TJ" % (words.size, *matrix, _run(words, codes))
        )
    lines.append(b"ET Q")
    return b"\n".join(lines)


def _run(words: Words, codes: dict[str, int]) -> bytes:
    """The characters, each moved from where the font's width puts it to where it stands."""
    pieces = []
    for index, character in enumerate(words.text):
        pieces.append(b"<%04X>" % codes[character])
        if index + 1 < len(words.text):
            advance = words.places[index + 1] - words.places[index]
            excess = round(_width(character) - 1000 * advance / words.size)
            if excess:
                pieces.append(b"%d" % excess)
    return b"".join(pieces)


def _width(character: str) -> int:
    return _ASCII_WIDTH if character.isascii() else _WIDTH


def _font(codes: dict[str, int]) -> Iterable[bytes]:
    """A font that has no glyphs but says what its codes mean, as programs for reading scans write it."""
    widths = b" ".join(b"%d" % _width(character) for character in codes)
    yield b"<</Type/Font/Subtype/Type0/BaseFont/Invisible/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"
    yield (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Invisible/CIDToGIDMap/Identity/DW 1000/W[1[%s]]/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>" % widths
    )
    yield (
        b"<</Type/FontDescriptor/FontName/Invisible/Flags 5/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 80>>"
    )
    pairs = [b"<%04X> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for text, code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    yield _packed(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Invisible def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
        + b"\nendcmap CMapName currentdict /CMap defineresource pop end end",
    )


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _packed(data: bytes) -> bytes:
    return _stream(b"/Filter/FlateDecode", zlib.compress(data))


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)
