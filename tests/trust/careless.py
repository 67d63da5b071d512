"""Flows as careless people write them: strangers' words also where a call aims, now and then matched with a list.

Many of these are refused, which is what the checks are for; those that pass must keep the promise all the same.
"""

from datetime import date, time
from decimal import Decimal

from msgspec.structs import replace

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.flow import Flow, OnCall, OnChat, OnEvent, OnForm, OnWebhook, Trigger
from sayso.dsl.node import Node, rebuild
from sayso.dsl.types import BOOLEAN, EMAIL, NUMBER, TEXT, ListOf, Scalar, Type, present
from tests.properties.generating.blocks import Body
from tests.properties.generating.calls import Calls
from tests.properties.generating.catalog import catalog
from tests.properties.generating.chance import Chance
from tests.properties.generating.expressions import Values
from tests.properties.generating.flows import make_flow
from tests.properties.generating.literals import text
from tests.properties.generating.makers import MAKERS
from tests.properties.generating.scope import CLEAN, LOOSE, Found, Scope, is_record
from tests.properties.generating.statements import Kinds
from tests.properties.worlds import ADDRESSES

CARELESS, MATCHING, FOREIGN = 8, 20, 60
"""Of a hundred aims, so many are a stranger's choice; of a hundred statements, so many match an address first; of a
hundred values that may be a stranger's, so many are."""
TRIES = 20
ASKED_FOR: dict[Type, tuple[tuple[e.Operator, e.Expression], ...]] = {
    TEXT: (("contains", text("VP")), ("contains", text("yes")), ("starts with", text("stranger")), ("!=", text("x"))),
    EMAIL: (("contains", text("ann")), ("==", text(ADDRESSES[0])), ("!=", text(ADDRESSES[1]))),
    NUMBER: ((">", e.Number(value=Decimal(80_000))), ("<", e.Number(value=Decimal(5)))),
    BOOLEAN: (("==", e.Boolean(value=True)),),
}
"""What is asked about a stranger's word, by its type."""


def careless_flow(seed: int | str, size: int = 9) -> Flow:
    """The flow of a seed; its clock decides nothing, for two worlds must not differ by the time a wait took."""
    made = (make_flow(f"{seed}/{number}", size, CarelessBody) for number in range(TRIES))
    flow = next(flow for flow in made if any(map(_is_open, flow.triggers)))
    return replace(flow, tests=(), body=timeless(flow.body))


def _is_open(trigger: Trigger) -> bool:
    """Whether strangers' words come in by it."""
    if isinstance(trigger, OnEvent):
        return catalog().events[trigger.event].stranger
    return isinstance(trigger, OnChat) or (isinstance(trigger, OnWebhook | OnForm | OnCall) and bool(trigger.inputs))


class CarelessValues(Values):
    """Writes values that are often a stranger's, where any will do."""

    def found(self, kind: Type, scope: Scope, rank: int, missing: bool | None) -> Found | None:
        """A path of the type; `missing` None takes either."""
        if rank == LOOSE and self.chance.yes(FOREIGN):
            foreign = [one for one in scope.paths(rank) if one.rank == LOOSE and missing in (None, one.missing)]
            fitting = [one for one in foreign if one.type == kind]
            if fitting:
                return self.chance.one(fitting)
        return super().found(kind, scope, rank, missing)

    def condition(self, scope: Scope, rank: int, depth: int = 2) -> e.Expression:
        """Something that is true, false or unknown, often by a stranger's word."""
        foreign = [one for one in scope.paths(LOOSE) if one.rank == LOOSE and one.type in ASKED_FOR]
        if rank < LOOSE or not foreign or not self.chance.yes(FOREIGN):
            return super().condition(scope, rank, depth)
        one = self.chance.one(foreign)
        if one.missing and self.chance.yes(30):
            return e.Exists(value=one.expression)
        operator, word = self.chance.one(ASKED_FOR[one.type])
        return e.Binary(operator=operator, left=one.expression, right=word)


class CarelessCalls(Calls):
    """Writes calls whose aims come from anywhere."""

    def _argument(self, tool: Tool, parameter: Parameter, scope: Scope, template: bool) -> e.Expression | None:
        kind = present(parameter.type)
        if parameter.aims and isinstance(kind, Scalar) and self.chance.yes(CARELESS):
            return self.values.value(kind, scope, LOOSE)
        return super()._argument(tool, parameter, scope, template)

    def _record(self, kinds: tuple[str, ...], scope: Scope) -> e.Expression | None:
        if not self.chance.yes(CARELESS):
            return super()._record(kinds, scope)
        fitting = [one for one in scope.paths(LOOSE) if is_record(one.type, kinds) and not one.missing]
        return self.chance.one(fitting).expression if fitting else None


class CarelessBody(Body):
    """Writes the body of one flow with careless calls, some of them behind a check of the address."""

    def __init__(self, chance: Chance, memory: dict[str, tuple[Type, int]], kinds: Kinds) -> None:
        super().__init__(chance, memory, kinds)
        self.values = CarelessValues(chance, MAKERS)
        self.calls = CarelessCalls(chance, self.values)
        self.calls.taken = {name for _, names in kinds for name in names}

    def statement(self, scope: Scope, size: int, depth: int) -> s.Statement | None:
        """One statement."""
        if depth > 0 and self.chance.yes(MATCHING):
            return self._matched(scope) or self._if(scope, depth)
        return super().statement(scope, size, depth)

    def _matched(self, scope: Scope) -> s.Statement | None:
        """`if @address == …`, then a mail to that address."""
        known = [one for one in scope.paths(LOOSE) if one.rank == LOOSE and one.type == EMAIL]
        if not known or self.chance.yes():
            return None
        one = self.chance.one(known)
        check = self._check(one, scope)
        if one.missing:
            check = e.Binary(operator="and", left=e.Exists(value=one.expression), right=check)
        given = (("to", one.expression), ("subject", text("Hello")), ("text", self.values.text(scope, CLEAN)))
        call = s.ToolCall(tool="email.send", arguments=tuple(e.Argument(name=n, value=v) for n, v in given))
        self.calls.used["email.send"] = None
        return s.If(branches=(s.Branch(condition=check, body=s.Block(statements=(s.Do(call=call),))),))

    def _check(self, one: Found, scope: Scope) -> e.Expression:
        written = [text(address) for address in self.chance.some(ADDRESSES, 1, 3)]
        many = self.values.path(ListOf(EMAIL), scope, CLEAN) or self.values._projected(EMAIL, scope, CLEAN)
        if self.chance.yes(60):
            items = many if many is not None and self.chance.yes() else e.List(items=tuple(written))
            return e.Binary(operator="in", left=one.expression, right=items)
        other = self.values.path(EMAIL, scope, self.chance.one((CLEAN, LOOSE))) or written[0]
        return e.Binary(operator=self.chance.one(("==", "==", "!=")), left=one.expression, right=other)


def timeless(block: s.Block) -> s.Block:
    """The block without what depends on the instant a step is reached at."""
    return rebuild(block, _timeless)


def _timeless(node: Node) -> Node:
    match node:
        case e.Name(name="now"):
            return e.DateTime(date=date(2026, 3, 1), time=time(9))
        case e.Name(name="today"):
            return e.Date(value=date(2026, 3, 1))
        case s.WaitUntil(moment=e.Binary(left=e.Name(name="now" | "today"))):
            return node
        case s.Stage(moment=e.Binary(left=e.Name(name="now" | "today")), body=body):
            return replace(node, body=timeless(body))
    return rebuild(node, _timeless)
