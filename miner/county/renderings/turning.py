"""Pages that lie on their side, made from landscape ones after the fact.

Word processors print a wide table in two other ways than on a page with a wide MediaBox: on an upright page that is
shown turned (/Rotate), or on an upright page with its glyphs drawn sideways.
"""

from __future__ import annotations

import io
import re

import pypdfium2
from pypdfium2 import raw

_REVISION = re.compile(rb"<[0-9A-F]{32}>(\]>>\s*startxref\s+\d+\s+%%EOF\s*)\Z")
"""The second half of a file's identifier, which PDFium draws by lot; everything else that it writes is the same again."""


def sideways(data: bytes) -> bytes:
    """Each landscape page as an upright one on which everything is drawn sideways, to be read from the right."""
    return _turned(data, 0)


def rotated(data: bytes) -> bytes:
    """Each landscape page as an upright one, drawn sideways, that viewers show turned by 90°."""
    return _turned(data, 90)


def _turned(data: bytes, rotation: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(document)):
            page = document[index]
            width, height = page.get_size()
            if width > height:
                matrix = raw.FS_MATRIX(0, 1, -1, 0, height, 0)
                clip = raw.FS_RECTF(0, width, height, 0)
                page.set_mediabox(0, 0, height, width)
                raw.FPDFPage_TransFormWithClip(page, matrix, clip)
                page.set_rotation(rotation)
            page.close()
        written = io.BytesIO()
        document.save(written)
        return _REVISION.sub(rb"<" + b"0" * 32 + rb">\1", written.getvalue())
    finally:
        document.close()
