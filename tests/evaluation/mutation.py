"""One digit of one linked figure changed: is the figure flagged, and does anything else cry out?

``python -m tests.evaluation.mutation [--number 500] [--seed S] [--departments N] [--verbose]`` takes clean documents of the
county in all forms and the real final accounts of the reference folder, changes one digit of one figure that has a cell
or arithmetic behind it, and mines again from the understood document on. For each kind of figure:

- *flagged*: a finding of any severity shows the changed figure, or one that it is an operand of shows it there;
- *beyond*: new findings at error level that show the changed figure nowhere.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from miner.county.building import CountySettings, county
from miner.county.material import form_names
from miner.model import Disclosure, DisclosureKind, Figure, Finding, Link, Mined, PlacedText, Severity, Verdict
from miner.runs.mining import mine, mine_disclosure
from tests.conftest import reference_folder

_BACKED = (Verdict.MATCH, Verdict.ROUNDING, Verdict.ARITHMETIC_OK)


@dataclass(slots=True)
class Mutations:
    """What came of some changes."""

    made: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    loud: Counter[str] = field(default_factory=Counter)
    """Flagged by an error or a warning."""
    beyond: int = 0
    silent: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def add(self, other: Mutations) -> None:
        """Count another one's, too."""
        self.made += other.made
        self.flagged += other.flagged
        self.loud += other.loud
        self.beyond += other.beyond
        self.silent += other.silent
        self.strange += other.strange


def mutate(mined: Mined, number: int, dice: random.Random, name: str) -> Mutations:
    """So many changes of a document, each by itself."""
    result = Mutations()
    backed = [(f, link) for f, link in zip(mined.figures, mined.links, strict=True) if link.verdict in _BACKED]
    before = {finding.message for finding in mined.findings}
    for figure, link in [dice.choice(backed) for _ in range(number)] if backed else []:
        document, words = _changed(mined.disclosure, figure, dice)
        after = mine_disclosure(document)
        kind = _kind(figure, link)
        result.made[kind] += 1
        new = [finding for finding in after.findings if finding.message not in before]
        showing = [finding for finding in after.findings if _shows(finding, figure)]
        fresh = [
            f for f in showing if f in new or f.rule == "ROUNDING" or f.rule not in {x.rule for x in mined.findings}
        ]
        if fresh:
            result.flagged[kind] += 1
            result.loud[kind] += any(finding.severity is not Severity.HINT for finding in fresh)
        else:
            text = mined.disclosure.sections[figure.section].text.text
            why = next((one.why for one in after.links if after.figures[one.figure].char_start == figure.char_start
                        and after.figures[one.figure].section == figure.section), "gone")  # fmt: skip
            around = text[max(0, figure.char_start - 60) : figure.char_end + 30].replace("\n", "⏎")
            result.silent.append(f"{name} {kind}: {figure.text} -> {words} in …{around}…: {why}")
        for finding in new:
            if finding.severity is Severity.ERROR and not _shows(finding, figure):
                result.beyond += 1
                result.strange.append(f"{name} {kind}: {figure.text} -> {words}: {finding.rule}: {finding.message}")
    return result


def _kind(figure: Figure, link: Link) -> str:
    return f"{figure.kind.value} {'cell' if link.cell is not None else 'formula'}"


def _shows(finding: Finding, figure: Figure) -> bool:
    return any(
        e.section == figure.section
        and e.char_start is not None
        and e.char_end is not None
        and e.char_start < figure.char_end
        and figure.char_start < e.char_end
        for e in finding.evidence
    )


def _changed(document: Disclosure, figure: Figure, dice: random.Random) -> tuple[Disclosure, str]:
    """The document with another digit in a figure; the first digit never becomes 0."""
    section = document.sections[figure.section]
    text = section.text.text
    places = [i for i in range(figure.char_start, figure.char_end) if text[i].isdigit()]
    place = dice.choice(places)
    others = [d for d in "0123456789" if d != text[place] and not (d == "0" and place == places[0] and len(places) > 1)]
    changed = text[:place] + dice.choice(others) + text[place + 1 :]
    sections = list(document.sections)
    sections[figure.section] = replace(section, text=PlacedText(changed, section.text.runs))
    return replace(document, sections=tuple(sections)), changed[figure.char_start : figure.char_end]


# ------------------------------------------------------------------------------------------------------------ documents


def _county(job: tuple[str, int, int, int]) -> Mutations:
    form, departments, seed, number = job
    dice = random.Random(f"{form}/{seed}")
    result = Mutations()
    with tempfile.TemporaryDirectory() as folder:
        for document in county(CountySettings(departments, (2023,), seed, form=form, rendering="html")):
            path = Path(folder) / document.file
            path.write_bytes(document.render())
            result.add(mutate(mine(path), number, dice, f"{form} {document.file}"))
    return result


def real_documents() -> Iterator[Path]:
    """The real documents that may be final accounts."""
    folder = reference_folder()
    if folder is not None:
        yield from sorted((folder / "real").iterdir())


def _real(number: int, seed: int) -> Mutations:
    result = Mutations()
    found = [mined for path in real_documents() for mined in (mine(path),)]
    found = [
        mined for mined in found if mined.disclosure.identity.kind is DisclosureKind.FINAL_ACCOUNTS and mined.figures
    ]
    for mined in found:
        name = mined.disclosure.identity.department
        result.add(mutate(mined, -(-number // len(found)), random.Random(f"{name}/{seed}"), name))
    return result


def evaluate(number: int, seed: int, departments: int, workers: int = 2) -> dict[str, Mutations]:
    """Half of the changes in the county, half in real documents; all in the county where there are none."""
    results = {"real": _real(number // 2, seed), "county": Mutations()}
    left = number - results["real"].made.total()
    forms = form_names()
    each = -(-left // (len(forms) * departments))
    jobs = [(form, departments, seed, each) for form in forms]
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(_county, jobs):
            results["county"].add(found)
    return results


def main(arguments: Sequence[str]) -> int:
    """Print the table, and the changes that nobody noticed if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--departments", type=int, default=3)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args(arguments)
    results = evaluate(given.number, given.seed, given.departments)
    print("| documents | figures | changed | flagged | by an error or a warning | beyond |\n|---|---|---|---|---|---|")
    for name, one in results.items():
        for kind in (*sorted(one.made), "all"):
            made, flagged, loud = (
                counter.total() if kind == "all" else counter[kind] for counter in (one.made, one.flagged, one.loud)
            )
            beyond = one.beyond if kind == "all" else ""
            print(
                f"| {name} | {kind} | {made} | {flagged / made if made else 0:.3f} | {loud / made if made else 0:.3f} | {beyond} |"
            )
    if given.verbose:
        for one in results.values():
            print("\n".join((*one.silent, *one.strange)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
