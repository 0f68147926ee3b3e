"""What many pages ask for, read from the store once: a server keeps it between pages, a report while it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Self

from miner.report.charts import departments_by_year
from miner.report.views.departments import departments_of
from miner.report.views.findings import ListedFindings, listed_findings
from miner.report.views.groups import RECURS
from miner.report.views.index import DocumentRow, document_rows
from miner.report.views.ranking import RANKED, Ranked, ranking
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

    @cached_property
    def departments(self) -> Mapping[str, list[DocumentRow]]:
        """The documents of each department, by the name of its page."""
        return departments_of(self.document_rows)

    @cached_property
    def ranking(self) -> list[Ranked]:
        """The documents by boilerplate."""
        measures = self._reader.some_measures(RANKED)
        return ranking(self.documents, measures, self._reader.counts("explanations", "doc_id"))

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The family of each cluster."""
        return self._reader.families()

    @cached_property
    def spread(self) -> Mapping[str, Mapping[int, int]]:
        """In how many departments each cluster of the run is said, by year."""
        return departments_by_year(self._reader.spread())

    @cached_property
    def causes_by_year(self) -> Mapping[str, Mapping[int, int]]:
        """How many explanations of each year give a cause first."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for cause, year, count in self._reader.cause_counts():
            found[cause][year] = count
        return dict(found)
