"""Takes a program's request, admits it, reads it, lets the operation do it, and shows what came of it."""

import time
from collections import OrderedDict
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler, WebsocketRouteHandler
from litestar.response import Stream

from sayso.api.failing import NOWHERE, Failure
from sayso.api.programs.access import NO_TOKEN, admit_host, token_of
from sayso.api.programs.limiting import PER_MINUTE, Limiter
from sayso.api.programs.live import Live
from sayso.api.programs.route import Asked, Nothing, Route, Streamed
from sayso.api.programs.socket import live_socket
from sayso.api.programs.table import ROUTES
from sayso.api.reading import SLOWEST, AnyRequest, delivery_of, headers_of, is_plain
from sayso.runtime.inbound.limits import JSON, Unreadable, read_json, unfit
from sayso.runtime.operations.door import Door, NotHere, Refused
from sayso.runtime.operations.replies import Reply, keep_reply, let_key_go, reply_to
from sayso.runtime.operations.tokens import Bearer, bearer_of

UNFIT: Final = (
    "unknown-state", "wrong-cursor", "too-large", "missing-data", "wrong-answer", "unknown-answer", "not-editable",
    "empty", "wrong-pace", "unknown-event", "no-id", "wrong-data", "unknown-data", "unknown-sender", "nobody-named",
    "wrong-world", "unknown-kind", "unknown-fault", "wrong-times",
    "not-ready", "unknown-range", "no-version", "key-used",
)  # fmt: skip
"""Refusals of what was asked; all others are refused as things stand now."""
MOST_FIELDS: Final = 50
INSTANTS: Final = ("since", "until")
"""Times of a query. A number would be read as seconds since 1970, which the description doesn't say."""
LONGEST_KEY: Final = 200
MOST_CACHED: Final = 500
TOO_OFTEN: Final = Failure(429, "too-often", "This token asked too often. Nothing was done; wait, then ask again.")
WRONG_KEY: Final = Failure(
    422, "wrong-key", f"An Idempotency-Key has 1 to {LONGEST_KEY} plain characters. Nothing was done."
)


class Desk:
    """Where programs ask. `public_url` is the name this house goes by outside, besides this machine's own."""

    def __init__(
        self, door: Door, public_url: str = "", per_minute: int = PER_MINUTE, slowest: float = SLOWEST,
        live: Live | None = None,
    ) -> None:  # fmt: skip
        self.door, self.public_url, self.slowest = door, public_url, slowest
        self.limiter, self.live = Limiter(per_minute), live or Live(door)
        self._cached: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def handlers(self) -> list[HTTPRouteHandler | WebsocketRouteHandler]:
        """A handler for each address, with all its methods, and the socket."""
        addresses: dict[str, dict[str, Route]] = {}
        for row in ROUTES:
            addresses.setdefault(row.address, {})[row.method] = row
        return [*(self._handler(address, rows) for address, rows in addresses.items()), live_socket(self)]

    def close(self) -> None:
        """Let everybody go who listens."""
        self.live.close()

    def _handler(self, address: str, rows: dict[str, Route]) -> HTTPRouteHandler:
        @route(address.replace("}", ":str}"), http_method=[HttpMethod(method) for method in rows], status_code=200)
        async def handle(request: AnyRequest) -> Response[Any]:
            """The row of the table for its method."""
            return await self.answer(request, rows[request.method])

        return handle

    async def answer(self, request: AnyRequest, row: Route) -> Response[Any]:
        """The answer to a request that came to a route; raises `Failure`."""
        admit_host(request, self.public_url)
        bearer = await self._admitted(request)
        ids = {name: str(value) for name, value in request.path_params.items()}
        if not is_plain(*ids.values()) or ids.pop("workspace") != bearer.workspace:
            raise NOWHERE
        query = query_of(request.scope["query_string"], row.query)
        body, raw = await self._body(request, row)
        asked = Asked(self.door, bearer.workspace, bearer.who, ids, query, body, live=self.live)
        asked.place = headers_of(request).get("last-event-id", "")[:LONGEST_KEY]
        try:
            return await self._done(request, row, asked, bearer, raw)
        except NotHere as problem:
            raise Failure(404, problem.code, problem.sentence) from problem
        except Refused as problem:
            status = 422 if problem.code in UNFIT else 409
            more = {"detail": msgspec.to_builtins(problem.detail)} if problem.detail else None
            raise Failure(status, problem.code, problem.sentence, more) from problem

    async def _admitted(self, request: AnyRequest) -> Bearer:
        return await self.proven(token_of(request), request.scope["state"])

    async def proven(self, token: str, state: dict[str, Any]) -> Bearer:
        """Whoever shows a valid token, and has not asked too often; `state` gets the headers that say how often."""
        bearer = await bearer_of(self.door, token)
        if bearer is None:
            raise NO_TOKEN
        allowed = self.limiter.ask(f"{bearer.workspace}/{bearer.id}")
        state["sayso_headers"] = allowed.headers()
        if not allowed.ok:
            raise TOO_OFTEN
        return bearer

    async def _body(self, request: AnyRequest, row: Route) -> tuple[Any, bytes]:
        """The body as the route takes it, and as it came."""
        if row.body is None:
            return None, b""
        delivery = await delivery_of(request, self.public_url, self.slowest)
        if not delivery.body:
            return _fitted({}, row.body, "body", True), b""
        if (problem := unfit(delivery, (JSON,))) is not None:
            raise Failure(problem.status, problem.code, problem.sentence)
        try:
            return _fitted(read_json(delivery.body.decode("utf-8")), row.body, "body", True), delivery.body
        except UnicodeDecodeError as wrong:
            raise Failure(400, "body", "The body is not in UTF-8.") from wrong
        except Unreadable as wrong:
            raise Failure(400, "body", str(wrong)) from wrong

    async def _done(self, request: AnyRequest, row: Route, asked: Asked, bearer: Bearer, raw: bytes) -> Response[Any]:
        key = headers_of(request).get("idempotency-key")
        if row.method == "POST" and key is not None and not row.streams:
            return await self._once(request, row, asked, f"{bearer.id}/{_key(key)}", raw)
        if row.cached:
            return _response(row.status, await self._kept(request, row, asked))
        found = await row.does(asked)
        return _stream(found) if isinstance(found, Streamed) else _response(row.status, msgspec.json.encode(found))

    async def _once(self, request: AnyRequest, row: Route, asked: Asked, key: str, raw: bytes) -> Response[Any]:
        """Do it once: the same request with the same key gets the same answer again."""
        workspace = asked.workspace
        whole = b"\n".join((row.method.encode(), request.scope["raw_path"], request.scope["query_string"], raw))
        known = await reply_to(self.door, workspace, key, whole)
        if known is not None:
            request.scope["state"]["sayso_headers"] |= {"Idempotency-Replayed": "true"}
            return _response(known.status, known.body)
        asked.key = key
        try:
            body = msgspec.json.encode(await row.does(asked))
        except Refused:
            await let_key_go(self.door, workspace, key)
            raise
        await keep_reply(self.door, workspace, key, Reply(row.status, body))
        return _response(row.status, body)

    async def _kept(self, request: AnyRequest, row: Route, asked: Asked) -> bytes:
        """An answer that is worked out once in a while."""
        name = f"{request.scope['raw_path'].decode('latin-1')}?{msgspec.json.encode(asked.query).decode()}"
        now = time.monotonic()
        known = self._cached.get(name)
        if known is not None and now - known[0] < row.cached:
            return known[1]
        body = msgspec.json.encode(await row.does(asked))
        self._cached[name] = (now, body)
        self._cached.move_to_end(name)
        while len(self._cached) > MOST_CACHED:
            self._cached.popitem(last=False)
        return body


def query_of(raw: bytes, of: type[msgspec.Struct]) -> Any:
    """A query as the route takes it; raises `Failure` for names it does not take, or that come twice."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )  # fmt: skip
    except (ValueError, UnicodeError) as wrong:
        raise Failure(422, "query", "The query cannot be read.") from wrong
    given = dict(pairs)
    known = of.__struct_encode_fields__
    strange = [name for name in given if name not in known or "\0" in given[name]]
    if strange or len(given) < len(pairs):
        takes = ", ".join(f"`{name}`" for name in known) or "nothing"
        raise Failure(422, "query", f"Something in the query is not taken here, or comes twice. It takes: {takes}.")
    if any(_is_number(given[name]) for name in INSTANTS if name in given):
        raise Failure(422, "invalid", "The query does not fit: a time is written like `2026-03-02T08:00:00Z`.")
    return _fitted(given, of, "query", False)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _fitted(value: object, of: Any, what: str, strict: bool) -> Any:
    try:
        return msgspec.convert(value, of, strict=strict)
    except msgspec.ValidationError as wrong:
        raise Failure(422, "invalid", f"The {what} does not fit: {wrong}.") from wrong


def _key(key: str) -> str:
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise WRONG_KEY
    return key


def _response(status: int, body: bytes) -> Response[bytes]:
    return Response(body, status_code=status, media_type="application/json")


def _stream(found: Streamed) -> Stream:
    named = {"Content-Disposition": f'attachment; filename="{found.name}"'} if found.name else {}
    return Stream(found.pieces, media_type=found.content_type, headers=named)


__all__ = ["Desk", "Nothing"]
