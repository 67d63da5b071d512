"""What a flow may do, in plain sentences: the page somebody reads before a flow goes live."""

from collections.abc import Iterator

from sayso.compiler import trust
from sayso.compiler.bounds import Bounds, Count, bound
from sayso.compiler.bounds.words import noun_of, plural
from sayso.compiler.facts import Facts
from sayso.compiler.header import may_take_private, uses_of
from sayso.compiler.trust.reading import key_of
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.expressions import Binary, Expression
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import walk
from sayso.dsl.statements import Approval, Ask, HandOff, Remember, RunFlow, Say, Set, ToolCall


def permissions(flow: Flow, facts: Facts, catalog: Catalog) -> list[str]:
    """What this flow may do: what it reads, sends and changes and how often, whom it asks, what it remembers."""
    proven = bound(flow, facts, catalog)
    return [
        *_reading(flow, catalog),
        *_acting(flow, catalog, proven),
        *_private(flow, catalog),
        *_people(flow),
        *_memory(flow),
        *_flows(flow),
        *_strangers(flow, facts, catalog),
    ]


def _listed(flow: Flow, catalog: Catalog) -> list[Tool]:
    names = dict.fromkeys(name for use in flow.uses for name in use.tools)
    return [catalog.tools[name] for name in names if name in catalog.tools]


def _reading(flow: Flow, catalog: Catalog) -> Iterator[str]:
    names = [f"`{tool.name}`" for tool in _listed(flow, catalog) if tool.effect != "write"]
    if names:
        yield f"Look things up with {_and(names)}."


def _acting(flow: Flow, catalog: Catalog, proven: Bounds) -> Iterator[str]:
    for tool in _listed(flow, catalog):
        if tool.effect == "write":
            verb = "Reach people outside" if tool.sends else "Change something"
            count = proven.tools.get(tool.name)
            pieces = [f"{verb} with `{tool.name}`", _often(tool, count), *_conditions(flow, tool)]
            yield ", ".join(pieces) + "."


def _often(tool: Tool, count: Count | None) -> str:
    if count is None:
        return "which no step does now"
    if count.per_day is None or count.per_week is None:
        return f"at most {count.per_run:,} {_calls(tool, count.per_run)} per run"
    return f"at most {count.per_day:,} {_calls(tool, count.per_day)} a day and {count.per_week:,} a week"


def _calls(tool: Tool, count: int) -> str:
    noun = noun_of(tool)
    return plural("time" if noun.startswith("`") else noun, count)


def _conditions(flow: Flow, tool: Tool) -> Iterator[str]:
    lines = uses_of(flow, tool.name)
    for use in lines:
        if use.between is not None:
            yield f"only between {use.between.start:%H:%M} and {use.between.end:%H:%M}"
    approvals = _approvals(flow, tool, lines)
    if approvals is not None:
        yield approvals
    if tool.by_hand:
        yield "each by your own click"


def _approvals(flow: Flow, tool: Tool, lines: list[Use]) -> str | None:
    """Who approves the tool's calls: all of them, or some."""
    general = [use.approval for use in lines if use.approval is not None]
    if general:
        return f"each after {_who(general[0])} approved it"
    made = [node for node in walk(flow.body) if isinstance(node, ToolCall) and node.tool == tool.name]
    approved = [node.approval for node in made if node.approval is not None]
    if not approved:
        return None
    return f"{'each' if len(approved) == len(made) else 'some'} after {_who(approved[0])} approved it"


def _who(approval: Approval) -> str:
    return "the flow's owner" if approval.by is None else _person(approval.by)


def _person(by: Expression) -> str:
    if isinstance(by, Binary):
        return f"{_person(by.left)} or {_person(by.right)}"
    key = key_of(by)
    return f"`@{key}`" if key is not None else "somebody you named"


def _private(flow: Flow, catalog: Catalog) -> Iterator[str]:
    for tool in _listed(flow, catalog):
        if may_take_private(flow, tool.name):
            yield f"Give private data to `{tool.name}`."


PEOPLE: tuple[tuple[type[HandOff] | type[Ask] | type[Say], str], ...] = (
    (HandOff, "Hand work over to people."),
    (Ask, "Ask people questions."),
    (Say, "Speak to the visitor of a chat."),
)


def _people(flow: Flow) -> Iterator[str]:
    nodes = list(walk(flow.body))
    for kind, sentence in PEOPLE:
        if any(isinstance(node, kind) for node in nodes):
            yield sentence


def _memory(flow: Flow) -> Iterator[str]:
    names = [f"`@memory.{node.name}`" for node in walk(flow.body) if isinstance(node, Set | Remember)]
    if names:
        yield f"Remember things in {_and(list(dict.fromkeys(names)))}."


def _flows(flow: Flow) -> Iterator[str]:
    names = [f'"{node.flow}"' for node in walk(flow.body) if isinstance(node, RunFlow)]
    if names:
        yield f"Run {'the flow' if len(set(names)) == 1 else 'the flows'} {_and(list(dict.fromkeys(names)))}."


def _strangers(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[str]:
    sources = sorted(set(trust.marks(flow, facts, catalog).values()))
    if sources:
        yield f"Let a stranger's words decide whether a step runs: {_and(sources)}."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
