"""The fields of CRM records that are worked out when a record is read, at the instant the reader names."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Final

import msgspec

from sayso.dsl.calendar import day_of

Fields = Mapping[str, object]


class Clock(msgspec.Struct, frozen=True):
    """The instant of a reading, and the zone whose days are counted."""

    at: datetime
    zone: tzinfo

    def today(self) -> date:
        """The day of the instant in that zone."""
        return day_of(self.at, self.zone)

    def days_since(self, moment: object) -> int | None:
        """Calendar days from then to now; missing where it never was."""
        if isinstance(moment, datetime):
            return max(0, (self.today() - day_of(moment, self.zone)).days)
        return max(0, (self.today() - moment).days) if isinstance(moment, date) else None

    def days_until(self, day: object) -> int | None:
        """Calendar days from now to that day, below zero once it has passed."""
        return (day - self.today()).days if isinstance(day, date) else None


def full_name(record: Fields) -> str:
    """First and last name, else the address, else the company's name, so that nobody is without a name."""
    names = [str(record[name]) for name in ("firstName", "lastName") if record.get(name)]
    company = record.get("company")
    company_name = company.get("name") if isinstance(company, dict) else None
    return " ".join(names) or str(record.get("email") or company_name or "Unnamed contact")


def is_customer(record: Fields) -> bool:
    """Whether a contact is tagged so, or works for a company that has a renewal date."""
    company, tags = record.get("company"), record.get("tags")
    tagged = isinstance(tags, list) and "customer" in tags
    return tagged or (isinstance(company, dict) and company.get("renewalDate") is not None)


def deal_status(record: Fields) -> str:
    """Open, won or lost, by the name of the stage."""
    stage = str(record.get("stage") or "").casefold()
    return "won" if stage.endswith("won") else "lost" if stage.endswith("lost") else "open"


def _hours_since_created(record: Fields, clock: Clock) -> int:
    created = record.get("createdAt")
    return max(0, int((clock.at - created).total_seconds() // 3600)) if isinstance(created, datetime) else 0


def _closed(record: Fields, clock: Clock) -> int | None:
    return None if deal_status(record) == "open" else clock.days_since(record.get("stageChangedAt"))


def _idle(record: Fields, clock: Clock) -> int:
    last = record.get("lastActivityAt") or record.get("stageChangedAt") or record.get("createdAt")
    return clock.days_since(last) or 0


def _overdue(record: Fields, clock: Clock) -> bool:
    due = record.get("due")
    return record.get("status") == "open" and isinstance(due, date) and due < clock.today()


DERIVED: Final[dict[str, dict[str, Callable[[Fields, Clock], object]]]] = {
    "contact": {
        "fullName": lambda record, clock: full_name(record),
        "isCustomer": lambda record, clock: is_customer(record),
        "daysSinceContacted": lambda record, clock: clock.days_since(record.get("lastContactedAt")),
        "daysSinceReply": lambda record, clock: clock.days_since(record.get("lastRepliedAt")),
        "daysSinceSurvey": lambda record, clock: clock.days_since(record.get("lastSurveyedAt")),
        "daysSinceCreated": lambda record, clock: clock.days_since(record.get("createdAt")) or 0,
        "hoursSinceCreated": _hours_since_created,
    },
    "company": {
        "loggedIn": lambda record, clock: record.get("lastLoginAt") is not None,
        "daysInactive": lambda record, clock: clock.days_since(record.get("lastLoginAt")),
        "daysSinceContacted": lambda record, clock: clock.days_since(record.get("lastContactedAt")),
        "daysToRenewal": lambda record, clock: clock.days_until(record.get("renewalDate")),
    },
    "deal": {
        "status": lambda record, clock: deal_status(record),
        "daysInStage": lambda record, clock: clock.days_since(record.get("stageChangedAt")) or 0,
        "daysSinceActivity": _idle,
        "daysToClose": lambda record, clock: clock.days_until(record.get("closeDate")),
        "daysSinceClosed": _closed,
    },
    "task": {"overdue": _overdue},
    "activity": {},
    "email": {},
}
"""How each derived field of each stored type is worked out."""
