"""Time and memory of grouping very many reasons, masking and segmentation included, beside other methods in one run.

    miner corpus build -o texts --departments 13200 --texts-only
    python -m tests.evaluation.clustering_speed texts/explanations.jsonl

Each method and size runs in a process of its own. Ours is the whole of `miner cluster-texts`: reading, masking, segmentation,
causes, wordings, families, writing. The others get templates that are masked already, and are given the sizes that they can
still do here. Growth is the exponent e of time ~ size^e between the smallest and the largest size.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
METHODS = {
    "miner cluster-texts": SIZES,
    "MinHash LSH, components (datasketch)": SIZES,
    "TF-IDF, HDBSCAN (scikit-learn)": SIZES[:2],
}


def once(method: str, source: Path, size: int) -> int:
    """Run a method in this process; prints seconds and peak memory (of the process and its largest child) as JSON."""
    from miner.language.masking import mask
    from tests.evaluation.recurring import by_hdbscan, by_lsh

    if method == "miner cluster-texts":
        from miner.runs.texts import group_file

        with tempfile.TemporaryDirectory() as folder:
            some = Path(folder) / "some.jsonl"
            with source.open(encoding="utf-8") as lines, some.open("w", encoding="utf-8") as out:
                out.writelines(islice(lines, size))
            begun = time.perf_counter()
            summary = group_file(some, Path(folder) / "out.jsonl", os.cpu_count() or 1)
            seconds = time.perf_counter() - begun
            groups = summary.clusters
    else:
        with source.open(encoding="utf-8") as lines:
            templates = [mask(json.loads(line)["text"]).template for line in islice(lines, size)]
        begun = time.perf_counter()
        groups = len(set((by_lsh if "LSH" in method else by_hdbscan)(templates)))
        seconds = time.perf_counter() - begun
    own, largest_child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": own / 1024, "child": largest_child / 1024, "groups": groups}))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--once", nargs=2, metavar=("METHOD", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        return once(options.once[0], options.texts, int(options.once[1]))
    with options.texts.open(encoding="utf-8") as lines:
        there = sum(1 for _ in lines)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {there} texts at hand")
    print("| method | texts | seconds | peak MB | of a child, MB | groups |\n|---|---|---|---|---|---|")
    for method, sizes in METHODS.items():
        seconds: dict[int, float] = {}
        for size in (size for size in sizes if size <= there):
            command = [sys.executable, "-m", __spec__.name, str(options.texts), "--once", method, str(size)]
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode:
                print(f"| {method} | {size} | did not finish: {ran.stderr.strip()[-120:]} | | | |", flush=True)
                continue
            found = json.loads(ran.stdout)
            seconds[size] = found["seconds"]
            print(
                f"| {method} | {size} | {found['seconds']:.1f} | {found['megabytes']:.0f} | {found['child']:.0f} | {found['groups']} |",
                flush=True,
            )
        if len(seconds) > 1:
            small, large = min(seconds), max(seconds)
            growth = math.log(seconds[large] / seconds[small]) / math.log(large / small)
            print(f"{method}: growth exponent from {small} to {large}: {growth:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
