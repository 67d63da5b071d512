"""Credits: a month's worth of them, counted with the call, told before they are used up, new ones in the next."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from sayso.runtime.engine.plan import Plan
from sayso.runtime.operations.credits import credits
from sayso.runtime.storage.tables import flows, notifications
from tests.durable.playing import Play
from tests.triggers.playing import settle, states

BERLIN = ZoneInfo("Europe/Berlin")
SEARCHES = """flow "Searches"
on manual
use crm.find_contacts, web.search
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 3 one at a time
  let @news = web.search("news about {@contact.email or "nobody"}")
end
"""


@pytest.mark.parametrize(
    ("day", "now", "since", "until"),
    [
        (1, datetime(2026, 11, 24, 8, tzinfo=UTC), date(2026, 11, 1), date(2026, 12, 1)),
        (24, datetime(2026, 11, 24, 8, tzinfo=UTC), date(2026, 11, 24), date(2026, 12, 24)),
        (25, datetime(2026, 11, 24, 8, tzinfo=UTC), date(2026, 10, 25), date(2026, 11, 25)),
        (28, datetime(2027, 3, 1, 8, tzinfo=UTC), date(2027, 2, 28), date(2027, 3, 28)),
        (5, datetime(2027, 1, 4, 23, 30, tzinfo=UTC), date(2027, 1, 5), date(2027, 2, 5)),
    ],
)
def test_a_month_begins_on_its_own_day_in_the_zone(day: int, now: datetime, since: date, until: date) -> None:
    assert Plan(500, day).period(now, BERLIN) == (since, until)


async def told(play: Play, kind: str) -> list[str]:
    async with play.storage.reading("one") as connection:
        rows = await connection.execute(select(notifications).where(notifications.c.kind == kind))
        return [row.message for row in rows]


async def test_the_call_that_finds_none_left_waits_for_the_next_month(play: Play) -> None:
    premises = play.door.premises("one")
    premises.plan = Plan(2)
    await play.begin(SEARCHES)
    await settle(play)
    used = await credits(play.door, "one")
    assert (used.used, used.allowed) == (2, 2) and len(play.effects("web.search")) == 0
    assert await states(play) == ["active"]
    async with play.storage.reading("one") as connection:
        (flow,) = (await connection.execute(select(flows))).all()
    assert flow.status == "paused" and "2 credits are used up" in flow.pause_reason
    assert await told(play, "credits") == ["2 of this month's 2 credits are used."]
    play.house.clock.go(days=40)
    await settle(play)
    assert await states(play) == ["completed"]
    assert (await credits(play.door, "one")).used == 1


async def test_without_a_plan_as_many_are_used_as_are_wanted(play: Play) -> None:
    await play.begin(SEARCHES)
    await settle(play)
    used = await credits(play.door, "one")
    assert (used.used, used.allowed) == (3, None) and await told(play, "credits") == []
    assert await states(play) == ["completed"]
