"""Group 3: a flow calls only the tools it lists, its workspace allows and somebody connected.

`hand off`, `ask`, `say` and `remember` need no `use`. Steps that are switched off are checked like the others.
"""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.header import calls, list_tool, name_span, use_of
from sayso.dsl.catalog import Catalog, Policy, Tool
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.flow import Flow, OnEvent
from sayso.dsl.span import Span
from sayso.dsl.statements import EventPattern

NOT_LISTED = Rule(
    slug="tool-not-listed",
    sentence="`{tool}` is not among the tools this flow may use.",
    why="The `use` lines are the whole list of what a flow can do; whoever reads them has read everything.",
    next="Add the tool to a `use` line, or take the step out.",
    bad='flow "A"\n\non manual\n\npeople.notify(@me, "Done")\n',
    good='flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Done")\n',
)
NOT_ALLOWED = Rule(
    slug="tool-not-allowed",
    sentence="Your workspace does not allow `{tool}`.",
    why="The workspace's owner decides which tools its flows may use.",
    next="Use another tool, or ask the workspace's owner to allow this one.",
    bad='flow "A"\n\non manual\n\nuse web.search\n\nlet @news = web.search("Acme")\n',
    good='flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Done")\n',
)
NOT_CONNECTED = Rule(
    slug="not-connected",
    sentence="{connection} is not connected; Test Mode works, live will not.",
    why="A step that talks to a service needs the workspace's connection to it.",
    next="Connect it under Connections. Everything else can be finished before.",
    bad='flow "A"\n\non manual\n\nuse web.search\n\nlet @news = web.search("Acme")\n',
    good='flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Done")\n',
    severity="warning",
)
NOT_GRANTED = Rule(
    slug="scope-missing",
    sentence="The connection to {connection} may not do what `{tool}` needs ({scopes}).",
    why="A service gives a connection only the permissions that were asked for when it was made.",
    next="Connect the service again and grant the missing permission.",
    bad='flow "A"\n\non manual\n\nuse gmail.search\n\nlet @mails = gmail.search("invoice")\n',
    good='flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Done")\n',
    severity="warning",
)
RULES: tuple[Rule, ...] = (NOT_LISTED, NOT_ALLOWED, NOT_CONNECTED, NOT_GRANTED)

POLICIES: dict[str, Policy] = {
    "tool-not-allowed": Policy(allowed=("people.notify",)),
    "not-connected": Policy(connected=()),
    "scope-missing": Policy(scopes={"gmail": ()}),
}
"""The workspaces that the samples of these rules are about."""


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about tools that are not listed, not allowed or not connected."""
    yield from _listed(flow, facts, catalog)
    yield from _allowed(flow, facts, catalog)
    yield from _connected(flow, facts, catalog)


def _listed(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    for call in calls(facts):
        if call.tool in catalog.tools and use_of(flow, call.tool) is None:
            fix = list_tool(flow, call.tool)
            yield NOT_LISTED.at(name_span(call), {"tool": call.tool}, *([fix] if fix else []))


def _allowed(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    allowed = catalog.policy.allowed
    if allowed is None:
        return
    for tool, span in _places(flow, facts, catalog):
        if tool.name not in allowed and tool.connector not in allowed:
            yield NOT_ALLOWED.at(span, {"tool": tool.name})


def _connected(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for tool, span in _places(flow, facts, catalog):
        if _is_absent(tool.connection, catalog):
            if tool.connection not in told:
                told.add(tool.connection)
                yield NOT_CONNECTED.at(span, {"connection": _title(tool.connection)})
        elif lacking := _lacking(tool, catalog):
            data = {"connection": _title(tool.connection), "tool": tool.name, "scopes": ", ".join(lacking)}
            yield NOT_GRANTED.at(span, dict(data))
    for node in (*flow.triggers, *facts.of(EventPattern)):
        event = catalog.events.get(node.event) if isinstance(node, OnEvent | EventPattern) else None
        if event is not None and event.connection not in told and _is_absent(event.connection, catalog):
            told.add(event.connection)
            yield NOT_CONNECTED.at(node.span, {"connection": _title(event.connection)})


def _places(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[tuple[Tool, Span]]:
    """The first place each known tool of the flow stands at: its first call, else its `use` line."""
    seen: set[str] = set()
    called = [(call.tool, name_span(call)) for call in calls(facts)]
    listed = [(name, use.span) for use in flow.uses for name in use.tools]
    for name, span in (*called, *listed):
        if name in catalog.tools and name not in seen:
            seen.add(name)
            yield catalog.tools[name], span


def _is_absent(connection: str, catalog: Catalog) -> bool:
    connected = catalog.policy.connected
    return bool(connection) and connected is not None and connection not in connected


def _lacking(tool: Tool, catalog: Catalog) -> list[str]:
    granted = catalog.policy.scopes
    if not tool.connection or granted is None or tool.connection not in granted:
        return []
    return [scope for scope in tool.scopes if scope not in granted[tool.connection]]


def _title(connection: str) -> str:
    return connection[:1].upper() + connection[1:]
