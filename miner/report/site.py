"""The pages of a report by their addresses: what is written to disk and what the server answers are the same pages.

Addresses are relative to the first page, which is ``index.html``. Each is rendered alone, from the store, so that
documents can be written side by side and a server renders only what it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import jinja2

from miner import __version__, labels
from miner.bilingual import Language, say
from miner.errors import UsageError
from miner.report import filters
from miner.report.paths import page_name
from miner.report.pictures import Pictures
from miner.report.views.clusters import cluster_view
from miner.report.views.documents import document_view
from miner.report.views.dossier import Dossier
from miner.report.views.findings import SEVERITIES, finding_rows, rule_pages, rule_view
from miner.report.views.index import MOST_DOCUMENTS, RECURS, document_rows, index_view
from miner.report.views.review import Review
from miner.report.views.sheets import sheets_view
from miner.store import Reader
from miner.store.stored import StoredCluster, StoredDocument

FIRST = "index.html"
ASSETS = ("report.css", "report.js", "listing.js", "viewer.js")


@dataclass(frozen=True, slots=True)
class Live:
    """What the pages need to know of the server that answers them."""

    token: str
    reviewer: str


class Site:
    """The pages of one store."""

    def __init__(
        self,
        reader: Reader,
        language: Language,
        *,
        pictures: Mapping[str, Pictures] | None = None,
        live: Live | None = None,
    ) -> None:
        """Nothing is read before it is needed.

        Args:
            reader: the store.
            language: of the pages; it must be the one in force (`miner.bilingual.set_language`).
            pictures: which pages there are pictures of, by document, in ``pictures/ID/PAGE.png``.
            live: where a server answers.
        """
        self._reader = reader
        self._pictures = pictures or {}
        self._language = language
        self._live = live

    # ------------------------------------------------------------------------------------------------------- addresses

    def addresses(self) -> Iterator[str]:
        """The addresses of all pages but those of single documents."""
        yield FIRST
        yield "documents.html"
        yield "findings.html"
        yield "findings.js"
        yield "clusters.html"
        for severity, rule, _ in rule_pages(self._reader):
            yield f"rule/{page_name(f'{severity}-{rule}')}.html"
        for cluster_id in self._clusters:
            yield f"cluster/{page_name(cluster_id)}.html"

    def of_document(self, doc_id: str) -> dict[str, str]:
        """The pages of one document, by address: its records, and its pages with their boxes where it has pages."""
        document = self._documents[doc_id]
        dossier = Dossier.read(self._reader, document)
        name = page_name(doc_id)
        pages = {f"doc/{name}.html": self._document(dossier)}
        if document.pages is not None:
            pages[f"page/{name}.html"] = self._sheets(dossier)
        return pages

    def render(self, address: str) -> str:
        """The page at an address.

        Raises:
            UsageError: there is no such page.
        """
        folder, _, file = address.rpartition("/")
        name, _, suffix = file.rpartition(".")
        if not folder and address in self._plain:
            return self._plain[address]()
        if suffix == "html" and folder in self._foldered:
            found = self._foldered[folder](name)
            if found is not None:
                return found
        raise UsageError(say(f"没有这一页：{address}", f"There is no page {address}"))

    # ----------------------------------------------------------------------------------------------------------- pages

    @cached_property
    def _plain(self) -> Mapping[str, Callable[[], str]]:
        return {
            FIRST: self._index,
            "documents.html": self._all_documents,
            "findings.html": self._findings,
            "findings.js": self._findings_data,
            "clusters.html": self._all_clusters,
        }

    @cached_property
    def _foldered(self) -> Mapping[str, Callable[[str], str | None]]:
        return {"doc": self._document_named, "page": self._sheets_named, "rule": self._rule, "cluster": self._cluster}

    def _index(self) -> str:
        return self._fill("index.html.j2", "", view=index_view(self._reader), most=MOST_DOCUMENTS)

    def _all_documents(self) -> str:
        return self._fill("documents.html.j2", "", rows=document_rows(self._reader))

    def _findings(self) -> str:
        rules = rule_pages(self._reader)
        name = self._environment.filters["rule_name"]
        names = {rule: str(name(rule)) for _, rule, _ in sorted(rules, key=lambda one: one[1])}
        severities = filters.plain_json({code: labels.name_of(labels.SEVERITIES, code) for code in SEVERITIES})
        states = filters.plain_json({code: labels.name_of(labels.REVIEWS, code) for code in labels.REVIEWS})
        return self._fill("findings.html.j2", "", rules=rules, names=names, severities=severities, states=states)

    def _findings_data(self) -> str:
        rows = finding_rows(self._reader, self._documents, self._review)
        documents = list(dict.fromkeys(row.document.doc_id for row in rows))
        numbers = {doc_id: number for number, doc_id in enumerate(documents)}
        found = {
            "documents": [
                [page_name(d.doc_id), d.department or d.source, d.fiscal_year, d.region]
                for d in (self._documents[doc_id] for doc_id in documents)
            ],
            "findings": [
                [
                    numbers[row.document.doc_id],
                    row.finding.severity,
                    row.finding.rule,
                    row.finding.message,
                    row.anchor,
                    row.pages,
                    row.state,
                ]
                for row in rows
            ],
        }
        return f"const minerFindings = {filters.script_json(found)};\n"

    def _all_clusters(self) -> str:
        return self._fill("clusters.html.j2", "", clusters=list(self._clusters.values()))

    def _rule(self, name: str) -> str | None:
        for severity, rule, page in rule_pages(self._reader):
            if page == name:
                view = rule_view(self._reader, severity, rule, self._documents)
                return self._fill("rule.html.j2", "../", view=view)
        return None

    def _cluster(self, name: str) -> str | None:
        cluster = next((c for c in self._clusters.values() if page_name(c.cluster_id) == name), None)
        if cluster is None:
            return None
        view = cluster_view(self._reader, cluster)
        return self._fill("cluster.html.j2", "../", view=view)

    def _document_named(self, name: str) -> str | None:
        dossier = self._dossier(name)
        return self._document(dossier) if dossier else None

    def _sheets_named(self, name: str) -> str | None:
        dossier = self._dossier(name)
        return self._sheets(dossier) if dossier and dossier.document.pages is not None else None

    def _dossier(self, name: str) -> Dossier | None:
        document = next((d for d in self._documents.values() if page_name(d.doc_id) == name), None)
        return Dossier.read(self._reader, document) if document else None

    def _document(self, dossier: Dossier) -> str:
        view = document_view(self._reader, dossier, self._clusters, self._review)
        return self._fill("document.html.j2", "../", view=view, pictures=self._pictures_of(dossier.document))

    def _sheets(self, dossier: Dossier) -> str:
        view = sheets_view(dossier)
        return self._fill("sheets.html.j2", "../", view=view, pictures=self._pictures_of(dossier.document))

    # ---------------------------------------------------------------------------------------------------------- shared

    def _pictures_of(self, document: StoredDocument) -> Pictures:
        return self._pictures.get(document.doc_id) or Pictures(document.doc_id)

    @cached_property
    def _documents(self) -> dict[str, StoredDocument]:
        return {document.doc_id: document for document in self._reader.documents()}

    @cached_property
    def _clusters(self) -> dict[str, StoredCluster]:
        return {cluster.cluster_id: cluster for cluster in self._reader.clusters(RECURS)}

    @cached_property
    def _review(self) -> Review:
        return Review.read(self._reader)

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.PackageLoader("miner.report"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "say": say,
            "language": self._language,
            "version": __version__,
            "page_name": page_name,
            "live": self._live,
            "review": self._review,
        }
        environment.filters |= filters.FILTERS
        environment.filters["cause_name"] = partial(filters.known_or_same, self._reader.causes())
        environment.filters["rule_name"] = partial(filters.rule_name, self._reader.rule_statements())
        return environment

    def _fill(self, template: str, root: str, **values: Any) -> str:
        return self._environment.get_template(template).render(root=root, **values)


def asset(name: str) -> str:
    """The text of a style sheet or script that the pages refer to."""
    loader = jinja2.PackageLoader("miner.report")
    return loader.get_source(jinja2.Environment(autoescape=True), name)[0]
