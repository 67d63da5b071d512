"""A simulated world in which outsiders do what a chooser picks: every place where things could go another way is a
choice point, met in the order of the run. Whoever drives the same flow again with other picks goes another way.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import BOOLEAN, Choice, ListOf, Type, may_be_missing, present
from sayso.dsl.words import words_of
from sayso.interpreter import Linked
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations import Call
from sayso.interpreter.operations.calls import lacking
from sayso.interpreter.state import Admit, Await, Effect, Event, Outcome, Watch
from sayso.runtime.loading import loaded
from sayso.runtime.sampling import sample
from sayso.runtime.world import Answer, Granted, Parked, Place
from sayso.runtime.worlds.building import take_in
from sayso.runtime.worlds.choices import Answering, Coming, path_of
from sayso.runtime.worlds.layout import Layout
from sayso.runtime.worlds.simulated import SimulatedWorld, half

EVENTS = {"email.replied": ("replied", "no reply")}
"""What an event's coming and not coming are called where the rule for the others reads badly."""
SOON = timedelta(hours=1)
"""How long after a `sequence` first waits the event comes that ends it."""
RARE = ("nobody taken", "nobody approved in time", "nobody took over", " at once")
"""How options end that come after others which mean much the same."""
MOST_ITEMS = 3
"""Of a loop's list so many items are tried, each on a way of its own."""


class Option(msgspec.Struct, frozen=True):
    """One way on: what it is called, or "" where it is the way one expects and nobody would mention it.

    `weight` says how unusual it is: 0 for the first, 1 for the others, 2 for what hardly ever happens.
    """

    words: str = ""
    weight: int = 0


class Point(msgspec.Struct, frozen=True):
    """A choice that was met: what it is about, its options, and which was taken."""

    about: str
    options: tuple[Option, ...]
    taken: int


class Chooser:
    """Takes the options of a script, the first one past its end, and keeps what it met."""

    def __init__(self) -> None:
        """With an empty script."""
        self._layouts: dict[str, Layout] = {}
        self.begin(())

    def begin(self, script: Sequence[int]) -> None:
        """Forget what was met; take these options next."""
        self.script, self.points = tuple(script), list[Point]()
        self._made: dict[str, int] = {}

    def pick(self, key: str, about: str, options: Sequence[Option]) -> int:
        """The option for the choice of this name; the same one whenever it is met again."""
        if key not in self._made:
            number = len(self.points)
            taken = self.script[number] if number < len(self.script) else 0
            if len(options) > 1:
                self.points.append(Point(about, tuple(options), taken))
            self._made[key] = taken if len(options) > 1 else 0
        return self._made[key]

    def layout(self, program: ir.Program) -> Layout:
        """Where the steps of a program stand."""
        if program.version not in self._layouts:
            self._layouts[program.version] = Layout(program)
        return self._layouts[program.version]


class ChoosingWorld(SimulatedWorld):
    """A simulated world that asks a chooser where things could go another way; flows it calls go the usual way."""

    def __init__(self, chooser: Chooser, *world: Any) -> None:
        """`world` is what a simulated world is made of."""
        super().__init__(*world)
        self.chooser = chooser
        self._about: tuple[Place, Effect] | None = None

    def _layout(self, place: Place) -> Layout:
        return self.chooser.layout(place.linked.program)

    def _pick(self, place: Place, step: str, key: str, about: str, *options: str) -> int:
        if "/" in place.run:
            return 0
        weighed = [Option(words, 2 if words.endswith(RARE) else min(number, 1)) for number, words in enumerate(options)]
        return self.chooser.pick(self._layout(place).steady(key, step), about, weighed)

    # People.

    def refuses(self, place: Place, want: Effect, now: datetime) -> Outcome | None:
        """As ever, but whether somebody opted out is a choice."""
        self._about = place, want
        return super().refuses(place, want, now)

    def _opted_out(self, record: dict[str, Any], now: datetime) -> bool:
        declared = self.catalog.records.get(str(record.get("type")))
        if self._about is None or declared is None or declared.field("unsubscribed") is None:
            return False
        place, want = self._about
        return self._pick(place, want.step, f"{want.path} opted out", want.tool, "", "opted out") == 1

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Yes, no, or nobody in time."""
        options = "", "not approved", "nobody approved in time"
        taken = self._pick(place, want.step, f"{want.path} approval", want.tool, *options)
        if taken == 2:
            return Parked("approval", "waits for an approval that never comes", want.person)
        at = now + half(now, want.until)
        return Outcome("rejected", at, sentence=options[1], error="rejected") if taken else Granted(at, want.arguments)

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        at = now + half(now, want.until)
        if want.tool == "people.hand_off":
            options = "", "taken over", "nobody took over"
            taken = self._pick(place, want.step, want.path, want.tool, *options)
            outcomes: list[Answer] = [Outcome("done", at), Outcome("taken", at, sentence="taken over")]
            return [*outcomes, Parked("hand-off", "waits for somebody who never comes", want.person)][taken]
        op = self._layout(place).call(want)
        name = words_of(op.into or "answer") if op else "answer"
        values = _values(want.answer) or [self._given(want.tool, want.answer, now, op)]
        words = [f"{name}: {_said(value)}" if len(values) > 1 else f"{name}: answered" for value in values]
        taken = self._pick(place, want.step, want.path, want.tool, *words, f"{name}: nobody answered")
        if taken == len(values):
            return Parked("question", "waits for an answer that never comes", want.person)
        return Outcome("done", at, value=values[taken])

    def _given(self, tool: str, kind: Type | None, now: datetime, op: ir.Call | None) -> object:
        reply = self.choices.replies.get(op.into or "") if op else None
        return reply.value if reply and reply.value is not None else self._sample(kind, now)

    # Tools.

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """As ever; each call inside a `sequence` may bring about the event that ends it."""
        answer = super().call(place, want, now)
        if isinstance(answer, Outcome) and answer.kind == "done" and not want.tool.startswith("memory."):
            for watch in want.watch:
                if self._comes(place, want.step, f"{want.path} {watch.event}", watch.event, f" after {want.tool}"):
                    data = self.event_data(self._coming(watch.event), watch.key, now)
                    self.caused.append(Event(f"{want.path}/{watch.event}", watch.event, now, data))
        return answer

    def _tool(self, place: Place, want: Effect, now: datetime) -> Answer:
        layout = self._layout(place)
        op, kind = layout.call(want), layout.returns(want, self.catalog)
        values = layout.told_apart(_values(kind)) if want.effect != "write" else []
        options = [_word(want.tool, value) for value in values] or [""]
        if kind is not None and not values and want.effect != "write" and _may_be_nothing(kind):
            options.append("nothing found")
        rule = self._rule(want.tool, want.arguments)
        failing, unknown = f"{want.tool} failed", f"nobody knows whether {want.tool} went out"
        if layout.in_try(want.step) or (rule and rule.does == "fails"):
            options.append(failing)
        if rule and rule.does == "uncertain":
            options.append(unknown)
        taken = self._pick(place, want.step, want.path, want.tool, *options)
        if options[taken] == failing:
            return Outcome("failed", now, sentence=failing, error="failed")
        if options[taken] == unknown:
            return Parked("uncertain", unknown)
        answer = super()._tool(place, want, now)
        if isinstance(answer, Outcome) and answer.error == "opted-out":
            answer = Outcome("done", now)  # what the record says was a choice, and taken before
        if not isinstance(answer, Outcome) or answer.kind != "done" or op is None:
            return answer
        if values:
            return msgspec.structs.replace(answer, value=values[taken])
        value = _nothing(kind) if taken else self._something(answer.value, kind, now)
        return msgspec.structs.replace(answer, value=loaded(value, place.linked.loads))

    def _as_told(self, rule: Answering, tool: str, now: datetime) -> Outcome:
        return Outcome("done", now, value=rule.value if rule.does == "returns" else None)

    def _something(self, value: Any, kind: Type | None, now: datetime) -> Any:
        return value if kind is None or value not in (None, []) else self._sample(kind, now)

    def _sample(self, kind: Type | None, now: datetime) -> Any:
        """A made-up value; its records are part of the world."""
        value = sample(kind, self.catalog, now) if kind is not None else None
        take_in(self.sides, [value], now)
        return value

    def program(self, flow: str) -> Linked | Outcome | None:
        """Another flow; inside a `try` it may fail, and one that is not here gives a sample."""
        found = super().program(flow)
        if self._about is None:
            return found
        place, want = self._about
        layout, failing = self._layout(place), f"{flow} failed"
        options = ["", failing] if layout.in_try(want.step) else [""]
        now = datetime.min.replace(tzinfo=self.zone)
        if self._pick(place, want.step, want.path, flow, *options):
            return Outcome("failed", now, sentence=failing, error="failed")
        return found or Outcome("done", now, value=self._sample(layout.returns(want, self.catalog), want.at))

    # Loops and events.

    def admit(self, place: Place, want: Admit, now: datetime) -> Outcome:
        """One of the first few, each on a way of its own, or nobody."""
        keys = want.keys[:MOST_ITEMS]
        options = [*("" for _ in keys), "nobody taken"] if keys else [""]
        taken = self._pick(place, want.step, want.path, want.loop, *options)
        return Outcome("admitted", now, value=list(keys[taken : taken + 1]))

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """The event comes, or it does not."""
        if isinstance(want, Await):
            step, key, after, when = want.step, want.path, half(now, want.until), ""
        else:
            step, key, after, when = "", path_of(place.lane, want), SOON, " at once"
        if self._comes(place, step, key, want.event, when):
            given = [coming for coming in self.choices.events if coming.event == want.event]
            for coming in [*given, Coming(want.event)]:
                yield now + after, self.event_data(coming, want.key, now + after)

    def _comes(self, place: Place, step: str, key: str, event: str, when: str) -> bool:
        came, missed = event_words(event)
        options = (came, missed) if not when else ("", came + when)
        return self._pick(place, step, key, event, *options) == (1 if when else 0)

    def _coming(self, event: str) -> Coming:
        return next((coming for coming in self.choices.events if coming.event == event), Coming(event))

    def scheduled(self) -> list[Event]:
        """Events come to those who wait for them."""
        return []


class _Needing(Call):
    """A call that sends: whether the record it goes to has the fields it needs is a choice, once per record."""

    def __init__(self, op: ir.Call, linked: Linked, catalog: Catalog, chooser: Chooser) -> None:
        super().__init__(op, linked.settings)
        self.catalog, self.chooser = catalog, chooser

    def run(self, moving: Moving) -> int:
        onward = super().run(moving)
        want = moving.lane.want
        if not isinstance(want, Effect):
            return onward
        for name, field in self.op.needs:
            record = want.arguments.get(name)
            if isinstance(record, dict) and self._optional(record, field):
                options = Option(), Option(f"no {words_of(field)}", 2)
                if self.chooser.pick(f"{record.get('id')} {field}", self.op.tool, options):
                    why = lacking(self.op.needs, {name: {**record, field: None}}, self.settings)
                    moving.lane.want = None
                    return moving.leave(self.step, why)
        return onward

    def _optional(self, record: dict[str, Any], name: str) -> bool:
        declared = self.catalog.records.get(str(record.get("type")))
        field = declared.field(name) if declared else None
        return field is not None and may_be_missing(field.type)


def choosing(linked: Linked, catalog: Catalog, chooser: Chooser) -> Linked:
    """The program, where a message that cannot go out is a choice too."""
    twin = Linked(linked.program, linked.text)
    for place, op in enumerate(linked.program.operations):
        if isinstance(op, ir.Call) and op.needs and op.tool in catalog.tools and catalog.tools[op.tool].sends:
            twin.put(place, _Needing(op, twin, catalog, chooser))
    return twin


def event_words(event: str) -> tuple[str, str]:
    """What an event's coming and not coming are called: ("stage changed", "stage not changed")."""
    if event in EVENTS:
        return EVENTS[event]
    came = re.sub(r"[._]", " ", event)
    return came, re.sub(r"(\S+)$", r"not \1", came)


def _values(kind: Type | None) -> list[Any]:
    """Every value of a type that has few."""
    kind = present(kind) if kind is not None else None
    return [True, False] if kind == BOOLEAN else list(kind.options) if isinstance(kind, Choice) else []


def _word(tool: str, value: Any) -> str:
    """`accepted` and `not accepted` for `check_accepted`; the option of a choice."""
    if not isinstance(value, bool):
        return str(value)
    said = words_of(tool.partition(".")[2]).removeprefix("check ").removeprefix("is ")
    return said if value else f"not {said}"


def _said(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _may_be_nothing(kind: Type) -> bool:
    return may_be_missing(kind) or isinstance(present(kind), ListOf)


def _nothing(kind: Type | None) -> object:
    return [] if kind is not None and isinstance(present(kind), ListOf) else None
