"""What holds of every call, whichever world makes it: whom a stranger's words may not choose, who is written to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sayso.connectors.shape import ToolError, UncertainError
from sayso.dsl.addresses import same_email
from sayso.dsl.catalog import Catalog
from sayso.dsl.values import Filter
from sayso.interpreter.state import Effect, Outcome, OutcomeKind
from sayso.runtime.world import Parked, Place
from sayso.runtime.worlds.allowances import Allowance


def strangers_aim(want: Effect, allowance: Allowance, now: datetime) -> Outcome | None:
    """A stranger's words may not say at what a call aims, unless a person approves it."""
    if not want.tainted or want.approve or set(want.tainted).isdisjoint(allowance.aims):
        return None
    return Outcome("failed", now, sentence=f"a stranger's words would decide at what {want.tool} aims", error="refused")


def written_to(want: Effect, allowance: Allowance) -> list[dict[str, Any]]:
    """The records that a sending call aims at."""
    if not allowance.sends:
        return []
    found = (want.arguments.get(name) for name in allowance.aims)
    return [record for record in found if isinstance(record, dict)]


def person_of(value: Any) -> str:
    """Under which name somebody who is written to is known: the record's id, else the address."""
    if isinstance(value, dict):
        return f"{value.get('type', 'record')}/{value.get('id') or same_email(str(value.get('email') or ''))}"
    return f"address/{same_email(str(value))}"


def is_colleague(value: Any) -> bool:
    """Whether it is somebody who works here: the contact guard is for people outside."""
    return isinstance(value, dict) and value.get("type") == "person"


def reader_of(record: Mapping[str, Any], catalog: Catalog) -> str | None:
    """The connector that can read a record again, if there is one."""
    declared = catalog.records.get(str(record.get("type")))
    return declared.reader if declared is not None and "id" in record else None


def can_opt_out(record: Mapping[str, Any], catalog: Catalog) -> bool:
    """Whether records of this kind can opt out."""
    declared = catalog.records.get(str(record.get("type")))
    return declared is not None and declared.field("unsubscribed") is not None and "id" in record


def has_opted_out(whole: Mapping[str, Any]) -> bool:
    """Whether somebody wants no mail, by their whole record."""
    return whole.get("unsubscribed") is True


def opted_out(whole: Mapping[str, Any], now: datetime) -> Outcome:
    """Nobody who opted out is written to."""
    who = whole.get("fullName") or whole.get("name") or whole.get("email") or "this person"
    return Outcome("rejected", now, sentence=f"{who} opted out", error="opted-out")


def bound(place: Place, want: Effect, allowance: Allowance, catalog: Catalog) -> dict[str, object]:
    """The arguments as they go out: a filter as a function of a record, records without what the other side may not
    see."""
    given = dict(want.arguments)
    for name, value in want.arguments.items():
        if isinstance(value, Filter):
            given[name] = _filter(place, want, name, value)
        elif name in allowance.hidden:
            given[name] = without_private(value, catalog)
    return given


def _filter(place: Place, want: Effect, name: str, value: Filter) -> object:
    names, condition = place.linked.filters[want.step, name]

    def matches(record: dict[str, object]) -> bool:
        return condition({**value.values, **dict.fromkeys(names, record)}) is True

    return matches


def without_private(value: Any, catalog: Catalog) -> Any:
    """A value whose records have lost their private fields."""
    if isinstance(value, list):
        return [without_private(item, catalog) for item in value]
    if not isinstance(value, dict):
        return value
    record = catalog.records.get(str(value.get("type")))
    hidden = {field.name for field in record.fields if field.privacy == "private"} if record else set()
    return {name: without_private(item, catalog) for name, item in value.items() if name not in hidden}


def failure(error: ToolError | UncertainError, now: datetime) -> Outcome | Parked:
    """What an error of a call means: refused, failed, or nobody knows."""
    if isinstance(error, UncertainError):
        return Parked("uncertain", error.sentence)
    kind: OutcomeKind = "rejected" if error.kind == "opted-out" else "failed"
    return Outcome(kind, now, sentence=error.sentence, error=error.kind)
