"""A practice world over a small workspace in memory, and one good call of every tool that practises."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sayso.connectors import CONNECTORS, standard_catalog
from sayso.connectors.crm.sides import store_of
from sayso.connectors.practice import SERVICES, Recipient, World, practised
from sayso.connectors.shape import Call, Looked
from sayso.connectors.sides import LiveSides
from sayso.dsl.calendar import Duration
from tests.connectors.places import AT, Place, a_call

CATALOG = standard_catalog()
TOOLS = {name: tool for name, tool in CATALOG.tools.items() if tool.connector in SERVICES}
STATE = ("message", "meeting", "sheet", "line", "channel", "reaction", "credit")
"""Where effects stand."""


class Practice(Place):
    """The same workspace with practice connections, and things in them that calls can be about."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)  # type: ignore[no-untyped-call]
        self.world = World.open(folder / "practice.sqlite")
        self.live = LiveSides(practised(CONNECTORS, self.world), self.resources)
        self.recipient = Recipient(self.world, self.resources, store_of(self.resources))

    def call(self, tool: str, key: str = "run/s1", **arguments: Any) -> Any:
        """Really make a call, in the practice world."""
        return asyncio.run(self.live.call(the_call(tool, key, **arguments)))

    @property
    def ann(self) -> Any:
        """Ann as the CRM knows her now."""
        return self.store.read("contact", self.ann_id, AT)

    def furnish(self) -> dict[str, Any]:
        """A message, a meeting and a sheet; gives the arguments of one call of every tool."""
        message = self.call("slack.send_message", key="before/1", channel="#sales", text="Acme has signed")
        start = AT + timedelta(days=1)
        meeting = self.call("calendar.create_event", key="before/2", title="Demo", startsAt=start)
        self.call("sheets.append_row", key="before/3", sheet="Leads", cells=["Bo", "bo@acme.example"])
        self.call("gmail.send", key="before/4", to=self.ann, subject="Hello", text="A first letter")
        (email,) = self.call("gmail.search", key="before/5", query="first letter")
        ann, letter = self.ann, {"subject": "Hello", "text": "How are you?"}
        mail = {"to": ann, **letter}
        return {
            "gmail.send": mail, "gmail.draft": mail, "email.send": mail,
            "gmail.search": {"query": "hello", "limit": 5}, "gmail.get_thread": {"email": email},
            "slack.send_message": {"channel": "#wins", "text": "Won"}, "slack.list_channels": {},
            "slack.search_messages": {"query": "signed"}, "slack.add_reaction": {"message": message, "emoji": "tada"},
            "linkedin.invite": {"to": ann, "note": "Hello"}, "linkedin.message": {"to": ann, "text": "Hello"},
            "linkedin.check_accepted": {"contact": ann},
            "calendar.list_events": {"from": AT, "until": AT + timedelta(days=3)},
            "calendar.find_availability": {"from": AT, "until": AT + timedelta(days=3)},
            "calendar.create_event": {"title": "Call", "startsAt": start, "with": ann, "notes": "About the pilot"},
            "calendar.update_event": {"meeting": meeting, "duration": Duration(seconds=3600)},
            "apollo.enrich": {"contact": ann}, "apollo.search_people": {"title": "VP Sales"},
            "sheets.read_rows": {"sheet": "Leads"}, "sheets.append_row": {"sheet": "Leads", "cells": ["Cy"]},
            "sheets.update_cells": {"sheet": "Leads", "range": "A2", "cells": ["Di"]},
            "sheets.create_sheet": {"title": "Wins"},
            "web.search": {"query": "news about Acme"}, "web.fetch_page": {"url": "https://acme.example/about"},
        }  # fmt: skip

    def state(self) -> list[list[tuple[Any, ...]]]:
        """Everything that effects change."""
        return [[tuple(row) for row in self.world.rows(f"select * from {table}")] for table in STATE]

    def messages(self, connection: str = "") -> list[Any]:
        return self.world.messages(connection)

    def lookup(self, call: Call) -> Looked:
        return asyncio.run(self.live.lookup(call))

    def close(self) -> None:
        self.world.close()
        self.inbox.close()
        self.store.close()


def the_call(tool: str, key: str = "run/s1", **arguments: Any) -> Call:
    """The call of a tool."""
    made: Call = a_call(tool, key, **arguments)  # type: ignore[no-untyped-call]
    return made


def later(**length: float) -> datetime:
    return AT + timedelta(**length)


__all__ = ["AT", "CATALOG", "TOOLS", "Practice", "later", "the_call"]
