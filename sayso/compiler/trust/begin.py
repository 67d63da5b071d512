"""What a run and an event bring along: the labels of trigger inputs, of an event's names and of a chat's visitor.

What is typed in by a member is trusted; what comes by form, webhook, chat or call was written by strangers. A record
that an event brings is the catalog's own: only its fields say which of them strangers wrote.
"""

import msgspec

from sayso.compiler.infer.triggers import visitor
from sayso.compiler.scope import Scope
from sayso.compiler.trust.env import Env, meeting
from sayso.compiler.trust.label import CLEAN, Label, Owner, joined
from sayso.compiler.trust.reading import Reader
from sayso.dsl.catalog import Event
from sayso.dsl.flow import Flow, Input, OnCall, OnChat, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook, Trigger
from sayso.dsl.types import TEXT, RecordOf, Scalar, Type, present

HARMLESS = frozenset({"number", "percent", "boolean", "date", "time", "datetime", "email", "phone", "url", "duration"})
BEGIN = "trigger"


def beginning(reader: Reader, flow: Flow) -> Env:
    """What holds before the first statement, whichever trigger began the run."""
    return meeting(*(Env(Scope(_bound(reader, trigger))) for trigger in flow.triggers)) or Env()


def event_names(reader: Reader, name: str, word: str) -> dict[str, tuple[Label, str]]:
    """The names a waited-for event binds, each with its label and the record it means."""
    event = reader.catalog.events.get(name)
    if event is None or not event.binds:
        return {}
    short, kind = event.binds[0]
    root = f"{event.short}#{word}"
    label = _of_event(reader, event, event.short, kind, root)
    return {event.short: (label, root), "event": (label, "")} if short else {}


def _bound(reader: Reader, trigger: Trigger) -> dict[str, Label]:
    match trigger:
        case OnManual():
            return _with_trigger(_inputs(reader, trigger.inputs, strangers=False, records=True))
        case OnCall():
            return _with_trigger(_inputs(reader, trigger.inputs, strangers=True, records=True))
        case OnWebhook() | OnForm():
            return _with_trigger(_inputs(reader, trigger.inputs, strangers=True, records=False))
        case OnChat():
            return _with_trigger(_chat(reader))
        case OnEvent(event=name):
            event = reader.catalog.events.get(name)
            binds = event.binds if event is not None else ()
            return _with_trigger(
                {bound: _of_event(reader, event, bound, kind, f"{bound}#{BEGIN}") for bound, kind in binds if event}
            )
        case OnSchedule():
            return {}


def _inputs(reader: Reader, inputs: tuple[Input, ...], strangers: bool, records: bool) -> dict[str, Label]:
    """Labels of a trigger's inputs; a record that a member or another flow hands over is the workspace's own."""
    found = {}
    for given in inputs:
        kind = reader.facts.inputs.get(given.name, TEXT)
        record = isinstance(present(kind), RecordOf)
        stranger = f"`@{given.name}`" if strangers and not (record and records) else ""
        found[given.name] = _input(reader, given.name, kind, stranger)
    return found


def _input(reader: Reader, name: str, kind: Type, stranger: str) -> Label:
    record = reader.record_type(kind)
    if record is not None:
        return reader.named(Label(stranger, reader.listed(record)), kind, f"{name}#{BEGIN}")
    owner = frozenset({Owner(BEGIN)})
    if _is_harmless(reader, name, kind):
        return Label(stranger, owners=owner)
    return Label(stranger, "", "internal", f"`@{name}`", owner, owner)


def _is_harmless(reader: Reader, name: str, kind: Type) -> bool:
    """Whether an input is card: an address, a number, or what a record shows to everybody under that name."""
    inner = present(kind)
    if not isinstance(inner, Scalar) or inner.name in HARMLESS:
        return True
    fields = (record.field(name) for record in reader.catalog.records.values())
    return any(field is not None and field.privacy == "card" for field in fields)


def _chat(reader: Reader) -> dict[str, Label]:
    kind = visitor(reader.catalog)
    root = f"visitor#{BEGIN}"
    person = reader.named(Label("`@visitor`"), kind, root)
    owner = frozenset({Owner(root)})
    return {"visitor": person, "message": Label("`@message`", "", "private", "`@message`", person.owners or owner)}


def _of_event(reader: Reader, event: Event, name: str, kind: Type, root: str) -> Label:
    record = reader.record_type(kind)
    if record is not None:
        return reader.named(Label(listed=reader.listed(record)), kind, root)
    owner = frozenset({Owner(root, person=False)})
    return Label(f"`@{name}`" if event.stranger else "", "", "internal", f"`@{name}`", owner, owner)


def _with_trigger(names: dict[str, Label]) -> dict[str, Label]:
    whole = joined(*names.values()) if names else CLEAN
    return {**names, "trigger": msgspec.structs.replace(whole, parts=tuple(names.items()))}
