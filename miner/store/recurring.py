"""What all documents tell together, read from ``miner.db``: explanations, clusters, and what clustering starts from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from miner.bilingual import say
from miner.errors import UsageError
from miner.model import Direction, Explanation
from miner.store import stored
from miner.store.connection import plain_errors
from miner.store.placing import PlaceQueries
from miner.store.queries import like, perhaps_of


class CorpusQueries(PlaceQueries):
    """Queries over the corpus."""

    def clusters(self, least: int = 1) -> list[stored.StoredCluster]:
        """The clusters with at least so many members, those of most departments first."""
        return self._all(
            stored.StoredCluster,
            "SELECT * FROM clusters WHERE size >= ? ORDER BY departments DESC, size DESC, template",
            least,
        )

    def some_clusters(self, cluster_ids: Iterable[str], least: int = 1) -> dict[str, stored.StoredCluster]:
        """Those of some clusters, by their exact ids, that have at least so many members."""
        query = "SELECT * FROM clusters WHERE size >= ? AND cluster_id IN (SELECT value FROM json_each(?))"
        found = self._all(stored.StoredCluster, query, least, json.dumps(sorted(cluster_ids)))
        return {cluster.cluster_id: cluster for cluster in found}

    def explanations(self, doc_id: str | None = None, cluster_id: str | None = None) -> list[stored.StoredExplanation]:
        """Explanations with what their narrative and document say: of a document, of a cluster, or all."""
        query = (
            "SELECT e.*, n.subject, n.direction, coalesce(y.basis, '') AS basis, d.department, d.fiscal_year, d.source,"
            " x.section_id, x.char_start, x.char_end, x.page, x.bbox, x.similarity, x.others, x.years, x.surprisal,"
            " coalesce(x.causes, '[]') AS causes, coalesce(x.marks, '[]') AS marks"
            " FROM explanations e JOIN narratives n USING (narrative_id) JOIN documents d ON d.doc_id = e.doc_id"
            " LEFT JOIN narrative_details y USING (narrative_id) LEFT JOIN explanation_details x USING (explanation_id)"
        )
        order = "d.department, d.fiscal_year, e.doc_id, e.rowid"
        if cluster_id is not None:
            return self._all(stored.StoredExplanation, *perhaps_of(query, "e.cluster_id", cluster_id, order))
        return self._all(stored.StoredExplanation, *perhaps_of(query, "e.doc_id", doc_id, order))

    def spread(self) -> list[stored.StoredSpread]:
        """Who says what is in the clusters, and in which years; documents of unknown departments are put together."""
        return self._all(
            stored.StoredSpread,
            "SELECT e.cluster_id, d.department, d.fiscal_year, count(*) AS said"
            " FROM explanations e JOIN documents d USING (doc_id) WHERE e.cluster_id IS NOT NULL"
            " GROUP BY e.cluster_id, d.department, d.fiscal_year",
        )

    def cause_counts(self) -> list[tuple[str, int, int]]:
        """How many explanations give a cause first, by year: cause, year, count. Without those of unknown years."""
        query = (
            "SELECT e.cause, d.fiscal_year, count(*) AS n FROM explanations e JOIN documents d USING (doc_id)"
            " WHERE d.fiscal_year IS NOT NULL GROUP BY e.cause, d.fiscal_year"
        )
        return [(str(row["cause"]), int(row["fiscal_year"]), int(row["n"])) for row in self._rows(query)]

    def some_measures(self, measures: Iterable[str]) -> list[stored.StoredMeasure]:
        """Some measures of all documents."""
        query = (
            "SELECT p.*, coalesce(x.scope, 'document') AS scope, coalesce(x.note, '') AS note"
            " FROM profiles p LEFT JOIN profile_notes x USING (doc_id, measure)"
            " WHERE p.measure IN (SELECT value FROM json_each(?)) ORDER BY p.rowid"
        )
        return self._all(stored.StoredMeasure, query, json.dumps(sorted(measures)))

    def members(self) -> list[stored.StoredMember]:
        """All explanations with their clusters, in the order of `explanations`."""
        return self._all(
            stored.StoredMember,
            "SELECT e.explanation_id, e.doc_id, e.cluster_id, d.department, d.fiscal_year"
            " FROM explanations e JOIN documents d USING (doc_id) ORDER BY d.department, d.fiscal_year, e.doc_id, e.rowid",
        )

    def causes(self) -> dict[str, str]:
        """The titles of the causes by their names."""
        return {str(row["cause"]): str(row["title"]) for row in self._rows("SELECT cause, title FROM causes")}

    def explanation_records(self) -> tuple[Explanation, ...]:
        """All explanations as the stages know them: what clustering starts from, earlier runs included."""
        return tuple(
            Explanation(
                e.explanation_id,
                e.narrative_id,
                e.doc_id,
                e.department,
                e.fiscal_year,
                e.text,
                e.template,
                Direction(e.direction),
                e.subject,
                e.basis,
                char_start=e.char_start,
                char_end=e.char_end,
            )
            for e in self.explanations()
        )

    def heads(self) -> list[stored.StoredHead]:
        """Every cluster that was ever founded, in the order of founding."""
        return self._all(stored.StoredHead, "SELECT * FROM cluster_heads ORDER BY ordinal, cluster_id")

    def families(self) -> dict[str, str]:
        """The family of each cluster, by the cluster's id."""
        return {head.cluster_id: head.family_id for head in self.heads()}

    def aliases(self) -> dict[str, str]:
        """Earlier ids of clusters, and what they are now."""
        rows = self._rows("SELECT alias, cluster_id FROM cluster_aliases")
        return {str(row["alias"]): str(row["cluster_id"]) for row in rows}

    def cluster(self, key: str) -> stored.StoredCluster:
        """The one cluster that a person means.

        Args:
            key: its id, the beginning of its id, or an id that it had in an earlier grouping.

        Raises:
            UsageError: no cluster or several fit.
        """
        key = self.aliases().get(key, key)
        found = self._all(
            stored.StoredCluster,
            "SELECT * FROM clusters WHERE cluster_id LIKE ? ESCAPE '\\' ORDER BY cluster_id",
            like(key) + "%",
        )
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(cluster.cluster_id for cluster in found[:8])
            raise UsageError(
                say(f"“{key}” 对应 {len(found)} 个说法组", f"“{key}” fits {len(found)} clusters"),
                say(f"请写全编号：{ids}", f"Give the whole id: {ids}"),
            )
        raise UsageError(
            say(f"没有编号为 “{key}” 的说法组", f"There is no cluster “{key}”"),
            say("用 miner clusters 列出各组及编号。", "miner clusters lists them with their ids."),
        )

    def clusters_of(self, explanation_ids: Iterable[str]) -> dict[str, str]:
        """The cluster of each of some explanations that has one."""
        wanted = set(explanation_ids)
        rows = self._rows("SELECT explanation_id, cluster_id FROM explanations WHERE cluster_id IS NOT NULL")
        return {row["explanation_id"]: row["cluster_id"] for row in rows if row["explanation_id"] in wanted}

    def measure_records(self, doc_id: str, measure: str) -> list[str]:
        """The ids of the records that were counted for a measure of a document."""
        query = "SELECT record_id FROM measure_records WHERE doc_id = ? AND measure = ? ORDER BY record_id"
        return [str(row["record_id"]) for row in self._rows(query, doc_id, measure)]

    def variance_amounts(self) -> list[stored.StoredAmount]:
        """The amounts and differences that variances state, in the order in which they stand."""
        return self._all(
            stored.StoredAmount,
            "SELECT f.narrative_id, f.value, f.unit, f.kind, f.measure FROM figures f JOIN narratives n USING (narrative_id)"
            " WHERE f.kind IN ('delta', 'amount') AND n.kind = 'variance' AND f.value IS NOT NULL ORDER BY f.rowid",
        )

    def headlines(self, severity: str | None = None, rule: str | None = None) -> list[stored.StoredHeadline]:
        """The findings for a list, the gravest first: all, or those of one rule and severity."""
        return self._all(
            stored.StoredHeadline,
            "SELECT finding_id, doc_id, rule, severity, message, (SELECT json_group_array(page) FROM (SELECT DISTINCT"
            " json_extract(e.value, '$.page') AS page FROM json_each(f.evidence) e WHERE page IS NOT NULL ORDER BY page))"
            " AS cited FROM findings f WHERE (? IS NULL OR severity = ?) AND (? IS NULL OR rule = ?) ORDER BY"
            " CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, rowid",
            severity, severity, rule, rule,
        )  # fmt: skip

    def contradicting(self) -> set[str]:
        """The explanations that a finding shows to speak for the other direction (rule ``REASON-AGAINST``)."""
        found = self._all(stored.StoredFinding, "SELECT * FROM findings WHERE rule = 'REASON-AGAINST' ORDER BY rowid")
        ids: set[str] = set()
        query = (
            "SELECT explanation_id FROM explanation_details WHERE section_id = ? AND char_start < ? AND char_end > ?"
        )
        for item in (item for finding in found for item in finding.evidence if item.get("role") == "reason"):
            spans = (item["section_id"], item["char_end"], item["char_start"])
            if None not in spans:
                ids.update(str(row["explanation_id"]) for row in self._rows(query, *spans))
        return ids

    def narrative_spans(self, doc_ids: Iterable[str]) -> Iterator[tuple[str, str, int, int, str]]:
        """The prose that was mined of some documents, by document and place: document, section, first and last offset, text."""
        query = (
            "SELECT doc_id, section_id, char_start, char_end, text FROM narratives"
            " WHERE doc_id IN (SELECT value FROM json_each(?)) ORDER BY doc_id, rowid"
        )
        with plain_errors(self.path):
            yield from self._connection.execute(query, (json.dumps(sorted(doc_ids)),))
