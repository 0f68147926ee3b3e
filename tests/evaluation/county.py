"""A built county, read by the miner, against its truth: by regional form and by rendering.

``python -m tests.evaluation.county [FOLDER] [--verbose] [--update]`` reads every document of a folder that ``miner corpus build``
made (by default the shipped sample) and prints, for each form and each rendering, how many records there are, precision and
recall. ``--update`` writes what the sample gave to ``county_floors.json``, and refuses to lower a floor while the truth is
the same.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from miner.county.building import read_truths
from miner.county.truth import Truth
from miner.model import (
    CellState,
    Disclosure,
    Figure,
    FigureKind,
    Mined,
    Narrative,
    NarrativeKind,
    Section,
    StatutoryTable,
)
from miner.runs.mining import mine
from tests.evaluation.floors import fingerprint_of, keep
from tests.evaluation.scoring import (
    Key,
    KeyPoint,
    KeyProject,
    KeyVariance,
    Tally,
    comparable,
    fingerprint,
    point,
    score,
    squeezed,
)

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
ASPECTS = (
    "identity",
    "tables",
    "cells",
    "variance",
    "reason",
    "direction",
    "code",
    "project",
    "amount",
    "problem",
    "measure",
    "figure",
)
FLOORS = Path(__file__).with_name("county_floors.json")
SCANS = frozenset(("scan",))
"""Renderings without any text: what the miner cannot read yet it must say so of."""


@dataclass(slots=True)
class CountyScore:
    """The tallies of some documents by aspect, and the differences in words."""

    documents: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {aspect: Tally() for aspect in ASPECTS})
    differences: list[str] = field(default_factory=list)

    def add(self, other: CountyScore) -> None:
        """Count another one's, too."""
        self.documents += other.documents
        for aspect, tally in other.tallies.items():
            self.tallies[aspect] += tally
        self.differences += other.differences


def score_document(mined: Mined, truth: Truth) -> CountyScore:
    """One document."""
    found = CountyScore(1)
    _identity(found, mined.disclosure, truth)
    _tables(found, mined.disclosure.tables, truth.tables)
    narratives = score(key_of(truth), mined.narratives)
    for aspect in ("variance", "reason", "direction", "code", "project", "amount", "problem", "measure"):
        found.tallies[aspect] += narratives.tallies[aspect]
    found.differences += narratives.differences
    _figures(found, mined, truth)
    found.differences = [f"{truth.file}: {line}" for line in found.differences]
    return found


def _identity(found: CountyScore, disclosure: Disclosure, truth: Truth) -> None:
    wanted, got = truth.identity, disclosure.identity
    fields = ("department", "region", "fiscal_year", "kind", "scope")
    wrong = [name for name in fields if getattr(wanted, name) != getattr(got, name)]
    unknown = sum(1 for name in fields if getattr(got, name) in ("", None, "unknown", "other"))
    found.tallies["identity"] += Tally(len(fields), len(fields) - unknown, len(fields) - len(wrong))
    found.differences += [f"{name}: {getattr(wanted, name)!r} read as {getattr(got, name)!r}" for name in wrong]


# ------------------------------------------------------------------------------------------------------------ tables


def _tables(found: CountyScore, mined: Sequence[StatutoryTable], true: Sequence[StatutoryTable]) -> None:
    wanted, got = (Counter(table.kind for table in tables if table.kind.statutory) for tables in (true, mined))
    found.tallies["tables"] += Tally(wanted.total(), got.total(), (wanted & got).total())
    found.differences += [f"table not read: {kind}" for kind in (wanted - got).elements()]
    keyed, read = (Counter(_numbers(tables)) for tables in (true, mined))
    found.tallies["cells"] += Tally(keyed.total(), read.total(), (keyed & read).total())
    found.differences += [f"cell missed: {cell}" for cell in (keyed - read).elements()]
    found.differences += [f"cell extra: {cell}" for cell in (read - keyed).elements()]


def _numbers(tables: Iterable[StatutoryTable]) -> Iterable[tuple[str, str, str, Decimal]]:
    """The numbers of the statutory tables: kind, row, column, value."""
    for table in tables:
        if table.kind.statutory:
            for cell in table.cells:
                if cell.state is CellState.NUMBER and cell.value is not None:
                    yield table.kind.value, cell.row_code or _plain(cell.row_label), _plain(cell.column), cell.value


def _plain(text: str) -> str:
    return re.sub(r"^[一二三四五六七八九十]+、|[“”\"\s]", "", squeezed(text))


# -------------------------------------------------------------------------------------------------------- narratives


def key_of(truth: Truth) -> Key:
    """The truth's narratives as a key for the scorer of narratives."""
    variances = [one for one in truth.narratives if one.kind is NarrativeKind.VARIANCE]
    return Key(
        truth.file, truth.file, "",
        tuple(
            KeyVariance(
                one.subject, _names(one.subject), one.account_code or None, one.basis, (one.direction.value,),
                fingerprint(one.reason), len(one.reason), one.reason[-6:], None,
            )
            for one in variances
        ),
        tuple(
            KeyProject(one.subject, one.project.spending, one.project.unit, "", "", False)
            for one in truth.narratives
            if one.kind is NarrativeKind.PROJECT and one.project is not None
        ),
        _points(truth.narratives, NarrativeKind.PROBLEM),
        _points(truth.narratives, NarrativeKind.MEASURE),
    )  # fmt: skip


_SAME = (
    ("收、支总计", "收入支出总计", "收支总计", "收入总计、支出总计", "收入总计", "支出总计"),
    (
        "财政拨款收、支总计",
        "财政拨款收入支出总计",
        "财政拨款收支总计",
        "财政拨款收入总计、支出总计",
        "财政拨款收入总计",
    ),
    ("本年收入合计", "收入合计", "本年收入"),
    ("本年支出合计", "支出合计", "本年支出"),
    ("一般公共预算财政拨款支出", "财政拨款支出", "一般公共预算支出"),
    ("年末结转和结余", "结转结余", "年末结转结余"),
)
"""Names of one quantity that regions use; a truth has one of them, the prose may have another."""


def _names(subject: str) -> frozenset[str]:
    same = next((names for names in _SAME if subject in names), (subject,))
    return frozenset(comparable(name) for name in same)


def _points(narratives: Sequence[Narrative], kind: NarrativeKind) -> tuple[KeyPoint, ...]:
    return tuple(KeyPoint(fingerprint(point(one.text)), one.text[-8:]) for one in narratives if one.kind is kind)


# ----------------------------------------------------------------------------------------------------------- figures


def _figures(found: CountyScore, mined: Mined, truth: Truth) -> None:
    """Figures by the words before them; counts of things are left out, whose units are anybody's choice."""
    wanted = Counter(_placed(truth.figures, truth.sections))
    got = Counter(_placed(mined.figures, mined.disclosure.sections))
    found.tallies["figure"] += Tally(wanted.total(), got.total(), (wanted & got).total())
    found.differences += [f"figure missed: {one}" for one in (wanted - got).elements()]
    found.differences += [f"figure extra: {one}" for one in (got - wanted).elements()]


def _placed(figures: Sequence[Figure], sections: Sequence[Section]) -> Iterable[tuple[str, str]]:
    for one in figures:
        if one.kind is FigureKind.COUNT:
            continue
        text = sections[one.section].text.text
        yield squeezed(text[: one.char_start])[-8:], squeezed(text[one.char_start : one.char_end])


# ------------------------------------------------------------------------------------------------------------ tables


def evaluate(folder: Path) -> Mapping[str, Mapping[str, CountyScore]]:
    """The scores of a folder, by ``form`` and by ``rendering``; pictures without text are left out."""
    scores: dict[str, dict[str, CountyScore]] = {
        "form": defaultdict(CountyScore),
        "rendering": defaultdict(CountyScore),
    }
    for path, truth in read_truths(folder):
        if truth.rendering in SCANS:
            continue
        one = score_document(mine(path), truth)
        scores["form"][truth.form].add(one)
        scores["rendering"][truth.rendering].add(one)
    return scores


def data_fingerprint(folder: Path) -> str:
    """The fingerprint of all truths of a county."""
    return fingerprint_of(sorted(folder.glob("*.truth.json")))


def lines(scores: Mapping[str, Mapping[str, CountyScore]]) -> Iterable[str]:
    """The scores as a Markdown table: precision / recall of the number that the truth has."""
    yield "| by | documents | " + " | ".join(ASPECTS) + " |"
    yield "|---|---|" + "---|" * len(ASPECTS)
    for by, found in scores.items():
        for name in sorted(found):
            one = found[name]
            cells = [f"{_share(t.precision)} / {_share(t.recall)} of {t.expected}" for t in one.tallies.values()]
            yield f"| {by} {name} | {one.documents} | " + " | ".join(cells) + " |"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def floors_of(scores: Mapping[str, Mapping[str, CountyScore]]) -> dict[str, dict[str, list[float]]]:
    """Precision and recall by form or rendering and by aspect, cut off after three decimals; undefined ones left out."""
    return {
        f"{by} {name}": {
            aspect: [math.floor(value * 1000) / 1000 for value in (tally.precision, tally.recall)]
            for aspect, tally in one.tallies.items()
            if tally.precision is not None and tally.recall is not None
        }
        for by, found in scores.items()
        for name, one in sorted(found.items())
    }


def fallen(
    scores: Mapping[str, Mapping[str, CountyScore]], floors: Mapping[str, Mapping[str, Sequence[float]]]
) -> list[str]:
    """What lies below its floor, in words."""
    got = floors_of(scores)
    return [
        f"{name}, {aspect}: {got.get(name, {}).get(aspect)} where it was {least}"
        for name, aspects in floors.items()
        for aspect, least in aspects.items()
        if any(a < b for a, b in zip(got.get(name, {}).get(aspect, [0, 0]), least, strict=True))
    ]


def update(scores: Mapping[str, Mapping[str, CountyScore]]) -> int:
    """Write the floors; 1 where that would lower one on the same truth."""
    now = {"truth": data_fingerprint(SAMPLE), "floors": floors_of(scores)}
    return keep(FLOORS, now, "truth", lambda kept: fallen(scores, kept["floors"]))


def main(arguments: Sequence[str]) -> int:
    """Print the table, and every difference if asked."""
    folder = next((Path(one) for one in arguments if not one.startswith("-")), SAMPLE)
    scores = evaluate(folder)
    if "--update" in arguments:
        if folder != SAMPLE:
            print("floors are those of the shipped sample", file=sys.stderr)
            return 2
        return update(scores)
    print(f"{folder.name}, truth {data_fingerprint(folder)}")
    print("\n".join(lines(scores)))
    if "--verbose" in arguments:
        for found in scores["rendering"].values():
            print("\n".join(found.differences))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
