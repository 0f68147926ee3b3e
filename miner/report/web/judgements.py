"""What the review in the browser asks for: judgements, adding one, withdrawing one; and clusters to merge into.

The guard in front has seen to it that who writes has the token and is no page of another site.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from miner import labels
from miner.bilingual import say
from miner.report import filters
from miner.report.web.answers import Refusal, answer_of
from miner.report.web.library import Library
from miner.store.keys import document_of
from miner.store.stored import StoredJudgement

MOST_CLUSTERS = 20
"""Clusters that a search for one to merge into shows."""


class NewJudgement(BaseModel):
    """What a browser sends."""

    model_config = ConfigDict(extra="forbid", strict=True)

    target_kind: str
    target_key: str
    verdict: str
    note: str = ""
    reviewer: str


def judgement_routes(library: Library) -> APIRouter:
    """The routes below ``/api/``."""
    router = APIRouter(prefix="/api")

    @router.get("/judgements")
    def judgements(standing: bool = False, document: str = "", kind: str = "", key: str = "") -> Response:
        """Judgements in the order in which they were made; of one document, kind or target where these are named."""
        with library.reader() as reader:
            found = reader.judgements(standing=standing)
        return JSONResponse(
            {
                "judgements": [
                    shown(one)
                    for one in found
                    if document in ("", document_of(one.target_key))
                    and kind in ("", one.target_kind)
                    and key in ("", one.target_key)
                ]
            }
        )

    @router.post("/judgements")
    async def add(request: Request) -> Response:
        """Add a judgement. Answers with it, and with all that stand on the same thing."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return answer_of(Refusal(415, say("应当是 JSON", "JSON is wanted")), request.url.path)
        try:
            wanted = NewJudgement.model_validate_json(await request.body())
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            words = say(f"复核意见不完整或有误：{fields}", f"Faulty judgement: {fields}")
            return answer_of(Refusal(400, words), request.url.path)
        return await run_in_threadpool(_add, library, wanted)

    @router.delete("/judgements/{judgement_id}")
    def withdraw(judgement_id: int) -> Response:
        """Withdraw a judgement. Answers like adding one."""
        one = library.reviews().withdraw(judgement_id)
        return _answer(library, one)

    @router.get("/clusters")
    def clusters(words: str = "") -> Response:
        """The recurring clusters whose label, template or id has all of some words."""
        with library.reader() as reader:
            known = library.common(reader).clusters.values()
        parts = words.lower().split()
        found = [c for c in known if all(part in f"{c.label} {c.template} {c.cluster_id}".lower() for part in parts)]
        return JSONResponse(
            {
                "total": len(found),
                "clusters": [
                    {"cluster_id": c.cluster_id, "title": c.label or c.template, "size": c.size}
                    for c in found[:MOST_CLUSTERS]
                ],
            }
        )

    return router


def shown(one: StoredJudgement) -> dict[str, Any]:
    """A judgement with its code and its time in words."""
    return {
        "judgement_id": one.judgement_id,
        "target_kind": one.target_kind,
        "target_key": one.target_key,
        "verdict": one.verdict,
        "verdict_name": labels.name_of(labels.JUDGEMENTS, one.verdict),
        "note": one.note,
        "reviewer": one.reviewer,
        "made_at": one.made_at,
        "moment": filters.moment(one.made_at),
        "withdrawn_at": one.withdrawn_at,
    }


def _add(library: Library, wanted: NewJudgement) -> Response:
    book = library.reviews()
    one = book.add(wanted.target_kind, wanted.target_key, wanted.verdict, wanted.note.strip(), wanted.reviewer.strip())
    return _answer(library, one)


def _answer(library: Library, one: StoredJudgement) -> Response:
    with library.reader() as reader:
        standing = _on(reader.judgements(standing=True), one)
    return JSONResponse({"judgement": shown(one), "standing": [shown(other) for other in standing]})


def _on(judgements: Iterable[StoredJudgement], one: StoredJudgement) -> list[StoredJudgement]:
    return [j for j in judgements if (j.target_kind, j.target_key) == (one.target_kind, one.target_key)]
