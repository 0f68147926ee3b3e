"""How like the county's documents are to real ones, side by side.

``python -m tests.evaluation.likeness [FOLDER]`` measures the reference documents and those of a built county (by default the
shipped sample) with one program, and prints a Markdown table: medians with the quartiles. Of the reference documents the
final accounts give what is said, and all PDFs, budgets too, how it is printed.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from miner.county.building import read_truths
from miner.errors import UnreadableDocument
from miner.model import Direction, DisclosureKind, Mined, NarrativeKind
from miner.reading import read
from miner.runs.mining import mine
from tests.evaluation.county import SAMPLE, SCANS

REFERENCE = Path(os.environ.get("MINER_REFERENCE", Path(__file__).resolve().parents[3] / "shared"))
FILLED = 20
"""Fewer figures than this: an empty form."""
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


def sentences(mined: Mined) -> list[int]:
    """Characters of each sentence of the prose, headings left out."""
    found: list[int] = []
    for section in mined.disclosure.sections:
        body = section.text.text[len(section.title) :]
        found += [len(match[0].strip()) for match in _SENTENCE.finditer(body) if len(match[0].strip()) > 3]
    return found


def reasons(mined: Mined) -> list[int]:
    """Characters of each reason."""
    return [len(one.reason) for one in mined.narratives if one.kind is NarrativeKind.VARIANCE and one.reason]


def explained(mined: Mined) -> list[float]:
    """The share of account items that differ from their budget and have a reason, in percent."""
    items = [
        one for one in mined.narratives
        if one.kind is NarrativeKind.VARIANCE and one.account_code and one.direction in (Direction.UP, Direction.DOWN)
    ]  # fmt: skip
    return [100 * sum(1 for one in items if one.reason) / len(items)] if items else []


def prose_pages(mined: Mined) -> int:
    """Pages that prose stands on."""
    return len({page for section in mined.disclosure.sections for page in section.text.pages})


def figures_per_page(mined: Mined) -> list[float]:
    """Stated figures by pages of prose; nothing for documents without pages."""
    pages = prose_pages(mined)
    return [len(mined.figures) / pages] if pages else []


Measured = Mapping[str, Sequence[float]]


def measure(paths: Iterable[Path]) -> Measured:
    """Every measure over some documents; what is per document is one number each, what is per sentence or page many."""
    found: dict[str, list[float]] = {name: [] for name in _NAMES}
    for path in paths:
        try:
            mined = mine(path)
            source = read(path)
        except UnreadableDocument:
            continue
        if source.format == "pdf":  # budgets are set and printed as final accounts are
            ruled = [len(page.rulings) for page in source.pages if page.rulings]
            found["PDFs"].append(1)
            found["pages"].append(len(source.pages))
            found["glyphs a page"] += [len(page.glyphs) for page in source.pages]
            found["rulings a page with any"] += ruled
            found["pages with rulings, %"].append(100 * len(ruled) / len(source.pages))
        if mined.disclosure.identity.kind is not DisclosureKind.FINAL_ACCOUNTS or len(mined.figures) < FILLED:
            continue
        found["final accounts"].append(1)
        found["characters of a sentence"] += sentences(mined)
        found["characters of a reason"] += reasons(mined)
        found["differing items with a reason, %"] += explained(mined)
        found["variances a document"].append(sum(1 for one in mined.narratives if one.kind is NarrativeKind.VARIANCE))
        found["figures a document"].append(len(mined.figures))
        found["figures a page of prose"] += figures_per_page(mined)
    return found


_NAMES = (
    "final accounts", "characters of a sentence", "characters of a reason", "differing items with a reason, %", "variances a document",
    "figures a document", "figures a page of prose", "PDFs", "pages", "glyphs a page", "rulings a page with any", "pages with rulings, %",
)  # fmt: skip


def quartiles(values: Sequence[float]) -> str:
    """Median (lower quartile – upper quartile), or a dash."""
    if not values:
        return "–"
    if len(values) == 1:
        return f"{values[0]:.0f}"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.0f} ({low:.0f}–{high:.0f})"


def lines(columns: Mapping[str, Measured]) -> Iterable[str]:
    """The measures side by side as a Markdown table."""
    yield "| | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * len(columns)
    for name in _NAMES:
        show: Callable[[Sequence[float]], str] = (
            (lambda values: str(len(values))) if name in ("final accounts", "PDFs") else quartiles
        )
        yield f"| {name} | " + " | ".join(show(found[name]) for found in columns.values()) + " |"


def sample_paths(folder: Path) -> list[Path]:
    """The documents of a built county that have text."""
    return [path for path, truth in read_truths(folder) if truth.rendering not in SCANS]


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    folder = Path(arguments[0]) if arguments else SAMPLE
    real = sorted((REFERENCE / "real").glob("*"))
    print("\n".join(lines({"real": measure(real), folder.name: measure(sample_paths(folder))})))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
