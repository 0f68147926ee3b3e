"""The fast engine gives, character by character and edge by edge, what stock pdfminer gives, on every PDF at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from miner.errors import UnreadableDocument
from miner.reading import read
from miner.reading.content import draw_page
from miner.reading.drawing import Drawing, Matrix
from miner.reading.fonts import Faces
from miner.reading.pdfminer_api import open_document, pages_of
from miner.reading.stock import draw_page_stock
from tests.conftest import reference_folder
from tests.reading.pdf_bytes import Objects, Sheet, pdf_of
from tests.reading.stock_oracle import Segment, StockGlyph, stock_page

_MANY = 60
"""From so many pages a document is compared on every fifth page."""
_CLOSE = 0.01


def _files() -> Iterator[Path]:
    for folder in ("real", "rendered", "hostile"):
        yield from sorted((reference_folder() / folder).glob("*.pdf"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in _files()])
def test_fast_equals_stock(path: Path, reference: Path) -> None:
    try:
        document = open_document(path.read_bytes())
        pages = list(pages_of(document))
    except Exception:
        with pytest.raises(UnreadableDocument):
            read(path)
        return
    faces, manager = Faces(), PDFResourceManager()
    for number, page in list(enumerate(pages, start=1))[:: 5 if len(pages) > _MANY else 1]:
        try:
            glyphs, segments = stock_page(page, manager)
        except Exception:
            # Where stock gives up, the fast engine may read more or fail as well; the page is then reported.
            continue
        drawing = draw_page(page.resources, page.contents, _stock_matrix(page), faces)
        assert _difference(glyphs, drawing) is None, f"page {number}"
        assert {_rounded(edge) for edge in drawing.segments} == {_rounded(edge) for edge in segments}, f"page {number}"


_CID = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /{encoding} /ToUnicode 11 0 R /DescendantFonts "
    "[<< /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> "
    "/DW 900 /W [1 [500 700]] /W2 [2 [-800 450 900]] /FontDescriptor << /FontName /Song /Ascent 859 /Descent -141 "
    "/FontBBox [0 -141 1000 859] >> >>] >>"
)
_TYPE3 = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1000 800] /FontMatrix [0.002 0 0 0.002 0 0] /FirstChar 65 "
    "/Widths [300 400] /Encoding << /Differences [65 /A /B] >> /CharProcs << >> >>"
)
_SHOWN = b"BT /F2 12 Tf %s 7 TL 1 Tc 2 Tw 80 Tz 3 Ts [<00010002> -300 <00030020>] TJ T* <0002> Tj ET"


@pytest.mark.parametrize("font", [_CID.format(encoding="Identity-H"), _CID.format(encoding="Identity-V"), _TYPE3])
@pytest.mark.parametrize(
    "place", ["100 700 Td", "0 1 -1 0 300 300 Tm", "-1 0 0 -1 300 300 Tm", "1 0.3 -0.2 1 99 99 Tm", "1 0 0 -1 9 9 Tm"]
)
def test_fonts_and_directions(font: str, place: str) -> None:
    objects = Objects()
    objects.add("null", 10)
    assert objects.add_stream(b"beginbfrange <0001> <0030> <4e00> endbfrange") == 11
    shown = _SHOWN % place.encode()
    if font is _TYPE3:
        shown = shown.replace(b"<00010002>", b"(AB)").replace(b"<00030020>", b"( A)").replace(b"<0002>", b"(B)")
    data = pdf_of(Sheet(shown, fonts=f"/F2 {font}"), objects=objects)
    (page,) = pages_of(open_document(data))
    glyphs, _ = stock_page(page, PDFResourceManager())
    assert len(glyphs) >= 4
    faces = Faces()
    drawing = draw_page(page.resources, page.contents, _stock_matrix(page), faces)
    baselines = [glyph.baseline for glyph in glyphs] if "Identity-V" not in font else None
    if baselines is None:  # in vertical writing the miner gives the line of the neighbouring horizontal writing
        drawing.glyphs[:] = [
            ours._replace(baseline=theirs.baseline, size=theirs.size if theirs.size >= 0 else ours.size)
            for ours, theirs in zip(drawing.glyphs, glyphs, strict=True)
        ]
    assert _difference(glyphs, drawing) is None
    slow = draw_page_stock(page.resources, page.contents, _stock_matrix(page), faces.manager)
    fast = draw_page(page.resources, page.contents, _stock_matrix(page), faces)
    for ours, theirs in zip(fast.glyphs, slow.glyphs, strict=True):
        assert ours[1:7] == pytest.approx(theirs[1:7], abs=_CLOSE)
        assert ours.angle == theirs.angle


def test_every_edge_that_pdfplumber_sees_is_a_ruling(reference: Path) -> None:
    for folder in ("real", "rendered"):
        for path in sorted((reference / folder).glob("*.pdf")):
            pages = read(path).pages
            with pdfplumber.open(path) as document:
                for number in range(2, len(document.pages), 7):
                    rulings = {_rounded(ruling) for ruling in pages[number].rulings}
                    edges = document.pages[number].edges
                    for edge in edges:
                        if max(edge["width"], edge["height"]) >= 1 and edge["orientation"]:
                            box = (edge["x0"], edge["top"], edge["x1"], edge["bottom"])
                            assert any(_near(_rounded(box), ruling) for ruling in rulings), (path.name, number + 1, box)
                    document.pages[number].close()


def _near(one: Segment, other: Segment) -> bool:
    return all(abs(a - b) <= 2 * _CLOSE for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", ["天元_typst.pdf", "tables_watermark.pdf"])
def test_the_fallback_equals_the_fast_engine(name: str, reference: Path) -> None:
    faces = Faces()
    for page in pages_of(open_document((reference / "rendered" / name).read_bytes())):
        fast = draw_page(page.resources, page.contents, _stock_matrix(page), faces)
        slow = draw_page_stock(page.resources, page.contents, _stock_matrix(page), faces.manager)
        assert len(fast.glyphs) == len(slow.glyphs)
        for ours, theirs in zip(fast.glyphs, slow.glyphs, strict=True):
            assert (ours.text, ours.font, ours.angle) == (theirs.text, theirs.font, theirs.angle)
            assert ours[1:7] == pytest.approx(theirs[1:7], abs=_CLOSE)
        assert {_rounded(edge) for edge in fast.segments} == {_rounded(edge) for edge in slow.segments}


def _stock_matrix(page: PDFPage) -> Matrix:
    """The matrix with which stock pdfminer begins a page."""
    x0, y0, x1, y1 = page.mediabox
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    return turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))


def _difference(stock: list[StockGlyph], drawing: Drawing) -> str | None:
    ours = [glyph for glyph in drawing.glyphs if glyph.text]
    if len(stock) != len(ours):
        return f"{len(stock)} characters in stock, {len(ours)} here"
    for a, b in zip(stock, ours, strict=True):
        same_place = all(abs(x - y) <= _CLOSE for x, y in zip(a[1:6], b[1:6], strict=True))
        same_size = a.size < 0 or abs(a.size - b.size) <= _CLOSE
        same_font = isinstance(a.font, bytes) or str(a.font).startswith("b'") or str(a.font) == b.font
        if a.text != b.text or not same_place or not same_size or not same_font:
            return f"{a} in stock, {b} here"
    return None


def _rounded(edge: Segment) -> Segment:
    return tuple(round(value, 2) + 0.0 for value in edge)  # type: ignore[return-value]  # four in, four out
