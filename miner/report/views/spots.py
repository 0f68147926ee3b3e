"""Spots: where on a page, and where in the text, a reader finds what a statement rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miner.model import BBox
from miner.report.views.dossier import Dossier
from miner.store.stored import StoredCell, StoredExplanation, StoredFigure, StoredFinding, StoredNarrative


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that can be looked at."""

    role: str
    """What stands there (`miner.labels.ROLES`); empty for the thing itself."""
    quote: str
    """The words that stand there."""
    page: int | None
    """From 1; none for text inputs."""
    boxes: tuple[BBox, ...]
    """On that page, in points from its top left; empty where only the page is known."""
    at: str
    """Anchor of the boxes among the pages of the document."""
    text: str
    """Anchor in the document's own page: a cell, a figure, words of the text; empty where there is none."""


def figure_spots(dossier: Dossier, figure: StoredFigure) -> tuple[Spot, ...]:
    """Where a figure of the prose stands; over the end of a page, in two places."""
    anchor = dossier.anchor(figure.figure_id)
    pages = _by_page(dossier, figure.figure_id, figure.page, figure.bbox)
    return _spots("", figure.text, pages, anchor, anchor)


def narrative_spots(dossier: Dossier, narrative: StoredNarrative) -> tuple[Spot, ...]:
    """Where a narrative stands."""
    anchor = dossier.anchor(narrative.narrative_id)
    pages = _by_page(dossier, narrative.narrative_id, narrative.page, None)
    return _spots("", narrative.text, pages, anchor, dossier.anchor(narrative.section_id))


def explanation_spots(dossier: Dossier, explanation: StoredExplanation) -> tuple[Spot, ...]:
    """Where an explanation stands."""
    anchor = dossier.anchor(explanation.explanation_id)
    pages = _by_page(dossier, explanation.explanation_id, explanation.page, explanation.bbox)
    return _spots("", explanation.text, pages, anchor, dossier.anchor(explanation.narrative_id))


def cell_spot(dossier: Dossier, cell: StoredCell) -> Spot:
    """Where a cell stands."""
    anchor = dossier.anchor(cell.cell_id)
    quote = f"{dossier.cell_place(cell)}：{cell.raw}"
    return Spot("cell", quote, cell.page, (cell.bbox,) if cell.bbox else (), anchor, anchor)


def backing_spots(dossier: Dossier, figure: StoredFigure) -> tuple[Spot, ...]:
    """What a figure's verdict rests on: its cell, and the numbers of its formula."""
    spots: list[Spot] = []
    cells = [figure.cell_id]
    for operand in dossier.operands.get(figure.figure_id, ()):
        other = dossier.figure.get(operand.operand_figure_id or "")
        if other is not None:
            spots.extend(Spot("operand", s.quote, s.page, s.boxes, s.at, s.text) for s in figure_spots(dossier, other))
        cells.append(operand.cell_id)
    backed = [dossier.cell[one] for one in dict.fromkeys(cells) if one is not None and one in dossier.cell]
    return (*(cell_spot(dossier, cell) for cell in backed), *spots)


def finding_spots(dossier: Dossier, finding: StoredFinding) -> list[tuple[Spot, ...]]:
    """The evidence of a finding, piece by piece; a piece that goes on over the end of a page has several spots."""
    return [_evidence(dossier, finding, number, item) for number, item in enumerate(finding.evidence)]


def _evidence(dossier: Dossier, finding: StoredFinding, number: int, item: Mapping[str, Any]) -> tuple[Spot, ...]:
    at = f"{dossier.anchor(finding.finding_id)}-{number}"
    box = item.get("bbox")
    cell = item.get("cell_id")
    if cell in dossier.cell:
        text = dossier.anchor(cell)
    elif item.get("section_id") and item.get("char_start") is not None:
        text = at
    else:
        text = dossier.anchor(item.get("section_id"))
    whole = (box[0], box[1], box[2], box[3]) if box else None
    pages = _by_page(dossier, f"{finding.finding_id}-{number}", item.get("page"), whole)
    return _spots(str(item.get("role", "")), str(item.get("quote", "")), pages, at, text)


def cited_spans(
    findings: Iterable[tuple[StoredFinding, Sequence[Sequence[Spot]]]],
) -> dict[str, list[tuple[int, int, str]]]:
    """The words of the text that findings cite: start, end and anchor, by section."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for finding, spots in findings:
        for item, (first, *_) in zip(finding.evidence, spots, strict=True):
            if first.text == first.at:
                span = (int(item["char_start"]), int(item["char_end"]), first.at)
                found.setdefault(str(item["section_id"]), []).append(span)
    return found


def _by_page(
    dossier: Dossier, record_id: str, page: int | None, bbox: BBox | None
) -> list[tuple[int | None, tuple[BBox, ...]]]:
    """The boxes of a record page by page; what the record itself says where no boxes are stored for it."""
    pages: dict[int, list[BBox]] = {}
    for place in dossier.places.get(record_id, ()):
        pages.setdefault(place.page, []).append(place.bbox)
    if not pages:
        return [(page, (bbox,) if bbox else ())]
    return [(number, tuple(boxes)) for number, boxes in pages.items()]


def _spots(
    role: str, quote: str, pages: Sequence[tuple[int | None, tuple[BBox, ...]]], at: str, text: str
) -> tuple[Spot, ...]:
    return tuple(
        Spot(role, quote, page, boxes, at if number == 0 else f"{at}-p{page}", text)
        for number, (page, boxes) in enumerate(pages)
    )
