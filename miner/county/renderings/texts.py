"""Texts as every format can hold them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from miner.county.blocks import Block, Paragraph, PrintedTable

# Line ends and tabs would end a row of a table; XML refuses the other controls, lone surrogates and non-characters.
_BLANK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A text on one line, without characters that no document may hold."""
    return _FORBIDDEN.sub("", _BLANK.sub(" ", text))


def fingerprint(blocks: Sequence[Block]) -> bytes:
    """A hash of all that is printed: the seed of everything that should look random and be the same tomorrow."""
    digest = hashlib.sha256()
    for block in blocks:
        if isinstance(block, PrintedTable):
            pieces = [block.title, block.number, block.owner, block.unit, *block.notes]
            pieces += [box.text for row in (*block.head, *block.body) for box in row]
        elif isinstance(block, Paragraph):
            pieces = [block.text.text]
        else:
            pieces = [block.text]
        digest.update("\x1f".join((type(block).__name__, *pieces, "")).encode("utf-8", "replace"))
    return digest.digest()
