"""How long the report of a large corpus takes, how large its first page is, and how soon a reader can use it.

``python -m tests.evaluation.report_speed OUT`` writes the report of a finished run anew and opens it in Chromium. The run
took what its journal says; the report is told as seconds and as a share of that. 1,000 documents:
``miner corpus build -o county --departments 250 --errors 0.5`` and ``miner run county -o OUT``.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from miner.comparing.answering import Comparer
from miner.report import write_report
from miner.store import Reader
from tests.chromium import QUIET, chromium

INTERACTIVE = "performance.getEntriesByType('navigation')[0].domInteractive"
TIMES = 3
PAGES = ("index.html", "findings.html", "documents.html", "clusters.html", "corpus.html")


def main(out: Path) -> None:
    """Print what it takes."""
    with Reader.open(out / "miner.db") as reader:
        documents = len(reader.documents())
        run = reader.runs()[-1]  # the first one read everything
    begun = time.perf_counter()
    first = write_report(out, comparing=Comparer(out))
    seconds = time.perf_counter() - begun
    files = [path for path in first.parent.rglob("*") if path.is_file()]
    pictures = sum(path.suffix == ".png" for path in files)
    whole = sum(path.stat().st_size for path in files) / 1e6
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"documents {documents}; pages of the report {len(files) - pictures}, pictures {pictures}, {whole:,.0f} MB")
    took = float(run.summary["seconds"])
    print(f"run {took:.1f} s; report {seconds:.1f} s, {seconds / took:.2f} of it")
    for name in PAGES:
        path = first.parent / name
        print(f"{name}: {path.stat().st_size / 1e6:.2f} MB")
    program = chromium()
    if program is None:
        print("no Chromium: how soon it can be used was not measured")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        for name in PAGES:
            print(f"{name}: " + _usable(browser, first.parent / name))
        browser.close()


def _usable(browser: Browser, path: Path) -> str:
    """Milliseconds until the page's elements are there, and until its scripts have run and answered: the median."""
    found: list[tuple[float, float]] = []
    for _ in range(TIMES):
        page = browser.new_page()
        begun = time.perf_counter()
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.evaluate("document.title")  # answered once the scripts that run at the end have run
        found.append((float(page.evaluate(INTERACTIVE)), 1000 * (time.perf_counter() - begun)))
        page.close()
    interactive, answered = sorted(found, key=lambda one: one[1])[TIMES // 2]
    return f"interactive after {interactive:.0f} ms, answers after {answered:.0f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
