"""The page of a comparison: two sides, each statement with the place that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from miner.bilingual import say
from miner.errors import UsageError
from miner.model.comparing import (
    AlignedSentences,
    Comparison,
    KeyWord,
    MeasureCompared,
    OwnWording,
    Said,
    Sentence,
    SharedWording,
    Side,
    SideMeasure,
)
from miner.model.overview import Choices
from miner.report.aligning import Part, texts_beside
from miner.report.paths import department_page, page_name
from miner.report.views.groups import Group
from miner.store.stored import StoredDocument

LONGEST = 500
"""Characters of what a form may ask for."""
MOST_WORDINGS = 150
"""Wordings of a part that are listed."""
MOST_SENTENCES = 600
MOST_DOCUMENTS = 60
"""Documents of a side that are named."""
_MARKED = 40
"""Characters of a sentence that a server's page marks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for; each part as it was written."""

    a: str = ""
    a_year: str = ""
    a_kind: str = ""
    b: str = ""
    b_year: str = ""
    b_kind: str = ""
    peers: str = "auto"

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Asked:
        """From the values of an address; what is too long is cut."""
        names = ("a", "a_year", "a_kind", "b", "b_year", "b_kind")
        held = {name: values.get(name, "").strip()[:LONGEST] for name in names}
        peers = values.get("peers", "")
        return cls(**held, peers=peers if peers in ("kind", "all") else "auto")

    @property
    def selectors(self) -> tuple[str, str]:
        """Both sides as `miner.comparing.selecting` reads them; empty where nothing was written."""
        return _selector(self.a, self.a_year, self.a_kind), _selector(self.b, self.b_year, self.b_kind)


def _selector(who: str, year: str, kind: str) -> str:
    facets = ",".join(filter(None, (year, kind)))
    if not who:
        return f"year:{facets}" if year else f"all@{kind}" if kind else ""
    if not facets:
        return who
    return f"{who},{facets}" if "@" in who else f"{who}@{facets}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: addresses without the way to the first page."""

    words: str
    page: int | None
    box: str
    """Among the pages; empty where none is known."""


@dataclass(frozen=True, slots=True)
class Head:
    """A side at the top of the page."""

    side: Side
    department: str
    """The page of the department, where the side is one."""
    documents: Sequence[tuple[str, str]]
    """Address and words of each."""
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A reason of each side; what b has otherwise is marked."""

    a: Said
    b: Said
    likeness: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Shared:
    """What both sides say."""

    wording: SharedWording
    address: str
    pairs: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Own:
    """What one side says."""

    wording: OwnWording
    address: str


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of each side."""

    pair: AlignedSentences
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Two documents sentence by sentence."""

    same: int
    figures: Sequence[SentencePair]
    near: Sequence[SentencePair]
    only: Sequence[tuple[str, Sequence[Sentence]]]
    """By letter of the side."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure of both sides."""

    one: MeasureCompared
    a: float | None
    """Percentile among the peers."""
    b: float | None


@dataclass(frozen=True, slots=True)
class Bars:
    """Two bars, as shares of the longest."""

    a: float
    b: float


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Everything that the page shows."""

    found: Comparison
    heads: Sequence[Head]
    measures: Sequence[MeasureRow]
    amounts: Sequence[Bars]
    """Of the key figures."""
    causes: Sequence[Bars]
    shared: Sequence[Shared]
    only: Sequence[tuple[str, int, Sequence[Own]]]
    """Letter of the side, how many there are, those that are shown."""
    sentences: Sentences | None
    words: Sequence[tuple[str, Sequence[tuple[str, Sequence[KeyWord]]]]]
    """Title; by letter of the side."""
    longest: float
    """The greatest z of all key words."""
    placed: bool
    """Whether any measure has a place among peers."""

    @property
    def title(self) -> str:
        """Of the page."""
        return say(f"{self.found.a.label} 与 {self.found.b.label}", f"{self.found.a.label} and {self.found.b.label}")


@dataclass(frozen=True, slots=True)
class CompareForm:
    """The page of a server that asks what to compare, with the answer."""

    asked: Asked
    choices: Choices
    wrong: str
    """Why there is no answer, in words; empty before anything was asked."""
    remedy: str
    view: ComparisonPage | None


def comparison_view(
    found: Comparison, documents: Mapping[str, StoredDocument], called: Callable[[str], Group | None]
) -> ComparisonPage:
    """The page of a comparison.

    Args:
        found: the comparison.
        documents: all documents by id.
        called: the recurring group of a cluster, by the name of its page.
    """
    told = found.wordings
    groups: dict[str, str] = {}

    def address(cluster_id: str) -> str:
        if cluster_id and cluster_id not in groups:
            group = called(page_name(cluster_id))
            groups[cluster_id] = f"cluster/{group.page}.html" if group else ""
        return groups.get(cluster_id, "")

    measures = [MeasureRow(one, _percentile(one.a), _percentile(one.b)) for one in found.measures]
    only = [
        (letter, len(some), [Own(one, address(one.cluster_id)) for one in some[:MOST_WORDINGS]])
        for letter, some in (("A", told.only_a), ("B", told.only_b))
    ]
    amounts = [(one.a.mean, one.b.mean) for one in found.key_figures]
    most = max((one.share_a or 0.0 for one in found.causes), default=0.0)
    most = max([most, *(one.share_b or 0.0 for one in found.causes)])
    every = (*found.words.a, *found.words.b, *found.accounts.a, *found.accounts.b)
    return ComparisonPage(
        found,
        [_head(found.a, documents), _head(found.b, documents)],
        measures,
        [_amount_bars(a, b) for a, b in amounts],
        [_bars(one.share_a, one.share_b, most) for one in found.causes],
        [
            Shared(
                one,
                address(one.cluster_id),
                [Pair(pair.a, pair.b, pair.likeness, texts_beside(pair.a.text, pair.b.text)) for pair in one.pairs],
            )
            for one in told.shared[:MOST_WORDINGS]
        ],
        only,
        _sentences(found),
        [
            (say("特征词", "Key words"), [("A", found.words.a), ("B", found.words.b)]),
            (say("特征科目（说明的是什么）", "Key accounts (what is explained)"), [("A", found.accounts.a), ("B", found.accounts.b)]),
        ],
        max((abs(one.log_odds_z) for one in every), default=0.0),
        any(row.a is not None or row.b is not None for row in measures),
    )  # fmt: skip


def form_view(
    asked: Asked,
    choices: Callable[[], Choices],
    compared: Callable[[str, str], ComparisonPage],
) -> CompareForm:
    """The page that asks, and answers what was asked.

    Args:
        asked: what was written.
        choices: gives what can be compared.
        compared: compares two sides.
    """
    wrong = remedy = ""
    view = None
    known = Choices((), (), (), (), ())
    a, b = asked.selectors
    try:
        known = choices()
        if a and b:
            view = compared(a, b)
        elif a or b:
            wrong = say("另一边还没有写。", "The other side is still empty.")
    except UsageError as error:
        wrong, remedy = error.message, error.remedy
    return CompareForm(asked, known, wrong, remedy, view)


def facet_of(kind: str) -> str:
    """How a form writes a kind of documents."""
    return {"final_accounts": "final", "budget": "budget"}.get(kind, "")


def place_of(said: Said) -> Place:
    """Where a reason stands."""
    name, prefix = page_name(said.doc_id), len(said.doc_id) + 1
    box = f"page/{name}.html#{said.explanation_id[prefix:]}" if said.page is not None and said.bbox else ""
    return Place(f"doc/{name}.html#{said.narrative_id[prefix:]}", said.page, box)


def sentence_address(sentence: Sentence, marked: bool) -> str:
    """Where a sentence stands.

    Args:
        sentence: the sentence.
        marked: whether the page can mark words that its address names.
    """
    query = f"?{urlencode({'words': ''.join(sentence.text.split())[:_MARKED]})}" if marked else ""
    return f"doc/{page_name(sentence.doc_id)}.html{query}#{sentence.section_id[len(sentence.doc_id) + 1 :]}"


def cell_address(cell_id: str) -> str:
    """Where a cell stands, by its id."""
    doc_id, _, anchor = cell_id.partition("-")
    return f"doc/{page_name(doc_id)}.html#{anchor}"


def _head(side: Side, documents: Mapping[str, StoredDocument]) -> Head:
    named = []
    for one in side.documents[:MOST_DOCUMENTS]:
        words = f"{one.name or one.source} {one.year or ''}" if side.departments > 1 else str(one.year or one.source)
        named.append((f"doc/{page_name(one.doc_id)}.html", words.strip()))
    last = documents.get(side.documents[-1].doc_id)
    page = department_page(last.region, last.department) if last and side.departments == 1 else ""
    return Head(side, f"department/{page}.html" if page else "", named, max(0, len(side.documents) - len(named)))


def _percentile(one: SideMeasure) -> float | None:
    return one.standing.percentile if one.standing else None


def _amount_bars(a: Decimal | None, b: Decimal | None) -> Bars:
    known = [abs(one) for one in (a, b) if one is not None]
    most = max(known, default=Decimal())
    return _bars(None if a is None else float(abs(a)), None if b is None else float(abs(b)), float(most))


def _bars(a: float | None, b: float | None, most: float) -> Bars:
    return Bars((a or 0.0) / most if most else 0.0, (b or 0.0) / most if most else 0.0)


def _sentences(found: Comparison) -> Sentences | None:
    told = found.sentences
    if told is None:
        return None
    pairs = {sort: [one for one in told.pairs if one.likeness == sort] for sort in ("same", "figures", "near")}
    figures, near = (
        [SentencePair(one, texts_beside(one.a.text, one.b.text)) for one in pairs[sort][:MOST_SENTENCES]]
        for sort in ("figures", "near")
    )
    return Sentences(
        len(pairs["same"]), figures, near, [("A", told.only_a[:MOST_SENTENCES]), ("B", told.only_b[:MOST_SENTENCES])]
    )
