"""Group 2: values that may be missing where one is needed, with the mends that one click applies.

A comparison with a missing value is unknown and hurts nobody; a step that needs the value, or a text that goes out
with it, does. Narrowing is inference's: a type that is still optional here has neither fallback nor check around it.
"""

from collections.abc import Iterator

from sayso.compiler import missing_rules as rules
from sayso.compiler.facts import Facts, Resolved
from sayso.compiler.infer.words import shown
from sayso.compiler.missing_mends import mends, mends_in_text, mends_of_person
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.expressions import Binary, Exists, Expression, IsMissing, Not, Text, Where
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children
from sayso.dsl.statements import (
    Ask,
    Do,
    Fail,
    ForEach,
    HandOff,
    If,
    Let,
    Line,
    Remember,
    Repeat,
    RunFlow,
    Say,
    Sequence,
    Set,
    Skip,
    Stage,
    Stop,
    ToolCall,
    Try,
    Wait,
    WaitFor,
    WaitUntil,
)
from sayso.dsl.types import ListOf, RecordOf, Type, may_be_missing, present

RULES = rules.RULES
ARITHMETIC = frozenset({"+", "-", "*", "/"})
OUTGOING = ARITHMETIC | {"or"}
"""Operators whose sides go on in what they give."""
BLOCKS = (If, ForEach, Repeat, Try, Stage, WaitFor, Sequence)
WRAPPED = (Do, HandOff, Say, Wait, WaitUntil, RunFlow)
"""Statements that an `if … exists` may be put around without hiding a name they set."""


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Every value that may be missing where the flow cannot do without it."""
    yield from _Missing(flow, facts, catalog).findings()


class _Missing:
    """One walk over the flow's statements."""

    def __init__(self, flow: Flow, facts: Facts, catalog: Catalog) -> None:
        self.flow, self.facts, self.catalog = flow, facts, catalog

    def findings(self) -> Iterator[Diagnostic]:
        for use in self.flow.uses:
            if use.approval is not None and use.approval.by is not None:
                yield from self._person(use.approval.by, None)
        for line in (node for node in self.facts.body if isinstance(node, Line)):
            yield from self._remembered(line)
        for span, template, path in self.facts.gaps:
            read = f"`{path}`" if path != "this" else "something"
            yield rules.MISSING_IN_TEMPLATE.at(span, {"template": template, "path": read})

    def _remembered(self, line: Line) -> Iterator[Diagnostic]:
        """The same line that taught inference the same still lacks nothing."""
        remembered = self.facts.remembered
        learned = remembered.learned.get(id(line)) if remembered is not None else None
        if remembered is None or learned is None:
            yield from self._line(line)
        elif remembered.quiet.get(id(line)) is not learned:
            findings = list(self._line(line))
            remembered.quiet[id(line)] = None if findings else learned
            yield from findings

    def _line(self, line: Line) -> Iterator[Diagnostic]:
        around = line if isinstance(line, WRAPPED) else None
        yield from self._needs(line, around)
        calls = _calls(line)
        for call in calls:
            yield from self._call(call, around)
        if not isinstance(line, Stop | Skip | Fail):
            yield from self._texts(line, calls, around)

    def _needs(self, line: Line, around: Line | None) -> Iterator[Diagnostic]:
        """What the statement itself cannot do without."""
        match line:
            case Wait():
                yield from self._value(rules.MISSING_MOMENT, line.duration, around)
            case WaitUntil() | Stage():
                yield from self._value(rules.MISSING_MOMENT, line.moment, around)
            case Ask() | HandOff():
                yield from self._person(line.person, around)
                if isinstance(line, Ask) and line.otherwise is not None:
                    yield from self._given(line.otherwise, self.facts.bound.get(id(line), {}).get(line.answer), around)
            case ForEach():
                yield from self._value(rules.MISSING_LIST, line.items, around)
            case RunFlow():
                contract = self.catalog.flows.get(line.flow)
                inputs = dict(contract.inputs) if contract else {}
                for argument in line.arguments:
                    yield from self._given(argument.value, inputs.get(argument.name or ""), around)
            case Remember():
                kind = self.facts.memory.get(line.name)
                yield from self._given(line.value, kind.item if isinstance(kind, ListOf) else None, around)
            case Set():
                yield from self._given(line.value, self.facts.memory.get(line.name), around)

    def _call(self, call: ToolCall, around: Line | None) -> Iterator[Diagnostic]:
        if call.approval is not None and call.approval.by is not None:
            yield from self._person(call.approval.by, around)
        resolved = self.facts.call_of(call)
        if resolved is None:
            return
        for parameter, name, value in resolved.given():
            if parameter is None:
                wanted = self._field(resolved, name)
            else:
                wanted = parameter.type if parameter.required and not parameter.filter else None
            if wanted is not None and not may_be_missing(wanted):
                data: dict[str, object] = {"tool": call.tool, "name": name}
                yield from self._value(rules.MISSING_IN_STEP, value, around, data)

    def _field(self, resolved: Resolved, name: str) -> Type | None:
        """The type of a field written by keyword."""
        record = resolved.arguments.get(resolved.tool.keywords_of or "")
        kind = present(self.facts.type_of(record)) if record is not None else None
        known = self.catalog.record_of(kind) if isinstance(kind, RecordOf) else None
        field = known.field(name) if known else None
        return field.type if field else None

    def _given(self, value: Expression, wanted: Type | None, around: Line | None) -> Iterator[Diagnostic]:
        if wanted is not None and not may_be_missing(wanted):
            yield from self._value(rules.MISSING_VALUE, value, around)

    def _person(self, person: Expression, around: Line | None) -> Iterator[Diagnostic]:
        if may_be_missing(self.facts.type_of(person)):
            fixes = mends_of_person(person, around)
            yield rules.MISSING_PERSON.at(person.span, {"path": _called(person)}, *fixes)

    def _value(
        self, rule: Rule, value: Expression, around: Line | None, data: dict[str, object] | None = None
    ) -> Iterator[Diagnostic]:
        kind = self.facts.type_of(value)
        if may_be_missing(kind):
            guilty = self._guilty(value)
            told = {"path": _called(guilty)} | (data or {})
            yield rule.at(guilty.span, told, *mends(guilty, self.facts.type_of(guilty), around))

    def _guilty(self, value: Expression) -> Expression:
        """The smallest piece that may be missing."""
        if isinstance(value, Binary) and value.operator in ARITHMETIC:
            sides = [side for side in (value.left, value.right) if may_be_missing(self.facts.type_of(side))]
            return self._guilty(sides[0]) if sides else value
        return value

    def _texts(self, line: Line, calls: list[ToolCall], around: Line | None) -> Iterator[Diagnostic]:
        for node in self._outgoing(line, calls):
            for part in node.parts:
                if not isinstance(part, str) and may_be_missing(self.facts.type_of(part)):
                    guilty = self._guilty(part)
                    fixes = mends_in_text(node, part, self.facts.type_of(part), around)
                    yield rules.MISSING_IN_TEXT.at(guilty.span, {"path": _called(guilty)}, *fixes)

    def _outgoing(self, line: Line, calls: list[ToolCall]) -> Iterator[Text]:
        """The texts of a statement, without those that are only compared with something."""
        filters = {
            id(value)
            for call in calls
            if (resolved := self.facts.call_of(call))
            for parameter, _, value in resolved.given()
            if parameter is not None and parameter.filter
        }
        pending: list[Node] = [] if isinstance(line, BLOCKS) else [line]
        while pending:
            node = pending.pop()
            if isinstance(node, Text):
                yield node
            inside = _values(node)
            pending.extend([child for child in inside if id(child) not in filters] if filters else inside)


def _values(node: Node) -> list[Node]:
    """What is inside a node of a statement and may go out: no conditions."""
    match node:
        case Where(of=of):
            return [of]
        case Exists() | IsMissing() | Not():
            return []
        case Binary(operator=operator) if operator not in OUTGOING:
            return []
    return children(node)


def _calls(line: Line) -> list[ToolCall]:
    """The calls of a statement that belong to no statement inside it; no value holds one."""
    match line:
        case Do(call=call) | Let(value=ToolCall() as call):
            return [call]
    return []


def _called(value: Expression) -> str:
    name = shown(value)
    return f"`{name}`" if name != "this" else "This"
