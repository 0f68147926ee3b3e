"""Do the stored boxes cover what they are said to cover? By numbers, against the boxes of PDFium's characters.

``python -m tests.evaluation.boxes [--update] [PDF …]`` mines the PDFs of the sample and of the real documents into a
database and takes every box that the report draws: of each figure, each piece of a finding's evidence and each
explanation (all their `places`), of each table cell with text. The characters whose middle lies in the box must be those of the text, no
fewer and no more. Then the pages are drawn as for the report, and every box must hold ink there. Failures are listed.
``--update`` pins the floors.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image

from miner.model import BBox, PageSize
from miner.report.pictures import PictureJob, draw_pages, picture_path
from miner.runs.mining import harvest
from miner.store import Reader, Store
from tests.conftest import CHECKOUT, reference_folder
from tests.evaluation.floors import fingerprint_of, keep
from tests.evaluation.pdfium_glyphs import Seen, SeenPages, plain

FLOORS = Path(__file__).with_name("boxes_floors.json")
_GOOD = ("exact", "around")
_INK = 160
"""Greys below which a pixel is ink."""
_EDGE = 1.0
"""Points from a box's edge inwards in which ink is not looked for; an eighth of a narrow box."""
_ON_PAGE = 0.5
"""Points by which a box may reach over the edge of its page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A text and the boxes that are said to cover it."""

    matter: str
    """``figure``, ``cell``, ``linked cell``, ``evidence``, ``explanation``, or ``title`` (which names the department)."""
    record: str
    text: str
    places: tuple[tuple[int, BBox], ...]
    lines: bool = False
    """True for a cell and a title: the text may stand in several lines of one box."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What lies in the boxes of a spot."""

    spot: Spot
    found: str
    verdict: str
    """``exact``, ``around`` (a title of several lines, and what stands beside it), ``missing``, ``surplus``,
    ``off the page``, ``no box``, or ``blank`` (in the picture)."""
    least: float
    """The smallest share of a glyph's ink box that is covered, 0 to 1."""

    @property
    def good(self) -> bool:
        """Whether a reader sees the right thing marked."""
        return self.verdict in _GOOD


@dataclass(slots=True)
class Tally:
    """Counts for one matter."""

    verdicts: Counter[str] = field(default_factory=Counter)
    least: list[float] = field(default_factory=list)

    def add(self, one: Covered) -> None:
        """Count one more."""
        self.verdicts[one.verdict] += 1
        if one.good:
            self.least.append(one.least)

    @property
    def total(self) -> int:
        """How many there are."""
        return self.verdicts.total()

    @property
    def bad(self) -> int:
        """How many boxes are wrong."""
        return self.total - sum(self.verdicts[verdict] for verdict in _GOOD)


def sample_files() -> list[Path]:
    """The PDFs of the sample of the fictional county."""
    return sorted((CHECKOUT / "corpus" / "sample").glob("*.pdf"))


def real_files() -> list[Path]:
    """The real PDFs, where they are."""
    return sorted((reference_folder() / "real").glob("*.pdf"))


def covered_in(path: Path) -> list[Covered]:
    """Every box of a document, as the database holds it, and what lies in it on paper and in the report's picture."""
    told = harvest(path)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "miner.db") as store:
        doc_id = store.save(told.mined, str(path), explanations=told.explanations)
        reader = store.reader()
        sizes = reader.page_sizes(doc_id)
        spots = list(spots_of(reader, doc_id))
    pages = SeenPages(path)
    wanted = sorted({number for spot in spots for number, _ in spot.places})
    job = PictureJob(doc_id, told.mined.disclosure.sha256, (str(path),), tuple((n, sizes[n]) for n in wanted))
    with tempfile.TemporaryDirectory() as folder:
        draw_pages([job], Path(folder), 1)
        pictures = {number: _picture(Path(folder) / picture_path(doc_id, number)) for number in wanted}
    found = (covered(spot, pages, sizes) for spot in spots)
    return [
        one if not one.good or _inked(one.spot, pictures, sizes) else replace(one, verdict="blank") for one in found
    ]


def spots_of(reader: Reader, doc_id: str) -> Iterator[Spot]:
    """The texts of a document that have a place on paper, and their boxes."""
    places: dict[str, list[tuple[int, BBox]]] = defaultdict(list)
    for _, record, _, page, box in reader.raw_rows("places"):
        places[str(record)].append((int(str(page)), _box(json.loads(str(box)))))
    figures = reader.figures(doc_id)
    for figure in figures:
        at = tuple(places[figure.figure_id])
        if figure.page is None or figure.bbox is None or at[:1] != ((figure.page, figure.bbox),):
            at = ()
        yield Spot("figure", figure.figure_id, figure.text, at)
    linked = {figure.cell_id for figure in figures}
    linked |= {str(row[5]) for row in reader.raw_rows("link_operands") if row[5] is not None}
    sections = {section.section_id: section.text for section in reader.sections(doc_id)}
    for finding in reader.findings(doc_id):
        for number, item in enumerate(finding.evidence):
            if item["cell_id"] is not None:
                linked.add(item["cell_id"])
            elif item["section_id"] is not None or item["bbox"] is not None:
                first = () if item["bbox"] is None else ((item["page"], _box(item["bbox"])),)
                if item["section_id"] is None:
                    yield Spot("title", finding.finding_id, item["quote"], first, lines=True)
                    continue
                text = sections[item["section_id"]][item["char_start"] : item["char_end"]]
                at = tuple(places[f"{finding.finding_id}-{number}"])
                yield Spot("evidence", finding.finding_id, text, at if at[:1] == first else ())
    for said in reader.explanations(doc_id):
        first = () if said.page is None or said.bbox is None else ((said.page, said.bbox),)
        at = tuple(places[said.explanation_id])
        yield Spot("explanation", said.explanation_id, said.text, at if at[:1] == first else ())
    for cell in reader.cells(doc_id):
        if cell.raw.strip():
            at = () if cell.page is None or cell.bbox is None else ((cell.page, cell.bbox),)
            yield Spot("linked cell" if cell.cell_id in linked else "cell", cell.cell_id, cell.raw, at, lines=True)


def covered(spot: Spot, pages: SeenPages, sizes: dict[int, PageSize]) -> Covered:
    """What lies in the boxes of a spot."""
    if not spot.places:
        return Covered(spot, "", "no box", 0.0)
    found: list[str] = []
    shares: list[float] = []
    for number, box in spot.places:
        size = sizes[number]
        if not (-_ON_PAGE <= box[0] < box[2] <= size.width + _ON_PAGE):
            return Covered(spot, str(box), "off the page", 0.0)
        if not (-_ON_PAGE <= box[1] < box[3] <= size.height + _ON_PAGE):
            return Covered(spot, str(box), "off the page", 0.0)
        inside = sorted(
            (one for one in pages.page(number, size) if _holds(box, *one.centre)), key=lambda s: s.centre[0]
        )
        found.append("".join(one.text for one in inside))
        shares.extend(_share(box, one) for one in inside)
    text = "".join(found)
    return Covered(spot, text, _verdict(plain(spot.text), text, spot), min(shares, default=0.0))


def _verdict(wanted: str, text: str, spot: Spot) -> str:
    if spot.lines:
        need, have = Counter(wanted), Counter(text)
        if need - have:
            return "missing"
        return "exact" if need == have else "around" if spot.matter == "title" else "surplus"
    if text == wanted:
        return "exact"
    return "surplus" if _within(wanted, text) else "missing"


def _within(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in wanted)


def _holds(box: BBox, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _share(box: BBox, glyph: Seen) -> float:
    x0, y0, x1, y1 = glyph.box
    across = max(0.0, min(x1, box[2]) - max(x0, box[0]))
    down = max(0.0, min(y1, box[3]) - max(y0, box[1]))
    return across * down / ((x1 - x0) * (y1 - y0))


def _picture(path: Path) -> Image.Image | None:
    if not path.exists():
        return None
    with Image.open(path) as picture:
        return picture.convert("L")


def _inked(spot: Spot, pictures: Mapping[int, Image.Image | None], sizes: Mapping[int, PageSize]) -> bool:
    """Whether there is ink in each of its boxes; a table's rulings run along a cell's edge and do not count."""
    for number, (x0, y0, x1, y1) in spot.places:
        picture, size = pictures[number], sizes[number]
        if picture is None:
            return False
        across, down = picture.width / size.width, picture.height / size.height
        edge = min(_EDGE, (x1 - x0) / 8)
        inner = (
            ceil((x0 + edge) * across),
            ceil((y0 + edge) * down),
            int((x1 - edge) * across),
            int((y1 - edge) * down),
        )
        if not any(picture.crop(inner).histogram()[:_INK]):
            return False
    return True


def _box(edges: Sequence[float]) -> BBox:
    x0, y0, x1, y1 = edges
    return x0, y0, x1, y1


def tallies(all_covered: Iterable[Covered]) -> dict[str, Tally]:
    """Counts by matter."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for one in all_covered:
        counted[one.spot.matter].add(one)
    return counted


def floors(name: str, files: Sequence[Path], counted: dict[str, Tally]) -> dict[str, Any]:
    """What is pinned for a set of documents: how many boxes of each matter, and how many of them are wrong."""
    now: dict[str, Any] = {f"{name} files": fingerprint_of(files)}
    for matter, tally in sorted(counted.items()):
        now[f"{name} {matter}"] = tally.total
        now[f"{name} {matter} wrong"] = tally.bad
        now[f"{name} {matter} ink covered at least"] = round(min(tally.least, default=0.0), 3)
    return now


def fallen(kept: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is worse than it was, in words."""
    return [
        f"{key}: {now[key]}, was {was}"
        for key, was in kept.items()
        if key in now and ((key.endswith("wrong") and now[key] > was) or (key.endswith("at least") and now[key] < was))
    ]


def main() -> int:
    """Print the counts and list the failures."""
    parser = argparse.ArgumentParser(description="Compare the stored boxes with PDFium's characters.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--most", type=int, default=40, help="failures that are listed for each set")
    chosen = parser.parse_args()
    if chosen.update and (chosen.files or not real_files()):
        parser.error("floors are of the sample and of the real documents, which must be there")
    sets = {"given": chosen.files} if chosen.files else {"sample": sample_files(), "real": real_files()}
    now: dict[str, Any] = {}
    for name, files in sets.items():
        found = [(path, one) for path in files for one in covered_in(path)]
        counted = tallies(one for _, one in found)
        now |= floors(name, files, counted)
        for matter, tally in sorted(counted.items()):
            shares = sorted(tally.least)
            print(
                f"{name} {matter}: {tally.total}, {dict(tally.verdicts)}; of the ink of its worst glyph a box covers"
                f" at least {shares[0]:.3f}, in the median {shares[len(shares) // 2]:.3f}"
                if shares
                else f"{name} {matter}: {tally.total}, {dict(tally.verdicts)}"
            )
        for path, one in [item for item in found if not item[1].good][: chosen.most]:
            spot = one.spot
            print(f"  {one.verdict}: {path.name} {spot.matter} {spot.record} {spot.places[:2]}")
            print(f"    wanted {plain(spot.text)!r} found {one.found!r}")
    return keep(FLOORS, now, "sample files", lambda kept: fallen(kept, now)) if chosen.update else 0


if __name__ == "__main__":
    sys.exit(main())
