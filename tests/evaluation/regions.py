"""Identity, headings, tables and findings on invented disclosures of regions that the reference documents do not show.

``python -m tests.evaluation.regions [--verbose] [SLUG…]`` scores each document as HTML and, where Chromium is at hand, as the
PDF that it prints. An error or a warning that names nothing planted is a false accusation.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from miner.model import CellState, Disclosure, Finding, Mined, Severity
from miner.runs.mining import mine
from tests.chromium import QUIET, chromium

FOLDER = Path(__file__).resolve().parent.parent / "regions"
_FOLDED = str.maketrans("，：；（）．", ",:;().")

Cell = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class RegionScore:
    """What a document of another region gave."""

    identity: tuple[str, ...]
    """Fields read otherwise, in words."""
    missing_headings: tuple[str, ...]
    keyed: int
    mined: int
    alike: int
    accusations: tuple[str, ...]
    """Errors and warnings that name nothing planted."""
    planted: int
    caught: int

    @property
    def precision(self) -> float:
        """Share of the statutory tables' numbers that stand where they should."""
        return self.alike / self.mined if self.mined else 1.0

    @property
    def recall(self) -> float:
        """Share of the keyed numbers that were read."""
        return self.alike / self.keyed if self.keyed else 1.0


def slugs() -> list[str]:
    """The documents by name."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def document(slug: str) -> Path:
    """The file of a document: a page for Chromium to print, or a PDF of another program."""
    page = FOLDER / f"{slug}.html"
    return page if page.exists() else FOLDER / f"{slug}.pdf"


def truth(slug: str) -> dict[str, Any]:
    """The key of a document."""
    found: dict[str, Any] = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    return found


def print_pdf(slug: str, folder: Path) -> Path:
    """The document printed by Chromium."""
    browser = chromium()
    if browser is None:
        raise FileNotFoundError("chromium")
    target = folder / f"{slug}.pdf"
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [browser, "--headless", *QUIET, f"--user-data-dir={profile}", "--no-pdf-header-footer",
             f"--print-to-pdf={target}", (FOLDER / f"{slug}.html").as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    return target


def score(path: Path, key: dict[str, Any]) -> RegionScore:
    """One file against its key."""
    mined = mine(path)
    document = mined.disclosure
    wanted = Counter(_keyed_cells(key, "cells"))
    # Counts of people and cars and percentages are no amounts; tables that hold them may be read or not.
    counts = {(kind, label, value) for kind, label, _, value in _keyed_cells(key, "counts")}
    got = Counter(cell for cell in _mined_cells(document, key) if (cell[0], cell[1], cell[3]) not in counts)
    accusations, caught = _findings(mined, key)
    return RegionScore(
        identity=tuple(_identity_faults(document, key)),
        missing_headings=tuple(_missing(document, key)),
        keyed=wanted.total(),
        mined=got.total(),
        alike=(wanted & got).total(),
        accusations=tuple(accusations),
        planted=len(key["errors"]),
        caught=caught,
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s*“”\"]+", "", text or "").translate(_FOLDED)


def _number(text: str) -> str:
    try:
        return str(Decimal(re.sub(r"[,，%\s]", "", text)).normalize())
    except InvalidOperation:
        return text


def _identity_faults(document: Disclosure, key: dict[str, Any]) -> Iterator[str]:
    """Region is left out: the keys name the province, documents often only the county."""
    for field in ("department", "fiscal_year", "kind", "scope"):
        found = getattr(document.identity, field)
        if str(found) != str(key[field]):
            yield f"{field}: {found}, not {key[field]}"


def _missing(document: Disclosure, key: dict[str, Any]) -> Iterator[str]:
    titles = [_plain(section.title) for section in document.sections]
    tables = [_plain(table.title) for table in document.tables if table.title]
    for heading in key["headings"]:
        wanted = _plain(heading)
        if not any(wanted in title or (len(title) > 2 and title in wanted) for title in titles) and not any(
            wanted.endswith(title) for title in tables
        ):
            yield heading


def _keyed_cells(key: dict[str, Any], which: str) -> Iterator[Cell]:
    for table in key["tables"]:
        if table["kind"] != "other":
            for code, label, column, value in table.get(which, ()):
                yield (table["kind"], _plain(code) or _plain(label), _plain(column)[-2:], _number(value))


def _mined_cells(document: Disclosure, key: dict[str, Any]) -> Iterator[Cell]:
    kinds = {table["kind"] for table in key["tables"]}
    for table in document.tables:
        if table.kind.statutory and table.kind in kinds:
            for cell in table.cells:
                if cell.state is CellState.NUMBER and not cell.column.endswith("%"):
                    label = _plain(cell.row_code) or _plain(cell.row_label)
                    yield (table.kind.value, label, _plain(cell.column)[-2:], _number(cell.raw))


UNKEYED = frozenset(("REASON-MISSING", "NOUGHT", "CARS"))
"""Rules on what is not said, or need not be said so: the keys list wrong figures and words only."""


def _findings(mined: Mined, key: dict[str, Any]) -> tuple[list[str], int]:
    """Errors and warnings that name no planted error, and how many planted errors are named."""
    quotes = [error["quote"] for error in key["errors"]]
    accusations: list[str] = []
    caught: set[int] = set()
    for finding in mined.findings:
        if finding.severity is not Severity.HINT and finding.rule not in UNKEYED:
            named = {i for i, quote in enumerate(quotes) if _names(finding, quote)}
            caught |= named
            if not named and not any(slip in finding.message for slip in key.get("slips", ())):
                accusations.append(f"{finding.rule}: {finding.message}")
    return accusations, len(caught)


def _names(finding: Finding, quote: str) -> bool:
    """Whether a finding's message (not the text around it, its evidence) says a planted figure, or the wrong word where
    the planted error is one of direction and its quote has no figure.
    """
    amounts = _amounts(quote)
    if amounts:
        return not amounts.isdisjoint(_amounts(finding.message))
    said = re.findall("“([^“”]+)”", finding.message)
    return finding.rule == "DIRECTION" and any(_plain(words) in _plain(quote) for words in said)


def _amounts(text: str) -> set[str]:
    """The numbers of a text that tell one error from another: years, counts and ordinals stand in every sentence."""
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"[,，]", "", text))
    return {number for number in numbers if not re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", number)}


def _report(name: str, found: RegionScore, verbose: bool) -> None:
    print(
        f"{name:44} cells {found.precision:.3f}/{found.recall:.3f} of {found.keyed}, headings missing "
        f"{len(found.missing_headings)}, planted errors named {found.caught}/{found.planted}, "
        f"false accusations {len(found.accusations)}{'; ' + '; '.join(found.identity) if found.identity else ''}"
    )
    if verbose:
        for line in (*found.missing_headings, *found.accusations):
            print("   ", line)


def main() -> None:
    """Score the documents given, or all."""
    names = [name for name in sys.argv[1:] if not name.startswith("--")] or slugs()
    verbose = "--verbose" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        for slug in names:
            key = truth(slug)
            path = document(slug)
            _report(path.name, score(path, key), verbose)
            if path.suffix == ".html" and chromium():
                _report(f"{slug}.pdf", score(print_pdf(slug, Path(folder)), key), verbose)


if __name__ == "__main__":
    main()
