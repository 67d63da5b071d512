"""A flow's memory, in rows: a value has one, a list one for each entry. What is read is recorded like any answer."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl import compare
from sayso.dsl.types import UNKNOWN, ListOf, present
from sayso.interpreter.machine import EXHAUSTED
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.engine.keeping import json_of, value_from
from sayso.runtime.engine.strand import Strand
from sayso.runtime.ledger import MEMORY_LIST
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, memory


async def remembered(strand: Strand, want: Effect) -> Outcome | None:
    """Read, set or add to an entry of the flow's memory."""
    name = str(want.arguments["name"])
    if want.tool == "memory.read":
        return Outcome("done", strand.now(), value=await _read(strand, name))
    value = want.arguments.get("value")
    if want.tool == "memory.set":
        return await strand.decide(lambda connection: _set(strand, connection, name, value))
    return await strand.decide(lambda connection: _add(strand, connection, name, value))


async def _read(strand: Strand, name: str) -> object:
    standing = strand.standing
    query = (
        select(memory.c.value)
        .where(same(memory, workspace=standing.workspace, flow=standing.flow, name=name))
        .order_by(memory.c.number)
    )
    async with strand.hands.storage.reading(standing.workspace) as connection:
        held = [value_from(row.value) for row in await connection.execute(query)]
    if isinstance(present(dict(standing.linked.program.memory).get(name, UNKNOWN)), ListOf):
        return held
    return held[0] if held else None


async def _set(strand: Strand, connection: AsyncConnection, name: str, value: object) -> Outcome:
    standing = strand.standing
    values = value if isinstance(value, list) else [value]
    await connection.execute(
        memory.delete().where(same(memory, workspace=standing.workspace, flow=standing.flow, name=name))
    )
    rows = [_row(strand, name, number, one) for number, one in enumerate(values)]
    if rows:
        await connection.execute(memory.insert(), rows)
    return Outcome("done", strand.now())


async def _add(strand: Strand, connection: AsyncConnection, name: str, value: object) -> Outcome:
    """Add what is not in the list yet; the list is locked, so two lanes never add the same."""
    standing = strand.standing
    await lock(strand, connection, f"{standing.flow}/memory/{name}")
    query = select(memory.c.number, memory.c.value).where(
        same(memory, workspace=standing.workspace, flow=standing.flow, name=name)
    )
    held = (await connection.execute(query.order_by(memory.c.number))).all()
    kind = present(dict(standing.linked.program.memory).get(name, UNKNOWN))
    item = kind.item if isinstance(kind, ListOf) else UNKNOWN
    alike = compare.comparer("==", item, item, standing.premises.zone)
    if any(alike(value, value_from(row.value)) is True for row in held):
        return Outcome("done", strand.now(), value=False)
    if len(held) >= MEMORY_LIST:
        sentence = f"`@memory.{name}` is full: it holds {MEMORY_LIST} entries."
        return Outcome("failed", strand.now(), sentence=sentence, error=EXHAUSTED)
    number = held[-1].number + 1 if held else 0
    await connection.execute(memory.insert(), [_row(strand, name, number, value)])
    return Outcome("done", strand.now(), value=True)


def _row(strand: Strand, name: str, number: int, value: object) -> dict[str, object]:
    standing = strand.standing
    return {
        "workspace": standing.workspace, "flow": standing.flow, "name": name, "number": number,
        "value": json_of(value),
    }  # fmt: skip


async def lock(strand: Strand, connection: AsyncConnection, name: str) -> None:
    """Whoever else wants this lock waits till the commit."""
    row = {"workspace": strand.standing.workspace, "name": name, "used": 0}
    await connection.execute(strand.hands.storage.insert(counters).on_conflict_do_nothing(), [row])
    query = select(counters.c.name).where(same(counters, workspace=row["workspace"], name=name)).with_for_update()
    (await connection.execute(query)).all()
