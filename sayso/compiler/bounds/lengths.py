"""How long a list can be: known for written lists, `first N of`, tools that give few, and what loops collect."""

from sayso.compiler.facts import Facts
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.expressions import Call, Expression, Field, List, Name, Number, Sorted, Take, Where
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, walk
from sayso.dsl.statements import Ask, Block, ForEach, Keep, Let, Repeat, RunFlow, ToolCall
from sayso.dsl.types import Choice, ListOf, RecordOf, Scalar, present

BINDING = frozenset({Let, ForEach, RunFlow, Ask})
UNLIMITED = Tool("", "", "read").at_most
"""What a tool declares that sets no limit of its own; such a list needs an `at most`."""


class Lengths:
    """The longest each named list of a flow can be; a name that is bound more than once counts as its longest."""

    def __init__(self, facts: Facts) -> None:
        """Look at all names until nothing grows: in a `repeat` a later `let` reaches an earlier one."""
        self.facts = facts
        binding = [node for node in facts.body if type(node) in BINDING]
        self.named: dict[str, int | None] = {}
        before: dict[str, int | None] | None = None
        while before != self.named:
            before = dict(self.named)
            for node in binding:
                self._look(node)

    def _look(self, node: Node) -> None:
        match node:
            case Let(name=name, value=value):
                self._bind(name, self.of_value(value))
            case ForEach(item=item, collect=collect):
                self._bind(item, None)
                if collect:
                    self._bind(collect, self._collected(node))
            case RunFlow(result=str(name)) | Ask(answer=name):
                self._bind(name, None)

    def of_value(self, value: ToolCall | Expression) -> int | None:
        """The most items of what a `let` gives; None where nothing limits it."""
        if not isinstance(value, ToolCall):
            return self.of(value)
        call = self.facts.call_of(value)
        return call.tool.at_most if call is not None and call.tool.at_most < UNLIMITED else None

    def of(self, expression: Expression) -> int | None:
        """The most items of a list; None where nothing limits it."""
        match expression:
            case List(items=items):
                return len(items)
            case Where(of=inner) | Sorted(of=inner):
                return self.of(inner)
            case Take(count=Number(value=count), of=inner):
                return _least(max(int(count), 0), self.of(inner))
            case Take(of=inner):
                return self.of(inner)
            case Name(name=name):
                return self.named.get(name)
            case Field(of=inner) if self._is_flat(inner, expression):
                return self.of(inner)
            case Call(function="unique" | "sort" | "reverse", arguments=(argument, *_)):
                return self.of(argument.value)
        return None

    def turns(self, loop: ForEach) -> int | None:
        """The most items a loop takes; None where it needs an `at most`."""
        return _least(loop.at_most, self.of(loop.items))

    def _is_flat(self, inner: Expression, field: Expression) -> bool:
        """Whether a field of a list gives one value per item: `@contacts.email`, but not `@contacts.tags`."""
        kind = present(self.facts.type_of(field))
        lists = isinstance(present(self.facts.type_of(inner)), ListOf) and isinstance(kind, ListOf)
        return lists and isinstance(kind, ListOf) and isinstance(present(kind.item), Scalar | Choice | RecordOf)

    def _bind(self, name: str, length: int | None) -> None:
        known = self.named.get(name, 0)
        self.named[name] = None if known is None or length is None else max(known, length)

    def _collected(self, loop: ForEach) -> int | None:
        turns = self.turns(loop)
        keeps = _keeps(loop.body)
        return None if turns is None or keeps is None else turns * keeps


def lengths_of(facts: Facts, catalog: Catalog) -> Lengths:
    """The lengths of a flow's lists, worked out once for whoever asks."""
    return facts.once(_lengths, catalog)


def _lengths(flow: Flow, facts: Facts, catalog: Catalog) -> Lengths:
    return Lengths(facts)


def _keeps(body: Block) -> int | None:
    nodes = list(walk(body))
    if any(isinstance(node, ForEach | Repeat) for node in nodes):
        return None
    return sum(isinstance(node, Keep) for node in nodes)


def _least(one: int | None, other: int | None) -> int | None:
    known = [length for length in (one, other) if length is not None]
    return min(known) if known else None
