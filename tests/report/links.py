"""Every link of a written report, and where it leads."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r'href="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


def dangling(report: Path) -> list[str]:
    """The links of a report's pages that lead to no page or to no place in it."""
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in report.rglob("*.html")}
    ids = {path: set(_ID.findall(text)) for path, text in texts.items()}
    found: list[str] = []
    for path, text in texts.items():
        for link in sorted(set(_LINK.findall(text))):
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.is_file() or (anchor and target in ids and anchor not in ids[target]):
                found.append(f"{path.name} leads to {link}")
    return found
