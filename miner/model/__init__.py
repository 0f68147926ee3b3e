"""The nouns of the miner: what a disclosure is made of and what is said about it.

Every record is immutable and typed, and every record that states something carries where it stands. Coordinates are PDF
points of the page as it is read (upright), origin at the top left, ``(x0, y0, x1, y1)``; pages count from 1; money is
``Decimal`` in the unit that the document prints. Text inputs have no page and no box: there both are ``None``.

This module imports nothing of ours, so that every stage can speak of the same things.
"""

from __future__ import annotations

from miner.model.blocks import Block, Grid, GridCell, Line, Paragraph
from miner.model.disclosures import (
    Cell,
    CellRef,
    CellState,
    Disclosure,
    DisclosureKind,
    Identity,
    IdentityEvidence,
    Outcome,
    Scope,
    Section,
    SectionRole,
    StatutoryTable,
    TableKind,
    cell_id,
    record_id,
)
from miner.model.explanations import (
    UNSURE,
    Cluster,
    CorpusTold,
    Explanation,
    Mark,
    Measure,
    Mined,
    NamedCause,
    TemplateUse,
)
from miner.model.figures import (
    Check,
    CheckVerdict,
    Evidence,
    Figure,
    FigureKind,
    Finding,
    Link,
    LinkOperand,
    Severity,
    Verdict,
)
from miner.model.judging import JudgedKind, JudgedVerdict
from miner.model.narratives import Direction, Narrative, NarrativeKind, Project
from miner.model.pages import (
    BBox,
    FlowCell,
    FlowItem,
    FlowTable,
    FlowText,
    Glyph,
    HealthVerdict,
    Page,
    PageHealth,
    PageSize,
    Problem,
    Ruling,
    Source,
)
from miner.model.text import Place, PlacedText, Run

__all__ = [
    "UNSURE",
    "BBox",
    "Block",
    "Cell",
    "CellRef",
    "CellState",
    "Check",
    "CheckVerdict",
    "Cluster",
    "CorpusTold",
    "Direction",
    "Disclosure",
    "DisclosureKind",
    "Evidence",
    "Explanation",
    "Figure",
    "FigureKind",
    "Finding",
    "FlowCell",
    "FlowItem",
    "FlowTable",
    "FlowText",
    "Glyph",
    "Grid",
    "GridCell",
    "HealthVerdict",
    "Identity",
    "IdentityEvidence",
    "JudgedKind",
    "JudgedVerdict",
    "Line",
    "Link",
    "LinkOperand",
    "Mark",
    "Measure",
    "Mined",
    "NamedCause",
    "Narrative",
    "NarrativeKind",
    "Outcome",
    "Page",
    "PageHealth",
    "PageSize",
    "Paragraph",
    "Place",
    "PlacedText",
    "Problem",
    "Project",
    "Ruling",
    "Run",
    "Scope",
    "Section",
    "SectionRole",
    "Severity",
    "Source",
    "StatutoryTable",
    "TableKind",
    "TemplateUse",
    "Verdict",
    "cell_id",
    "record_id",
]
