"""Figures of invented disclosures of regions that nobody tuned for: found, linked, judged; planted errors; false accusations.

``python -m tests.evaluation.unseen [--verbose] [--update] [SLUG…]``: the documents are in ``tests/blind``, each with its key.
``--update`` writes what they give to ``unseen_floors.json``, and refuses to lower a floor on the same documents.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from miner.model import Disclosure, Finding, Link, Mined, Severity, Verdict
from miner.runs.mining import mine
from tests.evaluation.floors import fingerprint_of, keep
from tests.evaluation.scoring import squeezed

FOLDER = Path(__file__).resolve().parent.parent / "blind"
FLOORS = Path(__file__).with_name("unseen_floors.json")
_SAME = {
    "match": (Verdict.MATCH, Verdict.ROUNDING),
    "rounding": (Verdict.ROUNDING, Verdict.MATCH, Verdict.ARITHMETIC_OK),
    "mismatch": (Verdict.MISMATCH, Verdict.ARITHMETIC_MISMATCH),
    "arithmetic_ok": (Verdict.ARITHMETIC_OK, Verdict.ROUNDING, Verdict.MATCH),
    "arithmetic_mismatch": (Verdict.ARITHMETIC_MISMATCH, Verdict.MISMATCH),
}
"""Verdicts that are as right; what the tables do not hold is not judged."""


@dataclass(slots=True)
class Unseen:
    """What one document gave."""

    keyed: int = 0
    found: int = 0
    taken: int = 0
    """Numbers that are no figures and were taken for one."""
    linkable: int = 0
    linked: int = 0
    checked: int = 0
    judged: int = 0
    planted: int = 0
    caught: int = 0
    accusations: list[str] = field(default_factory=list)
    """Errors that show nothing planted."""
    warnings: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def slugs() -> list[str]:
    """The documents by name."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def score(path: Path, key: dict[str, Any]) -> Unseen:
    """One file against its key."""
    mined = mine(path)
    result = Unseen()
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for figure in mined.figures:
        text = mined.disclosure.sections[figure.section].text.text
        before = squeezed(text[max(0, figure.char_start - 30) : figure.char_start])
        places[(before[-5:], squeezed(figure.text))].append(figure.ordinal)
    for one in key["figures"]:
        _figure(result, mined, one, places)
    for one in key["nonfigures"]:
        at = (squeezed(one["before"])[-5:], squeezed(one["text"]))
        if places.get(at) and not any(at == (squeezed(f["before"])[-5:], squeezed(f["text"])) for f in key["figures"]):
            result.taken += 1
            result.differences.append(f"taken for a figure: …{one['before']}{one['text']}")
    _errors(result, mined, key["errors"])
    return result


def _figure(result: Unseen, mined: Mined, one: dict[str, Any], places: dict[tuple[str, str], list[int]]) -> None:
    result.keyed += 1
    waiting = places.get((squeezed(one["before"])[-5:], squeezed(one["text"])))
    where = f"…{one['before']}{one['text']}"
    if not waiting:
        result.differences.append(f"not found: {where}")
        return
    result.found += 1
    ordinal = waiting.pop(0)
    link = mined.links[ordinal]
    if one["cells"]:
        result.linkable += 1
        if link.cell is not None and any(_is(mined.disclosure, link, cell) for cell in one["cells"]):
            result.linked += 1
        else:
            result.differences.append(f"link: {where} {one['cells']} -> {link.verdict} {link.why}")
    wanted = _SAME.get(one["verdict"])
    if wanted:
        result.checked += 1
        if link.verdict in wanted:
            result.judged += 1
        elif not one["cells"]:
            result.differences.append(
                f"verdict: {where} {one['verdict']} {one['formula']} -> {link.verdict} {link.why}"
            )


def _is(disclosure: Disclosure, link: Link, wanted: Sequence[str]) -> bool:
    """True where a link's cell is the keyed one (kind of table, row label or code; the column by its value alone) or its equal."""
    if link.cell is None:
        return False
    table = disclosure.tables[link.cell.table]
    cell = next(c for c in table.cells if (c.row_index, c.column_index) == link.cell[1:])
    same_row = _row(wanted[1]) in (cell.row_code, _row(cell.row_label)) or _code(wanted[1]) == cell.row_code
    if table.kind.value == wanted[0]:
        return same_row or not _row(wanted[1])
    # The same row of another table, which prints the same amount there.
    return same_row and bool(_row(wanted[1])) and link.verdict in (Verdict.MATCH, Verdict.ROUNDING)


def _row(label: str) -> str:
    return re.sub(r"^[一二三四五六七八九十]+、|[“”\"\s]|^\(.*?\)|\((?:收入|支出)\)$", "", squeezed(label))


def _code(label: str) -> str:
    match = re.match(r"\d{3,7}", label)
    return match[0] if match else "-"


def _errors(result: Unseen, mined: Mined, planted: Sequence[dict[str, Any]]) -> None:
    result.planted = len(planted)
    caught: set[int] = set()
    for finding in mined.findings:
        if finding.severity is Severity.HINT:
            continue
        shown = {number for number, error in enumerate(planted) if shows(mined.disclosure, finding, error["quote"])}
        caught |= shown
        if not shown:
            line = f"{finding.severity} {finding.rule}: {finding.message}"
            (result.accusations if finding.severity is Severity.ERROR else result.warnings).append(line)
    result.caught = len(caught)
    result.differences += [f"planted, not found: {e['quote']}" for n, e in enumerate(planted) if n not in caught]


def shows(disclosure: Disclosure, finding: Finding, quote: str) -> bool:
    """True where a finding shows words of a planted quote, or the cell that it names (row / column / value)."""
    plain = squeezed(quote)
    for evidence in finding.evidence:
        if evidence.cell is not None and " / " in quote:
            table = disclosure.tables[evidence.cell.table]
            cell = next(c for c in table.cells if (c.row_index, c.column_index) == evidence.cell[1:])
            if squeezed(cell.raw).replace(",", "") == squeezed(quote.split(" / ")[-1]).replace(",", ""):
                return True
        if evidence.section is None or evidence.char_start is None or evidence.char_end is None:
            continue
        text = disclosure.sections[evidence.section].text.text
        at = squeezed(text).find(plain)
        start, end = len(squeezed(text[: evidence.char_start])), len(squeezed(text[: evidence.char_end]))
        if at >= 0 and start < at + len(plain) and at < end:
            return True
    return False


def lines(results: Iterable[tuple[str, Unseen]]) -> Iterable[str]:
    """The results as a Markdown table."""
    yield "| document | found | taken | linked | judged | planted errors found | false errors | other warnings |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, r in results:
        yield (
            f"| {name} | {r.found}/{r.keyed} | {r.taken} | {r.linked}/{r.linkable} | {r.judged}/{r.checked} | {r.caught}/{r.planted} "
            f"| {len(r.accusations)} | {len(r.warnings)} |"
        )


def evaluate(names: Sequence[str]) -> list[tuple[str, Unseen]]:
    """The results of documents by file; some come in several renderings."""
    results = []
    for slug in names:
        key = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
        results += [(p.name, score(p, key)) for p in sorted(FOLDER.glob(f"{slug}.*")) if p.suffix != ".json"]
    return results


def floors_of(results: Iterable[tuple[str, Unseen]]) -> dict[str, Any]:
    """What is pinned, with a fingerprint of documents and keys."""
    least = {
        name: {"found": r.found, "linked": r.linked, "judged": r.judged, "caught": r.caught,
               "taken": -r.taken, "false_errors": -len(r.accusations)}
        for name, r in results
    }  # fmt: skip
    return {"data": fingerprint_of(sorted(FOLDER.glob("*_20*"))), "floors": least}


def fallen(now: Mapping[str, Any], floors: Mapping[str, Any]) -> list[str]:
    """What is worse than it was, in words; what counts against the miner is pinned as a negative number."""
    return [
        f"{name}, {what}: {now['floors'][name][what]} where it was {least}"
        for name, kept in floors["floors"].items()
        for what, least in kept.items()
        if now["floors"][name][what] < least
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the table, and every difference if asked; or write the floors."""
    names = [one for one in arguments if not one.startswith("-")] or slugs()
    results = evaluate(names)
    print("\n".join(lines(results)))
    if "--verbose" in arguments:
        for name, result in results:
            print(
                "\n".join(
                    (name, *(f"  {line}" for line in (*result.accusations, *result.warnings, *result.differences)))
                )
            )
    if "--update" in arguments:
        now = floors_of(evaluate(slugs()))
        return keep(FLOORS, now, "data", lambda kept: fallen(now, kept))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
