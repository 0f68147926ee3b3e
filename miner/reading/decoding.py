"""Bytes → text, for files that do not reliably say how they are encoded."""

from __future__ import annotations

import codecs
from typing import Final

from miner.bilingual import say
from miner.errors import DamagedDocument

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORGIVEN: Final = 0.002
"""Share of replaced characters up to which a text with broken bytes is still read (a character torn at the end)."""


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file: by its byte order mark, by what it declares, else UTF-8, else GB 18030.

    A few broken bytes become U+FFFD, which the health verdict counts.

    Raises:
        DamagedDocument: no encoding fits; it is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    candidates = ["utf-8", "gb18030"]
    if declared:
        candidates.insert(
            0, "gb18030" if declared.lower().replace("-", "") in ("gb2312", "gbk", "gb18030") else declared
        )
    elif data.count(0) > len(data) // 8:
        candidates = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    for encoding in candidates:
        try:
            return _checked(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    for encoding in candidates:
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= max(3, _FORGIVEN * len(text)):
            return _checked(text)
    raise _no_text()


def _checked(text: str) -> str:
    if text.count("\x00") > len(text) // 1000:
        raise _no_text()
    return text


def _no_text() -> DamagedDocument:
    return DamagedDocument(
        say("文件不是文本，或文字编码无法识别", "the file is no text, or its encoding is unknown"),
        say("请另存为 UTF-8 编码的文本", "save it as text in UTF-8"),
    )
