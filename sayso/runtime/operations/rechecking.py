"""A live version is checked again, before its next run, when something it uses was changed: a template, a tool, a tag.

What still compiles runs as it is now, as a version of its own; what does not is paused, and its owner is told why. Runs
under way keep the program they began with.
"""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import compile
from sayso.runtime.engine.breakers import tell
from sayso.runtime.operations.door import Door, note
from sayso.runtime.operations.publishing import catalog_with_flows, keep_version
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, versions

BY = "Sayso"


async def up_to_date(connection: AsyncConnection, door: Door, workspace: str, flow: Any) -> int | None:
    """The number of the version that the flow's next run takes; None where it was paused, because it no longer fits."""
    mark = door.premises(workspace).mark
    if flow.checked == mark:
        return int(flow.live)
    mine = same(flows, workspace=workspace, id=flow.id)
    query = select(versions).where(same(versions, workspace=workspace, flow=flow.id, number=flow.live))
    version = (await connection.execute(query)).one()
    compiled = compile(version.text, await catalog_with_flows(connection, door, workspace))
    if compiled.program is None:
        reason = f"something it uses was changed: {compiled.errors[0].sentence}"
        await connection.execute(update(flows).where(mine).values(status="paused", pause_reason=reason))
        message = f"“{flow.name}” was paused: {reason} Mend it and publish it again."
        await tell(connection, door.storage, workspace, flow.id, "broken", message, door.now(), key=mark)
        return None
    number = int(flow.live)
    if compiled.program.version != version.hash:
        said = "something it uses was changed"
        number = await keep_version(connection, door, workspace, flow.id, compiled.program, version.text, BY, said)
        await note(connection, workspace, door.now(), BY, "made a version", flow.id, f"v{number}: {said}")
    await connection.execute(update(flows).where(mine).values(checked=mark, live=number))
    return number
