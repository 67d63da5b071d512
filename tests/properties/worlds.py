"""Random worlds: records with missing fields, tools that fail, people who say no, events that come at any time.

What a world does follows from its seed, the call and its instant alone, so it can be asked again after an interruption
and gives the same answer.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sayso.compiler import ir
from sayso.connectors.shape import Call, ToolError, UncertainError
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import Choice, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown, present
from sayso.dsl.values import Money, Percent
from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Event, Outcome
from sayso.runtime.journal import plain
from sayso.runtime.ledger import Ledger
from sayso.runtime.starting import owner_of
from sayso.runtime.world import Answer, Granted, Parked, Place
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.shared import person_record
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.properties.generating.chance import Chance

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ADDRESSES = ("c1@acme.example", "c2@acme.example", "C1@Acme.example", "x@elsewhere.example")
WORDS = ("CEO", "VP of Sales", "Ann", "", "hot", "  ", "customer", "100", "2026-03-01", "Grüße", "@now {x}", "won")
DEEPEST = 2
KEPT = {
    "number": (0, 1, -3, 7, Decimal("2.5"), 10**12, 120),
    "percent": (Percent(Decimal(0)), Percent(Decimal("12.5")), Percent(Decimal(100))),
    "money": (Money(Decimal(0), "USD"), Money(Decimal(50_000), "USD"), Money(Decimal("9.99"), "EUR")),
    "boolean": (True, False),
    "date": (date(2026, 3, 4), date(2026, 3, 31), date(2024, 2, 29), date(2025, 1, 1), date(2026, 6, 1)),
    "time": (time(9), time(23, 59), time(0)),
    "datetime": tuple(MONDAY + timedelta(hours=hours) for hours in (-4000, -1, 0, 5, 72, 700, 9000)),
    "duration": (Duration(days=1), Duration(seconds=90), Duration(months=1), Duration(days=-2), Duration()),
    "email": ADDRESSES,
    "url": ("https://acme.example", "http://Acme.example/"),
    "phone": ("+4930123456", "030 123456", "x"),
    "text": WORDS,
}


class Things:
    """Random values of any type."""

    def __init__(self, seed: str, catalog: Catalog, missing: int = 35) -> None:
        self.seed, self.catalog, self.missing = seed, catalog, missing

    def value(self, kind: Type, chance: Chance, depth: int = 0) -> Any:
        """A value of the type."""
        match kind:
            case Optional():
                return None if chance.yes(self.missing) else self.value(kind.of, chance, depth)
            case Scalar():
                return chance.one(KEPT[kind.name])
            case Choice():
                return chance.one(kind.options)
            case ListOf(item=RecordOf() as item):
                return self._records(item.name, chance, chance.number(0, 4 if depth == 0 else 1), depth)
            case ListOf():
                return [self.value(present(kind.item), chance, depth) for _ in range(chance.number(0, 3))]
            case Row():
                return {name: self.value(of, chance, depth) for name, of in kind.fields}
            case RecordOf():
                return self.record(kind.name, f"{kind.name[0]}{chance.number(1, 4)}", chance, depth)
            case Unknown():
                return None

    def _records(self, name: str, chance: Chance, count: int, depth: int) -> list[Any]:
        return [self.record(name, f"{name[0]}{chance.number(1, 6)}", chance, depth) for _ in range(count)]

    def record(self, name: str, id: str, chance: Chance, depth: int = 0) -> dict[str, Any] | None:
        """A record of that kind; deeper than links go it has its title alone."""
        declared = self.catalog.records.get(name)
        if declared is None:
            return None
        if name == "person":
            return person_record(chance.one(self.catalog.people))
        found: dict[str, Any] = {"type": name, "id": id}
        for field in declared.fields:
            deep = isinstance(present(field.type), RecordOf | ListOf)
            if field.name == "id" or (deep and depth >= DEEPEST and isinstance(field.type, Optional)):
                continue
            value = self.value(field.type, chance, depth + 1) if depth < DEEPEST + 2 else None
            if value is not None:
                found[field.name] = value
        return found


def named(value: Any) -> Any:
    """The value with records by their id alone: a world does not mind how much of a record a flow loaded."""
    if isinstance(value, list):
        return [named(item) for item in value]
    if not isinstance(value, dict):
        return value
    known = {"type": value["type"], "id": value["id"]} if "type" in value and "id" in value else value
    return {name: item if known is not value else named(item) for name, item in known.items()}


class RandomWorld(SimulatedWorld):
    """A world of a seed. `trouble`: how many calls in a hundred go wrong. `calls_made` holds what went out."""

    def __init__(
        self, seed: str, catalog: Catalog, programs: dict[str, Linked], trouble: int = 20, uncertain: bool = False
    ) -> None:
        super().__init__(catalog, Ledger(), owner_of(catalog), programs, {}, Choices(otherwise="never"))
        self.seed, self.trouble, self.uncertain = seed, trouble, uncertain
        self.things = Things(seed, catalog)
        self.calls_made: list[tuple[str, Effect, Answer]] = []

    def chance(self, *parts: object) -> Chance:
        """Choices that depend on these and the seed alone."""
        return Chance("|".join([self.seed, *(str(named(plain(part))) for part in parts)]))

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Yes, no, or nothing in time."""
        chance = self.chance("approve", want.tool, want.arguments, want.at)
        at = self._moment(want, chance)
        if chance.yes(self.trouble // 2):
            return Parked("approval", "waits", want.person)
        if chance.yes(self.trouble // 2):
            return Outcome("rejected", at, sentence="not like this", error="rejected")
        return Granted(at, want.arguments)

    def _moment(self, want: Effect, chance: Chance) -> datetime:
        long = (want.until - want.at).total_seconds() if want.until is not None else 0
        return want.at + timedelta(seconds=int(long * chance.number(0, 100) / 100))

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """As usual, and written down."""
        answer = super().call(place, want, now)
        if not want.tool.startswith("memory."):
            self.calls_made.append((place.run, want, answer))
        return answer

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        chance = self.chance("person", want.tool, want.arguments, want.at)
        if chance.yes(self.trouble):
            return Parked("question", "waits", want.person)
        if want.tool == "people.hand_off" and chance.yes(20):
            return Outcome("taken", self._moment(want, chance), sentence="I do it")
        value = None if want.tool == "people.hand_off" else self.things.value(want.answer or Unknown(), chance)
        return Outcome("done", self._moment(want, chance), value=value)

    def _perform(self, call: Call) -> object:
        asked = {name: value for name, value in call.arguments.items() if not callable(value)}
        chance = self.chance("call", call.tool, asked, call.at)
        if chance.yes(self.trouble):
            kind = chance.one(("failed", "failed", "opted-out", "not-connected", "uncertain"))
            if kind == "uncertain" and self.uncertain:
                raise UncertainError("the line was lost")
            raise ToolError("failed" if kind == "uncertain" else kind, "no luck")
        returns = self.catalog.tools[call.tool].returns if call.tool in self.catalog.tools else None
        value = self.things.value(returns, chance) if returns is not None else None
        matches = next((value for value in call.arguments.values() if callable(value)), None)
        if matches is not None and isinstance(value, list):
            found = [record for record in value if matches(record)]
            value = found if chance.yes() else value
        return value

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        chance = self.chance("read", kind, id, now)
        return None if chance.yes(self.trouble // 4) else self.things.record(kind, id, chance)

    def events(self, linked: Linked, count: int) -> list[Event]:
        """Events of the kinds the flow listens for, at any time of its first two months."""
        listens = [op.listen for op in linked.program.operations if isinstance(op, ir.Hear | ir.Guard)]
        names = sorted({listen.event for listen in listens if listen is not None})
        happen = [self._event(name, number) for name in names for number in range(count)]
        return sorted(happen, key=lambda event: event.at)

    def _event(self, name: str, number: int) -> Event:
        chance = self.chance("event", name, number)
        binds = self.catalog.events[name].binds
        at = MONDAY + timedelta(minutes=chance.number(-5, 60 * 24 * 40))
        return Event(f"{name}-{number}", name, at, {bound: self.things.value(kind, chance) for bound, kind in binds})

    def inputs(self, linked: Linked) -> tuple[dict[str, Any], dict[str, Any]]:
        """A trigger and what it brings."""
        chance = self.chance("inputs")
        start = chance.one(linked.program.starts) if linked.program.starts else ir.Start("manual")
        return {"kind": start.kind, "name": start.name}, {
            name: self.things.value(kind, chance) for name, kind in start.binds
        }
