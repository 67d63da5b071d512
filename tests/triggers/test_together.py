"""Many events at once: stored in one commit, routed in one transaction, as if it had been one after the other."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from sayso.runtime.intake import Intake
from sayso.runtime.operations.telling import record_event
from sayso.runtime.storage.tables import answers, events, runs
from sayso.runtime.triggers import routing
from sayso.runtime.triggers.storing import row_of
from sayso.runtime.triggers.sweeping import sweep
from tests.durable.playing import Play
from tests.operations.scenes import played

NEW = """flow "{name}"
on contact.created where @contact.email contains "{part}"
use people.notify
people.notify(@me, "@contact.fullName")
"""


async def rows(play: Play, table: Any) -> list[Any]:
    async with play.storage.reading("one") as connection:
        return list((await connection.execute(select(table))).all())


async def happened(play: Play, count: int) -> None:
    for number in range(count):
        contact = {"type": "contact", "id": f"n{number}", "email": f"n{number}@acme.example", "fullName": "Ann"}
        await record_event(play.door, "one", "contact.created", {"contact": contact}, f"e-{number}")


async def outcome(play: Play) -> list[tuple[str, str | None, str]]:
    return [(row.event, row.run, row.reason) for row in await rows(play, answers)]


@pytest.mark.parametrize("together", [20, 1])
async def test_together_or_one_by_one_is_the_same(url: str, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "TOGETHER", together)
    async with played(url) as play:
        await play.publish(NEW.format(name="All", part="acme"))
        await play.publish(NEW.format(name="One", part="n7@"))
        await happened(play, 45)
        await sweep(play.door, "one")
        found = await outcome(play)
        assert len(found) == 90 and sum(run is not None for _, run, _ in found) == 46
        assert {reason for _, run, reason in found if run is None} == {"skipped: its condition was not met"}
        assert {row.state for row in await rows(play, events)} == {"routed"}
        begun = await rows(play, runs)
        assert len(begun) == 46 and {row.title for row in begun} == {"Ann"}
        assert await routing.route(play.door, "one") == 0


async def test_where_together_fails_each_is_routed_for_itself(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*asked: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(routing, "route_together", broken)
    async with played(url) as play:
        await play.publish(NEW.format(name="All", part="acme"))
        await happened(play, 5)
        assert await routing.route(play.door, "one") == 5
        assert sum(run is not None for _, run, _ in await outcome(play)) == 5


async def test_what_comes_at_once_is_stored_once(url: str) -> None:
    async with played(url) as play:
        intake, now = Intake(), play.house.clock()

        def row(number: int) -> dict[str, Any]:
            return row_of("one", f"e-{number % 30}", "x.y", {}, now, now, "sayso", "f")

        stored = await asyncio.gather(*(intake.store(play.storage, "one", row(number)) for number in range(60)))
        assert sum(stored) == 30 and all(stored[:30])
        assert not any(await asyncio.gather(*(intake.store(play.storage, "one", row(n)) for n in range(30))))
        assert len(await rows(play, events)) == 30


async def test_what_cannot_be_stored_is_told_to_everybody(url: str) -> None:
    async with played(url) as play:
        intake, now = Intake(), play.house.clock()
        good = row_of("one", "e", "x.y", {}, now, now, "sayso", "f")
        bad = [good | {"id": None}, good]
        said = await asyncio.gather(
            *(intake.store(play.storage, "one", row) for row in bad), return_exceptions=True
        )  # fmt: skip
        assert all(isinstance(one, Exception) for one in said)
        assert await intake.store(play.storage, "one", good)


async def test_a_question_is_asked_once_for_all_who_ask_at_once() -> None:
    asked, gate, intake = 0, asyncio.Event(), Intake()

    async def question() -> int:
        nonlocal asked
        asked += 1
        await gate.wait()
        return asked

    waiting = [asyncio.ensure_future(intake.ask("a", question)) for _ in range(5)]
    await asyncio.sleep(0)
    gate.set()
    assert await asyncio.gather(*waiting) == [1] * 5
    assert await intake.ask("a", question) == 2
