"""Causes of reasons: against texts of a writer who was never trained on, and against all reasons of real disclosures.

    python -m tests.evaluation.causes            F1 by cause, calibration, confusions; agreement of the labellers; real reasons
    python -m tests.evaluation.causes --update   pins what was measured; refuses to lower it

The texts were written and labelled for it (`corpus/causes`); the held-out ones were labelled a second time by another reader.
Real reasons are named by file and offsets and need the reference folder (`MINER_REFERENCE`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from miner.explanations.causes import SURE, cause_titles, causes_of, load_model
from miner.language.masking import mask
from miner.model import UNSURE, NarrativeKind
from miner.runs.mining import mine
from miner.training.causes import sides_of
from miner.training.texts import CORPUS, HELD_OUT, Labelled, written
from tests.conftest import reference_folder
from tests.evaluation.floors import fingerprint_of, keep
from tests.evaluation.sameness import fallen, quoted

TEXTS, REAL = CORPUS / "causes" / "texts.jsonl", CORPUS / "causes" / "real.jsonl"
SCORES = CORPUS.parent / "models" / "causes" / "scores.json"
FLOORS = Path(__file__).parent / "causes_floors.json"
BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """What was named for some texts against their labels."""

    by_cause: Mapping[str, tuple[int, int, int]]
    """Named rightly, named wrongly, missed."""
    exact: float
    """Texts whose causes are just those named, share."""
    main: float
    """Of texts that name a cause, those whose most probable cause is among them, share."""
    calibration_error: float
    """Mean distance of a stated probability from how often it was right, over ten bins (expected calibration error),
    counting what was given at least 0.1: that most causes are not named is no merit."""
    unsure: float
    """Texts for which no cause was named, share."""

    @property
    def macro_f1(self) -> float:
        """The mean over causes of F1."""
        return float(np.mean([f1(*counts) for counts in self.by_cause.values()]))

    @property
    def micro_f1(self) -> float:
        """F1 over all labels."""
        return f1(*(sum(counts) for counts in zip(*self.by_cause.values(), strict=True)))


def f1(right: int, wrong: int, missed: int) -> float:
    """F1 of counts; 1 where there was nothing to find and nothing was found."""
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def scored(texts: Sequence[Labelled]) -> Scored:
    """Name the causes of texts and compare."""
    causes = list(cause_titles())
    named = causes_of([mask(labelled.text).template for labelled in texts])
    counts = {cause: [0, 0, 0] for cause in causes}
    exact = main = speaking = 0
    for labelled, found in zip(texts, named, strict=True):
        there, said = set(labelled.causes), {one.cause for one in found}
        exact += there == said
        if there:
            speaking += 1
            main += bool(found) and found[0].cause in there
        for cause in there | said:
            counts[cause][0 if cause in there & said else 1 if cause in said else 2] += 1
    return Scored(
        {cause: (a, b, c) for cause, (a, b, c) in counts.items()},
        exact / len(texts),
        main / speaking,
        calibration_error(texts, causes),
        sum(not found for found in named) / len(texts),
    )


def calibration_error(texts: Sequence[Labelled], causes: Sequence[str]) -> float:
    """Expected calibration error of the model's probabilities of at least 0.1."""
    probabilities = load_model().probabilities(sides_of(texts))
    truth = np.array([[cause in labelled.causes for cause in causes] for labelled in texts])
    stated, right = probabilities.ravel(), truth.ravel()
    stated, right = stated[stated >= 0.1], right[stated >= 0.1]
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(stated[bins == one].mean() - right[bins == one].mean())) * float((bins == one).mean())
        for one in set(bins.tolist())
    ]
    return float(sum(gaps))


def confusions(texts: Sequence[Labelled]) -> Counter[tuple[str, str]]:
    """What was said instead: for texts of one cause, (the cause, the one named most clearly) where they differ."""
    single = [labelled for labelled in texts if len(labelled.causes) == 1]
    named = causes_of([mask(labelled.text).template for labelled in single])
    pairs = (
        (labelled.causes[0], found[0].cause if found else UNSURE) for labelled, found in zip(single, named, strict=True)
    )
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def real_reasons(reference: Path) -> tuple[Labelled, ...]:
    """Every reason of the real disclosures as often as it is given, with the causes that a reader gave it."""
    known = {
        quoted(reference, entry): tuple(entry["causes"])
        for entry in map(json.loads, REAL.read_text("utf-8").splitlines())
    }
    found = []
    for path in sorted((reference / "real").iterdir()):
        for narrative in mine(path).narratives:
            if narrative.kind is NarrativeKind.VARIANCE and narrative.reason:
                found.append(Labelled(narrative.reason, known.get(narrative.reason, ("not labelled",))))
    return tuple(found)


def labellers() -> tuple[int, float, float]:
    """How many texts two readers labelled, the share on which they agree wholly, and F1 of one against the other."""
    both = [entry for entry in map(json.loads, TEXTS.read_text("utf-8").splitlines()) if "second" in entry]
    pairs = [(set(entry["first"]), set(entry["second"])) for entry in both]
    return (
        len(pairs),
        sum(a == b for a, b in pairs) / len(pairs),
        f1(*(sum(counts) for counts in zip(*((len(a & b), len(a - b), len(b - a)) for a, b in pairs), strict=True))),
    )


def main() -> int:
    """Print, or pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    texts = written(HELD_OUT)
    found = scored(texts)
    if options.update:
        now: dict[str, object] = {"labels": fingerprint_of([TEXTS]), **pinned(found)}
        failed = keep(FLOORS, now, "labels", lambda kept: fallen(kept, now))
        if not failed:
            SCORES.write_text(json.dumps(pinned(found), indent=1) + "\n", "utf-8")
        return failed
    print("| cause | right | wrong | missed | F1 |\n|---|---|---|---|---|")
    for cause, counts in found.by_cause.items():
        print(f"| {cause} | {' | '.join(map(str, counts))} | {f1(*counts):.3f} |")
    print(f"held-out writer, {len(texts)} texts: {_row(found)}")
    print(f"a cause is named from probability {SURE} on; confusions of texts with one cause:")
    for (cause, said), count in confusions(texts).most_common():
        print(f"  {cause} → {said}: {count}")
    print("labelled twice: {} texts, wholly agreed {:.3f}, F1 {:.3f}".format(*labellers()))
    folder = reference_folder()
    if not (folder / "real").is_dir():
        print(f"without real disclosures: {folder} is absent (MINER_REFERENCE)", file=sys.stderr)
        return 0
    real = real_reasons(folder)
    print(f"real disclosures, {len(real)} reasons: {_row(scored(real))}")
    distinct = tuple(dict.fromkeys(real))
    print(f"real disclosures, {len(distinct)} distinct reasons: {_row(scored(distinct))}")
    return 0


def pinned(found: Scored) -> dict[str, float]:
    """What is pinned, rounded down."""
    return {
        "macro_f1": int(found.macro_f1 * 1000) / 1000,
        "micro_f1": int(found.micro_f1 * 1000) / 1000,
        "main_cause": int(found.main * 1000) / 1000,
    }


def _row(found: Scored) -> str:
    return (
        f"macro F1 {found.macro_f1:.3f}, micro F1 {found.micro_f1:.3f}, all causes right {found.exact:.3f}, main cause right "
        f"{found.main:.3f}, unsure {found.unsure:.3f}, calibration error {found.calibration_error:.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
