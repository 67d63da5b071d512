"""How often a run begins: from the schedules, the flow's own limits and the workspace's.

A call that happens on one day may belong to a run of an earlier day; the further apart the soonest and the latest
moment of a call can lie, the more runs can meet on one day. `Pace.within` counts them.
"""

import math
from collections.abc import Iterable
from datetime import UTC, tzinfo

import msgspec

from sayso.compiler.bounds.amounts import Clock
from sayso.dsl.calendar import zone_named
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.schedule import most_in

DAY = 86_400
WEEK_DAYS = 7
DAYS_PER = {"week": 7, "month": 28}
PER_DAY = {"hour": 24, "day": 1}
LONG_RUN_DAYS = 364


class Pace(msgspec.Struct, frozen=True):
    """How many runs can begin: `schedules` by the calendar, others as often as `daily` allows; `limits` cap all.

    `counted` keeps what was worked out already.
    """

    schedules: tuple[OnSchedule, ...] = ()
    others: bool = False
    daily: int = 100
    limits: tuple[tuple[int, int], ...] = ()
    zone: tzinfo = UTC
    counted: dict[tuple[int, int, int], int] = {}

    @property
    def known(self) -> bool:
        """Whether anything begins a run at all."""
        return self.others or bool(self.schedules)

    def within(self, days: int, clock: Clock) -> int:
        """Of how many runs a call at `clock` can fall into the same `days` calendar days."""
        if not self.known:
            return 0
        key = (days, clock.soonest, clock.latest)
        if key not in self.counted:
            self.counted[key] = self._within(days, clock)
        return self.counted[key]

    def _within(self, days: int, clock: Clock) -> int:
        scheduled = self.scheduled(math.ceil(days + (clock.latest - clock.soonest) / DAY))
        touched = days - clock.soonest // DAY + math.ceil(clock.latest / DAY)
        total = touched * self.daily if self.others else min(scheduled, touched * self.daily)
        return self._capped(total, touched)

    def scheduled(self, days: int) -> int:
        """The most runs the schedules alone begin in so many days."""
        return sum(most_in(schedule, days, self.zone) for schedule in self.schedules)

    def in_the_long_run(self) -> int:
        """How many runs the schedules begin in 52 weeks of any year to come, under the flow's own limits."""
        runs = self.scheduled(2 * LONG_RUN_DAYS) - self.scheduled(LONG_RUN_DAYS)
        return self._capped(min(runs, LONG_RUN_DAYS * self.daily), LONG_RUN_DAYS)

    def _capped(self, runs: int, days: int) -> int:
        for count, period in self.limits:
            runs = min(runs, count * math.ceil(days / period))
        return runs


def pace_of(flow: Flow, catalog: Catalog) -> Pace:
    """The pace of a flow's triggers under its `limit … runs` lines and the workspace's runs per day."""
    schedules = tuple(trigger for trigger in flow.triggers if isinstance(trigger, OnSchedule))
    daily = [catalog.policy.runs_per_day, *_daily(flow)]
    limits = [
        (limit.count, DAYS_PER[limit.per]) for limit in flow.limits if limit.of == "runs" and limit.per in DAYS_PER
    ]
    zone = zone_named(catalog.zone) or UTC
    return Pace(schedules, len(schedules) < len(flow.triggers), min(daily), tuple(limits), zone)


def _daily(flow: Flow) -> Iterable[int]:
    return (limit.count * PER_DAY[limit.per] for limit in flow.limits if limit.of == "runs" and limit.per in PER_DAY)
