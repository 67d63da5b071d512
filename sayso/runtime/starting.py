"""How a run begins: which trigger it is taken to have, and the values of the names that trigger binds."""

from collections.abc import Callable
from typing import Any

from sayso.compiler.ir import Program, Start
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import Type, may_be_missing

NOBODY = Person("me", "Me", "me@workspace.example")


def owner_of(catalog: Catalog) -> Person:
    """The flow's owner."""
    return next((person for person in catalog.people if person.id == catalog.owner), NOBODY)


def person_record(person: Person) -> dict[str, object]:
    """A member of the workspace as a record."""
    return {
        "type": "person",
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "phone": person.phone or None,
    }


def start_for(
    program: Program, data: dict[str, Any], fill: Callable[[Type], Any], kind: str | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The trigger that fits the data best, and a value for each name it binds; `fill` makes up what was not given."""
    starts = [start for start in program.starts if kind in (None, start.kind)] or list(program.starts)
    start = max(starts, key=lambda one: sum(name in data for name, _ in one.binds), default=Start("manual"))
    inputs = {name: data[name] if name in data else _filled(kind, fill) for name, kind in start.binds}
    return {"kind": start.kind, "name": start.name}, inputs


def _filled(kind: Type, fill: Callable[[Type], Any]) -> Any:
    return None if may_be_missing(kind) else fill(kind)
