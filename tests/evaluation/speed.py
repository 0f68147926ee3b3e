"""How fast the miner reads, side by side with others in one run: ``python -m tests.evaluation.speed``.

Pages per CPU second over the PDFs in the reference folder's ``real``, each way of reading taking its turn in every
round, and the peak memory of a fresh process that reads one document.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfminer.high_level
import pdfplumber
import pypdfium2

from miner.layout import lay_out
from miner.reading import read
from tests.conftest import reference_folder

Way = Callable[[Path], int]
"""Reads a document and gives its number of pages."""

_PEAK = """
import json, re, resource, sys
from pathlib import Path
from miner.layout import lay_out
from miner.reading import read
pages = read(Path(sys.argv[1])).pages
blocks = lay_out(pages)
status = Path("/proc/self/status")
# Linux counts the parent's memory into ru_maxrss of a new process; VmHWM is its own.
own = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
peak = int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([len(pages), peak / 1024]))
"""


def miner_text_and_tables(path: Path) -> int:
    """Reading and layout: characters, rulings, health, lines, paragraphs, grids."""
    pages = read(path).pages
    lay_out(pages)
    return len(pages)


def miner_reading(path: Path) -> int:
    """Reading alone: characters, rulings, health."""
    return len(read(path).pages)


def pdfplumber_words_and_tables(path: Path) -> int:
    """``extract_words`` and ``extract_tables``, pages closed one by one as its documentation advises."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(document.pages)


def pdfminer_pages(path: Path) -> int:
    """``extract_pages`` with its default layout analysis; no tables."""
    return sum(1 for _ in pdfminer.high_level.extract_pages(path))


def pdfium_text(path: Path) -> int:
    """The floor: text alone, in C++, without places or tables."""
    document = pypdfium2.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
        return len(document)
    finally:
        document.close()


WAYS: dict[str, Way] = {
    "miner: text and tables": miner_text_and_tables,
    "miner: reading alone": miner_reading,
    "pdfplumber: words and tables": pdfplumber_words_and_tables,
    "pdfminer: extract_pages": pdfminer_pages,
    "pdfium: text (the floor)": pdfium_text,
}


def measure(paths: list[Path], rounds: int) -> tuple[int, dict[str, list[float]]]:
    """CPU seconds of each way for all documents, round by round, and the number of pages."""
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    pages = 0
    for way in WAYS.values():  # once unmeasured: imports, caches of character maps
        way(paths[0])
    for number in range(rounds):
        names = list(WAYS)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            start = time.process_time()
            pages = sum(WAYS[name](path) for path in paths)
            seconds[name].append(time.process_time() - start)
    return pages, seconds


def peak_memory(path: Path) -> tuple[int, float]:
    """Pages and peak resident megabytes of a fresh process that reads and lays out a document."""
    run = subprocess.run([sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True)
    pages, megabytes = json.loads(run.stdout)
    return pages, megabytes


def machine() -> str:
    """What it ran on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("pdfminer.six", "pdfplumber", "pypdfium2")
    )
    processor = models[0] if models else platform.processor()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=reference_folder() / "real")
    chosen = parser.parse_args()
    paths = sorted(chosen.folder.glob("*.pdf"))
    if not paths:
        parser.error(f"no PDF in {chosen.folder}")
    pages, seconds = measure(paths, chosen.rounds)
    print(f"{len(paths)} documents, {pages} pages, median of {chosen.rounds} interleaved rounds")
    print(machine())
    base = statistics.median(seconds["pdfplumber: words and tables"])
    print(f"{'':32}{'CPU s':>8}{'fastest':>9}{'slowest':>9}{'pages/s':>9}{'pdfplumber = 1':>16}")
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        numbers = f"{middle:8.2f}{min(taken):9.2f}{max(taken):9.2f}{pages / middle:9.0f}{base / middle:16.2f}"
        print(f"{name:32}{numbers}")
    print("\npeak memory of a fresh process that reads and lays out one document")
    for path in paths:
        count, megabytes = peak_memory(path)
        print(f"{megabytes:8.0f} MB{count:6} pages  {path.name}")


if __name__ == "__main__":
    main()
