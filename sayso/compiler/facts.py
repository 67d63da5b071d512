"""What is known about one flow against one catalog: filled by inference, read by every later check and by lowering.

Keyed by the identity of the tree's nodes, which stay alive with the flow the facts belong to.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from sayso.dsl.catalog import Catalog, Event, Parameter, Tool
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.expressions import Expression, Text
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, walk
from sayso.dsl.span import Span
from sayso.dsl.statements import Block, Line, Statement, ToolCall
from sayso.dsl.types import UNKNOWN, Type

T = TypeVar("T")
N = TypeVar("N", bound=Node)
SPARE = 2
"""So many times the nodes of a flow are remembered, until those that are gone are forgotten."""


class Resolved(msgspec.Struct):
    """A tool call whose words were understood.

    `arguments` maps parameters to their expressions in the order of the parameters, `keywords` writable fields of the
    record given as `tool.keywords_of` to theirs. `returns` is the call's type for these arguments. `variables` maps
    the names a template uses to the expressions that stand for them in this call; `texts` are its subject and body
    with these in place, typed as everything else. `handed` is what `given` found.
    """

    tool: Tool
    arguments: dict[str, Expression]
    keywords: dict[str, Expression]
    returns: Type | None
    template: str | None = None
    variables: dict[str, Expression] = {}
    texts: tuple[Text, ...] = ()
    handed: list[tuple[Parameter | None, str, Expression]] | None = None

    def given(self) -> list[tuple[Parameter | None, str, Expression]]:
        """Every value handed over, with its parameter (None for a keyword field) and name."""
        if self.handed is None:
            known = [(self.tool.parameter(name), name, value) for name, value in self.arguments.items()]
            self.handed = [*known, *((None, name, value) for name, value in self.keywords.items())]
        return self.handed


class Sorted(NamedTuple):
    """The nodes of one statement, in the order of the text: all, those of each kind, and the lines, which are steps."""

    nodes: tuple[Node, ...]
    kinds: dict[type[Node], list[Node]]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, statement: Statement) -> "Sorted":
        """Walk the statement."""
        nodes = tuple(walk(statement))
        kinds: dict[type[Node], list[Node]] = {}
        for node in nodes:
            kinds.setdefault(type(node), []).append(node)
        return cls(nodes, kinds, tuple(node for node in nodes if isinstance(node, Line)))


class Remembered:
    """What the last check of a flow found out about statements that are still the same, by their identity.

    `learned` by inference, `walked` by the walk of labels, `counted` by bounds; `quiet` lines lack nothing; the fields
    they `used`. Each holds only where what led to it is the same again, which whoever asks makes sure of. `nodes` are
    those of each statement, itself the first.
    """

    def __init__(self) -> None:
        """Nothing was checked yet."""
        self.around: tuple[Any, ...] = ()
        self.learned: dict[int, Any] = {}
        self.walked: dict[int, Any] = {}
        self.counted: dict[int, Any] = {}
        self.quiet: dict[int, Any] = {}
        self.used: dict[int, Any] = {}
        self.nodes: dict[int, Sorted] = {}

    def all(self) -> tuple[dict[int, Any], ...]:
        """Everything that is remembered."""
        return self.learned, self.walked, self.counted, self.quiet, self.used, self.nodes

    def begin(self, *around: Any) -> None:
        """Begin a check; where what counts for every statement is not the same, nothing is remembered."""
        if around != self.around:
            self.around = around
            for known in self.all():
                known.clear()

    def sorted_(self, statement: Statement) -> Sorted:
        """The nodes of a statement of the body."""
        known = self.nodes.get(id(statement))
        if known is None:
            known = self.nodes[id(statement)] = Sorted.of(statement)
        return known

    def forget_all_but(self, body: tuple[Node, ...]) -> None:
        """Forget statements that are gone, once they are more than those that are there."""
        if max(len(self.learned), len(self.nodes)) > SPARE * len(body):
            alive = {id(node) for node in body}
            for known in self.all():
                for gone in known.keys() - alive:
                    del known[gone]


class Facts:
    """Types, resolved calls, step ids, names in reach, and the fields the flow uses.

    `elements`: what the element is called inside a `where`, a `sorted by` or a tool's filter (keyed by the Where, the
    Sorted or the filter's expression). `always`: conditions that come out the same every time. `unreachable`: first
    statements that no way leads to. `brought`: what each trigger binds, by itself. `gaps`: (place, template, path) of
    template texts that read what may be missing. `findings`: what inference found. `body`: every node of the flow's
    body, in the order of the text. `remembered`: what is known from the last check, where there was one.
    """

    def __init__(self, flow: Flow, remembered: Remembered | None = None) -> None:
        """Number the steps; everything else is inference's to fill."""
        self.flow = flow
        self.remembered = remembered
        self.types: dict[int, Type] = {}
        self.calls: dict[int, Resolved] = {}
        self.events: dict[int, Event] = {}
        self.names: dict[int, Mapping[str, Type]] = {}
        self.bound: dict[int, dict[str, Type]] = {}
        self.inputs: dict[str, Type] = {}
        self.brought: dict[int, dict[str, Type]] = {}
        self.used_fields: dict[str, set[str]] = {}
        self.returns: Type | None = None
        self.memory: dict[str, Type] = {}
        self.elements: dict[int, tuple[str, ...]] = {}
        self.always: dict[int, bool | None] = {}
        self.unreachable: set[int] = set()
        self.gaps: list[tuple[Span, str, str]] = []
        self.findings: list[Diagnostic] = []
        self.steps: dict[int, str] = {}
        self._sort()
        self._proven: dict[Callable[..., Any], Any] = {}

    def _sort(self) -> None:
        """Put the body's nodes by their kinds, and number its steps."""
        body: list[Node] = [self.flow.body]
        self._of_kind: dict[type[Node], list[Any]] = {Block: [self.flow.body]}
        sort = Sorted.of if self.remembered is None else self.remembered.sorted_
        self.parts = [sort(statement) for statement in self.flow.body.statements]
        for found in self.parts:
            body += found.nodes
            for kind, nodes in found.kinds.items():
                self._of_kind.setdefault(kind, []).extend(nodes)
            for line in found.lines:
                self.steps[id(line)] = f"s{len(self.steps) + 1}"
        self.body = tuple(body)

    def of(self, kind: type[N]) -> list[N]:
        """The body's nodes of one kind, in the order of the text."""
        return self._of_kind.get(kind, [])

    def once(self, prove: Callable[[Flow, "Facts", Catalog], T], catalog: Catalog) -> T:
        """What a proof over these facts gives, worked out when it is first asked for; facts are of one catalog."""
        if prove not in self._proven:
            self._proven[prove] = prove(self.flow, self, catalog)
        proven: T = self._proven[prove]
        return proven

    def type_of(self, expression: Expression) -> Type:
        """The type inference found, narrowed by the checks around it; Unknown where it was already reported."""
        return self.types.get(id(expression), UNKNOWN)

    def call_of(self, call: ToolCall) -> Resolved | None:
        """What a tool call means, or None where it was already reported."""
        return self.calls.get(id(call))

    def step_of(self, statement: Node) -> str:
        """The step's id within this version: "s1" for the first statement of the body, in the order of the text."""
        return self.steps[id(statement)]
