"""Before any page: a name of ours, no page of another origin, and somebody who is signed in.

Also in front of the pages' WebSocket, which would else take messages of any origin.
"""

from contextlib import AbstractAsyncContextManager
from http.cookies import CookieError, SimpleCookie
from typing import Any

from fastapi import FastAPI

from sayso.editor.desk import Desk
from sayso.runtime.operations.origins import is_foreign, is_ours
from sayso.runtime.operations.sessions import Session, session_of

COOKIE = "sid"
OPEN = ("/enter", "/static/", "/style/", "/_nicegui/", "/favicon.ico")
"""What is shown to whoever asks: signing in, and files of ours that hold nothing of anybody."""
ENTRANCE = "/enter"


class Guard:
    """Lets through who may come, with the session in the scope's state."""

    def __init__(self, app: FastAPI, desk: Desk) -> None:
        self.app, self.desk = app, desk

    def lifespan(self) -> AbstractAsyncContextManager[Any]:
        """What begins and ends with the pages."""
        return self.app.router.lifespan_context(self.app)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Ask who it is, then let the pages answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        site = "" if reads else headers.get("sec-fetch-site", "")
        if not is_ours(host, self.desk.public_url):
            await _end(scope, receive, send, 421, "This address does not go by that name here.")
        elif is_foreign(headers.get("origin"), site, host, self.desk.public_url):
            await _end(scope, receive, send, 403, "Pages of other origins may not ask here.")
        elif (session := await self._session(headers)) is None and not scope["path"].startswith(OPEN):
            await _entrance(scope, receive, send)
        else:
            scope.setdefault("state", {})["session"] = session
            await self.app(scope, receive, send)

    async def _session(self, headers: dict[str, str]) -> Session | None:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return None
        return await session_of(self.desk.door, found.value) if found is not None else None


async def _entrance(scope: Any, receive: Any, send: Any) -> None:
    """Whoever is not signed in is shown where one signs in; a program or socket is told."""
    if scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/_"):
        await _end(scope, receive, send, 401, "Sign in first.")
        return
    head = [(b"location", ENTRANCE.encode()), (b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": head})
    await send({"type": "http.response.body", "body": b""})


async def _end(scope: Any, receive: Any, send: Any, status: int, words: str) -> None:
    body = words.encode()
    kind = "http.response" if scope["type"] == "http" else "websocket.http.response"
    if scope["type"] == "websocket":
        await receive()
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]  # fmt: skip
    await send({"type": f"{kind}.start", "status": status, "headers": head})
    await send({"type": f"{kind}.body", "body": body})
