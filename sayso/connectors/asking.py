"""Telling, asking and handing over to people of the workspace: kept in its inbox, where they answer."""

import asyncio
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sayso.connectors.inbox import Item, ItemKind, Notification
from sayso.connectors.shape import Call, Looked, Resources, ToolError
from sayso.dsl.calendar import Duration, after

QUESTIONS: Final[dict[str, tuple[ItemKind, str]]] = {
    "hand_off": ("hand_off", "message"),
    "ask": ("ask", "question"),
    "approve": ("approve", "what"),
}
"""Tools that wait for a person: the item they make, and the parameter that says what it is about."""


class PeopleLive:
    """Notifications and items in the workspace's inbox. The answer of an item comes later, through `Inbox.answer`."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.inbox = resources.inbox

    async def call(self, call: Call) -> object:
        """Keep the notification or item; gives nothing, for nobody answered yet."""
        return await asyncio.to_thread(self._keep, call)

    async def lookup(self, call: Call) -> Looked:
        """Keeping it twice does no harm, so it is as if it had not happened."""
        return Looked(happened=False)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The person, if they still work here."""
        return person_record(self.resources, record_type, id)

    def _keep(self, call: Call) -> None:
        if call.action in QUESTIONS:
            self.inbox.put(item_of(call, self.resources))
        else:
            self.inbox.tell(notification_of(call, self.resources))


def notification_of(call: Call, resources: Resources) -> Notification:
    """What the call tells, and to whom."""
    who = call.arguments.get("person") or call.arguments.get("visitor")
    person = "visitor" if call.action == "say" else _person(who, resources)
    message = str(call.arguments.get("message") or "")
    return Notification(call.key, person, message, call.flow, call.run, call.at)


def item_of(call: Call, resources: Resources) -> Item:
    """The hand-off, question or approval that the call makes."""
    kind, parameter = QUESTIONS[call.action]
    person = _person(call.arguments.get("person"), resources)
    message = str(call.arguments.get(parameter) or "")
    length = call.arguments.get("within")
    until = after(call.at, length, ZoneInfo(resources.zone)) if isinstance(length, Duration) else None
    return Item(call.key, kind, person, message, call.flow, call.run, call.at, until)


def _person(given: Any, resources: Resources) -> str:
    """The id of somebody who works here, or of a chat's visitor."""
    if not isinstance(given, dict) or not given.get("id"):
        raise ToolError("invalid", "`person` needs somebody of this workspace.")
    id = str(given["id"])
    if given.get("type") != "visitor" and all(person.id != id for person in resources.people):
        raise ToolError("not-found", f"There is nobody called `{given.get('name') or id}` in this workspace.")
    return id


def person_record(resources: Resources, record_type: str, id: str) -> dict[str, object] | None:
    """A member of the workspace as a record."""
    found = next((person for person in resources.people if person.id == id), None)
    if record_type != "person" or found is None:
        return None
    return {"type": "person", "id": found.id, "name": found.name, "email": found.email, "phone": found.phone or None}


class PeopleSimulated:
    """Checks who is meant and answers as a kind colleague would: done, yes, approved. `told` holds what they heard."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.told: list[Notification | Item] = []

    def simulate(self, call: Call) -> object:
        """Note it down and give the likeliest answer."""
        if call.action not in QUESTIONS:
            self.told.append(notification_of(call, self.resources))
            return None
        item = item_of(call, self.resources)
        self.told.append(item)
        return {"hand_off": "done", "ask": True, "approve": self._approval(item)}[item.kind]

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The person, if they work here."""
        return person_record(self.resources, record_type, id)

    def _approval(self, item: Item) -> dict[str, object]:
        by = person_record(self.resources, "person", item.person)
        return {"type": "approval", "id": item.key, "approved": True, "note": None, "by": by, "at": item.at}
