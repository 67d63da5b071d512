"""Flows in which no condition depends on data: what they cost is decided by people, events and failures alone."""

from typing import Any

from msgspec.structs import replace

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import walk
from sayso.dsl.types import ListOf, Type
from tests.properties.generating.blocks import Body
from tests.properties.generating.chance import Chance
from tests.properties.generating.expressions import Values
from tests.properties.generating.flows import make_flow
from tests.properties.generating.literals import length
from tests.properties.generating.makers import MAKERS
from tests.properties.generating.scope import Scope


def unconditional_flow(seed: int | str, size: int = 7) -> Flow:
    """The flow of a seed."""
    flow = make_flow(seed, size, Unconditional)
    uses = tuple(Use(tools=use.tools, approval=use.approval, private=use.private) for use in flow.uses)
    return replace(flow, tests=(), limits=(), uses=uses)


class PlainLists(Values):
    """Writes values whose lists are as long as they say."""

    def list_of(self, item: Type, scope: Scope, rank: int, depth: int = 1) -> e.Expression | None:
        """A list that stands somewhere, or is written out."""
        path = self.path(ListOf(item), scope, rank)
        made = tuple(value for _ in range(3) if (value := self.value(item, scope, rank, 0)) is not None)
        return path or (e.List(items=made) if made else None)


class Unconditional(Body):
    """Writes bodies without conditions; dates lie as far ahead as they may."""

    def __init__(self, chance: Chance, memory: dict[str, tuple[Type, int]], kinds: Any) -> None:
        super().__init__(chance, memory, kinds)
        self.values = self.calls.values = PlainLists(chance, MAKERS)

    def _if(self, scope: Scope, depth: int) -> Any:
        return None

    _trigger_is = _if

    def _wait(self, scope: Scope, depth: int) -> s.Statement:
        scope.forget()
        return s.Wait(duration=length(self.chance))

    def _wait_until(self, scope: Scope, depth: int) -> s.Statement:
        made = super()._wait_until(scope, depth)
        assert isinstance(made, s.WaitUntil)
        return replace(made, moment=_ahead(far := length(self.chance)), at_most=far)

    def _stage(self, scope: Scope, depth: int) -> s.Statement:
        """A stage that takes place for sure, so its block may not end the lane."""
        made = super()._stage(scope, depth)
        assert isinstance(made, s.Stage)
        if any(isinstance(node, s.Stop | s.Skip | s.Fail | s.Return) for node in walk(made.body)):
            return self._wait_until(scope, depth)
        return replace(made, moment=_ahead(far := length(self.chance)), at_most=far)

    def _repeat(self, scope: Scope, depth: int) -> s.Statement:
        made = super()._repeat(scope, depth)
        assert isinstance(made, s.Repeat)
        return replace(made, until=None)

    def _remember(self, scope: Scope, depth: int) -> s.Statement | None:
        made = super()._remember(scope, depth)
        return replace(made, skip=False, reason=None) if isinstance(made, s.Remember) else None

    def _event(self, scope: Scope) -> Any:
        """Only whose event it is may be asked."""
        pattern, names = super()._event(scope)
        return replace(pattern, where=None), names

    def _try(self, scope: Scope, depth: int) -> Any:
        """Where it fails last, and where it looks last, is known of plain steps alone."""
        made = super()._try(scope, depth)
        return made if isinstance(made, s.Try) and _is_flat(made.body) else None

    def _sequence(self, scope: Scope, depth: int) -> Any:
        made = super()._sequence(scope, depth)
        return made if isinstance(made, s.Sequence) and _is_flat(made.body) else None

    def _for_each(self, scope: Scope, depth: int) -> s.Statement | None:
        made = super()._for_each(scope, depth)
        if not isinstance(made, s.ForEach) or any(isinstance(node, e.Take | e.Where) for node in walk(made.items)):
            return None
        return replace(made, again="", per=None)


def _is_flat(block: s.Block) -> bool:
    return sum(isinstance(node, s.Block) for node in walk(block)) == 1


def _ahead(far: e.Duration) -> e.Expression:
    return e.Binary(operator="+", left=e.Name(name="now"), right=far)
