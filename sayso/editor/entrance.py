"""Signing in: for now one click, on this machine alone, as the workspace's owner."""

import ipaddress
from html import escape

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.editor.catalogue import Words, words
from sayso.editor.desk import Desk
from sayso.editor.guard import COOKIE
from sayso.runtime.operations.sessions import LASTS, Session, session_for, sign_in, sign_out

MAIN = "main"
"""The workspace that one enters."""


async def entrance_page(desk: Desk, request: Request) -> Response:
    """The page with the one button."""
    say = words(desk.language)
    session = await session_for(desk.door, MAIN)
    return HTMLResponse(_page(say, session, _is_near(request)), headers={"Cache-Control": "no-store"})


async def enter(desk: Desk, request: Request) -> Response:
    """Sign in, and go to the first page."""
    if not _is_near(request):
        return HTMLResponse(_page(words(desk.language), None, False), 403)
    response = RedirectResponse("/", 303)
    cookie = await sign_in(desk.door, MAIN)
    response.set_cookie(COOKIE, cookie, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", path="/")
    return response


async def leave(desk: Desk, request: Request) -> Response:
    """Sign out, and close every page of this session."""
    session: Session | None = request.scope["state"].get("session")
    if session is not None:
        await sign_out(desk.door, session)
        desk.signed_out(session.id)
    response = RedirectResponse("/enter", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _is_near(request: Request) -> bool:
    """Whether whoever asks sits at this machine."""
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _page(say: Words, session: Session | None, near: bool) -> str:
    """The page, without any script."""
    told = say("enter.far") if not near else say("enter.only_here")
    whom = session.name.split(" ")[0] if session is not None else ""
    label = say("enter.practice", name=whom) if session is not None and session.practice else say(
        "enter.workspace", name=whom)  # fmt: skip
    form = f'<form method="post" action="/enter"><button class="button first">{escape(label)}</button></form>'
    called = escape(session.called) if session is not None else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(say("enter.title"))}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="/style/favicon.svg">
<link rel="stylesheet" href="/style/theme.css"><link rel="stylesheet" href="/static/fonts.css">
<link rel="stylesheet" href="/style/entrance.css"></head>
<body data-ready="true"><main class="entrance"><p class="brand" translate="no">Sayso</p>
<h1>{escape(say("enter.heading"))}</h1>
<p class="quiet">{escape(say("enter.sentence"))}</p>{form if near else ""}
<p class="small quiet"><span translate="no">{called}</span></p>
<p class="small quiet">{escape(told)}</p></main></body></html>"""
