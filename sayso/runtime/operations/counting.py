"""Of how many records a condition holds now, read from the workspace's own data. Nothing is changed."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sayso.compiler import compile
from sayso.compiler.bounds.words import plural
from sayso.dsl.catalog import Catalog
from sayso.interpreter import link
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.records import KINDS, store_of
from sayso.runtime.starting import owner_of, person_record

MOST = 10_000
"""With more records of a kind nothing is counted."""
LONGEST = 5_000
"""A longer condition is not counted either."""
Matches = Callable[[dict[str, Any]], bool]


class Matching(msgspec.Struct, frozen=True):
    """So many of how many; `kind` is what they are called: "contacts"."""

    count: int
    of: int
    kind: str


async def matching(door: Door, workspace: str, condition: str) -> Matching | None:
    """Count the records that a condition holds for; None where it is about none or more than one kind."""
    premises = door.premises(workspace)
    if len(condition) > LONGEST:
        return None
    return await asyncio.to_thread(_counted, door, workspace, premises.catalog, condition)


def _counted(door: Door, workspace: str, catalog: Catalog, condition: str) -> Matching | None:
    fitting = list(_readings(catalog, condition, door))
    if len(fitting) != 1:
        return None
    kind, matches = fitting[0]
    store, now = store_of(door, workspace, kind), door.now()
    if store.count(kind) > MOST:
        return None
    found = store.find(kind, now)
    return Matching(sum(matches(one) for one in found), len(found), plural(kind, len(found), catalog))


def _readings(catalog: Catalog, condition: str, door: Door) -> Iterator[tuple[str, Matches]]:
    """The kinds of records that the condition can be about, each with a function that decides it."""
    for tool in catalog.tools.values():
        parameter = next((one for one in tool.parameters if one.filter in KINDS), None)
        if not tool.name.startswith("crm.find_") or parameter is None or parameter.filter is None:
            continue
        asked = f"let @found = {tool.name}({parameter.name}: (\n{condition}\n))"
        text = f'flow "A"\n\non manual\n\nuse {tool.name}\n\n{asked}\n'
        compiled = compile(text, catalog)
        if compiled.program is None or compiled.flow is None or len(compiled.flow.body.statements) != 1:
            continue
        names, holds = link(compiled.program).filters["s1", parameter.name]
        built_in = {"now": door.now(), "me": person_record(owner_of(catalog))}
        yield parameter.filter, _matcher(names, holds, built_in)


def _matcher(names: tuple[str, ...], holds: Callable[[dict[str, Any]], Any], built_in: dict[str, Any]) -> Matches:
    def matches(record: dict[str, Any]) -> bool:
        return holds({**built_in, **dict.fromkeys(names, record)}) is True

    return matches
