"""Mistakes of a chosen class, planted into a flow that compiles: each names the finding it must bring."""

from collections.abc import Callable
from decimal import Decimal

import msgspec

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.flow import Flow, Limit, OnManual, Quota, Use
from sayso.dsl.node import Node, rebuild, walk
from tests.properties.generating.literals import text

Mistake = Callable[[Flow], Flow | None]


def _put(*statements: s.Statement) -> Mistake:
    """The flow with these statements before its others."""

    def plant(flow: Flow) -> Flow | None:
        body = msgspec.structs.replace(flow.body, statements=(*statements, *flow.body.statements))
        return msgspec.structs.replace(flow, body=body)

    return plant


def _let(value: e.Expression | s.ToolCall, name: str = "planted") -> Mistake:
    return _put(s.Let(name=name, value=value))


def _changed(kind: type[Node], change: Callable[[Node], Node | None]) -> Mistake:
    """The flow with its first node of a kind changed."""

    def plant(flow: Flow) -> Flow | None:
        done = False

        def visit(node: Node) -> Node:
            nonlocal done
            if not done and isinstance(node, kind):
                made = change(node)
                if made is not None:
                    done = True
                    return made
            return rebuild(node, visit)

        result = visit(flow)
        return result if done and isinstance(result, Flow) else None

    return plant


def _using(tool: str, call: s.ToolCall, **conditions: object) -> Mistake:
    """The flow with a call in front, and a `use` line of its own for it."""

    def plant(flow: Flow) -> Flow | None:
        if any(tool in use.tools for use in flow.uses):
            return None
        use = Use(tools=(tool,), **conditions)  # type: ignore[arg-type]
        return msgspec.structs.replace(_put(s.Do(call=call))(flow) or flow, uses=(*flow.uses, use))

    return plant


def _call(tool: str, **arguments: e.Expression) -> s.ToolCall:
    return s.ToolCall(tool=tool, arguments=tuple(e.Argument(name=n, value=v) for n, v in arguments.items()))


def _not_listed(flow: Flow) -> Flow | None:
    called = any(isinstance(node, s.ToolCall) for node in walk(flow.body))
    return msgspec.structs.replace(flow, uses=()) if called and flow.uses else None


def _loop(body: s.Statement, **fields: object) -> s.ForEach:
    items = e.List(items=(text("a"), text("b")))
    return s.ForEach(item="planted", items=items, at_most=2, body=s.Block(statements=(body,)), **fields)  # type: ignore[arg-type]


def _if(condition: e.Expression, statement: s.Statement) -> s.If:
    return s.If(branches=(s.Branch(condition=condition, body=s.Block(statements=(statement,))),))


def _name(name: str) -> e.Name:
    return e.Name(name=name)


def _twice(operator: e.Operator, left: e.Expression, right: e.Expression) -> e.Binary:
    return e.Binary(operator=operator, left=left, right=right)


def _longer(node: Node) -> Node | None:
    assert isinstance(node, s.ForEach)
    known = isinstance(node.items, e.List | e.Take) or any(isinstance(one, e.List) for one in walk(node.items))
    return None if known else msgspec.structs.replace(node, at_most=None)


DAY = e.Duration(count=Decimal(1), unit="days")
ONE, ME = e.Number(value=Decimal(1)), e.Name(name="me")
HELLO = text("hello")
NOTIFY = _call("people.notify", person=ME, message=HELLO)
REPEATED = s.Repeat(at_most=2, until=None, body=s.Block(statements=(s.Wait(duration=DAY),)))
AGAIN = s.Repeat(at_most=9, until=None, body=s.Block(statements=(s.Do(call=NOTIFY),)))

MISTAKES: dict[str, tuple[Mistake, ...]] = {
    "unknown-name": (_let(_name("nobody")),),
    "reserved-name": (_let(HELLO, name="today"),),
    "unknown-field": (_let(e.Field(of=ME, name="shoeSize")),),
    "no-fields": (_let(e.Field(of=_name("today"), name="year")),),
    "unknown-role": (_let(e.Field(of=_name("user"), name="astronaut")),),
    "unknown-memory": (_put(s.Set(name="nothing", value=ONE)),),
    "unknown-tool": (_put(s.Do(call=_call("gmail.sendd"))),),
    "missing-parameter": (_put(s.Do(call=_call("people.notify", person=ME))),),
    "unknown-parameter": (_put(s.Do(call=_call("people.notify", person=ME, message=HELLO, loud=ONE))),),
    "unknown-function": (_let(e.Call(function="frobnicate", arguments=(e.Argument(name=None, value=ONE),))),),
    "wrong-function-values": (_let(e.Call(function="year", arguments=(e.Argument(name=None, value=ONE),))),),
    "wrong-kind": (_put(s.Wait(duration=_name("today"))),),
    "not-a-condition": (_put(s.If(branches=(s.Branch(condition=ONE, body=s.Block()),))),),
    "unlike-values": (_let(_twice("==", ONE, HELLO)),),
    "percent-beside-other": (_let(_twice(">", ONE, e.Percent(value=ONE.value))),),
    "no-order": (_let(_twice("<", ME, ME)),),
    "no-arithmetic": (_let(_twice("+", ONE, HELLO)),),
    "mixed-list": (_let(e.List(items=(ONE, HELLO))),),
    "not-a-list": (_let(_twice("in", ONE, ONE)), _put(s.ForEach(item="x1", items=ONE, at_most=1, body=s.Block()))),
    "fallback-of-other-kind": (_let(_twice("or", HELLO, ONE)),),
    "bad-pattern": (_let(_twice("matches", HELLO, text("(["))),),
    "pattern-not-literal": (_let(_twice("matches", HELLO, _name("today"))),),
    "not-a-person": (_put(s.HandOff(person=_name("today"), message=HELLO, within=DAY)),),
    "gives-nothing": (_let(NOTIFY),),
    "skip-outside-loop": (_put(_if(_twice("==", _name("today"), _name("today")), s.Skip())),),
    "stop-inside-item": (_put(_loop(s.Stop())),),
    "return-inside-item": (_put(_loop(s.Return(value=ONE))),),
    "keep-without-collect": (_put(_loop(s.Keep(value=ONE))),),
    "name-of-outer": (_put(s.Let(name="planted2", value=ONE), _loop(s.Let(name="planted2", value=ONE))),),
    "name-inside-loop": (_put(_loop(s.Let(name="inner", value=ONE)), s.Let(name="outer", value=_name("inner"))),),
    "item-name-taken": (_put(s.Let(name="planted", value=ONE), _loop(s.Skip())),),
    "other-kind-of-value": (_put(s.Let(name="planted5", value=ONE), s.Let(name="planted5", value=HELLO)),),
    "it-outside-list": (_let(_name("it")),),
    "tool-not-listed": (_not_listed,),
    "loop-needs-at-most": (_changed(s.ForEach, _longer),),
    "more-steps-than-allowed": (
        lambda flow: _put(REPEATED)(
            msgspec.structs.replace(flow, limits=(Limit(count=1, of="steps", per="run"),))
        ),
    ),
    "more-calls-than-allowed": (
        lambda flow: None if any("people.notify" in use.tools for use in flow.uses) else msgspec.structs.replace(
            _put(AGAIN)(flow) or flow, uses=(*flow.uses, Use(tools=("people.notify",), quota=Quota(count=2, per="run")))
        ),
    ),
    "missing-value": (_put(s.Ask(
        person=ME, question=HELLO, answer="planted6", type=s.TypeName(name="number"),
        within=DAY, otherwise=_twice("/", ONE, _twice("-", ONE, ONE)),
    )),),
    "missing-moment": (
        _put(s.WaitUntil(moment=e.Call(function="date", arguments=(e.Argument(name=None, value=HELLO),)))),
    ),
    "say-outside-chat": (
        lambda flow: _put(s.Say(message=HELLO))(msgspec.structs.replace(flow, triggers=(OnManual(),))),
    ),
    "unknown-event": (_put(s.WaitFor(
        event=s.EventPattern(event="moon.rose"), at_most=DAY, body=s.Block(),
    )),),
    "unknown-flow": (_put(s.RunFlow(flow="Nowhere")),),
    "still-to-decide": (_using("people.notify", _call("people.notify", person=ME, message=e.Todo(question="what?"))),),
    "unknown-template": (_using("email.send", _call("email.send", to=ME, template=text("No such"))),),
    "unreachable-statement": (_put(s.Stop()),),
    "same-every-time": (_put(_if(e.Boolean(value=True), s.Wait(duration=DAY))),),
    "unused-name": (_let(ONE),),
}  # fmt: skip
"""By slug, ways to plant the mistake; each gives None where the flow has no place for it."""
