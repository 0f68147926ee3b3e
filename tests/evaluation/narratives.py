"""Precision and recall of the mined narratives against keys made by reading.

``python -m tests.evaluation.narratives`` runs reading, layout, disclosure and narratives over every keyed document of
the reference folder, over the renderings of the 天元 document, which share its key, and over the invented documents of
other regions in ``tests/regions``, whose truth their authors wrote without sight of the miner. Real and regional documents
have totals of their own. The county has a command of its own: ``python -m tests.evaluation.county``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from miner.disclosure import disclose
from miner.layout import lay_out
from miner.model import Narrative
from miner.narratives import find_narratives
from miner.reading import read
from tests.conftest import reference_folder
from tests.evaluation import regions
from tests.evaluation.scoring import ASPECTS, Key, Score, Tally, fingerprint, normalised, point, read_key, score, total

KEYS = Path(__file__).resolve().parent.parent / "keys" / "narratives"
TOTALS = (
    ("收、支总计", "收入支出总计", "收支总计", "收入支出决算总体情况"),
    ("财政拨款收、支总计", "财政拨款收入支出总计", "财政拨款收支总计", "财政拨款收入支出决算总体情况"),
    ("“三公”经费财政拨款支出", "“三公”经费"),
)
"""Names of the same total."""
RENDERED_KEY = "tianyuan_2024"
RENDERED = ("天元_typst.pdf", "天元_chromium.pdf", "天元_libreoffice.pdf", "天元.docx", "天元.html")


def keys() -> tuple[Key, ...]:
    """All keys, by slug."""
    return tuple(read_key(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted(KEYS.glob("*.json")))


def documents(reference: Path) -> Iterator[tuple[str, Key, Path]]:
    """What to evaluate: a label, the key, the file. Fails where a document is not the one that the key was made for."""
    for key in keys():
        path = reference / "real" / key.file
        if hashlib.sha256(path.read_bytes()).hexdigest() != key.sha256:
            raise ValueError(f"{path} is not the document that tests/keys/narratives/{key.slug}.json was made for")
        yield key.slug, key, path
    rendered = next(key for key in keys() if key.slug == RENDERED_KEY)
    for name in RENDERED:
        yield f"rendered/{name}", rendered, reference / "rendered" / name


def regional() -> Iterator[tuple[str, Key, Path]]:
    """The documents of ``tests/regions`` with the truth beside each."""
    for slug in regions.slugs():
        path = regions.document(slug)
        yield f"regions/{slug}", readable_key(path.name, regions.truth(slug)), path


def readable_key(name: str, truth: Mapping[str, Any]) -> Key:
    """The key that says the same as a truth with readable texts: it has hashes in their place."""
    data = {
        "file": name,
        "sha256": "",
        "variances": [
            {
                **variance,
                "aliases": (
                    *variance.get("aliases", ()),
                    *next((same for same in TOTALS if variance["subject"] in same), ()),
                ),
                "account_code": variance["account_code"] or None,
                "reason_sha": fingerprint(variance["reason"]),
                "reason_length": len(normalised(variance["reason"])),
                "reason_ends": variance["reason"],
                "page": None,
            }
            for variance in truth["variances"]
        ],
        "projects": [
            {
                **project,
                "amount": None if project["amount"] in (None, "") else str(project["amount"]).replace(",", ""),
                "purpose_sha": fingerprint(project.get("purpose", "")),
                "purpose_ends": project.get("purpose", ""),
            }
            for project in truth["projects"]
        ],
        **{
            aspect: [{"sha": fingerprint(point(text)), "ends": text} for text in truth[aspect]]
            for aspect in ("problems", "measures")
        },
    }
    return read_key(name, data)


def narratives_of(path: Path) -> tuple[Narrative, ...]:
    """The narratives of one file, the stages composed."""
    source = read(path)
    return find_narratives(disclose(source, lay_out(source.pages)))


def _share(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _line(label: str, result: Score) -> str:
    def cell(tally: Tally) -> str:
        if not tally.expected and not tally.mined:
            return f"{'-':^19}"
        return f"{tally.right:3}/{tally.expected:3} {_share(tally.precision)} {_share(tally.recall)}"

    return f"{label:28.28}" + " | ".join(cell(result.tallies[aspect]) for aspect in ASPECTS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 1 where a document fails altogether."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, default=reference_folder(), help="folder with real/ and rendered/")
    parser.add_argument("--only", default="", help="labels that contain this")
    parser.add_argument("--verbose", action="store_true", help="list each miss, extra and wrong field")
    options = parser.parse_args(arguments)
    print("right/expected, precision, recall")
    print(f"{'':28}" + " | ".join(f"{aspect:^19}" for aspect in ASPECTS))
    real: list[Score] = []
    others: list[Score] = []
    failed = False
    for label, key, path in (*documents(options.reference), *regional()):
        if options.only not in label:
            continue
        try:
            result = score(key, narratives_of(path))
        except Exception as error:  # the others are still worth measuring
            failed = True
            print(f"{label:28} FAILED {type(error).__name__}: {error}", file=sys.stderr)
            result = score(key, ())
        if "/" not in label:
            real.append(result)
        elif label.startswith("regions/"):
            others.append(result)
        print(_line(label, result))
        if options.verbose:
            print("".join(f"    {difference}\n" for difference in result.differences), end="")
    print(_line("total (real documents)", total(real)))
    print(_line("total (other regions)", total(others)))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
