"""All pages of a PDF for a server's viewer: boxes as in `sheets`, where a search stands, and what to step through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from miner.bilingual import say
from miner.model import BBox, PageSize
from miner.report.views.dossier import Dossier
from miner.report.views.review import Review
from miner.report.views.sheets import Box, sheets_view
from miner.store import Reader
from miner.store.searching import SearchHit
from miner.store.stored import StoredDocument

MOST_HITS = 500
"""Hits of a search that can be stepped through in one document."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A box and what reviewers judge there."""

    box: Box
    kind: str
    key: str
    """Both empty where nothing is judged."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page."""

    number: int
    size: PageSize | None
    """As it was read; none for what an older miner has read."""
    boxes: Sequence[Judged]


@dataclass(frozen=True, slots=True)
class LeavesPage:
    """All pages of one document."""

    document: StoredDocument
    leaves: Sequence[Leaf]
    words: str
    """What was searched for, or empty."""
    total: int
    """Hits of the search."""
    stops: Sequence[str]
    """Anchors to step through: the hits of the search, else the evidence of findings, in the order of the pages."""


def leaves_view(reader: Reader, dossier: Dossier, review: Review, words: str) -> LeavesPage:
    """The pages of a document.

    Args:
        reader: the store.
        dossier: the document's records.
        review: what reviewers said.
        words: of a search whose hits are marked; may be empty.

    Raises:
        UsageError: nothing can be searched for by these words.
    """
    document = dossier.document
    sizes = reader.page_sizes(document.doc_id)
    keys = review.link_keys(dossier)
    boxes: dict[int, list[Judged]] = defaultdict(list)
    for sheet in sheets_view(dossier).sheets:
        boxes[sheet.number] = [_judged(dossier, box, keys) for box in sheet.boxes]
    total, stops = 0, _evidence(boxes)
    if words:
        found = reader.search(words, doc_id=document.doc_id, limit=MOST_HITS)
        total, stops = found.total, []
        for hit in found.hits:
            anchor = hit_anchor(hit)
            for number, rects in hit_boxes(dossier, hit).items():
                at = anchor if anchor not in stops else f"{anchor}-p{number}"
                box = Box(at, "hit", "", say("检索", "search"), hit.text[:200], rects, _words(dossier, hit), "")
                boxes[number].append(Judged(box, "", ""))
                if anchor not in stops:
                    stops.append(anchor)
            if anchor not in stops and hit.page is not None:
                stops.append(f"p{hit.page}")
    last = max([document.pages or 0, *sizes, *boxes])
    leaves = [Leaf(number, sizes.get(number), boxes[number]) for number in range(1, last + 1)]
    return LeavesPage(document, leaves, words, total, list(dict.fromkeys(stops)))


def hit_anchor(hit: SearchHit) -> str:
    """The anchor of a search's hit among the pages of its document."""
    place = hit.record_id[len(hit.doc_id) + 1 :]
    return f"h-{place}" if hit.char_start is None else f"h-{place}-{hit.char_start}"


def hit_boxes(dossier: Dossier, hit: SearchHit) -> dict[int, tuple[BBox, ...]]:
    """The boxes of a hit by page: of its cells or its paragraph, else of the narratives in which its words stand."""
    found: dict[int, list[BBox]] = defaultdict(list)
    for place in hit.boxes:
        found[place.page].append(place.bbox)
    if not found and hit.char_start is not None:
        spans = [(hit.char_start + start, hit.char_start + end) for start, end in hit.spans]
        for narrative in dossier.narratives:
            if narrative.section_id == hit.section_id and any(
                narrative.char_start < end and start < narrative.char_end for start, end in spans
            ):
                for stored in dossier.places.get(narrative.narrative_id, ()):
                    found[stored.page].append(stored.bbox)
    return {page: tuple(boxes) for page, boxes in found.items()}


def _words(dossier: Dossier, hit: SearchHit) -> str:
    """The anchor of a hit in the document's own page."""
    return dossier.anchor(hit.cell_ids[0] if hit.cell_ids else hit.record_id)


def _judged(dossier: Dossier, box: Box, links: dict[str, str]) -> Judged:
    record = f"{dossier.document.doc_id}-{box.text}"
    if box.sort == "finding":
        return Judged(box, "finding", record)
    if box.sort == "figure" and record in links:
        return Judged(box, "link", links[record])
    return Judged(box, "", "")


def _evidence(boxes: dict[int, list[Judged]]) -> list[str]:
    """The evidence of findings from page to page, from top to bottom."""

    def placed() -> Iterator[tuple[int, float, str]]:
        for number, held in boxes.items():
            for one in held:
                if one.box.sort == "finding":
                    yield number, one.box.boxes[0][1], one.box.anchor

    return [anchor for _, _, anchor in sorted(placed())]
