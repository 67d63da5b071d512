"""The sample workspace's past: thirty days that its flows really ran, on a clock that goes when it is told to.

Nothing here writes a run, a message or an answer by itself: flows are published, people decide, recipients answer, and
the engine does the rest, as it would have from day to day.
"""

from datetime import datetime, timedelta

from sayso.runtime.home import Home
from sayso.runtime.past import inbound, outbound, renewals
from sayso.runtime.past.playing import DAYS, Past, first_day

EXPIRES_IN = timedelta(days=6)
"""When the permission of one connection runs out."""
__all__ = ["DAYS", "first_day", "play_past"]


async def play_past(home: Home, now: datetime) -> None:
    """Play the thirty days up to now in a practice workspace in which nothing has happened yet."""
    past = Past(home, now)
    for flow in (outbound, inbound, renewals):
        flow.plan(past)
    await past.play()
    past.world.expire("calendar", now + EXPIRES_IN)
