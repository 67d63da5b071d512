"""Statements without blocks: every form, with the names they set and what they let be forgotten."""

from collections.abc import Callable

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.catalog import Contract
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    EMAIL,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    Choice,
    ListOf,
    Optional,
    Row,
    Type,
    present,
)
from tests.properties.generating.calls import Calls
from tests.properties.generating.catalog import catalog
from tests.properties.generating.chance import Chance
from tests.properties.generating.expressions import Values
from tests.properties.generating.literals import length
from tests.properties.generating.makers import MAKERS
from tests.properties.generating.scope import CLEAN, INTERNAL, LOOSE, Named, Scope

ERROR = Row((("message", TEXT), ("kind", Choice(("failed", "rejected", "expired"))), ("step", TEXT)))
LETS = (TEXT, NUMBER, MONEY, PERCENT, BOOLEAN, DATE, TIME, DATETIME, DURATION, EMAIL, ListOf(TEXT), ListOf(NUMBER))
ASKED: tuple[tuple[s.TypeText, Type], ...] = (
    (s.TypeName(name="boolean"), BOOLEAN),
    (s.TypeName(name="text"), TEXT),
    (s.TypeName(name="number"), NUMBER),
    (s.ChoiceType(options=("free", "pro", "enterprise")), Choice(("free", "pro", "enterprise"))),
    (s.OptionalType(of=s.TypeName(name="date")), Optional(DATE)),
    (s.ListType(item=s.TypeName(name="text")), ListOf(TEXT)),
)
HEARD = (
    "email.replied", "form.submitted", "meeting.ended", "deal.stage_changed", "deal.updated", "contact.created",
    "ticket.escalated", "health_score.dropped", "customer.inactive",
)  # fmt: skip
Kinds = tuple[tuple[e.TriggerKind, dict[str, Type]], ...]
"""Every trigger's kind, with the names it brings."""
Maker = Callable[[Scope, int], s.Statement | None]


class Plain:
    """Writes statements without blocks. `memory` and `returns` are the flow's; `kinds` its triggers' names."""

    def __init__(
        self, chance: Chance, memory: dict[str, tuple[Type, int]], kinds: Kinds,
    ) -> None:  # fmt: skip
        self.chance, self.memory, self.kinds = chance, memory, kinds
        self.values = Values(chance, MAKERS)
        self.calls = Calls(chance, self.values)
        self.returns: Type | None = None
        self.calls.taken = {name for _, names in kinds for name in names}
        self.count = 0

    def statement(self, scope: Scope, size: int, depth: int) -> s.Statement | None:
        """One statement of any form; each way of making them has its own."""
        return None

    def name(self) -> str:
        """A name nobody has."""
        self.count += 1
        return f"n{self.count}"

    # Plain statements.

    def _do(self, scope: Scope, depth: int) -> s.Statement | None:
        made = self.calls.call(scope, gives=False)
        return s.Do(call=made[0]) if made else None

    def _let_call(self, scope: Scope, depth: int) -> s.Statement | None:
        made = self.calls.call(scope, gives=True)
        if made is None or made[1] is None:
            return None
        call, kind, rank = made
        name = self.name()
        scope.names[name] = Named(kind, rank)
        return s.Let(name=name, value=call)

    def _let(self, scope: Scope, depth: int) -> s.Statement | None:
        rank = self.chance.one((CLEAN, INTERNAL, LOOSE))
        own = [name for name, named in scope.names.items() if named.own and named.type in LETS and named.rank >= rank]
        if own and self.chance.yes(25):
            name = self.chance.one(own)
            kind = scope.names[name].type
            value = self.values.value(kind, scope, rank)
            scope.known = frozenset(path for path in scope.known if path[0] != name)
            return s.Let(name=name, value=value) if value is not None else None
        return self._let_new(scope, rank)

    def _let_new(self, scope: Scope, rank: int) -> s.Statement | None:
        roll, name = self.chance.number(0, 9), self.name()
        if roll == 0:
            row = Row((("name", TEXT), ("often", NUMBER)))
            value = self.values.row(row, scope, rank)
            scope.names[name] = Named(row, rank)
            return s.Let(name=name, value=value) if value is not None else None
        if roll == 1:
            found = [one for one in scope.paths(rank) if one.missing and present(one.type) in LETS]
            if not found:
                return None
            one = self.chance.one(found)
            scope.names[name] = Named(Optional(present(one.type)), rank)
            return s.Let(name=name, value=one.expression)
        if roll == 2:
            lists = [one.type for one in scope.paths(rank) if isinstance(one.type, ListOf) and not one.missing]
            kind: Type = self.chance.one(lists) if lists else ListOf(TEXT)
        else:
            kind = self.chance.one(LETS)
        value = self.values.value(kind, scope, rank, 3)
        if value is None:
            return None
        scope.names[name] = Named(kind, rank)
        return s.Let(name=name, value=value)

    def _wait(self, scope: Scope, depth: int) -> s.Statement:
        written = self.chance.yes(75)
        duration = length(self.chance) if written else self.values.sure(DURATION, scope, LOOSE, 2)
        scope.forget()
        return s.Wait(duration=duration)

    def _wait_until(self, scope: Scope, depth: int) -> s.Statement:
        moment = self._moment(scope)
        scope.forget()
        return s.WaitUntil(moment=moment, at_most=length(self.chance, 90) if self.chance.yes() else None)

    def _moment(self, scope: Scope) -> e.Expression:
        soon = e.Binary(operator="+", left=e.Name(name=self.chance.one(("now", "today"))), right=length(self.chance))
        return soon if self.chance.yes() else self.values.sure(self.chance.one((DATE, DATETIME)), scope, LOOSE, 2)

    def _ask(self, scope: Scope, depth: int) -> s.Statement:
        visitor = scope.chat and self.chance.yes()
        person = e.Name(name="visitor") if visitor else self.calls.person(scope)
        written, kind = self.chance.one(ASKED)
        question = self.values.text(scope, CLEAN if visitor else INTERNAL)
        otherwise = self.values.value(kind, scope, CLEAN) if self.chance.yes() else None
        name = self.name()
        scope.forget()
        scope.names[name] = Named(kind, LOOSE)
        return s.Ask(
            person=person, question=question, answer=name, type=written, within=length(self.chance, 20),
            otherwise=otherwise,
        )  # fmt: skip

    def _hand_off(self, scope: Scope, depth: int) -> s.Statement:
        made = s.HandOff(
            person=self.calls.person(scope), message=self.values.text(scope, LOOSE), within=length(self.chance, 10)
        )
        scope.forget()
        return made

    def _say(self, scope: Scope, depth: int) -> s.Statement | None:
        return s.Say(message=self.values.text(scope, CLEAN)) if scope.chat else None

    def _set(self, scope: Scope, depth: int) -> s.Statement | None:
        if not self.memory:
            return None
        name = self.chance.one(list(self.memory))
        kind, rank = self.memory[name]
        value = self.values.value(kind, scope, rank)
        scope.known = frozenset(path for path in scope.known if path[:2] != ("memory", name))
        return s.Set(name=name, value=value) if value is not None else None

    def _remember(self, scope: Scope, depth: int) -> s.Statement | None:
        lists = [(name, kind, rank) for name, (kind, rank) in self.memory.items() if isinstance(kind, ListOf)]
        if not lists:
            return None
        name, kind, rank = self.chance.one(lists)
        value = self.values.value(kind.item, scope, rank)
        if value is None:
            return None
        skip = scope.in_item and self.chance.yes(60)
        return s.Remember(
            value=value, name=name, skip=skip,
            reason=self.values.text(scope, LOOSE) if skip and self.chance.yes(60) else None,
        )  # fmt: skip

    def _run_flow(self, scope: Scope, depth: int) -> s.Statement | None:
        waits = self.chance.yes(70)
        called = sorted(self.chance.mixed(list(catalog().flows.values())), key=lambda one: one.returns is None)
        known = ((contract, self._handed(contract, scope)) for contract in called)
        contract, arguments = next((one for one in known if one[1] is not None), (None, None))
        if contract is None or arguments is None:
            return None
        result = self.name() if waits and contract.returns is not None and self.chance.yes(70) else None
        if waits:
            scope.forget()
        if result is not None and contract.returns is not None:
            scope.names[result] = Named(contract.returns, LOOSE)
        return s.RunFlow(flow=contract.name, arguments=arguments, result=result, waits=waits)

    def _handed(self, contract: Contract, scope: Scope) -> tuple[e.Argument, ...] | None:
        """What a flow is given; None where something it needs is not in reach."""
        arguments = []
        for name, kind in contract.inputs:
            value = self.values.value(kind, scope, CLEAN)
            if value is None:
                return None
            if not isinstance(kind, Optional) or self.chance.yes():
                arguments.append(e.Argument(name=name, value=value))
        return tuple(arguments)

    def _end(self, scope: Scope, depth: int) -> s.Statement | None:
        reason = self.values.text(scope, LOOSE)
        maybe = reason if self.chance.yes(70) else None
        if scope.in_item:
            return s.Skip(reason=maybe) if self.chance.yes(60) else s.Fail(reason=reason)
        kind = self.chance.one(("stop", "fail", "return"))
        if kind == "return":
            return self._return(scope)
        return s.Stop(reason=maybe) if kind == "stop" else s.Fail(reason=reason)

    def _return(self, scope: Scope) -> s.Statement | None:
        wanted = self.returns or self.chance.one(LETS)
        value = self.values.value(wanted, scope, LOOSE)
        if value is None:
            return None
        self.returns = wanted
        return s.Return(value=value)

    def _keep(self, scope: Scope, depth: int) -> s.Statement | None:
        if scope.keeps is None:
            return None
        kind, rank = scope.keeps
        value = self.values.value(kind, scope, rank)
        return s.Keep(value=value) if value is not None else None

    def _off(self, scope: Scope, depth: int) -> s.Statement | None:
        aside = scope.inner()
        inner = self.statement(aside, 2, min(depth, 1))
        return None if inner is None or isinstance(inner, s.Off | s.Return) else s.Off(statement=inner)
