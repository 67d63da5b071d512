"""The public form of a draft, as a visitor will see it."""

import msgspec
from sqlalchemy import select

from sayso.compiler import Compiled, compile
from sayso.dsl.flow import OnForm
from sayso.dsl.print import print_header_line
from sayso.runtime.inbound import Entry, entries_of
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import triggers

LONG = ("message", "comment", "notes", "description", "details")


class FormField(msgspec.Struct, frozen=True):
    """One field of it: what is asked, of which kind, and whether several rows may be written."""

    name: str
    label: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()
    long: bool = False


class FormLook(msgspec.Struct, frozen=True):
    """Its fields; the path under which it is reached, and how its flow stands ("" where no form of it is live)."""

    entries: tuple[FormField, ...]
    path: str
    status: str


async def form_look(door: Door, workspace: str, flow: str, compiled: Compiled, number: int = 0) -> FormLook:
    """The form that the trigger of this number makes, also while other lines of the draft are not finished."""
    entries = _entries(door, workspace, compiled, number)
    mine = same(triggers, workspace=workspace, flow=flow, kind="form")
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        live = (await connection.execute(select(triggers.c.number).where(mine).limit(1))).first() is not None
    shown = tuple(_field(one) for one in entries)
    return FormLook(shown, f"/forms/{workspace}/{flow}", row.status if live and row.deleted is None else "")


def _entries(door: Door, workspace: str, compiled: Compiled, number: int) -> tuple[Entry, ...]:
    """The form's fields, by its own lines alone."""
    catalog, held = door.premises(workspace).catalog, compiled.flow.triggers if compiled.flow is not None else ()
    trigger = held[number] if number < len(held) else None
    if not isinstance(trigger, OnForm):
        return ()
    program = compile(f'flow "Form"\n\n{print_header_line(trigger)}\n\nstop\n', catalog).program
    return entries_of(program.starts[0]) if program is not None else ()


def _field(entry: Entry) -> FormField:
    long = entry.kind == "list" or (entry.kind == "text" and entry.name.lower() in LONG)
    return FormField(entry.name, entry.label, entry.kind, entry.required, entry.options, long)
