"""A run that is stopped at any instant, written to bytes and taken up elsewhere is the run that was never stopped."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given

from sayso.compiler import Compiled, ir
from sayso.dsl import values_json
from sayso.dsl.print import print_flow
from sayso.interpreter import Linked, advance, link
from sayso.interpreter.state import Lane, Outcome
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Entry, Journal, decode, encode, plain
from sayso.runtime.ledger import Ledger, Rows
from sayso.runtime.replay import replay
from sayso.runtime.run import Gather, Run
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds
from tests.properties.generating.catalog import catalog, programs
from tests.properties.generating.flows import make_flow, make_text
from tests.properties.playing import FAR, compiled_flow, settle, start
from tests.properties.worlds import MONDAY, RandomWorld

CUTS = 4
NEAR = 100
"""Among so many flows there is one whose items wait side by side."""


class BytesDrive(Drive):
    """A driver that keeps every lane as bytes: before each move lane, scope and outcome are read back from them."""

    moves = 0

    def _straight(self, run: Run, path: str, gather: Gather) -> None:
        self._item(run, path, gather)

    def _stride(self, run: Run, path: str, lane: Lane, scope: dict[str, Any], outcome: Outcome | None) -> None:
        while outcome is not None:
            outcome = through_bytes(msgspec.structs.replace(outcome, at=max(outcome.at, self.now)), Outcome)
            lane, scope = through_bytes(run.lanes[path], Lane), through_bytes(scope, dict)
            step = advance(run.linked, scope, lane, outcome)
            run.lanes[path] = step.lane
            self.moves += 1
            number, want = len(self.journal.lines), step.want
            self.journal.write(Entry(number, run.id, path, outcome, want, step.ended))
            if want is None:
                self._finish(run, path, step.lane)
                return
            outcome = self._answered(run, path, want)


def through_bytes(value: Any, kind: Any) -> Any:
    """The value written as JSON and read again in fresh objects."""
    written = msgspec.json.encode(plain(value))
    return msgspec.convert(values_json.from_plain(msgspec.json.decode(written)), kind)


@given(seeds, seeds)
@examples(30)
def test_lanes_kept_as_bytes_do_the_same(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _bytes_do_the_same(compiled, str(world)))


def _bytes_do_the_same(compiled: Compiled, seed: str) -> None:
    journals = []
    for kind in (Drive, BytesDrive):
        world = RandomWorld(seed, catalog(), programs(), uncertain=True)
        drive = kind(world)
        begin(drive, world, compiled)
        settle(drive, world)
        assert kind is Drive or drive.moves, "no lane was read back from bytes"
        journals.append([encode(line) for line in drive.journal.lines])
    assert journals[0] == journals[1]


@given(seeds, seeds)
@examples(20)
def test_a_run_cut_at_an_instant_goes_on_as_if_it_had_not(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _goes_on(compiled, str(world)))


@given(seeds, seeds)
@examples(8)
def test_items_that_wait_side_by_side_all_go_on(seed: int, world: int) -> None:
    for near in range(seed, seed + NEAR):
        instant = _busiest(compiled_flow(print_flow(make_flow(near, 10))), str(world))
        if instant is not None:
            holds(near, lambda compiled, at=instant: _goes_on(compiled, str(world), [at]))
            return


def _busiest(compiled: Compiled, seed: str) -> datetime | None:
    """An instant at which several items of a loop wait, if the flow has one in this world."""
    if compiled.program is None or not _waits_in_a_loop(compiled.program):
        return None
    world = RandomWorld(seed, catalog(), programs())
    drive = Drive(world)
    begin(drive, world, compiled)
    waiting = {instant: _items(drive) for instant in _instants(drive)}
    most = max(waiting, key=lambda instant: waiting[instant], default=None)
    return most if most is not None and waiting[most] > 1 else None


def _waits_in_a_loop(program: ir.Program) -> bool:
    loops = [(at, op.after) for at, op in enumerate(program.operations) if isinstance(op, ir.Each)]
    return any(isinstance(op, ir.Pause | ir.Hear) for at, end in loops for op in program.operations[at:end])


def _items(drive: Drive) -> int:
    """How many items of loops wait."""
    return sum(1 for run in drive.runs.values() for path, lane in run.lanes.items() if path and lane.want)


def _goes_on(compiled: Compiled, seed: str, instants: list[datetime] | None = None) -> None:
    """Cut at these instants, else at some of those when something was due, and go on from bytes."""
    world = RandomWorld(seed, catalog(), programs())
    whole = Drive(world)
    linked = begin(whole, world, compiled)
    due = list(_instants(whole))
    _finish(whole, world)
    for instant in instants or due[:: max(1, len(due) // CUTS)]:
        world = RandomWorld(seed, catalog(), programs())
        first = Drive(world)
        begin(first, world, compiled)
        first.go(instant)
        second, again = taken_up(first, world, linked, seed, instant)
        _finish(second, again)
        assert by_lane(second.journal) == by_lane(whole.journal), f"cut at {instant}"


def taken_up(
    first: Drive, world: RandomWorld, linked: Linked, seed: str, instant: datetime
) -> tuple[Drive, RandomWorld]:
    """The run in another process: nothing is left of the first but bytes."""
    lines = [decode(encode(line)) for line in first.journal.lines]
    rows = values_json.to_json(msgspec.structs.asdict(world.ledger.rows))
    ledger = Ledger(msgspec.convert(values_json.from_json(rows), Rows))
    again = RandomWorld(seed, catalog(), programs())
    again.ledger = ledger
    journal = Journal(lines=lines)
    every = {**programs(), linked.program.flow: linked}
    replayed = replay(journal, lambda header: every[header.flow])
    assert replayed.difference is None
    drive = Drive(again, journal)
    for event in again.events(linked, 3):
        if event.at <= instant:
            drive.hearing.came(event)
        else:
            drive.happen(event)
    drive.adopt(replayed.runs, {(call.run, call.lane) for call in replayed.calling}, instant)
    return drive, again


def begin(drive: Drive, world: RandomWorld, compiled: Compiled) -> Linked:
    """Begin the run of a flow."""
    assert compiled.program is not None
    linked = link(compiled.program)
    start(drive, world, linked, compiled.text, world.events(linked, 3))
    return linked


def _instants(drive: Drive) -> Iterator[datetime]:
    """Drive to the end, stopping whenever something was due since the run began."""
    last = None
    while drive.next_due is not None and drive.next_due <= MONDAY + FAR:
        due = drive.next_due
        drive.go(due)
        if due >= MONDAY and due != last:
            yield due
        last = due


def _finish(drive: Drive, world: RandomWorld) -> None:
    """Go on to the end; people answer what the world leaves to them when their time is out."""
    drive.go(MONDAY + FAR)


def by_lane(journal: Journal) -> dict[tuple[str, str], list[bytes]]:
    """What each lane did, in its order; lanes of one instant may take turns in any."""
    found: dict[tuple[str, str], list[bytes]] = {}
    for entry in journal.entries():
        found.setdefault((entry.run, entry.lane), []).append(encode(msgspec.structs.replace(entry, number=0)))
    return found


def test_a_journal_replays_in_a_new_process(tmp_path: Path) -> None:
    told = 0
    for seed in range(40):
        compiled = compiled_flow(make_text(seed))
        if compiled.program is None or told == 5:
            continue
        world = RandomWorld(str(seed), catalog(), programs())
        drive = Drive(world)
        begin(drive, world, compiled)
        _finish(drive, world)
        half = drive.journal.lines[: max(1, len(drive.journal.lines) * 2 // 3)]
        (tmp_path / f"{seed}.jsonl").write_bytes(b"".join(encode(line) + b"\n" for line in half))
        told += 1
    done = subprocess.run(
        [sys.executable, "-c", REPLAYING, *sorted(str(file) for file in tmp_path.iterdir())],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["agrees"] * told


REPLAYING = """
import sys
from pathlib import Path
from sayso.interpreter import link
from sayso.runtime.journal import Journal
from sayso.runtime.replay import replay
from tests.properties.generating.catalog import programs
from tests.properties.playing import compiled_flow

for file in sys.argv[1:]:
    journal = Journal.read(Path(file))
    header = journal.headers()[0]
    every = {**programs(), header.flow: link(compiled_flow(header.text).program)}
    assert every[header.flow].program.version == header.version
    replayed = replay(journal, lambda one: every[one.flow])
    print("agrees" if replayed.difference is None else replayed.difference)
"""
