"""A flow as its readback has it: what two trees may differ in and still say the same is put one way.

Left aside: the flow's name, comments, tests. One and the same: names of variables and of a list's items (each
is told by its words alone, so `startsOn` is a start date), a result that nobody uses with or without a name,
arguments by place or by name, one `use` line or several, an approval said at the call or at the `use` line,
`first(@x)` and `@x[0]`, `count(@x) > 0` and `@x[0] exists`, `not @a == 1` and `@a != 1`, `@a == true` and `@a`,
a text that is one value and the value, an amount with and without `format`.
"""

from collections.abc import Callable
from datetime import time

from msgspec.structs import replace

from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import (
    Argument,
    Binary,
    Boolean,
    Call,
    Exists,
    Expression,
    Index,
    IsMissing,
    Name,
    Negative,
    Not,
    Number,
    Sorted,
    Text,
    Where,
)
from sayso.dsl.flow import Flow, Input, OnManual, OnSchedule, Use
from sayso.dsl.node import NO_NOTES, Node, rebuild, walk
from sayso.dsl.statements import (
    Approval,
    Ask,
    Block,
    Do,
    ForEach,
    Let,
    Line,
    RunFlow,
    ToolCall,
    Try,
)

OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
THERE = {(">", 0): True, (">=", 1): True, ("!=", 0): True, ("==", 0): False, ("<", 1): False, ("<=", 0): False}


def settled(flow: Flow, catalog: Catalog) -> Flow:
    """The flow with everything that goes without saying put one way."""
    approvals = {tool: use.approval for use in flow.uses for tool in use.tools}
    plain = _each(replace(flow, name="", tests=(), tail=()), lambda node: _plain(node, catalog, approvals))
    plain = replace(plain, uses=_uses(plain), triggers=plain.triggers or (OnManual(),))
    used = {node.name for node in walk(plain.body) if isinstance(node, Name)}
    return _renamed(_each(plain, lambda node: _unused(node, used)), catalog)


def _each(flow: Flow, change: Callable[[Node], Node]) -> Flow:
    def one(node: Node) -> Node:
        return change(rebuild(node, one))

    found = one(flow)
    assert isinstance(found, Flow)
    return found


def _plain(node: Node, catalog: Catalog, approvals: dict[str, Approval | None]) -> Node:
    if isinstance(node, Line) and node.notes != NO_NOTES:
        node = replace(node, notes=NO_NOTES)
    match node:
        case Block():
            return replace(node, tail=())
        case OnSchedule(at=()) if node.unit not in ("minute", "hour"):
            return replace(node, at=(time(9),))
        case Approval(by=None):
            return replace(node, by=Name("me"))
        case ToolCall():
            return _call(node, catalog, approvals)
        case Text(parts=parts):
            return Text(tuple(_in_text(part) for part in parts))
        case Where() | Sorted():
            return _items(node, catalog)
        case Call() | Not() | Exists() | IsMissing() | Binary():
            return _value(node)
        case _:
            return node


def _call(call: ToolCall, catalog: Catalog, approvals: dict[str, Approval | None]) -> ToolCall:
    tool = catalog.tools[call.tool]
    named = {one.name for one in call.arguments}
    free = iter([one.name for one in tool.parameters if one.name not in named])
    given = [Argument(one.name or next(free), one.value) for one in call.arguments]
    order = {one.name: number for number, one in enumerate(tool.parameters)}
    given.sort(key=lambda one: (order.get(one.name or "", 99), one.name))
    filters = {one.name for one in tool.parameters if one.filter}
    values = tuple(
        replace(one, value=_item(one.value, {tool.parameter(one.name or "").filter}) if one.name in filters  # type: ignore[union-attr]
                else _lone(one.value)) for one in given
    )  # fmt: skip
    usual = approvals.get(call.tool)
    same = usual is not None and call.approval == _by_me(usual)
    return replace(call, arguments=values, approval=None if same else call.approval)


def _by_me(approval: Approval) -> Approval:
    return replace(approval, by=approval.by or Name("me"))


def _lone(value: Expression) -> Expression:
    """A text that is one value and nothing else is that value."""
    alone = isinstance(value, Text) and len(value.parts) == 1 and not isinstance(value.parts[0], str)
    return value.parts[0] if alone else value  # type: ignore[union-attr,return-value]


def _in_text(part: str | Expression) -> str | Expression:
    written = isinstance(part, Call) and part.function == "format" and len(part.arguments) == 1
    return part.arguments[0].value if written else part  # type: ignore[union-attr]


def _items(node: Where | Sorted, catalog: Catalog) -> Node:
    names = {*catalog.records, "it"}
    if isinstance(node.of, Name):
        names.add(node.of.name.removesuffix("s"))
    own = {one.name for one in walk(node) if isinstance(one, Name)}
    first = next((one.name for one in walk(node.condition if isinstance(node, Where) else node.key)
                  if isinstance(one, Name) and one.name in names & own), None)  # fmt: skip
    if isinstance(node, Where):
        return replace(node, condition=_item(node.condition, {first}))
    return replace(node, key=_item(node.key, {first}))


def _item(value: Expression, names: set[str | None]) -> Expression:
    def one(node: Node) -> Node:
        inner = rebuild(node, one)
        return Name("it") if isinstance(inner, Name) and inner.name in names else inner

    found = one(value)
    return found  # type: ignore[return-value]


def _value(node: Expression) -> Expression:
    match node:
        case Call(function="first", arguments=(only,)):
            return Index(only.value, 0)
        case Call(function="join", arguments=(only,)):
            return Call("join", (only, Argument(None, Text((", ",)))))
        case IsMissing(value=value):
            return Not(Exists(value))
        case Binary(operator="==" | "!=" as operator, left=left, right=Boolean(value=truth)):
            return left if truth == (operator == "==") else _not(left)
        case Binary(operator=operator, left=Call(function="count", arguments=(items,)), right=Number(value=number)):
            there = THERE.get((operator, int(number)))
            found = Exists(Index(items.value, 0))
            return node if there is None else found if there else Not(found)
        case Binary(operator="+", right=Negative(value=value)):
            return replace(node, operator="-", right=value)
        case Not(value=value):
            return _not(value)
        case _:
            return node


def _not(value: Expression) -> Expression:
    match value:
        case Not(value=inner):
            return inner
        case Boolean(value=truth):
            return Boolean(not truth)
        case Binary(operator="and" | "or" as word, left=left, right=right):
            return Binary("or" if word == "and" else "and", _not(left), _not(right))
        case Binary(operator=operator) if operator in OPPOSITES:
            return replace(value, operator=OPPOSITES[operator])
        case _:
            return Not(value)


def _uses(flow: Flow) -> tuple[Use, ...]:
    alone = [replace(use, tools=(tool,)) for use in flow.uses for tool in use.tools]
    return tuple(sorted(alone, key=lambda use: use.tools))


def _unused(node: Node, used: set[str]) -> Node:
    match node:
        case Let(name=name, value=ToolCall() as call) if name not in used:
            return Do(call)
        case Ask(answer=name) if name not in used:
            return replace(node, answer="")
        case Try(error=str() as name) if name not in used:
            return replace(node, error=None)
        case _:
            return node


def _renamed(flow: Flow, catalog: Catalog) -> Flow:
    """Every name that the flow itself gives, as its number in the order of the flow."""
    numbers: dict[str, str] = {}
    for node in walk(flow):
        for field in ("name", "item", "collect", "answer", "result", "error"):
            value = getattr(node, field, None)
            if isinstance(node, Input | Let | ForEach | Ask | RunFlow | Try) and isinstance(value, str):
                numbers.setdefault(value, f"v{len(numbers)}")
    bound = {name for event in catalog.events.values() for name, _ in event.binds}
    own = {getattr(trigger, "event", "") for trigger in flow.triggers}
    given = {name for event in own if event in catalog.events for name, _ in catalog.events[event].binds}
    numbers = {name: number for name, number in numbers.items() if name not in given & bound}

    def one(node: Node) -> Node:
        inner = rebuild(node, one)
        changes = {
            field: numbers[value]
            for field in ("name", "item", "collect", "answer", "result", "error")
            if isinstance(inner, Name | Input | Let | ForEach | Ask | RunFlow | Try)
            and isinstance(value := getattr(inner, field, None), str)
            and value in numbers
        }
        return replace(inner, **changes) if changes else inner

    found = one(flow)
    assert isinstance(found, Flow)
    return found
