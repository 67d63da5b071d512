"""A world that costs as much as it may: full lists, the longest waits, answers at the last moment, late failures.

What could go either way follows from salts, by the step it belongs to, the same for all items of a loop.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sayso.compiler import Compiled, ir
from sayso.connectors.shape import Call, ToolError
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import Type, Unknown
from sayso.interpreter import Linked
from sayso.interpreter.state import Await, Effect, Event, Outcome, Watch
from sayso.runtime.world import Answer, Granted, Parked, Place
from tests.bounds.plenty import BEFORE_WINTER, Plenty
from tests.properties.generating.chance import Chance
from tests.properties.worlds import RandomWorld

FAILS, REFUSED, LOST, COMES = 15, 10, 5, 60
"""Of a hundred calls, approvals, questions and waits so many fail, are refused, get lost, and hear their event."""
TURNS, KEYS = re.compile(r"turn\[\d+\]"), re.compile(r"\[[^\]]*\]")
LATE = timedelta(seconds=1)
"""So much before the end an answer still counts."""
Salts = dict[str, int]
"""Which way things go, by what is decided; "" stands for all that is not named."""


class GreedyWorld(RandomWorld):
    """A world that is as greedy as it may be; `decided` names what could have gone another way.

    `hear` is told of events that come at once.
    """

    def __init__(self, salts: Salts, catalog: Catalog, programs: dict[str, Linked], compiled: Compiled) -> None:
        super().__init__("", catalog, programs)
        assert compiled.flow is not None and compiled.facts is not None and compiled.bounds is not None
        self.salts, self.used, self.longest = salts, compiled.facts.used_fields, compiled.bounds.longest
        self.decided: dict[str, None] = {}
        self.hear: Callable[[Place, Event], None] = lambda place, event: None
        self.flow, self.things = compiled.flow, Plenty(self.at, catalog, compiled.flow)

    def at(self, *place: object) -> Chance:
        """Choices that depend on the step alone, not on the item."""
        key = "|".join(str(part) for part in place)
        if place[0] != "field" or any(path.startswith(str(place[2])) for path in self.used.get(str(place[1]), ())):
            self.decided[key] = None
        return Chance(f"{self.salts.get(key, self.salts.get('', 0))}|{key}")

    def happens(self, percent: int, *place: object) -> bool:
        """Whether something happens; where it is tried another way, as often as not."""
        key = "|".join(str(part) for part in place)
        return self.at(*place).yes(50 if key in self.salts else percent)

    def inputs(self, linked: Linked) -> tuple[dict[str, Any], dict[str, Any]]:
        """A trigger and what it brings."""
        start = self.at("trigger").one(linked.program.starts) if linked.program.starts else ir.Start("manual")
        data = {name: self._input(name, kind) for name, kind in start.binds}
        return {"kind": start.kind, "name": start.name}, data

    def _input(self, name: str, kind: Type) -> Any:
        """A value under a name; `@previous` is a record as it was before."""
        of_then = Plenty(lambda *place: self.at(*place, name), self.catalog, self.flow)
        return (of_then if name == "previous" else self.things).value(kind, self.at("input", name))

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """At the last moment, mostly yes."""
        at = want.until or now
        if self.happens(REFUSED, "approve", _flow(place), want.step):
            return Outcome("rejected", at, sentence="no", error="rejected")
        return Granted(at, want.arguments)

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        if self.happens(LOST, "lost", _flow(place), want.step):
            return Outcome("failed", now, sentence="no luck", error="failed")
        about = ("person", _flow(place), want.step, TURNS.findall(want.path))
        chance = self.at("answer", *about)
        if self.happens(REFUSED, *about):
            return Parked("question", "waits", want.person)
        value = None if want.tool == "people.hand_off" else self.things.value(want.answer or Unknown(), chance)
        return Outcome("done", want.until or now, value=value)

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """As usual; whether it fails depends on the step."""
        self._failing = self.happens(FAILS, "fails", _flow(place), want.step)
        answer = super().call(place, want, now)
        for watch in want.watch:
            if self.happens(FAILS, "at once", _flow(place), want.step, watch.event):
                self.hear(place, Event(f"{want.path}/{watch.event}", watch.event, now, self._data(watch)))
        return answer

    def _perform(self, call: Call) -> object:
        if self._failing:
            raise ToolError("failed", "no luck")
        tool = self.catalog.tools[call.tool]
        if tool.returns is None:
            return None
        value = self.things.value(tool.returns, self.at("call", call.tool))
        return value[: tool.at_most] if isinstance(value, list) else value

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        return self.things.record(kind, id, self.at("read", kind))

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterator[tuple[datetime, dict[str, Any]]]:
        """At the last moment, at some moment of a sequence, or never."""
        step = want.step if isinstance(want, Await) else f"#{want.frame}"
        if self.happens(COMES, "event", _flow(place), step, want.event):
            late = self.longest * self.at("late", _flow(place), step, want.event).number(0, 100) ** 2 // 10_000
            at = want.until - LATE if isinstance(want, Await) else now + timedelta(seconds=late)
            yield at, self._data(want)

    def early(self, linked: Linked) -> Iterator[Event]:
        """Events that come before a sequence begins to listen."""
        heard = sorted({op.listen.event for op in linked.program.operations if isinstance(op, ir.Guard) and op.listen})
        for name in heard:
            if self.happens(REFUSED, "early", name):
                late = self.longest * self.at("how early", name).number(0, 100) ** 2 // 10_000
                at = BEFORE_WINTER + timedelta(seconds=late)
                yield Event(f"early {name}", name, at, self._fields(name))

    def _fields(self, name: str) -> dict[str, Any]:
        binds = self.catalog.events[name].binds
        return {bound: self.things.value(kind, self.at("event", name, bound)) for bound, kind in binds}

    def _data(self, want: Await | Watch) -> dict[str, Any]:
        data = self._fields(want.event)
        first = next(iter(data.values()), None)
        if want.key is not None and "." not in want.key[0] and isinstance(first, dict):
            first[want.key[0]] = want.key[1]
        return data


def _flow(place: Place) -> str:
    """The flow by the steps that called it, whatever the item and the turn."""
    return KEYS.sub("", place.run)
