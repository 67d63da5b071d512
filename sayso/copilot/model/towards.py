"""Turns a flow's text into one that says what another flow says, statement by statement.

What both say alike keeps its bytes, comments and all; so do the tests. The result is checked: where it would say
something else than the new flow, it is not given.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, TypeVar

import msgspec

from sayso.dsl.blocks import Address, block_at, blocks, statement_at, with_blocks
from sayso.dsl.diagnostics import Edit
from sayso.dsl.difference import difference
from sayso.dsl.edit import delete, insert, replace
from sayso.dsl.edit_header import HeaderLine, set_goal, set_limits, set_line, set_name
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import NO_NOTES, Node, rebuild
from sayso.dsl.parse import parse
from sayso.dsl.print import print_header_line
from sayso.dsl.span import Span
from sayso.dsl.statements import Block, Line, Statement

N = TypeVar("N", bound=Node)
Pairs = dict[Address, Address]
"""The old address of statements of the new flow that stand where they stood."""


def towards(text: str, new: Flow) -> str | None:
    """The text, changed as little as may be to say what `new` says; None where that cannot be done."""
    old = parse(text).flow
    if old is None:
        return None
    script = difference(old, new)
    pairs = {one.new: one.old for one in script.of_kind("unchanged", "changed") if one.new and one.old}
    try:
        changed = _header(_block(text, (), (), new.body, pairs), new)
    except (EditProblem, LookupError, AssertionError):
        return None
    made = parse(changed).flow
    return changed if made is not None and _said(made) == _said(new) else None


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Edits of whole rows that turn one text into another; they do not overlap."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for row in before:
        starts.append(starts[-1] + len(row))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Edit(Span(starts[a], starts[b]), "".join(after[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"
    )  # fmt: skip


# ---------------------------------------------------------------------- steps


def _block(text: str, old: Address, new: Address, wanted: Block, pairs: Pairs) -> str:
    """A block brought to what is wanted, from its end, so that places before it stay what they were."""
    held = len(block_at(_flow(text), old).statements)
    places = [pairs.get((*new, number)) for number in range(len(wanted.statements))]
    following = held
    for number in reversed(range(len(wanted.statements))):
        place, statement = places[number], wanted.statements[number]
        if place is None or place[:-1] != old:
            text = insert(text, _flow(text), old, following, [_bare(statement)])
            continue
        at = int(place[-1])
        text = _without(text, old, at + 1, following)
        text = _statement(text, place, (*new, number), statement, pairs)
        following = at
    return _without(text, old, 0, following)


def _without(text: str, block: Address, first: int, after: int) -> str:
    for number in reversed(range(first, after)):
        text = delete(text, _flow(text), (*block, number))
    return text


def _statement(text: str, old: Address, new: Address, wanted: Statement, pairs: Pairs) -> str:
    """One statement brought to what is wanted: its blocks one by one, then its own lines."""
    here = dict(blocks(statement_at(_flow(text), old)))
    for name, block in blocks(wanted):
        if name in here:
            text = _block(text, (*old, name), (*new, name), block, pairs)
    flow = _flow(text)
    present = statement_at(flow, old)
    if _bare(present) == _bare(wanted):
        return text
    kept = {name: block for name, block in blocks(present) if name in dict(blocks(wanted))}
    return replace(text, flow, old, with_blocks(_bare(wanted), kept))


# ---------------------------------------------------------------------- the lines above


def _header(text: str, new: Flow) -> str:
    flow = _flow(text)
    if flow.name != new.name:
        text = set_name(text, flow, new.name)
    goal = new.goal.text if new.goal else None
    if (_flow(text).goal and _flow(text).goal.text) != goal:  # type: ignore[union-attr]
        text = set_goal(text, _flow(text), goal)
    text = _lines(text, "triggers", new.triggers)
    text = _lines(text, "uses", _left_as_they_are(_flow(text), new))
    text = set_limits(text, _flow(text), tuple(_bare(limit) for limit in new.limits))
    return set_line(text, _flow(text), _flow(text).memory, _bare(new.memory) if new.memory else None)


def _left_as_they_are(flow: Flow, new: Flow) -> tuple[Use, ...]:
    """The wanted `use` lines; the present ones, however they are cut, where they allow the same."""
    return flow.uses if _allowed(flow) == _allowed(new) else new.uses


def _lines(text: str, group: str, wanted: tuple[HeaderLine, ...]) -> str:
    """The lines of a group: those that say the same stay, the others are changed one for one, added or taken out."""
    said = [_bare(line) for line in wanted]
    for _ in range(len(wanted) + len(getattr(_flow(text), group))):
        flow = _flow(text)
        held: tuple[HeaderLine, ...] = getattr(flow, group)
        gone = [line for line in held if _bare(line) not in said]
        come = [line for line in said if line not in [_bare(other) for other in held]]
        if not gone and not come:
            break
        text = set_line(text, flow, gone[0] if gone else None, come[0] if come else None)
    return text


# ---------------------------------------------------------------------- what is said


def _flow(text: str) -> Flow:
    flow = parse(text).flow
    assert flow is not None
    return flow


def _bare(node: N) -> N:
    """The same without comments."""
    bare: Any = rebuild(node, _bare)
    if isinstance(bare, Block) and bare.tail:
        bare = msgspec.structs.replace(bare, tail=())
    if isinstance(bare, Line) and bare.notes != NO_NOTES:
        bare = msgspec.structs.replace(bare, notes=NO_NOTES)
    same: N = bare
    return same


def _said(flow: Flow) -> tuple[object, ...]:
    """What a flow says besides its tests, whatever the order of its triggers, `use` and `limit` lines."""
    goal = flow.goal.text if flow.goal else None
    memory = _bare(flow.memory) if flow.memory else None
    triggers, limits = (
        sorted(print_header_line(_bare(one)) for one in lines) for lines in (flow.triggers, flow.limits)
    )
    return flow.name, goal, triggers, _allowed(flow), limits, memory, _bare(flow.body)


def _allowed(flow: Flow) -> list[str]:
    """Each tool with the conditions of its line."""
    return sorted(row for use in flow.uses for row in _each(use))


def _each(use: Use) -> Iterator[str]:
    for tool in use.tools:
        yield print_header_line(msgspec.structs.replace(_bare(use), tools=(tool,)))
