"""The pages that the server answers: those of the report, and search, review and pages of PDFs, which only it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse

from miner.bilingual import LANGUAGES, Language, say, set_language
from miner.errors import UsageError
from miner.model.judging import JudgedKind, JudgedVerdict
from miner.report.comparing import Comparing
from miner.report.site import FIRST, Live, Site
from miner.report.templating import templates
from miner.report.views.comparison import Asked as Compared
from miner.report.views.judged import STATES, Wanted, review_view
from miner.report.views.leaves import leaves_view
from miner.report.views.search import Asked, search_view
from miner.report.web.answers import Refusal, answer_of
from miner.report.web.library import Library, PageState
from miner.report.web.serving import Serving
from miner.report.web.sources import NotServed, Sources, pieces
from miner.store import Reader

LANGUAGE_COOKIE = "miner-language"
LANGUAGE_LASTS = 365 * 24 * 3600
"""Seconds."""
LAST_PAGE = 100_000
_TYPES = {"js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks, as the pages understand it."""

    language: Language
    values: Mapping[str, str]
    """The last value of each name in the address."""

    def number(self, name: str, most: int) -> int | None:
        """A number of the address; none where it is absent or no number between 1 and ``most``."""
        value = self.values.get(name, "")
        return (
            int(value) if value.isascii() and value.isdigit() and len(value) < 10 and 0 < int(value) <= most else None
        )


class Pages:
    """Renders pages from a library."""

    def __init__(self, library: Library, settings: Serving, comparing: Comparing | None = None) -> None:
        self._library = library
        self._language = settings.language
        self._live = Live(settings.token, settings.reviewer)
        self._sources = Sources()
        self._comparing = comparing

    def prepare(self) -> None:
        """Compile the templates, and load what compares: both take longer than the first pages themselves."""
        environment = templates(self._language, self._live)
        for name in environment.list_templates(extensions=["j2"]):
            environment.get_template(name)
        if self._comparing is not None:
            self._comparing.prepare()

    def question(self, request: Request) -> Question:
        """What a request asks; its language is in force from now on."""
        asked = request.cookies.get(LANGUAGE_COOKIE)
        language: Language = "en" if asked == "en" else "zh" if asked == "zh" else self._language
        set_language(language)
        return Question(language, dict(request.query_params))

    def render(self, address: str, question: Question) -> str:
        """A page.

        Raises:
            UsageError: there is none at this address.
            StoreError: the database cannot be read.
        """
        with self._library.reader() as reader:
            common = self._library.common(reader)
            site = Site(reader, question.language, live=self._live, common=common, comparing=self._comparing)
            if address == "search.html":
                return self._search(site, reader, question)
            if address == "compare.html":
                return site.compare_form(Compared.of(question.values))
            if address == "review.html":
                return self._review(site, reader, question)
            folder, _, file = address.rpartition("/")
            if folder == "page":
                return self._leaves(site, reader, file.removesuffix(".html"), question)
            if folder not in ("", "charts"):
                return site.render(address)
            return self._over_all(address, question.language, site, reader)

    def _over_all(self, address: str, language: Language, site: Site, reader: Reader) -> str:
        """A page over the whole store, which is kept."""

        def render(other: Reader) -> str:
            set_language(language)
            if other is reader:
                return site.render(address)
            again = Site(other, language, live=self._live, common=site.common, comparing=self._comparing)
            return again.render(address)

        state = PageState(site.common.stamp, site.rests_on(address))
        return self._library.page((address, language), state, render, reader)

    def source(self, name: str) -> Response:
        """The PDF of a document."""
        with self._library.reader() as reader:
            try:
                document = reader.document(name)
            except UsageError:
                raise HTTPException(404) from None
            if document.doc_id != name or document.format != "pdf":
                raise HTTPException(404)
            try:
                file, size = self._sources.open(reader, document)
            except NotServed as why:
                return answer_of(Refusal(410, str(why)), "/api/")
        headers = {
            "content-length": str(size),
            "cache-control": "no-store",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        }
        return StreamingResponse(pieces(file, size), media_type="application/pdf", headers=headers)

    def _search(self, site: Site, reader: Reader, question: Question) -> str:
        values = question.values
        asked = Asked(
            " ".join(values.get("words", "").split()),
            values.get("department", "").strip(),
            question.number("year", 9999),
            values.get("kind", "") if values.get("kind") in ("text", "row") else "",
            values.get("doc", ""),
            question.number("page", LAST_PAGE) or 1,
        )
        return site.fill("search.html.j2", "", view=search_view(reader, site.common.documents, asked))

    def _review(self, site: Site, reader: Reader, question: Question) -> str:
        values = question.values
        wanted = Wanted(
            values.get("state", "") if values.get("state") in STATES else STATES[0],
            values.get("kind", ""),
            values.get("verdict", ""),
            values.get("reviewer", ""),
            question.number("page", LAST_PAGE) or 1,
        )
        view = review_view(reader, site.common.documents, wanted)
        return site.fill("review.html.j2", "", view=view, kinds=list(JudgedKind), verdicts=list(JudgedVerdict))

    def _leaves(self, site: Site, reader: Reader, name: str, question: Question) -> str:
        dossier = site.dossier(name)
        if dossier is None or dossier.document.pages is None:
            raise UsageError(say(f"没有这一页：{name}", f"There is no page {name}"))
        words = " ".join(question.values.get("words", "").split())
        try:
            view = leaves_view(reader, dossier, site.review, words)
        except UsageError:  # nothing that could be searched for
            view = leaves_view(reader, dossier, site.review, "")
        return site.fill("leaves.html.j2", "../", view=view)


def page_routes(pages: Pages) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter()

    @router.api_route("/file/{name}.pdf", methods=["GET", "HEAD"])
    def source(name: str, request: Request) -> Response:
        pages.question(request)
        return pages.source(name)

    @router.api_route("/{address:path}", methods=["GET", "HEAD"])
    def page(address: str, request: Request) -> Response:
        question = pages.question(request)
        chosen = question.values.get("lang")
        if chosen in LANGUAGES:
            return _in_language(request, str(chosen))
        try:
            text = pages.render(address or FIRST, question)
        except UsageError as error:
            return answer_of(Refusal(404, error.message, error.remedy), request.url.path)
        return Response(text, media_type=_TYPES.get(address.rpartition(".")[2], "text/html; charset=utf-8"))

    return router


def _in_language(request: Request, language: str) -> Response:
    """The way to the same page in a language that is remembered."""
    rest = urlencode([pair for pair in request.query_params.multi_items() if pair[0] != "lang"])
    clean = "/" + request.url.path.lstrip("/") + (f"?{rest}" if rest else "")
    answer = RedirectResponse(clean, status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=LANGUAGE_LASTS, httponly=True, samesite="strict", path="/")
    return answer
