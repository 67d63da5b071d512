"""What programs prove themselves with: made once, shown once, kept only as a hash, good for one workspace."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime

import msgspec
from sqlalchemy import select, update

from sayso.runtime.operations.door import Door, NotHere, Refused, note
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import tokens

MOST_TOKENS = 100
"""The most valid tokens of a workspace."""
LONGEST_NAME = 80
_SHAPE = re.compile(r"sayso\.([a-z0-9][a-z0-9-]{0,62})\.([0-9a-f]{12})\.[A-Za-z0-9_-]{43}")


class Bearer(msgspec.Struct, frozen=True):
    """Who shows a valid token: its workspace, its id, and in whose name it acts."""

    workspace: str
    id: str
    who: str


class TokenLine(msgspec.Struct, frozen=True):
    """One token, without what it is."""

    id: str
    name: str
    who: str
    created: datetime
    revoked: datetime | None


async def make_token(door: Door, workspace: str, who: str, name: str = "") -> str:
    """Make a token for one workspace; what is given is shown to nobody again."""
    door.premises(workspace)
    id = secrets.token_hex(6)
    token = f"sayso.{workspace}.{id}.{secrets.token_urlsafe(32)}"
    row = {
        "workspace": workspace, "id": id, "hash": _hash(token), "name": name[:LONGEST_NAME], "who": who,
        "created": micros(door.now()),
    }  # fmt: skip
    async with door.storage.writing(workspace) as connection:
        valid = select(tokens.c.id).where(tokens.c.workspace == workspace, tokens.c.revoked.is_(None))
        if len((await connection.execute(valid.limit(MOST_TOKENS))).all()) >= MOST_TOKENS:
            raise Refused("too-many", f"There are {MOST_TOKENS} tokens already. Revoke one that nobody uses.")
        await connection.execute(tokens.insert(), [row])
        await note(connection, workspace, door.now(), who, "made a token", id, name)
    return token


async def list_tokens(door: Door, workspace: str) -> list[TokenLine]:
    """The tokens of a workspace, the newest first, the revoked ones too."""
    door.premises(workspace)
    query = select(tokens).where(tokens.c.workspace == workspace).order_by(tokens.c.created.desc(), tokens.c.id)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query.limit(1_000))).all()
    return [TokenLine(row.id, row.name, row.who, moment(row.created), moment(row.revoked)) for row in rows]


async def revoke_token(door: Door, workspace: str, id: str, who: str) -> None:
    """From now on this token proves nothing."""
    door.premises(workspace)
    mine = same(tokens, workspace=workspace, id=id) & tokens.c.revoked.is_(None)
    async with door.storage.writing(workspace) as connection:
        changed = await connection.execute(update(tokens).where(mine).values(revoked=micros(door.now())))
        if changed.rowcount != 1:
            raise NotHere("token")
        await note(connection, workspace, door.now(), who, "revoked a token", id)


async def bearer_of(door: Door, token: str) -> Bearer | None:
    """Who shows this token; None for one that is not valid."""
    shape = _SHAPE.fullmatch(token)
    if shape is None:
        return None
    workspace, id = shape[1], shape[2]
    query = select(tokens).where(same(tokens, workspace=workspace, id=id), tokens.c.revoked.is_(None))
    async with door.storage.reading(workspace) as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None or not hmac.compare_digest(row.hash, _hash(token)):
        return None
    return Bearer(workspace, id, row.who)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
