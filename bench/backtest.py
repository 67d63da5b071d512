"""A backtest of 10,000 recorded triggers: seconds, triggers a second, and beside it a plain replay of the journals.

`python -m bench.backtest [--json] [--triggers 10000] [--databases sqlite]`. The engine plays 20 triggers on a virtual
clock: an email, a wait for its answer, then a task or a second email. Their rows are written again under other names
until there are as many as are asked for. The replay reads the same rows and runs every journal through the machine
again; it has no world and compares nothing with other words, so it is the least that a look at these runs can cost.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Table, select

from bench import engine_room
from bench.durable import settled
from bench.engine_room import DATABASES, Room, fresh
from sayso.connectors import standard_catalog
from sayso.connectors.shape import Call, Looked, Simulated
from sayso.interpreter import Linked
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.premises import Premises
from sayso.runtime.engine.worker import Worker
from sayso.runtime.journal import Header, Journal
from sayso.runtime.operations.backtest_tapes import PAGE, entries_in_order, read_runs, taped
from sayso.runtime.operations.backtesting import Backtest, backtest
from sayso.runtime.operations.publishing import publish, register, save_draft
from sayso.runtime.replay import replay
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.tables import answers, events, journal, runs
from sayso.runtime.triggers.storing import store_event
from sayso.runtime.triggers.sweeping import sweep
from sayso.runtime.worlds.building import sides_of_records

PLAYED = 20
"""So many triggers the engine plays itself; every other one is answered."""
AIM = 30.0
"""Seconds for 10,000 triggers."""
FLOW = """flow "Chase"
on contact.created
use email.send at most 100000 per day
use crm.create_task
email.send(to: @contact, subject: "Hello @contact.fullName", text: "As written")
wait for email.replied where @email.from == @contact.email at most 3 days
  crm.create_task(title: "Answered", about: @contact)
otherwise
  if @contact.title == "CEO"
    email.send(to: @contact, subject: "Again", text: "Still there?")
  end
end
"""
OTHER = FLOW.replace("As written", "Other words").replace("3 days", "5 days")
"""Every trigger differs: other words, and another wait."""
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Side:
    """A simulated service behind the live side's shape."""

    def __init__(self, side: Simulated) -> None:
        self.side = side

    async def call(self, call: Call) -> object:
        """Pretend."""
        return self.side.simulate(call)

    async def lookup(self, call: Call) -> Looked:
        """It is not known."""
        return Looked()

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as the copy has it."""
        return self.side.read_again(record_type, id, at)


class House(engine_room.House):
    """One workspace with the contacts of the first triggers, on a clock that goes when told."""

    def __init__(self) -> None:
        self.at = START
        known = standard_catalog()
        policy = msgspec.structs.replace(known.policy, emails_per_day=1_000_000, runs_per_day=1_000_000)
        catalog = msgspec.structs.replace(known, policy=policy)
        records = {"contact": [_contact(number) for number in range(PLAYED)]}

        def pretend() -> dict[str, Simulated]:
            return sides_of_records(records, catalog, self.at)

        sides = {name: Side(side) for name, side in pretend().items()}
        self.known = {"one": Premises("one", catalog, sides, guard_days=0, pretend=pretend)}

    def premises(self, workspace: str) -> Premises:
        """The workspace of that id."""
        return self.known[workspace]

    def clock(self) -> datetime:
        """The present instant."""
        return self.at


class Figure(msgspec.Struct, frozen=True):
    """One backtest: seconds by the clock and of this process's CPU, triggers a second, and how many times as much CPU
    as a plain replay takes."""

    database: str
    name: str
    triggers: int
    seconds: float
    cpu: float
    a_second: float
    replays: float
    reached: bool


def _contact(number: int) -> dict[str, Any]:
    name = f"person{number:02}x"
    return {
        "id": name, "firstName": "Ann", "lastName": name, "email": f"{name}@acme.example", "title": "CEO",
    }  # fmt: skip


async def recorded(made: Room, house: House, count: int) -> str:
    """So many recorded triggers of one flow; gives its id."""
    made.door.clock = house.clock
    flow = await save_draft(made.door, "one", FLOW, "me")
    await publish(made.door, "one", flow, "me")
    worker = Worker(made.storage, house, house.clock)
    for number in range(PLAYED):
        whole = {"type": "contact", "fullName": f"Ann person{number:02}x", **_contact(number)}
        await _comes(made, worker, f"e-person{number:02}x", "contact.created", {"contact": whole})
        house.at += timedelta(days=1)
        if number % 2 == 0:
            sender = f"person{number:02}x@acme.example"
            email = {"type": "email", "id": f"m-person{number:02}x", "from": sender, "snippet": "Yes"}
            await _comes(made, worker, f"r-person{number:02}x", "email.replied", {"email": email})
    house.at += timedelta(days=4)
    await _settled(made, worker)
    await _written_again(made.storage, flow, count)
    return flow


async def _comes(made: Room, worker: Worker, id: str, name: str, data: dict[str, Any]) -> None:
    now = made.door.now()
    async with made.storage.writing("one") as connection:
        await store_event(
            connection, made.storage, "one", id=id, name=name, data=data, at=now, now=now, source="record"
        )  # fmt: skip
    await _settled(made, worker)


async def _settled(made: Room, worker: Worker) -> None:
    while await sweep(made.door, "one") + await worker.turn():
        pass


async def _written_again(storage: Storage, flow: str, count: int) -> None:
    """The rows of the runs that were played, under other names: another person, another run, another event."""
    rows: dict[Table, list[dict[str, Any]]] = {}
    async with storage.reading("one") as connection:
        for table in (runs, journal, events, answers):
            rows[table] = [dict(row._mapping) for row in await connection.execute(select(table))]
    known = {row["id"]: f"person{int(row['title'][-3:-1]):02}x" for row in rows[runs]}
    for number in range(1, count // PLAYED):
        async with storage.writing("one") as connection:
            for table, found in rows.items():
                await connection.execute(table.insert(), [_renamed(row, known, number) for row in found])


def _renamed(row: dict[str, Any], known: dict[str, str], number: int) -> dict[str, Any]:
    found = {}
    for name, value in row.items():
        if isinstance(value, str):
            for run, person in known.items():
                if person in value or run in value:
                    value = value.replace(run, f"{run}n{number}").replace(person, f"{person}{number}")
        found[name] = value
    return found


async def replayed(made: Room, until: datetime) -> float:
    """CPU seconds that a plain replay of every journal takes, reading included."""
    begun = time.process_time()
    async with made.storage.reading("one") as connection:
        ids = [row.id for row in await connection.execute(select(runs.c.id).order_by(runs.c.started))]
    for place in range(0, len(ids), PAGE):
        async with made.storage.reading("one") as connection:
            told = await read_runs(connection, made.door, "one", ids[place : place + PAGE], micros(until))
        await asyncio.to_thread(_replay_page, told)
    return time.process_time() - begun


def _replay_page(told: Any) -> None:
    for run, tape in taped(told).items():
        row, linked = told.rows[run], tape.linked
        assert linked is not None
        entries = [msgspec.structs.replace(one, number=n) for n, one in enumerate(entries_in_order(tape), 1)]
        header = Header(
            run, "Chase", "1", "", {}, value_from(row.inputs) or {}, entries[0].outcome.at, "live",
            dict(tape.built_in or {}),
        )  # fmt: skip
        found = replay(Journal(lines=[header, *entries]), _always(linked))
        assert found.difference is None, found.difference


def _always(linked: Linked) -> Callable[[Header], Linked]:
    return lambda header: linked


async def figures(database: str, count: int) -> list[Figure]:
    """The version that ran, and one with which every trigger differs."""
    house = House()
    async with fresh(database) as url:
        storage = Storage.open(url)
        try:
            await storage.create()
            made = Room(storage, house)
            await register(made.door, "one", "one")
            flow = await recorded(made, house, count)
            await settled(database, url)
            await replayed(made, house.at)
            plain = await replayed(made, house.at)
            found = []
            for name, text in (("the same version", FLOW), ("other words and another wait", OTHER)):
                begun, busy = time.perf_counter(), time.process_time()
                whole = await backtest(made.door, "one", flow, text=text)
                taken, cpu = time.perf_counter() - begun, time.process_time() - busy
                _sound(whole, name, count)
                pace, aim = round(count / taken), AIM * count / 10_000
                found.append(
                    Figure(
                        database, name, count, round(taken, 2), round(cpu, 2), pace, round(cpu / plain, 2), taken <= aim
                    )
                )  # fmt: skip
            return found
        finally:
            await storage.close()


def _sound(whole: Backtest, name: str, count: int) -> None:
    """What was measured is what was meant."""
    assert whole.triggers == count, whole.triggers
    assert ("no difference" in whole.sentence) == (name == "the same version"), whole.sentence


async def measure(databases: list[str], count: int, as_json: bool) -> None:
    """Measure and print."""
    found: list[Figure] = []
    for database in databases:
        for one in await figures(database, count):
            found.append(one)
            if not as_json:
                mark = "" if one.reached else "  MISSED"
                paces = f"{one.a_second:6,} a second  {one.replays:.2f} x a plain replay"
                print(
                    f"{one.database:10} {one.name:30} {one.triggers:,} triggers {one.seconds:6.2f} s "
                    f"({one.cpu:.2f} s of CPU)  {paces}  aim {AIM:g} s{mark}", flush=True,
                )  # fmt: skip
    if as_json:
        print(json.dumps(msgspec.to_builtins(found)))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.backtest", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--triggers", type=int, default=10_000)
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    options = parser.parse_args(arguments)
    asyncio.run(measure(options.databases, options.triggers, options.json))


if __name__ == "__main__":
    main()
