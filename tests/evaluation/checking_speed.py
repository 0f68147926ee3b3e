"""CPU seconds that a document takes beyond its reading: narratives, figures, links, checks, findings.

``python -m tests.evaluation.checking_speed [DOCUMENTS]`` tells so many disclosures of the county (40) in all forms, reads them
once, and times what comes after reading; the processor stands beside the figure.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from miner.county.building import CountySettings, county
from miner.model import Disclosure
from miner.runs.mining import mine, mine_disclosure


def seconds(documents: Sequence[Disclosure]) -> float:
    """CPU seconds a document, on average."""
    begun = time.process_time()
    for document in documents:
        mine_disclosure(document)
    return (time.process_time() - begun) / len(documents)


def main(arguments: Sequence[str]) -> int:
    """Print the seconds, of two rounds the faster."""
    number = int(arguments[0]) if arguments else 40
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for document in county(CountySettings(number, (2023,), 4, rendering="html")):
            path = Path(folder) / document.file
            path.write_bytes(document.render())
            documents.append(mine(path).disclosure)
    best = min(seconds(documents) for _ in range(2))
    machine = (
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print(f"{best:.3f} s of CPU a document beyond reading ({len(documents)} documents; {machine})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
