"""The slots of an event: which one, and under which conditions it counts."""

from collections.abc import Callable, Iterator
from typing import Any

from sayso.copilot.english import sentence
from sayso.dsl.statements import EventPattern
from sayso.dsl.types import BOOLEAN
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, setter


def event_options(here: str, known: Known) -> tuple[Option, ...]:
    """Every event of the workspace in a sentence; one that is unknown keeps its name."""
    options = tuple(Option(event.name, sentence(event.sentence, "")) for event in known.catalog.events.values())
    return options if here in known.catalog.events or not here else (*options, Option(here, here))


def event_slots(pattern: EventPattern, known: Known, put: Callable[[Any], Any]) -> Iterator[Slot]:
    """What is waited for: the event, the step it answers, and its condition."""
    say = known.say
    yield Slot("event", say("field.event"), "choice", _other(pattern, put), source=pattern.event,
               reads="word", required=True, options=event_options(pattern.event, known))  # fmt: skip
    event = known.catalog.events.get(pattern.event)
    if pattern.since is not None or (event is not None and event.answers):
        yield Slot("since", say("field.since"), "data", _within(pattern, "since", put), pattern.since,
                   note=say("inspector.since"))  # fmt: skip
    yield Slot("where", say("field.where"), "condition", _within(pattern, "where", put), pattern.where, wanted=BOOLEAN)


def _within(pattern: EventPattern, field: str, put: Callable[[Any], Any]) -> Callable[[Any], Any]:
    change = setter(pattern, field)
    return lambda value: put(change(value))


def _other(pattern: EventPattern, put: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Another event, without the condition of the one before."""
    return lambda value: put(pattern if value == pattern.event else EventPattern(value))
