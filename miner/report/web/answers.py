"""Refusals in plain words: a page for a person, JSON for a script."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse, JSONResponse, Response

from miner.bilingual import current_language, say

API = "/api/"
"""What scripts ask."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a request, and what to do."""

    status: int
    message: str
    remedy: str = ""


def answer_of(refusal: Refusal, path: str) -> Response:
    """A refusal in the form that suits who asked."""
    if path.startswith(API):
        content = {"message": refusal.message, "remedy": refusal.remedy}
        return JSONResponse(content, status_code=refusal.status)
    language = "zh-CN" if current_language() == "zh" else "en"
    message, remedy, home = (
        escape(refusal.message),
        escape(refusal.remedy),
        escape(say("回到首页", "To the first page")),
    )
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{refusal.status} {message}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/report.css"></head>'
        f'<body><main id="main"><h1>{message}</h1><p>{remedy}</p><p><a href="/">{home}</a></p></main></body></html>',
        status_code=refusal.status,
    )
