"""A lane: its names, what they stand for just now, and how it waits and hears."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sayso.dsl import calendar
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.node import walk
from sayso.dsl.types import ListOf, RecordOf, Type, present
from tests.reference.evaluator.control import Cut, Ending, Guard, Run
from tests.reference.evaluator.kinds import kind_of
from tests.reference.evaluator.scheduling import Pause, Steps, Strand
from tests.reference.evaluator.values import Inside, evaluate
from tests.reference.evaluator.world import Happening, LaneTrace


class Lane(ABC):
    """One strand of a run: its names, and what it has done so far."""

    def __init__(self, run: Run, path: str, order: tuple[int, ...], parent: "Lane | None" = None) -> None:
        self.run, self.path, self.order, self.parent = run, path, order, parent
        self.catalog, self.clock, self.world = run.catalog, run.clock, run.clock.world
        self.began = self.clock.now
        self.names: dict[str, Any] = dict(parent.names) if parent else {}
        self.kinds: dict[str, Type] = dict(parent.kinds) if parent else {}
        self.stale: set[str] = set(parent.stale) if parent else set()
        self.marks: dict[str, datetime] = {}
        self.brought: dict[str, datetime] = {}
        self.heard: set[str] = set()
        self.kept: list[Any] = []
        self.guards: list[Guard] = []
        self.turns: list[str] = []
        self.strand: Strand | None = None
        self.trace = LaneTrace()
        run.trace.lanes[path] = self.trace

    # Names.

    @property
    def zone(self) -> ZoneInfo:
        """The flow's zone."""
        return self.run.zone

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.clock.now

    def began_with(self, kind: str, name: str | None) -> bool:
        """Whether this trigger began the run."""
        began, called = self.run.trigger
        return kind == began and name in (None, called)

    def value(self, name: str) -> Any:
        """What a name stands for; a record that has grown stale is read again."""
        if name == "now":
            return self.now
        if name == "today":
            return calendar.day_of(self.now, self.zone)
        if name == "memory":
            return self.run.shared.memory[self.run.flow.name]
        if name in self.stale:
            self.stale.discard(name)
            self.names[name] = self._read_again(self.names[name])
        return self.names[name]

    def _read_again(self, value: Any) -> Any:
        """A record as it is now; without it the item ends. From a list, what is gone falls away."""
        if isinstance(value, list):
            read = [self.world.read(item["type"], item["id"], self.now) for item in value]
            return [record for record in read if record is not None]
        record = self.world.read(value["type"], value["id"], self.now)
        if record is None:
            raise Ending("skipped" if self.parent else "stopped", f"this {value['type']} is no longer there")
        return record

    def grow_stale(self, changed: Any = None) -> None:
        """From now on these names are to be read again: all, or those of one record."""
        for name, value in self.names.items():
            if name != "previous" and self._is_live(value) and (changed is None or self._holds(value, changed)):
                self.stale.add(name)

    def _holds(self, value: Any, record: dict[str, Any]) -> bool:
        if isinstance(value, list):
            return any(self._holds(item, record) for item in value)
        return isinstance(value, dict) and record.get("type") in self._linked(str(value.get("type")))

    def _linked(self, kind: str) -> set[str]:
        """The record types that one of this type holds, in the fields this flow loads."""
        loaded = self.world.loaded.get(self.run.flow.name, {})
        found, pending = set[str](), [kind]
        while pending:
            name = pending.pop()
            declared = self.catalog.records.get(name)
            if name not in found and declared is not None:
                found.add(name)
                pending += [_record(one.type) for one in declared.fields if one.name in loaded.get(name, ())]
        return found

    def _is_live(self, value: Any) -> bool:
        if isinstance(value, list):
            return bool(value) and all(self._is_live(item) for item in value)
        kind = self.catalog.records.get(value.get("type", "")) if isinstance(value, dict) and "id" in value else None
        return kind is not None and kind.reader is not None

    def let(self, name: str, value: Any, kind: Type) -> None:
        """Set a name."""
        self.names[name], self.kinds[name] = value, kind
        self.stale.discard(name)

    def work_out(self, expression: e.Expression) -> Any:
        """The value of an expression here and now."""
        return evaluate(expression, self)

    def kind(self, expression: e.Expression) -> Type:
        """The type of an expression here."""
        return kind_of(expression, self.kinds, self.catalog)

    def text(self, text: e.Text | None) -> str:
        """A reason or a message."""
        return "" if text is None else str(self.work_out(text))

    def at(self, statement: s.Line) -> str:
        """The path of a statement."""
        parts = [self.path, *self.turns, self.run.ids[id(statement)]]
        return "/".join(part for part in parts if part)

    @abstractmethod
    def block(self, block: s.Block) -> Steps:
        """Every statement of a block."""

    # Waiting.

    def pause(self, until: datetime | None, hears: Callable[[Happening], bool] | None = None) -> Steps:
        """Wait; an open sequence's event cuts the wait short."""
        before = next((one for one in self.clock.past if hears is not None and hears(one)), None)
        self._look(before)
        if before is not None:
            return before
        event = yield Pause(until, lambda one: self._guard_of(one) is not None or bool(hears and hears(one)))
        if event is not None:
            self._cut_by(event)
        return event

    def _guard_of(self, event: Happening) -> Guard | None:
        found = (one for one in self.guards if self.matches(event, one.pattern, one.since, one.memory, one.names))
        return next(found, None)

    def _look(self, before: Happening | None = None) -> None:
        """Whether the event of an open sequence has come already (before another one); looking uses the names."""
        for guard in self.guards:
            self.freshen(guard.pattern.where)
        for event in self.clock.past:
            self._cut_by(event)
            if event is before:
                return

    def _cut_by(self, event: Happening) -> None:
        guard = self._guard_of(event)
        if guard is not None:
            self.heard.add(event.id)
            raise Cut(guard, event)

    def remembered(self) -> dict[str, Any]:
        """What is remembered now: the condition of an event sees memory as it was when the wait began."""
        return {name: list(held) if isinstance(held, list) else held for name, held in self.value("memory").items()}

    def matches(
        self, event: Happening, pattern: s.EventPattern, since: datetime, memory: dict[str, Any], names: tuple[str, ...]
    ) -> bool:
        """Whether an event is one that is waited for, and not yet taken by this lane."""
        if event.name != pattern.event or event.at < since or event.id in self.heard:
            return False
        if pattern.where is None:
            return True
        bound, kind = self.catalog.events[event.name].binds[0]
        values, kinds = dict.fromkeys(names, event.data[bound]), dict.fromkeys(names, kind)
        return evaluate(pattern.where, Inside(self, {**values, "memory": memory}, kinds)) is True

    def event_names(self, name: str) -> tuple[str, ...]:
        """What an event is called from here on."""
        short = self.catalog.events[name].binds[0][0]
        return ("event",) if short in self.names else ("event", short)

    def _names_of(self, event: Happening) -> tuple[dict[str, Any], dict[str, Type]]:
        bound, kind = self.catalog.events[event.name].binds[0]
        names = self.event_names(event.name)
        return dict.fromkeys(names, event.data[bound]), dict.fromkeys(names, kind)

    def freshen(self, condition: e.Expression | None) -> None:
        """The names that the condition of an event looks at are used when the wait begins."""
        for node in walk(condition) if condition is not None else ():
            if isinstance(node, e.Name) and node.name in self.stale:
                self.value(node.name)

    def since(self, pattern: s.EventPattern) -> datetime:
        """From when on events count: the step that is named, the lane's last call that they answer, its beginning."""
        if isinstance(pattern.since, e.Name):
            return self.brought.get(pattern.since.name, self.began)
        answers = self.catalog.events[pattern.event].answers
        return max((self.marks[tool] for tool in answers if tool in self.marks), default=self.began)

    def with_event_names(self, event: Happening, block: s.Block) -> Steps:
        """A block in which the event has its names; what it tells of a record may be old news."""
        values, kinds = self._names_of(event)
        before = {name: (self.names.get(name), self.kinds.get(name), name in self.stale) for name in values}
        for name, value in values.items():
            self.let(name, value, kinds[name])
            self.stale.update({name} if self._is_live(value) else ())
        yield from self.block(block)
        for name, (value, kind, stale) in before.items():
            if kind is None:
                del self.names[name], self.kinds[name]
                self.stale.discard(name)
            else:
                self.let(name, value, kind)
                self.stale.update({name} if stale else ())


def _record(kind: Type) -> str:
    """The record type behind a type or a list of it, or nothing."""
    inner = present(kind)
    inner = present(inner.item) if isinstance(inner, ListOf) else inner
    return inner.name if isinstance(inner, RecordOf) else ""
