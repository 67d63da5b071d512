"""What a program asks with a key of its own is done once: the same key gets the same answer again, for a day."""

import hashlib
from datetime import timedelta

import msgspec
from sqlalchemy import delete, select, update

from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import replies

KEPT = timedelta(days=1)
"""So long a key is known."""
SLOWEST = timedelta(minutes=2)
"""After so long what has no answer yet will get none: the process that did it is gone."""
LARGEST = 4_000_000
"""The most bytes of an answer that are kept; what is larger was only looked at, and can be asked again."""


class Reply(msgspec.Struct, frozen=True):
    """What was answered: a status and a body."""

    status: int
    body: bytes


class OtherAsked(Refused):
    """The key was used for something else."""

    def __init__(self) -> None:
        super().__init__("key-used", "This key was used for another request. Take a new key for each request.")


async def reply_to(door: Door, workspace: str, key: str, asked: bytes) -> Reply | None:
    """The answer to what was asked with this key before; None where it is the first time, and the key is now taken.

    `asked` is the whole request. Refused where the key was used for another one, or the first is still under way.
    """
    door.premises(workspace)
    now, digest = micros(door.now()), hashlib.sha256(asked).hexdigest()
    id = _id(key)
    old = now - KEPT // timedelta(microseconds=1)
    async with door.storage.writing(workspace) as connection:
        await connection.execute(delete(replies).where(replies.c.workspace == workspace, replies.c.at < old))
        row = {"workspace": workspace, "id": id, "asked": digest, "at": now}
        taken = await connection.execute(door.storage.insert(replies).values(row).on_conflict_do_nothing())
        if taken.rowcount == 1:
            return None
        found = (await connection.execute(select(replies).where(same(replies, workspace=workspace, id=id)))).one()
    if found.asked != digest:
        raise OtherAsked
    if found.status is not None:
        return Reply(found.status, (found.body or "").encode())
    if found.at + SLOWEST // timedelta(microseconds=1) > now:
        raise Refused("under-way", "This very request is being done right now. Ask again in a moment.")
    raise Refused("unknown-outcome", "Nobody knows whether this was done: look, then ask again with a new key.")


async def keep_reply(door: Door, workspace: str, key: str, reply: Reply) -> None:
    """Keep the answer; the same request with this key gets it again."""
    door.premises(workspace)
    if len(reply.body) > LARGEST:
        await let_key_go(door, workspace, key)
        return
    mine = same(replies, workspace=workspace, id=_id(key))
    change = {"status": reply.status, "body": reply.body.decode()}
    async with door.storage.writing(workspace) as connection:
        await connection.execute(update(replies).where(mine).values(**change))


async def let_key_go(door: Door, workspace: str, key: str) -> None:
    """Nothing was done with this key: it may be used again."""
    door.premises(workspace)
    mine = same(replies, workspace=workspace, id=_id(key))
    async with door.storage.writing(workspace) as connection:
        await connection.execute(delete(replies).where(mine, replies.c.status.is_(None)))


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
