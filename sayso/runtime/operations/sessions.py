"""Who is signed in in a browser. For now one signs in with a click, on this machine alone, as the workspace's owner."""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

import msgspec
from sqlalchemy import delete, select

from sayso.connectors.practice import PracticeLive
from sayso.runtime.operations.door import Door, note
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import sessions, workspaces

LASTS = timedelta(days=30)
"""So long somebody stays signed in."""
_SHAPE = re.compile(r"([a-z0-9][a-z0-9-]{0,62})\.([0-9a-f]{12})\.[A-Za-z0-9_-]{43}")


class Session(msgspec.Struct, frozen=True):
    """Who is signed in where: the workspace's id and name, the person's id and name."""

    workspace: str
    called: str
    id: str
    who: str
    name: str
    practice: bool


async def sign_in(door: Door, workspace: str, who: str = "") -> str:
    """Sign somebody in (the owner, where nobody is named); gives what the cookie holds, kept only as a hash."""
    owner = door.premises(workspace).owner
    person = who or owner.id
    id, now = secrets.token_hex(6), door.now()
    cookie = f"{workspace}.{id}.{secrets.token_urlsafe(32)}"
    row = {
        "workspace": workspace, "id": id, "hash": _hash(cookie), "who": person, "created": micros(now),
        "until": micros(now + LASTS),
    }  # fmt: skip
    async with door.storage.writing(workspace) as connection:
        old = delete(sessions).where(sessions.c.workspace == workspace, sessions.c.until <= micros(now))
        await connection.execute(old)
        await connection.execute(sessions.insert(), [row])
        await note(connection, workspace, now, person, "signed in", id)
    return cookie


async def session_of(door: Door, cookie: str) -> Session | None:
    """Who is signed in with this cookie; None where nobody is."""
    shape = _SHAPE.fullmatch(cookie)
    if shape is None:
        return None
    workspace, id = shape[1], shape[2]
    query = select(sessions).where(same(sessions, workspace=workspace, id=id))
    async with door.storage.reading(workspace) as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None or row.until <= micros(door.now()) or not hmac.compare_digest(row.hash, _hash(cookie)):
        return None
    return await session_for(door, workspace, id, row.who)


async def session_for(door: Door, workspace: str, id: str = "", who: str = "") -> Session:
    """A person of a workspace, as pages speak of them; the owner where nobody is named."""
    premises = door.premises(workspace)
    query = select(workspaces.c.name).where(same(workspaces, workspace=workspace))
    async with door.storage.reading(workspace) as connection:
        called = (await connection.execute(query)).scalar_one_or_none() or workspace
    person = next((one for one in premises.catalog.people if one.id == who), premises.owner)
    practice = any(isinstance(side, PracticeLive) for side in premises.sides.values())
    return Session(workspace, called, id, person.id, person.name, practice)


async def sign_out(door: Door, session: Session) -> None:
    """End a session."""
    mine = same(sessions, workspace=session.workspace, id=session.id)
    async with door.storage.writing(session.workspace) as connection:
        await connection.execute(delete(sessions).where(mine))
        await note(connection, session.workspace, door.now(), session.who, "signed out", session.id)


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
