"""What a call needs of what is counted: quotas of the flow, the workspace's mail limit, credits; and its window."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sayso.compiler.ir import Program
from sayso.dsl import calendar
from sayso.dsl.catalog import Policy
from sayso.runtime.engine.changes import Demand
from sayso.runtime.engine.plan import Plan, demand_for
from sayso.runtime.ledger import period_of
from sayso.runtime.storage import micros
from sayso.runtime.worlds.allowances import SENDS, Allowance

EMAILS = "emails a day"
"""What the workspace's mail limit is called: its breaker pauses the flow."""


def opens(allowance: Allowance, now: datetime, zone: ZoneInfo) -> datetime:
    """Now, or when the tool's window opens."""
    return calendar.next_window(now, *allowance.window, zone) if allowance.window else now


def demands_of(
    program: Program, flow: str, run: str, allowance: Allowance, policy: Policy, plan: Plan, now: datetime,
    zone: ZoneInfo,
) -> tuple[Demand, ...]:  # fmt: skip
    """Everything that one call counts against."""
    found = [_quota(flow, run, allowance, per, count, now, zone) for per, count in allowance.quotas]
    if allowance.sends:
        counter = period_of(flow, SENDS, "day", now, zone, run)
        refresh = calendar.quota_refresh(now, "day", zone, allowance.window, True)
        found.append(Demand(counter, 1, policy.emails_per_day, EMAILS, micros(refresh)))
    if allowance.credits:
        limits = [count for of, count, per in program.limits if of == "credits" and per == "run"]
        sentence = f"This run may use {min(limits, default=0)} credits, and they are used up."
        found.append(Demand(f"{run}/credits", allowance.credits, min(limits, default=None), sentence))
        found.append(demand_for(plan, allowance.credits, now, zone))
    return tuple(found)


def _quota(flow: str, run: str, allowance: Allowance, per: str, count: int, now: datetime, zone: ZoneInfo) -> Demand:
    counter = period_of(flow, allowance.name, per, now, zone, run)
    if per == "run":
        return Demand(counter, 1, count, f"{allowance.name} may be called {count} times a run, and was.")
    refresh = calendar.quota_refresh(now, per, zone, allowance.window, allowance.sends)  # type: ignore[arg-type]
    return Demand(counter, 1, count, f"{allowance.name} {count} per {per}", micros(refresh))
