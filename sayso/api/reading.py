"""Reads a request as it came: raw, at most so long, at most so slowly, with nothing believed of where it came from."""

import asyncio
import contextlib
import ipaddress
from typing import Any, Final

from litestar import Request
from litestar.exceptions import InternalServerException

from sayso.api.failing import Connection, Failure
from sayso.runtime.inbound import MAX_BODY, Delivery

SLOWEST: Final = 10.0
"""Seconds a body may take to arrive."""
_LINGER: Final = 1.0
"""Seconds that the rest of a body that is too long is taken and thrown away: a connection that ends in the middle of
it would take our answer with it."""
_LONGEST_NAME: Final = 200
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
AnyRequest = Request[Any, Any, Any]


async def delivery_of(request: AnyRequest, public_url: str, slowest: float = SLOWEST) -> Delivery:
    """The request as a delivery; raises `Failure` for a body that is too long or too slow."""
    headers = headers_of(request)
    announced = headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 12 or int(announced) > MAX_BODY):
        await _let_go(request)
        raise TOO_LARGE
    try:
        async with asyncio.timeout(slowest):
            body = await _body(request)
    except TimeoutError as problem:
        raise TOO_SLOW from problem
    if len(body) > MAX_BODY:
        await _let_go(request)
        raise TOO_LARGE
    return Delivery(request.method, _url(request, headers, public_url), headers, body)


def is_plain(*names: str) -> bool:
    """Whether names of an address are short and printable; others lead nowhere."""
    return all(0 < len(name) <= _LONGEST_NAME and name.isprintable() for name in names)


async def _body(request: AnyRequest) -> bytes:
    """The body, read piece by piece; it stops at the first piece too many."""
    pieces, size = [], 0
    try:
        async for piece in request.stream():
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BODY:
                break
    except InternalServerException as problem:
        raise BROKEN_OFF from problem
    return b"".join(pieces)


async def _let_go(request: AnyRequest) -> None:
    """Throw away what still comes, for a second, and no more than a body may have."""
    size = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_LINGER):
            while size <= MAX_BODY:
                message = await request.receive()
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
                size += len(message["body"])


def headers_of(request: Connection) -> dict[str, str]:
    """The headers, names in small letters; one that comes twice is joined, so it proves nothing by its first half."""
    headers: dict[str, str] = {}
    for name, value in request.scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _url(request: AnyRequest, headers: dict[str, str], public_url: str) -> str:
    """The address as its sender called it. Behind a proxy only the settings know its beginning."""
    path = bytes(request.scope["raw_path"]).decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    beginning = public_url.rstrip("/") or f"{request.scope['scheme']}://{headers.get('host', '')}"
    return beginning + path + (f"?{query}" if query else "")


def from_this_machine(request: AnyRequest) -> bool:
    """Whether the request was made on this machine, and not handed on by a proxy that runs here."""
    client = request.scope.get("client")
    if client is None or any(request.headers.get(name) for name in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


TOO_LARGE: Final = Failure(413, "too-large", f"The body is longer than {MAX_BODY:,} bytes. Nothing of it was kept.")
TOO_SLOW: Final = Failure(408, "too-slow", "The body did not arrive in time. Nothing of it was kept; send it again.")
BROKEN_OFF: Final = Failure(400, "broken-off", "The request ended before its body did. Nothing of it was kept.")
