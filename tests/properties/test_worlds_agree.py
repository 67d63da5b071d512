"""Test Mode and live are one machine: in the same world each lane does the same, step for step."""

from datetime import datetime
from typing import Any

from hypothesis import given

from sayso.compiler import Compiled
from sayso.connectors.shape import Call, Live, Looked
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.drive import Drive
from sayso.runtime.ledger import Ledger
from sayso.runtime.starting import owner_of
from sayso.runtime.world import Granted, Parked, Place
from sayso.runtime.worlds.live import LiveWorld
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds
from tests.properties.generating.catalog import catalog, programs
from tests.properties.playing import FAR
from tests.properties.test_interruptions import begin, by_lane
from tests.properties.worlds import MONDAY, RandomWorld


class RecordedSide(Live):
    """A live side that answers what the simulated world would."""

    def __init__(self, world: RandomWorld) -> None:
        self.world = world

    async def call(self, call: Call) -> object:
        """The recorded answer, or the recorded failure."""
        return self.world._perform(call)

    async def lookup(self, call: Call) -> Looked:
        """The service cannot say."""
        return Looked()

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as it is at that instant."""
        return self.world._read_again("", record_type, id, at)


class RecordedPeople:
    """People who answer as they do in the simulated world."""

    def __init__(self, world: RandomWorld) -> None:
        self.world = world

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """What the approver says."""
        return self.world.approve(place, want, now)

    def ask(self, place: Place, want: Effect, now: datetime) -> Outcome | Parked:
        """What the person says."""
        return self.world._person(place, want, now)


def live_world(world: RandomWorld, known: Catalog) -> LiveWorld:
    """A live world in which everything outside does what it does in the simulated one."""
    sides: dict[str, Any] = {tool.connector: RecordedSide(world) for tool in known.tools.values()}
    sides |= {record.reader: RecordedSide(world) for record in known.records.values() if record.reader}
    return LiveWorld(known, Ledger(), owner_of(known), programs(), sides, RecordedPeople(world), pause=lambda _: None)


@given(seeds, seeds)
@examples(40)
def test_every_lane_does_live_what_it_did_in_test_mode(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _do_the_same(compiled, str(world)))


def _do_the_same(compiled: Compiled, seed: str) -> None:
    simulated = RandomWorld(seed, catalog(), programs(), uncertain=True)
    tried = Drive(simulated)
    begin(tried, simulated, compiled)
    tried.go(MONDAY + FAR)
    recorded = RandomWorld(seed, catalog(), programs(), uncertain=True)
    live = live_world(recorded, catalog())
    try:
        real = Drive(live)
        begin(real, recorded, compiled)
        real.go(MONDAY + FAR)
    finally:
        live.close()
    assert by_lane(real.journal) == by_lane(tried.journal)
    assert {name: run.state for name, run in real.runs.items()} == {name: run.state for name, run in tried.runs.items()}
