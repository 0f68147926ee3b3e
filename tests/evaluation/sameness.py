"""Explanations that say the same, against labels made by hand (`corpus/sameness`): same wording, same reason.

    python -m tests.evaluation.sameness             what was found on both halves, and the agreement of the labellers
    python -m tests.evaluation.sameness --choose    the scales that were tried on the half for choosing
    python -m tests.evaluation.sameness --update    pins what was measured; refuses to lower it

Rules and scales were made on the half ``choose``; the half ``report`` was written, drawn and labelled after that (its real part
was set aside from the beginning). Texts that were labelled together are one pool; pools have vocabularies of their own and
are grouped by themselves. Texts of real disclosures are named by file and offsets, and need the reference folder
(`MINER_REFERENCE`).
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from miner.explanations.grouping import FAMILY, WORDING, Usage, group_wordings
from miner.explanations.parts import parts_of
from miner.explanations.similarity import Scale, follow_leaders, sets_of
from miner.explanations.texts import ReasonText, cluster_texts
from miner.language.masking import mask
from miner.runs.mining import mine
from tests.conftest import reference_folder
from tests.evaluation.agreement import ROW, Agreement, agreement
from tests.evaluation.floors import fingerprint_of, keep

LABELS = Path(__file__).resolve().parents[2] / "corpus" / "sameness" / "labels.jsonl"
FLOORS = Path(__file__).parent / "sameness_floors.json"
HALVES = ("choose", "report")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """An explanation with the labels of its groups, and those that the two labellers gave it independently."""

    text: str
    source: str
    """``county``, ``written`` or ``real``."""
    half: str
    wording: str
    reason: str
    first: tuple[str, str]
    second: tuple[str, str]
    pool: int
    """Texts of one pool were labelled together."""


def labelled(reference: Path | None) -> list[LabelledText]:
    """The labelled explanations; those of real disclosures only where the reference folder is there."""
    found: list[LabelledText] = []
    for line in LABELS.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["source"] == "real":
            if reference is None:
                continue
            text = quoted(reference, entry)
        else:
            text = entry["text"]
        found.append(
            LabelledText(
                text,
                entry["source"],
                entry["half"],
                entry["wording"],
                entry["reason"],
                tuple(entry["first"]),
                tuple(entry["second"]),
                (entry["id"] - 1) // 1000,
            )
        )
    return found


def quoted(reference: Path, entry: Mapping[str, object]) -> str:
    """The words of a real disclosure that an entry names by file, section and offsets.

    Raises:
        ValueError: other words stand there than when they were labelled.
    """
    text = _sections(reference / "real" / str(entry["file"]))[int(str(entry["section"]))]
    words = text[int(str(entry["start"])) : int(str(entry["end"]))]
    if hashlib.sha256(words.encode()).hexdigest()[:16] != entry["sha256"]:
        raise ValueError(f"other words than were labelled: {entry}")
    return words


@cache
def _sections(path: Path) -> tuple[str, ...]:
    return tuple(section.text.text for section in mine(path).disclosure.sections)


def measured(texts: Sequence[LabelledText]) -> tuple[Agreement, Agreement]:
    """The groups of `cluster_texts` against the labels: wordings, families. Each pool is grouped by itself."""
    wording: list[tuple[int, str]] = []
    family: list[tuple[int, str]] = []
    for pool in sorted({text.pool for text in texts}):
        some = [text for text in texts if text.pool == pool]
        for one in cluster_texts(ReasonText(str(number), text.text) for number, text in enumerate(some)):
            wording.append((pool, one.cluster_id))
            family.append((pool, one.family_id))
    ordered = sorted(texts, key=lambda text: text.pool)
    return (
        agreement([(text.pool, text.wording) for text in ordered], wording),
        agreement([(text.pool, text.reason) for text in ordered], family),
    )


def exact(texts: Sequence[LabelledText]) -> Agreement:
    """What the masked template alone gives for wordings."""
    return agreement(
        [(text.pool, text.wording) for text in texts], [(text.pool, mask(text.text).template) for text in texts]
    )


def opposites_merged(texts: Sequence[LabelledText]) -> int:
    """Pairs of one found wording whose polarities differ: always 0, because polarity is a hard constraint."""
    groups: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in cluster_texts(ReasonText(str(number), text.text) for number, text in enumerate(texts)):
        groups[one.cluster_id].add(parts_of(one.template).polarity)
    return sum(len(found) - 1 for found in groups.values())


def labellers(texts: Sequence[LabelledText]) -> tuple[Agreement, Agreement]:
    """The second labeller against the first: wordings, reasons."""
    firsts, seconds = zip(*(((t.pool, *t.first), (t.pool, *t.second)) for t in texts), strict=True)
    return (
        agreement([(p, w) for p, w, _ in firsts], [(p, w) for p, w, _ in seconds]),
        agreement([(p, r) for p, _, r in firsts], [(p, r) for p, _, r in seconds]),
    )


def choices(texts: Sequence[LabelledText]) -> None:
    """Print what scales give on the half for choosing."""
    print(f"| wording: threshold, one more, exchanged | {ROW} |")
    for threshold, one_more, exchanged in itertools.product(
        (0.3, 0.35, 0.4, 0.45, 0.5, 0.6), (0.4, 0.5, 0.6), (0.6, 0.75)
    ):
        scale = replace(WORDING, threshold=threshold, one_more=one_more, exchanged=exchanged)
        print(f"| {threshold}, {one_more}, {exchanged} | {_tried(texts, scale, FAMILY)[0].row()} |")
    print(f"| reason: threshold, bigrams | {ROW} |")
    for threshold, bigrams in itertools.product((0.25, 0.3, 0.35, 0.4, 0.5), (0.1, 0.2, 0.3)):
        scale = replace(FAMILY, threshold=threshold, bigrams=bigrams)
        print(f"| {threshold}, {bigrams} | {_tried(texts, WORDING, scale)[1].row()} |")


def _tried(texts: Sequence[LabelledText], wording: Scale, family: Scale) -> tuple[Agreement, Agreement]:
    """What two scales give for wordings and for reasons."""
    heads: list[tuple[int, str]] = []
    leaders: list[tuple[int, str]] = []
    ordered = sorted(texts, key=lambda text: text.pool)
    for pool in sorted({text.pool for text in texts}):
        templates = [mask(text.text).template for text in ordered if text.pool == pool]
        usages = [Usage(template, 1, templates.count(template)) for template in dict.fromkeys(templates)]
        following = group_wordings(usages, scale=wording)
        rank = {usage.template: usage.rank for usage in usages}
        leading = sorted({one.head for one in following.values()}, key=rank.__getitem__)
        found, _ = follow_leaders(sets_of([parts_of(head) for head in leading], family))
        leader = dict(zip(leading, found.tolist(), strict=True))
        heads += [(pool, following[template].head) for template in templates]
        leaders += [(pool, str(leader[following[template].head])) for template in templates]
    return (
        agreement([(text.pool, text.wording) for text in ordered], heads),
        agreement([(text.pool, text.reason) for text in ordered], leaders),
    )


def floors(texts: Sequence[LabelledText]) -> dict[str, object]:
    """What is pinned: of the half for reporting, rounded down."""
    wording, reason = measured([text for text in texts if text.half == "report" and text.source != "real"])
    names = ("f", "pair_precision")
    return {
        "labels": fingerprint_of([LABELS]),
        **{f"wording {name}": int(getattr(wording, name) * 1000) / 1000 for name in names},
        **{f"reason {name}": int(getattr(reason, name) * 1000) / 1000 for name in names},
    }


def main() -> int:
    """Print, or pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    folder = reference_folder()
    there = (folder / "real").is_dir()
    if not there:
        print(f"without real disclosures: {folder} is absent (MINER_REFERENCE)", file=sys.stderr)
    texts = labelled(folder if there else None)
    if options.choose:
        choices([text for text in texts if text.half == "choose"])
        return 0
    if options.update:
        now = floors(texts)
        return keep(FLOORS, now, "labels", lambda kept: fallen(kept, now))
    print(f"| half | source | level | texts | {ROW} |")
    for half in HALVES:
        for source in ("all", "county", "written", "real"):
            some = [t for t in texts if t.half == half and source in ("all", t.source)]
            if some:
                for level, found in zip(("wording", "reason"), measured(some), strict=True):
                    print(f"| {half} | {source} | {level} | {len(some)} | {found.row()} |")
        print(f"| {half} | all | exact template | | {exact([t for t in texts if t.half == half]).row()} |")
    print(f"opposite polarity merged: {opposites_merged(texts)}")
    for level, found in zip(("wording", "reason"), labellers(texts), strict=True):
        print(f"second labeller against the first, {level}: {found.row()}")
    return 0


def fallen(kept: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """What is worse now than what was pinned, in words."""
    return [
        f"{name}: {now[name]} below {floor}"
        for name, floor in kept.items()
        if name != "labels" and float(str(now[name])) < float(str(floor))
    ]


if __name__ == "__main__":
    sys.exit(main())
