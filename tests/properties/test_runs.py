"""Checked flows in random worlds: nothing raises, nothing exceeds what was proven, no item is lost, replays agree."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
from hypothesis import given

from sayso.compiler import Compiled
from sayso.dsl.print import print_flow
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Outcome
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Entry, Header, Journal, decode, encode
from sayso.runtime.replay import replay
from sayso.runtime.testing import run_tests
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds
from tests.properties.generating.catalog import catalog, programs
from tests.properties.generating.flows import make_flow
from tests.properties.playing import (
    FAR,
    Played,
    accounts,
    calls_in_run,
    compiled_flow,
    credits_used,
    elapsed,
    play,
    repeated_paths,
)
from tests.properties.worlds import MONDAY, RandomWorld

ENDS = ("completed", "completed with failures", "stopped", "failed")


@given(seeds, seeds)
@examples(100)
def test_a_checked_flow_comes_to_an_end_in_any_world(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _comes_to_an_end(compiled, str(world)))


def _comes_to_an_end(compiled: Compiled, world: str) -> None:
    played = play(compiled, world)
    assert played.run.state in ENDS, played.run.state
    assert accounts(played) == []
    assert repeated_paths(played) == []


@given(seeds, seeds)
@examples(100)
def test_no_world_exceeds_what_was_proven(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _stays_within(compiled, str(world)))


def _stays_within(compiled: Compiled, world: str) -> None:
    bounds = compiled.bounds
    assert bounds is not None
    for trouble in (0, 25):
        played = play(compiled, world, trouble, uncertain=False)
        for tool, count in calls_in_run(played).items():
            assert tool in bounds.tools, f"{tool} is in no bound"
            assert count <= bounds.tools[tool].per_run, f"{tool}: {count} calls, {bounds.tools[tool].arithmetic}"
        assert len(played.steps) <= bounds.steps, f"{len(played.steps)} steps, at most {bounds.steps}"
        assert credits_used(played) <= bounds.credits_per_run
        assert elapsed(played) <= bounds.longest, f"{elapsed(played)} seconds, at most {bounds.longest}"


@given(seeds, seeds)
@examples(50)
def test_a_replay_is_the_same_run(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _replays(compiled, str(world)))


def _replays(compiled: Compiled, world: str) -> None:
    played = play(compiled, world)
    revived = Journal(lines=[decode(encode(line)) for line in played.journal.lines])
    for journal in (played.journal, revived):
        replayed = replay(journal, known(played))
        assert replayed.difference is None, replayed.difference
        assert replayed.steps == len(played.journal.entries())
        for name, run in played.drive.runs.items():
            assert replayed.runs[name].state == run.state


@given(seeds, seeds)
@examples(40)
def test_an_altered_outcome_is_found(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _is_found(compiled, str(world), seed))


def _is_found(compiled: Compiled, world: str, pick: int) -> None:
    played = play(compiled, world)
    telling = [
        number
        for number, line in enumerate(played.journal.lines)
        if isinstance(line, Entry) and line.want is not None and line.outcome.kind != "admitted"
    ]
    if not telling:
        return
    at = telling[pick % len(telling)]
    lines = list(played.journal.lines)
    line = lines[at]
    assert isinstance(line, Entry)
    moved = msgspec.structs.replace(line.outcome, at=line.outcome.at.replace(year=line.outcome.at.year + 1))
    cancelled = Outcome("cancelled", line.outcome.at, sentence="by hand")
    for other in (moved, cancelled):
        lines[at] = msgspec.structs.replace(line, outcome=other)
        difference = replay(Journal(lines=lines), known(played)).difference
        assert difference is not None
        assert difference.number == line.number


@given(seeds)
@examples(40)
def test_the_tests_of_a_flow_always_come_out(seed: int) -> None:
    holds(seed, _tests_come_out)


def _tests_come_out(compiled: Compiled) -> None:
    assert compiled.flow is not None
    for tested in run_tests(compiled, catalog(), programs()):
        assert tested.run.state
        for span, sentence in tested.problems:
            assert 0 <= span.start < span.end <= len(compiled.text)
            assert sentence


def known(played: Played) -> Callable[[Header], Linked]:
    """The program of each run."""
    every = {**programs(), played.linked.program.flow: played.linked}
    return lambda header: every[header.flow]


def test_most_generated_flows_compile() -> None:
    fine = sum(not compiled_flow(print_flow(make_flow(seed))).errors for seed in range(100))
    assert fine >= 95, f"only {fine} of 100 compile"


def test_plain_values_are_not_on_their_way_in_another_run() -> None:
    head = 'flow "F"\non manual\nuse people.notify\n'
    loop = 'for each @w in ["a", "b"] at most 5\n  people.notify(@me, @w)\n  wait 5 days\nend\n'
    compiled = compiled_flow(head + loop)
    assert compiled.program is not None
    world = RandomWorld("1", catalog(), programs(), trouble=0)
    drive, linked = Drive(world), link(compiled.program)
    for day in range(2):
        drive.begin(linked, {}, MONDAY + timedelta(days=day), id=f"run {day}")
    drive.go(MONDAY + FAR)
    assert len(world.calls_made) == 4
