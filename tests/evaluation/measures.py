"""How the measures of department-years behave where the truth is known: a county that was built, mined and measured.

    python -m tests.evaluation.measures                         builds 250 departments of 4 years as text, mines them (minutes)
    python -m tests.evaluation.measures --county FOLDER --database OUT/miner.db     takes a county that was mined already
    python -m tests.evaluation.measures --update                measures the small county of the test, and writes its floors

Compared is the order (Spearman) in which a measure puts the departments (the mean of their years), or the documents, with what
was planted:

* boilerplate against the share of reasons that the department takes from others, as it was set;
* stickiness against the reasons that stood, word for word but for their numbers, in the department's own truth of the year before; and,
  beside it, against those that were drawn from last year as such, since common words recur without being drawn;
* reason coverage against reasons left out on purpose: each document is built twice, whole and with reasons left out, and what coverage
  falls by is put beside what was left out. And, for comparison, against the differences that have a reason of their own in the truth:
  the measure takes a reason that stands elsewhere for the same, so that the two need not agree.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from scipy.stats import spearmanr

from miner.county.building import CountySettings, build, documents, read_truths
from miner.county.departments import departments
from miner.county.truth import Truth
from miner.model import Direction, Narrative, NarrativeKind
from miner.runs import RunOptions, harvest, run
from miner.store import Reader
from tests.evaluation.floors import fingerprint_of, keep

FLOORS = Path(__file__).parent / "measures_floors.json"
SMALL = CountySettings(30, (2022, 2023, 2024), 7, rendering="txt")
"""The county of the test."""
LEFT_OUT = CountySettings(15, (2023, 2024), 7, rendering="txt")
BAR = 0.9
WANTED = {
    "boilerplate_share": "planted share",
    "stickiness_templates": "reused word for word",
    "reason_coverage": "differences with a reason",
}
"""What is kept as a floor, over departments (coverage: over documents)."""
BARRED = frozenset(("boilerplate_share", "stickiness_templates"))
"""What must reach the bar, as what reasons left out do to coverage must."""
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document."""

    department: str
    planted: Mapping[str, float]
    """By what it is a share of; without what is not known, such as a year before."""


def known_of(truths: Iterable[Truth]) -> dict[str, Known]:
    """What is known of each document of a county, by its file's name."""
    held = {(truth.identity.department, truth.identity.fiscal_year): truth for truth in truths}
    found: dict[str, Known] = {}
    for (department, year), truth in held.items():
        due = [one for one in truth.narratives if _due(one)]
        planted = {"planted share": truth.boilerplate}
        if due:
            planted["differences with a reason"] = mean(bool(one.reason) for one in due)
        before = held.get((department, year - 1)) if year is not None else None
        if before is not None and truth.reasons:
            said = set(_reasons(before))
            planted["reused word for word"] = mean(reason in said for reason in _reasons(truth))
            planted["drawn from last year"] = mean(reason.source == "last_year" for reason in truth.reasons)
        found[truth.file] = Known(department, planted)
    return found


def _due(one: Narrative) -> bool:
    return one.kind is NarrativeKind.VARIANCE and (
        one.direction in (Direction.UP, Direction.DOWN) or (one.direction is Direction.UNSTATED and bool(one.reason))
    )


def _reasons(truth: Truth) -> list[str]:
    return [_NUMBER.sub("#", truth.narratives[reason.narrative].reason) for reason in truth.reasons]


COMPARED = (
    ("boilerplate_share", "planted share"),
    ("boilerplate_character_share", "planted share"),
    ("boilerplate_cluster_share", "planted share"),
    ("surprisal", "planted share"),
    ("lsl_boilerplate", "planted share"),
    ("dyer_boilerplate", "planted share"),
    ("stickiness_templates", "reused word for word"),
    ("stickiness_templates", "drawn from last year"),
    ("dyer_stickiness", "reused word for word"),
    ("year_on_year_edit", "reused word for word"),
    ("year_on_year_cosine", "reused word for word"),
    ("brown_tucker_modification", "reused word for word"),
    ("reason_coverage", "differences with a reason"),
)
"""Measures, and what they are put beside."""


@dataclass(frozen=True, slots=True)
class Rank:
    """How alike a measure's order and the truth's are."""

    measure: str
    against: str
    documents: float
    departments: float
    number: int
    """Documents."""

    @property
    def wanted(self) -> float | None:
        """What is kept as a floor; none where nothing is asked of it."""
        if WANTED.get(self.measure) != self.against:
            return None
        return self.documents if self.measure == "reason_coverage" else self.departments

    @property
    def verdict(self) -> str:
        """Whether it reaches the bar; empty where it need not."""
        if self.wanted is None or self.measure not in BARRED:
            return ""
        return "reached" if self.wanted >= BAR else f"below {BAR}"


def ranks(database: Path, known: Mapping[str, Known]) -> list[Rank]:
    """How a mined county is ranked."""
    with Reader.open(database) as reader:
        names = {document.doc_id: Path(document.source).name for document in reader.documents()}
        measures = reader.some_measures({measure for measure, _ in COMPARED})
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for one in measures:
        if one.value is not None and names[one.doc_id] in known:
            values[one.measure][names[one.doc_id]] = one.value
    return [_rank(measure, against, values[measure], known) for measure, against in COMPARED]


def _rank(measure: str, against: str, values: Mapping[str, float], known: Mapping[str, Known]) -> Rank:
    pairs = [
        (known[file].department, known[file].planted[against], value)
        for file, value in values.items()
        if against in known[file].planted
    ]
    of_department: dict[Hashable, list[tuple[float, float]]] = defaultdict(list)
    for department, planted, value in pairs:
        of_department[department].append((planted, value))
    means = [(mean(p for p, _ in held), mean(v for _, v in held)) for held in of_department.values()]
    return Rank(measure, against, _spearman([(p, v) for _, p, v in pairs]), _spearman(means), len(pairs))


def _spearman(pairs: Sequence[tuple[float, float]]) -> float:
    if len({first for first, _ in pairs}) < 2 or len({second for _, second in pairs}) < 2:
        return math.nan
    return float(spearmanr([first for first, _ in pairs], [second for _, second in pairs]).statistic)


@dataclass(frozen=True, slots=True)
class Omissions:
    """What came of reasons that were left out on purpose."""

    documents: int
    left_out: int
    noticed: int
    """Differences without a reason that the whole documents do not have."""
    exact: float
    """The share of the documents where as many more are noticed as were left out."""
    spearman: float
    """Of what coverage falls by and what was left out / differences that ask for a reason."""


def omissions(settings: CountySettings) -> Omissions:
    """Measure each document of a county twice, whole and with reasons left out: none to four, by department."""
    left_out, noticed, pairs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, department in enumerate(departments(settings.seed, settings.departments)):
            with_holes = replace(settings, errors={"reason_missing": float(number % 5)})
            both = zip(documents(with_holes, department), documents(settings, department), strict=True)
            for holed, clean in both:
                missing = sum(error.kind == "reason_missing" for error in holed.truth().errors)
                now = _measured(Path(folder), holed.file, holed.render())
                before = _measured(Path(folder), clean.file, clean.render())
                left_out.append(missing)
                noticed.append(round(now["differences_unexplained"] - before["differences_unexplained"]))
                pairs.append((missing / before["differences_due"], before["reason_coverage"] - now["reason_coverage"]))
    exact = mean(seen == missing for seen, missing in zip(noticed, left_out, strict=True))
    return Omissions(len(pairs), sum(left_out), sum(noticed), exact, _spearman(pairs))


def _measured(folder: Path, name: str, data: bytes) -> dict[str, float]:
    path = folder / name
    path.write_bytes(data)
    return {one.measure: one.value for one in harvest(path).measures if one.value is not None}


def mined(settings: CountySettings, folder: Path, workers: int) -> tuple[Path, dict[str, Known], str]:
    """Build and mine a county: its database, what is known of it, and the fingerprint of its truth."""
    county = folder / "county"
    build(settings, county, workers=workers)
    run([county], folder / "out", options=RunOptions(workers=workers))
    known = known_of(truth for _, truth in read_truths(county))
    return folder / "out" / "miner.db", known, fingerprint_of(sorted(county.glob("*.truth.json")))


def floors(workers: int = 2) -> dict[str, Any]:
    """What the small county gives: the floors."""
    with tempfile.TemporaryDirectory() as folder:
        database, known, fingerprint = mined(SMALL, Path(folder), workers)
        found = {rank.measure: rank.wanted for rank in ranks(database, known) if rank.wanted is not None}
    left = omissions(LEFT_OUT)
    return {
        "truth": fingerprint,
        "spearman": {name: _down(value) for name, value in found.items()},
        "omissions": {"left out": left.left_out, "exact": _down(left.exact), "spearman": _down(left.spearman)},
    }


def _down(value: float) -> float:
    return math.floor(value * 1000) / 1000


def fallen(kept: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is lower now than it was, in words."""
    return [
        f"{group} {name}: {now[group][name]}, was {value}"
        for group in ("spearman", "omissions")
        for name, value in kept[group].items()
        if not now[group][name] >= value
    ]


def show(found: Sequence[Rank]) -> bool:
    """Print a row for each comparison; whether all that must reach the bar does."""
    print(
        "| measure | against | Spearman, departments | Spearman, documents | documents | |\n|---|---|---|---|---|---|"
    )
    for rank in found:
        print(
            f"| {rank.measure} | {rank.against} | {rank.departments:.3f} | {rank.documents:.3f} | {rank.number} | {rank.verdict} |"
        )
    return all(rank.verdict in ("", "reached") for rank in found)


def main() -> int:
    """Print everything; 1 where a bar is not reached or a floor would fall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--county", type=Path, help="a folder that miner corpus build made")
    parser.add_argument("--database", type=Path, help="what miner run made of it")
    parser.add_argument("--departments", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if options.update:
        now = floors(options.workers)
        print(now)
        return keep(FLOORS, now, "truth", lambda kept: fallen(kept, now))
    if options.county and options.database:
        well = show(ranks(options.database, known_of(truth for _, truth in read_truths(options.county))))
    else:
        settings = CountySettings(options.departments, seed=options.seed, rendering="txt")
        with tempfile.TemporaryDirectory() as folder:
            database, known, _ = mined(settings, Path(folder), options.workers)
            well = show(ranks(database, known))
    left = omissions(CountySettings(40, (2023, 2024), options.seed, rendering="txt"))
    print(
        f"reasons left out: {left.left_out} in {left.documents} documents; {left.noticed} more differences without a reason;"
        f" as many in {left.exact:.3f} of the documents; Spearman of what coverage falls by {left.spearman:.3f}"
    )
    return 0 if well and left.spearman >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
