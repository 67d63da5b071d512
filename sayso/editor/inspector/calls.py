"""The slots of a tool call: its parameters, the fields it writes, who approves it, and the tool itself."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sayso.compiler.facts import Resolved
from sayso.copilot.english import words_of
from sayso.copilot.suggesting.steps import hole
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.expressions import Argument, Expression, Todo
from sayso.dsl.parse import parse_expression
from sayso.dsl.statements import Approval, ToolCall
from sayso.dsl.types import PERSON, Row, Type, present
from sayso.editor.inspector.kinds import is_many, kind_of_parameter, kind_of_type, options_for, people
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, setter

Put = Callable[[ToolCall], Any]


def call_slots(call: ToolCall, known: Known, put: Put) -> Iterator[Slot]:
    """Everything a form may change about a call; `put` gives the line with another call."""
    resolved = known.facts.call_of(call)
    tool = resolved.tool if resolved is not None else known.catalog.tools.get(call.tool)
    if tool is None:
        yield from _unknown(call, known, put)
        return
    names = _names(call, resolved)
    for parameter in tool.parameters:
        yield _parameter(call, parameter, names, known, put)
    for name, kind in _writable(tool, resolved, known):
        yield _keyword(call, name, kind, names, known, put)
    yield from _approval(call, tool, known, put)
    yield from _other_tools(call, tool, known, put)


def _names(call: ToolCall, resolved: Resolved | None) -> dict[int, str]:
    """The parameter of each argument, by its place."""
    by_value = {id(value): name for _, name, value in resolved.given()} if resolved is not None else {}
    return {number: one.name or by_value.get(id(one.value), "") for number, one in enumerate(call.arguments)}


def _parameter(call: ToolCall, parameter: Parameter, names: dict[int, str], known: Known, put: Put) -> Slot:
    kind = kind_of_parameter(parameter)
    holds_many = is_many(parameter.type)
    options = options_for(kind, parameter.type, parameter.picks, known)
    required = parameter.required and parameter.default is None
    return Slot(
        parameter.name, _label(parameter.name, known), kind,
        _argument_put(call, parameter.name, names, put, parse_expression(hole(parameter)) if required else None),
        _value(call, parameter.name, names), required=required, wanted=parameter.type, many=holds_many,
        element=parameter.filter or "", options=options, note=_note(parameter, known), theirs=True,
    )  # fmt: skip


def _keyword(call: ToolCall, name: str, kind: Type, names: dict[int, str], known: Known, put: Put) -> Slot:
    drawn = kind_of_type(kind)
    picks = name if name in ("stage", "tags") and drawn in ("text", "list") else ""
    picks = {"stage": "stage", "tags": "tag"}.get(picks, "")
    drawn = "stage" if picks == "stage" else "tag" if picks == "tag" else drawn
    return Slot(
        name, _label(name, known), drawn, _argument_put(call, name, names, put, None), _value(call, name, names),
        wanted=kind, many=is_many(kind), options=options_for(drawn, kind, picks, known), theirs=True,
    )  # fmt: skip


def _label(name: str, known: Known) -> str:
    words = words_of(name)
    return known.say.known(f"parameter.{name}", words[:1].upper() + words[1:])


def _note(parameter: Parameter, known: Known) -> str:
    if parameter.default is not None:
        return known.say("inspector.default", value=_default(parameter.default, known))
    return known.say("inspector.leaves") if parameter.audience == "outside" else ""


def _default(source: str, known: Known) -> str:
    return known.say("inspector.me") if source == "@me" else source.strip('"')


def _value(call: ToolCall, name: str, names: dict[int, str]) -> Expression | None:
    return next((one.value for number, one in enumerate(call.arguments) if names[number] == name), None)


def _argument_put(
    call: ToolCall, name: str, names: dict[int, str], put: Put, instead: Expression | None
) -> Callable[[Any], Any]:  # fmt: skip
    """Gives a parameter another value, or takes it away; `instead` stands where it must not be missing."""
    place = next((number for number, given in names.items() if given == name), None)

    def change(value: Expression | None) -> Any:
        value = instead if value is None else value
        given = list(call.arguments)
        if value is None and place is not None:
            named = [msgspec.structs.replace(one, name=names[number] or one.name) for number, one in enumerate(given)]
            given = named[:place] + named[place + 1 :]
        elif value is not None and place is not None:
            given[place] = msgspec.structs.replace(given[place], value=value)
        elif value is not None:
            given.append(Argument(name, value))
        return put(msgspec.structs.replace(call, arguments=tuple(given)))

    return change


def _writable(tool: Tool, resolved: Resolved | None, known: Known) -> Iterator[tuple[str, Type]]:
    """The fields that a call may set on the record it is given, custom ones by their own names."""
    record = resolved.arguments.get(tool.keywords_of or "") if resolved is not None else None
    kind = known.facts.type_of(record) if record is not None else None
    held = known.catalog.record_of(present(kind)) if kind is not None else None
    for field in held.fields if held is not None else ():
        rows = present(field.type)
        if field.name == "custom" and isinstance(rows, Row):
            yield from rows.fields
        elif field.writable:
            yield field.name, field.type


def _approval(call: ToolCall, tool: Tool, known: Known, put: Put) -> Iterator[Slot]:
    if tool.effect != "write" or tool.connector == "people":
        return
    say, approval = known.say, call.approval or Approval()

    def by(value: Expression | None) -> Any:
        return put(msgspec.structs.replace(call, approval=Approval(value, approval.within)))

    def asked(value: bool | None) -> Any:
        return put(msgspec.structs.replace(call, approval=approval if value else None))

    within = setter(approval, "within")
    ruled = any(call.tool in use.tools and use.approval is not None for use in known.flow.uses)
    no = say("inspector.approve_rules" if ruled else "inspector.approve_no")
    yes = (Option("true", say("inspector.approve_yes")), Option("false", no))
    there = "true" if call.approval is not None else "false"
    yield Slot("approval", say("field.approval"), "yes-no", asked, source=there, reads="flag", options=yes)
    if call.approval is not None:
        yield Slot("approval.by", say("field.approval_by"), "person", by, approval.by, wanted=PERSON,
                   options=people(known), note=say("inspector.approval_by"))  # fmt: skip
        yield Slot("approval.within", say("field.approval_within"), "duration",
                   lambda value: put(msgspec.structs.replace(call, approval=within(value))), approval.within,
                   reads="length", note=say("inspector.approval_within"))  # fmt: skip


def _other_tools(call: ToolCall, tool: Tool, known: Known, put: Put) -> Iterator[Slot]:
    """Tools that do the same elsewhere: what both take is kept, what the other needs besides is still to decide."""
    alike = [one for one in known.catalog.tools.values() if _is_alike(one, tool)]
    if len(alike) < 2:
        return
    options = tuple(Option(one.name, tool_words(one)) for one in alike)

    def change(name: str | None) -> Any:
        return put(_through(call, known.catalog.tools.get(name or ""), _names(call, known.facts.call_of(call))))

    yield Slot("tool", known.say("field.tool"), "choice", change, source=tool.name, reads="word", options=options,
               required=True)  # fmt: skip


def _is_alike(one: Tool, other: Tool) -> bool:
    same = one.sends and other.sends and one.noun == other.noun and one.returns == other.returns
    return one == other or (same and bool(one.noun))


def tool_words(tool: Tool) -> str:
    """The service of a tool that others do as well."""
    return words_of(tool.connector).capitalize()


def _through(call: ToolCall, tool: Tool | None, names: dict[int, str]) -> ToolCall:
    if tool is None:
        return call
    given = {names[number]: one.value for number, one in enumerate(call.arguments)}
    holes = {one.name: parse_expression(hole(one)) for one in tool.parameters if one.required and one.default is None}
    kept = {one.name: given.get(one.name, holes.get(one.name)) for one in tool.parameters}
    arguments = tuple(Argument(name, value) for name, value in kept.items() if value is not None)
    return msgspec.structs.replace(call, tool=tool.name, arguments=arguments)


def _unknown(call: ToolCall, known: Known, put: Put) -> Iterator[Slot]:
    """A tool that the catalog does not have: what is given can be changed all the same."""
    names = {number: one.name or str(number + 1) for number, one in enumerate(call.arguments)}
    for number, one in enumerate(call.arguments):
        yield Slot(names[number], _label(names[number], known), "expression",
                   _argument_put(call, names[number], names, put, None), one.value, theirs=True)  # fmt: skip


def undecided(value: Any) -> str:
    """The question of a hole."""
    return value.question if isinstance(value, Todo) else ""
