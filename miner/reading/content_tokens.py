"""The words of a content stream, by one compiled regular expression (PDF 32000-1, 7.2 to 7.3, 8.9.7).

It divides a stream exactly as pdfminer's character-wise tokenizer does, including what that makes of malformed input,
and is several times faster. Whitespace and NUL bytes match nothing and are passed over by ``finditer``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

NUMBER: Final = 1
KEYWORD: Final = 2
HEX_STRING: Final = 3
STRING: Final = 4
NAME: Final = 5
MARK: Final = 6

TOKEN: Final = re.compile(
    rb"""
      ([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))                 # 1 number; a lone sign or point is no word
    | ([A-Za-z][^#/%\[\]()<>{}\s]*+)                      # 2 operator, true, false, null
    | <([0-9A-Fa-f\s]*+)>(?!>)                            # 3 hexadecimal string
    | \(([^()\\]*+(?:\\.[^()\\]*+)*+)\)                   # 4 string without parentheses inside
    | /([^/%\[\]()<>{}\s]*+)                              # 5 name, #xx escapes inside
    | (<<|>>|[^\s\x00%>+.\-])                             # 6 brackets, ' and ", and what has to be scanned by hand
    | %[^\r\n]*+                                          # comment
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN_ESCAPES: Final = {
    b"b": b"\b",
    b"t": b"\t",
    b"n": b"\n",
    b"f": b"\f",
    b"r": b"\r",
    b"(": b"(",
    b")": b")",
    b"\\": b"\\",
}
_STRING_MARK: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_HEX_RUN: Final = re.compile(rb"[0-9A-Fa-f\s]*+")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9a-fA-F]{0,2})")


def unescape(raw: bytes) -> bytes:
    """The bytes that a string in parentheses stands for.

    A backslash before anything but the escapes of the standard drops both, as pdfminer does; an octal number above 255
    keeps its low byte, where pdfminer fails.
    """
    return _ESCAPE.sub(_escaped, raw)


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit() and code[0] < 0x38:
        return bytes((int(code, 8) & 0xFF,))
    return _PLAIN_ESCAPES.get(code, b"")


def scan_string(data: bytes, start: int) -> tuple[bytes, int] | None:
    """The string whose parenthesis opens at ``start``, and where the stream goes on; None where it never ends."""
    depth = 1
    for match in _STRING_MARK.finditer(data, start + 1):
        mark = match[0]
        if mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
            if not depth:
                return unescape(data[start + 1 : match.start()]), match.end()
    return None


def scan_hex(data: bytes, start: int) -> tuple[bytes, int] | None:
    """The hexadecimal string at ``start`` that something else than ``>`` ends, or that ``>>`` follows."""
    match = _HEX_RUN.match(data, start + 1)
    if match is None or match.end() >= len(data):
        return None
    return unhex(match[0]), match.end()


def unhex(digits: bytes) -> bytes:
    """The bytes of a hexadecimal string. A single last digit counts as the low half, as in pdfminer."""
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        text = b"".join(digits.split()).decode("ascii")
        whole = len(text) // 2 * 2
        return bytes.fromhex(text[:whole]) + (bytes((int(text[whole:], 16),)) if text[whole:] else b"")


@lru_cache(maxsize=4096)
def name_of(raw: bytes) -> str:
    """A name without its slash, escapes resolved; the ``repr`` of its bytes where they are not UTF-8."""
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes((int(match[1], 16),)) if match[1] else b"", raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return str(raw)


def inline_image_end(data: bytes, start: int, target: bytes) -> int | None:
    """Where the stream goes on after the data of an inline image: past ``target`` (EI or ``~>``) and one blank."""
    position = start
    while True:
        position = data.find(target[:1], position)
        if position < 0 or position + 2 >= len(data):
            return None
        if data[position + 1] != target[1]:
            position += 2
        elif data[position + 2 : position + 3].isspace():
            return position + 3
        else:
            position += 3
