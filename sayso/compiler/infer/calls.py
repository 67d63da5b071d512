"""Tool calls: which value goes where, what is lacking, and what the call gives for these values."""

from sayso.compiler.facts import Resolved
from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.fields import field_names
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.literals import check_named, plain
from sayso.compiler.infer.records import name_mends
from sayso.compiler.infer.state import State
from sayso.compiler.infer.templates import fill_template
from sayso.compiler.infer.wants import expect, expect_person
from sayso.compiler.infer.words import listed, spoken
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.diagnostics import Edit, Fix, nearest
from sayso.dsl.expressions import Argument, Expression, List, Todo
from sayso.dsl.span import Span
from sayso.dsl.statements import ToolCall
from sayso.dsl.types import TEXT, UNKNOWN, Choice, ListOf, RecordOf, Type, optional, present

ANY = RecordOf("*")


def call_tool(typist: Typist, call: ToolCall, state: State) -> Type | None:
    """Understand a call; gives what it returns, None where it gives nothing."""
    inference = typist.inference
    if call.approval is not None and call.approval.by is not None:
        expect_person(typist, call.approval.by, state)
    tool = find_tool(inference, call.tool, call.span)
    if tool is None:
        for argument in call.arguments:
            typist.type_of(argument.value, state)
        return UNKNOWN
    resolved = Resolved(tool, *_place(inference, tool, call), returns=None)
    _type_arguments(typist, resolved, call, state)
    _report_missing(inference, resolved, call)
    resolved.returns = returned(inference, resolved)
    inference.facts.calls[id(call)] = resolved
    _template(typist, resolved, state)
    return resolved.returns


def find_tool(inference: Inference, name: str, span: Span) -> Tool | None:
    """The tool of that name, reported where there is none; `span` begins with the name."""
    tool = inference.catalog.tools.get(name)
    if tool is None:
        place = Span(span.start, span.start + len(name))
        inference.report(rules.UNKNOWN_TOOL, place, {"name": name}, *_renames(inference, name, place))
    return tool


def _renames(inference: Inference, name: str, place: Span) -> tuple[Fix, ...]:
    """The nearest tool in place of an unknown one, here and in the `use` line that names it."""
    found = nearest(name, list(inference.catalog.tools))
    if found is None:
        return ()
    edits = {place.start: Edit(place, found)}
    for use in inference.flow.uses:
        start = use.span.start + len("use ")
        for tool in use.tools:
            if tool == name:
                edits[start] = Edit(Span(start, start + len(tool)), found)
            start += len(tool) + len(", ")
    return (Fix(f"Did you mean `{found}`?", tuple(edits.values())),)


def _place(inference: Inference, tool: Tool, call: ToolCall) -> tuple[dict[str, Expression], dict[str, Expression]]:
    """Values by parameter, in the parameters' order, and values by writable field."""
    placed: dict[str, Expression] = {}
    keywords: dict[str, Expression] = {}
    for argument in (one for one in call.arguments if one.name is not None):
        _place_named(inference, tool, argument, placed, keywords)
    free = iter([parameter.name for parameter in tool.parameters if parameter.name not in placed])
    for argument in (one for one in call.arguments if one.name is None):
        name = next(free, None)
        if name is None:
            data: dict[str, object] = {"tool": tool.name, "count": len(tool.parameters)}
            inference.report(rules.TOO_MANY_VALUES, argument.span, data)
        else:
            placed[name] = argument.value
    return {p.name: placed[p.name] for p in tool.parameters if p.name in placed}, keywords


def _place_named(
    inference: Inference,
    tool: Tool,
    argument: Argument,
    placed: dict[str, Expression],
    keywords: dict[str, Expression],
) -> None:
    name = argument.name or ""
    target = placed if tool.parameter(name) else keywords
    if name in target:
        inference.report(rules.VALUE_TWICE, argument.span, {"name": name})
    elif target is placed or tool.keywords_of is not None:
        target[name] = argument.value
    else:
        _unknown_parameter(inference, tool, argument, [p.name for p in tool.parameters])
        inference.facts.types[id(argument.value)] = UNKNOWN


def _unknown_parameter(inference: Inference, tool: Tool, argument: Argument, known: list[str]) -> None:
    data: dict[str, object] = {"tool": tool.name, "name": argument.name, "known": listed(known)}
    place = Span(argument.span.start, argument.span.start + len(argument.name or ""))
    inference.report(rules.UNKNOWN_PARAMETER, place, data, *name_mends(argument, known))


def _type_arguments(typist: Typist, resolved: Resolved, call: ToolCall, state: State) -> None:
    for name, value in resolved.arguments.items():
        parameter = resolved.tool.parameter(name)
        if parameter is not None:
            _type_argument(typist, parameter, value, state)
    if resolved.keywords:
        _type_keywords(typist, resolved, call, state)
    typed = typist.inference.facts.types
    for argument in call.arguments:
        if id(argument.value) not in typed:
            typist.type_of(argument.value, state)


def _type_argument(typist: Typist, parameter: Parameter, value: Expression, state: State) -> None:
    if parameter.filter is not None:
        typist.condition(value, typist.element(value, RecordOf(parameter.filter), state))
        return
    expect(typist, value, state, parameter.type, parameter.records)
    for one in value.items if isinstance(value, List) else (value,):
        if parameter.picks:
            check_named(typist.inference, parameter.picks, one)


def _type_keywords(typist: Typist, resolved: Resolved, call: ToolCall, state: State) -> None:
    """Fields to be written: those of the record, and the workspace's own ones."""
    inference, tool = typist.inference, resolved.tool
    record = resolved.arguments.get(tool.keywords_of or "")
    kind = present(inference.facts.type_of(record)) if record is not None else UNKNOWN
    known = writable_fields(inference, kind)
    for argument in call.arguments:
        if argument.name is None or argument.name not in resolved.keywords:
            continue
        wanted = known.get(argument.name)
        if wanted is None:
            typist.type_of(argument.value, state)
            if known:
                names = [*[p.name for p in tool.parameters], *known]
                _unknown_field(inference, argument, kind, names)
        else:
            expect(typist, argument.value, state, wanted)


def _unknown_field(inference: Inference, argument: Argument, kind: Type, names: list[str]) -> None:
    data: dict[str, object] = {"owner": spoken(kind).capitalize(), "name": argument.name}
    place = Span(argument.span.start, argument.span.start + len(argument.name or ""))
    if argument.name in field_names(inference, kind):
        inference.report(rules.FIELD_NOT_WRITABLE, place, {"name": argument.name, "kind": spoken(kind)})
        return
    inference.report(rules.UNKNOWN_FIELD, place, data, *name_mends(argument, names))


def writable_fields(inference: Inference, kind: Type) -> dict[str, Type]:
    """The fields of a record that a flow may write, custom ones among them by their own names."""
    record = inference.catalog.record_of(kind)
    if record is None:
        return {}
    found = {field.name: field.type for field in record.fields if field.writable and field.name != "custom"}
    custom = record.field("custom")
    rows = present(custom.type) if custom else None
    return found | (dict(getattr(rows, "fields", ())) if rows is not None else {})


def _report_missing(inference: Inference, resolved: Resolved, call: ToolCall) -> None:
    place = Span(call.span.start, call.span.start + len(call.tool))
    for parameter in resolved.tool.parameters:
        if parameter.required and parameter.default is None and parameter.name not in resolved.arguments:
            data: dict[str, object] = {"tool": call.tool, "name": parameter.name}
            inference.report(rules.MISSING_PARAMETER, place, data, _hole(call, parameter.name))
            return


def _hole(call: ToolCall, name: str) -> Fix:
    todo = f'{name}: todo "which {name}?"'
    if call.arguments:
        end = call.arguments[-1].span.end
        return Fix(f"Add `{name}`", (Edit(Span(end, end), f", {todo}"),))
    start = call.span.start + len(call.tool) + 1
    return Fix(f"Add `{name}`", (Edit(Span(start, start), todo),))


def returned(inference: Inference, resolved: Resolved) -> Type | None:
    """What the call gives: a record of the kind handed in where the tool says so, one of the options it was given."""
    gives = resolved.tool.returns
    into = resolved.arguments.get("into")
    if gives == TEXT and isinstance(into, List) and into.items:
        options = [plain(item) for item in into.items]
        return gives if None in options else Choice(tuple(option for option in options if option is not None))
    return None if gives is None else _same(gives, _handed_in(inference, resolved))


def _handed_in(inference: Inference, resolved: Resolved) -> Type:
    for parameter, _, value in resolved.given():
        kind = present(inference.facts.type_of(value))
        if parameter is not None and parameter.type == ANY and isinstance(kind, RecordOf):
            return kind
    return UNKNOWN


def _same(gives: Type, record: Type) -> Type:
    if gives == ANY:
        return record
    if isinstance(gives, ListOf):
        return ListOf(_same(gives.item, record))
    return gives if present(gives) == gives else optional(_same(present(gives), record))


def _template(typist: Typist, resolved: Resolved, state: State) -> None:
    """Find the template a call names, and what its variables stand for."""
    inference = typist.inference
    for parameter, _, value in resolved.given():
        if parameter is None or parameter.picks != "template" or isinstance(value, Todo):
            continue
        name = plain(value)
        if name is None:
            if inference.facts.type_of(value) != UNKNOWN:
                inference.report(rules.TEMPLATE_NOT_LITERAL, value.span)
        elif name in inference.catalog.templates:
            fill_template(typist, resolved, inference.catalog.templates[name], value, state)
