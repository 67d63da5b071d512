"""The slots of a trigger: its schedule, its event, its name, what it is given."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sayso.dsl.flow import Input, OnCall, OnChat, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook, Trigger
from sayso.dsl.print import print_type
from sayso.dsl.types import BOOLEAN
from sayso.editor.inspector.events import event_options
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.schedules import schedule_slots
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, replaced, setter

KINDS = ("manual", "schedule", "event", "webhook", "form", "chat", "call")
KIND_OF: dict[type[Trigger], str] = {
    OnManual: "manual", OnSchedule: "schedule", OnEvent: "event", OnWebhook: "webhook", OnForm: "form", OnChat: "chat",
    OnCall: "call",
}  # fmt: skip
ADD = "+"
"""The field with which something is added to a list of lines."""


def trigger_kind(trigger: Trigger | None) -> str:
    """The word for a trigger; a flow without one is started by hand."""
    return KIND_OF[type(trigger)] if trigger is not None else "manual"


def trigger_slots(trigger: Trigger | None, known: Known) -> Iterator[Slot]:
    """What starts the flow, and what belongs to that."""
    here = trigger if trigger is not None else OnManual()
    options = tuple(Option(kind, known.say(f"starts.{kind}")) for kind in KINDS)
    yield Slot("kind", known.say("field.starts"), "choice", _other_kind(here, known), source=trigger_kind(trigger),
               reads="word", required=True, options=options)  # fmt: skip
    if isinstance(here, OnSchedule):
        yield from schedule_slots(here, known)
    elif isinstance(here, OnEvent):
        yield Slot("event", known.say("field.event"), "choice", _other_event(here), source=here.event,
                   reads="word", required=True, options=event_options(here.event, known))  # fmt: skip
        yield Slot("where", known.say("field.where"), "condition", setter(here, "where"), here.where, wanted=BOOLEAN)
    else:
        yield from _named(here, known)


def _other_event(here: OnEvent) -> Callable[[Any], Any]:
    """Another event, without the condition of the one before."""
    return lambda value: here if value == here.event else OnEvent(value)


def _named(trigger: OnManual | OnCall | OnWebhook | OnForm | OnChat, known: Known) -> Iterator[Slot]:
    """The name of what comes from outside, and the values it brings."""
    if isinstance(trigger, OnWebhook | OnForm | OnChat):
        label = known.say(f"field.name_{trigger_kind(trigger)}")
        yield Slot("name", label, "text", setter(trigger, "name"), source=quoted(trigger.name), reads="title",
                   required=True)  # fmt: skip
    if isinstance(trigger, OnChat):
        return
    for number, one in enumerate((*trigger.inputs, None)):
        yield _input(trigger, number, one, known)


def _input(trigger: OnManual | OnCall | OnWebhook | OnForm, number: int, one: Input | None, known: Known) -> Slot:
    def put(value: Input | None) -> Any:
        new = msgspec.structs.replace(value, notes=one.notes) if value is not None and one is not None else value
        return msgspec.structs.replace(trigger, inputs=replaced(trigger.inputs, number, new))

    source = f"{one.name}: {print_type(one.type)}" if one is not None else ""
    label = known.say("field.input" if one is not None else "field.input_add")
    heading = known.say("field.brings")
    return Slot(f"input:{number if one is not None else ADD}", label, "input", put, one, source, reads="input",
                group=heading)  # fmt: skip


def new_trigger(kind: str, known: Known, like: Trigger | None = None) -> Trigger:
    """A trigger of a kind; inputs, name and zone of another go along where it has them, too."""
    inputs = getattr(like, "inputs", ())
    name = getattr(like, "name", known.say("inspector.unnamed"))
    event = next(iter(known.catalog.events), "contact.created")
    made: dict[str, Callable[[], Trigger]] = {
        "manual": lambda: OnManual(inputs), "call": lambda: OnCall(inputs), "event": lambda: OnEvent(event),
        "webhook": lambda: OnWebhook(name, inputs), "form": lambda: OnForm(name, inputs), "chat": lambda: OnChat(name),
        "schedule": lambda: OnSchedule("weekday", zone=getattr(like, "zone", None)),
    }  # fmt: skip
    return made[kind]()


def _other_kind(trigger: Trigger, known: Known) -> Callable[[Any], Any]:
    """The same place with another kind of trigger."""
    return lambda value: trigger if value == trigger_kind(trigger) else new_trigger(str(value), known, trigger)
