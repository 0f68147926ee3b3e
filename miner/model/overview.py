"""All departments of a store at once: what the views of `miner.comparing.overview` hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from miner.model.comparing import HeldDocument, Standing

OUTLYING = 3.5
"""The modified z score from which a value is called an outlier (Iglewicz and Hoaglin 1993)."""
RARE = 0.01
"""Where most peers are equal, a value stands out if the share of peers as far from them is no more than this."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A value that was looked at for standing out."""

    doc_id: str
    measure: str
    value: float
    standing: Standing
    p: float
    """Two-sided, of |z| under the normal distribution; without z, (peers that are as far + 1) / (peers + 1). Only for ranking: measures
    are not normal."""
    q: float
    """p after Benjamini and Hochberg (1995) over everything that was looked at: the share of false alarms to expect among
    what is called an outlier down to here."""

    @property
    def outlying(self) -> bool:
        """Whether it stands out: |z| of `OUTLYING` or more; without z, at most one in a hundred is as far (`RARE`)."""
        return self.p <= RARE if self.standing.z is None else abs(self.standing.z) >= OUTLYING


@dataclass(frozen=True, slots=True)
class Edge:
    """Two departments that share wordings."""

    one: str
    other: str
    shared: int
    """Wordings that both use."""
    weight: float
    """In bits: the sum of log2((D + 1) / d) over these wordings; D departments, d of them use the wording."""
    likeness: float
    """The weight / the weight of all wordings that either uses: 0 to 1 (weighted Jaccard)."""
    first_year: int | None
    """The first year by which both had used one and the same wording; none where years are not known."""
    one_first: int
    """Of the shared wordings, how many the one used in an earlier year than the other."""
    other_first: int
    rarest: tuple[str, ...]
    """The shared wordings that fewest departments use."""


@dataclass(frozen=True, slots=True)
class Network:
    """Who shares wordings with whom, the heaviest edges first."""

    departments: int
    wordings: int
    """That at least two departments use, and that count."""
    common: int
    """Wordings that were left out, because so many departments use them that they tie nobody to anybody."""
    pairs: int
    """Edges in all, of which `edges` are the heaviest."""
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class SpreadYear:
    """Who uses a wording in a year."""

    year: int
    departments: int
    new: tuple[str, ...]
    """Those that had not used it in any earlier year at hand."""
    regions: int
    """How many known regions they are of."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a wording spread over departments and years; uses of unknown years are not counted."""

    wording: str
    departments: int
    years: tuple[SpreadYear, ...]
    first: tuple[str, ...]
    """Who used it in its first year at hand."""
    since_start: bool
    """True where its first year is the first of all: it may be older."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of the wordings of a year in the next, over the departments that are at hand in both."""

    year: int
    """The later one."""
    departments: int
    """At hand in this year and in the year before."""
    uses: int
    """Pairs of such a department and a wording that it uses in this year."""
    kept: int
    """Of these, those that it used in the year before."""
    adopted: int
    """Those that it had not used in any year before, and another department had in the year before."""
    resumed: int
    """Those that it had used, but not in the year before."""
    new: int
    """Those that nobody had used in the year before, and itself never."""
    dropped: int
    """Wordings that it used in the year before and does not in this one."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Wordings that one department used first, and that another adopted in a later year."""

    source: str
    target: str
    wordings: int
    weight: float
    """In bits: the sum over these wordings of log2((D + 1) / d) / departments that used it before the target did."""
    first_year: int
    """When the target adopted the first of them."""


@dataclass(frozen=True, slots=True)
class Diffusion:
    """From year to year, and from whom to whom."""

    passages: tuple[Passage, ...]
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Values of a measure in short."""

    count: int
    undefined: int
    """Documents for which the measure is undefined, and which are not in the rest."""
    mean: float | None
    low: float | None
    """The lower quartile."""
    median: float | None
    high: float | None
    """The upper quartile."""


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A measure in one year."""

    year: int
    values: Summary
    paired: int
    """Departments that have the measure in this year and in the year before."""
    change: float | None
    """The median of their changes: what the same departments did, whoever else is at hand; none without pairs."""
    rose: int
    fell: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure over the years."""

    measure: str
    years: tuple[TrendYear, ...]


@dataclass(frozen=True, slots=True)
class MeasureMatrix:
    """Regions down, measures across."""

    regions: tuple[str, ...]
    """The empty one, where a document does not say its region, last."""
    measures: tuple[str, ...]
    cells: tuple[tuple[Summary, ...], ...]


@dataclass(frozen=True, slots=True)
class CauseMatrix:
    """Regions down, causes across: how many explanations name the cause first."""

    regions: tuple[str, ...]
    causes: tuple[str, ...]
    """Those of most explanations first."""
    counts: tuple[tuple[int, ...], ...]
    shares: tuple[tuple[float | None, ...], ...]
    """count / explanations of the region; none where it has no explanation."""


@dataclass(frozen=True, slots=True)
class PeerGroupTold:
    """The departments of one kind."""

    kind: str
    """What they do; empty for those whose name says nothing known."""
    departments: tuple[str, ...]
    documents: int
    regions: int
    years: tuple[int, ...]
    enough: bool
    """Whether each has `miner.comparison.standing.FEWEST` peers; otherwise they are measured against all."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A measure of a document that stands out among its peers."""

    document: HeldDocument
    ranked: Ranked
    peers: str
    """In words."""
    reason: str
    """Why it stands out, in a sentence."""


@dataclass(frozen=True, slots=True)
class Outliers:
    """What stands out."""

    looked_at: int
    """Values with enough peers: so many tests were made."""
    undefined: int
    """Values with too few peers."""
    found: tuple[Outlier, ...]
    sure: int
    """How many of these have q of `miner.comparing.overview.FALSE_ALARMS` or less, all that were looked at taken together."""


@dataclass(frozen=True, slots=True)
class NetworkTold:
    """Who shares wordings with whom, and what the wordings are."""

    by: str
    network: Network
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SpreadTold:
    """How wordings spread."""

    by: str
    found: int
    """How many wordings two departments or more use."""
    spreads: tuple[Spread, ...]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Regions:
    """Regions beside each other."""

    measures: MeasureMatrix
    causes: CauseMatrix
    titles: Mapping[str, str]
    """Of the causes."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All views of the documents of one kind."""

    kind: str
    documents: int
    left_out: int
    """Documents of other kinds."""
    homes: Mapping[str, str]
    """The latest document of each department, by which it is found."""
    peers: tuple[PeerGroupTold, ...]
    outliers: Outliers
    regions: Regions
    trends: tuple[Trend, ...]
    spread: SpreadTold
    diffusion: Diffusion
    network: NetworkTold


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be put side by side."""

    departments: tuple[str, ...]
    regions: tuple[str, ...]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    documents: tuple[tuple[str, str], ...]
    """How a document is written, and what it is."""
