"""The pages of a document as they look, with a box over everything that was found there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from miner.labels import NARRATIVES, SEVERITIES, VERDICTS, name_of
from miner.model import BBox
from miner.report.views.dossier import Dossier
from miner.report.views.spots import Spot, cell_spot, explanation_spots, figure_spots, finding_spots, narrative_spots
from miner.store.stored import StoredDocument

_AROUND = 1.0
"""Points around what is boxed: the ink of some signs (%) goes beyond what their font says."""
_AROUND_FINDING = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """What is drawn over a page for one record."""

    anchor: str
    sort: str
    """``finding``, ``figure``, ``cell``, ``reason`` or ``narrative``."""
    tone: str
    """Its verdict or severity: by it the box is coloured."""
    label: str
    """The tone in words, or empty."""
    title: str
    """What it is, in words."""
    boxes: tuple[BBox, ...]
    text: str
    """Anchor in the document's own page."""
    onward: str
    """Anchor among the boxes of what it leads to (a figure's cell, a cell's first figure), or empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """The pages of one document that carry something."""

    document: StoredDocument
    sheets: Sequence[Sheet]


def sheets_view(dossier: Dossier) -> SheetsPage:
    """The pages of a document that carry anything, with the boxes on each.

    Where boxes overlap the later ones lie on top and are what a click meets: narratives, reasons, findings, which stand
    out around what they are about, cells, figures.
    """
    placed = list(_boxes(dossier))
    anchors = {box.anchor for _, box in placed}
    by_page: dict[int, list[Box]] = defaultdict(list)
    for page, box in placed:
        by_page[page].append(box if box.onward in anchors else replace(box, onward=""))
    return SheetsPage(dossier.document, [Sheet(number, by_page[number]) for number in sorted(by_page)])


def _boxes(dossier: Dossier) -> Iterator[tuple[int, Box]]:
    for narrative in dossier.narratives:
        spots = narrative_spots(dossier, narrative)
        words = narrative.subject or narrative.text
        label = name_of(NARRATIVES, narrative.kind)
        yield from _box(spots, Box("", "narrative", "", label, words, (), dossier.anchor(narrative.narrative_id), ""))
    for explanation in dossier.explanations:
        text = dossier.anchor(explanation.narrative_id)
        box = Box("", "reason", "", "", explanation.text, (), text, "")
        yield from _box(explanation_spots(dossier, explanation), box)
    for finding in dossier.findings:
        label, text = name_of(SEVERITIES, finding.severity), dossier.anchor(finding.finding_id)
        box = Box("", "finding", finding.severity, label, finding.message, (), text, "")
        for piece in finding_spots(dossier, finding):
            yield from _box(piece, box)
    for cell_id, figures in dossier.citing.items():
        if cell_id in dossier.cell:
            spot = cell_spot(dossier, dossier.cell[cell_id])
            verdict, onward = figures[0].verdict, dossier.anchor(figures[0].figure_id)
            label = name_of(VERDICTS, verdict)
            yield from _box((spot,), Box("", "cell", verdict, label, spot.quote, (), spot.text, onward))
    for figure in dossier.figures:
        spots = figure_spots(dossier, figure)
        label, onward = name_of(VERDICTS, figure.verdict), dossier.anchor(figure.cell_id)
        words = figure.why or figure.text
        yield from _box(spots, Box("", "figure", figure.verdict, label, words, (), spots[0].text, onward))


def _box(spots: Sequence[Spot], box: Box) -> Iterator[tuple[int, Box]]:
    for spot in spots:
        if spot.page is not None and spot.boxes:
            around = _AROUND_FINDING if box.sort == "finding" else _AROUND
            yield spot.page, replace(box, anchor=spot.at, boxes=tuple(_grown(one, around) for one in spot.boxes))


def _grown(box: BBox, by: float) -> BBox:
    x0, y0, x1, y1 = box
    return round(x0 - by, 2), round(y0 - by, 2), round(x1 + by, 2), round(y1 + by, 2)
