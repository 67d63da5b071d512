"""The routes: each reads the request as it came, asks the house, and shows its answer. Decides nothing.

`X-Forwarded-*` is never believed. Every failure has one shape, every answer the same strict headers.
"""

import hmac
import uuid
from typing import Any, Final

import msgspec
from litestar import Litestar, MediaType, Request, Response, get, post, route
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.types import Message, Scope

from sayso.api.failing import NOWHERE, error, failed
from sayso.api.house import Answer, House
from sayso.api.pages import POLICY, form_page, refused_page, thanks_page
from sayso.api.programs.describing import described
from sayso.api.programs.desk import Desk
from sayso.api.reading import SLOWEST, delivery_of, from_this_machine, headers_of, is_plain
from sayso.runtime.inbound import Delivery, Refused, read_submission
from sayso.runtime.observing.metrics import CONTENT_TYPE

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
Asked = Request[Any, Any, Any]


class Settings(msgspec.Struct, frozen=True):
    """`public_url` is how senders call this door, needed where they sign the address and a proxy stands before us.
    `metrics_token` lets other machines read the numbers. `slowest` is how many seconds a body may take."""

    public_url: str = ""
    metrics_token: str = ""
    slowest: float = SLOWEST


def make_app(
    house: House, public_url: str = "", metrics_token: str = "", slowest: float = SLOWEST, desk: Desk | None = None
) -> Litestar:
    """The door as an ASGI application; with a `desk` programs can ask for everything else."""
    settings = Settings(public_url, metrics_token, slowest)
    programs = [*desk.handlers(), *described(desk.public_url)] if desk is not None else []
    return Litestar(
        route_handlers=[*_hooks(house, settings), *_forms(house, settings), *_state(house, settings), *programs],
        exception_handlers={Exception: failed},
        before_send=[_strict],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,
        debug=False,
    )


def _hooks(house: House, settings: Settings) -> list[HTTPRouteHandler]:
    @route("/hooks/{workspace:str}/{flow:str}/{name:str}", http_method=[HttpMethod.POST, HttpMethod.GET])
    async def hook(request: Asked, workspace: FromPath[str], flow: FromPath[str], name: FromPath[str]) -> Response[Any]:
        """A webhook's delivery; a GET is a sender's question."""
        _plain(workspace, flow, name)
        delivery = await delivery_of(request, settings.public_url, settings.slowest)
        return _shown(request, await house.receive(workspace, flow, name, delivery))

    return [hook]


def _forms(house: House, settings: Settings) -> list[HTTPRouteHandler]:
    @get("/forms/{workspace:str}/{flow:str}", media_type=MediaType.HTML)
    async def show(workspace: FromPath[str], flow: FromPath[str]) -> Response[str]:
        """A flow's form."""
        _plain(workspace, flow)
        form = await house.form(workspace, flow)
        if form is None:
            raise NOWHERE
        return _html(form_page(form))

    @post("/forms/{workspace:str}/{flow:str}")
    async def submit(request: Asked, workspace: FromPath[str], flow: FromPath[str]) -> Response[Any]:
        """A form that was filled in; browsers get a page, programs JSON."""
        _plain(workspace, flow)
        delivery = await delivery_of(request, settings.public_url, settings.slowest)
        answer = await house.submit(workspace, flow, delivery)
        if not _browser(delivery) or answer.status == 404:
            return _shown(request, answer)
        return await _form_again(house, workspace, flow, delivery, answer)

    return [show, submit]


def _state(house: House, settings: Settings) -> list[HTTPRouteHandler]:
    @get("/api/health")
    async def health() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @get("/api/ready")
    async def ready() -> Response[dict[str, object]]:
        """Whether work can be taken on."""
        good, parts = await house.ready()
        return Response({"ready": good, "parts": parts}, status_code=200 if good else 503)

    @get("/metrics")
    async def metrics(request: Asked) -> Response[bytes]:
        """The numbers, for this machine or whoever has the token."""
        if not _may_read(request, settings.metrics_token):
            raise NOWHERE
        return Response(house.metrics(), headers={"Content-Type": CONTENT_TYPE})

    return [health, ready, metrics]


def _may_read(request: Asked, token: str) -> bool:
    if not token:
        return from_this_machine(request)
    given = headers_of(request).get("authorization", "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())


def _plain(*names: str) -> None:
    if not is_plain(*names):
        raise NOWHERE


def _shown(request: Asked, answer: Answer) -> Response[Any]:
    """The house's answer as a response."""
    if answer.status >= 400:
        more: dict[str, object] = {"problems": msgspec.to_builtins(answer.problems)} if answer.problems else {}
        response = error(request, answer.status, answer.code or "refused", answer.sentence or "Not taken.", more)
    else:
        response = Response(
            answer.body.encode(), status_code=answer.status, headers={"Content-Type": answer.content_type}
        )
    for name, value in answer.headers:
        response.headers[name] = _one_line(value)
    return response


async def _form_again(house: House, workspace: str, flow: str, delivery: Delivery, answer: Answer) -> Response[str]:
    """What a browser sees after sending: thanks, or the form with what was filled in and what is wrong."""
    form = await house.form(workspace, flow)
    if form is None:
        raise NOWHERE
    if answer.status < 400:
        return _html(thanks_page(form.title))
    sent = read_submission(delivery)
    if answer.problems and not isinstance(sent, Refused):
        return _html(form_page(form, sent[1], answer.problems), answer.status)
    return _html(refused_page(form.title, answer.sentence or "This could not be taken."), answer.status)


def _browser(delivery: Delivery) -> bool:
    accepts = delivery.headers.get("accept", "")
    return "text/html" in accepts and "application/json" not in accepts


def _html(page: str, status: int = 200) -> Response[str]:
    return Response(page, status_code=status, media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY})


def _one_line(value: str) -> str:
    """A header's value: nothing in it can begin another header."""
    return "".join(character for character in value if character.isprintable()).encode("ascii", "replace").decode()


async def _strict(message: Message, scope: Scope) -> None:
    """The same headers on every answer, errors too."""
    if message["type"] not in ("http.response.start", "websocket.http.response.start"):
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    for name, value in scope["state"].get("sayso_headers", {}).items():
        headers.setdefault(name, value)
    headers.setdefault("X-Request-Id", scope["state"].setdefault("sayso_request_id", uuid.uuid4().hex))
