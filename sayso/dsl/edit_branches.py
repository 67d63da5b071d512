"""Edits of the branches of a step: another way is added, or one is taken out with all that stands in it."""

from sayso.dsl.blocks import Address, blocks, inner, statement_at
from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.edit_uses import use_edits
from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.print import print_expression
from sayso.dsl.span import Span
from sayso.dsl.splice import Rows, spliced
from sayso.dsl.statements import If, Repeat, Statement, WaitFor

OTHERWISE = "otherwise"


def add_otherwise(text: str, flow: Flow, address: Address) -> str:
    """The step with a way for every other case, in which nothing stands yet."""
    frame = statement_at(flow, address)
    if not isinstance(inner(frame), If | WaitFor | Repeat) or OTHERWISE in dict(blocks(frame)):
        raise EditProblem("This step cannot have another way.")
    return _put_in(text, frame, len(blocks(frame)), OTHERWISE)


def add_otherwise_if(text: str, flow: Flow, address: Address, condition: Expression) -> str:
    """The condition with one more after those it has."""
    frame = statement_at(flow, address)
    step = inner(frame)
    if not isinstance(step, If):
        raise EditProblem("This step has no condition.")
    return _put_in(text, frame, len(step.branches), f"{OTHERWISE} if {print_expression(condition)}")


def take_out(text: str, flow: Flow, address: Address, name: str) -> str:
    """The step without the branch of a name (`then2`, `otherwise`), its steps and the `use` lines they alone needed."""
    frame = statement_at(flow, address)
    names = [one for one, _ in blocks(frame)]
    if name not in names[1:]:
        raise EditProblem("There is no such way in this step.")
    rows, number = Rows(text), names.index(name)
    own = rows.own_lines(frame)
    gone = Edit(Span(own[number].row, own[number + 1].row), "")
    after = parse(spliced(text, [gone])).flow
    return spliced(text, [gone, *(use_edits(rows, flow, after) if after is not None else [])])


def _put_in(text: str, frame: Statement, number: int, line: str) -> str:
    """A line of a frame before its line of that number; the last one is its `end`."""
    rows = Rows(text)
    place = rows.own_lines(frame)[number].row
    return spliced(text, [Edit(Span(place, place), f"{rows.indent(frame.span)}{line}\n")])
