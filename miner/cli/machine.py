"""Records as plain values for ``--json``: what the model calls a thing is what the JSON calls it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miner.model import Finding, Mined, PlacedText

if TYPE_CHECKING:  # only for the annotation: loading the stages takes longer than showing the help
    from miner.runs import RunSummary


def plain(value: Any) -> Any:
    """Records, decimals, enums and paths as JSON knows them. Amounts become strings, so that no digit is lost."""
    if isinstance(value, PlacedText):
        return value.text
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def as_json(value: Any) -> str:
    """One JSON object, readable by people too."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def document_object(mined: Mined, parts: Sequence[str]) -> dict[str, Any]:
    """One document for ``show --json``: who it is, and what is asked of it (see ``PARTS``).

    Checks and findings come with the figures that they are about.
    """
    disclosure = mined.disclosure
    known: dict[str, dict[str, Any]] = {
        "sections": {"sections": disclosure.sections},
        "tables": {"tables": disclosure.tables},
        "narratives": {"narratives": mined.narratives},
        "figures": {
            "figures": mined.figures,
            "links": mined.links,
            "checks": mined.checks,
            "findings": mined.findings,
        },
    }
    found: dict[str, Any] = {
        "doc_id": disclosure.doc_id,
        "source": disclosure.source,
        "sha256": disclosure.sha256,
        "identity": disclosure.identity,
        "outcome": disclosure.outcome,
        "health": disclosure.health,
        "problems": (*disclosure.problems, *mined.problems),
    }
    for part in parts:
        found |= known[part]
    return found


def findings_object(mined: Mined, findings: Sequence[Finding], checks: bool) -> dict[str, Any]:
    """The findings of one document for ``check --json``, with every check if asked."""
    found = {**document_object(mined, ()), "findings": findings}
    return {**found, "checks": mined.checks} if checks else found


def summary_object(summary: RunSummary) -> dict[str, Any]:
    """What came of a run for ``run --json``, with the exit code that says so too."""
    return {**plain(summary), "exit_code": summary.exit_code}
