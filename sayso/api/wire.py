"""What is said before a request reaches any route, in the same shape as everything else that goes wrong.

A head must arrive in time, a request must be readable, and no more may come at once than this process can take.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sayso.api.failing import SENTENCES, shape

SLOWEST_HEAD: Final = 10.0
"""Seconds in which the first line and the headers must have arrived."""
MOST_CONNECTIONS: Final = 2_000
LONGEST_HEAD, MOST_HEADERS = 32_768, 100
"""Bytes of a request's first line and headers, and how many headers it may have."""
LONG: Final = ("head-too-large", "The address or the headers are too long. Nothing was done.")
BUSY: Final = ("busy", "Too many ask at once. Nothing was done; come back in a few seconds.")
Application = Callable[[Any, Any, Any], Awaitable[None]]


class Wire(HttpToolsProtocol):
    """One connection: as uvicorn reads it, with our words where no route can answer."""

    slowest_head, most = SLOWEST_HEAD, MOST_CONNECTIONS
    _until: asyncio.TimerHandle | None = None
    _reads = ""
    """What comes in now: "head", "body", or nothing that has begun."""
    _unread = 0
    """Bytes that came since anything came to its end: of a head, or of what stands around a body's pieces."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The head's time begins."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._watch(True)
        if len(self.connections) > self.most:
            self._end(503, *BUSY)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits any more."""
        self._watch(False)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A piece; where it begins a head, the head's time begins with it."""
        if self.transport.is_closing():
            return
        self._unread += len(data)
        super().data_received(data)
        if self._unread > LONGEST_HEAD:
            self._end(431, *LONG)
        idle = self.cycle is None or self.cycle.response_complete
        self._watch(self.transport.get_protocol() is self and (self._reads == "head" or (not self._reads and idle)))

    def on_message_begin(self) -> None:
        """A head begins."""
        self._reads = "head"
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head has come to its end; a request of today says to whom it speaks."""
        self._reads, self._unread = "body", 0
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            self._end(400, *SENTENCES[400])
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request has come to its end."""
        self._reads, self._unread = "", 0
        super().on_message_complete()

    def _watch(self, waits: bool) -> None:
        if waits and self._until is None:
            self._until = self.loop.call_later(self.slowest_head, self._too_slow)
        elif not waits and self._until is not None:
            self._until.cancel()
            self._until = None

    def _too_slow(self) -> None:
        self._end(408, *SENTENCES[408])

    def send_400_response(self, msg: str) -> None:
        """What came is no request."""
        self._end(400, *SENTENCES[400])

    def _end(self, status: int, code: str, sentence: str) -> None:
        """Answer and close, whatever the connection was about to be."""
        if not self.transport.is_closing():
            self.transport.write(_plain(status, code, sentence))
            self.transport.close()


def _plain(status: int, code: str, sentence: str) -> bytes:
    """A whole answer."""
    id = uuid.uuid4().hex
    body = shape(code, sentence, id)
    head = {"content-type": "application/json", "content-length": len(body), "x-request-id": id, "connection": "close",
            "cache-control": "no-store", "x-content-type-options": "nosniff"}  # fmt: skip
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def bounded(app: Application, most: int) -> Application:
    """The application for so many requests at once, with heads of a bounded size; what is more is refused."""
    under_way = 0

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        nonlocal under_way
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif under_way >= most:
            await _refuse(503, BUSY, scope, receive, send)
        elif _is_too_long(scope):
            await _refuse(431, LONG, scope, receive, send)
        else:
            under_way += 1
            try:
                await app(scope, receive, send)
            finally:
                under_way -= 1

    return asked


def _is_too_long(scope: Any) -> bool:
    headers = scope["headers"]
    size = sum(len(name) + len(value) + 4 for name, value in headers)
    return len(headers) > MOST_HEADERS or size + len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_HEAD


async def _refuse(status: int, told: tuple[str, str], scope: Any, receive: Any, send: Any) -> None:
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    id = uuid.uuid4().hex
    body = shape(*told, id)
    headers = {b"content-type": b"application/json", b"content-length": str(len(body)).encode(), b"retry-after": b"5",
               b"x-request-id": id.encode(), b"cache-control": b"no-store", b"connection": b"close",
               b"x-content-type-options": b"nosniff"}  # fmt: skip
    if status != 503:
        del headers[b"retry-after"]
    if scope["type"] == "websocket":
        await receive()
    await send({"type": f"{kind}.start", "status": status, "headers": list(headers.items())})
    await send({"type": f"{kind}.body", "body": body})
