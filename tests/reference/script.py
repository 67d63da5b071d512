"""One world for both sides: plain answers that follow from a seed, the question and its instant alone.

`steady`: a record is the same whenever it is read; otherwise it is another at every instant, so that reading it once
too often, or not at all, shows.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sayso.dsl import flow as f
from sayso.dsl.catalog import Catalog
from sayso.dsl.node import walk
from sayso.dsl.statements import EventPattern
from sayso.dsl.types import Type, Unknown
from tests.properties.generating.chance import Chance
from tests.properties.worlds import MONDAY, Things
from tests.reference.evaluator.running import binds
from tests.reference.evaluator.world import Happening, Said
from tests.reference.plain import plain

EVENTS = 3
DAYS_OF_EVENTS = 40


class Steadily(Things):
    """Values in which a record with one id is one record, whoever asks."""

    def __init__(self, seed: str, catalog: Catalog, when: str) -> None:
        super().__init__(seed, catalog)
        self.when = when

    def record(self, name: str, id: str, chance: Chance, depth: int = 0) -> dict[str, Any] | None:
        """The record as it is."""
        return super().record(name, id, Chance(f"{self.seed}|{name}|{id}|{self.when}"), depth)


@dataclass
class Script:
    """The world of a seed; what is said in `told`, by tool, comes before what chance says."""

    seed: str
    catalog: Catalog
    flow: f.Flow
    flows: dict[str, f.Flow]
    loaded: dict[str, dict[str, frozenset[str]]]
    trouble: int = 20
    steady: bool = True
    patient: bool = True
    told: dict[str, list[Said]] = field(default_factory=dict)
    start: datetime = MONDAY
    events: list[Happening] = field(default_factory=list)
    trigger: tuple[str, str | None] = ("manual", None)
    inputs: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = self._chance("start")
        if self.flow.triggers:
            self._begin(chance)
        names = sorted({node.event for node in walk(self.flow.body) if isinstance(node, EventPattern)})
        self.events += [self._event(name, number) for name in names for number in range(EVENTS)]

    def _begin(self, chance: Chance) -> None:
        trigger = chance.one(self.flow.triggers)
        kinds = {f.OnManual: "manual", f.OnCall: "call", f.OnWebhook: "webhook", f.OnForm: "form", f.OnChat: "chat"}
        name = getattr(trigger, "name", None)
        self.trigger = (
            (trigger.event, None) if isinstance(trigger, f.OnEvent) else (kinds.get(type(trigger), "schedule"), name)
        )
        given = {name: self._value(kind, chance, self.start) for name, kind in binds(trigger, self.catalog).items()}
        self.inputs = {**given, **self.inputs}

    def _event(self, name: str, number: int) -> Happening:
        chance = self._chance("event", name, number)
        at = self.start + timedelta(minutes=chance.number(-5, 60 * 24 * DAYS_OF_EVENTS), seconds=chance.number(1, 59))
        data = {bound: self._value(kind, chance, at) for bound, kind in self.catalog.events[name].binds}
        return Happening(f"{name}-{number}", name, at, data)

    def _chance(self, *parts: object) -> Chance:
        return Chance("|".join([self.seed, *map(str, parts)]))

    def _value(self, kind: Type, chance: Chance, at: datetime) -> Any:
        return Steadily(self.seed, self.catalog, "" if self.steady else str(at)).value(kind, chance)

    def _after(self, at: datetime, until: datetime, chance: Chance) -> datetime:
        return at + timedelta(seconds=int((until - at).total_seconds() * chance.number(0, 99) / 100))

    def answer(self, tool: str, arguments: dict[str, Any], at: datetime) -> Said:
        """What a tool says."""
        if self.told.get(tool):
            said = self.told[tool]
            return said.pop(0) if len(said) > 1 else said[0]
        chance = self._chance("call", tool, plain(arguments), at)
        if chance.yes(self.trouble):
            return Said(chance.one(("failed", "failed", "rejected", "uncertain")), at, sentence="no luck")
        kind = self.catalog.tools[tool].returns
        return Said("done", at, value=None if kind is None else self._value(kind, chance, at))

    def person(self, tool: str, arguments: dict[str, Any], at: datetime, until: datetime, kind: Any) -> Said:
        """What a person says."""
        chance = self._chance("person", tool, plain(arguments), at)
        if chance.yes(self.trouble):
            return Said("never", until)
        if tool == "people.hand_off" and chance.yes(20):
            return Said("taken", self._after(at, until, chance))
        value = None if isinstance(kind, Unknown) else self._value(kind, chance, at)
        return Said("done", self._after(at, until, chance), value=value)

    def approval(self, tool: str, arguments: dict[str, Any], at: datetime, until: datetime) -> Said:
        """What an approver says."""
        chance = self._chance("approve", tool, plain(arguments), at)
        if chance.yes(self.trouble // 2):
            return Said("never", until)
        kind = "rejected" if chance.yes(self.trouble // 2) else "done"
        return Said(kind, self._after(at, until, chance), sentence="not like this")  # type: ignore[arg-type]

    def read(self, kind: str, id: str, at: datetime) -> dict[str, Any] | None:
        """A record as it is at that moment."""
        when = "" if self.steady else str(at)
        gone = not self.steady and self._chance("gone", kind, id, at).yes(self.trouble // 6)
        return None if gone else Steadily(self.seed, self.catalog, when).record(kind, id, self._chance())
