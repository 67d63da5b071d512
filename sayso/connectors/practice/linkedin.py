"""Practice LinkedIn: an invitation is pending until somebody accepts it in the outbox."""

from typing import Final

from sayso.connectors import examples as made_up
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.shape import Call, ToolError
from sayso.dsl.addresses import same_url


def _invite(desk: Desk, call: Call) -> object:
    _sent(desk, call, "invitation", made_up.text(call, "note"), "LinkedIn invitation sent to")
    return None


def _message(desk: Desk, call: Call) -> object:
    text = made_up.text(call, "text")
    if not text.strip():
        raise ToolError("invalid", "There is nothing to send: the text is empty.")
    _sent(desk, call, "message", text, "LinkedIn message sent to")
    return None


def _sent(desk: Desk, call: Call, kind: str, body: str, told: str) -> None:
    to = call.arguments.get("to")
    profile = _profile(to)
    if not profile:
        raise ToolError("invalid", f"{made_up.name_of(to)} has no LinkedIn profile.")
    name = made_up.name_of(to)
    id = desk.send(kind, name, body, address=profile, contact=desk.known(to))
    desk.note(id, desk.known(to), "linkedin", f"{told} {name}")


def _accepted(desk: Desk, call: Call) -> object:
    """Whether an invitation to this contact, or to this profile, was accepted."""
    contact = call.arguments.get("contact")
    query = "select contact, address from message where kind = 'invitation' and service = ? and state = 'accepted'"
    id = contact.get("id") if isinstance(contact, dict) else None
    profile = _profile(contact)
    return any(
        (id is not None and row["contact"] == id) or (profile and same_url(row["address"]) == same_url(profile))
        for row in desk.rows(query, desk.service)
    )


def _profile(contact: object) -> str:
    return str(contact.get("linkedinUrl") or "") if isinstance(contact, dict) else ""


LINKEDIN: Final[dict[str, Act]] = {
    "linkedin.invite": _invite, "linkedin.message": _message, "linkedin.check_accepted": _accepted,
}  # fmt: skip
