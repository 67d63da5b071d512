"""The slots of a flow's rules: its goal, what it may use and how often, its limits, what it remembers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import msgspec

from sayso.copilot.readback_rules import permission
from sayso.copilot.readback_steps import Steps
from sayso.dsl.expressions import Duration, Expression
from sayso.dsl.flow import Goal, Input, Limit, Memory, MemoryField, Use
from sayso.dsl.node import Node
from sayso.dsl.print import print_type
from sayso.dsl.statements import Approval
from sayso.dsl.types import PERSON
from sayso.editor.inspector.kinds import people, quoted
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, replaced, setter
from sayso.editor.inspector.triggers import ADD

Group = Literal["goal", "uses", "limits", "memory"]


Change = Callable[[str, Any], "Header"]


class Header(msgspec.Struct, frozen=True):
    """Another header: the lines of one group, as they shall stand."""

    group: Group
    lines: tuple[Any, ...]


def flow_slots(known: Known) -> Iterator[Slot]:
    """The flow itself: its name and its goal."""
    flow, say = known.flow, known.say
    yield Slot("name", say("field.flow_name"), "text", lambda value: value, reads="title",
               source=quoted(flow.name) if flow.name else "", required=True)  # fmt: skip
    yield Slot("goal", say("field.goal"), "text", _goal, flow.goal, reads="title", note=say("inspector.goal"),
               source=quoted(flow.goal.text) if flow.goal else "")  # fmt: skip


def _goal(value: str | None) -> Header:
    return Header("goal", (Goal(value),) if value else ())


def rule_slots(known: Known) -> Iterator[Slot]:
    """What the flow may do: for each tool its conditions, then limits and memory."""
    steps = Steps(known.flow, known.facts, known.catalog)
    seen: set[str] = set()
    for number, use in enumerate(known.flow.uses):
        for tool in use.tools:
            said = permission(tool, steps)
            key = f"use:{tool}" if tool not in seen else f"use:{tool}:{number}"
            seen.add(tool)
            slots = _use_slots(key, _changer(known, number, use, tool), use, tool, known)
            yield from _grouped(said[:1].upper() + said[1:], slots)
    limits = enumerate((*known.flow.limits, None))
    yield from _grouped(known.say("field.limits"), (_limit(number, limit, known) for number, limit in limits))
    fields = enumerate((*(known.flow.memory.fields if known.flow.memory else ()), None))
    yield from _grouped(known.say("field.memories"), (_memory(number, field, known) for number, field in fields))


def _grouped(heading: str, slots: Iterable[Slot]) -> Iterator[Slot]:
    """Slots that stand under one heading."""
    yield from (msgspec.structs.replace(slot, group=heading) for slot in slots)


def _use_slots(key: str, change: Change, use: Use, tool: str, known: Known) -> Iterator[Slot]:
    """A tool: how often, between which hours, with whose approval, with private data or not."""
    say = known.say
    quota = f"{use.quota.count} per {use.quota.per}" if use.quota else ""
    between = f"{use.between.start:%H:%M} and {use.between.end:%H:%M}" if use.between else ""
    yield Slot(f"{key}.quota", say("field.quota"), "number", lambda value: change("quota", value), source=quota,
               reads="quota", note=say("inspector.quota"))  # fmt: skip
    effect = known.catalog.tools[tool].effect if tool in known.catalog.tools else "write"
    if effect != "write":
        return
    yield Slot(f"{key}.between", say("field.between"), "time", lambda value: change("between", value),
               source=between, reads="between", note=say("inspector.between"))  # fmt: skip
    yield from _approval_slots(key, use, change, known)
    yes = (Option("true", say("inspector.yes")), Option("false", say("inspector.no")))
    if use.private:
        yield Slot(f"{key}.private", say("field.private"), "yes-no", lambda value: change("private", bool(value)),
                   source="true", reads="flag", options=yes)  # fmt: skip


def _approval_slots(key: str, use: Use, change: Change, known: Known) -> Iterator[Slot]:
    say, approval = known.say, use.approval or Approval()
    yes = (Option("true", say("inspector.approve_yes")), Option("false", say("inspector.approve_no")))

    def asked(value: bool | None) -> Header:
        return change("approval", approval if value else None)

    def by(value: Expression | None) -> Header:
        return change("approval", Approval(value, approval.within))

    def within(value: Duration | None) -> Header:
        return change("approval", Approval(approval.by, value))

    yield Slot(f"{key}.approval", say("field.approval"), "yes-no", asked,
               source="true" if use.approval else "false", reads="flag", options=yes)  # fmt: skip
    if use.approval is not None:
        yield Slot(f"{key}.by", say("field.approval_by"), "person", by, approval.by, wanted=PERSON,
                   options=people(known), note=say("inspector.approval_by"))  # fmt: skip
        yield Slot(f"{key}.within", say("field.approval_within"), "duration", within, approval.within,
                   reads="length", note=say("inspector.approval_within"))  # fmt: skip


def _changer(known: Known, number: int, use: Use, tool: str) -> Change:
    """Another condition on a tool; one that stands among others gets a line of its own."""

    def change(field: str, value: Any) -> Header:
        uses = known.flow.uses
        if getattr(use, field) == value:
            return Header("uses", uses)
        if len(use.tools) == 1:
            return Header("uses", replaced(uses, number, setter(use, field)(value)))
        rest = msgspec.structs.replace(use, tools=tuple(one for one in use.tools if one != tool))
        return Header("uses", (*replaced(uses, number, rest), setter(Use((tool,)), field)(value)))

    return change


def _limit(number: int, limit: Limit | None, known: Known) -> Slot:
    def put(value: tuple[int, Any, Any] | None) -> Header:
        new = Limit(*value) if value is not None else None
        return Header("limits", replaced(known.flow.limits, number, new))

    source = f"{limit.count} {limit.of} per {limit.per}" if limit is not None else ""
    label = known.say("field.limit" if limit is not None else "field.limit_add")
    return Slot(f"limit:{number if limit is not None else ADD}", label, "number", put, limit, source, reads="limit",
                note=known.say("inspector.limit"))  # fmt: skip


def _memory(number: int, field: MemoryField | None, known: Known) -> Slot:
    fields = known.flow.memory.fields if known.flow.memory else ()

    def put(value: Input | None) -> Header:
        new = MemoryField(value.name, value.type) if value is not None else None
        if new is not None and field is not None:
            new = msgspec.structs.replace(new, notes=field.notes)
        kept = replaced(fields, number, new)
        return Header("memory", (Memory(kept),) if kept else ())

    source = f"{field.name}: {print_type(field.type)}" if field is not None else ""
    label = known.say("field.memory_line" if field is not None else "field.memory_add")
    node: Node | None = field
    return Slot(f"memory:{number if field is not None else ADD}", label, "input", put, node, source, reads="input")
