"""A flow's pace: how fast it may start, whether its runs wait for each other, what becomes of missed times."""

import msgspec
from sqlalchemy import update

from sayso.runtime.engine.keeping import json_of
from sayso.runtime.operations.door import Door, Refused, flow_row, note
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows
from sayso.runtime.triggers.settings import FlowSettings, settings_of

__all__ = ["MOST_A_MINUTE", "FlowSettings", "pace", "set_pace"]
MOST_A_MINUTE = 10_000


async def pace(door: Door, workspace: str, flow: str) -> FlowSettings:
    """A flow's pace as it is set."""
    async with door.storage.reading(workspace) as connection:
        return settings_of(await flow_row(connection, workspace, flow))


async def set_pace(door: Door, workspace: str, flow: str, who: str, to: FlowSettings) -> None:
    """Set a flow's pace; it counts from the next run."""
    if not 1 <= to.runs_per_minute <= MOST_A_MINUTE:
        raise Refused("wrong-pace", f"A flow may start between 1 and {MOST_A_MINUTE:,} times a minute.")
    if to.silent_hours is not None and to.silent_hours <= 0:
        raise Refused("wrong-pace", "Hours of silence are more than 0.")
    told = json_of(msgspec.structs.asdict(to))
    async with door.storage.writing(workspace) as connection:
        await flow_row(connection, workspace, flow, lock=True)
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(settings=told))
        await note(connection, workspace, door.now(), who, "set the pace", flow, told)
