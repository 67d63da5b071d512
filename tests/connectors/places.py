"""A small workspace in memory, and calls on it, for the tests of this folder."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

from sayso.connectors import CONNECTORS
from sayso.connectors.catalogs import PEOPLE
from sayso.connectors.crm.store import Store
from sayso.connectors.inbox import Inbox
from sayso.connectors.shape import Call, CustomField, Resources
from sayso.connectors.sides import LiveSides, SimulatedSides
from sayso.dsl.types import NUMBER, TEXT
from sayso.dsl.values import Money

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EURO = Money(Decimal(48_000), "EUR")


class Place:
    """A workspace with Ann at Acme and one deal."""

    def __init__(self, folder=None, **changes):
        self.store = Store.in_memory("Europe/Berlin", "EUR")
        self.store.set_people(PEOPLE)
        self.store.add_custom_field(CustomField("contact", "leadScore", TEXT))
        self.store.add_custom_field(CustomField("contact", "visits", NUMBER))
        with self.store.writing(AT) as writing:
            writing.silent = True
            company = writing.create("company", {"name": "Acme", "employees": 120})
            ann = {"firstName": "Ann", "lastName": "Keller", "email": "ann@acme.example", "phone": "+49301234"}
            linked = {"company": {"type": "company", "id": company}, "linkedinUrl": "https://linkedin.example/in/ann"}
            self.ann_id = writing.create("contact", ann | linked)
            contact = {"type": "contact", "id": self.ann_id}
            owner = {"type": "person", "id": "alex"}
            deal = {"name": "Acme rollout", "value": EURO, "stage": "Lead", "contact": contact, "owner": owner}
            self.deal_id = writing.create("deal", deal)
            self.company_id = company
        self.inbox = Inbox(":memory:")
        self.resources = Resources(
            folder, PEOPLE[0], PEOPLE, self.store, self.inbox, sender="sarah@fernpost.example",
            zone="Europe/Berlin", currency="EUR", **changes,
        )  # fmt: skip
        self.live = LiveSides(CONNECTORS, self.resources)
        self.simulated = SimulatedSides(CONNECTORS, self.resources)

    @property
    def ann(self):
        return self.store.read("contact", self.ann_id, AT)

    @property
    def deal(self):
        return self.store.read("deal", self.deal_id, AT)

    @property
    def company(self):
        return self.store.read("company", self.company_id, AT)

    def call(self, tool, key="run/s1", **arguments):
        return asyncio.run(self.live.call(a_call(tool, key, **arguments)))

    def pretend(self, tool, key="run/s1", **arguments):
        return self.simulated.simulate(a_call(tool, key, **arguments))


def a_call(tool, key="run/s1", at=AT, **arguments):
    return Call(tool, arguments, key, at, "A flow", "run", PEOPLE[0])
