"""Who is who among the documents of a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from miner.comparison.identity import Correction, Identities, NamedDocument, Statement, identities, possible_renamings
from miner.comparison.names import kind_of
from miner.comparison.renaming import renamings
from miner.model.comparing import HeldDocument
from miner.store import Reader

DATABASE = "miner.db"
"""As `miner.runs` writes it; its packages take longer to load than two documents to compare."""
CUES = (
    "更名",
    "改名",
    "改称",
    "改组",
    "改建",
    "改制",
    "转制",
    "前身",
    "原名",
    "曾用名",
    "（原",
    "(原",
    "合并",
    "整合",
    "归并",
    "组建",
    "并入",
)
"""Words without which no text states a renaming."""


@dataclass(frozen=True, slots=True)
class Held:
    """The documents of a store, and who is who."""

    documents: tuple[HeldDocument, ...]
    identities: Identities
    _by_id: dict[str, HeldDocument] = field(default_factory=dict, repr=False)

    def document(self, doc_id: str) -> HeldDocument:
        """The document of an id."""
        return self._by_id[doc_id]


def hold(reader: Reader, corrections: Iterable[Correction] = ()) -> Held:
    """The documents of a store with their identities. Texts are read only where a renaming is possible at all.

    Raises:
        StoreError: the database cannot be used.
    """
    stored = reader.titles()
    named = [NamedDocument(one.doc_id, one.department, one.region, one.fiscal_year) for one in stored]
    wanted = possible_renamings(named)
    passages = reader.passages(wanted, CUES) if wanted else []
    statements = [
        Statement(passage.doc_id, passage.section_id, renaming)
        for passage in passages
        for renaming in renamings(passage.text, wanted[passage.doc_id])
    ]
    found = identities(named, statements, corrections)
    documents = []
    for one in stored:
        department = found.of(one.doc_id)
        documents.append(
            HeldDocument(
                one.doc_id,
                one.source,
                one.department,
                department.identity if department else one.doc_id,
                one.region or (department.region if department else ""),
                one.fiscal_year,
                one.kind or "",
                one.scope,
                department.kind if department else kind_of(one.department, one.region),
            )
        )
    return Held(tuple(documents), found, {one.doc_id: one for one in documents})
