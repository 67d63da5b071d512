"""A new flow gets a name that no other flow of the workspace has."""

from sqlalchemy import select

from sayso.dsl.edit_header import set_name
from sayso.dsl.parse import parse
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.storage.tables import flows

MOST = 1_000


async def freely_named(door: Door, workspace: str, flow: str, text: str) -> str:
    """The text under its own name, or with a number behind it where another flow is called so."""
    parsed = parse(text).flow
    if parsed is None:
        return text
    query = select(flows.c.name).where(
        flows.c.workspace == workspace, flows.c.id != flow, flows.c.deleted.is_(None), flows.c.name != ""
    )
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        taken = {row.name for row in await connection.execute(query)}
    names = (parsed.name, *(f"{parsed.name} {number}" for number in range(2, MOST + 2)))
    free = next((name for name in names if name not in taken), parsed.name)
    return text if free == parsed.name else set_name(text, parsed, free)
