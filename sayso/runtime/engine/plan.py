"""How many credits a workspace may use in a month, which begins on a day of its own, and what a call counts against."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import calendar
from sayso.runtime.engine.changes import Demand
from sayso.runtime.storage import micros

CREDITS = "credits a month"
"""What the workspace's credits are called where they are counted."""


class Plan(msgspec.Struct, frozen=True):
    """`per_month`: so many credits, None for as many as are wanted; a month begins on `from_day` (1 to 28)."""

    per_month: int | None = None
    from_day: int = 1

    def period(self, now: datetime, zone: ZoneInfo) -> tuple[date, date]:
        """The first day of the month that an instant lies in, and that of the next one."""
        today = calendar.local(now, zone).date()
        months = today.year * 12 + today.month - 1 - (today.day < self.from_day)
        return self._first(months), self._first(months + 1)

    def _first(self, months: int) -> date:
        return date(months // 12, months % 12 + 1, self.from_day)


def counter_of(first: date) -> str:
    """The counter of the month that begins on that day."""
    return f"credits/{first:%Y-%m-%d}"


def demand_for(plan: Plan, credits: int, now: datetime, zone: ZoneInfo) -> Demand:
    """What a call counts against."""
    first, after = plan.period(now, zone)
    refresh = calendar.at_local(datetime.combine(after, calendar.MIDNIGHT), zone)
    return Demand(counter_of(first), credits, plan.per_month, CREDITS, micros(refresh))


NO_LIMIT = Plan()
"""As many as are wanted."""
