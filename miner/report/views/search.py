"""The page of a search: what was asked, and the hits with their words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from miner.errors import UsageError
from miner.report.paths import page_name
from miner.report.views.leaves import hit_anchor
from miner.store import Reader
from miner.store.searching import SearchHit
from miner.store.stored import StoredDocument

ON_A_PAGE = 50
AROUND = 160
"""Characters that are shown before the first and after the last hit of a long paragraph."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for."""

    words: str = ""
    department: str = ""
    year: int | None = None
    kind: str = ""
    doc_id: str = ""
    page: int = 1

    def address(self, page: int) -> str:
        """The address of another page of the same hits."""
        named = {"words": self.words, "department": self.department, "year": self.year, "kind": self.kind}
        asked = {**named, "doc": self.doc_id, "page": page if page > 1 else None}
        return "search.html?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Found:
    """A hit."""

    hit: SearchHit
    pieces: Sequence[tuple[str, bool]]
    """The words around it, the hits apart."""
    before: bool
    after: bool
    """True where the paragraph begins earlier, or goes on."""
    address: str
    """Of the page with the box, or of the words."""
    words: str
    """Of the words in the document's own page."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits."""

    asked: Asked
    total: int | None
    """None before anything is asked."""
    found: Sequence[Found]
    pages: int
    wrong: str
    """Why nothing could be searched for, or empty."""
    years: Sequence[int]
    departments: Sequence[str]
    document: StoredDocument | None
    """The one document that is searched."""


def search_view(reader: Reader, documents: Mapping[str, StoredDocument], asked: Asked) -> SearchPage:
    """The hits of a search."""
    total: int | None = None
    hits: Sequence[SearchHit] = ()
    wrong = ""
    if asked.words:
        try:
            result = reader.search(
                asked.words,
                department=asked.department,
                year=asked.year,
                kind=asked.kind,
                doc_id=asked.doc_id,
                limit=ON_A_PAGE,
                offset=ON_A_PAGE * (asked.page - 1),
            )
        except UsageError as error:
            wrong = " ".join(filter(None, (error.message, error.remedy)))
        else:
            total, hits = result.total, result.hits
    return SearchPage(
        asked,
        total,
        [_found(hit, asked.words) for hit in hits],
        -(-(total or 0) // ON_A_PAGE),
        wrong,
        sorted({d.fiscal_year for d in documents.values() if d.fiscal_year is not None}),
        sorted({d.department for d in documents.values() if d.department}),
        documents.get(asked.doc_id),
    )


def _found(hit: SearchHit, words: str) -> Found:
    start = max(0, hit.spans[0][0] - AROUND) if hit.spans else 0
    end = min(len(hit.text), hit.spans[-1][1] + AROUND) if hit.spans else len(hit.text)
    if end - start > 4 * AROUND:  # many hits in a very long paragraph: those at its beginning
        end = start + 4 * AROUND
    name, query = page_name(hit.doc_id), urlencode({"words": words})
    place = hit.cell_ids[0] if hit.cell_ids else hit.record_id
    in_words = f"doc/{name}.html?{query}#{place[len(hit.doc_id) + 1 :]}"
    on_page = f"page/{name}.html?{query}#{hit_anchor(hit) if hit.boxes else f'p{hit.page}'}"
    return Found(
        hit,
        list(_pieces(hit.text, hit.spans, start, end)),
        start > 0,
        end < len(hit.text),
        on_page if hit.page is not None else in_words,
        in_words,
    )


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterable[tuple[str, bool]]:
    at = start
    for first, last in spans:
        if first >= end:
            break
        if first > at:
            yield text[at:first], False
        yield text[max(at, first) : min(last, end)], True
        at = last
    if at < end:
        yield text[at:end], False
