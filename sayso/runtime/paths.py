"""Every path: one person's way through a flow, driven again and again, each time with another answer from outside.

Paths that come to the same, the same calls in the same order and the same end, are one row. The likeliest are driven
first; what a limit leaves out is counted by the choice it was to begin at.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol

import msgspec

from sayso.compiler.compiling import Compiled
from sayso.dsl import flow
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Effect, Ended, Spawn
from sayso.runtime.drive import Drive
from sayso.runtime.run import Run
from sayso.runtime.testing import Tested, run_test
from sayso.runtime.worlds.choosing import Chooser, ChoosingWorld, Point, choosing
from sayso.runtime.worlds.simulated import SimulatedWorld

MOST = 2_000
"""So many paths are driven."""
MOST_TESTED = 500
"""So many, shared by all its tests, where a flow's tests are run: there it must be quick."""
MOST_WAYS = 200
"""So many ways are told apart in one run of many items."""


class Act(NamedTuple):
    """One thing that can be seen outside: a step's call, or `asked`, `failed`, `waits`; or how a lane ended."""

    what: str
    step: str
    tool: str = ""


Way = tuple[Act, ...]
"""What happened to one person: what two paths have in common that come to the same."""


class Path(msgspec.Struct, frozen=True):
    """One row: its choices in words, others that come to the same, how the lane ended and why, the calls made."""

    name: str
    also: tuple[str, ...]
    ended: str
    reason: str
    calls: tuple[str, ...]
    way: Way


class Paths(msgspec.Struct, frozen=True):
    """Every distinct path, the usual one first; `left` counts by their choice those that were not driven."""

    rows: tuple[Path, ...]
    left: dict[str, int]
    driven: int


class Played(Protocol):
    """A run that was driven to its end, and its driver."""

    @property
    def run(self) -> Run:
        """The run."""

    @property
    def drive(self) -> Drive:
        """The driver, with its journal."""


Play = Callable[[Linked, Callable[..., SimulatedWorld]], Played]
"""Drives the flow once, from the beginning, in a world made anew."""


class _Driven(NamedTuple):
    """One drive: the options taken, in the order of the run, and what came of it."""

    taken: tuple[int, ...]
    points: tuple[Point, ...]
    run: Run
    way: Way

    @property
    def words(self) -> str:
        told = [point.options[point.taken].words for point in self.points]
        return ", ".join(dict.fromkeys(word for word in told if word))


def every_path(linked: Linked, catalog: Catalog, plays: Sequence[Play], most: int = MOST) -> Paths:
    """Explore a flow from one beginning or several, which share the limit."""
    chooser = Chooser()
    twin = choosing(linked, catalog, chooser)
    driven: list[_Driven] = []
    left: dict[str, int] = {}
    for number, play in enumerate(plays):
        room = (most - len(driven)) // (len(plays) - number)
        driven += _explored(partial(play, twin, partial(ChoosingWorld, chooser)), chooser, room, left)
    return Paths(tuple(_rows(driven)), left, len(driven))


def _explored(play: Callable[[], Played], chooser: Chooser, most: int, left: dict[str, int]) -> list[_Driven]:
    """Drive every way of one beginning, those with the fewest unusual answers first; in the order of the options."""
    open_: list[tuple[int, tuple[int, ...], str]] = [(0, (), "")]
    driven: list[_Driven] = []
    while open_:
        unusual, script, about = heapq.heappop(open_)
        if len(driven) >= most:
            left[about] = left.get(about, 0) + 1
            continue
        chooser.begin(script)
        played = play()
        points = tuple(chooser.points)
        taken = tuple(point.taken for point in points)
        driven.append(_Driven(taken, points, played.run, next(iter(ways(played.run, played.drive)))))
        for place in range(len(script), len(points)):
            for other, option in [*enumerate(points[place].options)][1:]:
                heapq.heappush(open_, (unusual + option.weight, (*taken[:place], other), points[place].about))
    return sorted(driven, key=lambda one: one.taken)


def _rows(driven: list[_Driven]) -> Iterator[Path]:
    same: dict[Way, list[_Driven]] = {}
    for one in driven:
        same.setdefault(one.way, []).append(one)
    first = [min(group, key=_plainness) for group in same.values()]
    for name, one, group in zip(_told_apart(first), first, same.values(), strict=True):
        also = dict.fromkeys(other.words for other in group if other.words != one.words)
        ended = _end(one.run)
        calls = tuple(act.tool for act in one.way if act.what == "did")
        yield Path(
            name, tuple(also), ended.how if ended else one.run.state, ended.reason if ended else "", calls, one.way
        )


def _plainness(one: _Driven) -> int:
    """The fewer and the less unusual its choices, the better the name."""
    return sum(point.options[point.taken].weight for point in one.points)


def _end(run: Run) -> Ended | None:
    """How the person's lane ended; the flow's own end where there is none, or where it did not come to its end."""
    items = sorted(run.items, key=lambda item: item.path.count("/each["))
    return items[0].ended if items and run.ended and run.ended.how == "done" else run.ended


def _told_apart(rows: list[_Driven]) -> list[str]:
    """Their names; where several are alike, with what tells these apart."""
    names = [row.words or "straight through" for row in rows]
    alike: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        alike.setdefault(name, []).append(number)
    for numbers in alike.values():
        if len(numbers) > 1:
            for number, more in zip(numbers, _differences([rows[n] for n in numbers]), strict=True):
                names[number] = ", ".join(part for part in (names[number], more) if part)
    return names


def _differences(rows: list[_Driven]) -> list[str]:
    """How far each came, or what the data decided, whichever tells all of them apart; else they are numbered."""
    decided = [_decided(row.run) for row in rows]
    texts = dict.fromkeys(text for one in decided for text in one)
    differing = [text for text in texts if len({one.get(text) for one in decided}) > 1]
    tries = [[_so_far(row.way) for row in rows]]
    tries += [[_shown(one, [text]) for one in decided] for text in differing]
    tries += [[_shown(one, differing) for one in decided]]
    tries += [[", ".join(each) for each in zip(tries[0], tries[-1], strict=True)]]
    numbered = [f"{n}. of {len(rows)}" for n in range(1, len(rows) + 1)]
    return next((told for told in tries if len(set(told)) == len(rows)), numbered)


def _so_far(way: Way) -> str:
    made = sum(act.what == "did" for act in way)
    return f"after {made} call{'' if made == 1 else 's'}" if made else "before any call"


def _decided(run: Run) -> dict[str, str]:
    return {note.text: "yes" if note.truth else "no" for _, _, note in run.notes if note.kind == "decided"}


def _shown(decided: dict[str, str], texts: list[str]) -> str:
    return ", ".join(f"{text} → {decided[text]}" for text in texts if text in decided)


# What happened, read from a journal.


def ways(run: Run, drive: Drive) -> set[Way]:
    """The ways a run's people went: one for each item of its loops, with what the flow did before and after."""
    return _ways(_lanes(run, drive), "")


Lanes = dict[str, list[Act | tuple[str, ...]]]
"""What each lane did, in order; a tuple of names is a loop with these lanes."""


def _ways(lanes: Lanes, lane: str) -> set[Way]:
    found: set[Way] = {()}
    for act in lanes.get(lane, ()):
        if isinstance(act, Act):
            found = {(*way, act) for way in found}
        elif act:
            inner = set().union(*(_ways(lanes, child) for child in act))
            found = {(*way, *one) for way in found for one in sorted(inner)[:MOST_WAYS]}
            found = set(sorted(found)[:MOST_WAYS])
    return found


def _lanes(run: Run, drive: Drive) -> Lanes:
    lanes: Lanes = {}
    wanted: dict[str, Effect] = {}
    for entry in drive.journal.entries(run.id):
        acts = lanes.setdefault(entry.lane, [])
        want = wanted.pop(entry.lane, None)
        if want is not None:
            acts += _acts(want, entry.outcome.kind, entry.outcome.error)
        if isinstance(entry.want, Effect):
            wanted[entry.lane] = entry.want
        elif isinstance(entry.want, Spawn):
            acts.append(tuple(f"{entry.want.path}/each[{key}]" for key in entry.want.keys))
        if entry.ended is not None:
            value = repr(entry.ended.value) if entry.ended.how == "returned" else ""
            step = "" if entry.ended.how == "done" else entry.ended.step
            acts.append(Act(entry.ended.how, step, value))
    for lane, want in wanted.items():
        lanes[lane].append(Act("waits", want.step))
    return lanes


def _acts(want: Effect, outcome: str, error: str) -> list[Act]:
    """What others saw of a call."""
    if want.tool.startswith("memory.") or (want.effect != "write" and not want.approve):
        return []
    match outcome:
        case "done" | "taken":
            return [Act("did", want.step, want.tool)]
        case "failed":
            return [Act("failed", want.step)]
        case "expired" if not want.approve:
            return [Act("did", want.step, want.tool)]
        case "rejected" | "expired" | "heard" if want.approve and error != "opted-out":
            return [Act("asked", want.step)]
        case _:
            return []


# The paths of a flow's tests.


class Tried(msgspec.Struct, frozen=True):
    """The paths from where a flow's tests begin, and those that none of them went."""

    paths: Paths
    never: tuple[Path, ...]


def tried(compiled: Compiled, catalog: Catalog, programs: dict[str, Linked], results: list[Tested]) -> Tried:
    """Compare the ways that tests went with those there are, from the data they are given."""
    assert compiled.flow is not None
    assert compiled.program is not None

    def play_of(test: flow.Test) -> Play:
        return lambda linked, world: run_test(compiled, catalog, linked, test, programs, world)

    plays = [play_of(test) for test in compiled.flow.tests]
    paths = every_path(link(compiled.program), catalog, plays, MOST_TESTED)
    gone = {way for result in results for way in ways(result.run, result.drive)}
    return Tried(paths, tuple(path for path in paths.rows if path.way not in gone))
