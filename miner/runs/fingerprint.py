"""What the results of a document depend on besides its bytes.

A document is not read again while this stays the same: the version, the code of the stages, what the language layer
loads, the libraries that read the bytes, and the language of the messages that are stored.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import miner
from miner.bilingual import current_language

_PACKAGE = Path(miner.__file__).resolve().parent
_BESIDE_THE_STAGES = frozenset({"cli", "report", "store", "__pycache__"})
"""Packages that show or keep results, and change none."""
_LIBRARIES = ("pdfminer.six", "jieba")


def fingerprint() -> str:
    """The hash of all that results depend on, in this process and language."""
    return hashlib.sha256(f"{_of_program()} {current_language()}".encode()).hexdigest()[:32]


@cache
def _of_program() -> str:
    digest = hashlib.sha256(miner.__version__.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {importlib.metadata.version(library)}".encode())
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        if not _BESIDE_THE_STAGES & set(path.relative_to(_PACKAGE).parts):
            yield path
    for folder in (_PACKAGE / "models", _PACKAGE.parent / "models"):
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
            return
