"""The pages of a report by their addresses: what is written to disk and what the server answers are the same pages.

Addresses are relative to the first page, which is ``index.html``. Each is rendered alone, from the store, so that
documents can be written side by side and a server renders only what it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from miner import labels
from miner.bilingual import Language, say
from miner.errors import UsageError
from miner.report import filters
from miner.report.charts import Chart, boilerplate_chart, causes_chart, findings_chart, spread_chart
from miner.report.common import Common
from miner.report.comparing import Comparing
from miner.report.paths import page_name
from miner.report.pictures import Pictures
from miner.report.templating import Live, asset, cause_name, naming, rule_name, templates
from miner.report.views import comparison as sides
from miner.report.views.clusters import cluster_view, listed_clusters, page_count
from miner.report.views.departments import department_view
from miner.report.views.documents import document_view
from miner.report.views.dossier import Dossier
from miner.report.views.findings import SEVERITIES, rule_pages, rule_view
from miner.report.views.groups import Group, Groups
from miner.report.views.index import MOST_DOCUMENTS, MOST_TROUBLES, index_view, rule_rows
from miner.report.views.overview import overview_view
from miner.report.views.ranking import MOST_RANKED
from miner.report.views.review import Review
from miner.report.views.sheets import sheets_view
from miner.store import Reader
from miner.store.stored import StoredDocument

FIRST = "index.html"
OVERVIEW = "corpus.html"
"""Its page of all departments at once takes some seconds to make, where there is somebody who compares."""
ASSETS = ("report.css", "report.js", "listing.js", "findings-list.js", "clusters-list.js", "viewer.js")

__all__ = ["ASSETS", "FIRST", "Live", "Site", "asset"]


class Site:
    """The pages of one store."""

    def __init__(
        self,
        reader: Reader,
        language: Language,
        *,
        pictures: Mapping[str, Pictures] | None = None,
        live: Live | None = None,
        common: Common | None = None,
        comparing: Comparing | None = None,
    ) -> None:
        """Nothing is read before it is needed.

        Args:
            reader: the store.
            language: of the pages; it must be the one in force (`miner.bilingual.set_language`).
            pictures: which pages there are pictures of, by document, in ``pictures/ID/PAGE.png``.
            live: where a server answers.
            common: what is known already of the whole store; a page of one document asks for little of it.
            comparing: puts departments side by side; without it there are no pages of that.
        """
        self._reader = reader
        self._pictures = pictures or {}
        self._language = language
        self._live = live
        self._comparing = comparing
        self.common = common or Common(reader)

    # ------------------------------------------------------------------------------------------------------- addresses

    def addresses(self) -> Iterator[str]:
        """The addresses of all pages and charts but those of single documents, departments and clusters."""
        yield FIRST
        yield "documents.html"
        yield "findings.html"
        yield "findings.js"
        yield "clusters.html"
        yield "clusters.js"
        yield "ranking.html"
        for severity, rule, _ in rule_pages(self._reader):
            yield f"rule/{page_name(f'{severity}-{rule}')}.html"
        for name in self._charts:
            yield f"charts/{name}.svg"

    def many_addresses(self) -> Iterator[str]:
        """The addresses of the pages of departments and clusters."""
        for name in self.common.departments:
            yield f"department/{name}.html"
        for group in self._recurring:
            yield f"cluster/{group.page}.html"
            for number in range(2, page_count(group) + 1):
                yield f"cluster/{group.page}.{number}.html"

    def of_document(self, doc_id: str) -> dict[str, str]:
        """The pages of one document, by address: its records, and its pages with their boxes where it has pages."""
        document = self._reader.document(doc_id)
        dossier = Dossier.read(self._reader, document)
        name = page_name(doc_id)
        pages = {f"doc/{name}.html": self._document(dossier)}
        if document.pages is not None:
            pages[f"page/{name}.html"] = self._sheets(dossier)
        return pages

    def rests_on(self, address: str) -> tuple[object, ...]:
        """Of which judgements a page over the whole store shows something: it is the same while this is equal."""
        if address == "findings.js":
            return tuple(one.judgement_id for one in self.review.standing)
        if address == OVERVIEW:
            return self._comparing.version() if self._comparing else ()
        return self._groups.shaped_by

    def render(self, address: str) -> str:
        """The page at an address.

        Raises:
            UsageError: there is no such page.
        """
        folder, _, file = address.rpartition("/")
        name, _, suffix = file.rpartition(".")
        if not folder and address in self._plain:
            return self._plain[address]()
        if suffix == ("svg" if folder == "charts" else "html") and folder in self._foldered:
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
            "clusters.js": self._clusters_data,
            "ranking.html": self._ranking,
            **({OVERVIEW: self._overview} if self._comparing else {}),
        }

    @cached_property
    def _foldered(self) -> Mapping[str, Callable[[str], str | None]]:
        return {
            "doc": self._document_named,
            "page": self._sheets_named,
            "rule": self._rule,
            "cluster": self._cluster,
            "department": self._department,
            "charts": self._chart,
        }

    def _index(self) -> str:
        view = index_view(self._reader, self.common.document_rows, self._recurring, self.common.ranking)
        limits = {"documents": MOST_DOCUMENTS, "troubles": MOST_TROUBLES}
        return self.fill("index.html.j2", "", view=view, most=limits, chart=self._charts.get("findings"))

    def _all_documents(self) -> str:
        return self.fill("documents.html.j2", "", rows=self.common.document_rows)

    def _findings(self) -> str:
        rules = rule_pages(self._reader)
        with naming(self.common):
            names = {rule: rule_name(rule) for _, rule, _ in sorted(rules, key=lambda one: one[1])}
        severities = filters.plain_json({code: labels.name_of(labels.SEVERITIES, code) for code in SEVERITIES})
        states = filters.plain_json({code: labels.name_of(labels.REVIEWS, code) for code in labels.REVIEWS})
        return self.fill("findings.html.j2", "", rules=rules, names=names, severities=severities, states=states)

    def _findings_data(self) -> str:
        listed = self.common.listed_findings
        states = {listed.rows[key]: self.review.state("finding", key) for key in self.review.findings(listed.rows)}
        judged = filters.script_json({row: state for row, state in states.items() if state != "open"})
        return f'const minerFindings = {{{listed.script},"states":{judged}}};\n'

    def _all_clusters(self) -> str:
        by_year = self.common.causes_by_year
        return self.fill(
            "clusters.html.j2",
            "",
            groups=self._recurring,
            spread=self._spread,
            causes=sorted(by_year, key=lambda cause: (-sum(by_year[cause].values()), cause)),
            by_year=by_year,
            years=sorted({year for counts in by_year.values() for year in counts}),
            cause_names=filters.plain_json(dict(self.common.causes)),
            charts=self._charts,
        )

    def _clusters_data(self) -> str:
        return listed_clusters(self._recurring, self._spread)

    def _ranking(self) -> str:
        ranked, chart = self.common.ranking, self._charts.get("boilerplate")
        left = len(self.common.documents) - len(ranked)
        return self.fill("ranking.html.j2", "", ranked=ranked, most=MOST_RANKED, left=left, chart=chart)

    def _overview(self) -> str:
        wrong: UsageError | None = None
        view = None
        try:
            if self._comparing is not None:
                view = overview_view(self._comparing.overview(self._reader), self.common.documents)
        except UsageError as error:
            wrong = error
        return self.fill("corpus.html.j2", "", view=view, wrong=wrong)

    def comparison(self, root: str, a: str, b: str, peers: str = "auto") -> str:
        """The page of two sides.

        Args:
            root: the way from the page to the first page.
            a: the one, as `miner.comparing.selecting` describes it.
            b: the other.
            peers: whom they are measured against.

        Raises:
            UsageError: a side is not understood, fits nothing or several things, or both are the same.
        """
        return self.fill("compare.html.j2", root, form=None, view=self._compared(a, b, peers), marks=False)

    def compare_form(self, asked: sides.Asked) -> str:
        """The page of a server that asks what to put side by side, and answers."""
        comparing = self._comparing
        if comparing is None:
            raise UsageError(say("没有这一页：compare.html", "There is no page compare.html"))
        form = sides.form_view(
            asked, lambda: comparing.choices(self._reader), lambda a, b: self._compared(a, b, asked.peers)
        )
        return self.fill("compare.html.j2", "", form=form, view=form.view, marks=True)

    def _compared(self, a: str, b: str, peers: str) -> sides.ComparisonPage:
        if self._comparing is None:
            raise UsageError(say("这里不能对照", "Nothing can be compared here"))
        found = self._comparing.compare(self._reader, a, b, peers)
        return sides.comparison_view(found, self.common.documents, self._groups.called)

    def _chart(self, name: str) -> str | None:
        from miner.report.plotting import svg_of  # it takes a second to load

        return svg_of(self._charts[name]) if name in self._charts else None

    def _rule(self, name: str) -> str | None:
        for severity, rule, page in rule_pages(self._reader):
            if page == name:
                view = rule_view(self._reader, severity, rule, self.common.documents)
                return self.fill("rule.html.j2", "../", view=view)
        return None

    def _cluster(self, name: str) -> str | None:
        name, _, further = name.partition(".")
        number = int(further) if further.isascii() and further.isdigit() and len(further) < 6 else 1
        group = self._groups.called(name)
        if group is None or not 1 <= number <= page_count(group) or further not in ("", str(number)):
            return None
        view = cluster_view(self._groups, group, self._recurring, self.common.families, number)
        return self.fill("cluster.html.j2", "../", view=view)

    def _department(self, name: str) -> str | None:
        rows = self.common.departments.get(name)
        if rows is None:
            return None
        return self.fill("department.html.j2", "../", view=department_view(self._reader, self._groups, rows))

    def _document_named(self, name: str) -> str | None:
        dossier = self.dossier(name)
        return self._document(dossier) if dossier else None

    def _sheets_named(self, name: str) -> str | None:
        dossier = self.dossier(name)
        return self._sheets(dossier) if dossier and dossier.document.pages is not None else None

    def dossier(self, name: str) -> Dossier | None:
        """Everything about a document, by the name of its page."""
        with suppress(UsageError):
            found = self._reader.document(name)
            if page_name(found.doc_id) == name:  # it knows documents by other names, too
                return Dossier.read(self._reader, found)
        hashed = next((d for d in self.common.documents.values() if page_name(d.doc_id) == name), None)
        return Dossier.read(self._reader, hashed) if hashed else None

    def _document(self, dossier: Dossier) -> str:
        view = document_view(self._reader, dossier, self._groups.of(dossier.explanations), self.review)
        pictures = self._pictures_of(dossier.document)
        read = self._reader.page_sizes(dossier.document.doc_id) if self._live else {}
        if read:  # the browser draws them
            drawn = {number: (size.width, size.height) for number, size in read.items()}
            pictures = Pictures(dossier.document.doc_id, drawn)
        sizes = {number: size._asdict() for number, size in read.items()}
        return self.fill("document.html.j2", "../", view=view, pictures=pictures, sizes=sizes)

    def _sheets(self, dossier: Dossier) -> str:
        view = sheets_view(dossier)
        return self.fill("sheets.html.j2", "../", view=view, pictures=self._pictures_of(dossier.document))

    # ---------------------------------------------------------------------------------------------------------- shared

    def _pictures_of(self, document: StoredDocument) -> Pictures:
        return self._pictures.get(document.doc_id) or Pictures(document.doc_id)

    @cached_property
    def review(self) -> Review:
        """What reviewers said."""
        return Review.read(self._reader)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self._reader, self.review.standing)

    @cached_property
    def _recurring(self) -> list[Group]:
        return self._groups.listed(self.common.clusters.values())

    @cached_property
    def _spread(self) -> Mapping[str, Mapping[int, int]]:
        return self._groups.spread(self._recurring, self.common.spread)

    @cached_property
    def _charts(self) -> Mapping[str, Chart]:
        """The charts that there is enough for, by name."""
        with naming(self.common):
            found = (
                findings_chart(rule_rows(self._reader), rule_name),
                boilerplate_chart(self.common.ranking),
                causes_chart(self.common.causes_by_year, cause_name),
                spread_chart(self._recurring, self._spread),
            )
        return {chart.name: chart for chart in found if chart is not None}

    def fill(self, template: str, root: str, **values: Any) -> str:
        """A page of a template.

        Args:
            template: its file.
            root: the way from the page to the first page.
            values: what it shows.
        """
        with naming(self.common):
            found = templates(self._language, self._live).get_template(template)
            return found.render(root=root, review=self.review, across=self._comparing is not None, **values)
