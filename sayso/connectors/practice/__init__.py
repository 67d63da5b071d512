"""Practice connections: services that answer live through the real engine, and never leave this machine.

They exist in a workspace whose settings say `practice = true`, and nowhere else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import msgspec

from sayso.connectors.practice import apollo, calendar, linkedin, mail, sheets, slack, web
from sayso.connectors.practice.desk import Act
from sayso.connectors.practice.recipient import CannotAnswer, NoMessage, Recipient
from sayso.connectors.practice.sides import (
    FAULTS,
    HANG_UP,
    NO_CREDITS,
    RATE_LIMIT,
    Describe,
    Find,
    PracticeLive,
    happened,
    with_side,
)
from sayso.connectors.practice.world import NOTHING_LEFT, Answered, Message, World
from sayso.connectors.shape import Connector, Happened, Resources

SERVICES: Final[dict[str, tuple[Mapping[str, Act], Mapping[str, Find]]]] = {
    "gmail": (mail.GMAIL, {}),
    "email": (mail.EMAIL, mail.EMAIL_FINDS),
    "slack": (slack.SLACK, {}),
    "linkedin": (linkedin.LINKEDIN, {}),
    "calendar": (calendar.CALENDAR, calendar.CALENDAR_FINDS),
    "apollo": (apollo.APOLLO, {}),
    "sheets": (sheets.SHEETS, {}),
    "web": (web.WEB, {}),
}
"""The services that practise: what each of their tools does, and which of them can be looked up."""

CONNECTED: Final = tuple(name for name in SERVICES if name != "email")
"""The connections a practice workspace has; `email` needs none anywhere."""

TAKES_CREDITS: Final = ("apollo",)
"""Those whose credits can run out."""

DESCRIBE: Final[dict[str, Describe]] = {"email": mail.describe, "meeting": calendar.describe}


def practised(connectors: Iterable[Connector], world: World) -> tuple[Connector, ...]:
    """The same connectors, those that practise with their side in the practice world instead of any other."""
    return tuple(
        msgspec.structs.replace(one, live=with_side(one, world, *SERVICES[one.name])) if one.name in SERVICES else one
        for one in connectors
    )


def events_since(world: World, resources: Resources, number: int, now: datetime) -> list[Happened]:
    """What happened in a practice world after that number, oldest first."""
    return happened(world, resources, DESCRIBE, number, now)


__all__ = [
    "CONNECTED",
    "FAULTS",
    "HANG_UP",
    "NOTHING_LEFT",
    "NO_CREDITS",
    "RATE_LIMIT",
    "SERVICES",
    "TAKES_CREDITS",
    "Answered",
    "CannotAnswer",
    "Message",
    "NoMessage",
    "PracticeLive",
    "Recipient",
    "World",
    "events_since",
    "practised",
]
