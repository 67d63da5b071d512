"""One workspace as running flows meet it: its catalog, and the services that really act.

A call that fails for a passing reason is tried three times; one whose fate is unknown is asked of the service.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sayso.compiler.ir import fingerprint
from sayso.connectors.shape import Call, Happened, Live, Looked, Simulated, ToolError, UncertainError
from sayso.dsl.catalog import Catalog, Person
from sayso.interpreter.state import Effect, Outcome, Reread
from sayso.runtime.engine.patience import Patience
from sayso.runtime.engine.plan import NO_LIMIT, Plan
from sayso.runtime.loading import loaded
from sayso.runtime.starting import owner_of, person_record
from sayso.runtime.world import Parked, Place
from sayso.runtime.worlds import policy
from sayso.runtime.worlds.allowances import Allowance, allowance_of

ATTEMPTS = 3
"""How often a call is tried that failed for a passing reason."""
PASSING = frozenset({"rate-limited", "timed-out", "unavailable"})
LONGEST_PAUSE = 30.0
"""Seconds; no service's `retry after` holds a call longer than this."""
LONGEST_CALL = 120.0
"""Seconds a call may take before it counts as lost."""

Source = Callable[[int, datetime], Awaitable[list[Happened]]]
"""Gives what happened in a connector's own data after that number, oldest first."""


class Premises:
    """A workspace's catalog and services."""

    def __init__(
        self, workspace: str, catalog: Catalog, sides: Mapping[str, Live], owner: Person | None = None,
        sources: Mapping[str, Source] | None = None, guard_days: int = 2, keep_days: int = 365,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        pretend: Callable[[], Mapping[str, Simulated]] = dict, plan: Plan = NO_LIMIT,
    ) -> None:  # fmt: skip
        """`sources` are where events come from; `guard_days` is how long nobody gets a second automatic message,
        `keep_days` how long what has ended is kept; `pretend` makes sides that act on a copy of today's data alone,
        `plan` is how many credits there are."""
        self.workspace, self.catalog, self.sides = workspace, catalog, sides
        self.owner, self.sources = owner or owner_of(catalog), sources or {}
        self.guard_days, self.keep_days, self.pretend, self.plan = guard_days, keep_days, pretend, plan
        self.zone, self._pause = ZoneInfo(catalog.zone), pause
        self._patience = Patience(LONGEST_CALL)
        self.reached: dict[str, int] = {}
        """Up to which of its events each source was stored, as far as these premises know."""
        self.mark = fingerprint(catalog)
        """Changes with the catalog: what was checked under this mark need not be checked again."""

    def allowance(self, place: Place, tool: str) -> Allowance:
        """What the place's flow may do with a tool."""
        found: Allowance | None = place.rules.get(tool)
        if found is None:
            found = place.rules[tool] = allowance_of(place.linked.program, self.catalog, tool)
        return found

    def built_in(self) -> dict[str, Any]:
        """`@me`, a person for each role under `@user`, and the workspace."""
        roles = {role: person_record(person) for person in self.catalog.people for role in person.roles}
        workspace = {"currency": self.catalog.currency, "zone": self.catalog.zone}
        return {"me": person_record(self.owner), "user": roles, "workspace": workspace}

    async def refuses(self, place: Place, want: Effect, now: datetime) -> Outcome | None:
        """Why a call must not go out at all, whoever approves it."""
        allowance = self.allowance(place, want.tool)
        refused = policy.strangers_aim(want, allowance, now)
        for record in policy.written_to(want, allowance) if refused is None else ():
            if policy.can_opt_out(record, self.catalog):
                whole = await self.as_it_is(record, now)
                if policy.has_opted_out(whole):
                    return policy.opted_out(whole, now)
        return refused

    async def as_it_is(self, record: dict[str, Any], now: datetime) -> dict[str, Any]:
        """The whole record as it is now, where it can be read; a flow holds only the fields it uses."""
        reader = policy.reader_of(record, self.catalog)
        if reader is None:
            return record
        return await self.sides[reader].read_again(record["type"], record["id"], now) or record

    def may_repeat(self, tool: str) -> bool:
        """Whether making the call again, with the same key, does no harm."""
        declared = self.catalog.tools.get(tool)
        return declared is None or declared.repeatable or declared.effect == "read"

    def can_be_asked(self, tool: str) -> bool:
        """Whether the service can say if a lost call happened."""
        declared = self.catalog.tools.get(tool)
        return declared is not None and declared.lookup

    async def perform(self, place: Place, want: Effect, key: str, now: datetime) -> Outcome | Parked:
        """Make the call; every failure becomes an outcome with a sentence, a lost answer is parked."""
        return await self._answered(place, want, key, now, self._made)

    async def settle(self, place: Place, want: Effect, key: str, now: datetime) -> Outcome | Parked:
        """Find out about a call whose answer was lost: ask the service, or repeat it where that does no harm."""
        return await self._answered(place, want, key, now, self._settled)

    async def _answered(
        self, place: Place, want: Effect, key: str, now: datetime, make: Callable[[Call], Awaitable[object]]
    ) -> Outcome | Parked:
        allowance = self.allowance(place, want.tool)
        given = policy.bound(place, want, allowance, self.catalog) if allowance.shaped else want.arguments
        try:
            answer = await make(Call(want.tool, given, key, now, place.flow, place.run, self.owner))
        except (ToolError, UncertainError) as error:
            return policy.failure(error, now)
        return Outcome("done", now, None if answer is None else loaded(answer, place.linked.loads))

    async def _made(self, call: Call) -> object:
        try:
            return await self._tried(call)
        except UncertainError as lost:
            return await self._found_out(call, lost)

    async def _settled(self, call: Call) -> object:
        return await self._found_out(call, UncertainError(LOST))

    async def _found_out(self, call: Call, lost: UncertainError) -> object:
        looked = await self._side(call).lookup(call) if self.can_be_asked(call.tool) else Looked()
        if looked.happened:
            return looked.answer
        if self.may_repeat(call.tool) or looked.happened is False:
            return await self._tried(call)
        raise lost

    async def _tried(self, call: Call) -> object:
        for attempt in range(ATTEMPTS):
            try:
                async with self._patience.for_a_call():
                    return await self._side(call).call(call)
            except TimeoutError:
                raise UncertainError(f"{call.tool} gave no answer for {LONGEST_CALL:.0f} seconds.") from None
            except ToolError as error:
                if error.kind not in PASSING or attempt == ATTEMPTS - 1:
                    raise
                await self._pause(min(error.retry_after or 0.5 * 2**attempt, LONGEST_PAUSE))
        raise AssertionError("the last attempt returns or raises")

    def _side(self, call: Call) -> Live:
        side = self.sides.get(call.tool.partition(".")[0])
        if side is None:
            raise ToolError("not-connected", f"{call.tool} is not connected in this workspace.")
        return side

    async def reread(self, place: Place, want: Reread, now: datetime) -> Outcome:
        """Every record as it is now; one that is gone ends the item, in a list it falls away."""
        found: dict[str, object] = {}
        for name, kind, ids, several in want.records:
            side = self.sides[self.catalog.records[kind].reader or ""]
            read = [await side.read_again(kind, id, now) for id in ids]
            there = [record for record in read if record is not None]
            if not several and not there:
                return Outcome("gone", now, sentence=f"this {kind} is no longer there")
            found[name] = loaded(there if several else there[0], place.linked.loads)
        return Outcome("done", now, value=found)


class Houses(Protocol):
    """Where the engine finds the workspaces it works for."""

    def premises(self, workspace: str) -> Premises:
        """The workspace of that id; `KeyError` where it is not here."""


LOST = "The call went out, and the line was lost before its answer. It will not be made again by itself."
