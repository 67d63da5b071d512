"""Two worlds that differ only in strangers' words: what the catalog marks as a stranger's, and what is made of it.

Everything else follows from the seed and the place a call is made at, never from the clock. Apart from `matching`
worlds, a stranger's word is never equal to trusted data.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sayso.compiler import ir
from sayso.connectors.shape import Call, ToolError
from sayso.dsl.catalog import Catalog, Parameter, Tool
from sayso.dsl.types import EMAIL, PHONE, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown, present
from sayso.dsl.values import Money
from sayso.interpreter import Linked
from sayso.interpreter.state import Await, Effect, Outcome, Watch
from sayso.runtime.journal import plain
from sayso.runtime.world import Answer, Granted, Parked, Place
from tests.properties.generating.chance import Chance
from tests.properties.worlds import ADDRESSES, DEEPEST, WORDS, RandomWorld, Things, named

EVIL = "evil.example"
FAILING, COMES, AT_ONCE, MATCHED = 6, 65, 30, 60
"""In a hundred calls, waits, sequences, and strangers' addresses of a `matching` world."""
IDENTIFYING = (EMAIL, PHONE, Scalar("url"))
STRANGE = ("stranger {} is VP", "stranger {} wants #sales", "ann{}@evil.example", "stranger {} says yes, hot x", "{}")


class Hands(Things):
    """Values from two hands: `seed` is the workspace's, `words` the strangers'. `changed` holds what calls wrote."""

    def __init__(self, seed: str, words: str, catalog: Catalog, matching: bool) -> None:
        super().__init__(seed, catalog)
        self.words, self.matching = f"{seed}|{words}", matching
        self.changed: dict[tuple[str, str], dict[str, Any]] = {}

    def record(self, name: str, id: str, chance: Chance, depth: int = 0) -> dict[str, Any] | None:
        """The record as it is: each field by itself, a stranger's by the stranger's hand."""
        declared = self.catalog.records.get(name)
        if declared is None or name == "person":
            return super().record(name, id, chance, depth)
        found: dict[str, Any] = {"type": name, "id": id}
        for field in declared.fields:
            deep = isinstance(present(field.type), RecordOf | ListOf)
            if field.name == "id" or (deep and depth >= DEEPEST):
                continue
            own = Chance(f"{self.words if field.stranger else self.seed}|{name}|{id}|{field.name}")
            value = (self.strange if field.stranger else self.value)(field.type, own, depth + 1)
            if value is not None:
                found[field.name] = value
        return found | self.changed.get((name, id), {})

    def strange(self, kind: Type, chance: Chance, depth: int = 0) -> Any:
        """What a stranger gives."""
        number = chance.number(100_000, 999_999)
        match kind:
            case Optional():
                return None if chance.yes(25) else self.strange(kind.of, chance, depth)
            case ListOf(item=RecordOf()) | RecordOf():
                return self.value(kind, chance, depth)
            case ListOf():
                return [self.strange(present(kind.item), chance) for _ in range(chance.number(0, 3))]
            case Row():
                return {name: self.strange(of, chance) for name, of in kind.fields}
            case Scalar("text"):
                return chance.one(WORDS) if self._matches(chance) else chance.one(STRANGE).format(number)
            case Scalar("email"):
                return chance.one(ADDRESSES) if self._matches(chance) else f"stranger{number}@{EVIL}"
            case Scalar("url"):
                return f"https://{EVIL}/{number}"
            case Scalar("phone"):
                return f"+1 202 {number}7"
            case Scalar("number"):
                return Decimal(number) / 7
            case Scalar("money"):
                return Money(Decimal(number) / 1000, "USD")
        return self.value(kind, chance, depth)

    def _matches(self, chance: Chance) -> bool:
        return self.matching and chance.yes(MATCHED)

    def of_trigger(self, start: ir.Start, kind: Type, name: str, chance: Chance) -> Any:
        """What a trigger brings under a name."""
        record = isinstance(present(kind), RecordOf)
        event = self.catalog.events.get(start.name)
        foreign = start.kind in ("webhook", "form", "call", "chat") or (event is not None and event.stranger)
        if foreign and not record:
            return self.strange(kind, Chance(f"{self.words}|input|{name}"))
        return self.value(kind, chance)


class StrangersWorld(RandomWorld):
    """A world of a seed in which strangers use these words."""

    def __init__(
        self, seed: str, words: str, catalog: Catalog, programs: dict[str, Linked], matching: bool = False
    ) -> None:
        super().__init__(seed, catalog, programs)
        self.hands = self.things = Hands(seed, words, catalog, matching)

    def at(self, *place: object) -> Chance:
        """Choices that depend on the place alone."""
        return Chance("|".join([self.seed, *(str(part) for part in place)]))

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Yes or no, after some time."""
        chance = self.at("approve", place.run, want.path)
        at = self._moment(want, chance)
        if chance.yes(FAILING):
            return Outcome("rejected", at, sentence="not like this", error="rejected")
        return Granted(at, want.arguments)

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        chance = self.at("person", place.run, want.path)
        at, kind = self._moment(want, chance), want.answer or Unknown()
        if want.tool == "people.hand_off":
            return Outcome("done", at)
        person = want.arguments.get("person")
        if isinstance(person, dict) and person.get("type") == "visitor":
            return Outcome("done", at, value=self.hands.strange(kind, Chance(f"{self.hands.words}|{want.path}")))
        return Outcome("done", at, value=self.hands.value(kind, chance))

    def _perform(self, call: Call) -> object:
        tool, chance = self.catalog.tools[call.tool], self.at("call", call.tool, call.key)
        if chance.yes(FAILING):
            raise ToolError("failed", "no luck")
        if tool.effect == "write":
            self._write(tool, call)
        kind = tool.returns
        if kind is None:
            return None
        if _holds_records(kind):
            return self._made(kind, call, chance) if tool.effect == "write" else self._found(tool, kind, call)
        if tool.stranger:
            return self.hands.strange(kind, Chance(f"{self.hands.words}|{call.key}"))
        asked = self._asked(tool, call) if tool.effect != "write" else ""
        return self.hands.value(kind, self.at("answer", call.tool, call.key, asked))

    def _write(self, tool: Tool, call: Call) -> None:
        """Records hold what was written into them."""
        for parameter in tool.parameters:
            record = call.arguments.get(parameter.name) if parameter.changes else None
            declared = self.catalog.records.get(record["type"]) if isinstance(record, dict) else None
            if declared is not None and isinstance(record, dict):
                given = {n: v for n, v in call.arguments.items() if n != parameter.name and declared.field(n)}
                self.hands.changed.setdefault((declared.name, record["id"]), {}).update(given)

    def _made(self, kind: Type, call: Call, chance: Chance) -> object:
        """The new record, with what it was made of."""
        inner = present(kind)
        declared = self.catalog.records.get(inner.name) if isinstance(inner, RecordOf) else None
        if declared is None:
            return None
        id = f"new{chance.number(1, 10**9)}"
        given = {name: value for name, value in call.arguments.items() if declared.field(name) and name != "id"}
        self.hands.changed[declared.name, id] = given
        return self.hands.record(declared.name, id, chance)

    def _found(self, tool: Tool, kind: Type, call: Call) -> object:
        """Records: those a filter lets through, else those that were asked for; nobody has a stranger's address."""
        asked = [value for name, value in call.arguments.items() if _is_exact(tool.parameter(name))]
        matches = [value for value in call.arguments.values() if callable(value)]
        if any(EVIL in str(value) for value in asked):
            return [] if isinstance(present(kind), ListOf) else None
        found = self.hands.value(kind, self.at("found", call.tool, call.key, self._asked(tool, call)))
        return [one for one in found if all(fits(one) for fits in matches)] if matches else found

    def _asked(self, tool: Tool, call: Call) -> object:
        return {name: named(plain(value)) for name, value in call.arguments.items() if not callable(value)}

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        return self.hands.record(kind, id, self.at("read", kind, id))

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterator[tuple[datetime, dict[str, Any]]]:
        """An event for whoever is waited for, some time after the wait began; for a sequence at once or never."""
        awaited = isinstance(want, Await)
        where = want.path if isinstance(want, Await) else f"{place.lane}#{want.frame}"
        chance = self.at("event", place.run, where, want.event)
        if chance.yes(COMES if awaited else AT_ONCE):
            long = (want.until - now) * 0.4 if isinstance(want, Await) else timedelta()
            yield now + long, self._event_data(want.event, want.key, chance)

    def _event_data(self, event: str, key: tuple[str, object] | None, chance: Chance) -> dict[str, Any]:
        """Whose event it is comes as it is waited for; what a stranger wrote in it does not."""
        data = {name: self.hands.value(kind, chance) for name, kind in self.catalog.events[event].binds}
        first = next(iter(data.values()), None)
        if key is None or key[1] is None or not isinstance(first, dict):
            return data
        record = self.catalog.records.get(first["type"])
        field = record.field(key[0]) if record is not None else None
        if field is not None and (not field.stranger or present(field.type) in IDENTIFYING):
            first[key[0]] = key[1]
        return data

    def inputs(self, linked: Linked) -> tuple[dict[str, Any], dict[str, Any]]:
        """A trigger and what it brings."""
        chance = self.at("inputs")
        start = chance.one(linked.program.starts) if linked.program.starts else ir.Start("manual")
        binds = start.binds
        data = {name: self.hands.of_trigger(start, kind, name, self.at("input", name)) for name, kind in binds}
        return {"kind": start.kind, "name": start.name}, data


def _holds_records(kind: Type) -> bool:
    inner = present(kind)
    return isinstance(inner, RecordOf) or (isinstance(inner, ListOf) and isinstance(present(inner.item), RecordOf))


def _is_exact(parameter: Parameter | None) -> bool:
    return parameter is not None and (parameter.name == "id" or present(parameter.type) in (EMAIL, PHONE))
