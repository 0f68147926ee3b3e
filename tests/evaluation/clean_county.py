"""Every identity on a clean county, by a checker that knows nothing of the builder (`tests.identities`).

``python -m tests.evaluation.clean_county [DEPARTMENTS]`` writes the documents of so many departments over four years (50: 200
documents), checks each, and prints per identity how often it holds as printed, holds by rounding, fails, does not apply or
could not be checked; then each failure. The checker is given what a reader of the document would see: tables with their
cells and sections with their text.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from miner.county.building import CountySettings, Document, county
from tests.identities.checking import IDENTITIES, Result, check

OUTCOMES = ("equal", "rounding", "fail", "not_applicable", "not_checked")


def clean_documents(number: int, years: tuple[int, ...] = (2021, 2022, 2023, 2024)) -> Iterable[Document]:
    """The documents of a clean county in all forms."""
    return county(CountySettings(number, years, rendering="txt"))


def results(document: Document) -> list[Result]:
    """Every identity on one document."""
    truth = document.truth()
    return check(truth.tables, truth.sections, truth.narratives)


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 where an identity fails or is never checked."""
    counted: Counter[tuple[str, str]] = Counter()
    failures: list[str] = []
    total = 0
    for document in clean_documents(int(arguments[0]) if arguments else 50):
        total += 1
        for one in results(document):
            counted[one.identity, one.outcome] += 1
            if one.outcome == "fail":
                failures.append(f"{document.name}: {one.identity} {one.where}: {one.left} {one.right} {one.why}")
    print(f"{total} documents")
    print("| identity | " + " | ".join(OUTCOMES) + " |")
    print("|---|" + "---|" * len(OUTCOMES))
    for identity in IDENTITIES:
        print(f"| {identity} | " + " | ".join(str(counted[identity, outcome]) for outcome in OUTCOMES) + " |")
    never = [i for i in IDENTITIES if not counted[i, "equal"] + counted[i, "rounding"]]
    print("never seen to hold:", ", ".join(never) or "none")
    print("\n".join(failures[:40]))
    return 1 if failures or never else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
