"""Finds the one `end` too few or too many, when blocks do not fit.

Indentation means nothing to the language; here it tells where the writer believed a block to be over.
"""

from typing import NamedTuple

from sayso.dsl.assemble import GOES_ON
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix
from sayso.dsl.mistakes import finding
from sayso.dsl.scan import Line
from sayso.dsl.span import Span


class Role(NamedTuple):
    """What a line does to the blocks: `open`, `part`, `end`, `field`, `header`, `top` (opens a test) or `line`."""

    does: str
    kind: str
    line: Line


class _Open(NamedTuple):
    kind: str
    line: Line
    place: int


def find_end(text: str, roles: list[Role]) -> Diagnostic:
    """The finding for blocks that do not fit, with a fix that puts in or takes away one `end`."""
    surplus = sum(r.does in ("open", "top") for r in roles) < sum(r.does == "end" for r in roles)
    stack: list[_Open] = []
    for place, role in enumerate(roles):
        if role.does == "end":
            if not stack or (surplus and _elsewhere(roles, stack, place)):
                return _extra(text, role.line)
            if not surplus and _belongs_further_out(stack, role.line):
                return _missing(text, stack[-1], roles, place)
            stack.pop()
            continue
        if stack and not surplus and _is_over(roles, stack, role):
            return _missing(text, stack[-1], roles, place)
        if role.does in ("open", "top"):
            if role.does == "top" and stack:
                return _missing(text, stack[-1], roles, place)
            stack.append(_Open(role.kind, role.line, place))
    if stack:
        return _missing(text, stack[-1], roles, len(roles))
    return _extra(text, next(role.line for role in reversed(roles) if role.does == "end"))


def _elsewhere(roles: list[Role], stack: list[_Open], place: int) -> bool:
    """Whether an `end` too many stands at another depth than any open block, while blocks are indented."""
    indent = roles[place].line.indent
    return _indented(roles, stack[-1]) and all(block.line.indent != indent for block in stack)


def _belongs_further_out(stack: list[_Open], line: Line) -> bool:
    top = stack[-1].line.indent
    return line.indent < top and any(block.line.indent == line.indent for block in stack[:-1])


def _indented(roles: list[Role], block: _Open) -> bool:
    """Whether the first line of a block is indented deeper than its head."""
    following = roles[block.place + 1 : block.place + 2]
    return bool(following) and following[0].line.indent > block.line.indent


def _is_over(roles: list[Role], stack: list[_Open], role: Role) -> bool:
    top = stack[-1]
    if top.kind in ("inputs", "memory"):
        return role.does != "field"
    if role.does == "part" and role.kind in GOES_ON.get(top.kind, ()):
        return role.line.indent < top.line.indent
    if role.does == "part":
        return any(role.kind in GOES_ON.get(block.kind, ()) for block in stack)
    return _indented(roles, top) and role.line.indent <= top.line.indent


def _missing(text: str, block: _Open, roles: list[Role], place: int) -> Diagnostic:
    line = roles[place - 1].line
    row = text.index("\n", line.end)
    edit = Edit(Span(row, row), "\n" + text[block.line.row : block.line.start] + "end")
    words = block.kind if text.startswith(block.kind, block.line.start) else ""
    words = words or text[block.line.start : block.line.end].split()[0]
    span = Span(block.line.start, block.line.start + len(words))
    return finding("missing-end", span, {"here": words}, Fix("Put `end`", (edit,)))


def _extra(text: str, line: Line) -> Diagnostic:
    row = text.index("\n", line.end)
    edit = Edit(Span(line.row, row + 1), "")
    return finding("extra-end", Span(line.start, line.end), {}, Fix("Take `end` away", (edit,)))
