"""Changing a flow changes exactly what it must: new names, a branch that is never taken, a step switched off."""

from collections import Counter
from collections.abc import Callable
from itertools import count

import msgspec
from hypothesis import given

from sayso.compiler import Compiled
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.flow import Flow, GivenAnswer
from sayso.dsl.node import Node, rebuild, walk
from sayso.dsl.print import print_flow
from sayso.interpreter.state import Effect, Ended
from sayso.runtime.journal import plain
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds
from tests.properties.generating.chance import Chance
from tests.properties.playing import compiled_flow, play
from tests.properties.worlds import named


@given(seeds, seeds)
@examples(30)
def test_renaming_what_is_set_changes_nothing(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _same(compiled, renamed, str(world)))


@given(seeds, seeds)
@examples(30)
def test_a_branch_never_taken_changes_nothing(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _same(compiled, lambda flow: strewn(flow, never, seed), str(world)))


def never(number: int) -> s.Statement:
    """A branch that no way leads into."""
    inside = s.Block(statements=(s.Fail(reason=e.Text(parts=(f"never {number}",))),))
    return s.If(branches=(s.Branch(condition=e.Boolean(value=False), body=inside),))


@given(seeds, seeds)
@examples(30)
def test_an_unused_let_changes_nothing(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _same(compiled, lambda flow: strewn(flow, unused_let, seed), str(world)))


def unused_let(number: int) -> s.Statement:
    """A name that nobody reads."""
    return s.Let(name=f"unused{number}", value=e.Text(parts=("nothing",)))


@given(seeds, seeds)
@examples(40)
def test_a_step_switched_off_is_as_good_as_gone(seed: int, world: int) -> None:
    holds(seed, lambda compiled: _off_is_gone(compiled, str(world), seed))


def _off_is_gone(compiled: Compiled, world: str, seed: int) -> None:
    flow = compiled.flow
    assert flow is not None
    if not flow.body.statements:
        return
    at = seed % len(flow.body.statements)
    statements = flow.body.statements
    if isinstance(statements[at], s.Off):
        return
    off = (*statements[:at], s.Off(statement=statements[at]), *statements[at + 1 :])
    gone = (*statements[:at], *statements[at + 1 :])
    one, other = (compiled_flow(print_flow(_without_tests(_with(flow, body)))) for body in (off, gone))
    if one.program is None or other.program is None:
        return
    assert done(one, world) == done(other, world)


def _same(compiled: Compiled, change: Callable[[Flow], Flow], world: str) -> None:
    assert compiled.flow is not None
    changed = compiled_flow(print_flow(change(compiled.flow)))
    assert changed.program is not None, [finding.sentence for finding in changed.errors]
    assert done(compiled, world) == done(changed, world)


def done(compiled: Compiled, world: str) -> tuple[Counter[bytes], Counter[str]]:
    """What a run did and when, and how its lanes ended, whatever its steps are numbered."""
    played = play(compiled, world)
    effects: Counter[bytes] = Counter()
    ends: Counter[str] = Counter()
    for entry in played.journal.entries():
        match entry.want, entry.ended:
            case Effect() as want, _:
                told = msgspec.structs.replace(want, path="", step="", watch=(), arguments=_unnamed(want.arguments))
                effects[str(named(plain(told))).encode()] += 1
            case _, Ended() as ended:
                ends[f"{ended.how} {plain(ended.value)}"] += 1
    return effects, ends


def _unnamed(arguments: dict[str, object]) -> dict[str, object]:
    """Arguments without filters, whose words hold names of the flow."""
    return {name: value for name, value in arguments.items() if name != "where"}


def renamed(flow: Flow) -> Flow:
    """Every name that a statement sets is called otherwise, wherever it is read."""
    names = {name for node in walk(flow.body) for name in _sets(node) if name}
    return _renamed(flow, {name: f"{name}_new" for name in names if name.startswith("n")})


def _renamed(flow: Flow, names: dict[str, str]) -> Flow:
    def change(node: Node) -> Node:
        inner = rebuild(node, change)
        fields = {
            field: names[getattr(inner, field)]
            for field in ("name", "item", "answer", "result", "error", "collect")
            if _is_a_name(inner, field) and getattr(inner, field, None) in names
        }
        return msgspec.structs.replace(inner, **fields) if fields else inner

    changed = change(flow)
    assert isinstance(changed, Flow)
    return changed


def _is_a_name(node: Node, field: str) -> bool:
    return field != "name" or isinstance(node, e.Name | s.Let | GivenAnswer)


def _sets(node: Node) -> tuple[str | None, ...]:
    match node:
        case s.Let(name=name):
            return (name,)
        case s.Ask(answer=name) | s.RunFlow(result=name) | s.Try(error=name):
            return (name,)
        case s.ForEach(item=item, collect=collect):
            return (item, collect)
    return ()


def strewn(flow: Flow, make: Callable[[int], s.Statement], seed: int) -> Flow:
    """The flow with a statement put in before others at several places."""
    chance, numbers = Chance(seed), count(1)

    def change(node: Node) -> Node:
        inner = rebuild(node, change)
        if isinstance(inner, s.Block) and inner.statements and chance.yes(40):
            at = chance.number(0, len(inner.statements) - 1)
            put = make(next(numbers))
            return msgspec.structs.replace(inner, statements=(*inner.statements[:at], put, *inner.statements[at:]))
        return inner

    changed = change(flow)
    assert isinstance(changed, Flow)
    return changed


def _with(flow: Flow, statements: tuple[s.Statement, ...]) -> Flow:
    return msgspec.structs.replace(flow, body=msgspec.structs.replace(flow.body, statements=statements))


def _without_tests(flow: Flow) -> Flow:
    return msgspec.structs.replace(flow, tests=())
