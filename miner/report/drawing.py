"""Drawing the pages of one document by PDFium. For workers only: a file may crash the library or exhaust the memory.

Measured on the sample at 110 dpi, for each page (`python -m tests.evaluation.drawing_speed`): drawing takes 4 ms in grey
and 14 ms in colour; as PNG with 16 greys 5 ms and 50 KB, with 256 greys 7 ms and 81 KB, in colour 19 ms and 167 KB. 16
greys cannot be told from 256; with 4 (29 KB) the thin strokes of small grey print vanish. JPEG is faster still, and as
large as 256 greys, with a halo around every stroke.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image

from miner.bilingual import say
from miner.model import PageSize
from miner.report.pictures import PictureJob, Pictures, picture_path

DPI: Final = 110
"""At which print of 9 points can still be read on a screen."""
MOST_PIXELS: Final = 6_000_000
"""Of one picture (A2 at 110 dpi has 4.7 million); a larger page is drawn coarser."""
LONGEST_SIDE: Final = 12_000
"""Pixels."""
LARGEST_FILE: Final = 256 * 1024 * 1024
"""Bytes of a source file; `reading` takes no larger ones."""
_SAME_SIZE: Final = 1.0
"""Points by which the page as drawn may differ from the page as read: a box would be off by less than half a letter."""
_BITS: Final = 4
"""Of a pixel: 16 greys."""


class Undrawable(Exception):
    """Why a document or a page cannot be drawn, in words."""


def draw_document(job: PictureJob, folder: Path) -> Pictures:
    """Draw the pages of a job; see `miner.report.pictures.draw_pages`.

    Raises:
        MemoryError: the worker's limit is reached.
        OSError: a picture cannot be written.
    """
    pictures = Pictures(job.doc_id)
    try:
        document = _open(_bytes_of(job))
    except Undrawable as why:
        pictures.reasons.update((number, str(why)) for number, _ in job.pages)
        return pictures
    (folder / job.doc_id).mkdir(parents=True, exist_ok=True)
    try:
        for number, size in job.pages:
            try:
                picture = draw_page(document, number, size)
            except Undrawable as why:
                pictures.reasons[number] = str(why)
            else:
                write_picture(picture, folder / picture_path(job.doc_id, number))
                pictures.drawn[number] = size.width, size.height
    finally:
        document.close()
    return pictures


def _bytes_of(job: PictureJob) -> bytes:
    changed = False
    for source in job.sources:
        try:
            path = Path(source)
            if not path.is_file():
                continue
            if path.stat().st_size <= LARGEST_FILE:
                data = path.read_bytes()
                if hashlib.sha256(data).hexdigest() == job.sha256:
                    return data
            changed = True
        except (OSError, ValueError):  # unreadable, or no path at all: as good as gone
            continue
    if changed:
        raise Undrawable(
            say(
                "原文件在读取之后被改动或替换，不再绘制页面图",
                "the source file was changed or replaced after it was read: its pages are not drawn",
            )
        )
    raise Undrawable(
        say(
            "原文件已不在原处或不能读取，没有页面图",
            "the source file is no longer there, or cannot be read: there is no picture of the page",
        )
    )


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Undrawable(
            say(f"绘图程序打不开原文件：{error}", f"the drawing library cannot open the source file: {error}")
        ) from error


def draw_page(document: Any, number: int, size: PageSize) -> Image.Image:
    """The picture of a page as it was read, in grey.

    Args:
        document: an open document of pypdfium2.
        number: of the page, from 1.
        size: how it was read.

    Raises:
        Undrawable: PDFium sees no such page, or another one than was read.
    """
    if number > len(document):
        raise Undrawable(
            say(f"绘图程序在文件中找不到第 {number} 页", f"the drawing library finds no page {number} in the file")
        )
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise _damaged(number, error) from error
    try:
        _require_same(page.get_size(), number, size)
        bitmap = page.render(
            scale=_scale(size),
            rotation=size.turned,
            grayscale=True,
            fill_color=(255, 255, 255, 255),
            rev_byteorder=True,
        )
        picture: Image.Image = bitmap.to_pil()
        picture.load()
        picture = picture.convert("L")  # owns its pixels, where the bitmap's own are freed with it
    except pypdfium2.PdfiumError as error:
        raise _damaged(number, error) from error
    finally:
        page.close()
    if size.skew:
        picture = picture.rotate(-size.skew, Image.Resampling.BICUBIC, fillcolor=255)
    return picture


def _damaged(number: int, error: Exception) -> Undrawable:
    return Undrawable(
        say(f"第 {number} 页已损坏，无法绘制：{error}", f"page {number} is damaged and cannot be drawn: {error}")
    )


def _require_same(drawn: Sequence[float], number: int, size: PageSize) -> None:
    width, height = (drawn[1], drawn[0]) if size.turned in (90, 270) else (drawn[0], drawn[1])
    if abs(width - size.width) > _SAME_SIZE or abs(height - size.height) > _SAME_SIZE:
        raise Undrawable(
            say(
                f"第 {number} 页的页面框有误，绘图程序所见与读取时不同，为免错指而不绘制",
                f"page {number} has a faulty page box, and the drawing library sees another part of it than was read: "
                "not drawn, lest a box point to the wrong place",
            )
        )


def _scale(size: PageSize) -> float:
    """Pixels for a point."""
    longest, area = max(size.width, size.height), size.width * size.height
    return min(DPI / 72, LONGEST_SIDE / longest, sqrt(MOST_PIXELS / area))


def write_picture(picture: Image.Image, path: Path) -> None:
    """Write the picture whole or not at all."""
    top = 2**_BITS - 1
    picture = picture.point([round(grey * top / 255) for grey in range(256)])
    picture.putpalette([grey * 255 // top for grey in range(top + 1) for _ in range(3)])
    beside = path.with_name(f".{path.name}.part")
    picture.save(beside, "PNG", bits=_BITS, compress_level=1)
    beside.replace(path)
