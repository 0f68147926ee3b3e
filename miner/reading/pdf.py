"""PDF → pages, page by page: what fails on one page costs that page."""

from __future__ import annotations

import logging
from typing import Final

from miner.bilingual import say
from miner.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument, MinerError
from miner.model import BBox, HealthVerdict, Page, PageHealth, Problem
from miner.reading.content import draw_page
from miner.reading.content_state import PageTooComplex
from miner.reading.drawing import Drawing, Matrix, initial_matrix
from miner.reading.fonts import Faces
from miner.reading.health import judge
from miner.reading.limits import MOST_PAGES
from miner.reading.pdfminer_api import (
    PDFDocument,
    PDFEncryptionError,
    PDFPage,
    PDFPasswordIncorrect,
    announced_pages,
    open_document,
    pages_of,
)
from miner.reading.repair import repair_gbk
from miner.reading.stock import draw_page_stock
from miner.reading.upright import image_share, on_page, readable_on_dark, rulings_on_page, straighten, turn_upright

log = logging.getLogger(__name__)
_A4: Final[BBox] = (0.0, 0.0, 595.28, 841.89)


def read_pdf(data: bytes) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a PDF and what could not be read of it.

    Raises:
        EncryptedDocument: it needs a password.
        DamagedDocument: no page can be found.
        DocumentTooLarge: too many pages, or streams that unpack without end.
    """
    document = _open(data)
    announced = announced_pages(document)
    faces = Faces()
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        for found in pages_of(document):
            if len(pages) >= MOST_PAGES:
                raise DocumentTooLarge(
                    say(f"文件超过 {MOST_PAGES} 页", f"the document has more than {MOST_PAGES} pages"),
                    say("请拆分后分别处理", "split it and mine the parts"),
                )
            page, problem = _read_page(found, len(pages) + 1, faces)
            pages.append(page)
            if problem is not None:
                problems.append(problem)
    except MinerError:
        raise
    except Exception as error:
        if not pages:
            raise _damaged(data, error) from error
        log.debug("page tree breaks after page %d: %r", len(pages), error)
        after = len(pages)
        problems.append(
            Problem(
                "reading",
                say(
                    f"第 {after} 页之后的页面无法定位（文件损坏）",
                    f"pages after page {after} cannot be found (damaged file)",
                ),
            )
        )
    if not pages:
        if b"%%EOF" not in data[-2048:]:
            raise _damaged(data, ValueError("no pages"))
        raise DamagedDocument(
            say("PDF 中没有任何页面", "the PDF has no pages"),
            say("文件可能不完整，请重新下载", "the file may be incomplete; download it again"),
        )
    if announced > len(pages):
        lost = announced - len(pages)
        problems.append(
            Problem(
                "reading",
                say(
                    f"文件应有 {announced} 页，其中 {lost} 页缺失",
                    f"{lost} of {announced} pages are missing",
                ),
            )
        )
    return tuple(pages), tuple(problems)


def _open(data: bytes) -> PDFDocument:
    try:
        return open_document(data)
    except PDFPasswordIncorrect as error:
        raise EncryptedDocument(
            say("PDF 已加密，需要打开密码", "the PDF is encrypted and needs a password"),
            say("请用密码打开后另存为未加密的文件", "open it with its password and save it without encryption"),
        ) from error
    except PDFEncryptionError as error:
        raise EncryptedDocument(
            say("PDF 采用了不支持的加密方式", "the PDF is encrypted in a way that is not supported"),
            say("请另存为未加密的文件", "save it without encryption"),
        ) from error
    except MinerError:
        raise
    except Exception as error:
        raise _damaged(data, error) from error


def _damaged(data: bytes, error: Exception) -> DamagedDocument:
    log.debug("damaged document: %r", error)
    if b"%PDF-" not in data[:1024] and b"endobj" not in data:
        return DamagedDocument(
            say("文件不是 PDF，只是扩展名为 pdf", "the file is no PDF, whatever its suffix says"),
            say("请重新下载，或确认文件格式", "download it again, or check what it is"),
        )
    if b"%%EOF" not in data[-2048:]:
        return DamagedDocument(
            say(
                "PDF 文件不完整（缺少结尾），无法找到页面",
                "the PDF is truncated: its end is missing",
            ),
            say("请重新下载", "download it again"),
        )
    return DamagedDocument(
        say("PDF 文件损坏或不完整，无法找到页面", "the PDF is damaged or incomplete: its pages cannot be found"),
        say("请重新下载或向发布单位索取原文件", "download it again, or ask the publisher for the original"),
    )


def _read_page(found: PDFPage, number: int, faces: Faces) -> tuple[Page, Problem | None]:
    matrix, width, height = initial_matrix(_visible_box(found), found.rotate)
    try:
        drawing = _draw(found, number, matrix, faces)
        if drawing.complete:
            return _page(drawing, number, width, height), None
        reason = say("内容数据损坏，可能缺少文字", "its content is damaged, text may be missing")
    except MinerError as error:
        log.debug("page %d: %r", number, error)
        reason = error.message if not isinstance(error, PageTooComplex) else say("内容过于复杂", "it draws too much")
    except Exception as error:
        log.debug("page %d: %r", number, error)
        reason = say("内容损坏", "its content is damaged")
    message = say(f"第 {number} 页无法读取：{reason}", f"page {number} cannot be read: {reason}")
    health = PageHealth(HealthVerdict.UNREADABLE, 0, 0.0, 0.0, 0.0, message)
    return Page(number, width, height, (), (), health), Problem("reading", message, number)


def _draw(found: PDFPage, number: int, matrix: Matrix, faces: Faces) -> Drawing:
    try:
        return draw_page(found.resources, found.contents, matrix, faces)
    except MinerError:
        raise
    except Exception as error:
        log.debug("page %d: the fast engine failed (%r), stock pdfminer reads it", number, error)
        return draw_page_stock(found.resources, found.contents, matrix, faces.manager)


def _page(drawing: Drawing, number: int, width: float, height: float) -> Page:
    drawing, repaired = repair_gbk(drawing)
    drawing, width, height, turned = turn_upright(drawing, width, height)
    drawing, skew = straighten(drawing, width, height)
    glyphs = readable_on_dark(on_page(drawing.glyphs, width, height), drawing.dark_areas)
    text = "".join([glyph.text for glyph in glyphs])
    body = "".join([glyph.text for glyph in glyphs if not glyph.pale and not glyph.angle])
    health = judge(text, image_share(drawing.images, width, height), repaired, body)
    rulings = rulings_on_page(drawing.segments, width, height)
    return Page(number, width, height, tuple(glyphs), rulings, health, turned=turned, skew=skew)


def _visible_box(page: PDFPage) -> BBox:
    """The crop box within the media box; the media box where that leaves nothing; A4 where neither is a box."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    inside = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    for box in (inside, media, crop):
        if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 and all(abs(edge) < 1e6 for edge in box):
            return box
    return _A4


def _ordered(box: BBox) -> BBox:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
