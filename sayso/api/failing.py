"""One shape for everything that goes wrong: `{"error": {"code", "message", "request_id"}}`, never a trace."""

import uuid
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException

from sayso.runtime.observing.logs import log

SENTENCES: Final = {
    400: ("bad-request", "This request cannot be read."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method", "This address does not take this method."),
    408: ("too-slow", "The request did not arrive in time."),
    413: ("too-large", "The body is too large."),
    415: ("content-type", "This content type is not taken here."),
}
BROKEN: Final = ("internal", "Something broke on our side. Nothing was kept; try again, and tell us the request_id.")
_CLOSING: Final = (408, 413)
"""After these the rest of the body is not read: the connection ends."""


class Failure(Exception):
    """A request that ends here: its status, a short name for programs, a sentence for people."""

    def __init__(self, status: int, code: str, sentence: str, more: dict[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.more = status, code, sentence, more


NOWHERE: Final = Failure(404, "not-found", "There is nothing at this address.")


Connection = ASGIConnection[Any, Any, Any, Any]
"""A request, or a socket."""


def request_id(request: Connection) -> str:
    """The request's own id, made here; one sent along is not believed."""
    id: str = request.scope["state"].setdefault("sayso_request_id", uuid.uuid4().hex)
    return id


def error(
    request: Request[Any, Any, Any], status: int, code: str, sentence: str, more: dict[str, object] | None = None
) -> Response[bytes]:
    """The answer to a request that failed."""
    body = told(request, Failure(status, code, sentence, more))
    headers = {"Connection": "close"} if status in _CLOSING else {}
    return Response(body, status_code=status, media_type="application/json", headers=headers)


def told(request: Connection, problem: Failure) -> bytes:
    """A failure in the one shape."""
    return shape(problem.code, problem.sentence, request_id(request), problem.more)


def shape(code: str, sentence: str, id: str, more: dict[str, object] | None = None) -> bytes:
    """The one shape."""
    return msgspec.json.encode({"error": {"code": code, "message": sentence, "request_id": id, **(more or {})}})


def failed(request: Request[Any, Any, Any], problem: Exception) -> Response[bytes]:
    """The answer to whatever was raised; what nobody foresaw is logged, with its trace, under the request's id."""
    if isinstance(problem, Failure):
        answer = error(request, problem.status, problem.code, problem.sentence, problem.more)
        if problem.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    if isinstance(problem, HTTPException) and problem.status_code < 500:
        code, sentence = SENTENCES.get(problem.status_code, SENTENCES[400])
        answer = error(request, problem.status_code, code, sentence)
        allowed = {name.lower(): value for name, value in (problem.headers or {}).items()}.get("allow")
        if allowed:
            answer.headers["Allow"] = allowed
        return answer
    log().error("request failed", request_id=request_id(request), path=request.url.path[:200], exc_info=problem)
    return error(request, 500, *BROKEN)
