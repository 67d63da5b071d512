"""The twelve operations with their expressions linked to closures: what each does, and what it does with the answer.

`run` moves a lane on or leaves a want; `receive` takes what came of that want. Nothing here knows the world.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sayso.compiler import ir
from sayso.dsl import calendar, render
from sayso.dsl.words import words_of
from sayso.interpreter.expressions import Closure, Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.state import Admit, Await, Effect, Frame, Outcome, Reread, Sleep, Spawn

LATE = timedelta(days=1)
"""A stage that is later than this when its turn comes is skipped, unless the flow says otherwise."""


class Linkable:
    """One operation, ready to run."""

    stales: frozenset[str] = frozenset()

    def __init__(self, op: ir.Op, settings: Settings) -> None:
        """Keep the step's id and the names that must be fresh."""
        self.step = op.step
        self.reads = frozenset(op.reads)
        self.settings = settings

    def run(self, moving: Moving) -> None:
        """Move on, leave a want, or end the lane."""
        raise NotImplementedError

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """Take what came of the want."""
        moving.pc += 1

    def expire(self, moving: Moving, outcome: Outcome) -> bool:
        """Whether the operation has its own way on when time is out."""
        return False

    def reread(self, moving: Moving) -> None:
        """Ask for the records of these names again, at their first use after they may have changed."""
        names = sorted(moving.stale & self.reads)
        wanted = [(name, *_identities(moving.env.get(name))) for name in names]
        records = tuple(known for known in wanted if known[2])
        moving.stale -= {known[0] for known in wanted if not known[2]}
        if records:
            path = moving.path(self.step) + "/read"
            moving.want = Reread(path=path, step=self.step, at=moving.now, records=records)


def _identities(value: object) -> tuple[str, tuple[str, ...], bool]:
    records = value if isinstance(value, list) else [value]
    known = [record for record in records if isinstance(record, dict) and "id" in record]
    return known[0]["type"] if known else "", tuple(record["id"] for record in known), isinstance(value, list)


class Assign(Linkable):
    """`let @x = …`"""

    def __init__(self, op: ir.Assign, settings: Settings) -> None:
        """Link the value."""
        super().__init__(op, settings)
        self.name, self.value = op.name, closure(op.value, settings)

    def run(self, moving: Moving) -> None:
        """Bind the name."""
        moving.bind(self.name, self.value(moving.env))
        moving.pc += 1


class Call(Linkable):
    """A tool call, or a built-in effect of people, memory and flows."""

    def __init__(self, op: ir.Call, settings: Settings) -> None:
        """Link the arguments."""
        super().__init__(op, settings)
        self.op = op
        self.arguments = [(name, closure(value, settings)) for name, value in op.arguments]
        self.stales = frozenset(op.stales)
        self.by = closure(op.approval.by, settings) if op.approval else None
        self.within = _optional(op.approval.within if op.approval else op.within, settings)
        self.otherwise = _optional(op.otherwise, settings)

    def run(self, moving: Moving) -> None:
        """Want the effect, with its arguments computed once."""
        env = moving.env
        arguments = {}
        for name, value in self.arguments:
            held = value(env)
            if held is not None:
                arguments[name] = held
        lacking = self._lacking(arguments)
        if lacking:
            moving.leave(self.step, lacking)
            return
        moving.want = Effect(
            path=moving.path(self.step),
            step=self.step,
            at=moving.now,
            watch=moving.watch() if moving.frames and self.op.effect == "write" else (),
            tool=self.op.tool,
            effect=self.op.effect,
            arguments=arguments,
            approve=self.by is not None,
            person=self.by(env) if self.by else None,
            until=_moment(moving, self.within),
            answer=self.op.returns if self.op.tool == "people.ask" else None,
            tainted=self.op.tainted,
        )

    def _lacking(self, arguments: dict[str, Any]) -> str:
        """Why the call cannot be made for this record, or nothing."""
        for name, field in self.op.needs:
            record = arguments.get(name)
            if isinstance(record, dict) and record.get(field) is None:
                title = record.get(self.settings.titles.get(record.get("type", ""), "")) or "this record"
                return f"{title} has no {words_of(field)}"
        return ""

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """Bind the answer; records that may have changed are read again at their next use."""
        if self.op.into is not None:
            moving.bind(self.op.into, outcome.value)
        want = moving.lane.want
        if self.op.tool in moving.linked.marks or self.step in moving.linked.marks:
            assert want is not None
            moving.marks = {**moving.marks, self.op.tool: want.at, self.step: want.at}
        moving.stale |= self.stales
        moving.pc += 1

    def expire(self, moving: Moving, outcome: Outcome) -> bool:
        """A question with `otherwise` takes it, and a hand-off goes on."""
        if self.otherwise is not None:
            moving.bind(self.op.into or "", self.otherwise(moving.env))
        elif self.op.tool != "people.hand_off":
            return False
        moving.stale |= self.stales
        moving.pc += 1
        return True


class Jump(Linkable):
    """Go on elsewhere."""

    def __init__(self, op: ir.Jump, settings: Settings) -> None:
        """Keep the place."""
        super().__init__(op, settings)
        self.to = op.to

    def run(self, moving: Moving) -> None:
        """Go there."""
        moving.pc = self.to


class Test(Linkable):
    """`if`, and the `until` of a `repeat`."""

    __test__ = False

    def __init__(self, op: ir.Test, settings: Settings) -> None:
        """Link the condition, and what it looks at for those who ask why."""
        super().__init__(op, settings)
        self.condition, self.otherwise, self.text = closure(op.condition, settings), op.otherwise, op.text
        self.looks = [(label, closure(core, settings)) for label, core in looks_at(op.condition)]

    def run(self, moving: Moving) -> None:
        """True goes on; false and unknown go to `otherwise`."""
        truth = self.condition(moving.env)
        if moving.notes is not None:
            seen = tuple((label, value(moving.env)) for label, value in self.looks)
            moving.note("decided", self.step, text=self.text, truth=truth, values=seen)
        moving.pc = moving.pc + 1 if truth is True else self.otherwise


def looks_at(core: ir.Core) -> list[tuple[str, ir.Core]]:
    """The data a condition looks at, by the words of its paths: "contact.title"."""
    label = _label(core)
    if label:
        return [(label, core)]
    inner = (getattr(core, name) for name in core.__struct_fields__)
    found = [pair for value in inner for pair in _inside(value)]
    return list(dict(found).items())


def _inside(value: object) -> Iterable[tuple[str, ir.Core]]:
    if isinstance(value, ir.Core):
        return looks_at(value)
    if isinstance(value, tuple):
        return [pair for item in value for pair in _inside(item)]
    return []


def _label(core: ir.Core) -> str:
    match core:
        case ir.Load():
            return core.name
        case ir.Get() | ir.Project():
            of = _label(core.of)
            return f"{of}.{core.field}" if of else ""
    return ""


class Pause(Linkable):
    """`wait`, `wait until`, `stage`."""

    def __init__(self, op: ir.Pause, settings: Settings) -> None:
        """Link the times."""
        super().__init__(op, settings)
        self.op, self.stales = op, frozenset(op.stales)
        self.duration, self.moment = _optional(op.duration, settings), _optional(op.moment, settings)
        self.at_most, self.late = _optional(op.at_most, settings), _optional(op.late, settings)

    def run(self, moving: Moving) -> None:
        """Sleep until the moment; a moment already there is no wait, one too far away leaves the item."""
        if self.duration is not None:
            self._sleep(moving, _moment(moving, self.duration))
            return
        assert self.moment is not None
        moment = _instant(self.moment(moving.env), self.settings.zone)
        if moment is None:
            moving.leave(self.step, "the date to wait for is missing")
        elif moment > moving.now:
            self._sleep(moving, moment)
        else:
            self._arrive(moving, moment)

    def _sleep(self, moving: Moving, until: datetime | None) -> None:
        horizon = _moment(moving, self.at_most)
        if until is None or until <= moving.now:
            moving.pc += 1
        elif horizon is not None and until > horizon:
            words = render.render(until, None, self.settings.zone, {})
            moving.leave(self.step, f"{words} is further away than this flow waits")
        else:
            path, title = moving.path(self.step), self.op.stage or ""
            moving.want = Sleep(
                path=path, step=self.step, at=moving.now, until=until, reason=title, watch=moving.watch()
            )

    def _arrive(self, moving: Moving, moment: datetime) -> None:
        if self.op.stage is not None and moving.now - moment > self._grace(moving, moment):
            moving.note("late", self.step, text=f"stage “{self.op.stage}” is past its date, so it was skipped")
            moving.pc = self.op.exit
        else:
            moving.pc += 1

    def _grace(self, moving: Moving, moment: datetime) -> timedelta:
        if self.late is None:
            return LATE
        return calendar.after(moment, self.late(moving.env), self.settings.zone) - moment

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """A plain wait is over; a date is looked at again with fresh data, unless a person said to go on."""
        moving.stale |= self.stales
        if self.duration is not None or outcome.forced:
            moving.pc += 1


class Listener:
    """What is listened for, linked; shared by `wait for` and `sequence`."""

    def __init__(self, listen: ir.Listen, settings: Settings) -> None:
        """Link the condition and the key."""
        self.listen, self.event = listen, listen.event
        self.where = _optional(listen.where, settings)
        self.key = (listen.key[0], closure(listen.key[1], settings)) if listen.key else None

    def key_in(self, env: dict[str, Any]) -> tuple[str, object] | None:
        """The field of the event that must equal a value of the lane, and that value."""
        return (self.key[0], self.key[1](env)) if self.key else None

    def since(self, moving: Moving) -> datetime:
        """From when on events count."""
        return moving.since(self.listen.after_tools, self.listen.after_step)

    def bind(self, moving: Moving, data: dict[str, object]) -> None:
        """Give the event its names in the lane."""
        for name, value in self.named(data).items():
            moving.bind(name, value)

    def named(self, data: dict[str, object]) -> dict[str, object]:
        """The names the event gets: `event`, and its short name where that is free."""
        first = next(iter(data.values()), None)
        return {name: data.get(name, first) for name in self.listen.names}

    def hears(self, env: dict[str, Any], data: dict[str, object]) -> bool:
        """Whether this event is meant."""
        return self.where is None or self.where({**env, **self.named(data)}) is True


class Hear(Linkable):
    """`wait for EVENT`"""

    def __init__(self, op: ir.Hear, settings: Settings) -> None:
        """Link what is listened for."""
        super().__init__(op, settings)
        self.op, self.listener, self.at_most = op, Listener(op.listen, settings), closure(op.at_most, settings)
        self.stales = frozenset(op.stales)

    def run(self, moving: Moving) -> None:
        """Want the event."""
        until = _moment(moving, self.at_most)
        assert until is not None
        moving.want = Await(
            path=moving.path(self.step), step=self.step, at=moving.now, watch=moving.watch(), event=self.listener.event,
            key=self.listener.key_in(moving.env), since=self.listener.since(moving), until=until,
        )  # fmt: skip

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """The event came, or time is out."""
        moving.stale |= self.stales
        if outcome.event is None:
            moving.pc = self.op.otherwise
        else:
            self.listener.bind(moving, outcome.event.data)
            moving.pc += 1


class Each(Linkable):
    """`for each`"""

    def __init__(self, op: ir.Each, settings: Settings) -> None:
        """Link the list."""
        super().__init__(op, settings)
        self.op, self.items, self.per = op, closure(op.items, settings), _optional(op.per, settings)

    def run(self, moving: Moving) -> None:
        """Ask who of the list may be taken; a record that stands twice is taken once."""
        keys = tuple(self._keyed(moving, moving.now))
        since = None
        if self.per is not None:
            since = calendar.after(moving.now, -self.per(moving.env), self.settings.zone)
        path = moving.path(self.step)
        moving.want = Admit(
            path=path, step=self.step, at=moving.now, loop=self.op.loop, keys=keys, at_most=self.op.at_most, again=self.op.again, since=since
        )

    def _keyed(self, moving: Moving, now: datetime) -> dict[str, Any]:
        items = self.items({**moving.env, "now": now}) or []
        keyed: dict[str, Any] = {}
        for number, item in enumerate(items):
            keyed.setdefault(item_key(item, number, self.op.again), item)
        return keyed

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """Open a lane for each one admitted; when all have ended, go on after the loop."""
        if outcome.kind == "gathered":
            if self.op.collect is not None:
                moving.bind(self.op.collect, outcome.value)
            moving.pc = self.op.after
            return
        assert moving.lane.want is not None
        keyed = self._keyed(moving, moving.lane.want.at)
        taken = [key for key in outcome.value if key in keyed]  # type: ignore[attr-defined]
        if outcome.left:
            moving.note("left", self.step, values=tuple(outcome.left.items()))
        moving.want = Spawn(
            path=moving.path(self.step), step=self.step, at=moving.now, loop=self.op.loop, item=self.op.item,
            body=moving.pc + 1, items=[keyed[key] for key in taken],
            keys=tuple(taken), left=outcome.left, one_at_a_time=self.op.one_at_a_time or self.op.stop_on_error,
            stop_on_error=self.op.stop_on_error,
        )  # fmt: skip


def item_key(item: object, number: int, again: str) -> str:
    """What an item is called in a path: "contact:ann" for a record; its own words where `once` must know it again."""
    if isinstance(item, dict) and "id" in item:
        return f"{item['type']}:{item['id']}"
    return f"={item}" if again == "once" and not isinstance(item, dict) else str(number)


class Guard(Linkable):
    """Begin of a `try` or a `sequence`."""

    def __init__(self, op: ir.Guard, settings: Settings) -> None:
        """Link what ends a sequence."""
        super().__init__(op, settings)
        self.op, self.stales = op, frozenset(op.stales)
        self.listener = Listener(op.listen, settings) if op.listen else None

    def run(self, moving: Moving) -> None:
        """Open the guard."""
        moving.frames = (*moving.frames, Frame("sequence" if self.listener else "try", moving.pc))
        moving.pc += 1

    def catch(self, moving: Moving, outcome: Outcome, failing: Linkable) -> None:
        """Go to the handler, with the error or the event under its name."""
        if self.listener is not None and outcome.event is not None:
            self.listener.bind(moving, outcome.event.data)
            moving.stale |= self.stales
        elif self.op.error is not None:
            tool = failing.op.tool if isinstance(failing, Call) else ""
            kind = outcome.error or outcome.kind
            moving.bind(self.op.error, {"message": outcome.sentence, "kind": kind, "tool": tool})
        moving.pc = self.op.handler


class Release(Linkable):
    """End of the innermost guard."""

    def run(self, moving: Moving) -> None:
        """Close it."""
        moving.frames = moving.frames[:-1]
        moving.pc += 1


class Turn(Linkable):
    """The head of a `repeat`."""

    def __init__(self, op: ir.Turn, settings: Settings) -> None:
        """Keep the limit."""
        super().__init__(op, settings)
        self.op = op

    def run(self, moving: Moving) -> None:
        """Count a turn, or leave when all were used."""
        frames = moving.frames
        open_here = bool(frames) and frames[-1].kind == "turn" and frames[-1].at == moving.pc
        turn = frames[-1].turn + 1 if open_here else 1
        outer = frames[:-1] if open_here else frames
        if turn > self.op.at_most:
            moving.frames, moving.pc = outer, self.op.exit
        else:
            moving.frames = (*outer, Frame("turn", moving.pc, turn))
            moving.pc += 1


class Hand(Linkable):
    """`keep`"""

    def __init__(self, op: ir.Hand, settings: Settings) -> None:
        """Link the value."""
        super().__init__(op, settings)
        self.value = closure(op.value, settings)

    def run(self, moving: Moving) -> None:
        """Hand the value out."""
        moving.kept = [*moving.kept, self.value(moving.env)]
        moving.pc += 1


class End(Linkable):
    """The end of a lane."""

    def __init__(self, op: ir.End, settings: Settings) -> None:
        """Link the reason or value."""
        super().__init__(op, settings)
        self.op, self.value = op, _optional(op.value, settings)

    def run(self, moving: Moving) -> None:
        """End it."""
        value = self.value(moving.env) if self.value else None
        if self.op.how == "returned":
            moving.end("returned", self.step, value=value)
        else:
            moving.end(self.op.how, self.step, str(value or ""))


def _optional(core: ir.Core | None, settings: Settings) -> Closure | None:
    return closure(core, settings) if core is not None else None


def _instant(value: object, zone: ZoneInfo) -> datetime | None:
    """A date stands for the beginning of its day."""
    if isinstance(value, datetime):
        return value
    return calendar.start_of_day(value, zone) if isinstance(value, date) else None


def _moment(moving: Moving, within: Closure | None) -> datetime | None:
    """The instant a duration from now, by the calendar of the program's zone."""
    duration = within(moving.env) if within else None
    return calendar.after(moving.now, duration, moving.linked.settings.zone) if duration is not None else None
