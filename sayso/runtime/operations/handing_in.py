"""Start a run with data as JSON: each value becomes what the trigger names, or the sentence says what is wrong."""

from typing import Any

from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import RecordOf, Type, present
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.starting import start


async def start_with(
    door: Door, workspace: str, flow: str, who: str, data: dict[str, Any], version: int | None = None,
    key: str | None = None,
) -> str:  # fmt: skip
    """Run a flow now; gives the run's id. A record is given whole, or by its id. The same `key` starts one run."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        number = version or row.live
        if number is None:
            raise Refused("not-published", "This flow has no version yet. Publish it first.")
        try:
            linked = await door.versions.within(connection, workspace, flow, number)
        except LookupError:
            raise Refused("no-version", f"This flow has no version {number}.") from None
    kinds = {name: kind for start in linked.program.starts for name, kind in start.binds}
    unknown = sorted(set(data) - set(kinds))
    if unknown:
        takes = ", ".join(f"`{name}`" for name in kinds) or "nothing"
        raise Refused("unknown-data", f"This flow takes no `{unknown[0][:80]}`. It takes: {takes}.")
    given = {name: await fitted(door, workspace, name, value, kinds[name]) for name, value in data.items()}
    return await start(door, workspace, flow, who, given, version, key)


async def fitted(door: Door, workspace: str, name: str, value: object, kind: Type) -> object:
    """A value as a run takes it: of its kind, a record read by its id."""
    premises = door.premises(workspace)
    catalog, record = premises.catalog, present(kind)
    if isinstance(value, str) and isinstance(record, RecordOf):
        value = await _read(door, workspace, record.name, value)
    try:
        return coerce(value, kind, catalog.records, name, None, catalog.currency, premises.zone)
    except WrongType as wrong:
        raise Refused("wrong-data", f"{wrong.where or name}: {wrong.sentence}") from None


async def _read(door: Door, workspace: str, kind: str, id: str) -> object:
    premises = door.premises(workspace)
    declared = premises.catalog.records.get(kind)
    if declared is None or not declared.reader or declared.reader not in premises.sides:
        raise Refused("wrong-data", f"A {kind} can't be looked up here. Give it whole.")
    found = await premises.sides[declared.reader].read_again(kind, id, door.now())
    if found is None:
        raise Refused("wrong-data", f"There is no {kind} `{id[:80]}`.")
    return found
