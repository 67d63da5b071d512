"""The slots of a step: what a form may change about its own line; one function for each kind of step."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from sayso.dsl import statements as s
from sayso.dsl.expressions import Duration
from sayso.dsl.types import BOOLEAN, DATETIME, DURATION, PERSON, TEXT
from sayso.editor.inspector.calls import call_slots
from sayso.editor.inspector.events import event_slots
from sayso.editor.inspector.kinds import is_many, kind_of_type, options_for, people, quoted
from sayso.editor.inspector.others import ask_slots, run_slots
from sayso.editor.inspector.shapes import Kind, Option
from sayso.editor.inspector.slots import Known, Slot, options_of, replaced, setter

Slots = Iterator[Slot]


def step_slots(step: s.Statement, known: Known) -> Slots:
    """Everything a form may change about a step's own line."""
    if isinstance(step, s.Off):
        off = step
        for slot in step_slots(step.statement, known):
            inner = slot.put
            yield msgspec.structs.replace(slot, put=_switched_off(off, inner))
        return
    yield from _SLOTS[type(step)](step, known)


def _switched_off(off: s.Off, put: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: msgspec.structs.replace(off, statement=put(value))


def _do(step: s.Do, known: Known) -> Slots:
    yield from call_slots(step.call, known, setter(step, "call"))


def _let(step: s.Let, known: Known) -> Slots:
    if isinstance(step.value, s.ToolCall):
        yield from call_slots(step.value, known, setter(step, "value"))
        return
    kind = kind_of_type(known.facts.type_of(step.value))
    yield Slot("value", known.say("field.value"), "expression" if kind == "data" else kind, setter(step, "value"),
               step.value, required=True, options=options_for(kind, None, "", known),
               wanted=known.facts.type_of(step.value) if kind != "expression" else None)  # fmt: skip


def _set(step: s.Set, known: Known) -> Slots:
    yield _memory(step, "name", known)
    wanted = known.facts.memory.get(step.name)
    kind = kind_of_type(wanted)
    yield Slot("value", known.say("field.value"), kind, setter(step, "value"), step.value, required=True,
               wanted=wanted, many=is_many(wanted), options=options_for(kind, wanted, "", known))  # fmt: skip


def _memory(step: s.Set | s.Remember, field: str, known: Known) -> Slot:
    names = dict.fromkeys([*known.facts.memory, step.name])
    options = tuple(Option(name, known.say("inspector.memory", name=name)) for name in names)
    return Slot("memory", known.say("field.memory"), "choice", setter(step, field), source=step.name, reads="word",
                required=True, options=options)  # fmt: skip


def _wait(step: s.Wait, known: Known) -> Slots:
    yield Slot("duration", known.say("field.duration"), "duration", setter(step, "duration"), step.duration,
               required=True, wanted=DURATION, note=known.say("inspector.duration"))  # fmt: skip


def _wait_until(step: s.WaitUntil, known: Known) -> Slots:
    yield Slot("moment", known.say("field.moment"), "date", setter(step, "moment"), step.moment, required=True,
               wanted=DATETIME)  # fmt: skip
    yield _at_most(step, step.at_most, known, note=known.say("inspector.most_until"))


def _at_most(step: Any, value: Duration | None, known: Known, required: bool = False, note: str = "") -> Slot:
    return Slot("at_most", known.say("field.at_most"), "duration", setter(step, "at_most"), value, reads="length",
                required=required, note=note)  # fmt: skip


def _wait_for(step: s.WaitFor, known: Known) -> Slots:
    yield from event_slots(step.event, known, setter(step, "event"))
    yield _at_most(step, step.at_most, known, required=True)


def _sequence(step: s.Sequence, known: Known) -> Slots:
    yield from event_slots(step.event, known, setter(step, "event"))


def _if(step: s.If, known: Known) -> Slots:
    for number, branch in enumerate(step.branches):
        first = number == 0
        name = "condition" if first else f"condition{number + 1}"
        label = known.say("field.condition" if first else "field.condition_else")
        yield Slot(name, label, "condition", _branch(step, number), branch.condition, required=True, wanted=BOOLEAN)


def _branch(step: s.If, number: int) -> Callable[[Any], Any]:
    def put(value: Any) -> s.If:
        branch = msgspec.structs.replace(step.branches[number], condition=value)
        return msgspec.structs.replace(step, branches=replaced(step.branches, number, branch))

    return put


def _for_each(step: s.ForEach, known: Known) -> Slots:
    say = known.say
    yield Slot("items", say("field.items"), "data", setter(step, "items"), step.items, required=True, many=True)
    yield Slot("at_most", say("field.at_most_items"), "number", setter(step, "at_most"), reads="count",
               source="" if step.at_most is None else str(step.at_most), note=say("inspector.most_items"))  # fmt: skip
    again = options_of(say, "again", ("", "once", "again"))
    yield Slot("again", say("field.again"), "choice", _again(step), source=step.again, reads="word",
               options=again)  # fmt: skip
    if step.again == "once":
        yield Slot("per", say("field.per"), "duration", setter(step, "per"), step.per, reads="length",
                   note=say("inspector.per"))  # fmt: skip
    for field in ("one_at_a_time", "stop_on_error"):
        yield _flag(step, field, known)
    yield Slot("collect", say("field.collect"), "expression", setter(step, "collect"), reads="name",
               source=f"@{step.collect}" if step.collect else "", note=say("inspector.collect"))  # fmt: skip


def _again(step: s.ForEach) -> Callable[[Any], Any]:
    def put(value: Any) -> s.ForEach:
        per = step.per if value == "once" else None
        return msgspec.structs.replace(step, again=value or "", per=per)

    return put


def _flag(step: Any, field: str, known: Known) -> Slot:
    yes = (Option("true", known.say("inspector.yes")), Option("false", known.say("inspector.no")))
    source = "true" if getattr(step, field) else "false"
    return Slot(field, known.say(f"field.{field}"), "yes-no", lambda value: setter(step, field)(bool(value)),
                source=source, reads="flag", options=yes)  # fmt: skip


def _repeat(step: s.Repeat, known: Known) -> Slots:
    yield Slot("at_most", known.say("field.turns"), "number", setter(step, "at_most"), source=str(step.at_most),
               reads="count", required=True)  # fmt: skip
    yield Slot("until", known.say("field.until"), "condition", setter(step, "until"), step.until, wanted=BOOLEAN)


def _stage(step: s.Stage, known: Known) -> Slots:
    say = known.say
    yield Slot("title", say("field.title"), "text", setter(step, "title"), source=quoted(step.title),
               reads="title", required=True)  # fmt: skip
    yield Slot("moment", say("field.moment"), "date", setter(step, "moment"), step.moment, required=True,
               wanted=DATETIME)  # fmt: skip
    yield _at_most(step, step.at_most, known, note=say("inspector.most_until"))
    yield Slot("late", say("field.late"), "duration", setter(step, "late"), step.late, reads="length",
               note=say("inspector.late"))  # fmt: skip


def _hand_off(step: s.HandOff, known: Known) -> Slots:
    yield Slot("person", known.say("field.person_hand"), "person", setter(step, "person"), step.person, required=True,
               wanted=PERSON, options=people(known))  # fmt: skip
    yield Slot("message", known.say("field.message"), "text", setter(step, "message"), step.message, reads="text",
               required=True, wanted=TEXT)  # fmt: skip
    yield Slot("within", known.say("field.within"), "duration", setter(step, "within"), step.within, reads="length",
               required=True)  # fmt: skip


def _say(step: s.Say, known: Known) -> Slots:
    yield Slot("message", known.say("field.message"), "text", setter(step, "message"), step.message, reads="text",
               required=True, wanted=TEXT)  # fmt: skip


def _remember(step: s.Remember, known: Known) -> Slots:
    yield Slot("value", known.say("field.value"), "expression", setter(step, "value"), step.value, required=True)
    yield _memory(step, "name", known)
    yield _flag(step, "skip", known)
    if step.skip:
        yield _reason(step, known)


def _reason(step: Any, known: Known, required: bool = False) -> Slot:
    return Slot("reason", known.say("field.reason"), "text", setter(step, "reason"), step.reason, reads="text",
                required=required, wanted=TEXT)  # fmt: skip


def _ending(step: s.Stop | s.Skip | s.Fail, known: Known) -> Slots:
    yield _reason(step, known, required=isinstance(step, s.Fail))


def _value(step: s.Return | s.Keep, known: Known) -> Slots:
    kind: Kind = "text" if kind_of_type(known.facts.type_of(step.value)) == "text" else "expression"
    yield Slot("value", known.say("field.value"), kind, setter(step, "value"), step.value, required=True,
               wanted=TEXT if kind == "text" else None)  # fmt: skip


def _broken(step: s.Broken, known: Known) -> Slots:
    yield Slot("raw", known.say("field.raw"), "expression", lambda value: value, source=step.raw, reads="line",
               required=True)  # fmt: skip


def _nothing(step: s.Try, known: Known) -> Slots:
    return iter(())


_SLOTS: Mapping[type[Any], Callable[[Any, Known], Slots]] = {
    s.Do: _do, s.Let: _let, s.Set: _set, s.Wait: _wait, s.WaitUntil: _wait_until, s.WaitFor: _wait_for,
    s.Sequence: _sequence, s.If: _if, s.ForEach: _for_each, s.Repeat: _repeat, s.Try: _nothing, s.Stage: _stage,
    s.Ask: ask_slots, s.HandOff: _hand_off, s.Say: _say, s.Remember: _remember, s.RunFlow: run_slots,
    s.Stop: _ending, s.Skip: _ending, s.Fail: _ending, s.Return: _value, s.Keep: _value, s.Broken: _broken,
}  # fmt: skip
"""The slots of each kind of step."""
