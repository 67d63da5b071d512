"""Group 4: every loop ends, and nothing can exceed what the flow's own lines and the workspace allow.

`limit … per run`, `use … at most N per run` and the plan are hard: what can exceed them does not compile. Quotas per
hour, day, week and month make lanes wait, which is a warning with the days it takes; a schedule that brings in more
than such a quota lets out in the long run does not compile.
"""

from collections.abc import Iterator

from sayso.compiler.bounds.lengths import lengths_of
from sayso.compiler.bounds.pace import LONG_RUN_DAYS, WEEK_DAYS, pace_of
from sayso.compiler.bounds.proof import bound
from sayso.compiler.bounds.shape import Bounds
from sayso.compiler.bounds.words import plural
from sayso.compiler.facts import Facts
from sayso.compiler.header import calls, name_span, quotas_of, uses_of
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix, Rule, replace
from sayso.dsl.expressions import Call, Field, List, Name
from sayso.dsl.flow import Flow, Limit
from sayso.dsl.span import Span
from sayso.dsl.statements import ForEach, RunFlow

USUAL_AT_MOST = 20
PERIODS_A_DAY = {"hour": 24.0, "day": 1.0, "week": 1 / 7, "month": 12 / 365}

LOOP_OPEN = Rule(
    slug="loop-needs-at-most",
    sentence="This loop does not say how many {items} it takes at most.",
    why="A list can grow; without a number nobody can say how many emails, credits or days a run may take.",
    next="Write `at most 20` after the list, with the number you want.",
    bad='flow "A"\n\non manual\n\nuse crm.find_contacts, crm.add_tags\n\nlet @contacts = crm.find_contacts()\n'
    'for each @contact in @contacts\n  crm.add_tags(@contact, ["seen"])\nend\n',
    good='flow "A"\n\non manual\n\nuse crm.find_contacts, crm.add_tags\n\nlet @contacts = crm.find_contacts()\n'
    'for each @contact in @contacts at most 20\n  crm.add_tags(@contact, ["seen"])\nend\n',
)
CREDITS = Rule(
    slug="more-credits-than-allowed",
    sentence="A run may use {used:,} credits{shown}; {who} {allowed:,} per run.",
    why="A run that could stop half-way for want of credits is not started.",
    next="Take fewer items, leave out a step that costs credits, or allow more.",
    bad='flow "A"\n\non manual\n\nuse web.search\n\nlimit 3 credits per run\n\n'
    'repeat at most 5 times\n  let @news = web.search("Acme")\nend\n',
    good='flow "A"\n\non manual\n\nuse web.search\n\nlimit 5 credits per run\n\n'
    'repeat at most 5 times\n  let @news = web.search("Acme")\nend\n',
)
STEPS = Rule(
    slug="more-steps-than-allowed",
    sentence="A run may take {steps:,} steps; you allowed {allowed:,} per run.",
    why="A limit per run is a promise; what could break it does not start.",
    next="Take fewer items, or allow more steps.",
    bad='flow "A"\n\non manual\n\nuse people.notify\n\nlimit 3 steps per run\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
    good='flow "A"\n\non manual\n\nuse people.notify\n\nlimit 10 steps per run\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
)
CALLS = Rule(
    slug="more-calls-than-allowed",
    sentence="A run may call `{tool}` {calls:,} times{shown}; you allowed {quota:,} per run.",
    why="What is left of a run has no later run to wait for, so a limit per run is never exceeded.",
    next="Take fewer items, or allow more.",
    bad='flow "A"\n\non manual\n\nuse people.notify at most 3 per run\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
    good='flow "A"\n\non manual\n\nuse people.notify at most 5 per run\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
)
SLOW = Rule(
    slug="quota-makes-wait",
    sentence="A run may need {calls:,} calls of `{tool}`; at {quota:,} per {per} that takes {periods:,} {per}s.",
    why="When a quota is used up, everybody still waiting goes on when it is full again.",
    next="Raise the quota, take fewer items, or leave it: nothing is lost, it only takes longer.",
    bad='flow "A"\n\non manual\n\nuse people.notify at most 3 per day\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
    good='flow "A"\n\non manual\n\nuse people.notify at most 5 per day\n\n'
    'repeat at most 5 times\n  people.notify(@me, "Hello")\nend\n',
    severity="warning",
)
OUTRUN = Rule(
    slug="schedule-outruns-quota",
    sentence="The schedule may bring in {intake:,} calls of `{tool}` a week; your quota lets out {out:,}.",
    why="More would come in than goes out, and the queue would grow for ever.",
    next="Run less often, take fewer items, or raise the quota.",
    bad='flow "A"\n\non schedule every hour\n\nuse people.notify at most 10 per day\n\npeople.notify(@me, "Hello")\n',
    good='flow "A"\n\non schedule every hour\n\nuse people.notify at most 24 per day\n\npeople.notify(@me, "Hello")\n',
)
RULES: tuple[Rule, ...] = (LOOP_OPEN, CREDITS, STEPS, CALLS, SLOW, OUTRUN)


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about loops without an end, and about what a run or a schedule may exceed."""
    yield from _open_loops(facts, catalog)
    proven = bound(flow, facts, catalog)
    places = _Places(flow, facts)
    yield from _credits(flow, catalog, proven, places)
    yield from _steps(flow, proven)
    yield from _quotas(flow, catalog, proven, places)


def _open_loops(facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    lengths = lengths_of(facts, catalog)
    for loop in facts.of(ForEach):
        if lengths.turns(loop) is None:
            yield LOOP_OPEN.at(loop.items.span, {"items": plural(loop.item, 2)}, *_at_most(loop))


def _at_most(loop: ForEach) -> tuple[Fix, ...]:
    """The fix that bounds a loop; none where brackets may stand around the list, outside its span."""
    if not isinstance(loop.items, Name | Field | Call | List):
        return ()
    end = loop.items.span.end
    return (Fix(f"At most {USUAL_AT_MOST}", (Edit(Span(end, end), f" at most {USUAL_AT_MOST}"),)),)


def _credits(flow: Flow, catalog: Catalog, proven: Bounds, places: "_Places") -> Iterator[Diagnostic]:
    used = proven.credits_per_run
    data: dict[str, object] = {"used": used, "shown": _shown(proven.credits_arithmetic)}
    costly = max(proven.tools, key=lambda tool: _price(catalog, tool) * proven.tools[tool].per_run, default="")
    for limit in _limits(flow, "credits"):
        if used > limit.count:
            span = places.of(costly, limit.span)
            more = replace(f"Allow {used:,} credits per run", limit.span, f"limit {used} credits per run")
            yield CREDITS.at(span, {**data, "who": "you allowed", "allowed": limit.count}, more)
    planned = catalog.policy.credits_per_run
    if planned is not None and used > planned:
        yield CREDITS.at(places.of(costly, flow.span), {**data, "who": "your workspace allows", "allowed": planned})


def _steps(flow: Flow, proven: Bounds) -> Iterator[Diagnostic]:
    for limit in _limits(flow, "steps"):
        if proven.steps > limit.count:
            fix = replace(f"Allow {proven.steps:,} steps per run", limit.span, f"limit {proven.steps} steps per run")
            yield STEPS.at(limit.span, {"steps": proven.steps, "allowed": limit.count}, fix)


def _quotas(flow: Flow, catalog: Catalog, proven: Bounds, places: "_Places") -> Iterator[Diagnostic]:
    runs = pace_of(flow, catalog).in_the_long_run()
    for tool, count in proven.tools.items():
        span = places.of(tool, flow.span)
        for quota in quotas_of(flow, tool):
            data: dict[str, object] = {"tool": tool, "calls": count.per_run, "quota": quota.count, "per": quota.per}
            if quota.per == "run":
                if count.per_run > quota.count:
                    yield CALLS.at(span, {**data, "shown": _shown(count.arithmetic)})
                continue
            intake = count.per_run * runs
            out = quota.count * PERIODS_A_DAY[quota.per] * LONG_RUN_DAYS
            weeks = LONG_RUN_DAYS // WEEK_DAYS
            if intake > out:
                yield OUTRUN.at(span, {**data, "intake": -(-intake // weeks), "out": int(out // weeks)})
            elif count.per_run > quota.count:
                yield SLOW.at(span, {**data, "periods": -(-count.per_run // max(quota.count, 1))})


def _shown(arithmetic: str) -> str:
    """The arithmetic behind a number, where there is any."""
    products, equals, _ = arithmetic.rpartition(" = ")
    return f" ({products})" if equals else ""


def _limits(flow: Flow, of: str) -> list[Limit]:
    return [limit for limit in flow.limits if limit.of == of and limit.per == "run"]


def _price(catalog: Catalog, tool: str) -> int:
    return catalog.tools[tool].credits if tool in catalog.tools else 0


class _Places:
    """Where findings about a tool stand: its first call; where another flow calls it, the line that runs that flow."""

    def __init__(self, flow: Flow, facts: Facts) -> None:
        self.flow = flow
        self.called: dict[str, Span] = {}
        for call in calls(facts):
            self.called.setdefault(call.tool, name_span(call))
        self.run = [node.span for node in facts.of(RunFlow)]

    def of(self, tool: str, otherwise: Span) -> Span:
        if tool in self.called:
            return self.called[tool]
        listed = [use.span for use in uses_of(self.flow, tool)]
        return [*self.run, *listed, otherwise][0]
