"""The pages as one ASGI application, to stand beside the API on the same port."""

import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from nicegui import ui

from sayso.editor.desk import Desk
from sayso.editor.entrance import enter, entrance_page, leave
from sayso.editor.exporting import runs_file
from sayso.editor.guard import Guard
from sayso.editor.kit.hastening import hasten
from sayso.editor.pages import PAGES
from sayso.editor.view import View

HERE = Path(__file__).parent
DIST = HERE / "web" / "dist"
"""What was built from the sources in `web`: components, icons, fonts."""
ICON = HERE / "style" / "favicon.svg"
"""Stands in every page itself; `/favicon.ico` is for whoever asks for it all the same."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
"""Nothing is loaded from a foreign host. Vue compiles templates in the browser, which needs eval."""


def make_pages(desk: Desk) -> Guard:
    """The pages. To be called once in a process: the library keeps pages by their address."""
    hasten()
    host = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    host.mount("/static", StaticFiles(directory=DIST, check_dir=False), name="static")
    host.mount("/style", StaticFiles(directory=HERE / "style"), name="style")
    host.add_route("/favicon.ico", lambda request: FileResponse(ICON))
    _entrance(host, desk)
    _exports(host, desk)
    _strict(host)
    for address, build in PAGES.items():
        _page(desk, address, build)
    ui.run_with(
        host, title="Sayso", language="en-US", tailwind=False, dark=None, storage_secret=secrets.token_urlsafe(32),
        show_welcome_message=False, reconnect_timeout=30.0, favicon=ICON.read_text("utf-8"),
    )  # fmt: skip
    return Guard(host, desk)


def _page(desk: Desk, address: str, build: Callable[..., Awaitable[None]]) -> None:
    @ui.page(address, response_timeout=20.0)
    async def show(request: Request) -> Response | None:
        session = request.scope["state"].get("session")
        if session is None:
            return RedirectResponse("/enter", 303)
        view = View(desk, session, request)
        await view.show(build, **request.path_params)
        return None


def _entrance(host: FastAPI, desk: Desk) -> None:
    @host.get("/enter")
    async def show(request: Request) -> Response:
        return await entrance_page(desk, request)

    @host.post("/enter")
    async def sign_in(request: Request) -> Response:
        return await enter(desk, request)

    @host.post("/leave")
    async def sign_out(request: Request) -> Response:
        return await leave(desk, request)


def _exports(host: FastAPI, desk: Desk) -> None:
    @host.get("/export/runs.{format}")
    async def runs(request: Request, format: str) -> Response:
        return await runs_file(desk, request, format)


def _strict(host: FastAPI) -> None:
    @host.middleware("http")
    async def strict(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
