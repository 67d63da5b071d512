"""What every world does alike: memory, who is taken by a loop, windows and quotas, fresh data, calls to connectors.

Whether a call is real is decided by one method, `_perform`, which each world has of its own.
"""

import copy
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sayso.connectors.shape import Call, ToolError, UncertainError
from sayso.dsl import compare
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import UNKNOWN, ListOf, present
from sayso.interpreter import Linked
from sayso.interpreter.machine import EXHAUSTED
from sayso.interpreter.state import Admit, Await, Effect, Event, Outcome, Reread, Watch
from sayso.runtime.ledger import Ledger, MemoryFull
from sayso.runtime.loading import loaded
from sayso.runtime.starting import person_record
from sayso.runtime.world import Answer, Granted, Parked, Place
from sayso.runtime.worlds import policy
from sayso.runtime.worlds.allowances import Limits

TAKEN, ON_WAY, OVER = "taken before", "still on their way in an earlier run", "over the limit of this loop"


class SharedWorld(ABC):
    """A world over a catalog, a ledger and other flows."""

    def __init__(self, catalog: Catalog, ledger: Ledger, owner: Person, programs: dict[str, Linked]) -> None:
        """Nothing has happened yet."""
        self.catalog, self.ledger, self.owner, self.programs = catalog, ledger, owner, programs
        self.zone = ZoneInfo(catalog.zone)
        self.limits = Limits(catalog, ledger, self.zone)
        self.caused: list[Event] = []

    @abstractmethod
    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Ask the person whose agreement the call needs."""

    @abstractmethod
    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        """A question, a hand-off or an approval that is no tool call."""

    @abstractmethod
    def _perform(self, call: Call) -> object:
        """Make the call, or pretend to; raises `ToolError` or `UncertainError`."""

    @abstractmethod
    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        """A record as it is now."""

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """Nothing comes only because it is waited for."""
        return ()

    def happened(self) -> Iterable[Event]:
        """Events that calls have caused since this was last asked."""
        caused, self.caused = self.caused, []
        return caused

    def program(self, flow: str) -> Linked | Outcome | None:
        """Another flow, to be run."""
        return self.programs.get(flow)

    def built_in(self, place: Place) -> dict[str, Any]:
        """`@me`, a person for each role under `@user`, and the workspace."""
        roles = {role: person_record(person) for person in self.catalog.people for role in person.roles}
        workspace = {"currency": self.catalog.currency, "zone": self.catalog.zone}
        return {"me": person_record(self.owner), "user": roles, "workspace": workspace}

    # Loops.

    def admit(self, place: Place, want: Admit, now: datetime) -> Outcome:
        """Take in order, nobody twice, at most so many; what is left out is counted by its reason."""
        before, on_way = self.ledger.loop(place.flow, want.loop)
        taken, left = chosen(want, place.run, before, on_way)
        before.update(dict.fromkeys(taken, now))
        on_way.update(dict.fromkeys(taken, place.run))
        return Outcome("admitted", now, value=taken, left=left)

    def arrivals(self, flow: str, loop: str) -> Callable[[str], object]:
        """Items' lanes have ended."""
        return self.ledger.arrivals(flow, loop)

    # Who must not be written to.

    def refuses(self, place: Place, want: Effect, now: datetime) -> Outcome | None:
        """Before anybody is asked to approve: a stranger's words may not say at what a call aims, unless a person
        approves it, and nobody who opted out is written to."""
        allowance = self.limits.allowance(place, want.tool)
        refused = policy.strangers_aim(want, allowance, now)
        for record in policy.written_to(want, allowance) if refused is None else ():
            if self._opted_out(record, now):
                return policy.opted_out(self._as_it_is(record, now), now)
        return refused

    def _opted_out(self, record: dict[str, Any], now: datetime) -> bool:
        return policy.can_opt_out(record, self.catalog) and policy.has_opted_out(self._as_it_is(record, now))

    def _as_it_is(self, record: dict[str, Any], now: datetime) -> dict[str, Any]:
        """The whole record as it is now, where it can be read; a flow holds only the fields it uses."""
        reader = policy.reader_of(record, self.catalog)
        return record if reader is None else self._read_again(reader, record["type"], record["id"], now) or record

    # Windows and quotas.

    def holds(self, place: Place, want: Effect, now: datetime) -> Outcome | datetime | None:
        """Why the call must not go out; or when its window opens, or its quota or the workspace's mail limit is
        refreshed."""
        allowance = place.rules.get(want.tool) or self.limits.allowance(place, want.tool)
        if allowance.free and not want.tainted:
            return None
        refused = self.refuses(place, want, now)
        if refused is not None:
            return refused
        opens = self.limits.opens(place, allowance, now)
        return opens if opens > now else None

    def free(self, place: Place, tools: Iterable[str]) -> frozenset[str]:
        """Those of these tools for which there is no window, no limit, and nobody outside."""
        return frozenset(tool for tool in tools if self.limits.allowance(place, tool).free)

    # Calls.

    def may_repeat(self, place: Place, want: Effect) -> bool:
        """Memory, people's items and tools that say so."""
        tool = self.catalog.tools.get(want.tool)
        return tool is None or tool.repeatable or tool.effect == "read" or tool.connector in ("memory", "people")

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """Memory, people, or a tool; every failure becomes an outcome with a sentence."""
        allowance = place.rules.get(want.tool) or self.limits.allowance(place, want.tool)
        if allowance.kind != "tool":
            return self._memory(place, want, now) if allowance.kind == "memory" else self._person(place, want, now)
        if not allowance.free:
            refusal = self.limits.count(place, allowance, now)
            if refusal:
                return Outcome("failed", now, sentence=refusal, error=EXHAUSTED)
        return self._tool(place, want, now)

    def _tool(self, place: Place, want: Effect, now: datetime) -> Answer:
        tool, given, run = want.tool, want.arguments, place.run
        allowance = place.rules[tool]
        if allowance.shaped:
            given = policy.bound(place, want, allowance, self.catalog)
        try:
            answer = self._perform(Call(tool, given, f"{run}/{want.path}", now, place.flow, run, self.owner))
        except (ToolError, UncertainError) as error:
            return policy.failure(error, now)
        return Outcome("done", now, None if answer is None else loaded(answer, place.linked.loads))

    def _memory(self, place: Place, want: Effect, now: datetime) -> Outcome:
        name = str(want.arguments["name"])
        value = want.arguments.get("value")
        if want.tool == "memory.read":
            held = self.ledger.remembered(place.flow, name)
            kind = dict(place.linked.program.memory).get(name, UNKNOWN)
            empty: list[object] | None = [] if isinstance(present(kind), ListOf) else None
            return Outcome("done", now, value=empty if held is None else copy.copy(held))
        if want.tool == "memory.set":
            self.ledger.remember(place.flow, name, copy.copy(value))
            return Outcome("done", now)
        try:
            kind = present(dict(place.linked.program.memory).get(name, UNKNOWN))
            item = kind.item if isinstance(kind, ListOf) else UNKNOWN
            same = compare.comparer("==", item, item, self.zone)
            return Outcome("done", now, value=self.ledger.add(place.flow, name, value, same))
        except MemoryFull as full:
            return Outcome("failed", now, sentence=str(full), error=EXHAUSTED)

    def reread(self, place: Place, want: Reread, now: datetime) -> Outcome:
        """Every record as it is now; one that is gone ends the item, in a list it falls away."""
        found: dict[str, object] = {}
        for name, kind, ids, several in want.records:
            reader = self.catalog.records[kind].reader or ""
            read = [self._read_again(reader, kind, id, now) for id in ids]
            there = [record for record in read if record is not None]
            if not several and not there:
                return Outcome("gone", now, sentence=f"this {kind} is no longer there")
            found[name] = loaded(there if several else there[0], place.linked.loads)
        return Outcome("done", now, value=found)


def chosen(
    want: Admit, run: str, before: Mapping[str, datetime], on_way: Mapping[str, str]
) -> tuple[list[str], dict[str, int]]:
    """Who is taken of a list, and how many are not, by the reason: `before` tells when each was last taken, `on_way`
    in which run those are who have not arrived yet."""
    if before.keys().isdisjoint(want.keys) and on_way.keys().isdisjoint(want.keys):
        first = list(want.keys if want.at_most is None else want.keys[: want.at_most])
        over = len(want.keys) - len(first)
        return first, {OVER: over} if over else {}
    taken: list[str] = []
    left: dict[str, int] = {}
    for key in want.keys:
        elsewhere = on_way.get(key, run) != run
        reason = _left_out(want, key, before.get(key), elsewhere, len(taken))
        if reason:
            left[reason] = left.get(reason, 0) + 1
        else:
            taken.append(key)
    return taken, left


def _left_out(want: Admit, key: str, before: datetime | None, elsewhere: bool, so_far: int) -> str:
    """Why this one is not taken; a plain value is known by its place alone, so it is never on its way elsewhere."""
    if want.again == "once" and before is not None and (want.since is None or before >= want.since):
        return TAKEN
    if elsewhere and want.again != "again" and not key.isdigit():
        return ON_WAY
    return OVER if want.at_most is not None and so_far >= want.at_most else ""
