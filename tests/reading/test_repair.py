"""GBK shown through Latin encodings is turned back; anything else is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.model import HealthVerdict, Page
from miner.reading import read
from tests.reading.pdf_bytes import FONT, Objects, Sheet, pdf_of

_SENTENCE = "青河县财政局二〇二四年度部门决算，收入支出总计。"


def _page(tmp_path: Path, content: bytes, font: str = FONT) -> Page:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(Sheet(content, fonts=f"/F1 3 0 R /F2 {font}")))
    return read(path).pages[0]


def _shown(data: bytes) -> bytes:
    return b"BT /F1 10 Tf 100 700 Td <" + data.hex().encode() + b"> Tj ET"


def _text(page: Page) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def test_gbk_bytes_become_han_characters_with_both_boxes(tmp_path: Path) -> None:
    page = _page(tmp_path, _shown(f"2024年{_SENTENCE}".encode("gbk")))
    assert _text(page) == f"2024年{_SENTENCE}"
    assert page.health.verdict is HealthVerdict.REPAIRED
    han = page.glyphs[4]
    assert han.text == "年"
    assert (han.x0, han.x1) == pytest.approx((124, 136))


def test_the_two_bytes_may_be_shown_one_by_one(tmp_path: Path) -> None:
    pieces = b" ".join(f"<{byte:02x}>".encode() for byte in _SENTENCE.encode("gbk"))
    assert _text(_page(tmp_path, b"BT /F1 10 Tf 100 700 Td [" + pieces + b"] TJ ET")) == _SENTENCE


def test_on_a_sideways_page(tmp_path: Path) -> None:
    shown = _shown(_SENTENCE.encode("gbk")).replace(b"100 700 Td", b"0 1 -1 0 300 100 Tm")
    page = _page(tmp_path, shown)
    assert _text(page) == _SENTENCE
    assert {glyph.angle for glyph in page.glyphs} == {0.0}
    assert len({round(glyph.baseline, 2) for glyph in page.glyphs}) == 1


@pytest.mark.parametrize(
    "data",
    [
        "déjà vu à côté".encode("latin-1"),
        "ÄÖÜ ÄÖÜ äöüß".encode("latin-1"),
        "¼½¾ ±0.5 © ® «»".encode("latin-1"),
        bytes(range(0xA1, 0xFF)),
    ],
)
def test_latin_writing_is_left_alone(tmp_path: Path, data: bytes) -> None:
    page = _page(tmp_path, _shown(data))
    assert len(page.glyphs) == len(data)
    assert page.health.verdict is not HealthVerdict.REPAIRED


def test_one_font_is_repaired_and_the_other_left_alone(tmp_path: Path) -> None:
    other = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    content = _shown(_SENTENCE.encode("gbk")) + b" BT /F2 10 Tf 100 500 Td <e9e8> Tj ET"
    assert _text(_page(tmp_path, content, other)) == _SENTENCE + "éè"


def test_a_font_with_a_unicode_map_is_believed(tmp_path: Path) -> None:
    cmap = b"beginbfrange <a1> <fe> <00a1> endbfrange"
    path = tmp_path / "a.pdf"
    objects = Objects()
    objects.add("null", 9)
    number = objects.add_stream(cmap)
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode {number} 0 R >>"
    sheet = Sheet(_shown(_SENTENCE.encode("gbk")).replace(b"/F1", b"/F2"), fonts=f"/F2 {font}")
    path.write_bytes(pdf_of(sheet, objects=objects))
    page = read(path).pages[0]
    assert page.health.verdict is HealthVerdict.UNREADABLE
    assert page.health.mojibake_share > 0.5
