"""Listening on this machine's own address, and answering until interrupted."""

from __future__ import annotations

import errno
import gc
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from miner.bilingual import Language, say
from miner.errors import UsageError
from miner.report.comparing import Comparing

HOST = "127.0.0.1"
"""The only address that is listened on: there is no user management, so that nobody else may come near."""
PORT = 8765
LONGEST_HEAD = 64 * 1024
"""Bytes of a request's head."""
MOST_CONNECTIONS = 200
GARBAGE = (100_000, 20, 50)
"""How often garbage is looked for: a page makes tens of thousands of objects, hardly one of them in a circle."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How a store is served."""

    port: int = PORT
    language: Language = "zh"
    """Until a browser asks for the other one."""
    reviewer: str = ""
    """The name under which is judged, where a browser has no other; it is asked for where it is empty."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://{HOST}:{self.port}/?token={self.token}"


def listen(port: int) -> socket.socket:
    """A socket on this machine's own address.

    Args:
        port: 0 for any that is free.

    Raises:
        UsageError: the port is taken, or may not be used.
    """
    # With the protocol named: only then asyncio sends an answer's head and body without a wait between them (TCP_NODELAY).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        taken = error.errno == errno.EADDRINUSE
        raise UsageError(
            say(f"端口 {port} 已被占用", f"Port {port} is taken")
            if taken
            else say(f"不能使用端口 {port}：{error}", f"Port {port} cannot be used: {error}"),
            say("请用 --port 换一个，或用 --port 0 任选。", "Choose another by --port; 0 takes any that is free."),
        ) from error
    return listening


def serve(
    out: Path,
    listening: socket.socket,
    how: Serving,
    started: Callable[[str], None],
    comparing: Comparing | None = None,
) -> None:
    """Answer until interrupted.

    Args:
        out: the folder of the database.
        listening: of `listen`; it is closed at the end.
        how: with the port of the socket.
        started: told the address as soon as it answers.
        comparing: puts departments side by side; without it there are no pages of that.

    Raises:
        StoreError: the database cannot be read.
    """
    from miner.report.web.app import create_app

    gc.set_threshold(*GARBAGE)
    app = create_app(out, how, started=lambda: started(how.address), comparing=comparing)
    with listening, suppress(KeyboardInterrupt):
        server_of(app).run(sockets=[listening])


def server_of(app: FastAPI) -> uvicorn.Server:
    """The server that answers for an application."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    return uvicorn.Server(config)
