"""The other ways of a step: `otherwise if` and `otherwise`, added and taken out."""

from collections.abc import Callable

from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import blocks, inner
from sayso.dsl.edit_branches import OTHERWISE, add_otherwise, add_otherwise_if, take_out
from sayso.dsl.expressions import Todo
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.statements import Block, If, Line, Repeat, WaitFor
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.lines import Selected
from sayso.editor.inspector.slots import Known
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.tags import Tag, box, said, theirs

Makes = Callable[[str, Flow], str]


def draw_branches(bench: Bench, known: Known, chosen: Selected) -> None:
    """Each other way with what stands in it, and what may be added."""
    step = inner(chosen.step) if chosen.step is not None else None
    if not isinstance(step, If | WaitFor | Repeat) or not isinstance(chosen.where, tuple):
        return
    ways = blocks(step)[1:]
    with box("stack tight", data_branches=len(ways)):
        if ways:
            with Tag("ul", look="rows tight-rows"):
                for number, (name, block) in enumerate(ways, 1):
                    _way(bench, chosen, name, block, _words(known, step, number))
        if not bench.off:
            with box("line wrap"):
                _adding(bench, chosen, step, any(name == OTHERWISE for name, _ in ways))


def _words(known: Known, step: If | WaitFor | Repeat, number: int) -> str:
    """When a way is taken; nothing for that of every other case."""
    if not isinstance(step, If) or number >= len(step.branches):
        return ""
    condition = step.branches[number].condition
    if isinstance(condition, Todo):
        return known.say("inspector.todo", question=condition.question)
    return Steps(known.flow, known.facts, known.catalog).conditions.clause(condition)


def _way(bench: Bench, chosen: Selected, name: str, block: Block, words: str) -> None:
    say, count = bench.say, steps_in(block)
    with Tag("li", look="line came-row", attributes={"data-branch": name}):
        with box("stack tight grow"):
            said(say("field.condition_else") if words else say("branches.otherwise"), "strong", tag="span")
            if words:
                theirs(words, "small words")
            said(say("branches.steps", n=count) if count else say("branches.nothing_there"), "small quiet", tag="span")
        if not bench.off:
            key = "branches.remove_else" if name == OTHERWISE else "branches.remove_else_if"
            button("", lambda: _out(bench, chosen, name, count), "plain tiny", "x", say(key))


def _adding(bench: Bench, chosen: Selected, step: If | WaitFor | Repeat, has_otherwise: bool) -> None:
    say, address = bench.say, chosen.where
    assert isinstance(address, tuple)
    todo = Todo(say("branches.when"))
    makes: dict[str, Makes] = {}
    if isinstance(step, If):
        makes["else_if"] = lambda text, flow: add_otherwise_if(text, flow, address, todo)
    if not has_otherwise:
        makes["else"] = lambda text, flow: add_otherwise(text, flow, address)
    for key, make in makes.items():
        done = say(f"branches.added_{key}")
        button(
            say(f"branches.add_{key}"), lambda make=make, done=done: bench.make(make, done), "link small-one", "plus"
        )


async def _out(bench: Bench, chosen: Selected, name: str, count: int) -> None:
    """Take a way out; what stood in it comes back with Undo."""
    address, say = chosen.where, bench.say
    assert isinstance(address, tuple)
    if await bench.make(lambda text, flow: take_out(text, flow, address, name), say("branches.removed")):
        told = say("branches.removed_toast", n=count) if count else say("branches.removed_empty")
        toast(told, say("editor.undo"), bench.editor.undo)


def steps_in(block: Block) -> int:
    """How many steps stand in a branch, with all that is in them."""
    return sum(isinstance(node, Line) for node in walk(block))
