"""Live changes over a WebSocket: the same changes and places as the server-sent events.

A program shows its token in the header. A page cannot: it says it in the first message. Nothing else is heard here.
"""

import asyncio
from typing import Any, Final, Protocol

import msgspec
from litestar import WebSocket, websocket
from litestar.handlers import WebsocketRouteHandler
from litestar.params import FromPath

from sayso.api.failing import NOWHERE, Failure, told
from sayso.api.programs.access import LONGEST_TOKEN, NO_TOKEN, admit_host, token_of
from sayso.api.programs.live import CLOSING, Live, Telling, Told
from sayso.api.programs.route import BASE
from sayso.api.reading import headers_of
from sayso.runtime.operations.tokens import Bearer

PATH: Final = f"{BASE}/live"
FIRST: Final = 10.0
"""Seconds in which the first message must come, where no header showed a token."""
LONGEST_PLACE: Final = 200
LONGEST_REASON: Final = 120
"""Bytes of the sentence with which a socket is closed."""
GOING_AWAY: Final = 1001
OURS: Final = 4_000
"""Added to what the answer's status would be, this is the code with which a socket is closed."""
ONLY_LISTENS: Final = Failure(400, "only-tells", "This socket only tells. Ask at the other addresses.")
NO_HELLO: Final = Failure(400, "first-message", 'The first message is {"token": "…", "after": "…"}.')
TOO_LONG: Final = Failure(413, "too-long", "This message is too long.")
LONGEST_MESSAGE, TOO_BIG = 4_096, 1009
"""Bytes of a message that is heard here, and the code with which a longer one closes the socket."""
AnySocket = WebSocket[Any, Any, Any]


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first message of who cannot send headers: the token, and the place of the last change that was heard."""

    token: str
    after: str = ""


class Admits(Protocol):
    """Where a listener proves itself."""

    public_url: str
    live: Live

    async def proven(self, token: str, state: dict[str, Any]) -> Bearer:
        """Whoever shows a valid token, and has not asked too often; raises `Failure`."""
        ...


def live_socket(desk: Admits) -> WebsocketRouteHandler:
    """The route."""

    @websocket(PATH.replace("}", ":str}"))
    async def live(socket: AnySocket, workspace: FromPath[str]) -> None:
        """Tells what changes, as it changes."""
        try:
            admit_host(socket, desk.public_url)
            telling = await _by_header(desk, socket, workspace) if "authorization" in headers_of(socket) else None
        except Failure as problem:
            await _deny(socket, problem)
            return
        await socket.accept()
        try:
            await _tell(socket, telling or await _by_message(desk, socket, workspace))
        except Failure as problem:
            code = TOO_BIG if problem is TOO_LONG else OURS + problem.status
            await socket.close(code, _reason(problem))
        except _Left:
            return

    return live


async def _by_header(desk: Admits, socket: AnySocket, workspace: str) -> Telling:
    place = headers_of(socket).get("last-event-id", "")
    return await _opened(desk, socket, workspace, Hello(token_of(socket), place))


async def _by_message(desk: Admits, socket: AnySocket, workspace: str) -> Telling:
    try:
        async with asyncio.timeout(FIRST):
            said = await _heard(socket)
        hello = msgspec.json.decode(said, type=Hello)
    except (TimeoutError, msgspec.MsgspecError, UnicodeError) as problem:
        raise NO_HELLO from problem
    return await _opened(desk, socket, workspace, hello)


async def _opened(desk: Admits, socket: AnySocket, workspace: str, hello: Hello) -> Telling:
    if not 0 < len(hello.token) <= LONGEST_TOKEN:
        raise NO_TOKEN
    bearer = await desk.proven(hello.token, socket.scope["state"])
    if bearer.workspace != workspace:
        raise NOWHERE
    return await desk.live.open(workspace, hello.after[:LONGEST_PLACE])


class _Left(Exception):
    """Whoever listened has gone."""


async def _heard(socket: AnySocket) -> bytes:
    """The next message; raises `_Left` where there is none any more, and where it is too long."""
    message: Any = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise _Left
    said: bytes = message.get("bytes") or (message.get("text") or "").encode()
    if len(said) > LONGEST_MESSAGE:
        raise TOO_LONG
    return said


async def _tell(socket: AnySocket, telling: Telling) -> None:
    """Tell until somebody leaves, says something, or the house closes."""
    hearing = asyncio.ensure_future(_heard(socket))
    speaking = asyncio.ensure_future(_speak(socket, telling))
    try:
        await asyncio.wait({hearing, speaking}, return_when=asyncio.FIRST_COMPLETED)
        if hearing.done():
            hearing.result()
            raise ONLY_LISTENS
        speaking.result()
        await socket.close(GOING_AWAY, _reason(CLOSING))
    except OSError as gone:
        raise _Left from gone
    finally:
        hearing.cancel()
        speaking.cancel()
        await asyncio.gather(hearing, speaking, return_exceptions=True)


async def _speak(socket: AnySocket, telling: Telling) -> None:
    async for several in telling:
        for one in several or (ALIVE,):
            await socket.send_text(_frame(one))


def _frame(one: Told) -> str:
    told = {"id": one.place, "event": one.event, "data": msgspec.Raw(one.body)}
    return msgspec.json.encode(told).decode()


ALIVE: Final = Told("", "alive", b"{}")
"""A sign of life: a page cannot see the pings of its browser."""


def _reason(problem: Failure) -> str:
    return problem.sentence.encode()[:LONGEST_REASON].decode("utf-8", "ignore")


async def _deny(socket: AnySocket, problem: Failure) -> None:
    """Answer by HTTP instead of opening the socket, in the shape of every error."""
    body = told(socket, problem)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    head: Any = {"type": "websocket.http.response.start", "status": problem.status, "headers": headers}
    rest: Any = {"type": "websocket.http.response.body", "body": body}
    await socket.receive()
    await socket.send(head)
    await socket.send(rest)
