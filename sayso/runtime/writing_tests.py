"""What happened in a rehearsal, written as `test` blocks: one for each distinct outcome among its people.

Candidates only: whoever keeps one runs it first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sayso.compiler import Compiled, ir
from sayso.dsl import expressions as e
from sayso.dsl import flow
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import UNKNOWN, Type
from sayso.interpreter.state import Admit, Await, Effect, Ended, Outcome, Spawn, Want, Watch
from sayso.runtime.simulating import Simulation
from sayso.runtime.writing_values import CannotWrite, Key, Writing, text_of

SPOKEN: tuple[tuple[type[Any], str], ...] = (
    (s.HandOff, "people.hand_off"), (s.Ask, "people.ask"), (s.Say, "people.say"),
)  # fmt: skip
"""Statements that a test names like tools."""
NOT_MADE = ("rejected", "heard", "cancelled")
"""Outcomes of calls that did not go out."""


class Happened(NamedTuple):
    """Something that was wanted, and what came of it."""

    lane: str
    want: Want
    outcome: Outcome


def listened_for(want: Want) -> tuple[Await | Watch, ...]:
    """The events that a lane listens for while it wants something: what it waits for, and what ends its sequences."""
    return (*want.watch, want) if isinstance(want, Await) else want.watch


def heard_of(one: Happened) -> Await | Watch | None:
    """What it listened for and heard."""
    if one.outcome.kind != "heard":
        return None
    watched = (each for each in one.want.watch if each.frame == one.outcome.frame)
    return next(watched, one.want if isinstance(one.want, Await) else None)


class Way(NamedTuple):
    """One person's way, or the flow's own where nobody was taken: its lane, what happened, and how it ended."""

    lane: str
    happened: tuple[Happened, ...]
    ended: Ended | None
    mine: tuple[object, ...]
    others: tuple[object, ...]

    @property
    def outcome(self) -> tuple[object, ...]:
        """What two ways have in common that come to the same: the calls, and how they ended."""
        acts = tuple((one.want.step, one.want.tool) for one in made(self.happened))  # type: ignore[union-attr]
        return acts, (self.ended.how, self.ended.step if self.ended.how != "done" else "") if self.ended else None


def ways_of(found: Simulation) -> list[Way]:
    """A way for each distinct outcome, in the order of the run."""
    happened = tuple(_happened(found))
    run = found.run
    order = {path: number for number, path in enumerate(spawned(one.want for one in happened))}
    ends = [(item.path, item.ended) for item in run.items if item.path.count("/each[") == 1]
    ends.sort(key=lambda end: order.get(end[0], len(order)))
    ways = [_way(lane, ended, happened) for lane, ended in ends] or [_way("", run.ended, happened)]
    each: dict[tuple[object, ...], Way] = {}
    for way in ways:
        each.setdefault(way.outcome, way)
    return list(each.values())


def spawned(wants: Iterable[Want]) -> Iterator[str]:
    """The lanes of loops in the order of their items."""
    for want in wants:
        if isinstance(want, Spawn):
            yield from (f"{want.path}/each[{key}]" for key in want.keys)


def _happened(found: Simulation) -> Iterator[Happened]:
    wanted: dict[str, Want] = {}
    for entry in found.journal.entries(found.run.id):
        before = wanted.pop(entry.lane, None)
        if before is not None:
            yield Happened(entry.lane, before, entry.outcome)
        if entry.want is not None:
            wanted[entry.lane] = entry.want


def _way(lane: str, ended: Ended | None, happened: tuple[Happened, ...]) -> Way:
    """What belongs to one lane: the flow's own steps, its steps, and those of loops inside it."""

    def is_mine(path: str) -> bool:
        return not lane or path == lane or path.startswith(f"{lane}/")

    items: dict[bool, list[object]] = {True: [], False: []}
    for one in happened:
        if isinstance(one.want, Spawn) and (one.lane == "" or is_mine(one.lane)):
            for key, item in zip(one.want.keys, one.want.items, strict=False):
                items[is_mine(f"{one.want.path}/each[{key}]")].append(item)
    kept = tuple(one for one in happened if one.lane == "" or is_mine(one.lane))
    return Way(lane, kept, ended, tuple(items[True]), tuple(items[False]))


def made(happened: tuple[Happened, ...]) -> list[Happened]:
    """The calls that others saw: writes that went out."""
    return [
        one for one in happened
        if isinstance(one.want, Effect) and one.want.effect == "write" and one.outcome.kind not in NOT_MADE
        and not one.want.tool.startswith("memory.")
    ]  # fmt: skip


class Writer:
    """Writes the ways of one rehearsal as tests."""

    def __init__(self, compiled: Compiled, catalog: Catalog, found: Simulation, began: datetime) -> None:
        """`began` is the instant the rehearsal began at."""
        assert compiled.facts is not None
        assert compiled.program is not None
        self.facts, self.program, self.catalog, self.found, self.began = (
            compiled.facts, compiled.program, catalog, found, began,
        )  # fmt: skip
        self.zone = ZoneInfo(catalog.zone)

    def test(self, way: Way, title: str, memory: dict[str, Any], now: bool, reason: bool) -> flow.Test:
        """One test; with the flow's memory, the instant and the reason of its end, or without."""
        writing = Writing(self.catalog, self.facts.used_fields, self.began, frozenset(_opted_out(way)))
        lines = [
            *self._now(now), *self._data(writing), *self._memory(writing, memory), *self._tools(writing, way),
            *self._events(writing, way), *self._answers(writing, way), *self._calls(way),
            *self._end(writing, way, reason),
        ]  # fmt: skip
        return flow.Test(title, tuple(lines))

    # ------------------------------------------------------------------ given

    def _now(self, now: bool) -> Iterator[flow.TestLine]:
        if now:
            here = self.began.astimezone(self.zone)
            yield flow.GivenNow(e.DateTime(here.date(), here.time().replace(second=0, microsecond=0)))

    def _data(self, writing: Writing) -> Iterator[flow.TestLine]:
        for name, value in self.found.inputs.items():
            if value is not None and name in self.facts.inputs:
                yield flow.GivenData((name,), writing.written(value, self.facts.inputs[name]))

    def _memory(self, writing: Writing, memory: dict[str, Any]) -> Iterator[flow.TestLine]:
        for name, value in memory.items():
            if value is not None and name in self.facts.memory:
                yield flow.GivenData(("memory", name), writing.written(value, self.facts.memory[name]))

    def _tools(self, writing: Writing, way: Way) -> Iterator[flow.TestLine]:
        """The first answer of each tool that reads, and what went wrong with others."""
        seen: set[str] = set()
        for one in way.happened:
            want = one.want
            if not isinstance(want, Effect) or want.tool in seen or want.tool.startswith(("memory.", "people.")):
                continue
            line = self._tool(writing, way, want, one.outcome)
            if line is not None:
                seen.add(want.tool)
                yield line

    def _tool(self, writing: Writing, way: Way, want: Effect, outcome: Outcome) -> flow.TestLine | None:
        if want.approve and outcome.kind == "expired":
            raise CannotWrite("nobody answers an approval")
        if outcome.kind == "rejected" and outcome.error != "opted-out":
            return flow.GivenTool(want.tool, "rejected", text_of(outcome.sentence))
        if outcome.kind == "failed":
            return flow.GivenTool(want.tool, "fails", text_of(outcome.sentence))
        if want.effect != "read" or outcome.kind != "done":
            return None
        if want.tool.startswith("flow."):
            raise CannotWrite("another flow")
        value = _narrowed(outcome.value, way) if isinstance(outcome.value, list) else outcome.value
        return flow.GivenTool(want.tool, "returns", writing.written(value, self._returns(want.tool)))

    def _returns(self, tool: str) -> Type:
        found = next((call.returns for call in self.facts.calls.values() if call.tool.name == tool), None)
        return found if found is not None else UNKNOWN

    def _events(self, writing: Writing, way: Way) -> Iterator[flow.TestLine]:
        """Each event that came, counted from where the person began to wait for one of its kind."""
        first: dict[tuple[str, str], datetime] = {}
        for one in way.happened:
            for listened in listened_for(one.want):
                first.setdefault((one.lane, listened.event), one.want.at)
            heard = heard_of(one)
            if heard is not None:
                key, since = heard.key, first[one.lane, heard.event]
                plain = key is not None and "." not in key[0] and isinstance(key[1], str)
                fields = (e.Argument(key[0], writing.written(key[1])),) if key is not None and plain else ()
                yield flow.GivenEvent(heard.event, _length(one.outcome.at - since), fields)

    def _answers(self, writing: Writing, way: Way) -> Iterator[flow.TestLine]:
        names = {
            op.step: op.into for op in self.program.operations if isinstance(op, ir.Call) and op.tool == "people.ask"
        }  # fmt: skip
        seen: set[str] = set()
        for one in way.happened:
            name = names.get(one.want.step) if isinstance(one.want, Effect) and one.want.tool == "people.ask" else None
            if not name or name in seen:
                continue
            seen.add(name)
            if one.outcome.kind == "done":
                yield flow.GivenAnswer(name, writing.written(one.outcome.value), _length(one.outcome.at - one.want.at))
            else:
                yield flow.GivenAnswer(name, None)

    # ------------------------------------------------------------------ expected

    def _calls(self, way: Way) -> Iterator[flow.TestLine]:
        """How often each tool that changes something is called: those of other branches never."""
        counted: dict[str, list[Effect]] = {}
        for one in made(way.happened):
            assert isinstance(one.want, Effect)
            counted.setdefault(one.want.tool, []).append(one.want)
        for tool in dict.fromkeys([*counted, *self._changing()]):
            calls = counted.get(tool, [])
            templates = {str(call.arguments.get("template") or "") for call in calls}
            same = len(templates) == 1 and "" not in templates
            fields = (e.Argument("template", text_of(templates.pop())),) if same else ()
            yield flow.ExpectTool(tool, len(calls), fields)

    def _changing(self) -> Iterator[str]:
        off = {id(inner) for line in self.facts.of(s.Off) for inner in _nodes(line)}
        for call in self.facts.of(s.ToolCall):
            tool = self.catalog.tools.get(call.tool)
            if id(call) not in off and tool is not None and tool.effect == "write":
                yield call.tool
        for kind, name in SPOKEN:
            if any(id(node) not in off for node in self.facts.of(kind)):
                yield name

    def _end(self, writing: Writing, way: Way, reason: bool) -> Iterator[flow.TestLine]:
        ended = way.ended
        if ended is None:
            raise CannotWrite("no end")
        if ended.how in ("skipped", "failed", "stopped"):
            told = text_of(ended.reason) if reason and ended.reason else None
            yield flow.ExpectEnd(ended.how, told)
        else:
            yield flow.ExpectEnd("completed")
        if ended.how == "returned" and ended.value is not None and not isinstance(ended.value, dict | list):
            yield flow.ExpectReturn(writing.written(ended.value))


def _nodes(line: s.Off) -> Iterator[Any]:
    from sayso.dsl.node import walk

    yield from walk(line)


def _narrowed(value: list[Any], way: Way) -> list[Any]:
    """A list without the other people of the rehearsal; with only this one where it holds them."""
    known, strangers = [_key(one) for one in way.mine], [_key(one) for one in way.others]
    mine = [one for one in value if _key(one) in known]
    turned_away = refused(way)
    return mine or [one for one in value if _key(one) not in strangers and _key(one) not in turned_away]


def _key(value: Any) -> Any:
    """What a record is known by, however fresh it is; anything else is itself."""
    return f"{value.get('type')}:{value['id']}" if isinstance(value, dict) and "id" in value else value


def refused(way: Way) -> list[str]:
    """Whom a loop did not take, since it had taken them before: a test begins with nobody taken."""
    found: list[str] = []
    for one in way.happened:
        if isinstance(one.want, Admit) and isinstance(one.outcome.value, list):
            found += [key for key in one.want.keys if key not in one.outcome.value]
    return found


def _opted_out(way: Way) -> Iterator[Key]:
    for one in way.happened:
        if isinstance(one.want, Effect) and one.outcome.error == "opted-out":
            for value in one.want.arguments.values():
                if isinstance(value, dict) and "id" in value:
                    yield str(value.get("type")), str(value["id"])


def _length(span: timedelta) -> e.Duration | None:
    """Whole days where they are, else hours or minutes; nothing for at once."""
    minutes = round(span.total_seconds() / 60)
    for size, unit in ((24 * 60, "days"), (60, "hours"), (1, "minutes")):
        if minutes and minutes % size == 0:
            return e.Duration(Decimal(minutes // size), unit)  # type: ignore[arg-type]
    return None
