"""The events that were really recorded, found by what a lane listens for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sayso.dsl.addresses import same_email
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Await, Event, Watch


class Pool:
    """Recorded events, by name and, where something is compared, by the field that is."""

    def __init__(self, catalog: Catalog, events: Iterable[Event] = ()) -> None:
        self._answers = {event.name for event in catalog.events.values() if event.answers}
        self._by_name: dict[str, list[Event]] = {}
        for event in sorted(events, key=lambda one: one.at):
            self._by_name.setdefault(event.name, []).append(event)
        self._by_field: dict[tuple[str, str], dict[Any, list[Event]]] = {}

    def is_answer(self, name: str) -> bool:
        """Whether an event of that name is somebody's answer to what a flow sent."""
        return name in self._answers

    def of(self, each: Await | Watch, since: datetime, until: datetime | None) -> Iterator[Event]:
        """The events that may be meant, in their order, between two instants; the lane looks for itself."""
        found = self._by_name.get(each.event, [])
        if each.key is not None:
            found = self._keyed(each.event, each.key[0]).get(_known_by(each.key[1]), [])
        for event in found[bisect_left(found, since, key=lambda one: one.at) :]:
            if until is not None and event.at > until:
                return
            yield event

    def _keyed(self, name: str, field: str) -> dict[Any, list[Event]]:
        known = self._by_field.get((name, field))
        if known is None:
            known = self._by_field[name, field] = {}
            for event in self._by_name.get(name, ()):
                known.setdefault(_known_by(_field(event, field)), []).append(event)
        return known


def _field(event: Event, field: str) -> Any:
    value: Any = next(iter(event.data.values()), None)
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _known_by(value: Any) -> Any:
    """What values are compared by: records by their ids, addresses in any case."""
    if isinstance(value, dict):
        return value.get("type"), value.get("id")
    return same_email(value) if isinstance(value, str) else value
