"""Edits of statements: a normalised text and its flow in, the new text out.

Statements are named by address (`blocks.Address`), read against the flow that was handed in. No byte outside the
named statements changes, `use` lines excepted: a tool's first use brings its line, its last use takes it along.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sayso.dsl.blocks import Address, block_at, blocks, find, inner, statement_at, with_block, with_blocks
from sayso.dsl.diagnostics import Edit
from sayso.dsl.difference import Change, EditScript, difference
from sayso.dsl.edit_expression import find_expression, replace_expression
from sayso.dsl.edit_header import set_goal, set_limits, set_line, set_name
from sayso.dsl.edit_names import rename
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.edit_uses import use_edits
from sayso.dsl.flow import Flow
from sayso.dsl.node import NO_NOTES, Notes
from sayso.dsl.print import print_statement
from sayso.dsl.print_statement import clause_texts
from sayso.dsl.span import Span
from sayso.dsl.splice import STEP, Rows, later, reindented, spliced
from sayso.dsl.statements import Block, Broken, Off, Statement

__all__ = [
    "Address",
    "Change",
    "EditProblem",
    "EditScript",
    "copy",
    "delete",
    "difference",
    "find",
    "find_expression",
    "insert",
    "move",
    "rename",
    "replace",
    "replace_expression",
    "set_goal",
    "set_limits",
    "set_line",
    "set_name",
    "switch_off",
    "switch_on",
    "unwrap",
    "wrap",
]

_HOLE = "\x1a"


def insert(text: str, flow: Flow, block: Address, index: int, statements: Sequence[Statement]) -> str:
    """New statements at a place of a block; an index past the end means the end."""
    rows = Rows(text)
    place, indent = rows.place(flow, block, index)
    new = "".join(_printed(statement, indent) + "\n" for statement in statements)
    edits = [Edit(Span(place, place), _set_apart(flow, block, new))]
    held = block_at(flow, block)
    after = _with_statements(flow, block, (*held.statements, *statements))
    return spliced(text, [*edits, *use_edits(rows, flow, after)])


def delete(text: str, flow: Flow, address: Address, count: int = 1) -> str:
    """Without the statement (and `count - 1` after it), their comments and blocks."""
    rows = Rows(text)
    after = _without(flow, address, count)
    return spliced(text, [Edit(rows.of(flow, address, count), ""), *use_edits(rows, flow, after)])


def move(
    text: str, flow: Flow, address: Address, block: Address, index: int, count: int = 1, along: Sequence[Address] = ()
) -> str:
    """Statements, with their comments, at another place; `index` counts before anything moved. `along` are single ones
    from elsewhere that are put right before them, in this order."""
    if _is_inside(block, address, count):
        raise EditProblem("A step cannot be moved into itself.")
    first = address[-1]
    if block == address[:-1] and isinstance(first, int) and first <= index <= first + count:
        return text
    rows, parts = Rows(text), [*((one, 1) for one in along), (address, count)]
    taken = [Edit(rows.of(flow, part, several), "") for part, several in parts]
    return spliced(text, [*taken, *(_copied(rows, flow, part, block, index, several) for part, several in parts)])


def copy(text: str, flow: Flow, address: Address, block: Address, index: int, count: int = 1) -> str:
    """The same statements once more, at another place."""
    return spliced(text, [_copied(Rows(text), flow, address, block, index, count)])


def wrap(text: str, flow: Flow, address: Address, frame: Statement, count: int = 1) -> str:
    """Statements put into the first block of `frame`, an `if`, `for each`, `try`, … that stands in their place."""
    held = blocks(frame)
    if not held:
        raise EditProblem("Only a step with a block can take others in.")
    rows = Rows(text)
    old = rows.of(flow, address, count)
    indent = rows.indent(statement_at(flow, address).span)
    lead, content = _parted(text[old.start : old.end])
    around = with_blocks(frame, {held[0][0]: Block((Broken(_HOLE),))})
    written = [
        reindented(content, indent + STEP) if row == _HOLE else (indent + row if row else row) + "\n"
        for row in print_statement(around).split("\n")
    ]
    return spliced(text, [Edit(old, lead + "".join(written))])


def unwrap(text: str, flow: Flow, address: Address) -> str:
    """The steps of a frame in its place: those of all its blocks, one after the other."""
    frame = statement_at(flow, address)
    if not blocks(frame):
        raise EditProblem("This step has no steps inside.")
    rows = Rows(text)
    old = rows.of(flow, address)
    lead = text[old.start : rows.lines[rows.line_at(frame.span.start)].row]
    indent = rows.indent(frame.span)
    inside = "".join(reindented(text[part.start : part.end], indent) for part in _sections(rows, frame))
    after = _unframed(flow, address, frame)
    return spliced(text, [Edit(old, lead + inside), *use_edits(rows, flow, after)])


def switch_off(text: str, flow: Flow, address: Address) -> str:
    """The step stays where it is and never runs."""
    statement = statement_at(flow, address)
    if isinstance(statement, Broken):
        raise EditProblem("A line that cannot be read cannot be switched off.")
    place = statement.span.start
    return text if isinstance(statement, Off) else spliced(text, [Edit(Span(place, place), "off ")])


def switch_on(text: str, flow: Flow, address: Address) -> str:
    """A step that was switched off runs again."""
    statement = statement_at(flow, address)
    if not isinstance(statement, Off):
        return text
    return spliced(text, [Edit(Span(statement.span.start, statement.statement.span.start), "")])


def replace(text: str, flow: Flow, address: Address, new: Statement) -> str:
    """Another statement in its place. Without notes of its own it keeps the old comments; blocks that stay the same
    keep their text."""
    rows = Rows(text)
    old = statement_at(flow, address)
    held = block_at(flow, address[:-1])
    after = _with_statements(flow, address[:-1], tuple(new if one is old else one for one in held.statements))
    if new.notes not in (NO_NOTES, old.notes):
        lines = _printed(new, rows.indent(old.span)) + "\n"
        edits = [Edit(rows.of(flow, address), lines)]
    elif _same_blocks(old, new):
        edits = _head_edits(rows, old, new)
    else:
        kept = msgspec.structs.replace(new, notes=Notes(after=old.notes.after if blocks(new) else None))
        printed = _printed(kept, rows.indent(old.span)).lstrip(" \t")
        edits = [Edit(old.span, printed)]
    return spliced(text, [*edits, *use_edits(rows, flow, after)])


# ---------------------------------------------------------------------- what the edits are made of


def _printed(statement: Statement, indent: str) -> str:
    return "\n".join(indent + row if row else row for row in print_statement(statement).split("\n"))


def _set_apart(flow: Flow, block: Address, rows: str) -> str:
    """The first statements of a flow stand apart from its header."""
    return rows if block or flow.body.statements else "\n" + rows


def _copied(rows: Rows, flow: Flow, address: Address, block: Address, index: int, count: int) -> Edit:
    place, indent = rows.place(flow, block, index)
    span = rows.of(flow, address, count)
    return Edit(Span(place, place), _set_apart(flow, block, reindented(rows.text[span.start : span.end], indent)))


def _is_inside(block: Address, address: Address, count: int) -> bool:
    """Whether a block belongs to one of the named statements."""
    return any(block[: len(address)] == later(address, number) for number in range(count))


def _parted(rows: str) -> tuple[str, str]:
    """Blank rows in front, and the rest."""
    blank = 0
    while "\n" in rows[blank:] and not rows[blank : rows.index("\n", blank)].strip():
        blank = rows.index("\n", blank) + 1
    return rows[:blank], rows[blank:]


def _sections(rows: Rows, frame: Statement) -> list[Span]:
    """The rows between the lines of a frame: what stands in its blocks, comments included."""
    own = [rows.line_at(line.start) for line in rows.own_lines(frame)]
    return [Span(rows.after(here), rows.lines[there].row) for here, there in pairwise(own)]


def _same_blocks(old: Statement, new: Statement) -> bool:
    return (
        type(old) is type(new)
        and type(inner(old)) is type(inner(new))
        and bool(blocks(new))
        and (blocks(old) == blocks(new))
    )


def _head_edits(rows: Rows, old: Statement, new: Statement) -> list[Edit]:
    """Edits of those lines of a frame that say something else now."""
    own = rows.own_lines(old)
    indent = rows.indent(old.span)
    before, after = clause_texts(old), clause_texts(new)
    return [
        Edit(Span(line.start, line.end), said.replace("\n", "\n" + indent))
        for line, was, said in zip(own, before, after, strict=False)
        if was != said
    ]


def _with_statements(flow: Flow, block: Address, statements: tuple[Statement, ...]) -> Flow:
    held = block_at(flow, block)
    return with_block(flow, block, msgspec.structs.replace(held, statements=statements))


def _without(flow: Flow, address: Address, count: int) -> Flow:
    held, first = block_at(flow, address[:-1]).statements, address[-1]
    assert isinstance(first, int)
    return _with_statements(flow, address[:-1], held[:first] + held[first + count :])


def _unframed(flow: Flow, address: Address, frame: Statement) -> Flow:
    held, first = block_at(flow, address[:-1]).statements, address[-1]
    assert isinstance(first, int)
    inside = tuple(one for _, block in blocks(frame) for one in block.statements)
    return _with_statements(flow, address[:-1], held[:first] + inside + held[first + 1 :])
