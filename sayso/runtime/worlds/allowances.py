"""What a flow may do with one tool: worked out once per version, looked at before every call.

The compiler has proven most of it; at run time nobody takes its word.
"""

from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler.ir import Program
from sayso.dsl import calendar
from sayso.dsl.catalog import Catalog
from sayso.runtime.ledger import Ledger
from sayso.runtime.world import Place

SENDS = "*sends"
"""Under this name the ledger counts everything that reaches people outside, whatever the tool."""


ASKED = frozenset({"people.ask", "people.hand_off"})
"""What only a person answers."""


class Allowance(msgspec.Struct, frozen=True):
    """One tool in one flow: `quotas` are (period, count), `aims` the parameters no stranger may decide, `hidden` those
    whose records lose their private fields on the way out, `shaped` those and filters: they go out in another form.
    `free`: nothing is to be counted, and it reaches nobody outside. `by_hand`: a person makes it, and says so.
    """

    name: str
    kind: Literal["tool", "memory", "people"] = "tool"
    free: bool = False
    sends: bool = False
    by_hand: bool = False
    credits: int = 0
    window: tuple[time, time] | None = None
    quotas: tuple[tuple[str, int], ...] = ()
    aims: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    shaped: frozenset[str] = frozenset()


def allowance_of(program: Program, catalog: Catalog, name: str) -> Allowance:
    """What a program may do with a tool."""
    tool = catalog.tools.get(name)
    permits = [permit for permit in program.permits if permit.tool == name]
    windows = [(time.fromisoformat(p.start), time.fromisoformat(p.end)) for p in permits if p.start and p.end]
    widened = any(permit.private for permit in permits)
    parameters = tool.parameters if tool else ()
    hidden = frozenset(p.name for p in parameters if p.audience in ("ai", "outside") and not widened)
    quotas = tuple((str(permit.per), permit.count) for permit in permits if permit.count is not None)
    sends, credits = bool(tool and tool.sends), tool.credits if tool else 0
    return Allowance(
        name,
        kind="memory" if name.startswith("memory.") else "people" if name in ASKED else "tool",
        free=not (windows or quotas or sends or credits),
        sends=sends,
        by_hand=bool(tool and tool.by_hand),
        credits=credits,
        window=windows[0] if windows else None,
        quotas=quotas,
        aims=tuple(parameter.name for parameter in parameters if parameter.aims),
        hidden=hidden,
        shaped=hidden | {p.name for p in parameters if p.filter},
    )


class Limits:
    """The workspace's and the flow's limits against what the ledger says was used."""

    def __init__(self, catalog: Catalog, ledger: Ledger, zone: ZoneInfo) -> None:
        """`credits` counts what each run of this process has used."""
        self.catalog, self.ledger, self.zone = catalog, ledger, zone
        self.credits: dict[str, int] = {}

    def allowance(self, place: Place, tool: str) -> Allowance:
        """What the place's flow may do with a tool."""
        found: Allowance | None = place.rules.get(tool)
        if found is None:
            found = place.rules[tool] = allowance_of(place.linked.program, self.catalog, tool)
        return found

    def opens(self, place: Place, allowance: Allowance, now: datetime) -> datetime:
        """Now, or when the tool's window opens, or when its quota or the workspace's mail limit is refreshed."""
        if allowance.window:
            now = calendar.next_window(now, *allowance.window, self.zone)
        for per, count in allowance.quotas:
            if per != "run" and self._used(place, allowance.name, per, now) >= count:
                now = calendar.quota_refresh(now, per, self.zone, allowance.window, allowance.sends)  # type: ignore[arg-type]
        if allowance.sends and self._used(place, SENDS, "day", now) >= self.catalog.policy.emails_per_day:
            now = calendar.quota_refresh(now, "day", self.zone, allowance.window, allowance.sends)
        return now

    def _used(self, place: Place, name: str, per: str, now: datetime) -> int:
        return self.ledger.used(place.flow, name, per, now, self.zone, place.run)

    def count(self, place: Place, allowance: Allowance, now: datetime) -> str:
        """Count a call against every limit; the sentence of the one that is used up, if any."""
        for per, count in allowance.quotas:
            if per == "run" and self._used(place, allowance.name, per, now) >= count:
                return f"{allowance.name} may be called {count} times a run, and was."
            self.ledger.use(place.flow, allowance.name, per, now, self.zone, place.run)
        if allowance.sends:
            self.ledger.use(place.flow, SENDS, "day", now, self.zone, place.run)
        return self._spend(place, allowance.credits) if allowance.credits else ""

    def _spend(self, place: Place, credits: int) -> str:
        used = self.credits[place.run] = self.credits.get(place.run, 0) + credits
        for of, count, per in place.linked.program.limits:
            if of == "credits" and per == "run" and used > count:
                return f"This run may use {count} credits, and they are used up."
        return ""
