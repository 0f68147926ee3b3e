"""What many pages ask for, read from the store once: a server keeps it between pages, a report while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from miner.report.views.findings import ListedFindings, listed_findings
from miner.report.views.index import RECURS, DocumentRow, document_rows
from miner.store import Reader
from miner.store.stored import StoredCluster, StoredDocument


class Common:
    """Records of the whole store. Each part is read when it is first asked for, and then kept."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    def whole(cls, reader: Reader) -> Self:
        """All parts, read at once: they can be kept after the reader has gone on, and shared by threads."""
        common = cls(reader)
        for name, part in vars(cls).items():
            if isinstance(part, cached_property):
                getattr(common, name)
        return common

    @cached_property
    def stamp(self) -> tuple[int, ...]:
        """Which state of the store it was (`Reader.stamp`)."""
        return self._reader.stamp()

    @cached_property
    def documents(self) -> Mapping[str, StoredDocument]:
        """All documents by id."""
        return {document.doc_id: document for document in self._reader.documents()}

    @cached_property
    def document_rows(self) -> list[DocumentRow]:
        """All documents with what was found in each."""
        return document_rows(self._reader, self.documents.values())

    @cached_property
    def clusters(self) -> Mapping[str, StoredCluster]:
        """The recurring clusters by id, those of most departments first."""
        return {cluster.cluster_id: cluster for cluster in self._reader.clusters(RECURS)}

    @cached_property
    def causes(self) -> Mapping[str, str]:
        """The titles of the causes."""
        return self._reader.causes()

    @cached_property
    def rule_statements(self) -> Mapping[str, str]:
        """What each rule of the checks says."""
        return self._reader.rule_statements()

    @cached_property
    def listed_findings(self) -> ListedFindings:
        """All findings as the list of them has them."""
        return listed_findings(self._reader, self.documents)
