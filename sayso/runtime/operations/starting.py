"""Start a run by hand."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import RecordOf, Type, present
from sayso.interpreter import Linked
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.premises import Premises
from sayso.runtime.engine.waking import moving_run
from sayso.runtime.operations.door import Door, Refused, flow_row, note
from sayso.runtime.operations.rechecking import up_to_date
from sayso.runtime.starting import start_for
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import runs, workspaces

OPEN = ("queued", "active")
"""The states of a run that has not ended."""


async def start(
    door: Door, workspace: str, flow: str, who: str, data: dict[str, Any] | None = None, version: int | None = None,
    key: str | None = None,
) -> str:  # fmt: skip
    """Run a flow now, with the data its trigger would bring; gives the run's id.

    Refused while a run of it moves (one in which everybody waits is no hindrance), where it has no version yet, or
    where data is missing. The same `key` starts one run, however often it is sent.
    """
    run = await _started(door, workspace, flow, who, data or {}, version, key)
    if not run:
        sentence = "Something this flow uses was changed, and it no longer fits. It was paused: mend it and publish it."
        raise Refused("broken", sentence)
    door.ring(run)
    return run


async def _started(
    door: Door, workspace: str, flow: str, who: str, data: dict[str, Any], version: int | None, key: str | None
) -> str:
    """The run's id; empty where the flow had to be paused, which counts though no run began."""
    premises = door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        number = version or row.live
        if number is None:
            raise Refused("not-published", "This flow has no version yet. Publish it, or name a version.")
        if row.deleted is not None:
            raise Refused("deleted", "This flow is in the bin. Take it out first.")
        if row.status == "paused":
            raise Refused("paused", f"This flow is paused: {row.pause_reason or 'by a person'}. Resume it first.")
        if await is_stopped(connection, workspace):
            raise Refused("stopped", "Everything is stopped here. Resume that first.")
        if key is not None:
            known = select(runs.c.id).where(same(runs, workspace=workspace, flow=flow, start_key=key))
            if (found := (await connection.execute(known)).scalar_one_or_none()) is not None:
                return str(found)
        if (other := await moving_run(connection, workspace, flow, micros(door.now()))) is not None:
            sentence = "This flow is running already. Wait until that run is done."
            raise Refused("running", sentence, run=other)
        if number == row.live and (number := await up_to_date(connection, door, workspace, row)) is None:
            return ""
        linked = await door.versions.within(connection, workspace, flow, number)
        trigger, inputs = _begun_with(linked, await _fitted(premises, linked, data, door.now()))
        run = f"run-{secrets.token_hex(10)}"
        await begin(
            connection, door.storage, premises, flow, number, linked, door.now(), trigger=trigger, inputs=inputs,
            id=run, start_key=key, by=who,
        )  # fmt: skip
        await note(connection, workspace, door.now(), who, "started", run)
    return run


async def is_stopped(connection: AsyncConnection, workspace: str) -> bool:
    """Whether everything is stopped in this workspace."""
    query = select(workspaces.c.stopped).where(same(workspaces, workspace=workspace))
    return bool((await connection.execute(query)).scalar_one_or_none())


async def _fitted(premises: Premises, linked: Linked, data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The data, each of the kind its trigger names; a record may be given by its id alone."""
    catalog, found = premises.catalog, dict(data)
    kinds = {name: kind for start in linked.program.starts for name, kind in start.binds if name in data}
    for name, kind in kinds.items():
        try:
            record = await _known(premises, kind, data[name], now)
            found[name] = record or coerce(
                data[name], kind, catalog.records, name, None, catalog.currency, premises.zone
            )  # fmt: skip
        except WrongType as wrong:
            raise Refused("wrong-data", f"{wrong.where or name}: {wrong.sentence}") from None
    return found


async def _known(premises: Premises, kind: Type, value: Any, now: datetime) -> dict[str, Any] | None:
    """The record of that id, where a record is wanted and a text was given."""
    of = present(kind)
    declared = premises.catalog.records.get(of.name) if isinstance(of, RecordOf) and isinstance(value, str) else None
    side = premises.sides.get(declared.reader or "") if declared is not None else None
    if declared is None or side is None:
        return None
    found = await side.read_again(declared.name, value, now)
    if found is None:
        raise Refused("wrong-data", f"There is no {declared.name} “{value[:80]}” here.")
    return found


def _begun_with(linked: Linked, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    start, inputs = start_for(linked.program, data, lambda kind: ...)
    lacking = [name for name, value in inputs.items() if value is ...]
    if lacking:
        raise Refused("missing-data", f"This run needs {', '.join(f'`{name}`' for name in lacking)}.", missing=lacking)
    return {**start, "by": "hand"}, inputs
