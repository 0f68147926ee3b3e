"""How soon ``miner compare`` and the views over all departments answer: ``python -m tests.evaluation.compare_speed OUT``.

OUT is the folder of a finished run (say, over 1,000 documents of ``miner corpus build -o county --departments 250``). It is
only read. Each comparison is made several times in this process, of which the first loads what the later ones have; the
command itself is run too, as a person runs it, start of the program and printing included. Seconds of the clock and of the
processor: they differ where the machine is busy with other things.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from miner.comparing.comparison import compare
from miner.comparing.holding import Held, hold
from miner.comparing.overview import (
    corpus_of,
    measures_over_years,
    outliers,
    regions_side_by_side,
    shared_wordings,
    wordings_pass,
    wordings_spread,
)
from miner.store import Reader

TIMES = 3


def main(out: Path) -> None:
    """Measure and print."""
    with Reader.open(out / "miner.db") as reader:
        held = hold(reader)
        corpus = corpus_of(held)
        pairs = _pairs(held)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"{len(held.documents)} documents, {len(held.identities.departments)} departments")
        print(f"{'':44} {'first':>14} {'later':>14}   (clock / processor, s)")
        for name, (a, b) in pairs.items():
            _tell(f"compare {name}", _timed(partial(compare, reader, a, b)))
        views: dict[str, Callable[[], object]] = {
            "who is who": lambda: hold(reader),
            "outliers": lambda: outliers(reader, corpus),
            "network": lambda: shared_wordings(reader, held, corpus),
            "spread": lambda: wordings_spread(reader, held, corpus),
            "diffusion": lambda: wordings_pass(reader, held, corpus),
            "regions": lambda: regions_side_by_side(reader, held, corpus),
            "trend": lambda: measures_over_years(reader, corpus),
        }
        for name, look in views.items():
            _tell(name, _timed(look))
    a, b = pairs["two documents"]
    command = [sys.executable, "-m", "miner", "compare", a, b, "-o", str(out)]
    _tell("the command, two documents", [_command(command) for _ in range(TIMES)])


def _pairs(held: Held) -> dict[str, tuple[str, str]]:
    """Two sides of each sort, the first that there are."""
    documents = [one for one in held.documents if one.kind == "final_accounts" and one.year and one.region]
    years = sorted({one.year for one in documents if one.year})
    count = Counter((one.department, one.kind) for one in documents)
    usual = [one for one in documents if count[one.department, one.kind] >= min(2, len(years))]
    first = usual[0]
    of_first = [one for one in usual if one.department == first.department]
    other = next(one for one in usual if one.department != first.department)
    regions = list(dict.fromkeys(one.region for one in documents))
    functions = [name for name, _ in Counter(one.function for one in documents if one.function).most_common(2)]
    return {
        "two documents": (of_first[-2].doc_id, of_first[-1].doc_id),
        "two departments": (f"dept:{first.department}@final", f"dept:{other.department}@final"),
        "two kinds of department": (f"kind:{functions[0]}@final", f"kind:{functions[1]}@final"),
        "two regions": (f"region:{regions[0]}@final", f"region:{regions[1]}@final"),
        "two years": (f"year:{years[-2]}@final", f"year:{years[-1]}@final"),
        "a department and everybody": (f"dept:{first.department}@final", "all@final"),
    }


def _timed(work: Callable[[], object]) -> list[tuple[float, float]]:
    found = []
    for _ in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    return found


def _command(command: list[str]) -> tuple[float, float]:
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _tell(name: str, times: list[tuple[float, float]]) -> None:
    first, later = times[0], min(times[1:])
    print(f"{name:44} {first[0]:6.2f} / {first[1]:5.2f} {later[0]:6.2f} / {later[1]:5.2f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
