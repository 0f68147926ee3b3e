"""A picture shows the page as it was read: under every glyph's box there is ink, and nowhere else."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from miner.errors import MinerError
from miner.isolation import Limits
from miner.model import Page, PageSize
from miner.reading import read
from miner.report.pictures import PictureJob, Pictures, draw_pages, picture_path
from tests.conftest import reference_folder
from tests.reading.pdf_bytes import Objects, Sheet, pdf_of, text_at

LINES = b"".join(text_at(80, 700 - 30 * row, "HEIGHT 1234.56", 12) for row in range(4)) + text_at(300, 120, "WATER", 20)
DARK = 140
_IN_DIRECTION = "BT /F1 12 Tf {} Tm (HEIGHT 1234.56 WATER) Tj ET "


def job_of(path: Path, *pages: tuple[int, PageSize]) -> PictureJob:
    data = path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    return PictureJob(sha[:16], sha, (str(path),), pages)


def drawn(tmp_path: Path, sheet: Sheet, objects: Objects | None = None) -> tuple[Page, Image.Image]:
    """The page as read, and its picture."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(sheet, objects=objects))
    [page] = read(path).pages
    job = job_of(path, (1, page.size))
    result = draw_pages([job], tmp_path / "pictures", 1)[job.doc_id]
    assert result == Pictures(job.doc_id, {1: (page.width, page.height)}, {})
    with Image.open(tmp_path / "pictures" / picture_path(job.doc_id, 1)) as picture:
        return page, picture.convert("L")


def levels(picture: Image.Image) -> list[int]:
    """The greys of a picture, from black to white."""
    return [level for level, count in enumerate(picture.histogram()) if count]


def require_ink_in_boxes_alone(page: Page, picture: Image.Image, beside: float = 2.0) -> None:
    """Every glyph's box holds ink, and nothing stands farther than ``beside`` points from a box."""
    across, down = picture.width / page.width, picture.height / page.height
    assert across == pytest.approx(down, rel=0.01)
    rest = ImageChops.invert(picture)
    eraser = ImageDraw.Draw(rest)
    seen = [glyph for glyph in page.glyphs if glyph.text.strip()]
    assert seen
    for glyph in seen:
        box = (int(glyph.x0 * across), int(glyph.y0 * down), round(glyph.x1 * across), round(glyph.y1 * down))
        assert levels(picture.crop(box))[0] < DARK, f"no ink under {glyph.text!r}"
        room = beside * across
        eraser.rectangle((box[0] - room, box[1] - room, box[2] + room, box[3] + room), fill=0)
    assert levels(rest)[-1] < 255 - DARK, "ink where no glyph is"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_that_the_file_turns(tmp_path: Path, rotate: int) -> None:
    page, picture = drawn(tmp_path, Sheet(LINES, extra=f"/Rotate {rotate}"))
    require_ink_in_boxes_alone(page, picture)


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_crop_box_that_begins_elsewhere(tmp_path: Path, rotate: int) -> None:
    sheet = Sheet(LINES, box="10 20 605 862", extra=f"/CropBox [60 100 560 900] /Rotate {rotate}")
    page, picture = drawn(tmp_path, sheet)
    assert {page.width, page.height} == {500, 762}
    require_ink_in_boxes_alone(page, picture)


@pytest.mark.parametrize("direction", ["0 1 -1 0 300 200", "0 -1 1 0 300 500", "-1 0 0 -1 500 300"])
@pytest.mark.parametrize("rotate", [0, 90])
def test_tables_that_lie_sideways_are_turned_upright(tmp_path: Path, direction: str, rotate: int) -> None:
    page, picture = drawn(tmp_path, Sheet(_IN_DIRECTION.format(direction).encode(), extra=f"/Rotate {rotate}"))
    assert page.turned or rotate
    require_ink_in_boxes_alone(page, picture)


@pytest.mark.parametrize("sine", [0.01396, -0.01396])
def test_a_tilted_page_is_straightened(tmp_path: Path, sine: float) -> None:
    lines = b"".join(
        _IN_DIRECTION.format(f"0.9999 {sine} {-sine} 0.9999 60 {y}").encode() for y in (780, 700, 420, 100, 60)
    )
    page, picture = drawn(tmp_path, Sheet(lines))
    assert abs(page.skew) == 0.8
    require_ink_in_boxes_alone(page, picture)


def test_a_tilted_page_that_lies_sideways(tmp_path: Path) -> None:
    page, picture = drawn(tmp_path, Sheet(_IN_DIRECTION.format("0.01396 0.9999 -0.9999 0.01396 90 300").encode()))
    assert (page.turned, page.skew) != (0, 0)
    require_ink_in_boxes_alone(page, picture, beside=3.0)


def test_a_huge_page_is_drawn_coarser(tmp_path: Path) -> None:
    page, picture = drawn(tmp_path, Sheet(text_at(2000, 2000, "HUGE", 3000), box="0 0 14400 14400"))
    assert picture.width * picture.height < 6_100_000
    require_ink_in_boxes_alone(page, picture, beside=20)


def test_a_page_that_is_endlessly_long_is_drawn_coarser(tmp_path: Path) -> None:
    _, picture = drawn(tmp_path, Sheet(text_at(10, 10, "LONG"), box="0 0 200000 20"))
    assert picture.width <= 12_001


def test_pale_hairlines_of_small_print_do_not_vanish(tmp_path: Path) -> None:
    _, picture = drawn(tmp_path, Sheet(LINES + b"0.85 g 50 50 400 2 re f"))
    assert levels(picture)[-2] < 250
    assert any(210 < level < 225 for level in levels(picture))
    assert len(levels(picture)) <= 16


def why_not(tmp_path: Path, job: PictureJob) -> str:
    result = draw_pages([job], tmp_path / "pictures", 1)[job.doc_id]
    assert result.drawn == {}
    assert set(result.reasons) == {number for number, _ in job.pages}
    assert not list((tmp_path / "pictures").rglob("*.png*"))
    return next(iter(result.reasons.values()))


A4 = PageSize(595, 842, 0, 0.0)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(Sheet(LINES)))
    return path


def test_a_file_that_is_gone(tmp_path: Path, plain: Path) -> None:
    job = job_of(plain, (1, A4), (2, A4))
    plain.unlink()
    assert "不在原处" in why_not(tmp_path, job)


def test_a_file_that_has_changed(tmp_path: Path, plain: Path) -> None:
    job = job_of(plain, (1, A4))
    plain.write_bytes(plain.read_bytes() + b"\n")
    assert "改动" in why_not(tmp_path, job)


def test_another_copy_of_the_file_will_do(tmp_path: Path, plain: Path) -> None:
    job = job_of(plain, (1, A4))
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(plain.read_bytes())
    plain.write_bytes(b"changed")
    job = replace(job, sources=("", "/nowhere/a.pdf", "a\0b", str(tmp_path), str(plain), str(copy)))
    assert draw_pages([job], tmp_path / "pictures", 1)[job.doc_id].drawn == {1: (595, 842)}


def test_what_is_no_pdf_or_is_locked(tmp_path: Path, plain: Path) -> None:
    plain.write_bytes(b"no pdf")
    assert "打不开" in why_not(tmp_path, job_of(plain, (1, A4)))
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<00> <00>]".format("00" * 32)
    plain.write_bytes(pdf_of(Sheet(LINES), trailer=locked))
    assert "打不开" in why_not(tmp_path, job_of(plain, (1, A4)))


def test_a_page_that_is_not_there_or_is_another_costs_that_page(tmp_path: Path, plain: Path) -> None:
    plain.write_bytes(pdf_of(Sheet(LINES), Sheet(LINES)))
    job = job_of(plain, (1, PageSize(300, 842, 0, 0.0)), (2, A4), (3, A4))
    result = draw_pages([job], tmp_path / "pictures", 1)[job.doc_id]
    assert result.drawn == {2: (595, 842)}
    assert "页面框" in result.reasons[1]
    assert "找不到" in result.reasons[3]


def test_a_page_without_end_costs_the_pages_after_it(tmp_path: Path) -> None:
    """Forms that draw each other twice over 40 levels: 2 to the 40th pages."""
    objects = Objects()
    last = objects.add_stream(
        LINES, "/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /Font << /F1 3 0 R >> >>"
    )
    for _ in range(40):
        last = objects.add_stream(
            b"/X Do /X Do",
            f"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /XObject << /X {last} 0 R >> >>",
        )
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(Sheet(LINES), Sheet(b"/X Do", resources=f"/XObject << /X {last} 0 R >>"), Sheet(LINES), objects=objects)
    )
    job = job_of(path, (1, A4), (2, A4), (3, A4))
    result = draw_pages([job], tmp_path / "pictures", 1, limits=Limits(2.0, 1024, by_options=False))[job.doc_id]
    assert result.drawn == {1: (595, 842)}
    assert set(result.reasons) == {2, 3}
    assert "时限" in result.reasons[2]
    assert "--timeout" not in result.reasons[2]


def test_nothing_to_draw_makes_no_folder(tmp_path: Path) -> None:
    assert draw_pages([PictureJob("0" * 16, "0" * 64, (), ())], tmp_path / "pictures", 2) == {}
    assert not (tmp_path / "pictures").exists()


def pages_of(path: Path) -> list[tuple[int, PageSize]]:
    try:
        return [(page.number, page.size) for page in read(path).pages[:3]]
    except MinerError:
        return [(1, A4)]


def test_hostile_files_cost_nothing_but_their_own_pictures(reference: Path, tmp_path: Path) -> None:
    paths = sorted((reference_folder() / "hostile").glob("*.pdf"))
    if not paths:
        pytest.skip("no hostile files")
    told: list[tuple[int, int]] = []
    jobs = [job_of(path, *pages_of(path), (70000, A4)) for path in paths]
    found = draw_pages(
        jobs,
        tmp_path / "pictures",
        2,
        limits=Limits(20.0, 700, by_options=False),
        progress=lambda done, total: told.append((done, total)),
    )
    assert set(found) == {job.doc_id for job in jobs}
    assert told[-1] == (len(jobs), len(jobs))
    for result in found.values():
        assert result.reasons[70000]
        assert not result.drawn.keys() & result.reasons.keys()
        assert all(result.reasons.values())
    assert sum(len(result.drawn) for result in found.values()) >= len(paths) / 4
    stand = {path.relative_to(tmp_path / "pictures").as_posix() for path in (tmp_path / "pictures").rglob("*.png")}
    assert stand == {picture_path(one.doc_id, number) for one in found.values() for number in one.drawn}
