"""File names for what may be called anything."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def page_name(key: str) -> str:
    """A name that is safe on every system and in every link: the key itself where it is, else a hash of it."""
    if _PLAIN.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def department_page(region: str, department: str) -> str:
    """The name of the page of a department; empty where it is not known."""
    return page_name(f"{region}\x1f{department}") if department else ""
