"""A practice world for the durable engine: services that keep a ledger of what really happened, on a given clock.

The ledger is what a crash must not change. Services are simulated sides behind the live side's shape.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sayso.connectors import standard_catalog
from sayso.connectors.shape import Call, Looked, Simulated, ToolError, UncertainError
from sayso.dsl.catalog import Catalog
from sayso.runtime.engine.premises import Premises
from sayso.runtime.worlds.building import sides_of_records

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Seam = Callable[[str, str], None]
Fails = Callable[[Call, int], str]
"""What goes wrong with a call, by the call and how many of its key came before: a kind of error, `lost before`,
`lost after`, `slow`, or nothing."""


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **length: float) -> None:
        self.at += timedelta(**length)


class Ledger:
    """What really happened: one line a call that had an effect, with its key. `made` has every attempt that arrived."""

    def __init__(self) -> None:
        self.effects: dict[str, tuple[str, Any]] = {}
        self.made: list[tuple[str, str]] = []

    def arrived(self, call: Call, number: int | None) -> None:
        """A call arrived; it had an effect, the first of its key or a further one, or None."""
        self.made.append((call.tool, call.key))
        if number is not None:
            self.effects[f"{call.key}#{number}"] = (call.tool, _plain(call.arguments))

    def attempts(self) -> Counter[tuple[str, str]]:
        """How often each call arrived."""
        return Counter(self.made)


class PracticeSide:
    """One service. A repeatable tool acts once per key; another acts as often as it is called."""

    def __init__(self, side: Simulated, house: "House", faults: dict[str, list[str]]) -> None:
        self.side, self.house, self.faults = side, house, faults

    async def call(self, call: Call) -> object:
        house = self.house
        house.begun += 1
        house.seam("before call", call.key)
        await asyncio.sleep(0)
        fault = self._fault(call)
        if fault == "lost before":
            raise UncertainError("The line was lost.")
        if fault in ("rate-limited", "unavailable", "invalid", "failed"):
            raise ToolError(fault, f"{call.tool} is {fault}.", 0.0)  # type: ignore[arg-type]
        for _ in range(20 if fault == "slow" else 0):
            await asyncio.sleep(0)
        await house.stalls(call)
        answer = self._act(call)
        house.finished += 1
        house.seam("after call", call.key)
        if fault == "lost after":
            raise UncertainError("The line was lost after the call went out.")
        return answer

    def _fault(self, call: Call) -> str:
        before = self.house.tried[call.key]
        self.house.tried[call.key] += 1
        given = self.faults.get(call.tool)
        return given.pop(0) if given else self.house.fails(call, before)

    def _act(self, call: Call) -> object:
        tool, ledger = self.house.catalog.tools[call.tool], self.house.ledger
        count = sum(key.startswith(call.key + "#") for key in ledger.effects)
        acts = tool.effect == "write" and not (tool.repeatable and count)
        ledger.arrived(call, count if acts else None)
        return self.side.simulate(call)

    async def lookup(self, call: Call) -> Looked:
        happened = f"{call.key}#0" in self.house.ledger.effects
        return Looked(happened, self.side.simulate(call) if happened else None)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        return self.side.read_again(record_type, id, at)


def _plain(arguments: dict[str, object]) -> Any:
    return {
        name: value.get("id", value.get("email")) if isinstance(value, dict) else value
        for name, value in arguments.items() if not callable(value)
    }  # fmt: skip


class House:
    """Workspaces over practice services; the same ledger and services outlive every worker. `begun` and `finished`
    count the calls; whoever sets `stalls` holds calls up."""

    def __init__(
        self, records: dict[str, list[dict[str, Any]]] | None = None, clock: Clock | None = None,
        catalog: Catalog | None = None, seam: Seam = lambda what, where: None, guard_days: int = 0,
        workspaces: tuple[str, ...] = ("one",), faults: dict[str, list[str]] | None = None,
        fails: Fails = lambda call, before: "", ledger: Ledger | None = None,
    ) -> None:  # fmt: skip
        self.clock, self.ledger, self.seam, self.fails = clock or Clock(), ledger or Ledger(), seam, fails
        self.catalog = catalog or standard_catalog()
        self.begun = self.finished = 0
        self.tried: Counter[str] = Counter()
        self.stalls: Callable[[Call], Any] = _at_once
        simulated = sides_of_records(records or {}, self.catalog, self.clock())
        sides = {name: PracticeSide(side, self, faults or {}) for name, side in simulated.items()}
        self._premises = {
            name: Premises(
                name, self.catalog, sides, guard_days=guard_days, pause=_at_once,
                pretend=lambda: sides_of_records(records or {}, self.catalog, self.clock()),
            )
            for name in workspaces
        }  # fmt: skip

    def premises(self, workspace: str) -> Premises:
        return self._premises[workspace]


async def _at_once(seconds: object) -> None:
    await asyncio.sleep(0)
