"""What documents say together, and everything that was mined from one."""

from __future__ import annotations

from dataclasses import dataclass, field

from miner.model.disclosures import Disclosure
from miner.model.figures import Check, Figure, Finding, Link
from miner.model.narratives import Direction, Narrative
from miner.model.pages import Problem


@dataclass(frozen=True, slots=True)
class Explanation:
    """A variance's reason, masked: figures, years, accounts and names are slots."""

    explanation_id: str
    narrative_id: str
    doc_id: str
    department: str
    fiscal_year: int | None
    text: str
    template: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Cluster:
    """Explanations that say the same. The id depends on the template only, so that it is stable across runs."""

    cluster_id: str
    template: str
    label: str
    cause: str
    members: tuple[str, ...]
    """Explanation ids."""
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None

    @property
    def size(self) -> int:
        """How many explanations it holds."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a document; ``value`` is empty, with a reason in ``note``, where the measure is undefined."""

    doc_id: str
    measure: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mined:
    """Everything that was mined from one document: what a worker hands back."""

    disclosure: Disclosure
    narratives: tuple[Narrative, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    problems: tuple[Problem, ...] = field(default=())
    """What failed after the disclosure was understood, by component; the rest of the record still stands."""
