"""Errors planted in the county against the findings of the miner, by kind of error and by regional form.

``python -m tests.evaluation.found_errors [--departments N] [--seed S] [--forms A,B] [--kinds A,B] [--rendering R] [--verbose]``
tells N disclosures in each form (6), each once clean and once for every kind of error with one of that kind planted,
prints them as HTML, and reads them. A form is one that is shipped, or a file (``tests/evaluation/forms``).
``--update`` writes what a small county gave to ``found_errors_floors.json``, and refuses to lower a floor on the same data.

- *found*: an error or a warning shows the very characters or the very cell; *hinted*: a hint does (a list that says
  “mainly” may be short, one of two comparisons may go without a reason: more than a hint would be too much);
- *false errors*: findings at error level on clean documents; on spoilt ones, those that a clean twin does not have and
  that show neither the error nor a figure that follows from it are listed as *beyond*;
- *links*: figures of clean documents that the truth binds to cells: linked to one of these cells; *verdicts* of all.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from miner.county.building import CountySettings, Document, county
from miner.county.dice import Dice
from miner.county.errors import KINDS, plant
from miner.county.material import form_names
from miner.county.truth import PlantedError, Truth
from miner.model import CellRef, Disclosure, Figure, FigureKind, Finding, Mined, Severity, StatutoryTable, Verdict
from miner.runs.mining import mine
from tests.evaluation.floors import keep
from tests.evaluation.scoring import squeezed

_ACCOUNTED = (Verdict.MATCH, Verdict.ROUNDING)
_COMPUTED = (Verdict.ARITHMETIC_OK, Verdict.ROUNDING)


@dataclass(slots=True)
class Found:
    """What some documents gave."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hinted: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    false_errors: int = 0
    false_warnings: int = 0
    beyond: int = 0
    linkable: int = 0
    linked: int = 0
    judged: int = 0
    judged_right: int = 0
    planted_where: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Count another one's, too."""
        self.planted += other.planted
        self.found += other.found
        self.hinted += other.hinted
        for name in (
            "clean",
            "false_errors",
            "false_warnings",
            "beyond",
            "linkable",
            "linked",
            "judged",
            "judged_right",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.planted_where += other.planted_where
        self.missed += other.missed
        self.false += other.false
        self.unlinked += other.unlinked


# ------------------------------------------------------------------------------------------------- one error, one finding


def shows(finding: Finding, error: PlantedError, mined: Disclosure, truth: Truth) -> bool:
    """True where a finding shows the characters or the cell of a planted error, or names its table."""
    if error.section is not None and error.char_start is not None and error.char_end is not None:
        sentence, first, last = _sentence(truth.sections[error.section].text.text, error.char_start, error.char_end)
        for evidence in finding.evidence:
            if evidence.section is None or evidence.char_start is None or evidence.char_end is None:
                continue
            text = mined.sections[evidence.section].text.text
            start, end = len(squeezed(text[: evidence.char_start])), len(squeezed(text[: evidence.char_end]))
            at = squeezed(text).find(sentence)
            while at >= 0:
                if start <= at + last and at + first <= end:
                    return True
                at = squeezed(text).find(sentence, at + 1)
        return False
    if error.cells:
        keys = {_key(truth.tables, ref) for ref in error.cells}
        return any(e.cell is not None and _key(mined.tables, e.cell) in keys for e in finding.evidence)
    return error.table is not None and any(
        error.table.value == e.role or error.right in e.quote for e in finding.evidence
    )


def _sentence(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The sentence around some characters, without blanks, and where they stand in it."""
    begin = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    before, inside = len(squeezed(text[begin:start])), len(squeezed(text[start:end]))
    return squeezed(text[begin:stop]), before, before + inside


def _key(tables: Sequence[StatutoryTable], ref: CellRef) -> tuple[str, str, str, str]:
    table = next(one for one in tables if one.ordinal == ref.table)
    cell = next(c for c in table.cells if (c.row_index, c.column_index) == (ref.row_index, ref.column_index))
    label = cell.row_code or re.sub(r"^[一二三四五六七八九十]+、|[“”\"\s]", "", squeezed(cell.row_label))
    return table.kind.value, label, re.sub(r"[“”\"\s]", "", squeezed(cell.column)), cell.raw.strip()


# ------------------------------------------------------------------------------------------------------------ documents


def read(document: Document, folder: Path) -> Mined:
    """A document printed and mined."""
    path = folder / document.file
    path.write_bytes(document.render())
    return mine(path)


def evaluate_document(clean: Document, kinds: Iterable[str], folder: Path) -> Found:
    """One disclosure, clean and with one error of each kind."""
    result = Found(clean=1)
    form = clean.told.form
    mined, truth = read(clean, folder), clean.truth()
    for finding in mined.findings:
        if finding.severity is Severity.ERROR:
            result.false_errors += 1
        elif finding.severity is Severity.WARNING:
            result.false_warnings += 1
        if finding.severity is not Severity.HINT:
            result.false.append(f"{form} {truth.file}: {finding.severity} {finding.rule}: {finding.message}")
    _links(result, mined, truth, form)
    before = {finding.message for finding in mined.findings}
    for kind in kinds:
        manuscript = plant(clean.told, {kind: 1.0}, Dice(7, clean.name, kind))
        spoilt = replace(clean, manuscript=manuscript)
        truth = spoilt.truth()
        if not truth.errors:
            continue
        mined = read(spoilt, folder)
        error = truth.errors[0]
        result.planted[kind] += 1
        result.planted_where.append(f"{form} {truth.file} {kind} {error.quote}")
        loud = [f for f in mined.findings if f.severity is not Severity.HINT]
        if any(shows(finding, error, mined.disclosure, truth) for finding in loud):
            result.found[kind] += 1
        elif any(shows(finding, error, mined.disclosure, truth) for finding in mined.findings):
            result.hinted[kind] += 1
        else:
            place = truth.sections[error.section].text.text[max(0, error.char_start - 90) : error.char_end + 50] if (
                error.section is not None and error.char_start is not None and error.char_end is not None
            ) else str([_key(truth.tables, ref) for ref in error.cells] or error.table)  # fmt: skip
            result.missed.append(f"{form} {kind} {truth.file}: {error.quote!r} for {error.right!r} in …{place}…")
        for finding in loud:
            new = finding.severity is Severity.ERROR and finding.message not in before
            if new and not shows(finding, error, mined.disclosure, truth):
                result.beyond += 1
                result.false.append(f"{form} {kind} {truth.file} BEYOND: {finding.rule}: {finding.message}")
    return result


def _links(result: Found, mined: Mined, truth: Truth, form: str) -> None:
    """Links of the figures that the truth binds to cells, verdicts of all that it judges."""
    got: dict[tuple[str, str], list[int]] = defaultdict(list)
    for figure in mined.figures:
        text = mined.disclosure.sections[figure.section].text.text
        got[_context(text, figure.char_start, figure.char_end)].append(figure.ordinal)
    links = {link.figure: link for link in mined.links}
    for figure, true in zip(truth.figures, truth.links, strict=True):
        text = truth.sections[figure.section].text.text
        places = got.get(_context(text, figure.char_start, figure.char_end))
        link = links[places.pop(0)] if places else None
        if not true.cells and figure.kind is FigureKind.DELTA and not _stated(true.formula, truth.figures, figure):
            continue  # last year's amount stands nowhere in the document
        verdicts = _ACCOUNTED if true.cells else _COMPUTED if true.formula and true.verdict in _COMPUTED else ()
        where = f"{form} {truth.file}: {text[max(0, figure.char_start - 40) : figure.char_end]}"
        if true.cells and true.verdict is not Verdict.NOT_CHECKED:
            result.linkable += 1
            keys = {_key(truth.tables, ref) for ref in true.cells}
            if link is not None and link.cell is not None and _key(mined.disclosure.tables, link.cell) in keys:
                result.linked += 1
            else:
                result.unlinked.append(f"LINK {where} -> {link.verdict if link else None} {link.why if link else ''}")
        if verdicts and true.verdict is not Verdict.NOT_CHECKED:
            result.judged += 1
            if link is not None and link.verdict in verdicts:
                result.judged_right += 1
            elif not true.cells:
                result.unlinked.append(
                    f"VERDICT {where} ({true.formula}) -> {link.verdict if link else None} {link.why if link else ''}"
                )


def _stated(formula: str, figures: Sequence[Figure], figure: Figure) -> bool:
    """True where the section of a difference states both of its sides."""
    inside = {one.value for one in figures if one.section == figure.section and one.kind is FigureKind.AMOUNT}
    return all(Decimal(number) in inside for number in re.findall(r"\d+(?:\.\d+)?", formula))


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of a figure and up to ten characters before it on its line: a heading may stand alone or not."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 30) : start]
    return squeezed(line)[-10:], squeezed(text[start:end])


# --------------------------------------------------------------------------------------------------------------- running


def evaluate_form(job: tuple[str, int, int, tuple[str, ...], str]) -> tuple[str, Found]:
    """All documents of a form."""
    form, departments, seed, kinds, rendering = job
    result = Found()
    settings = CountySettings(departments, (2023,), seed, form=form, rendering=rendering)
    with tempfile.TemporaryDirectory() as folder:
        for document in county(settings):
            result.add(evaluate_document(document, kinds, Path(folder)))
    return form, result


def evaluate(
    departments: int, seed: int, forms: Sequence[str], kinds: Sequence[str], rendering: str, workers: int = 2
) -> dict[str, Found]:
    """The result of each form."""
    jobs = [(form, departments, seed, tuple(kinds), rendering) for form in forms]
    if workers == 1:
        return dict(map(evaluate_form, jobs))
    with ProcessPoolExecutor(workers) as pool:
        return dict(pool.map(evaluate_form, jobs))


def lines(results: dict[str, Found]) -> Iterable[str]:
    """The results as Markdown tables."""
    total = Found()
    for found in results.values():
        total.add(found)
    columns = [*results, "all"]
    tables = [*results.values(), total]
    yield "| | " + " | ".join(columns) + " |"
    yield "|---|" + "---|" * len(columns)
    for kind in sorted(total.planted):
        yield f"| {kind} | " + " | ".join(_found(t, kind) for t in tables) + " |"
    yield "| **found** | " + " | ".join(_share(t.found.total(), t.planted.total()) for t in tables) + " |"
    hinted = (_share(t.found.total() + t.hinted.total(), t.planted.total()) for t in tables)
    yield "| found or hinted | " + " | ".join(hinted) + " |"
    yield "| clean documents | " + " | ".join(str(t.clean) for t in tables) + " |"
    yield "| false errors | " + " | ".join(str(t.false_errors) for t in tables) + " |"
    yield "| false warnings | " + " | ".join(str(t.false_warnings) for t in tables) + " |"
    yield "| errors beyond | " + " | ".join(str(t.beyond) for t in tables) + " |"
    yield "| linked | " + " | ".join(_share(t.linked, t.linkable) for t in tables) + " |"
    yield "| judged | " + " | ".join(_share(t.judged_right, t.judged) for t in tables) + " |"


def _found(result: Found, kind: str) -> str:
    hinted = f" +{result.hinted[kind]}" if result.hinted[kind] else ""
    return f"{result.found[kind]}{hinted}/{result.planted[kind]}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} of {whole}" if whole else "–"


# ---------------------------------------------------------------------------------------------------------------- floors

FLOORS = Path(__file__).with_name("found_errors_floors.json")
SMALL = (1, 9)
"""Departments a form, and seed, of the county that floors are pinned on."""


def small_county() -> Found:
    """What the county of the floors gives."""
    total = Found()
    for found in evaluate(*SMALL, form_names(), sorted(KINDS), "html").values():
        total.add(found)
    return total


def floors_of(found: Found) -> dict[str, Any]:
    """What is pinned: a fingerprint of the errors planted, and what was found, linked and wrongly said."""
    data = hashlib.sha256("\n".join(sorted(found.planted_where)).encode()).hexdigest()[:16]
    return {
        "data": data,
        "found": {kind: found.found[kind] + found.hinted[kind] for kind in sorted(found.planted)},
        "planted": dict(sorted(found.planted.items())),
        "linked": found.linked,
        "judged": found.judged_right,
        "false_errors": found.false_errors,
        "beyond": found.beyond,
    }


def fallen(now: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """What is worse than it was, in words."""
    worse = [
        f"{kind}: {now['found'].get(kind, 0)} found where it was {least}"
        for kind, least in floors["found"].items()
        if now["found"].get(kind, 0) < least
    ]
    worse += [
        f"{name}: {now[name]} where it was {floors[name]}" for name in ("linked", "judged") if now[name] < floors[name]
    ]
    worse += [f"{n}: {now[n]} where it was {floors[n]}" for n in ("false_errors", "beyond") if now[n] > floors[n]]
    return worse


def update() -> int:
    """Write the floors; 1 where that would lower one on the same data."""
    now = floors_of(small_county())
    return keep(FLOORS, now, "data", lambda kept: fallen(now, kept))


def main(arguments: Sequence[str]) -> int:
    """Print the tables, and everything missed or false if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--departments", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", default=",".join(form_names()))
    parser.add_argument("--kinds", default=",".join(sorted(KINDS)))
    parser.add_argument("--rendering", default="html")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--update", action="store_true")
    given = parser.parse_args(arguments)
    if given.update:
        return update()
    kinds = [kind for kind in given.kinds.split(",") if kind]
    results = evaluate(given.departments, given.seed, given.forms.split(","), kinds, given.rendering)
    print("\n".join(lines(results)))
    if given.verbose:
        for found in results.values():
            for line in (*found.missed, *found.false, *found.unlinked):
                print(line.replace("\n", "⏎"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
