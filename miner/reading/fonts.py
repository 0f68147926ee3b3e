"""Fonts as the engines need them: code → text and width, looked up once and kept for the whole document."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

from miner.reading.pdfminer_api import (
    IdentityCMap,
    PDFFont,
    PDFObjRef,
    PDFResourceManager,
    PDFUnicodeNotDefined,
    PSLiteral,
    dict_value,
    resolve1,
)


class Face:
    """One font of a document with what has been looked up in it."""

    __slots__ = ("_pairs", "descent", "font", "known", "multibyte", "name", "one_byte_map", "vertical")

    def __init__(self, font: PDFFont) -> None:
        self.font = font
        self.known: dict[int, tuple[str, float]] = {}
        self.multibyte = font.is_multibyte()
        self.vertical = font.is_vertical()
        self.descent = font.get_descent()
        self.name = font_name(font)
        self._pairs = type(getattr(font, "cmap", None)) is IdentityCMap
        self.one_byte_map = not self.multibyte and getattr(font, "unicode_map", None) is None
        """True for one-byte fonts without /ToUnicode, whose bytes may be GBK."""

    def codes(self, data: bytes) -> Iterable[int]:
        """The character codes in a string that is shown in this font."""
        if self._pairs:
            count = len(data) // 2
            return struct.unpack(f">{count}H", data[: count * 2])
        return self.font.decode(data)

    def displacement(self, code: int, size: float) -> tuple[float, float]:
        """Where the origin of a character lies in its box in vertical writing, in text space of that size."""
        found = self.font.char_disp(code)
        vx, vy = found if isinstance(found, tuple) else (None, 880.0)
        return size * 0.5 if vx is None else vx * size * 0.001, (1000 - vy) * size * 0.001

    def learn(self, code: int) -> tuple[str, float]:
        """Look a code up: its text (``(cid:N)`` where the font does not say) and its width in text space."""
        try:
            text: Any = self.font.to_unichr(code)
        except (PDFUnicodeNotDefined, KeyError, ValueError, OverflowError):
            text = f"(cid:{code})"
        if not isinstance(text, str):
            text = f"(cid:{code})"
        if text and not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        found = text, float(self.font.char_width(code))
        self.known[code] = found
        return found


class Faces:
    """The fonts of a document. Fonts are loaded when they are first used: a broken font on no page harms nobody."""

    def __init__(self) -> None:
        self.manager = PDFResourceManager(caching=True)
        self._by_object: dict[int, Face] = {}
        self._by_dict: dict[int, tuple[object, Face]] = {}
        self._unknown: Face | None = None

    def face(self, spec: Any) -> Face:
        """The font of a resource entry (a reference or a dictionary)."""
        if isinstance(spec, PDFObjRef):
            face = self._by_object.get(spec.objid)
            if face is None:
                face = Face(self.manager.get_font(spec.objid, dict_value(spec)))
                self._by_object[spec.objid] = face
            return face
        description = dict_value(spec)
        held = self._by_dict.get(id(description))
        if held is None:
            # The dictionary is kept alive beside the font, so that its id stays its own.
            held = description, Face(self.manager.get_font(None, description))
            self._by_dict[id(description)] = held
        return held[1]

    def unknown(self) -> Face:
        """What stands in for a font that the resources do not name: no widths, standard encoding."""
        if self._unknown is None:
            self._unknown = Face(self.manager.get_font(None, {}))
        return self._unknown


def font_name(font: PDFFont) -> str:
    """The font's name; raw GBK bytes, as some Chinese producers write it, are decoded."""
    raw = resolve1(font.descriptor.get("FontName", None)) if font.descriptor else None
    if isinstance(raw, PSLiteral):
        raw = raw.name
    if raw is None:
        raw = font.fontname
    if isinstance(raw, bytes):
        return raw.decode("gb18030", "replace")
    return str(raw)
