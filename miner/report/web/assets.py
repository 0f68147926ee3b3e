"""Style sheets, scripts and the vendored pdf.js: a list of files that are part of the program, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from miner.report.site import ASSETS, asset

LIVE_ASSETS = ("live.css", "live.js", "review.js", "drawing.mjs", "leaves.mjs", "pictures.mjs")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "bcmap": "application/octet-stream",
    "pfb": "application/octet-stream",
    "ttf": "font/ttf",
    "wasm": "application/wasm",
}


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    kind: str
    tag: str


@cache
def vendored() -> dict[str, tuple[str, ...]]:
    """The files of pdf.js that are served, by folder (``""`` for the scripts)."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in ("", "cmaps", "standard_fonts", "wasm"):
        place = files("miner.report").joinpath("vendored", "pdfjs", folder)
        names = sorted(one.name for one in place.iterdir() if one.name.rpartition(".")[2] in _TYPES)
        found[folder] = tuple(names)
    return found


def assets() -> APIRouter:
    """The routes of what is part of the program."""
    router = APIRouter()

    @router.api_route("/pdfjs/{path:path}", methods=["GET", "HEAD"])
    def pdfjs(path: str, request: Request) -> Response:
        folder, _, name = path.rpartition("/")
        if name not in vendored().get(folder, ()):
            raise HTTPException(404)
        return _answer(_vendored(folder, name), request)

    @router.get("/favicon.ico")
    def icon() -> Response:
        return Response(status_code=204)

    for name in (*ASSETS, *LIVE_ASSETS):
        router.add_api_route(f"/{name}", _own(name), methods=["GET", "HEAD"])
    return router


def _own(name: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return _answer(_text(name), request)

    return answer


def _answer(found: _Asset, request: Request) -> Response:
    headers = {"etag": found.tag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.kind, headers=headers)


@cache
def _text(name: str) -> _Asset:
    return _made(name, asset(name).encode())


@cache
def _vendored(folder: str, name: str) -> _Asset:
    return _made(name, files("miner.report").joinpath("vendored", "pdfjs", folder, name).read_bytes())


def _made(name: str, content: bytes) -> _Asset:
    return _Asset(content, _TYPES[name.rpartition(".")[2]], f'"{hashlib.sha256(content).hexdigest()[:32]}"')
