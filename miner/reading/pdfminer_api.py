"""The one place that knows pdfminer.six from inside. Pinned to version 20260107 in the constraints file.

Used here that pdfminer does not promise: ``PDFDocument`` and ``PDFPage`` as parsed (public), the font classes with
their ``decode``, ``to_unichr``, ``char_width`` and ``char_disp`` (semi-public), ``PDFResourceManager.get_font``, the
colour space table, the decoding of streams (its ``zlib`` is replaced by one with an upper bound), the logger's name.
``tests/reading/test_equality.py`` proves on every PDF at hand that what is read through here equals stock pdfminer.
"""

from __future__ import annotations

import logging
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from weakref import WeakSet

from pdfminer import pdftypes
from pdfminer.cmapdb import IdentityCMap
from pdfminer.pdfcolor import PREDEFINED_COLORSPACE
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name

from miner.bilingual import say
from miner.errors import DocumentTooLarge
from miner.reading.limits import LARGEST_STREAM

__all__ = [
    "PREDEFINED_COLORSPACE",
    "IdentityCMap",
    "PDFDocument",
    "PDFEncryptionError",
    "PDFFont",
    "PDFGraphicState",
    "PDFObjRef",
    "PDFPage",
    "PDFPageInterpreter",
    "PDFPasswordIncorrect",
    "PDFResourceManager",
    "PDFStream",
    "PDFUnicodeNotDefined",
    "PSLiteral",
    "announced_pages",
    "content_of",
    "dict_value",
    "list_value",
    "literal_name",
    "open_document",
    "pages_of",
    "resolve1",
    "stream_value",
]

# pdfminer reports every oddity of a file through its logger; what matters to a user we say ourselves.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)


class _BoundedZlib:
    """Stands in for ``zlib`` inside ``pdfminer.pdftypes``: the same, with an upper bound on what comes out."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """Decompress, or raise DocumentTooLarge where a stream unpacks to more than any real page needs."""
        worker = zlib.decompressobj()
        plain = worker.decompress(data, LARGEST_STREAM)
        if worker.unconsumed_tail:
            raise DocumentTooLarge(
                say("文件中有一段数据解压后过大", "a part of the file unpacks to more than may be read"),
                say("文件可能被恶意构造；请用原始文件重试", "the file may be hostile; try the original document"),
            )
        if not worker.eof:
            raise zlib.error("incomplete or truncated stream")
        return plain


_damaged_data: list[int] = []
"""Lengths of data that did not unpack to its end, since somebody last looked."""
_damaged_streams: WeakSet[PDFStream] = WeakSet()


def _decompress_corrupted(data: bytes) -> bytes:
    """What can be had of a stream that does not unpack cleanly, and a note where it is more than a wrong checksum.

    Stock pdfminer gives up (raises, and takes the stream as empty) where the error is not in the last three bytes, and
    otherwise keeps what came before it; so does this, without going byte by byte through sound data.
    """
    worker = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = bytearray()
    step = 256
    for start in range(2, len(data), step):
        try:
            plain += worker.decompress(data[start : start + step])
        except zlib.error:
            _damaged_data.append(len(data))
            if start + step < len(data) - 3:
                raise
            break
        if len(plain) > LARGEST_STREAM:
            raise zlib.error("too large")
    else:
        if not worker.eof:
            _damaged_data.append(len(data))
    return bytes(plain)


# The library's own names are replaced on purpose.
vars(pdftypes).update(zlib=_BoundedZlib, decompress_corrupted=_decompress_corrupted)


def content_of(stream: PDFStream) -> tuple[bytes, bool]:
    """The decoded bytes of a stream, and whether they are all there.

    A wrong checksum alone is no damage: several producers write none.
    """
    if stream.data is None:
        _damaged_data.clear()
        data = stream.get_data()
        if _damaged_data:
            _damaged_streams.add(stream)
    else:
        data = stream.data
    return data, stream not in _damaged_streams


def open_document(data: bytes) -> PDFDocument:
    """Parse the document's structure with the empty password. Raises whatever pdfminer raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PDFDocument(PDFParser(BytesIO(data)), password="", caching=True)


def announced_pages(document: PDFDocument) -> int:
    """How many pages the root of the page tree says that there are; 0 where it does not say."""
    count = resolve1(dict_value(document.catalog.get("Pages")).get("Count"))
    return count if isinstance(count, int) else 0


def pages_of(document: PDFDocument) -> Iterator[PDFPage]:
    """The pages in order. Raises whatever pdfminer raises, at the page where it does."""
    return PDFPage.create_pages(document)
