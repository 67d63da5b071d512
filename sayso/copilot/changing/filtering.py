"""Who is taken: a condition more in the search that feeds the flow, or in what starts it."""

import re

import msgspec

from sayso.copilot.changing.copy import Changed, Copy, Outcome
from sayso.copilot.changing.pieces import Piece
from sayso.copilot.changing.steps import calls
from sayso.copilot.hearing.conditions import Scope, read
from sayso.copilot.hearing.meaning import Condition, Test, opposite
from sayso.copilot.hearing.reach import Reach, said
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import words_of
from sayso.dsl import edit
from sayso.dsl.blocks import Address, inner, statement_at, statements
from sayso.dsl.diagnostics import Edit
from sayso.dsl.expressions import Argument, Binary, Expression, Field, Name, Number
from sayso.dsl.flow import OnEvent
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.splice import spliced
from sayso.dsl.statements import ForEach, If, Let, ToolCall
from sayso.dsl.types import ListOf, RecordOf

_ONLY = re.compile(
    r"(?:(?:but|and) )?(?:only|just|and only)(?: do (?:it|this|that|so))?(?: (?:if|when|for|where|"
    r"take|include|with|email|contact|the|those))* (?P<cond>.+)|"
    r"(?:limit|restrict) (?:it|this|the flow) to (?P<to>.+)"
)
_SKIP = re.compile(
    r"(?:skip|exclude|ignore|leave out|except|except for|but not|not|no|do not (?:email|contact|take|"
    r"include|write to|touch))"
    r"(?: (?:any|all|the|those|anyone|anybody|everyone|people))* (?P<cond>.+)"
)

_OWN = re.compile(
    r"(?:my|(?P<who>\w+)['’]s)(?: own)? (?:contacts|people|leads|prospects|deals|customers|clients|companies|accounts)",
    re.IGNORECASE,
)
"""What belongs to somebody: "only Alex's contacts"."""


def narrow(piece: Piece, copy: Copy) -> Outcome:
    """Fewer people or records, the way the clause says."""
    only, skip = _ONLY.fullmatch(piece.norm), _SKIP.fullmatch(piece.norm)
    match = only or skip
    if match is None:
        return None
    group = "cond" if match["cond"] else "to"
    line = piece.line.of(match, group)
    record, address = source(copy)
    if not record:
        return None
    condition = _read(line, record, copy)
    if condition is None:
        return None
    if skip is not None:
        condition = opposite(condition)
    element = Reach(copy.catalog)
    element.put(record, f"@{record}")
    same = _same(condition, address, copy) if only is not None else None
    if same is not None:
        return same
    text = said(condition, element)
    return None if text is None else _put(copy, address, text)


def _read(line: Line, record: str, copy: Copy) -> Condition | None:
    plain = _OWN.sub(lambda match: f"owned by {match['who'] or 'me'}", as_typed(line.words, copy.request))
    for before in ("", "they are ", "they are in ", "who "):
        text = before + plain
        found = read(Line(words_of(text)), Scope(record, request=text)).condition
        if found is not None:
            return found
    return None


def source(copy: Copy) -> tuple[str, Address | None]:
    """What the flow takes: the record, and the step that finds it (None: what starts the flow)."""
    looped = {
        node.name
        for statement in copy.flow.body.statements
        if isinstance(inner(statement), ForEach)
        for node in walk(inner(statement).items)  # type: ignore[union-attr]
        if isinstance(node, Name)
    }
    found = [
        (record, address)
        for address, statement in statements(copy.flow)
        if len(address) == 1 and (record := _found(inner(statement), copy))
    ]
    fed = [one for one in found if _name(copy, one[1]) in looped] or found
    if fed:
        return fed[0]
    for one in copy.flow.triggers:
        if isinstance(one, OnEvent):
            return next(
                (str(kind) for name, kind in copy.catalog.events[one.event].binds if name != "previous"), ""
            ), None
    return "", None


def _name(copy: Copy, address: Address) -> str:
    own = inner(statement_at(copy.flow, address))
    return own.name if isinstance(own, Let) else ""


def _found(own: object, copy: Copy) -> str:
    if not isinstance(own, Let) or not isinstance(own.value, ToolCall):
        return ""
    tool = copy.catalog.tools.get(own.value.tool)
    if tool is None or not any(one.filter for one in tool.parameters):
        return ""
    kind = tool.returns
    return kind.item.name if isinstance(kind, ListOf) and isinstance(kind.item, RecordOf) else ""


def _same(condition: Condition, address: Address | None, copy: Copy) -> Outcome:
    """The same comparison with another number: "only deals over $80k" where it was 50."""
    if not isinstance(condition, Test) or condition.text or not re.fullmatch(r"\$?[\d.]+%?", condition.value):
        return None
    root = statement_at(copy.flow, address) if address is not None else copy.flow.triggers[0]
    found = [
        node.right
        for node in walk(root)
        if isinstance(node, Binary)
        and node.operator.rstrip("=") == condition.op.rstrip("=")
        and isinstance(node.left, Field)
        and node.left.name == condition.field
        and isinstance(node.right, Number)
    ]
    if len(found) != 1:
        return None
    old = copy.text[found[0].span.start : found[0].span.end]
    number = condition.value.removeprefix("$")
    new = f"{int(number):_}" if "_" in old and number.isdigit() else number
    return Changed(spliced(copy.text, [Edit(found[0].span, new)]), address)


def _put(copy: Copy, address: Address | None, text: str) -> Outcome:
    """A condition more."""
    flow = parse(f'flow "x"\non manual\nif {text}\n  stop\nend\n').flow
    assert flow is not None
    own = flow.body.statements[0]
    assert isinstance(own, If)
    condition = own.branches[0].condition
    if address is None:
        old = next(one for one in copy.flow.triggers if isinstance(one, OnEvent))
        where = condition if old.where is None else Binary("and", old.where, condition)
        return Changed(edit.set_line(copy.text, copy.flow, old, msgspec.structs.replace(old, where=where)))
    statement = statement_at(copy.flow, address)
    call = calls(statement)
    assert call is not None
    where_now = next((one.value for one in call.arguments if one.name == "where"), None)
    if where_now is not None:
        new = _joined(where_now, condition)
        return Changed(edit.replace_expression(copy.text, copy.flow, where_now, new), address)
    more = msgspec.structs.replace(call, arguments=(*call.arguments, Argument("where", condition)))
    changed = msgspec.structs.replace(inner(statement), value=more)
    return Changed(edit.replace(copy.text, copy.flow, address, changed), address)


def _joined(old: Expression, new: Expression) -> Binary:
    """Chains of one operator lean to the left."""
    if isinstance(new, Binary) and new.operator == "and":
        return Binary("and", _joined(old, new.left), new.right)
    return Binary("and", old, new)
