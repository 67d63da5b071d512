"""Which runs somebody looks at, as it stands in the page's address."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec

from sayso.runtime.operations.looking import LONGEST_SEARCH, STATES, Filter

PERIODS = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
"""How far back, by the name it has in the address."""
CUSTOM = "dates"


class Choice(msgspec.Struct, frozen=True):
    """A filter in the words of the page: `since` and `until` are days, counted when `period` is "dates"."""

    state: str = ""
    flow: str = ""
    period: str = ""
    since: str = ""
    until: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """The choice in an address; what is unknown there is left out."""
        state, period = query.get("state", ""), query.get("period", "")
        return cls(
            state if state in STATES else "", query.get("flow", "")[:80],
            period if period in PERIODS or period == CUSTOM else "", _day(query.get("since", "")),
            _day(query.get("until", "")), query.get("text", "")[:LONGEST_SEARCH],
        )  # fmt: skip

    @property
    def query(self) -> str:
        """It as it stands in an address, with what is said only."""
        return urlencode({name: value for name, value in msgspec.structs.asdict(self).items() if value})

    def filter(self, now: datetime, zone: ZoneInfo) -> Filter:
        """What it means at an instant: days begin and end as they do in the workspace."""
        since = now - PERIODS[self.period] if self.period in PERIODS else None
        until = None
        if self.period == CUSTOM:
            since = _begins(self.since, zone) if self.since else None
            until = _begins(self.until, zone, after=1) if self.until else None
        return Filter(self.state, self.flow, since, until, self.text.strip())


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _begins(day: str, zone: ZoneInfo, after: int = 0) -> datetime:
    """When a day begins, or the one after it; the calendar's last day has none after it."""
    found = date.fromisoformat(day)
    here = found + timedelta(days=after) if found < date.max else found
    return datetime.combine(here, time(), zone)
