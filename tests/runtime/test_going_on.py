"""A run that is taken up by another process, when it waits for a flow it called."""

from datetime import timedelta

import msgspec
import pytest

from sayso.compiler.contracts import contracts
from sayso.interpreter import Linked
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Calling, Entry, Journal, decode, encode
from sayso.runtime.ledger import Ledger
from sayso.runtime.replay import replay
from sayso.runtime.starting import owner_of
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.runtime.playing import CATALOG, MONDAY, linked

CALLED = (
    'flow "Double"\non call with\nnumber: number\nend\nuse people.notify\n'
    'people.notify(@me, "inside")\nwait 2 days\nreturn @number * 2\n'
)
RUNS = (
    'flow "F"\non manual\nuse people.notify\nrun flow "Double" with number: 21 as @result\n'
    'people.notify(@me, "{@result}")\n'
)
STARTS = (
    'flow "F"\non manual\nuse people.notify\nstart flow "Double" with number: 21\n'
    'wait 1 week\npeople.notify(@me, "after")\n'
)


KNOWN = msgspec.structs.replace(CATALOG, flows=contracts([CALLED], CATALOG))
FAR = MONDAY + timedelta(days=30)


def driver(programs: dict[str, Linked], journal: Journal) -> tuple[Drive, SimulatedWorld]:
    sides = sides_of_records({}, CATALOG, MONDAY)
    world = SimulatedWorld(CATALOG, Ledger(), owner_of(CATALOG), programs, sides, Choices())
    return Drive(world, journal), world


def told(world: SimulatedWorld) -> list[object]:
    return [call.arguments["message"] for call in world.calls]


@pytest.mark.parametrize(("text", "after"), [(RUNS, "42"), (STARTS, "after")])
def test_after_every_line_of_its_journal_it_goes_on_and_begins_nothing_twice(text: str, after: str) -> None:
    """Wherever the first process ended; but for the middle of a call, which a person has to look at."""
    programs = {"Double": linked(CALLED), "F": linked(text, KNOWN)}
    whole, before = driver(programs, Journal())
    whole.begin(programs["F"], {}, MONDAY)
    whole.go(FAR)
    assert told(before) == ["inside", after]
    for size in range(1, len(whole.journal.lines) + 1):
        kept = [decode(encode(line)) for line in whole.journal.lines[:size]]
        if isinstance(kept[-1], Calling):
            continue
        runs = replay(Journal(lines=kept), lambda header: programs[header.flow]).runs
        second, again = driver(programs, Journal(lines=kept))
        second.adopt(runs, set(), max([MONDAY, *(line.outcome.at for line in kept if isinstance(line, Entry))]))
        second.go(FAR)
        made = sum(isinstance(line, Calling) for line in kept)
        assert told(before)[:made] + told(again) == ["inside", after], kept[-1]
        assert [run.state for run in second.runs.values()] == ["completed", "completed"], kept[-1]
