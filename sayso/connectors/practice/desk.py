"""A call as a practice service works on it: inside one transaction, with the workspace's own data at hand."""

import hashlib
import sqlite3
from collections.abc import Callable

from sayso.connectors.crm.sides import store_of
from sayso.connectors.crm.store import Store
from sayso.connectors.practice.world import World, stored
from sayso.connectors.shape import Call, Resources

Act = Callable[["Desk", Call], object]
"""Does what one tool asks for, and gives its answer; raises `ToolError`."""


class Desk:
    """Where one call is worked on. `afterwards` is done once the transaction has counted; each must bear repeating."""

    def __init__(self, world: World, resources: Resources, service: str, call: Call) -> None:
        self.world, self.resources, self.service, self.call = world, resources, service, call
        self.afterwards: list[Callable[[], None]] = []

    @property
    def crm(self) -> Store:
        """The workspace's CRM."""
        return store_of(self.resources)

    @property
    def own_id(self) -> str:
        """An id that belongs to this call's key alone, and says what it is."""
        return practice_id(self.service, self.call.key)

    def first(self) -> bool:
        """Whether no call with this key came before; from now on one has."""
        made = self.write(
            "insert into done values (?, ?, ?) on conflict do nothing",
            self.call.key, self.call.tool, stored(self.call.at),
        )  # fmt: skip
        return made == 1

    def write(self, query: str, *values: object) -> int:
        """Change something; gives how many rows that were."""
        return self.world.connection.execute(query, values).rowcount

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        return self.world.rows(query, *values)

    def send(
        self, kind: str, person: str, body: str, *, address: str | None = None, contact: str | None = None,
        subject: str = "", thread: str = "", state: str = "sent", sender: str = "",
    ) -> str:  # fmt: skip
        """Put a message into the outbox, one more for each call; gives its id."""
        call = self.call
        query = "select count(*) from message where key = ? and service = ?"
        before = self.rows(query, call.key, self.service)[0][0]
        id = self.own_id + (f"-{before + 1}" if before else "")
        self.write(
            "insert into message (id, service, kind, key, person, address, contact, subject, body, thread, sender, at,"
            " flow, run, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id, self.service, kind, call.key, person, address, contact, subject, body, thread or id,
            sender or call.actor.name, stored(call.at), call.flow, call.run, state,
        )  # fmt: skip
        return id

    def note(self, id: str, contact: str | None, kind: str, title: str) -> None:
        """Keep in the CRM afterwards that the contact was written to, once per message."""
        about = ("contact", contact) if contact else None
        self.afterwards.append(lambda: self.crm.note(id, about, kind, title, self.call.at))

    def known(self, value: object) -> str | None:
        """The id of a contact that is still in the CRM."""
        if not isinstance(value, dict) or value.get("type") != "contact":
            return None
        found = self.crm.read("contact", str(value.get("id")), self.call.at)
        return str(found["id"]) if found else None


def practice_id(service: str, key: str) -> str:
    """The id of what a call with this key makes at a service."""
    return f"practice-{service}-{hashlib.sha256(f'{service} {key}'.encode()).hexdigest()[:12]}"
