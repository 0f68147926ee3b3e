"""What a file is: by its bytes first, by its suffix where the bytes leave it open."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from enum import StrEnum
from typing import Final

from miner.bilingual import say
from miner.errors import DamagedDocument, EmptyDocument, EncryptedDocument, UnsupportedFormat

_HEAD: Final = 1024
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|script|title)\b", re.I | re.S
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES: Final = re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|II\*\x00|MM\x00\*|GIF8[79]a|BM.{4}\x00{4}", re.S)
"""PNG, JPEG, TIFF of both orders, GIF, BMP."""

PACKAGE_ERRORS: Final = (
    zipfile.BadZipFile,
    KeyError,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
)
"""What ``zipfile`` raises on a broken package: RuntimeError for an encrypted part, its kind NotImplementedError for an
unknown method of compression, and the decompressors' own errors, which it lets through."""


class Format(StrEnum):
    """The formats that the miner reads."""

    PDF = "pdf"
    TXT = "txt"
    MD = "md"
    DOCX = "docx"
    HTML = "html"


_SUFFIXES: Final = {
    ".pdf": Format.PDF,
    ".txt": Format.TXT,
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".docx": Format.DOCX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".mht": Format.HTML,
    ".mhtml": Format.HTML,
}


def tell_format(data: bytes, suffix: str) -> Format:
    """The format of a file's bytes.

    Args:
        data: the whole file.
        suffix: of its name, in any case, with the point.

    Raises:
        EmptyDocument: there are no bytes, or only blanks.
        DamagedDocument: it is something else than its suffix says, or a broken package.
        EncryptedDocument: an office file with a password.
        UnsupportedFormat: the miner has no reader for it.
    """
    suffix = suffix.lower()
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyDocument(say("文件是空的", "the file is empty"), say("请重新下载", "download it again"))
    if b"%PDF-" in data[:_HEAD]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package(data)
    if data.startswith(_OLE):
        raise _office(data)
    if _IMAGES.match(data):
        raise UnsupportedFormat(
            say("文件是图片，没有文字", "the file is an image, without text"),
            say("请先做文字识别（OCR）并存为 PDF", "recognise its text (OCR) and save it as PDF"),
        )
    if _looks_like_html(data):
        if suffix == ".pdf":
            raise DamagedDocument(
                say("文件名是 PDF，内容却是网页（HTML）", "the file is a web page (HTML) saved as PDF"),
                say(
                    "下载到的多半是提示页或登录页；请重新下载 PDF 原文件",
                    "it is probably an error or login page; download the PDF itself",
                ),
            )
        return Format.HTML
    if suffix in _SUFFIXES:
        if suffix == ".docx":
            raise DamagedDocument(
                say("文件不是有效的 docx 文档", "the file is not a valid docx document"),
                say("请用文字处理软件打开后重新保存", "open it in a word processor and save it again"),
            )
        return _SUFFIXES[suffix]
    raise UnsupportedFormat(
        say(f"不支持的文件格式：{suffix or '无扩展名'}", f"unsupported file format: {suffix or 'no suffix'}"),
        say("支持 pdf、docx、html、txt、md", "pdf, docx, html, txt and md are supported"),
    )


def _looks_like_html(data: bytes) -> bool:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    return _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _package(data: bytes) -> Format:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except PACKAGE_ERRORS as error:
        raise DamagedDocument(
            say("压缩包或 docx 文件损坏", "the package or docx file is damaged"), say("请重新下载", "download it again")
        ) from error
    if "word/document.xml" in names:
        return Format.DOCX
    kind = "OFD" if "OFD.xml" in names else "xlsx" if any(name.startswith("xl/") for name in names) else "zip"
    raise UnsupportedFormat(
        say(f"不支持的文件格式：{kind}", f"unsupported file format: {kind}"),
        say("请另存为 PDF 或 docx；压缩包请先解压", "save it as PDF or docx; unpack archives first"),
    )


def _office(data: bytes) -> EncryptedDocument | UnsupportedFormat:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedDocument(
            say("文档已加密，需要打开密码", "the document is encrypted and needs a password"),
            say("请用密码打开后另存为未加密的文件", "open it with its password and save it without encryption"),
        )
    return UnsupportedFormat(
        say("旧版 Office 文件（doc、xls、wps）不能读取", "old Office files (doc, xls, wps) cannot be read"),
        say("请另存为 docx 或 PDF", "save it as docx or PDF"),
    )
