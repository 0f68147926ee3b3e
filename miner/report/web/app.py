"""The server: the pages of `miner.report.site` rendered from the store as it is, source files, and judgements.

Nothing that a request says is used as a path. Pages are known by name, their parts by ids in the database, and files that
are handed out are either listed in the program or named by the database and proved by their SHA-256.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from miner.bilingual import say, set_language
from miner.errors import MinerError, StoreError, UsageError
from miner.report.comparing import Comparing
from miner.report.pages import DATABASE
from miner.report.web.answers import Refusal, answer_of
from miner.report.web.assets import assets
from miner.report.web.guard import Door, Guard
from miner.report.web.judgements import judgement_routes
from miner.report.web.library import Library
from miner.report.web.pages import Pages, page_routes
from miner.report.web.serving import Serving


def create_app(
    out: Path, settings: Serving, *, started: Callable[[], None] | None = None, comparing: Comparing | None = None
) -> FastAPI:
    """The application.

    Args:
        out: the folder of the database, which is not changed but for judgements.
        settings: how it is served; requests have to name its port.
        started: called when it is about to answer.
        comparing: puts departments side by side; without it there are no pages of that.

    Raises:
        StoreError: the database cannot be read.
    """
    set_language(settings.language)
    library = Library(out / DATABASE)
    pages = Pages(library, settings, comparing)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        library.warm(pages.prepare)
        if started is not None:
            started()
        try:
            yield
        finally:
            library.close()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=life, title="miner")
    app.include_router(judgement_routes(library))
    app.include_router(assets())
    app.include_router(page_routes(pages))
    app.add_exception_handler(Exception, _unforeseen)
    app.add_exception_handler(MinerError, _explained)
    app.add_exception_handler(HTTPException, _plain)
    app.add_middleware(Guard, door=Door(settings.port, settings.token))
    return app


async def _explained(request: Request, error: Exception) -> Response:
    """What the miner itself says."""
    if not isinstance(error, MinerError):
        raise error
    status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, StoreError) else 500
    return answer_of(Refusal(status, error.message, error.remedy), request.url.path)


async def _plain(request: Request, error: Exception) -> Response:
    """What the framework says, such as that there is no such address."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = say("没有这一页", "There is no such page") if status == 404 else say("请求有误", "A faulty request")
    return answer_of(Refusal(status, words), request.url.path)


async def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw; details stay here."""
    words = say("程序没有预料到的错误", "An unforeseen error")
    remedy = say(f"请报告：{type(error).__name__}", f"Please report: {type(error).__name__}")
    return answer_of(Refusal(500, words, remedy), request.url.path)
