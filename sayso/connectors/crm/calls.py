"""What each CRM tool does with its arguments: the same code for the live side and for simulations."""

from collections.abc import Callable
from typing import Any, Final

from sayso.connectors.crm.reading import Record
from sayso.connectors.crm.store import Store
from sayso.connectors.crm.writing import Writing
from sayso.connectors.shape import Call, ToolError

Made = tuple[str, str] | None
"""Type and id of the record a call gives back."""


def perform(store: Store, call: Call) -> object:
    """Do what the call asks for; a changing call with a key that acted before only gives its answer again."""
    if call.action in FINDS:
        where = call.arguments.get("where")
        return store.find(FINDS[call.action], call.at, where if callable(where) else None)
    act = ACTS[call.action]
    made = store.once(call.key, call.at, lambda writing: act(writing, call))
    return store.read(*made, call.at) if made else None


def _create_contact(writing: Writing, call: Call) -> Made:
    values = {name: value for name, value in call.arguments.items() if value is not None}
    company = values.pop("company", None)
    employees = values.pop("employees", None)
    if company is not None:
        values["company"] = company_for(writing, company, employees)
    address = values.get("email")
    known = writing.by_key("contact", str(address)) if address else None
    if known is None:
        return "contact", writing.create("contact", values)
    values.pop("email")
    tags = values.pop("tags", None)
    writing.change("contact", known, values)
    if isinstance(tags, list):
        writing.add_tags("contact", known, tags)
    return "contact", known


def company_for(writing: Writing, company: object, employees: object = None) -> Record:
    """The company meant by a record or a name, made where there is none of that name."""
    if isinstance(company, dict):
        return company
    name = str(company).strip()
    values = {} if employees is None else {"employees": employees}
    id = writing.by_key("company", name)
    if id is None:
        id = writing.create("company", {"name": name, **values})
    elif values:
        writing.change("company", id, values)
    return {"type": "company", "id": id}


def _update(writing: Writing, call: Call) -> Made:
    record_type, id = _record(call, "record")
    values = {name: value for name, value in call.arguments.items() if name != "record"}
    for name in values:
        writing.field(record_type, name)
    writing.change(record_type, id, values)
    return None


def _add_tags(writing: Writing, call: Call) -> Made:
    writing.add_tags(*_record(call, "record"), _tags(call))
    return None


def _remove_tags(writing: Writing, call: Call) -> Made:
    writing.remove_tags(*_record(call, "record"), _tags(call))
    return None


def _create_task(writing: Writing, call: Call) -> Made:
    values: dict[str, object] = {
        "title": call.arguments["title"],
        "assignee": _person(writing, call, "assignee", "Cannot assign the task"),
        "due": call.arguments.get("due"),
        "notes": call.arguments.get("notes"),
        "status": "open",
        "createdBy": call.flow,
    }
    return "task", writing.create("task", values | _about(writing, call.arguments.get("about")))


def _about(writing: Writing, about: object) -> dict[str, object]:
    """The links of a task: the record it is about, and for a deal its contact and company too."""
    if not isinstance(about, dict):
        return {}
    home = "company" if about["type"] == "customer" else str(about["type"])
    links: dict[str, object] = {home: {"type": home, "id": about["id"]}}
    nested = ("contact", "company") if home == "deal" else ("company",) if home == "contact" else ()
    links |= {name: about[name] for name in nested if isinstance(about.get(name), dict)}
    return links


def _create_deal(writing: Writing, call: Call) -> Made:
    given = {name: value for name, value in call.arguments.items() if value is not None}
    values: dict[str, object] = {"value": 0, "stage": "Lead", **given}
    values["owner"] = _person(writing, call, "owner", "Cannot give the deal")
    contact = given.get("contact")
    if "company" not in given and isinstance(contact, dict) and isinstance(contact.get("company"), dict):
        values["company"] = contact["company"]
    return "deal", writing.create("deal", values)


def _move_stage(writing: Writing, call: Call) -> Made:
    _, id = _record(call, "deal")
    writing.change("deal", id, {"stage": call.arguments["stage"]})
    return None


def _log_activity(writing: Writing, call: Call) -> Made:
    kind = str(call.arguments.get("kind") or "note")
    about = _record(call, "record")
    return "activity", writing.log(about, kind, str(call.arguments["text"]), by=call.flow)


def _record(call: Call, name: str) -> tuple[str, str]:
    record: Any = call.arguments.get(name)
    if not isinstance(record, dict) or not record.get("type") or not record.get("id"):
        raise ToolError("invalid", f"`{name}` needs a record.")
    return str(record["type"]), str(record["id"])


def _tags(call: Call) -> list[str]:
    tags = call.arguments.get("tags")
    given = tags if isinstance(tags, list) else [tags]
    if not all(isinstance(tag, str) and tag.strip() for tag in given):
        raise ToolError("invalid", "`tags` needs a list of texts.")
    return [str(tag).strip() for tag in given]


def _person(writing: Writing, call: Call, name: str, what: str) -> dict[str, object]:
    """The person given, or the flow's owner; somebody of this workspace."""
    given = call.arguments.get(name)
    id = str(given["id"]) if isinstance(given, dict) and given.get("id") else call.actor.id
    if not writing.person_exists(id):
        raise ToolError("not-found", f"{what} to user {id}: user not found.")
    return {"type": "person", "id": id}


FINDS: Final = {"find_contacts": "contact", "find_deals": "deal", "find_companies": "company"}
"""Tools that list, with the type they list."""

ACTS: Final[dict[str, Callable[[Writing, Call], Made]]] = {
    "create_contact": _create_contact,
    "update": _update,
    "add_tags": _add_tags,
    "remove_tags": _remove_tags,
    "create_task": _create_task,
    "create_deal": _create_deal,
    "move_stage": _move_stage,
    "log_activity": _log_activity,
}
"""Tools that change something."""
