"""Every operation, by the ids of another workspace: nothing is there. The operations are found, so a new one is tried
too; one that takes something this table has no value for fails until it has.
"""

import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from sayso.compiler import compile
from sayso.runtime import operations
from sayso.runtime.engine.breakers import tell
from sayso.runtime.inbound import Delivery
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.looking import Filter
from sayso.runtime.operations.replies import Reply
from sayso.runtime.operations.runs import cancel
from sayso.runtime.storage.tables import metadata
from sayso.runtime.triggers.settings import FlowSettings
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.operations.flows import APPROVED, WAITING
from tests.operations.scenes import people
from tests.runtime.playing import CATALOG

Operation = Callable[..., Any]
ROOM_KEEPING = {"register"}
"""Makes a workspace known to the tables; it is called with names of folders, never with what somebody sent."""
OTHER_VALUES: dict[str, Any] = {
    "who": "me", "edits": {"subject": "x"}, "value": 1, "decision": "skip", "text": WAITING, "name": "Waiting",
    "version": 1, "delivery": Delivery("POST", "http://127.0.0.1/", {}, b"{}"), "data": {}, "id": "1",
    "email": "c0@acme.example", "scheme": "github", "secret": "x" * 32, "new": True, "seen": True,
    "confirmed": True, "dry_run": False, "to": FlowSettings(),
    "key": "k", "asked": b"x", "reply": Reply(200, b"{}"), "message": "practice-gmail-1", "connection": "gmail",
    "request": "Tell me when a deal closes", "kind": "contact", "fault": "hang up", "about": "contact:c0",
    "before": WAITING, "after": WAITING + "\n", "condition": "@contact.email exists", "which": Filter(),
    "format": "csv", "choices": {}, "compiled": compile(WAITING, CATALOG), "chosen": {},
    "price": 1, "at": datetime(2026, 11, 24, 9, tzinfo=UTC),
}  # fmt: skip
"""What operations take besides ids."""
IDS = ("flow", "run", "ask", "lane", "notification")


def found() -> list[Operation]:
    """Every operation there is."""
    names = [module.name for module in pkgutil.iter_modules(operations.__path__)]
    modules = [importlib.import_module(f"{operations.__name__}.{name}") for name in names]
    functions = [(module, one) for module in modules for one in vars(module).values()]
    return [
        one
        for module, one in functions
        if inspect.iscoroutinefunction(one)
        and one.__module__ == module.__name__
        and not one.__name__.startswith("_")
        and list(inspect.signature(one).parameters)[:2] == ["door", "workspace"]
        and one.__name__ not in ROOM_KEEPING
    ]


FOUND = found()
BY_ID = [one for one in FOUND if set(IDS) & set(inspect.signature(one).parameters)]


def name_of(operation: Operation) -> str:
    return f"{operation.__module__.rpartition('.')[2]}.{operation.__name__}"


def arguments(operation: Operation, ids: dict[str, str]) -> dict[str, Any]:
    """Ids of the other workspace, and a value for whatever else is needed."""
    given = {}
    for name, parameter in list(inspect.signature(operation).parameters.items())[2:]:
        if name in ids:
            given[name] = ids[name]
        elif name in OTHER_VALUES:
            given[name] = OTHER_VALUES[name]
        else:
            assert parameter.default is not inspect.Parameter.empty, f"what is `{name}` of {name_of(operation)}?"
    return given


async def rows_of(play: Play, workspace: str) -> list[str]:
    async with play.storage.reading(workspace) as connection:
        return [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in await connection.execute(select(table).where(table.c.workspace == workspace))
        ]


@asynccontextmanager
async def two_workspaces(url: str) -> AsyncIterator[tuple[Play, dict[str, str]]]:
    """Workspace `two` with a run that waits and one that asks; workspace `one` with nothing."""
    house = House(records=people(2), workspaces=("one", "two"))
    async with playing(url, house) as play:
        play.workspace = "two"
        run = await play.begin(WAITING)
        await play.begin(APPROVED)
        await play.work()
        flow = (await play.run(run)).flow
        async with play.storage.writing("two") as connection:
            await tell(connection, play.storage, "two", flow, "failing", "It failed", house.clock(), key="told")
        asks = await play.asks()
        lane = next(lane.path for lane in await play.lanes() if lane.run == run and lane.path)
        yield play, {
            "flow": flow, "run": run, "ask": asks[0].id, "lane": lane, "notification": f"failing/{flow}//told",
        }  # fmt: skip


async def test_ids_of_another_workspace_are_not_here(url: str) -> None:
    async with two_workspaces(url) as (play, ids):
        before = await rows_of(play, "two")
        wrong = []
        for operation in BY_ID:
            try:
                gave = await operation(play.door, "one", **arguments(operation, ids))
                wrong.append(f"{name_of(operation)} gave {gave!r}"[:200])
            except NotHere:
                pass
            except Refused as refused:
                wrong.append(f"{name_of(operation)} said {refused.sentence}")
        assert wrong == []
        assert await rows_of(play, "two") == before


async def test_what_takes_no_id_touches_and_tells_nothing_of_another_workspace(url: str) -> None:
    async with two_workspaces(url) as (play, ids):
        before = await rows_of(play, "two")
        for operation in FOUND:
            if operation in BY_ID:
                continue
            try:
                gave = repr(await operation(play.door, "one", **arguments(operation, ids)))
            except Refused as refused:
                gave = refused.sentence
            assert not [id for id in ids.values() if id in gave], name_of(operation)
        assert await rows_of(play, "two") == before


@pytest.mark.parametrize("operation", FOUND, ids=name_of)
async def test_a_workspace_that_is_not_here_is_told_as_that(file: str, operation: Operation) -> None:
    async with playing(file, House(workspaces=("one",))) as play:
        with pytest.raises(NotHere):
            await operation(play.door, "nowhere", **arguments(operation, dict.fromkeys(IDS, "x")))


async def test_the_same_ids_are_there_in_their_own_workspace(file: str) -> None:
    """The ids above are real: in the right workspace they are found."""
    async with two_workspaces(file) as (play, ids):
        await cancel(play.door, "two", ids["run"], "me")


def test_every_kind_of_operation_is_among_those_tried() -> None:
    names = {name_of(one) for one in FOUND}
    assert {"runs.cancel", "answers.approve", "flows.delete", "moving.move_waiting", "erasing.erase"} <= names
    assert len(BY_ID) > 30
