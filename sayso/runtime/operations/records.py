"""The workspace's own data: contacts, companies, deals, tasks and what went on, as flows meet them. Only looked at."""

import asyncio
from datetime import datetime
from typing import Any

import msgspec

from sayso.connectors.crm.store import Store
from sayso.runtime.operations.door import Door, NotHere, Refused

KINDS = ("contact", "company", "deal", "task", "activity", "email")
"""What is kept here, by the names that flows use."""
PAGE = 50
LONGEST_SEARCH = 200


class RecordPage(msgspec.Struct, frozen=True):
    """A page of records, the oldest first, with every field that flows know; `next` is the place of the page after it,
    or empty."""

    records: list[dict[str, Any]]
    next: str


async def records(door: Door, workspace: str, kind: str, text: str = "", cursor: str = "") -> RecordPage:
    """A page of the records of a kind; with `text` only those in one of whose fields it stands."""
    store, now = store_of(door, workspace, kind), door.now()
    start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 9 else 0 if not cursor else -1
    if start < 0:
        raise Refused("wrong-cursor", "This page doesn't exist. Begin with the first one.")
    wanted = text[:LONGEST_SEARCH].casefold()
    found = await asyncio.to_thread(store.find, kind, now, (lambda one: _has(one, wanted)) if wanted else None)
    more = str(start + PAGE) if len(found) > start + PAGE else ""
    return RecordPage(found[start : start + PAGE], more)


async def record(door: Door, workspace: str, kind: str, id: str) -> dict[str, Any]:
    """One record, as it is now."""
    store, now = store_of(door, workspace, kind), door.now()
    found = await asyncio.to_thread(store.read, kind, id, now)
    if found is None:
        raise NotHere(kind)
    return found


def store_of(door: Door, workspace: str, kind: str) -> Store:
    """Where the records of a kind are kept."""
    side = door.premises(workspace).sides.get("crm")
    if kind not in KINDS:
        raise Refused("unknown-kind", f"What is kept here is {', '.join(KINDS)}; `{kind[:40]}` isn't one of these.")
    store = getattr(side, "store", None)
    if not isinstance(store, Store):
        raise NotHere(kind)
    return store


def _has(found: dict[str, Any], text: str) -> bool:
    """Whether a text stands in one of a record's own fields, or is in the name of one that it is linked to."""
    return any(_says(value, text) for name, value in found.items() if name not in ("type", "id"))


def _says(value: Any, text: str) -> bool:
    if isinstance(value, dict):
        return any(text in str(value.get(name) or "").casefold() for name in ("fullName", "name", "title"))
    if isinstance(value, list):
        return any(_says(one, text) for one in value)
    return text in str(value).casefold() if isinstance(value, str | int | float | datetime) else False
