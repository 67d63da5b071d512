"""Places of steps in flows, as the habits of flows are told by: what stands before, behind, around, and what is open.

A step is known by its token: the tool it calls (all tools that send the same are one), else its kind.
"""

from collections import Counter

import msgspec

from sayso.copilot.explaining.facets import called
from sayso.dsl.blocks import Address, block_at, inner, statement_at, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Name
from sayso.dsl.flow import Flow, OnEvent
from sayso.dsl.node import Node, children
from sayso.dsl.statements import (
    Ask,
    Block,
    Branch,
    Broken,
    ForEach,
    Let,
    Return,
    RunFlow,
    Sequence,
    Statement,
    Try,
    WaitFor,
)

NOTHING = "nothing"
BUILT_IN = ("now", "today", "run", "workspace", "me", "user", "trigger", "memory", "it", "event", "error", "previous",
            "visitor", "message", "form")  # fmt: skip


class Site(msgspec.Struct, frozen=True):
    """What is known of a place. `unset` is a name that is read in the flow and set nowhere; `fresh` tells whether what
    the step before brings is read anywhere yet; `ending` how this flow gives back; `taken` tokens that stand in it."""

    before: str
    earlier: str
    behind: str
    around: str
    ahead: str
    looped: str
    ending: str
    unset: str
    fresh: str
    taken: frozenset[str] = frozenset()


def token_of(step: Statement, catalog: Catalog) -> str:
    """The tool that a step calls, else the name of its kind."""
    step = inner(step)
    call = called(step)
    return type(step).__name__ if call is None else token_of_tool(call.tool, catalog)


def token_of_tool(name: str, catalog: Catalog) -> str:
    """A tool's name; those that reach people with the same ("email") are one."""
    tool = catalog.tools.get(name)
    return f"send {tool.noun}" if tool is not None and tool.sends and tool.noun == "email" else name


def bound_by(step: Statement) -> tuple[str, ...]:
    """The names that a step sets, for itself or for the steps in it."""
    match inner(step):
        case Let(name=name) | Ask(answer=name):
            return (name,)
        case ForEach(item=item, collect=collect):
            return (item, collect) if collect else (item,)
        case RunFlow(result=str(result)) | Try(error=str(result)):
            return (result,)
        case WaitFor(event=pattern) | Sequence(event=pattern):
            return (pattern.event.partition(".")[0],)
    return ()


def begun_with(flow: Flow, catalog: Catalog) -> frozenset[str]:
    """The names that are there before the first step: built in, brought by triggers, and those of elements of lists."""
    names = {*BUILT_IN, *catalog.records}
    for trigger in flow.triggers:
        names |= {one.name for one in getattr(trigger, "inputs", ())}
        if isinstance(trigger, OnEvent) and (event := catalog.events.get(trigger.event)) is not None:
            names |= {name for name, _ in event.binds}
    return frozenset(names)


class Reading:
    """A flow read once, so that many of its places can be told."""

    def __init__(self, flow: Flow, catalog: Catalog) -> None:
        """Read what each step is, reads and sets."""
        self.flow, self.catalog = flow, catalog
        self.steps = {address: step for address, step in statements(flow) if not isinstance(inner(step), Broken)}
        self.tokens = {address: token_of(step, catalog) for address, step in self.steps.items()}
        self.reads = {address: _read(step) for address, step in self.steps.items()}
        self.begun = begun_with(flow, catalog)
        self.total = Counter(name for names in self.reads.values() for name in names)

    def site(self, address: Address) -> Site:
        """The place of a step, as if that step (and what stands in it) were not there."""
        own = [one for one in self.steps if one[: len(address)] == address]
        block, number = block_at(self.flow, address[:-1]), address[-1]
        assert isinstance(number, int)
        gone = Counter(name for one in own for name in self.reads[one])
        rest = [one for one in self.steps if one not in own]
        before = (*address[:-1], number - 1)
        return Site(
            self._token(before), self._token((*address[:-1], number - 2)),
            self._token((*address[:-1], number + 1)) if number + 1 < len(block.statements) else NOTHING,
            self._around(address), self._ahead(address), self._looped(address), self._ending(rest),
            self._unset(rest, gone), self._fresh(before, gone), frozenset(self.tokens[one] for one in rest),
        )  # fmt: skip

    def _token(self, address: Address) -> str:
        return self.tokens.get(address, NOTHING)

    def _around(self, address: Address) -> str:
        if len(address) == 1:
            return ""
        block = "then" if str(address[-2]).startswith("then") else str(address[-2])
        return f"{self._token(address[:-2])} {block}"

    def _ahead(self, address: Address) -> str:
        """What stands before the frame around."""
        if len(address) == 1:
            return ""
        number = address[-3]
        assert isinstance(number, int)
        return self._token((*address[:-3], number - 1))

    def _looped(self, address: Address) -> str:
        frames = (statement_at(self.flow, address[:deep]) for deep in range(1, len(address) - 1, 2))
        return "loop" if any(isinstance(inner(frame), ForEach) for frame in frames) else ""

    def _ending(self, rest: list[Address]) -> str:
        if any(isinstance(inner(self.steps[one]), Return) for one in rest):
            return "Return"
        return type(self.flow.triggers[0]).__name__ if self.flow.triggers else ""

    def _unset(self, rest: list[Address], gone: Counter[str]) -> str:
        """A name that is read in what is left of the flow, and set nowhere there."""
        known = {name for one in rest for name in bound_by(self.steps[one])} | self.begun
        return min((name for name in self.total if self.total[name] > gone[name] and name not in known), default="")

    def _fresh(self, before: Address, gone: Counter[str]) -> str:
        step = self.steps.get(before)
        name = next(iter(bound_by(step)), "") if step is not None else ""
        return "" if not name else "read" if self.total[name] > gone[name] else "unread"


def _read(step: Statement) -> frozenset[str]:
    """The names that a step's own lines read."""
    found: set[str] = set()
    pending: list[Node] = [step]
    while pending:
        node = pending.pop()
        if isinstance(node, Name):
            found.add(node.name)
        for child in children(node):
            if isinstance(child, Branch):
                pending.append(child.condition)
            elif not isinstance(child, Block):
                pending.append(child)
    return frozenset(found)
