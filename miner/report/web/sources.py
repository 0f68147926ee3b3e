"""The source files that may be handed to the browser: PDFs of documents in the database, if their bytes are the ones read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from miner.bilingual import say
from miner.store import Reader
from miner.store.stored import StoredDocument

LARGEST = 256 * 1024 * 1024
"""Bytes; reading takes no larger ones."""
PIECE = 256 * 1024

_Seen = tuple[int, int, int, int]
"""Device, inode, size and time of change of an open file."""


class NotServed(Exception):
    """Why a document's file is not handed out, in words."""


class Sources:
    """Opens source files whose SHA-256 is the stored one; each is hashed once as long as it does not change."""

    def __init__(self) -> None:
        self._known: dict[_Seen, str] = {}
        self._lock = Lock()

    def open(self, reader: Reader, document: StoredDocument) -> tuple[BinaryIO, int]:
        """A document's file, open at its beginning, and its size.

        Raises:
            NotServed: it is no PDF, is gone, or has changed.
        """
        paths = [*reader.files(document.doc_id), document.source]
        changed = False
        for path in dict.fromkeys(paths):
            file = _opened(path)
            if file is None:
                continue
            size = self._verified(file, document.sha256)
            if size is not None:
                return file, size
            file.close()
            changed = True
        raise NotServed(
            say(
                "原文件在读取之后被改动或替换，不能显示页面",
                "the source file was changed or replaced after it was read: its pages cannot be shown",
            )
            if changed
            else say(
                "原文件已不在原处或不能读取，不能显示页面",
                "the source file is no longer there, or cannot be read: its pages cannot be shown",
            )
        )

    def _verified(self, file: BinaryIO, sha256: str) -> int | None:
        """The size of an open file that has this hash."""
        try:
            status = os.fstat(file.fileno())
            seen = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
            if status.st_size > LARGEST:
                return None
            with self._lock:
                known = self._known.get(seen)
            if known is None:
                known = _hash(iter(lambda: file.read(PIECE), b""))
                file.seek(0)
                with self._lock:
                    self._known[seen] = known
        except OSError:
            return None
        return status.st_size if known == sha256 else None


def pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """So many bytes of a file, which is closed at the end; no more, should it grow meanwhile."""
    with file:
        while size > 0 and (piece := file.read(min(PIECE, size))):
            size -= len(piece)
            yield piece


def _opened(path: str) -> BinaryIO | None:
    try:
        return Path(path).open("rb") if Path(path).is_file() else None
    except (OSError, ValueError):  # unreadable, or no path at all: as good as gone
        return None


def _hash(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()
