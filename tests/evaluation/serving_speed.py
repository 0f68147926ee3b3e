"""How fast ``miner serve`` answers while a run writes: ``python -m tests.evaluation.serving_speed OUT INPUT…``.

OUT is the folder of a run over INPUT (say, 1,000 documents of ``miner corpus build``); work on a copy, for the run is made
once more, with ``--force``, so that it stores every document again. Meanwhile one reader asks for pages of all sorts in
turn, as a person's clicks would, and now and then judges a finding. Without INPUT nothing writes. Prints median, 95th
percentile and the longest time for each sort of page, of the server's answers to whole requests over one connection.

``--seconds N`` how long (120), ``--pause N`` seconds between two requests (0.05).
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx

from miner.report.views.findings import rule_pages
from miner.store import Reader

WORDS = ("人员", "预算", "公务用车", "增加 减少", "2024")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=0.05)
    asked = parser.parse_args()
    addresses = _addresses(asked.out)
    times: dict[str, list[float]] = defaultdict(list)
    with (
        _server(asked.out) as (base, token),
        _run(asked.out, asked.inputs) as writing,
        httpx.Client(base_url=base, headers={"X-Miner-Token": token}, timeout=60) as client,
    ):
        client.get("/index.html")
        before = _documents_stored(asked.out)
        end = time.perf_counter() + asked.seconds
        asks = _asks(addresses)
        while time.perf_counter() < end and writing():
            sort, method, address, body = next(asks)
            begun = time.perf_counter()
            answer = client.request(method, address, json=body)
            times[sort].append(1000 * (time.perf_counter() - begun))
            answer.raise_for_status()
            time.sleep(asked.pause)
        stored = _documents_stored(asked.out) - before
    print(f"{sum(map(len, times.values()))} requests; documents stored meanwhile: {stored}")
    for sort in sorted(times):
        _print(sort, times[sort])
    _print("all pages", [one for sort, some in times.items() if sort not in ("judgement", "pdf") for one in some])


def _print(sort: str, times: list[float]) -> None:
    last = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(
        f"{sort:<14} {len(times):5}  median {median(times):7.1f} ms  p95 {last:7.1f} ms  longest {max(times):7.1f} ms"
    )


def _addresses(out: Path) -> dict[str, list[str]]:
    with Reader.open(out / "miner.db") as reader:
        documents = [d.doc_id for d in reader.documents() if d.pages is not None]
        return {
            "document": [f"/doc/{one}.html" for one in documents],
            "pages": [f"/page/{one}.html" for one in documents],
            "pdf": [f"/file/{one}.pdf" for one in documents],
            "cluster": [f"/cluster/{one.cluster_id}.html" for one in reader.clusters(2)],
            "rule": [f"/rule/{page}.html" for _, _, page in rule_pages(reader)],
            "finding": [one.finding_id for one in reader.findings()],
        }


def _asks(addresses: dict[str, list[str]]) -> Iterator[tuple[str, str, str, dict[str, str] | None]]:
    """Requests in the order in which a person might make them: sort, method, address, body."""
    chance = random.Random(6)
    while True:
        yield "index", "GET", "/index.html", None
        yield (
            "lists",
            "GET",
            chance.choice(["/documents.html", "/findings.html", "/clusters.html", "/ranking.html"]),
            None,
        )
        yield "list data", "GET", chance.choice(["/findings.js", "/clusters.js"]), None
        for _ in range(3):
            document = chance.randrange(len(addresses["document"]))
            yield "document", "GET", addresses["document"][document], None
            yield "pages", "GET", addresses["pages"][document], None
            yield "pdf", "GET", addresses["pdf"][document], None
        yield "cluster", "GET", chance.choice(addresses["cluster"]), None
        yield "rule", "GET", chance.choice(addresses["rule"]), None
        yield "search", "GET", f"/search.html?words={chance.choice(WORDS)}", None
        yield "review", "GET", "/review.html", None
        finding = chance.choice(addresses["finding"])
        said = {"target_kind": "finding", "verdict": "confirmed", "reviewer": "计时"}
        yield "judgement", "POST", "/api/judgements", {**said, "target_key": finding}


@contextmanager
def _server(out: Path) -> Iterator[tuple[str, str]]:
    command = [sys.executable, "-m", "miner", "serve", str(out), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            base, _, token = process.stdout.readline().strip().partition("/?token=")
            yield base, token
        finally:
            process.terminate()


@contextmanager
def _run(out: Path, inputs: list[str]) -> Iterator[Callable[[], bool]]:
    if not inputs:
        yield lambda: True
        return
    command = [sys.executable, "-m", "miner", "run", *inputs, "-o", str(out), "--force"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not _stores(out, process):
            time.sleep(0.2)
        try:
            yield lambda: process.poll() is None
        finally:
            process.terminate()


def _stores(out: Path, process: subprocess.Popen[bytes]) -> bool:
    with Reader.open(out / "miner.db") as reader:
        return process.poll() is not None or reader.runs()[0].finished_at is None


def _documents_stored(out: Path) -> int:
    """A number that grows by one with each document that is stored."""
    with Reader.open(out / "miner.db") as reader:
        return reader.stamp()[1]  # rows of ``processed``


if __name__ == "__main__":
    main()
