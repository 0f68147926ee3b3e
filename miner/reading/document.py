"""A file → its pages. The one place of this package that touches the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from miner.bilingual import say
from miner.errors import DamagedDocument, DocumentTooLarge, MinerError, UnreadableDocument
from miner.model import FlowItem, FlowText, Page, Problem, Source
from miner.reading.formats import Format, tell_format
from miner.reading.health import judge
from miner.reading.limits import LARGEST_FILE
from miner.reading.pdf import read_pdf
from miner.reading.plain_text import read_plain_text
from miner.reading.web_page import read_web_page
from miner.reading.word_document import read_word_document


def read(path: Path) -> Source:
    """Read a file: PDF with glyphs and rulings, text, Markdown, docx or HTML as flow; a health verdict for each page.

    A page that cannot be read is UNREADABLE and named among the problems; the others stand.

    Raises:
        UnreadableDocument: the document as a whole cannot be read: EncryptedDocument, DamagedDocument, EmptyDocument,
            UnsupportedFormat or DocumentTooLarge, each with what is wrong and what helps.
    """
    return read_bytes(_bytes_of(path), path.name)


def read_bytes(data: bytes, name: str) -> Source:
    """Read a file whose bytes are at hand already.

    Args:
        data: what it holds.
        name: its name; its suffix decides where the bytes leave the format open.

    Raises:
        UnreadableDocument: as in `read`.
    """
    kind = tell_format(data, Path(name).suffix)
    try:
        pages, problems = _pages_of(data, kind)
    except MinerError:
        raise
    except (MemoryError, RecursionError) as error:
        raise DocumentTooLarge(
            say("文件结构过于复杂，读取时超出限制", "the file is too deeply nested or too large to be read"),
            say("文件可能被恶意构造；请用原始文件重试", "the file may be hostile; try the original document"),
        ) from error
    except Exception as error:
        raise DamagedDocument(
            say("文件损坏，无法读取", "the file is damaged and cannot be read"),
            say("请重新下载或向发布单位索取原文件", "download it again, or ask the publisher for the original"),
        ) from error
    return Source(name, hashlib.sha256(data).hexdigest(), kind.value, pages, problems)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            megabytes = LARGEST_FILE // 1024 // 1024
            raise DocumentTooLarge(
                say(f"文件大于 {megabytes} MB", f"the file is larger than {megabytes} MB"),
                say("请拆分后分别处理", "split it and mine the parts"),
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            say(f"无法打开文件：{error.strerror}", f"the file cannot be opened: {error.strerror}"),
            say("请检查文件是否存在、是否有读取权限", "check that it exists and may be read"),
        ) from error


def _pages_of(data: bytes, kind: Format) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    if kind is Format.PDF:
        return read_pdf(data)
    if kind is Format.DOCX:
        flows: Sequence[tuple[FlowItem, ...]] = (read_word_document(data),)
    elif kind is Format.HTML:
        flows = (read_web_page(data),)
    else:
        flows = read_plain_text(data, markdown=kind is Format.MD)
    return tuple(_flow_page(number, flow) for number, flow in enumerate(flows, start=1)), ()


def _flow_page(number: int, flow: tuple[FlowItem, ...]) -> Page:
    return Page(number, 0.0, 0.0, (), (), judge("".join(map(_text_of, flow))), flow)


def _text_of(item: FlowItem) -> str:
    if isinstance(item, FlowText):
        return item.text
    return "".join(cell.text for row in item.rows for cell in row)
