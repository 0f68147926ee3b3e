"""When two printed account names are the same name.

Two keys: `name_key` undoes what printing does (width of characters, blanks, kinds of brackets and quotes); `loose_key`
also forgives the slips that disclosures make (a missing 支出 at the end, 和 for 与 or 及, a missing bracket).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = re.compile("[“”„‟\"'‘’「」『』]")
_BRACKETS = str.maketrans("〔〕【】[]﹙﹚", "()()()()")
_JOINS = re.compile("[与及和、,]|以及")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The name without what is only printing: NFKC, no blanks, one kind of bracket and quote, 、 for ,."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    return _QUOTES.sub("", re.sub(r"\s+", "", text)).replace(",", "、")


@lru_cache(maxsize=65536)
def loose_key(name: str) -> str:
    """The name without its slips either: no 支出 at the end, one conjunction, no brackets."""
    text = _JOINS.sub("和", name_key(name)).replace("(", "").replace(")", "")
    return text[:-2] if text.endswith("支出") and len(text) > 2 else text
