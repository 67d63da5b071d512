"""What two runs of a flow did alike: each lane step by step, up to where one goes another way than the other."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from sayso.compiler import Compiled, trust
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.node import walk
from sayso.interpreter import link
from sayso.interpreter.state import Effect
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Entry
from tests.properties.generating.catalog import catalog, programs
from tests.properties.playing import settle
from tests.properties.worlds import MONDAY
from tests.trust.two_worlds import EVIL, StrangersWorld

ITEM = re.compile(r"/?(?:turn\[\d+\]/)*(s\d+)/each\[")
FOREIGN = re.compile(rf"stranger|{re.escape(EVIL)}")


class Act(msgspec.Struct, frozen=True):
    """One thing a lane did: what came, what was decided, what it then wanted, how it ended."""

    what: tuple[object, ...]
    step: str
    at: datetime
    effect: Effect | None = None
    ended: bool = False


Lane = tuple[str, str]
Trails = dict[Lane, list[Act]]


class Two(msgspec.Struct, frozen=True):
    """One flow, run in both worlds."""

    compiled: Compiled
    worlds: tuple[StrangersWorld, StrangersWorld]
    trails: tuple[Trails, Trails]

    def fork(self, lane: Lane) -> int | None:
        """The number of the act at which a lane that is in both worlds goes two ways; None if it never does."""
        one, other = (trails[lane] for trails in self.trails)
        for number, (a, b) in enumerate(zip(one, other, strict=False)):
            if a.what != b.what:
                return number
        return None if len(one) == len(other) else min(len(one), len(other))

    def shared(self) -> list[Lane]:
        """The lanes that both worlds have."""
        return [lane for lane in self.trails[0] if lane in self.trails[1]]


def run_twice(compiled: Compiled, seed: str, matching: bool = False) -> Two:
    """The flow in two worlds that differ only in strangers' words."""
    worlds = tuple(StrangersWorld(seed, words, catalog(), programs(), matching) for words in ("one", "other"))
    one, other = worlds
    return Two(compiled, (one, other), (_trails(compiled, one), _trails(compiled, other)))


def _trails(compiled: Compiled, world: StrangersWorld) -> Trails:
    assert compiled.program is not None
    linked, drive = link(compiled.program), Drive(world, explain=True)
    trigger, inputs = world.inputs(linked)
    drive.begin(linked, inputs, MONDAY, text=compiled.text, id="run", trigger=trigger)
    settle(drive, world)
    found: Trails = {}
    told = {run.id: list(run.notes) for run in drive.runs.values()}
    for number, line in enumerate(drive.journal.lines):
        if isinstance(line, Entry):
            decided = [note for at, lane, note in told[line.run] if at == number and lane == line.lane]
            trail = found.setdefault((line.run, line.lane), [])
            trail += _acts(line, decided, trail[-1].step if trail else "")
    return found


def _acts(line: Entry, decided: list[Any], before: str) -> Iterator[Act]:
    at = line.outcome.at
    yield Act(("came", line.outcome.kind), before, at)
    for note in decided:
        yield Act((note.kind, note.step, note.truth), note.step, at)
    if line.want is not None:
        effect = line.want if isinstance(line.want, Effect) else None
        yield Act((type(line.want).__name__, line.want.path), line.want.step, at, effect)
    if line.ended is not None:
        yield Act(("ended", line.ended.how, line.ended.step), line.ended.step, at, ended=True)


# What must hold.


def changed_targets(two: Two, known: Catalog) -> Iterator[str]:
    """Calls whose targets differ, though their lane went the same way up to there."""
    for lane in two.shared():
        one, other = (trails[lane] for trails in two.trails)
        for a, b in zip(one[: two.fork(lane)], other, strict=False):
            if a.effect is not None and b.effect is not None:
                aims = _aims(a.effect, known), _aims(b.effect, known)
                if aims[0] != aims[1]:
                    yield f"{a.effect.path} {a.effect.tool}: {aims[0]} / {aims[1]}"


def foreign_targets(two: Two, known: Catalog) -> Iterator[str]:
    """Calls that nobody approved and that aim at a stranger's word."""
    for trails in two.trails:
        for act in (act for trail in trails.values() for act in trail):
            if act.effect is not None and FOREIGN.search(str(aims := _aims(act.effect, known))):
                yield f"{act.effect.path} {act.effect.tool}: {aims}"


def _aims(effect: Effect, known: Catalog) -> dict[str, object]:
    """What a call aims at, unless a person looks at it; of a record its id and what the tool needs of it."""
    tool = known.tools.get(effect.tool)
    if effect.approve:
        return {}
    if tool is None:
        inputs = effect.arguments.get("inputs")
        given = inputs.items() if isinstance(inputs, dict) else ()
        return {name: _target(value, ()) for name, value in given if isinstance(value, dict)}
    return {
        parameter.name: _target(effect.arguments.get(parameter.name), parameter.needs)
        for parameter in tool.parameters
        if (parameter.aims or (parameter.changes and isinstance(effect.arguments.get(parameter.name), dict)))
        and not _is_visitor(effect.arguments.get(parameter.name))
    }


def _target(value: object, needs: tuple[str, ...]) -> object:
    if not isinstance(value, dict):
        return value
    return (value.get("type"), value.get("id"), *(value.get(name) for name in needs))


def _is_visitor(value: object) -> bool:
    return isinstance(value, dict) and value.get("type") == "visitor"


def unmarked_forks(two: Two, known: Catalog) -> Iterator[str]:
    """Places where a lane went two ways, or was there in one world only, and nothing there is marked."""
    marked = {"run": marked_steps(two.compiled, known)}
    for lane in two.shared():
        number = two.fork(lane)
        guilty = _guilty(two, lane, number) if number is not None else None
        if guilty is not None and not guilty & marked.get(lane[0], set()):
            yield f"lane {lane} parts at {sorted(guilty)}"
    for lane in two.trails[0].keys() ^ two.trails[1].keys():
        if not _explained(two, lane, marked.get(lane[0], set())):
            yield f"lane {lane} is in one world only"


def _guilty(two: Two, lane: Lane, number: int) -> set[str] | None:
    """The steps of which one must be marked; None where only the clock differs."""
    one, other = (trails[lane] for trails in two.trails)
    before = one[number - 1]
    if number and other[number - 1].at != before.at:
        return None
    ends = [trail[number] for trail in (one, other) if number < len(trail)]
    slept = {act.step for act in ends if act.what[0] == "Sleep"}
    if slept & _plain_waits(two.compiled):
        return None
    steps = {before.step} | slept | {act.step for act in ends if act.ended or act.what[0] == "came"}
    if len({act.step for act in ends}) == 1:
        steps |= {act.step for act in ends}
    return steps | _around(two.compiled, before.step)


def _plain_waits(compiled: Compiled) -> set[str]:
    """The steps that only take time."""
    assert compiled.facts is not None
    return {compiled.facts.step_of(wait) for wait in compiled.facts.of(s.Wait)}


def _around(compiled: Compiled, step: str) -> set[str]:
    """The sequences a step stands in: their event may come at any of its waits."""
    assert compiled.flow is not None and compiled.facts is not None
    sequences = [node for node in walk(compiled.flow.body) if isinstance(node, s.Sequence)]
    return {
        compiled.facts.step_of(sequence)
        for sequence in sequences
        if any(compiled.facts.steps.get(id(node)) == step for node in walk(sequence))
    }


def _explained(two: Two, lane: Lane, marked: set[str]) -> bool:
    """Whether what opened this lane, an item's or another flow's, went two ways before, or its loop is marked."""
    run, path = lane
    known = {*two.trails[0], *two.trails[1]}
    if not path:
        return any(_parted(two, one) for one in known if run.startswith("/".join(part for part in one if part) + "/"))
    above = (run, max((one for id, one in known if id == run and path.startswith(f"{one}/")), default="", key=len))
    step = ITEM.match(path.removeprefix(above[1]))
    assert step is not None, path
    if step[1] in marked or _parted(two, above):
        return True
    loop = above[1] + path.removeprefix(above[1])[: step.end()]
    return _stops(two.compiled, step[1]) and any(_parted(two, one) for one in known if one[1].startswith(loop))


def _stops(compiled: Compiled, step: str) -> bool:
    """Whether a loop's items stand behind the one before."""
    assert compiled.facts is not None
    return any(loop.stop_on_error for loop in compiled.facts.of(s.ForEach) if compiled.facts.step_of(loop) == step)


def _parted(two: Two, lane: Lane) -> bool:
    """Whether a lane is in one world only, or goes two ways."""
    return lane not in two.shared() or two.fork(lane) is not None


def marked_steps(compiled: Compiled, known: Catalog) -> set[str]:
    """The steps that the compiler marks as decided by a stranger's words."""
    assert compiled.flow is not None and compiled.facts is not None
    marks = trust.marks(compiled.flow, compiled.facts, known)
    return {step for node, step in compiled.facts.steps.items() if node in marks}
