"""Statements that hold blocks, and a whole body: after a block there are only the names that every way sets."""

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.node import walk
from sayso.dsl.types import (
    NUMBER,
    TEXT,
    Choice,
    ListOf,
    RecordOf,
    Row,
    Scalar,
    Type,
    present,
)
from tests.properties.generating.catalog import catalog
from tests.properties.generating.literals import length
from tests.properties.generating.scope import INTERNAL, LOOSE, Named, Scope, element, prefixes
from tests.properties.generating.statements import Maker, Plain

ERROR = Row((("message", TEXT), ("kind", Choice(("failed", "rejected", "expired"))), ("step", TEXT)))
HEARD = (
    "email.replied", "form.submitted", "meeting.ended", "deal.stage_changed", "deal.updated", "contact.created",
    "ticket.escalated", "health_score.dropped", "customer.inactive",
)  # fmt: skip


class Body(Plain):
    """Writes the body of one flow."""

    def block(self, scope: Scope, size: int, depth: int) -> tuple[s.Block, bool]:
        """A block of about so many statements, and whether its end is reached. `scope` goes along."""
        statements: list[s.Statement] = []
        left = size
        while left > 0:
            made = self.statement(scope, left, depth)
            if made is None:
                break
            statements.append(made)
            left -= max(_weight(made), 1)
            if isinstance(made, s.Stop | s.Skip | s.Fail | s.Return):
                return s.Block(statements=tuple(statements)), False
        return s.Block(statements=tuple(statements)), True

    def statement(self, scope: Scope, size: int, depth: int) -> s.Statement | None:
        """One statement."""
        makers: list[tuple[int, Maker]] = [
            (9, self._do), (7, self._let_call), (7, self._let), (3, self._wait), (2, self._wait_until), (2, self._ask),
            (1, self._hand_off), (4, self._say), (3, self._set), (2, self._remember), (3, self._run_flow),
            (2, self._end), (5, self._keep), (1, self._off),
        ]  # fmt: skip
        if depth > 0 and size > 1:
            makers += [
                (8, self._if), (8, self._for_each), (4, self._repeat), (4, self._try), (3, self._stage),
                (5, self._wait_for), (4, self._sequence), (3, self._trigger_is),
            ]  # fmt: skip
        for _ in range(12):
            maker = self.chance.weighted(makers)
            made = maker(scope, depth)
            if made is not None:
                return made
        return None

    def _inner(self, scope: Scope, depth: int, size: int | None = None) -> tuple[s.Block, bool]:
        return self.block(scope, size or self.chance.number(1, 4), depth - 1)

    def _if(self, scope: Scope, depth: int) -> s.Statement:
        branches, ends = [], []
        for _ in range(self.chance.weighted(((6, 1), (2, 2), (1, 3)))):
            condition = self.values.condition(scope, LOOSE)
            inside = scope.knowing(learned(condition, scope))
            block, reached = self._inner(inside, depth)
            branches.append(s.Branch(condition=condition, body=block))
            ends += [inside] if reached else []
        otherwise = None
        inside = scope.inner()
        if self.chance.yes(40):
            otherwise, reached = self._inner(inside, depth)
            ends += [inside] if reached else []
        else:
            ends.append(inside)
        scope.meet(ends)
        return s.If(branches=tuple(branches), otherwise=otherwise)

    def _trigger_is(self, scope: Scope, depth: int) -> s.Statement | None:
        if len(self.kinds) < 2:
            return None
        kind, names = self.chance.one(self.kinds)
        inside = scope.inner()
        fresh = {name: Named(of, LOOSE, own=False) for name, of in names.items() if name not in scope.names}
        inside.names |= fresh
        block, reached = self._inner(inside, depth)
        for name in fresh:
            inside.names.pop(name, None)
        scope.meet([scope.inner(), *([inside] if reached else [])])
        condition = e.TriggerIs(kinds=(kind,))
        return s.If(branches=(s.Branch(condition=condition, body=block),), otherwise=None)

    def _for_each(self, scope: Scope, depth: int) -> s.Statement | None:
        lists = [one for one in scope.paths(LOOSE) if isinstance(one.type, ListOf) and not one.missing]
        records = [
            one for one in lists if isinstance(one.type, ListOf) and isinstance(present(one.type.item), RecordOf)
        ]
        if not lists:
            return None
        one = self.chance.one(records if records and self.chance.yes(80) else lists)
        item = element(one.type)
        items = one.expression
        if self.chance.yes(30):
            items = self.values.list_of(item, scope, one.rank) or items
        name = self._item_name(item, scope)
        inside = scope.item()
        inside.names[name] = Named(item, one.rank, own=False)
        collect = self.name() if self.chance.yes(35) else None
        if collect:
            kind = self.chance.one((TEXT, NUMBER, item))
            inside.keeps = (kind, LOOSE)
        block, _ = self._inner(inside, depth, self.chance.number(1, 6))
        self.calls.taken.discard(name)
        scope.forget()
        if collect and inside.keeps:
            scope.names[collect] = Named(ListOf(inside.keeps[0] if _keeps(block) else TEXT), LOOSE)
        again = self.chance.weighted(((5, ""), (3, "once"), (1, "again")))
        in_turn, stops = self.chance.yes(15), self.chance.yes(10)
        return s.ForEach(
            item=name, items=items, at_most=self.chance.number(1, 6), body=block, again=again,
            per=length(self.chance, 90) if again == "once" and self.chance.yes(40) else None,
            one_at_a_time=in_turn, stop_on_error=stops, collect=collect,
        )  # fmt: skip

    def _item_name(self, item: Type, scope: Scope) -> str:
        short = item.name if isinstance(item, RecordOf) else ""
        if short and self.calls.is_free(short, scope) and self.chance.yes(70):
            self.calls.taken.add(short)
            return short
        return self.name()

    def _repeat(self, scope: Scope, depth: int) -> s.Statement:
        scope.forget()
        inside = scope.inner()
        block, reached = self._inner(inside, depth)
        until = None
        if self.chance.yes(60) and reached:
            inside.forget()
            until = self.values.condition(inside, LOOSE)
        otherwise, ends = None, [inside] if reached else []
        if self.chance.yes(40) and reached:
            vain = inside.inner()
            otherwise, there = self._inner(vain, depth)
            ends = [*([inside] if until is not None else []), *([vain] if there else [])]
        before = scope.inner()
        scope.meet([before, *ends])
        return s.Repeat(at_most=self.chance.number(1, 4), until=until, body=block, otherwise=otherwise)

    def _try(self, scope: Scope, depth: int) -> s.Statement:
        scope.forget()
        begin = scope.inner()
        inside = scope.inner()
        block, reached = self._inner(inside, depth)
        handler, error = begin.inner(), self.name() if self.chance.yes(70) else None
        for name in begin.names:
            handler.names[name] = inside.names.get(name, begin.names[name])
        if error:
            handler.names[error] = Named(ERROR, LOOSE, own=False)
        caught, there = self._inner(handler, depth)
        if error:
            handler.names.pop(error, None)
        scope.meet([begin, *([inside] if reached else []), *([handler] if there else [])])
        scope.forget()
        return s.Try(body=block, error=error, handler=caught)

    def _stage(self, scope: Scope, depth: int) -> s.Statement:
        moment = self._moment(scope)
        scope.forget()
        inside = scope.inner()
        block, reached = self._inner(inside, depth)
        scope.meet([scope.inner(), *([inside] if reached else [])])
        late = length(self.chance, 30) if self.chance.yes(30) else None
        most = length(self.chance, 90) if self.chance.yes(40) else None
        return s.Stage(title=f"Stage {self.count}", moment=moment, body=block, late=late, at_most=most)

    def _event(self, scope: Scope) -> tuple[s.EventPattern, dict[str, Named]]:
        name = self.chance.one(HEARD)
        event = catalog().events[name]
        short, kind = event.binds[0]
        rank = LOOSE if event.stranger else INTERNAL
        names = {"event": Named(kind, rank, own=False)}
        if self.calls.is_free(short, scope) and self.chance.yes():
            self.calls.taken.add(short)
            names[short] = Named(kind, rank, own=False)
        inside = scope.inner()
        inside.names = {**scope.names, **names}
        where = self._where(inside, short if short in names else "event", scope) if self.chance.yes(80) else None
        since = None
        answers = [one for one, named in scope.names.items() if named.type == RecordOf("mail") and named.own]
        if name == "email.replied" and answers and self.chance.yes():
            since = e.Name(name=self.chance.one(answers))
        return s.EventPattern(event=name, since=since, where=where), names

    def _where(self, inside: Scope, short: str, scope: Scope) -> e.Expression:
        """Mostly an equality between the event and something of the lane."""
        only = Scope({short: inside.names[short]})
        outer = scope.inner()
        outer.names.pop("event", None)
        kind = self.chance.one((Scalar("email"), TEXT, RecordOf("contact"), TEXT))
        mine = self.values.found(kind, only, LOOSE, missing=None)
        other = self.values.perhaps(mine.type, outer, LOOSE) if mine else None
        if mine is None or other is None or self.chance.yes(20):
            return self.values.condition(inside, LOOSE, 1)
        equal = e.Binary(operator="==", left=mine.expression, right=other)
        if self.chance.yes(20):
            return e.Binary(operator="and", left=equal, right=self.values.condition(inside, LOOSE, 0))
        return equal

    def _wait_for(self, scope: Scope, depth: int) -> s.Statement:
        pattern, names = self._event(scope)
        scope.forget()
        inside = scope.inner()
        inside.names |= names
        block, reached = self._inner(inside, depth)
        for name in names:
            inside.names.pop(name, None)
        ends, otherwise, out = [inside] if reached else [], None, scope.inner()
        if self.chance.yes():
            otherwise, there = self._inner(out, depth)
            ends += [out] if there else []
        else:
            ends.append(out)
        scope.meet(ends)
        return s.WaitFor(event=pattern, at_most=length(self.chance, 40), body=block, otherwise=otherwise)

    def _sequence(self, scope: Scope, depth: int) -> s.Statement:
        scope.forget()
        pattern, names = self._event(scope)
        begin, inside = scope.inner(), scope.inner()
        block, reached = self._inner(inside, depth)
        came = begin.inner()
        for name in begin.names:
            came.names[name] = inside.names.get(name, begin.names[name])
        came.names |= names
        unless, there = self._inner(came, depth)
        for name in names:
            came.names.pop(name, None)
        scope.meet([begin, *([inside] if reached else []), *([came] if there else [])])
        scope.forget()
        return s.Sequence(body=block, event=pattern, unless=unless)


def learned(condition: e.Expression, scope: Scope) -> frozenset[tuple[str, ...]]:
    """The paths a condition that came out true says are there."""
    match condition:
        case e.Exists(value=value):
            path = _path(value)
            return prefixes(path) if path else frozenset()
        case e.Binary(operator="and", left=left, right=right):
            return learned(left, scope) | learned(right, scope)
    return frozenset()


def _path(value: e.Expression) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(value, e.Field):
        names.append(value.name)
        value = value.of
    return (value.name, *reversed(names)) if isinstance(value, e.Name) else ()


def _weight(statement: s.Statement) -> int:
    return sum(isinstance(node, s.Statement) for node in walk(statement))


def _keeps(block: s.Block) -> bool:
    return any(isinstance(node, s.Keep) for node in walk(block))
