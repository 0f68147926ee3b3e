"""Who may ask the server: this machine's browsers that were given the token, and no page of another site.

A browser sends requests on behalf of any page that it shows, so that listening on the loopback address alone protects
nothing. A request has to name us as its host (a name of another site that was made to point here does not), to carry the
token (as a cookie that other sites' requests are not sent with, or as a header), and, where it writes, to come from a page
of ours and to carry the token as a header, which no page of another site can add.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from miner.bilingual import say
from miner.report.web.answers import Refusal, answer_of

TOKEN_HEADER = "X-Miner-Token"
LARGEST_BODY = 128 * 1024
"""Bytes of a request: the longest note (`miner.store.judging.LONGEST_NOTE`) with every character written as ``\\uXXXX``."""
LONGEST_ADDRESS = 8 * 1024
READING = ("GET", "HEAD")
WRITING = ("POST", "DELETE")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""Of every answer."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a request has to show."""

    port: int
    token: str

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies of one host are shared by all of its ports."""
        return f"miner-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of this server."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def fits(self, token: str) -> bool:
        """Whether this is the token."""
        return hmac.compare_digest(token.encode(), self.token.encode())


class Guard:
    """ASGI middleware in front of everything: refuses, and adds the headers of every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no websockets
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]
                named = {name.lower() for name, _ in headers}
                for name, value in HEADERS.items():
                    if name.encode() not in named:
                        headers.append((name.encode(), value.encode()))
                if b"cache-control" not in named:
                    headers.append((b"cache-control", b"no-store"))
                message = {**message, "headers": headers}
            await send(message)

        headers = Headers(scope=scope)
        found = self._refused(scope, headers) or self._admitted(scope, headers)
        if found is not None:
            answer = answer_of(found, scope["path"]) if isinstance(found, Refusal) else found
            await answer(scope, receive, with_headers)
            return
        body = None if scope["method"] in READING else await _whole_body(receive)
        if body is None and scope["method"] in WRITING:
            await answer_of(_too_large(), scope["path"])(scope, receive, with_headers)
            return
        await self._app(scope, receive if body is None else _replay(body), with_headers)

    def _refused(self, scope: Scope, headers: Headers) -> Refusal | None:
        """Why a request is refused whatever it carries."""
        method = scope["method"]
        if headers.getlist("host") not in [[host] for host in self._door.hosts]:
            return Refusal(
                421,
                say("这个地址不是本服务的", "This is not the address of this server"),
                say("请打开 miner serve 打印的地址。", "Open the address that miner serve printed."),
            )
        if method not in (*READING, *WRITING):
            return Refusal(405, say(f"不支持 {method}", f"{method} is not supported"))
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return Refusal(414, say("地址太长", "The address is too long"))
        if method in WRITING and (refused := self._foreign_write(headers)):
            return refused
        if method in READING and _foreign_read(headers):
            return Refusal(403, say("别的网站不能读取这里的内容", "Other sites cannot read what is here"))
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return _too_large()
        return None

    def _foreign_write(self, headers: Headers) -> Refusal | None:
        origins = [f"http://{host}" for host in self._door.hosts]
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if (origin is not None and origin not in origins) or site not in (None, "same-origin"):
            return Refusal(403, say("别的网站不能在这里写入", "Other sites cannot write here"))
        if not self._door.fits(headers.get(TOKEN_HEADER, "")):
            return Refusal(
                403,
                say(f"写入要带 {TOKEN_HEADER}", f"Writing needs {TOKEN_HEADER}"),
                say("请重新打开 miner serve 打印的地址。", "Open the address that miner serve printed again."),
            )
        return None

    def _admitted(self, scope: Scope, headers: Headers) -> Refusal | Response | None:
        """Nothing for a request that has the token; for one that has it in its address, the way to the clean address."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == "token"]
        if given and scope["method"] == "GET":
            if not self._door.fits(given[-1]):
                return _no_token()
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            clean = "/" + scope["raw_path"].decode("latin-1").lstrip("/") + (f"?{rest}" if rest else "")
            answer = RedirectResponse(clean, status_code=303)
            answer.set_cookie(self._door.cookie, self._door.token, httponly=True, samesite="strict", path="/")
            return answer
        shown = (headers.get(TOKEN_HEADER, ""), *_cookies(headers, self._door.cookie))
        return None if any(map(self._door.fits, shown)) else _no_token()


def _foreign_read(headers: Headers) -> bool:
    """Whether a page of another site asks for something, other than by a link that its reader followed."""
    if headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest") != "document"


def _cookies(headers: Headers, name: str) -> Iterable[str]:
    for line in headers.getlist("cookie"):
        try:
            jar = SimpleCookie(line)
        except CookieError:
            continue
        if name in jar:
            yield jar[name].value


async def _whole_body(receive: Receive) -> bytes | None:
    """The body of a request; none where it is too large, whatever its head said."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return body


def _replay(body: bytes) -> Receive:
    waiting = [body]

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    return receive


def _no_token() -> Refusal:
    return Refusal(
        403,
        say("没有访问权限", "No access"),
        say(
            "请打开 miner serve 打印的地址，其中有本次启动的口令（token）。",
            "Open the address that miner serve printed: it holds the token of this start.",
        ),
    )


def _too_large() -> Refusal:
    return Refusal(413, say("内容太长", "The content is too long"))
