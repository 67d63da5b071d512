"""The proof itself: count, see which quotas hold the run back, count again with that time, cap what they cap."""

from sayso.compiler.bounds import waits
from sayso.compiler.bounds.amounts import NOTHING, Amount, Clock, Cost, Way
from sayso.compiler.bounds.counting import SENDS, Counting
from sayso.compiler.bounds.pace import Pace, pace_of
from sayso.compiler.bounds.remembering import Remembering
from sayso.compiler.bounds.shape import Bounds, Count, Each
from sayso.compiler.bounds.words import at_most_words, lengths_in_words, noun_of, sum_of
from sayso.compiler.facts import Facts
from sayso.compiler.header import quotas_of
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.flow import Flow, Quota
from sayso.dsl.statements import RunFlow

HOURS_A_DAY = 24
PERIOD_DAYS = {"day": 1, "week": 7, "month": 31}
WEEK_DAYS = 7


def bound(flow: Flow, facts: Facts, catalog: Catalog) -> Bounds:
    """The worst case of a flow, proven from its text alone."""
    return facts.once(_prove, catalog)


def _prove(flow: Flow, facts: Facts, catalog: Catalog) -> Bounds:
    pace = pace_of(flow, catalog)
    way, counting = _count(flow, facts, catalog, pace, {})
    held = {tool: days for tool, amount in way.cost.calls.items() if (days := held_days(flow, tool, amount.run))}
    sent = {tool: amount.run for tool, amount in way.cost.calls.items() if _sends(catalog, tool)}
    if (days := held_by_workspace(flow, sent, catalog.policy.emails_per_day)) > 0:
        held[SENDS] = days
    if held:
        way, counting = _count(flow, facts, catalog, pace, held)
    return _bounds(flow, catalog, pace, way, counting)


def held_days(flow: Flow, tool: str, calls: int) -> int:
    """How many days a run of so many calls waits for the tool's quotas."""
    days = [0]
    for quota in quotas_of(flow, tool):
        periods = -(-calls // max(quota.count, 1)) - 1
        if quota.per == "hour":
            days.append(-(-periods // HOURS_A_DAY))
        elif quota.per in PERIOD_DAYS:
            days.append(periods * PERIOD_DAYS[quota.per])
    return max(days)


def held_by_workspace(flow: Flow, sent: dict[str, int], most: int) -> int:
    """How many days a run waits for the workspace's limit; what a daily quota lets out is spread out already."""
    daily = {tool: min((q.count for q in quotas_of(flow, tool) if q.per == "day"), default=None) for tool in sent}
    steady = sum(count for count in daily.values() if count is not None)
    free = sum(calls for tool, calls in sent.items() if daily[tool] is None)
    if steady > most or (free and steady >= most):
        return -(-sum(sent.values()) // max(most, 1)) - 1
    return -(-free // (most - steady)) - 1 if free else 0


def _count(flow: Flow, facts: Facts, catalog: Catalog, pace: Pace, held: dict[str, int]) -> tuple[Way, Counting]:
    counting = (Counting if facts.remembered is None else Remembering)(flow, facts, catalog, pace, held)
    return counting.block(flow.body, Clock()).all or Way(NOTHING, Clock()), counting


def _bounds(flow: Flow, catalog: Catalog, pace: Pace, way: Way, counting: Counting) -> Bounds:
    cost, parts = way.cost, way.clock.parts
    makes = lengths_in_words(parts)
    sends = None if _sends_elsewhere(counting.facts, catalog) else catalog.policy.emails_per_day
    return Bounds(
        tools={tool: _tool(flow, catalog, pace, tool, amount, sends) for tool, amount in cost.calls.items()},
        steps=cost.steps,
        credits_per_run=cost.credits.run,
        credits_per_day=_credits(flow, pace, cost, "day"),
        credits_per_week=_credits(flow, pace, cost, "week"),
        credits_arithmetic=sum_of(cost.credits, "credit", catalog),
        runs_per_day=pace.within(1, Clock()) if pace.known else None,
        runs_per_week=pace.within(WEEK_DAYS, Clock()) if pace.known else None,
        lanes=cost.lanes,
        longest=waits.seconds_at_most(parts),
        takes=at_most_words(waits.total(parts)),
        makes=makes,
        each=_each(counting),
        sends_per_day=sends,
    )


def _tool(flow: Flow, catalog: Catalog, pace: Pace, name: str, amount: Amount, sends: int | None) -> Count:
    tool = catalog.tools.get(name) or Tool(name, "", "write")
    day, week = amount.day, amount.week
    for quota in quotas_of(flow, name):
        day, week = _capped(quota, day, week)
    if tool.sends and sends is not None:
        day = min(day, sends)
    week = min(week, day * WEEK_DAYS)
    return Count(
        per_run=amount.run,
        per_day=day if pace.known else None,
        per_week=week if pace.known else None,
        arithmetic=sum_of(amount, noun_of(tool), catalog),
        noun=noun_of(tool),
        effect=tool.effect,
        sends=tool.sends,
        by_hand=tool.by_hand,
    )


def _sends(catalog: Catalog, tool: str) -> bool:
    return tool in catalog.tools and catalog.tools[tool].sends


def _sends_elsewhere(facts: Facts, catalog: Catalog) -> bool:
    """Whether a flow this one runs reaches people too: the workspace's limit counts for each flow by itself."""
    contracts = [catalog.flows.get(node.flow) for node in facts.of(RunFlow)]
    return any(_sends(catalog, tool) for contract in contracts if contract for tool, _ in contract.calls)


def _capped(quota: Quota, day: int, week: int) -> tuple[int, int]:
    match quota.per:
        case "hour":
            return min(day, quota.count * HOURS_A_DAY), min(week, quota.count * HOURS_A_DAY * WEEK_DAYS)
        case "day":
            return min(day, quota.count), min(week, quota.count * WEEK_DAYS)
        case "week":
            return min(day, quota.count), min(week, quota.count)
        case "month":
            return min(day, quota.count), min(week, quota.count)
        case "run":
            return day, week


def _credits(flow: Flow, pace: Pace, cost: Cost, per: str) -> int | None:
    if not pace.known:
        return None
    day, week = cost.credits.day, cost.credits.week
    for limit in flow.limits:
        if limit.of == "credits":
            day, week = _capped(Quota(count=limit.count, per=limit.per), day, week)
    return day if per == "day" else min(week, day * WEEK_DAYS)


def _each(counting: Counting) -> Each | None:
    """The loop whose items take longest."""
    longest: Each | None = None
    for noun, parts in counting.items:
        seconds = waits.seconds_at_most(parts)
        if seconds > (longest.seconds if longest else 0):
            longest = Each(noun, seconds, at_most_words(waits.total(parts)))
    return longest
