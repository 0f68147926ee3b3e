"""Small PDFs, written by hand for the tests."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
"""Courier: every character is 0.6 wide; ascent and descent come with pdfminer."""


@dataclass
class Sheet:
    """One page: its content and whatever differs from an A4 page with Courier as /F1."""

    content: bytes = b""
    box: str = "0 0 595 842"
    extra: str = ""
    fonts: str = "/F1 3 0 R"
    resources: str = ""
    packed: bytes | None = None
    """Raw Flate data instead of the content."""


@dataclass
class Objects:
    """Numbered objects of a file; 1 is the catalog, 2 the page tree, 3 the font."""

    bodies: dict[int, bytes] = field(default_factory=dict)

    def add(self, body: bytes | str, number: int | None = None) -> int:
        number = number or max(self.bodies, default=3) + 1
        self.bodies[number] = body.encode() if isinstance(body, str) else body
        return number

    def add_stream(self, data: bytes, entries: str = "") -> int:
        return self.add(f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream")

    def file(self, trailer: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        offsets = {}
        for number, body in sorted(self.bodies.items()):
            offsets[number] = len(out)
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        size = max(self.bodies) + 1
        out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
        for number in range(1, size):
            out += f"{offsets.get(number, 0):010} 00000 {'n' if number in offsets else 'f'} \n".encode()
        out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def pdf_of(*sheets: Sheet, objects: Objects | None = None, count: int | None = None, trailer: str = "") -> bytes:
    """The bytes of a PDF with these pages; ``objects`` may hold more objects, from number 10 on."""
    objects = objects or Objects()
    objects.add(FONT, 3)
    kids: list[int] = []
    for sheet in sheets:
        if sheet.packed is None:
            content = objects.add_stream(sheet.content)
        else:
            content = objects.add_stream(sheet.packed, "/Filter /FlateDecode")
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [{sheet.box}] {sheet.extra} /Contents {content} 0 R "
                f"/Resources << /Font << {sheet.fonts} >> {sheet.resources} >> >>"
            )
        )
    objects.add("<< /Type /Catalog /Pages 2 0 R >>", 1)
    objects.add(f"<< /Type /Pages /Kids [{_references(kids)}] /Count {len(kids) if count is None else count} >>", 2)
    return objects.file(trailer)


def text_at(x: float, y: float, text: str, size: float = 10) -> bytes:
    """Operators that write a text with its baseline at a point of user space."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n".encode()


def packed(content: bytes) -> bytes:
    """Flate."""
    return zlib.compress(content)


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
