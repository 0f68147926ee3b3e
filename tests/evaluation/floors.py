"""Floors of quality: what a command measured, pinned in a file with a fingerprint of its data; it may rise, never fall in silence."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any


def fingerprint_of(paths: Iterable[Path]) -> str:
    """The first 16 hex digits of the SHA-256 over the bytes of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def keep(path: Path, now: Mapping[str, Any], data: str, fallen: Callable[[Mapping[str, Any]], list[str]]) -> int:
    """Write the floors; 1 where that would lower one on the same data.

    Args:
        path: the file of the floors.
        now: what it is to hold.
        data: the name in it of the fingerprint of the data.
        fallen: what is worse now than in what the file holds, in words.
    """
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
        worse = fallen(kept) if kept[data] == now[data] else []
        if worse:
            print("\n".join(worse), file=sys.stderr)
            return 1
    path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0
