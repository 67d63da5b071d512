"""A deterministic simulation: a few flows, two to five workers who die, a clock that goes and jumps back, people,
events, pauses and services that fail; after every step nothing is lost or doubled, and in the end everything ends.
"""

import asyncio
import random
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sayso.connectors.shape import Call
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.publishing import register
from sayso.runtime.operations.starting import start
from sayso.runtime.storage.tables import runs
from tests.durable.acting import answer, cancel, happen, hold, order, settle_uncertain
from tests.durable.crashing import LEASE, CrashingStorage, Points, bury, mourn_quietly
from tests.durable.enumerating import LIMITS
from tests.durable.playing import Play
from tests.durable.practice import House
from tests.durable.scenes import ASIDE, PROPOSAL, SCENES
from tests.durable.truth import OPEN, over, rows, sound, within_limits
from tests.runtime.playing import contact

T = TypeVar("T")
FLOWS = ("everything", "quota", "nested", "people", "events", "calls")
FAULTS = ("", "", "lost before", "lost after", "rate-limited", "unavailable", "invalid", "slow")
ANSWERS: dict[str, tuple[dict[str, Any], ...]] = {
    "approval": (
        {"answer": "yes"}, {"answer": "yes", "edit": {"text": "As edited"}}, {"answer": "no"}, {"answer": "skip"},
    ),
    "question": ({"answer": "value", "value": True},),
    "hand-off": ({"answer": "go on"}, {"answer": "taken"}, {"answer": "skip"}),
}  # fmt: skip
MOST_TURNS = 300


class World:
    """The simulated house: its database in a file of its own, its workers, and what a seed decides."""

    def __init__(self, seed: int, workers: int) -> None:
        self.chance = random.Random(seed)
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory(prefix="sayso-simulation-")
        self.points, self.troubled, self.flows = Points(), 0.0, dict[str, str]()
        self.workers = workers
        self.do(self._open())

    def do(self, work: Awaitable[T]) -> T:
        """Do something to its end."""
        return self.loop.run_until_complete(asyncio.wait_for(work, 60))

    async def _open(self) -> None:
        mourn_quietly()
        storage = CrashingStorage.open(f"sqlite:///{Path(self.folder.name)}/one.sqlite")
        assert isinstance(storage, CrashingStorage)
        await storage.create()
        house = House({"contact": [contact(number) for number in range(3)]}, fails=self._fails)
        house.seam = storage.seam = self.points
        self.play = Play(storage, house)
        await register(self.play.door, "one", "one")
        for text in (PROPOSAL, ASIDE):
            await self.play.publish(text)
        self.crew = [self.play.new_worker(name=f"w{number}") for number in range(self.workers)]

    def _fails(self, call: Call, before: int) -> str:
        if call.arguments.get("title") == "bad":
            return "invalid"
        return self.chance.choice(FAULTS) if self.chance.random() < self.troubled else ""

    async def begin(self, name: str) -> None:
        """Start a run, unless one of the flow is under way."""
        if name not in self.flows:
            self.flows[name] = await self.play.publish(SCENES[name].flows[0])
        try:
            await start(self.play.door, "one", self.flows[name], "me", {})
        except Refused:
            return

    async def turn(self, number: int, dies_after: int | None) -> None:
        """A worker takes a turn; it may die at so many points from now."""
        worker = self.crew[number]
        self.points.names.clear()
        self.points.at = set() if dies_after is None else {dies_after}
        self.points.on = True
        turn = asyncio.create_task(worker.turn(most=self.chance.choice((1, 3, 100))))
        died = asyncio.create_task(self.points.died.wait())
        await asyncio.wait({turn, died}, return_when=asyncio.FIRST_COMPLETED)
        died.cancel()
        await asyncio.gather(died, return_exceptions=True)
        if self.points.died.is_set():
            await bury(worker, turn)
            self.points.died.clear()
            self.crew[number] = self.play.new_worker(name=f"{worker.name}'")
        else:
            turn.result()
        self.points.on = False

    async def answers(self) -> None:
        """A person answers something that is open."""
        found = await self.play.asks()
        if not found:
            return
        asked = self.chance.choice(found)
        if asked.kind == "uncertain":
            await settle_uncertain(self.play)
        else:
            said = dict(self.chance.choice(ANSWERS[asked.kind]))
            if asked.lane == "" and asked.kind == "question":
                said["value"] = "more"
            await answer(self.play, asked, **said)

    async def some_run(self) -> str | None:
        """A run that is under way."""
        found = [row.id for row in await rows(self.play.storage, "one", runs) if row.state in OPEN]
        return self.chance.choice(found) if found else None

    async def orders(self, what: str) -> None:
        """A person orders something for some lane."""
        found = await self.play.lanes()
        if found:
            lane = self.chance.choice(found)
            await order(self.play, lane.run, lane.path, what)

    async def ends(self) -> None:
        """All trouble is over, whoever must answer does, and time goes by: everything ends."""
        self.troubled = 0.0
        for row in await rows(self.play.storage, "one", runs):
            if row.state in OPEN and row.hold not in ("", "cancelling"):
                await hold(self.play, row.id, "")
        worker = self.play.new_worker(name="last")
        for _ in range(MOST_TURNS):
            while await worker.turn():
                pass
            await settle_uncertain(self.play)
            if not [row for row in await rows(self.play.storage, "one", runs) if row.state in OPEN]:
                break
            self.play.house.clock.go(hours=7, seconds=LEASE)
        left = [(lane.run, lane.path, lane.resting, lane.due) for lane in await self.play.lanes()]
        assert left == [], f"these never end: {left}"
        await over(self.play)

    async def holds_true(self) -> None:
        """What is true after every step."""
        await sound(self.play)
        await within_limits(self.play, LIMITS)

    def close(self) -> None:
        """Everything ends, and the house is pulled down."""
        try:
            self.do(self.ends())
        finally:
            self.do(self.play.storage.close())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()
            self.folder.cleanup()


class Simulation(RuleBasedStateMachine):
    """The rules by which the world goes on."""

    steps = 0
    world: World | None = None

    @initialize(seed=st.integers(0, 2**32 - 1), workers=st.integers(2, 5), flow=st.sampled_from(FLOWS))
    def opens(self, seed: int, workers: int, flow: str) -> None:
        self.world = World(seed, workers)
        self._do(self.world.begin(flow))

    def _do(self, work: Awaitable[object]) -> None:
        type(self).steps += 1
        assert self.world is not None
        self.world.do(work)

    @rule(flow=st.sampled_from(FLOWS))
    def a_run_begins(self, flow: str) -> None:
        assert self.world is not None
        self._do(self.world.begin(flow))

    @rule(number=st.integers(0, 4))
    def a_worker_takes_a_turn(self, number: int) -> None:
        assert self.world is not None
        self._do(self.world.turn(number % self.world.workers, None))

    @rule(number=st.integers(0, 4), after=st.integers(0, 25))
    def a_worker_dies(self, number: int, after: int) -> None:
        assert self.world is not None
        self._do(self.world.turn(number % self.world.workers, after))

    @rule(minutes=st.sampled_from((1, 70, 60 * 25, 60 * 50, -60)))
    def the_clock_goes(self, minutes: int) -> None:
        assert self.world is not None
        self.world.play.house.clock.go(minutes=minutes)

    @rule()
    def a_person_answers(self) -> None:
        assert self.world is not None
        self._do(self.world.answers())

    @rule(who=st.sampled_from(("c0", "c1", "c2")))
    def an_event_comes(self, who: str) -> None:
        assert self.world is not None
        self._do(happen(self.world.play, "email.replied", who))

    @rule(why=st.sampled_from(("paused", "stopped", "")))
    def a_run_is_held(self, why: str) -> None:
        assert self.world is not None
        run = self.world.do(self.world.some_run())
        if run is not None:
            self._do(hold(self.world.play, run, why))

    @rule(what=st.sampled_from(("continue", "skip", "take over")))
    def a_person_orders(self, what: str) -> None:
        assert self.world is not None
        self._do(self.world.orders(what))

    @rule()
    def a_run_is_cancelled(self) -> None:
        assert self.world is not None
        run = self.world.do(self.world.some_run())
        if run is not None:
            self._do(cancel(self.world.play, run))

    @rule(share=st.sampled_from((0.0, 0.3, 0.8)))
    def services_fail(self, share: float) -> None:
        assert self.world is not None
        self.world.troubled = share

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        if self.world is not None:
            self.world.do(self.world.holds_true())

    def teardown(self) -> None:
        if self.world is not None:
            self.world.close()
