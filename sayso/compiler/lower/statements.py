"""Statements to the flat list of operations: one small function per form, places filled in when they are known."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.compiler.lower.calls import call_operation
from sayso.compiler.lower.expressions import Lowering, constant, duration
from sayso.compiler.lower.listening import listen
from sayso.compiler.lower.records import records_in_reach
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.calendar import Duration
from sayso.dsl.print import print_expression, print_type
from sayso.dsl.types import UNKNOWN, ListOf, present

HORIZON = Duration(days=400)
"""How far away a date may be that a flow waits for, unless it says otherwise."""


class Emitting:
    """The operations so far, and the statement being lowered.

    `watched` are the records that the conditions of the open sequences look at: every step that looks whether such an
    event has come uses them.
    """

    def __init__(self, lower: Lowering) -> None:
        """Nothing emitted yet."""
        self.lower, self.operations = lower, list[ir.Operation]()
        self.loops: Counter[str] = Counter()
        self.watched: tuple[str, ...] = ()
        self.step, self.statement = "", None  # type: str, Any

    @property
    def here(self) -> int:
        """The position of the next operation."""
        return len(self.operations)

    def emit(self, operation: ir.Operation) -> int:
        """Add an operation; its position."""
        if self.watched and _looks_around(operation):
            reads = dict.fromkeys((*operation.reads, *self.watched))
            operation = msgspec.structs.replace(operation, reads=tuple(reads))
        self.operations.append(operation)
        return len(self.operations) - 1

    def fill(self, position: int, **places: int) -> None:
        """Fill in places that were not known when the operation was emitted."""
        self.operations[position] = msgspec.structs.replace(self.operations[position], **places)

    def block(self, block: s.Block) -> None:
        """Every statement of a block."""
        for statement in block.statements:
            self.statement_(statement)

    def statement_(self, statement: s.Statement) -> None:
        """One statement; entries of memory it looks at are read just before it."""
        outer = (self.step, self.statement)
        self.step, self.statement = self.lower.facts.step_of(statement), statement
        _FORMS[type(statement)](self, statement)
        self.step, self.statement = outer

    def read_memory(self, *looked_at: e.Expression | None) -> None:
        """Read entries of memory, as small journaled effects."""
        for name in self.lower.memory_in(*looked_at):
            arguments = (("name", constant(name)),)
            into = f"memory.{name}"
            self.emit(ir.Call(step=self.step, tool="memory.read", effect="read", arguments=arguments, into=into))

    def listen(self, pattern: s.EventPattern) -> tuple[ir.Listen, tuple[str, ...]]:
        """What the statement listens for, and the records that its condition looks at besides the event."""
        heard = listen(self.lower, self.statement, pattern, reversed(self.operations))
        return heard, tuple(name for name in self.lower.records_in(pattern.where) if name not in heard.names)

    @contextmanager
    def event_named(self) -> Iterator[None]:
        """Where `@event` is the statement's own event; one of a wait around it keeps its value under its own name."""
        lower = self.lower
        aliases, hidden = lower.aliases, lower.hidden
        outer = lower.facts.names.get(id(self.statement), {}).get("event")
        if outer is not None:
            lower.hidden = {**hidden, lower.called("event"): outer}
            lower.aliases = {**aliases, "event": f"event#{self.step}"}
        yield
        lower.aliases, lower.hidden = aliases, hidden

    def stales(self) -> tuple[str, ...]:
        """The records in reach, all of which may have changed after a wait."""
        return records_in_reach(self.lower, self.statement)


def _looks_around(operation: ir.Operation) -> bool:
    """Whether the operation looks if an event has come that ends an open sequence: it waits, or changes something."""
    if isinstance(operation, ir.Call):
        return operation.effect == "write" or operation.approval is not None
    return isinstance(operation, ir.Pause | ir.Hear)


def _do(out: Emitting, node: s.Do) -> None:
    _tool(out, node.call, None)


def _tool(out: Emitting, call: s.ToolCall, into: str | None) -> None:
    resolved = out.lower.facts.call_of(call)
    assert resolved is not None
    out.read_memory(*resolved.arguments.values(), *resolved.keywords.values())
    out.emit(call_operation(out.lower, call, resolved, out.step, out.statement, into))


def _let(out: Emitting, node: s.Let) -> None:
    if isinstance(node.value, s.ToolCall):
        _tool(out, node.value, node.name)
        return
    out.read_memory(node.value)
    reads = out.lower.records_in(node.value)
    out.emit(ir.Assign(step=out.step, reads=reads, name=node.name, value=out.lower.core(node.value)))


def _set(out: Emitting, node: s.Set) -> None:
    out.read_memory(node.value)
    arguments = (("name", constant(node.name)), ("value", out.lower.core(node.value)))
    _effect(out, "memory.set", arguments, (node.value,))


def _effect(
    out: Emitting, tool: str, arguments: tuple[tuple[str, ir.Expression], ...],
    looked_at: tuple[e.Expression | None, ...], **more: Any,
) -> None:  # fmt: skip
    reads = out.lower.records_in(*looked_at)
    effect = more.pop("effect", "write")
    out.emit(ir.Call(step=out.step, reads=reads, tool=tool, effect=effect, arguments=arguments, **more))


def _remember(out: Emitting, node: s.Remember) -> None:
    out.read_memory(node.value, node.reason)
    fresh = f"remembered.{out.step}"
    arguments = (("name", constant(node.name)), ("value", out.lower.core(node.value)))
    _effect(out, "memory.remember", arguments, (node.value, node.reason), into=fresh)
    if node.skip:
        reason = out.lower.core(node.reason) if node.reason else constant("already remembered")
        test = out.emit(ir.Test(step=out.step, condition=ir.Load(fresh), otherwise=0, text="not seen before"))
        jump = out.emit(ir.Jump(step=out.step, to=0))
        out.fill(test, otherwise=out.here)
        out.emit(ir.End(step=out.step, how="skipped", value=reason))
        out.fill(jump, to=out.here)


def _wait(out: Emitting, node: s.Wait) -> None:
    out.read_memory(node.duration)
    reads, length = out.lower.records_in(node.duration), out.lower.core(node.duration)
    horizon = None if isinstance(node.duration, e.Duration) else constant(HORIZON)
    out.emit(ir.Pause(step=out.step, reads=reads, duration=length, at_most=horizon, stales=out.stales()))


def _wait_until(out: Emitting, node: s.WaitUntil) -> None:
    _pause(out, node.moment, node.at_most)


def _pause(out: Emitting, moment: e.Expression, at_most: e.Duration | None, **more: Any) -> int:
    out.read_memory(moment)
    horizon = duration(at_most) if at_most else constant(HORIZON)
    reads, core = out.lower.records_in(moment), out.lower.core(moment)
    return out.emit(ir.Pause(step=out.step, reads=reads, moment=core, at_most=horizon, stales=out.stales(), **more))


def _stage(out: Emitting, node: s.Stage) -> None:
    late = duration(node.late) if node.late else None
    pause = _pause(out, node.moment, node.at_most, stage=node.title, late=late)
    out.block(node.body)
    out.fill(pause, exit=out.here)


def _wait_for(out: Emitting, node: s.WaitFor) -> None:
    out.read_memory(node.event.where)
    length, stales = duration(node.at_most), out.stales()
    with out.event_named():
        heard, reads = out.listen(node.event)
        hear = out.emit(ir.Hear(step=out.step, reads=reads, listen=heard, at_most=length, otherwise=0, stales=stales))
        out.block(node.body)
    jump = out.emit(ir.Jump(step=out.step, to=0))
    out.fill(hear, otherwise=out.here)
    if node.otherwise:
        out.block(node.otherwise)
    out.fill(jump, to=out.here)


def _sequence(out: Emitting, node: s.Sequence) -> None:
    out.read_memory(node.event.where)
    stales = out.stales()
    with out.event_named():
        heard, reads = out.listen(node.event)
    guard = out.emit(ir.Guard(step=out.step, reads=reads, handler=0, listen=heard, stales=stales))
    outer, out.watched = out.watched, (*out.watched, *reads)
    _body_of(out, node.body)
    out.watched = outer
    with out.event_named():
        _handler_of(out, guard, node.unless)


def _body_of(out: Emitting, body: s.Block) -> None:
    out.block(body)
    out.emit(ir.Release(step=out.step))


def _handler_of(out: Emitting, guard: int, handler: s.Block) -> None:
    jump = out.emit(ir.Jump(step=out.step, to=0))
    out.fill(guard, handler=out.here)
    out.block(handler)
    out.fill(jump, to=out.here)


def _try(out: Emitting, node: s.Try) -> None:
    guard = out.emit(ir.Guard(step=out.step, handler=0, error=node.error))
    _body_of(out, node.body)
    _handler_of(out, guard, node.handler)


def _if(out: Emitting, node: s.If) -> None:
    ends = []
    for branch in node.branches:
        out.read_memory(branch.condition)
        test = _test(out, branch.condition)
        out.block(branch.body)
        ends.append(out.emit(ir.Jump(step=out.step, to=0)))
        out.fill(test, otherwise=out.here)
    if node.otherwise:
        out.block(node.otherwise)
    for jump in ends:
        out.fill(jump, to=out.here)


def _test(out: Emitting, condition: e.Expression) -> int:
    reads, core = out.lower.records_in(condition), out.lower.core(condition)
    return out.emit(ir.Test(step=out.step, reads=reads, condition=core, otherwise=0, text=print_expression(condition)))


def _repeat(out: Emitting, node: s.Repeat) -> None:
    turn = out.emit(ir.Turn(step=out.step, at_most=node.at_most, exit=0))
    out.block(node.body)
    if node.until is None:
        out.emit(ir.Jump(step=out.step, to=turn))
        out.fill(turn, exit=out.here)
        if node.otherwise:
            out.block(node.otherwise)
        return
    out.read_memory(node.until)
    test = _test(out, node.until)
    out.fill(test, otherwise=turn)
    out.emit(ir.Release(step=out.step))
    jump = out.emit(ir.Jump(step=out.step, to=0))
    out.fill(turn, exit=out.here)
    if node.otherwise:
        out.block(node.otherwise)
    out.fill(jump, to=out.here)


def _for_each(out: Emitting, node: s.ForEach) -> None:
    out.read_memory(node.items)
    kind = present(out.lower.kind(node.items))
    operation = ir.Each(
        step=out.step,
        reads=out.lower.records_in(node.items),
        item=node.item,
        loop=_loop(out, node.item),
        items=out.lower.core(node.items),
        after=0,
        item_type=kind.item if isinstance(kind, ListOf) else UNKNOWN,
        at_most=node.at_most,
        again=node.again,
        per=duration(node.per) if node.per else None,
        one_at_a_time=node.one_at_a_time,
        stop_on_error=node.stop_on_error,
        collect=node.collect,
    )
    each = out.emit(operation)
    outer, out.watched = out.watched, ()
    out.block(node.body)
    out.watched = outer
    out.emit(ir.End(step=out.step, how="done"))
    out.fill(each, after=out.here)


def _loop(out: Emitting, item: str) -> str:
    """The loop's name over all versions: its item's, with a number where several have the same."""
    out.loops[item] += 1
    return f"{item}#{out.loops[item]}" if out.loops[item] > 1 else item


def _ask(out: Emitting, node: s.Ask) -> None:
    out.read_memory(node.person, node.question, node.otherwise)
    arguments = [("person", out.lower.core(node.person)), ("question", out.lower.core(node.question))]
    if isinstance(node.type, s.ChoiceType):
        arguments.append(("options", constant(list(node.type.options))))
    otherwise = out.lower.core(node.otherwise) if node.otherwise else None
    _effect(
        out, "people.ask", (*arguments, ("answer", constant(print_type(node.type)))),
        (node.person, node.question, node.otherwise), into=node.answer, within=duration(node.within),
        otherwise=otherwise, stales=out.stales(), returns=out.lower.facts.bound.get(id(node), {}).get(node.answer),
    )  # fmt: skip


def _hand_off(out: Emitting, node: s.HandOff) -> None:
    out.read_memory(node.person, node.message)
    arguments = (("person", out.lower.core(node.person)), ("message", out.lower.core(node.message)))
    within = duration(node.within)
    _effect(out, "people.hand_off", arguments, (node.person, node.message), within=within, stales=out.stales())


def _say(out: Emitting, node: s.Say) -> None:
    out.read_memory(node.message)
    _effect(out, "people.say", (("message", out.lower.core(node.message)),), (node.message,))


def _run_flow(out: Emitting, node: s.RunFlow) -> None:
    given = [argument.value for argument in node.arguments]
    out.read_memory(*given)
    inputs = ir.Build("", tuple((a.name or "", out.lower.core(a.value)) for a in node.arguments))
    tool = "flow.run" if node.waits else "flow.start"
    stales = out.stales() if node.waits else ()
    arguments = (("flow", constant(node.flow)), ("inputs", inputs))
    _effect(out, tool, arguments, tuple(given), into=node.result, stales=stales)


def _end(how: Any, field: str) -> Callable[[Emitting, Any], None]:
    def end(out: Emitting, node: Any) -> None:
        value = getattr(node, field)
        out.read_memory(value)
        core = out.lower.core(value) if value is not None else None
        out.emit(ir.End(step=out.step, reads=out.lower.records_in(value), how=how, value=core))

    return end


def _keep(out: Emitting, node: s.Keep) -> None:
    out.read_memory(node.value)
    out.emit(ir.Hand(step=out.step, reads=out.lower.records_in(node.value), value=out.lower.core(node.value)))


def _off(out: Emitting, node: s.Off) -> None:
    """A step that is switched off leaves no operation."""


_FORMS: dict[type, Callable[[Emitting, Any], None]] = {
    s.Do: _do,
    s.Let: _let,
    s.Set: _set,
    s.Wait: _wait,
    s.WaitUntil: _wait_until,
    s.WaitFor: _wait_for,
    s.Sequence: _sequence,
    s.If: _if,
    s.ForEach: _for_each,
    s.Repeat: _repeat,
    s.Try: _try,
    s.Stage: _stage,
    s.Ask: _ask,
    s.HandOff: _hand_off,
    s.Say: _say,
    s.Remember: _remember,
    s.RunFlow: _run_flow,
    s.Stop: _end("stopped", "reason"),
    s.Skip: _end("skipped", "reason"),
    s.Fail: _end("failed", "reason"),
    s.Return: _end("returned", "value"),
    s.Keep: _keep,
    s.Off: _off,
}
