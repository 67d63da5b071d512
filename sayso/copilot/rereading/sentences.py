"""One sentence of a flow that is there, said otherwise: what it may tell in its place, with the flow's own names."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.copilot.rereading.above import Above
from sayso.copilot.rereading.calls import Calls
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.declaring import Declaring
from sayso.copilot.rereading.happening import Happening
from sayso.copilot.rereading.rows import Masked
from sayso.copilot.rereading.scope import Scope
from sayso.copilot.rereading.splitting import Patience
from sayso.copilot.rereading.steps import Steps
from sayso.dsl.blocks import Address, blocks, statement_at, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Text
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, rebuild, walk
from sayso.dsl.statements import Ask, Do, If, Let, Off, Statement, ToolCall

_ME = re.compile(r"\bme\b")
_IN = re.compile(r"\bin (\d+ (?:business )?(?:minute|hour|day|week|month|year)s?)\b")
_COMES = ". When it comes"


def sentences(words: str, flow: Flow, catalog: Catalog, address: Address) -> Iterator[Statement]:
    """What the step at `address` may be when its sentence is this one; the steps inside it stay."""
    masked = Masked([])
    told = masked.mask(words.strip())
    old = statement_at(flow, address)
    if told is None:
        return
    plain = _IN.sub(r"\1 from today", _ME.sub("you", told.rstrip(".: ")))
    steps = _steps(flow, catalog, address, masked)
    for said in (plain, f"{plain}{_COMES}"):
        for new in steps.read(said, None):
            kept = _kept(old, new)
            if kept is not None:
                yield _as_written(old, kept)


def _steps(flow: Flow, catalog: Catalog, address: Address, masked: Masked) -> Steps:
    """A reader that knows the names there are at a place of the flow."""
    clauses = Clauses(Scope(catalog, Patience()), masked, Happening(catalog))
    names, calls = Declaring(clauses), Calls(clauses)
    names.bind(flow.triggers)
    for place, step in statements(flow):
        if place == address:
            break
        if blocks(step) and address[: len(place)] == place:
            names.inside(step)
        names.after(step)
    used = [node.tool for node in walk(flow.body) if isinstance(node, ToolCall)]
    calls.allow(catalog.tools[name] for name in dict.fromkeys((*used, *catalog.tools)) if name in catalog.tools)
    calls.approvals = {tool: use.approval for use in flow.uses if use.approval for tool in use.tools}
    return Steps(clauses, calls, Above(catalog, clauses))


def _kept(old: Statement, new: Statement) -> Statement | None:
    """The new statement with the old one's name and the steps inside it; None where those have no place in it."""
    match old, new:
        case Off(statement=inner), Off(statement=other):
            kept = _kept(inner, other)
            return Off(kept) if kept is not None else None
        case Let(name=name, value=ToolCall()), Do(call=call) | Let(value=ToolCall() as call):
            return Let(name, call)
        case Ask(answer=answer), Ask():
            return replace(new, answer=answer)
        case If(branches=(_, *others)), If(branches=(only,)):
            first = replace(only, body=old.branches[0].body)
            return replace(new, branches=(first, *others), otherwise=old.otherwise)
        case _:
            return _with_blocks(old, new)


def _with_blocks(old: Statement, new: Statement) -> Statement | None:
    held = {name: block for name, block in blocks(old) if isinstance(name, str)}
    if not held and not blocks(new):
        return new
    return replace(new, **held) if type(old) is type(new) else None


def _as_written(old: Statement, new: Statement) -> Statement:
    """The new statement with the lines that texts had which say the same still."""
    texts = {_flat(node): node for node in walk(old) if isinstance(node, Text)}

    def one(node: Node) -> Node:
        inner = rebuild(node, one)
        return texts.get(_flat(inner), inner) if isinstance(inner, Text) else inner

    found = one(new)
    return found  # type: ignore[return-value]


def _flat(text: Text) -> tuple[object, ...]:
    return tuple(" ".join(part.split()) if isinstance(part, str) else part for part in text.parts)
