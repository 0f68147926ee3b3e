"""PDF pages: coordinates, directions, colours, forms, and what happens when a page or a file is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.bilingual import set_language
from miner.errors import DamagedDocument, DocumentTooLarge, EmptyDocument, EncryptedDocument
from miner.model import Glyph, HealthVerdict, Page, Ruling, Source
from miner.reading import content_engine, content_state, document, pdf, pdfminer_api, read
from tests.reading.pdf_bytes import Objects, Sheet, packed, pdf_of, text_at


def source_of(tmp_path: Path, data: bytes, name: str = "a.pdf") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path)


def page_of(tmp_path: Path, sheet: Sheet, objects: Objects | None = None) -> Page:
    (page,) = source_of(tmp_path, pdf_of(sheet, objects=objects)).pages
    return page


def text_of(page: Page) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def first(page: Page) -> Glyph:
    return page.glyphs[0]


# ------------------------------------------------------------------------------------------------------- coordinates


def test_a_glyph_stands_where_it_is_drawn_counted_from_the_top_left(tmp_path: Path) -> None:
    page = page_of(tmp_path, Sheet(text_at(100, 700, "AB")))
    a, b = page.glyphs
    assert (a.text, b.text) == ("A", "B")
    assert (a.x0, a.x1, b.x0) == pytest.approx((100, 106, 106))
    assert a.baseline == pytest.approx(142)
    assert a.y0 < 142 < a.y1
    assert a.y1 - a.y0 == pytest.approx(a.size) == 10
    assert (a.font, a.angle, a.pale) == ("Courier", 0.0, False)
    assert (page.width, page.height) == (595, 842)


@pytest.mark.parametrize(
    ("rotate", "baseline", "x0", "size"),
    [(0, 142, 100, (595, 842)), (180, 700, 489, (595, 842)), (90, 100, 694, (842, 595)), (270, 495, 142, (842, 595))],
)
def test_rotate_turns_the_page_and_upright_writing_on_it_is_turned_back(
    tmp_path: Path, rotate: int, baseline: float, x0: float, size: tuple[float, float]
) -> None:
    # The content is written so that it stands upright once the viewer has turned the page.
    direction = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[rotate]
    x, y = {0: (100, 700), 180: (106, 700), 90: (100, 694), 270: (100, 700)}[rotate]
    content = f"BT /F1 10 Tf {direction} {x} {y} Tm (A) Tj ET".encode()
    page = page_of(tmp_path, Sheet(content, extra=f"/Rotate {rotate}"))
    assert (page.width, page.height) == size
    assert first(page).angle == 0
    assert first(page).baseline == pytest.approx(baseline)
    assert first(page).x0 == pytest.approx(x0)
    assert first(page).x1 - first(page).x0 == pytest.approx(6)


def test_coordinates_count_from_the_crop_box_and_what_lies_outside_it_is_gone(tmp_path: Path) -> None:
    content = text_at(100, 700, "in") + text_at(20, 700, "out")
    page = page_of(tmp_path, Sheet(content, box="10 20 605 862", extra="/CropBox [60 20 605 800]"))
    assert text_of(page) == "in"
    assert (page.width, page.height) == (545, 780)
    assert first(page).x0 == pytest.approx(40)
    assert first(page).baseline == pytest.approx(100)


def test_an_impossible_page_box_costs_no_text(tmp_path: Path) -> None:
    assert text_of(page_of(tmp_path, Sheet(text_at(100, 700, "kept"), box="0 0 0 0"))) == "kept"
    assert text_of(page_of(tmp_path, Sheet(text_at(100, 700, "kept"), box="5000 5000 5600 5800"))) == "kept"


@pytest.mark.parametrize("direction", ["0 1 -1 0 100 200", "0 -1 1 0 100 200", "-1 0 0 -1 300 200"])
def test_sideways_pages_are_turned_until_most_writing_is_upright(tmp_path: Path, direction: str) -> None:
    content = f"BT /F1 10 Tf {direction} Tm (sideways) Tj ET ".encode() + text_at(30, 30, "no")
    content += b"100 100 m 100 300 l S"
    page = page_of(tmp_path, Sheet(content))
    line = [glyph for glyph in page.glyphs if glyph.text in "sideway" and glyph.angle == 0]
    assert "".join(glyph.text for glyph in sorted(line, key=lambda glyph: glyph.x0)) == "sideways"
    assert len({round(glyph.baseline, 3) for glyph in line}) == 1
    assert all(glyph.y0 < glyph.baseline < glyph.y1 for glyph in line)
    assert {abs(glyph.angle) for glyph in page.glyphs if glyph.text in "no"} in ({90.0}, {180.0})
    assert page.turned == {"0 1": 90, "0 -": 270, "-1 ": 180}[direction[:3]]
    assert page.rulings[0].horizontal is (direction[0] == "0")
    assert (page.width > page.height) is (direction[0] == "0")


def test_oblique_writing_keeps_its_angle_and_does_not_turn_the_page(tmp_path: Path) -> None:
    content = text_at(100, 700, "body text") + b"BT /F1 40 Tf 0.7071 0.7071 -0.7071 0.7071 100 100 Tm (mark) Tj ET"
    page = page_of(tmp_path, Sheet(content))
    assert {glyph.text: glyph.angle for glyph in page.glyphs if glyph.angle} == dict.fromkeys("mark", 45.0)
    assert next(glyph.size for glyph in page.glyphs if glyph.angle) == pytest.approx(40, abs=0.01)


def test_the_text_layer_of_a_scan_that_lies_askew_is_read_as_straight_lines(tmp_path: Path) -> None:
    """Scanners with OCR write the text along the tilted picture: 0.8 degrees are 4 points over a line."""
    lines = b" ".join(
        b"BT /F1 12 Tf 0.99990 0.01396 -0.01396 0.99990 100 %d Tm (%s) Tj ET" % (700 - 20 * i, b"straight text " * 4)
        for i in range(3)
    )
    page = page_of(tmp_path, Sheet(lines))
    assert {glyph.angle for glyph in page.glyphs} == {0.0}
    assert page.skew == 0.8
    baselines = sorted({round(glyph.baseline, 1) for glyph in page.glyphs})
    assert baselines[0] == pytest.approx(baselines[-1] - 40, abs=0.5)
    assert len(baselines) <= 6
    assert page.health.verdict is HealthVerdict.GOOD


def test_a_matrix_that_is_flipped_twice_stands_upright(tmp_path: Path) -> None:
    page = page_of(tmp_path, Sheet(b"1 0 0 -1 0 842 cm BT /F1 200 Tf 0.05 0 0 -0.05 100 142 Tm (A) Tj ET"))
    assert first(page).baseline == pytest.approx(142)
    assert first(page).size == pytest.approx(10)
    assert first(page).angle == 0


def test_a_negative_size_under_a_half_turn_stands_upright(tmp_path: Path) -> None:
    page = page_of(tmp_path, Sheet(b"BT /F1 -10 Tf -1 0 0 -1 100 700 Tm (AB) Tj ET"))
    assert [glyph.angle for glyph in page.glyphs] == [0, 0]
    assert page.glyphs[1].x0 == pytest.approx(106)


# ------------------------------------------------------------------------------------------------------------- text


def test_spacing_scaling_leading_and_rise(tmp_path: Path) -> None:
    content = (
        b"BT /F1 10 Tf 14 TL 2 Tc 5 Tw 50 Tz 100 700 Td (A B) Tj T* 0 Tc 0 Tw 100 Tz (C) Tj 3 Ts [(D) -500 (E)] TJ ET"
    )
    glyphs = {glyph.text: glyph for glyph in page_of(tmp_path, Sheet(content)).glyphs}
    assert glyphs["B"].x0 == pytest.approx(100 + 2 * (3 + 1) + 2.5)
    assert glyphs["C"].baseline == pytest.approx(156)
    assert glyphs["D"].baseline == pytest.approx(156)
    assert glyphs["D"].y0 == pytest.approx(glyphs["C"].y0 - 3)
    assert glyphs["E"].x0 - glyphs["D"].x1 == pytest.approx(5)


def test_quotes_move_to_the_next_line(tmp_path: Path) -> None:
    content = b"BT /F1 10 Tf 12 TL 100 700 Td (A) Tj (B) ' 1 2 (C) \" ET"
    assert [round(glyph.baseline) for glyph in page_of(tmp_path, Sheet(content)).glyphs] == [142, 154, 166]


def test_invisible_writing_of_a_text_layer_is_kept(tmp_path: Path) -> None:
    page = page_of(tmp_path, Sheet(b"1 g 3 Tr " + text_at(100, 700, "layer")))
    assert text_of(page) == "layer"
    assert not any(glyph.pale for glyph in page.glyphs)


@pytest.mark.parametrize(
    ("colour", "pale"),
    [
        (b"0.75 g", True),
        (b"0.4 g", False),
        (b"1 0.8 0.8 rg", True),
        (b"1 0 0 rg", False),
        (b"1 0.6 0 rg", False),
        (b"0 0 0 0.2 k", True),
        (b"0 0 0 1 k", False),
        (b"/Spot cs 0.1 scn", True),
        (b"/Spot cs 1 scn", False),
        (b"/Spot cs", False),
        (b"/Icc cs 0.9 0.9 0.9 sc", True),
        (b"/Icc cs 0.1 0.1 0.1 sc", False),
        (b"/Thin gs", True),
        (b"/Thin gs /Full gs", False),
        (b"q 0.9 g Q", False),
        (b"1 Tr 0.9 G 0 g", True),
    ],
)
def test_pale_writing_is_marked(tmp_path: Path, colour: bytes, pale: bool) -> None:
    objects = Objects()
    function = objects.add("<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0] /C1 [1] >>", 10)
    profile = objects.add_stream(b"", "/N 3")
    resources = (
        f"/ColorSpace << /Spot [/Separation /Black /DeviceGray {function} 0 R] /Icc [/ICCBased {profile} 0 R] >> "
        "/ExtGState << /Thin << /ca 0.2 >> /Full << /ca 1 >> >>"
    )
    page = page_of(tmp_path, Sheet(colour + b" " + text_at(100, 700, "A"), resources=resources), objects)
    assert first(page).pale is pale


def test_white_writing_on_a_dark_fill_is_no_watermark(tmp_path: Path) -> None:
    content = b"0 0 0.4 rg 90 690 100 30 re f 1 g " + text_at(100, 700, "head") + text_at(100, 500, "mark")
    page = page_of(tmp_path, Sheet(content))
    assert [glyph.pale for glyph in page.glyphs] == [False] * 4 + [True] * 4


# ---------------------------------------------------------------------------------------------------------- rulings


def test_rulings_come_from_lines_thin_rectangles_and_edges(tmp_path: Path) -> None:
    content = (
        b"100 700 m 300 700 l S "  # a line
        b"100 600 200 0.5 re f "  # a thin filled rectangle: its two long edges
        b"100 400 50 30 re S "  # a stroked rectangle: four edges
        b"10 10 m 50 60 l S "  # an oblique line: nothing
        b"200 200 m 200 300 l 260 300 l h S "  # a triangle: two of its three sides
        b"100 100 10 10 re W n"  # a clip: nothing
    )
    rulings = page_of(tmp_path, Sheet(content)).rulings
    assert rulings == tuple(
        Ruling(*edge)
        for edge in [
            (100, 142, 300, 142),
            (100, 242, 300, 242),
            (100, 241.5, 300, 241.5),
            (100, 442, 150, 442),
            (150, 412, 150, 442),
            (100, 412, 150, 412),
            (100, 412, 100, 442),
            (200, 542, 200, 642),
            (200, 542, 260, 542),
        ]
    )


def test_rulings_go_through_the_matrix_and_are_told_once(tmp_path: Path) -> None:
    content = b"q 0.5 0 0 0.5 10 20 cm 100 100 m 300 100 l S 100 100 m 300 100 l S Q"
    assert page_of(tmp_path, Sheet(content)).rulings == (Ruling(60, 772, 160, 772),)


def test_a_path_that_does_not_begin_with_a_move_draws_nothing(tmp_path: Path) -> None:
    assert page_of(tmp_path, Sheet(b"100 100 l 300 100 l S")).rulings == ()


# ------------------------------------------------------------------------------------------------------------ forms


_SAME = "1 0 0 1 0 0"


def _form(objects: Objects, content: bytes, resources: str = "/Font << /F1 3 0 R >>", matrix: str = _SAME) -> int:
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Matrix [{matrix}] /Resources << {resources} >>"
    return objects.add_stream(content, entries)


def test_forms_are_drawn_with_their_matrix_and_the_page_goes_on_after_them(tmp_path: Path) -> None:
    objects = Objects()
    objects.add("null", 9)
    form = _form(objects, text_at(10, 10, "F"), matrix="1 0 0 1 50 0")
    content = b"1 0 0 1 100 0 cm /Fm Do " + text_at(0, 700, "P")
    page = page_of(tmp_path, Sheet(content, resources=f"/XObject << /Fm {form} 0 R >>"), objects)
    assert {glyph.text: round(glyph.x0) for glyph in page.glyphs} == {"F": 160, "P": 100}


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    objects = Objects()
    objects.add("null", 9)
    form = _form(objects, text_at(10, 10, "F") + b" /Fm Do", "/Font << /F1 3 0 R >> /XObject << /Fm 10 0 R >>")
    assert form == 10
    page = page_of(tmp_path, Sheet(b"/Fm Do", resources="/XObject << /Fm 10 0 R >>"), objects)
    assert text_of(page) == "F"


def test_forms_that_draw_each_other_without_end_cost_their_page_only(tmp_path: Path) -> None:
    objects = Objects()
    objects.add("null", 9)
    form = _form(objects, text_at(10, 10, "x"))
    for _ in range(20):
        form = _form(objects, b"/Fm Do " * 10, f"/XObject << /Fm {form} 0 R >>")
    bomb = Sheet(b"/Fm Do", resources=f"/XObject << /Fm {form} 0 R >>")
    source = source_of(tmp_path, pdf_of(bomb, Sheet(text_at(100, 700, "fine")), objects=objects))
    assert [page.health.verdict for page in source.pages] == [HealthVerdict.UNREADABLE, HealthVerdict.GOOD]
    assert [problem.page for problem in source.problems] == [1]


# --------------------------------------------------------------------------------------------------- what goes wrong


def test_one_broken_page_costs_that_page(tmp_path: Path) -> None:
    broken = Sheet(text_at(100, 700, "x"), fonts="/F1 << /Type /Font /Subtype /Type3 >>")
    source = source_of(tmp_path, pdf_of(Sheet(text_at(100, 700, "one")), broken, Sheet(text_at(100, 700, "three"))))
    assert [page.health.verdict.value for page in source.pages] == ["good", "unreadable", "good"]
    assert [(problem.component, problem.page) for problem in source.problems] == [("reading", 2)]


def test_a_broken_font_that_nobody_uses_costs_nothing(tmp_path: Path) -> None:
    page = page_of(tmp_path, Sheet(text_at(100, 700, "x"), fonts="/F1 3 0 R /F2 << /Type /Font /Subtype /Type3 >>"))
    assert text_of(page) == "x"


def test_a_page_whose_content_breaks_off_is_not_taken_for_whole(tmp_path: Path) -> None:
    content = b"".join(text_at(100, y, f"row {y}") for y in range(100, 800, 3))
    source = source_of(tmp_path, pdf_of(Sheet(packed=packed(content)[:-200]), Sheet(packed=packed(content))))
    assert [page.health.verdict.value for page in source.pages] == ["unreadable", "good"]
    assert [problem.page for problem in source.problems] == [1]


def test_a_wrong_checksum_alone_is_forgiven(tmp_path: Path) -> None:
    data = packed(text_at(100, 700, "kept"))
    assert text_of(page_of(tmp_path, Sheet(packed=data[:-4] + b"\x00\x00\x00\x00"))) == "kept"
    assert text_of(page_of(tmp_path, Sheet(packed=data[:-4]))) == "kept"


def test_a_stream_that_unpacks_without_end_costs_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfminer_api, "LARGEST_STREAM", 1000)
    source = source_of(tmp_path, pdf_of(Sheet(packed=packed(b" " * 5000)), Sheet(packed=packed(text_at(9, 9, "x")))))
    assert [page.health.verdict.value for page in source.pages] == ["unreadable", "good"]


def test_pages_that_the_file_announces_and_lacks_are_reported(tmp_path: Path) -> None:
    source = source_of(tmp_path, pdf_of(Sheet(text_at(100, 700, "x")), count=5))
    assert [problem.message for problem in source.problems] == ["文件应有 5 页，其中 4 页缺失"]


def test_a_scan_is_told_from_an_empty_page(tmp_path: Path) -> None:
    objects = Objects()
    objects.add("null", 9)
    image = objects.add_stream(b"\x00", "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray")
    resources = f"/XObject << /Im {image} 0 R >>"
    scan = Sheet(b"q 595 0 0 842 0 0 cm /Im Do Q", resources=resources)
    logo = Sheet(b"q 60 0 0 60 0 0 cm /Im Do Q" + text_at(9, 99, "x"), resources=resources)
    inline = Sheet(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")
    source = source_of(tmp_path, pdf_of(scan, logo, inline, Sheet(), objects=objects))
    assert [page.health.verdict.value for page in source.pages] == ["scanned", "good", "scanned", "empty"]


def test_stock_pdfminer_reads_a_page_on_which_the_fast_engine_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pdf_of(Sheet(text_at(100, 700, "AB") + b"100 600 m 300 600 l S", extra="/Rotate 90"))
    expected = source_of(tmp_path, data).pages

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pdf, "draw_page", fail)
    assert source_of(tmp_path, data).pages == expected
    assert source_of(tmp_path, data).problems == ()


@pytest.mark.parametrize("content", [b"[" * 1000, b"<<" * 1000, b"BI " * 1000])
def test_operands_without_bottom_cost_their_page(tmp_path: Path, content: bytes) -> None:
    assert page_of(tmp_path, Sheet(content)).health.verdict is HealthVerdict.UNREADABLE


def test_content_that_is_executed_over_and_over_costs_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_state, "MOST_CONTENT", 1000)
    objects = Objects()
    objects.add("null", 9)
    form = _form(objects, b"q Q " * 100)
    again = Sheet(b"/Fm Do " * 5, resources=f"/XObject << /Fm {form} 0 R >>")
    data = pdf_of(again, Sheet(text_at(9, 99, "x")), objects=objects)
    verdicts = [page.health.verdict.value for page in source_of(tmp_path, data).pages]
    assert verdicts == ["unreadable", "good"]


def test_limits_are_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_of(Sheet(text_at(100, 700, "AB")), Sheet())
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(DocumentTooLarge, match="1 页"):
        source_of(tmp_path, data)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    monkeypatch.setattr(content_engine, "MOST_GLYPHS", 1)
    assert source_of(tmp_path, data).pages[0].health.verdict is HealthVerdict.UNREADABLE
    monkeypatch.setattr(document, "LARGEST_FILE", 10)
    with pytest.raises(DocumentTooLarge, match="MB"):
        source_of(tmp_path, data)


def test_messages_come_in_english_too(tmp_path: Path) -> None:
    set_language("en")
    try:
        with pytest.raises(DamagedDocument, match="saved as PDF") as caught:
            source_of(tmp_path, b"<html>404</html>")
        assert caught.value.remedy.isascii()
    finally:
        set_language("zh")


def test_encrypted(tmp_path: Path) -> None:
    secret = f"<{'ab' * 32}>"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(EncryptedDocument, match="密码"):
        source_of(tmp_path, pdf_of(Sheet(), trailer=encrypt))


def test_other_encryption(tmp_path: Path) -> None:
    with pytest.raises(EncryptedDocument, match="不支持的加密"):
        source_of(tmp_path, pdf_of(Sheet(), trailer="/Encrypt << /Filter /Other /V 1 >> /ID [<00> <00>]"))


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"", EmptyDocument, "空"),
        (b"  \r\n", EmptyDocument, "空"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><body>404</body></html>", DamagedDocument, "网页"),
        (b"<?xml version='1.0'?>\n<html><body>404</body></html>", DamagedDocument, "网页"),
        (b"just words", DamagedDocument, "不是 PDF"),
        (pdf_of(Sheet(text_at(9, 9, "x")))[:60], DamagedDocument, "不完整"),
        (pdf_of(), DamagedDocument, "没有任何页面"),
        (b"%PDF-1.4\ntrailer << /Root 9 0 R >>\n%%EOF", DamagedDocument, "损坏|没有"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, data: bytes, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        source_of(tmp_path, data)


def test_the_same_bytes_have_the_same_name_tag(tmp_path: Path) -> None:
    data = pdf_of(Sheet(text_at(9, 9, "x")))
    one, other = source_of(tmp_path, data, "one.pdf"), source_of(tmp_path, data, "other.PDF")
    assert one.sha256 == other.sha256
    assert (one.name, other.name, one.format) == ("one.pdf", "other.PDF", "pdf")
