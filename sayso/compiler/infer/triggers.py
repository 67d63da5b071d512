"""What each trigger binds, and which triggers `@trigger is …` means."""

from typing import assert_never

from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import nearest
from sayso.dsl.expressions import TriggerKind
from sayso.dsl.flow import OnCall, OnChat, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook, Trigger
from sayso.dsl.types import PERSON, TEXT, UNKNOWN, RecordOf, Type

KINDS: dict[type[Trigger], str] = {
    OnManual: "manual",
    OnCall: "call",
    OnWebhook: "webhook",
    OnForm: "form",
    OnChat: "chat",
    OnSchedule: "schedule",
}


def kind_of(trigger: Trigger) -> str:
    """The word for a trigger: "schedule", "webhook", or the event's name."""
    return trigger.event if isinstance(trigger, OnEvent) else KINDS[type(trigger)]


def told_kind(trigger: Trigger) -> str:
    """What `@trigger.kind` says: "event" for every event, whose name is in `@trigger.name`."""
    return KINDS.get(type(trigger), "event")


def name_of(trigger: Trigger) -> str | None:
    """The name in quotes of a webhook, form or chat."""
    return trigger.name if isinstance(trigger, OnWebhook | OnForm | OnChat) else None


def fires(kind: TriggerKind, trigger: Trigger) -> bool:
    """Whether one alternative of `@trigger is …` means this trigger."""
    return kind.kind == kind_of(trigger) and kind.name in (None, name_of(trigger))


def visitor(catalog: Catalog) -> Type:
    """What `@visitor` of a chat is."""
    return RecordOf("visitor") if "visitor" in catalog.records else PERSON


def _event_binds(name: str, catalog: Catalog) -> dict[str, Type]:
    """What an event brings; an unknown one what its nearest known one would, so that no finding follows."""
    event = catalog.events.get(name) or catalog.events.get(nearest(name, list(catalog.events)) or "")
    return dict(event.binds) if event else {name.partition(".")[0]: UNKNOWN}


def binds(trigger: Trigger, inputs: dict[str, Type], catalog: Catalog) -> dict[str, Type]:
    """The names a trigger brings; `inputs` are those of its own `with … end`, understood."""
    match trigger:
        case OnManual() | OnCall() | OnWebhook() | OnForm():
            return inputs
        case OnEvent():
            return _event_binds(trigger.event, catalog)
        case OnChat():
            return {"visitor": visitor(catalog), "message": TEXT}
        case OnSchedule():
            return {}
        case _:
            assert_never(trigger)
