"""Practice mail: what `gmail` and `email` send lands in the outbox; what recipients answer is found again."""

from datetime import datetime
from typing import Final

from sayso.connectors import examples as made_up
from sayso.connectors.posting import Letter, letter_of, respect
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.practice.sides import Find
from sayso.connectors.practice.world import Message, World, moment
from sayso.connectors.shape import Call, Resources
from sayso.dsl.addresses import fold

AT_FIRST: Final = 20
MOST: Final = 100
SNIPPET: Final = 80


def _send(desk: Desk, call: Call) -> object:
    letter = letter_of(call, desk.resources)
    respect(letter)
    id = _put(desk, letter, "email", "sent")
    desk.note(id, letter.contact, "email", f"Email sent to {letter.name}")
    return _answer(id, letter.to, letter.subject, call.at)


def _draft(desk: Desk, call: Call) -> object:
    letter = letter_of(call, desk.resources)
    return _answer(_put(desk, letter, "draft", "draft"), letter.to, letter.subject, call.at)


def _put(desk: Desk, letter: Letter, kind: str, state: str) -> str:
    return desk.send(
        kind, letter.name, letter.body, address=letter.to, contact=letter.contact, subject=letter.subject, state=state,
        sender=letter.sender,
    )  # fmt: skip


def _answer(id: str, to: str, subject: str, at: datetime) -> dict[str, object]:
    return {"type": "mail", "id": id, "to": to, "subject": subject, "sentAt": at}


def _found(desk: Desk, call: Call) -> object:
    query = "select * from message where key = ? and service = ? and kind = 'email' order by number limit 1"
    rows = desk.rows(query, call.key, desk.service)
    return _answer(rows[0]["id"], rows[0]["address"], rows[0]["subject"], moment(rows[0]["at"])) if rows else None


def _search(desk: Desk, call: Call) -> object:
    """What came in and what was sent that has every word looked for, the newest first."""
    words = fold(made_up.text(call, "query")).split()
    limit = call.arguments.get("limit")
    most = min(int(str(limit)) if limit is not None else AT_FIRST, MOST)
    found = [one for one in _all(desk, call) if all(word in _words_of(one) for word in words)]
    return sorted(found, key=_received, reverse=True)[:most]


def _thread(desk: Desk, call: Call) -> object:
    """The conversation that a message belongs to, the oldest first."""
    given = call.arguments.get("email")
    thread = given.get("threadId") if isinstance(given, dict) else None
    if not thread:
        return [given] if isinstance(given, dict) else []
    found = [one for one in _all(desk, call) if one.get("threadId") == thread]
    return sorted(found, key=_received)[:MOST]


def _all(desk: Desk, call: Call) -> list[dict[str, object]]:
    sent = [message for service in ("gmail", "email") for message in desk.world.messages(service, most=1_000)]
    went = [_sent(message) for message in sent if message.state != "draft"]
    return [*desk.crm.find("email", call.at), *went]


def _sent(message: Message) -> dict[str, object]:
    """A message that was sent, as a mailbox shows it."""
    return {
        "type": "email", "id": message.id, "from": message.sender, "to": [message.address],
        "subject": message.subject, "body": message.body, "snippet": message.body[:SNIPPET], "receivedAt": message.at,
        "threadId": message.thread, "contact": None, "sentiment": None, "intent": None,
    }  # fmt: skip


def _words_of(email: dict[str, object]) -> str:
    to = email.get("to")
    parts = [email.get("subject"), email.get("body"), email.get("from"), *(to if isinstance(to, list) else [])]
    return fold(" ".join(str(part) for part in parts if part))


def _received(email: dict[str, object]) -> str:
    at = email.get("receivedAt")
    return at.isoformat() if isinstance(at, datetime) else ""


def describe(world: World, resources: Resources, id: str, at: datetime) -> dict[str, object] | None:
    """A message that came in: the CRM keeps these."""
    return resources.crm.read("email", id, at)


GMAIL: Final[dict[str, Act]] = {
    "gmail.send": _send, "gmail.draft": _draft, "gmail.search": _search, "gmail.get_thread": _thread,
}  # fmt: skip
EMAIL: Final[dict[str, Act]] = {"email.send": _send}
EMAIL_FINDS: Final[dict[str, Find]] = {"email.send": _found}
