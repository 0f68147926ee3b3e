"""How long the measures of a corpus take beyond the run that mined it.

``python -m tests.evaluation.measure_speed OUT/miner.db [FOLDER]``: the measures that documents have together, as the run computes
them at its end (read from the store, computed, not written), beside all of that end (grouping and causes, too) and beside what the
run took by its journal. With a folder of documents, also what each document's own measures take, over the first twenty. Seconds of
the processor, so that what else the machine does changes nothing. 1,000 documents:
``miner corpus build -o county --departments 250 --errors 0.5`` and ``miner run county -o OUT``.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from miner.comparison import measures_of
from miner.model import Measure, Mined
from miner.runs import corpus, mine
from miner.runs.corpus import read_corpus
from miner.runs.differences import differences_of
from miner.runs.inputs import SUFFIXES
from miner.runs.measuring import measures_together
from miner.store import Reader

BAR = 10.0
"""Seconds for 1,000 documents."""
FEW = 20
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What work gives, and the processor seconds that it takes; nothing here waits, so that an idle machine takes no more."""
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def alone(files: Iterable[Path]) -> tuple[int, float]:
    """How many documents were mined, and the seconds that their own measures take."""
    number, seconds = 0, 0.0
    for path in files:
        mined = mine(path)
        seconds += timed(partial(_own, mined))[1]
        number += 1
    return number, seconds


def _own(mined: Mined) -> tuple[Measure, ...]:
    return measures_of(mined, differences_of(mined))


def main(database: Path, folder: Path | None = None) -> int:
    """Print what it takes; 1 where it is over the bar."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    spent = 0.0

    def watched(*arguments: Any) -> tuple[Measure, ...]:
        nonlocal spent
        found, spent = timed(partial(measures_together, *arguments))
        return found

    with Reader.open(database) as reader:
        documents = len(reader.documents())
        run = reader.runs()[-1]  # the first one read everything
        with mock.patch.object(corpus, "measures_together", watched):
            told, whole = timed(lambda: read_corpus(reader))
    took = float(run.summary["seconds"])
    print(f"documents {documents}; measures {len(told.measures):,} of them together; the run took {took:.1f} s")
    print(f"measures {spent:.2f} s, {spent / took:.4f} of the run; with grouping and causes {whole:.2f} s")
    if folder is not None:
        files = [path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES][:FEW]
        number, seconds = alone(files)
        each = seconds / max(number, 1)
        print(
            f"each document's own {1000 * each:.1f} ms ({number} documents): {each * documents:.2f} s for all, in the workers"
        )
        spent += each * documents
    bar = BAR * documents / 1000
    print(f"together {spent:.2f} s, {'within' if spent <= bar else 'over'} {bar:.1f} s")
    return 0 if spent <= bar else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
