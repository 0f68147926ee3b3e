"""What documents say together, and everything that was mined from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from miner.model.disclosures import Disclosure
from miner.model.figures import Check, Figure, Finding, Link
from miner.model.narratives import Direction, Narrative
from miner.model.pages import Problem

UNSURE = "unsure"
"""The cause of an explanation that names none, or none clearly."""


@dataclass(frozen=True, slots=True)
class NamedCause:
    """A cause (原因类别) that a reason names, and how probable that is (0 to 1)."""

    cause: str
    probability: float


class Mark(StrEnum):
    """What is to be said of an explanation beside its words: a reason to look, not a verdict."""

    EMPTY = "empty"
    """It says only that there is a difference (循环或无内容)."""
    CONTRADICTS = "contradicts"
    """It explains the other direction (原因与增减方向相反)."""
    BOTH_WAYS = "both_ways"
    """The same words explain a rise here and a fall there (同一原因既解释增加又解释减少)."""
    MANY_SUBJECTS = "many_subjects"
    """The same words explain three subjects or more of the document (一段原因套用多个科目)."""
    OTHERS_NAME = "others_name"
    """It was copied with another department's name (带着别的单位的名称)."""
    OTHER_YEAR = "other_year"
    """It is word for word last year's, with that year's number (带着上年的年份)."""
    SAME_AMOUNT = "same_amount"
    """An amount in it is, to the digit, the one that another department's or year's text of the template has."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One reason of a variance, masked: figures, years, accounts and names are slots. A variance may give several."""

    explanation_id: str
    narrative_id: str
    doc_id: str
    department: str
    fiscal_year: int | None
    text: str
    template: str
    direction: Direction
    subject: str = ""
    """What the variance is of."""
    basis: str = ""
    """What it is compared with, as in `Narrative`."""
    section: int | None = None
    char_start: int | None = None
    """Where it stands in its section's text, where that is known."""
    char_end: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Explanations that say the same in nearly the same words (说法相同).

    The id depends on the template of the head only, so that it is stable across runs.
    """

    cluster_id: str
    template: str
    """Of its head, which the members are compared with."""
    label: str
    cause: str
    members: tuple[str, ...]
    """Explanation ids."""
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None
    family_id: str = ""
    """Clusters of one family give the same reason in other words (原因相同)."""
    similarities: tuple[float, ...] = ()
    """How similar each member is to the head, 0 to 1, in the order of the members."""

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
    counted: tuple[str, ...] = ()
    """The ids of the records that were counted for it (of a share: those above the line), where they can be listed."""


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """How much the very template of an explanation is used elsewhere."""

    departments: int
    """Other departments that use it."""
    years: int
    """Other fiscal years in which anybody uses it."""
    surprisal: float | None
    """How surprising it is among what other departments say, in bits; none where there are no others."""


@dataclass(frozen=True, slots=True)
class CorpusTold:
    """What all documents of a store tell together."""

    clusters: tuple[Cluster, ...] = ()
    measures: tuple[Measure, ...] = ()
    """Of single documents, but told by the corpus."""
    causes: Mapping[str, tuple[NamedCause, ...]] = field(default_factory=dict)
    """What each explanation names, by its id."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What a reader calls the causes."""
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """By explanation id."""
    uses: Mapping[str, TemplateUse] = field(default_factory=dict)
    """How much the template of each explanation is used elsewhere, by its id."""
    version: str = ""
    """The rules by which it was grouped."""
    anew: bool = True
    """True where nothing that stood before was kept."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Ids of clusters that are no more, and the clusters that most of their members are in now."""

    def cause_of(self, explanation_id: str) -> str:
        """The cause that an explanation names most clearly, else `UNSURE`."""
        named = self.causes.get(explanation_id, ())
        return named[0].cause if named else UNSURE


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
