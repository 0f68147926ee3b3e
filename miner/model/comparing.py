"""Two sides of a store side by side: what a comparison holds. Differences are always b - a."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from miner.model.pages import BBox


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document as far as it is compared."""

    doc_id: str
    source: str
    name: str
    """Of the department, as the document says it."""
    department: str
    """Its identity; the document's id where it does not say whose it is."""
    region: str
    year: int | None
    kind: str
    """``final_accounts``, ``budget`` …; empty where it could not be read."""
    scope: str
    function: str
    """What the department does; empty where that is not known."""


class Form(StrEnum):
    """What a side is."""

    DOCUMENT = "document"
    DEPARTMENT = "department"
    YEAR = "year"
    REGION = "region"
    KIND = "kind"
    ALL = "all"


class Likeness(StrEnum):
    """How alike two sentences are."""

    SAME = "same"
    """Word for word, blanks aside."""
    FIGURES = "figures"
    """The same but for figures, years included."""
    NEAR = "near"
    """At least `miner.comparison.sentences.NEAR`, figures aside."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands."""

    text: str
    doc_id: str
    section_id: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class AlignedSentences:
    """A sentence of each side; each sentence is aligned once at most."""

    a: Sentence
    b: Sentence
    likeness: Likeness
    score: float
    """Of pairs of neighbouring characters, figures aside: 2 x shared / both (Dice 1945); 1 unless near."""


@dataclass(frozen=True, slots=True)
class SentenceAlignment:
    """What both sides say, in a's order, and what only one says."""

    pairs: tuple[AlignedSentences, ...]
    only_a: tuple[Sentence, ...]
    only_b: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands among others, itself not counted."""

    peers: int
    """How many of them have the measure."""
    below: int
    """How many of these are lower."""
    above: int
    median: float | None
    """Of the peers; none where there are none."""
    percentile: float | None
    """0 to 100: the peers below, and half of those that are equal / peers; none where there are none."""
    z: float | None
    """Modified z score; none with fewer than `miner.comparison.standing.ENOUGH` peers, or where more than half of them are equal."""

    @property
    def as_far(self) -> int:
        """How many peers are at least as far from the median, on the same side; all of them where the value is the median."""
        if self.median is None or self.percentile is None:
            return self.peers
        beyond = self.peers - self.below, self.peers - self.above
        return min(beyond)


@dataclass(frozen=True, slots=True)
class Peers:
    """Whom a side is measured against."""

    basis: str
    """``kind``: departments of the same kind in the same years; ``all``: all departments in these years; for a group, the other
    groups of its form: ``regions``, ``kinds``, ``years``; ``none``."""
    label: str
    """In words."""
    number: int
    """Departments, or groups; itself not counted."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison."""

    selector: str
    form: Form
    label: str
    documents: tuple[HeldDocument, ...]
    departments: int
    years: tuple[int, ...]
    kind: str
    explanations: int
    peers: Peers


@dataclass(frozen=True, slots=True)
class SideMeasure:
    """A measure of one side."""

    value: float | None
    """The mean over the documents that have it."""
    documents: int
    """That have it."""
    low: float | None
    """The least of them."""
    high: float | None
    note: str
    """Why it is undefined, if it is so for all documents."""
    standing: Standing | None
    """Among the peers; none where it is undefined."""


@dataclass(frozen=True, slots=True)
class MeasureCompared:
    """A measure of both sides."""

    measure: str
    a: SideMeasure
    b: SideMeasure
    difference: float | None
    delta: float | None
    """Cliff's delta, where both sides have at least 5 documents: how much more often a document of b has the higher value than one
    of a has it, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reason as one document gives it, with its place."""

    explanation_id: str
    doc_id: str
    department: str
    year: int | None
    subject: str
    text: str
    template: str
    cause: str
    section_id: str | None
    char_start: int | None
    char_end: int | None
    page: int | None
    narrative_id: str
    bbox: BBox | None
    """On that page; none where that is not known."""


@dataclass(frozen=True, slots=True)
class AlignedReasons:
    """A reason of each side, of one cluster."""

    a: Said
    b: Said
    likeness: str
    """``same``: word for word; ``template``: the same but for figures, years, accounts and names; ``near``."""


@dataclass(frozen=True, slots=True)
class SharedWording:
    """What both sides say (a cluster)."""

    cluster_id: str
    label: str
    cause: str
    count_a: int
    count_b: int
    departments: int
    """In the whole corpus."""
    pairs: tuple[AlignedReasons, ...]
    """Some of them: of the same subject first."""


@dataclass(frozen=True, slots=True)
class OwnWording:
    """What only one side says."""

    cluster_id: str
    """Empty where it is in no cluster."""
    label: str
    cause: str
    count: int
    departments: int
    """In the whole corpus; 1 where it is in no cluster."""
    example: Said


@dataclass(frozen=True, slots=True)
class Wordings:
    """The reasons of both sides."""

    shared: tuple[SharedWording, ...]
    """Those that fewest departments of the corpus use first."""
    only_a: tuple[OwnWording, ...]
    """The most frequent first."""
    only_b: tuple[OwnWording, ...]
    shared_a: float | None
    """Of a's explanations, the share whose cluster b uses too; none without explanations."""
    shared_b: float | None
    same_a: float | None
    """Of a's explanations, the share whose very template b uses too."""
    same_b: float | None


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word, or an account, that sets one side apart. See `miner.comparison.keyness`."""

    word: str
    count_a: int
    count_b: int
    g2: float
    q: float
    """The p value of g2 after Benjamini and Hochberg over all words of both sides."""
    log_odds_z: float
    simple_maths: float


@dataclass(frozen=True, slots=True)
class KeyWords:
    """What sets the sides apart."""

    a: tuple[KeyWord, ...]
    """a's, the clearest first."""
    b: tuple[KeyWord, ...]
    words_a: int
    """How many words were counted."""
    words_b: int


@dataclass(frozen=True, slots=True)
class CauseCompared:
    """How often a cause is named first."""

    cause: str
    title: str
    count_a: int
    count_b: int
    share_a: float | None
    share_b: float | None
    difference: float | None
    g2: float
    """Dunning's, of this cause against all others."""


@dataclass(frozen=True, slots=True)
class SideAmount:
    """A key figure of one side, in 元."""

    total: Decimal | None
    """Over the documents that have it."""
    documents: int
    mean: Decimal | None
    cells: tuple[str, ...]
    """Where it stands; of several documents, none."""


@dataclass(frozen=True, slots=True)
class KeyFigureCompared:
    """A key figure of both sides."""

    name: str
    title: str
    a: SideAmount
    b: SideAmount
    difference: Decimal | None
    """Of the means (for single documents, of the amounts)."""
    change: float | None
    """difference / |a|; none where a is 0."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, side by side."""

    a: Side
    b: Side
    measures: tuple[MeasureCompared, ...]
    wordings: Wordings
    sentences: SentenceAlignment | None
    """Of one document beside another; none for groups."""
    words: KeyWords
    accounts: KeyWords
    causes: tuple[CauseCompared, ...]
    key_figures: tuple[KeyFigureCompared, ...]
    notes: tuple[str, ...]
    """What a reader has to know to read it rightly."""
