"""The flows from which it is learned what flows usually do next: the bundled ones, and the workspace's own."""

import msgspec
from sqlalchemy import select

from sayso.compiler.ir import fingerprint
from sayso.dsl.catalog import Catalog
from sayso.runtime.bundled import bundled
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.publishing import catalog_with_flows
from sayso.runtime.storage.tables import flows, versions

MOST_FLOWS = 200
"""So many flows of the workspace are learned from, those changed last."""


class Learnable(msgspec.Struct, frozen=True):
    """The texts to learn from, and the catalog they are written for. `mark` changes whenever one of these does."""

    mark: str
    texts: tuple[str, ...]
    catalog: Catalog


async def learnable(door: Door, workspace: str, known: str = "") -> Learnable | None:
    """The live flows of a workspace and the bundled ones; None where `known` is still their mark."""
    premises = door.premises(workspace)
    here = (flows.c.workspace == versions.c.workspace) & (flows.c.id == versions.c.flow)
    query = select(versions.c.flow, versions.c.hash, versions.c.text).join(flows, here)
    query = query.where(versions.c.workspace == workspace, versions.c.number == flows.c.live)
    query = query.where(flows.c.deleted.is_(None)).order_by(flows.c.updated.desc(), flows.c.id).limit(MOST_FLOWS)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query)).all()
        mark = fingerprint([workspace, premises.mark, [[row.flow, row.hash] for row in rows]])
        if mark == known:
            return None
        catalog = await catalog_with_flows(connection, door, workspace)
    return Learnable(mark, (*bundled(), *(str(row.text) for row in rows)), catalog)
