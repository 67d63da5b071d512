"""What another version may do that the one before could not, and the other way round: "can now send email through
Gmail: was 0, now at most 20 a day". Numbers are those that the compiler proved.
"""

from collections.abc import Iterator

import msgspec

from sayso.compiler.bounds import Bounds, Count
from sayso.compiler.facts import Facts
from sayso.copilot.english import listed, words_of
from sayso.copilot.explaining.facets import called
from sayso.copilot.readback_calls import after_approval
from sayso.copilot.readback_rules import permission, trigger_sentence
from sayso.copilot.readback_steps import Steps
from sayso.copilot.readback_words import PERIODS
from sayso.dsl.blocks import inner, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import walk
from sayso.dsl.statements import Ask, HandOff, Off, Remember, RunFlow, Say


class Version(msgspec.Struct, frozen=True):
    """One side of a difference: the tree and all that is proven of it."""

    flow: Flow
    facts: Facts
    bounds: Bounds
    steps: Steps
    catalog: Catalog


class Power(msgspec.Struct, frozen=True):
    """One change in what the flow may do. `widens`: it may do more than before, or be asked less."""

    text: str
    widens: bool


def powers(old: Version, new: Version) -> tuple[Power, ...]:
    """Every change in what starts the flow, what it may do and how often, whom it asks first, its cost and its time."""
    found = [*_start(old, new), *_tools(old, new), *_conditions(old, new), *_people(old, new), *_limits(old, new)]
    return (*found, *_memory(old, new), *_credits(old, new), *_time(old, new))


def _start(old: Version, new: Version) -> Iterator[Power]:
    before, now = (trigger_sentence(one.flow, one.steps).rstrip(":") for one in (old, new))
    if before != now:
        more = (new.bounds.runs_per_week or 0) > (old.bounds.runs_per_week or 0)
        yield Power(f"Starts in another way: {_small(now)} instead of {_small(before)}.", more)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


# ---------------------------------------------------------------------- tools


def _tools(old: Version, new: Version) -> Iterator[Power]:
    names = dict.fromkeys([*_uses(old.flow), *_uses(new.flow)])
    reads = [name for name in names if _reads(name, old, new)]
    writes = [name for name in names if name not in reads]
    for name in sorted(writes, key=lambda name: not _sends(name, new)):
        yield from _often(name, old, new)
    gained = [permission(name, new.steps) for name in reads if name in _uses(new.flow) and name not in _uses(old.flow)]
    lost = [permission(name, old.steps) for name in reads if name in _uses(old.flow) and name not in _uses(new.flow)]
    if gained:
        yield Power(f"Can now {listed(gained)}.", True)
    if lost:
        yield Power(f"Can no longer {listed(lost, 'or')}.", False)


def _uses(flow: Flow) -> dict[str, Use]:
    return {tool: use for use in flow.uses for tool in use.tools}


def _sends(name: str, version: Version) -> bool:
    tool = version.catalog.tools.get(name)
    return tool is not None and tool.sends


def _reads(name: str, old: Version, new: Version) -> bool:
    tool = new.catalog.tools.get(name) or old.catalog.tools.get(name)
    return tool is not None and tool.effect != "write"


def _often(name: str, old: Version, new: Version) -> Iterator[Power]:
    """How often a tool that changes something can be called now, and could before."""
    before, now = old.bounds.tools.get(name), new.bounds.tools.get(name)
    was, most = _most(before, now), _most(now, before)
    words = permission(name, new.steps)
    if was == most:
        gained, lost = name in _uses(new.flow), name in _uses(old.flow)
        if gained != lost:
            yield Power(f"{'May now' if gained else 'May no longer'} {words}; no step does it.", gained)
    elif not was[0]:
        yield Power(f"Can now {words}: was 0, now {_words(most)}.", True)
    elif not most[0]:
        yield Power(f"Can no longer {words}: was {_words(was)}, now 0.", False)
    else:
        more = most[0] > was[0]
        yield Power(f"Can {words} {'more' if more else 'less'} often: was {_words(was)}, now {_words(most)}.", more)


def _most(count: Count | None, other: Count | None) -> tuple[int, str]:
    """The most of a tool and over which time: by the day where both sides are known by the day."""
    if count is None:
        return 0, "a day"
    daily = count.per_day is not None and (other is None or other.per_day is not None)
    return (count.per_day or 0, "a day") if daily else (count.per_run, "in one run")


def _words(most: tuple[int, str]) -> str:
    return f"at most {most[0]:,} {most[1]}"


# ---------------------------------------------------------------------- conditions of tools


def _conditions(old: Version, new: Version) -> Iterator[Power]:
    both = [name for name in _uses(new.flow) if name in _uses(old.flow)]
    for name in both:
        words = permission(name, new.steps)
        told = words[:1].upper() + words[1:]
        before, now = _approval(name, old), _approval(name, new)
        if before != now and name in new.bounds.tools:
            yield _asked(told, before, now)
        yield from _hours(told, _uses(old.flow)[name], _uses(new.flow)[name])
    for name in _uses(new.flow):
        if name not in both and (said := _approval(name, new)):
            words = permission(name, new.steps)
            yield Power(f"{words[:1].upper() + words[1:]}: only {said}.", False)


def _asked(told: str, before: str, now: str) -> Power:
    if not before:
        return Power(f"{told}: now only {now}; before, nobody was asked.", False)
    if not now:
        return Power(f"{told}: nobody is asked any more; before, only {before}.", True)
    who, length = _apart(before)
    if who == _apart(now)[0] and length and _apart(now)[1]:
        return Power(f"{told}: there are {_apart(now)[1]} to approve it instead of {length}.", False)
    return Power(f"{told}: only {now}, instead of {before}.", True)


def _apart(said: str) -> tuple[str, str]:
    """Whose yes it takes, and within what time."""
    who, _, length = said.removesuffix(")").partition(" (within ")
    return who, length


def _approval(name: str, version: Version) -> str:
    """After whose yes a tool is called, or nothing."""
    use = _uses(version.flow).get(name)
    if use is not None and use.approval is not None:
        return after_approval(use.approval, version.steps.conditions)
    calls = [call for _, step in statements(version.flow) if not isinstance(step, Off)
             if (call := called(inner(step))) is not None and call.tool == name]  # fmt: skip
    asked = [call.approval for call in calls if call.approval is not None]
    if not asked:
        return ""
    some = "" if len(asked) == len(calls) else " (some of the steps)"
    return after_approval(asked[0], version.steps.conditions) + some


def _hours(told: str, old: Use, new: Use) -> Iterator[Power]:
    before, now = (f"{u.between.start:%H:%M} and {u.between.end:%H:%M}" if u.between else "" for u in (old, new))
    if before != now:
        text = f"only between {now}" if now else "at any hour"
        yield Power(f"{told}: {text}, instead of {f'between {before}' if before else 'at any hour'}.", not now)
    quotas = [f"at most {u.quota.count:,} {PERIODS[u.quota.per]}" if u.quota else "no number" for u in (old, new)]
    if quotas[0] != quotas[1]:
        widens = new.quota is None or (old.quota is not None and new.quota.count > old.quota.count)
        yield Power(f"{told}: its rule says {quotas[1]}, instead of {quotas[0]}.", widens)
    if old.private != new.private:
        yield Power(f"{told}: {'may' if new.private else 'may no longer'} be given private data.", new.private)


_KINDS = {HandOff: "hand over to people", Ask: "ask people", Say: "answer in the chat", Remember: "remember things",
          RunFlow: "run other flows"}  # fmt: skip


def _people(old: Version, new: Version) -> Iterator[Power]:
    before, now = ({type(node) for node in walk(one.flow.body)} for one in (old, new))
    for kind, words in _KINDS.items():
        if (kind in now) != (kind in before):
            yield Power(f"{'Can now' if kind in now else 'Can no longer'} {words}.", kind in now)


# ---------------------------------------------------------------------- the whole flow


def _limits(old: Version, new: Version) -> Iterator[Power]:
    before, now = ({(one.of, one.per): one.count for one in version.flow.limits} for version in (old, new))
    for of, per in dict.fromkeys([*before, *now]):
        was, most = before.get((of, per)), now.get((of, per))
        if was == most:
            continue
        said = f"at most {most:,} {of} {PERIODS[per]}" if most is not None else f"no limit on {of} {PERIODS[per]}"
        told = f"{was:,}" if was is not None else "no limit"
        widens = most is None or (was is not None and most > was)
        yield Power(f"Limit: {said}, instead of {told}.", widens)


def _memory(old: Version, new: Version) -> Iterator[Power]:
    before, now = ([one.name for one in version.flow.memory.fields] if version.flow.memory else [] for version in
                   (old, new))  # fmt: skip
    gained, lost = [one for one in now if one not in before], [one for one in before if one not in now]
    if gained:
        yield Power(f"Keeps in mind from run to run: {listed([words_of(one) for one in gained])}.", True)
    if lost:
        yield Power(f"No longer keeps in mind: {listed([words_of(one) for one in lost])}.", False)


def _credits(old: Version, new: Version) -> Iterator[Power]:
    daily = old.bounds.credits_per_day is not None and new.bounds.credits_per_day is not None
    was, most = ((one.credits_per_day if daily else one.credits_per_run) or 0 for one in (old.bounds, new.bounds))
    if was != most:
        yield Power(f"Credits: was {was:,}, now at most {most:,} {'a day' if daily else 'in one run'}.", most > was)


def _time(old: Version, new: Version) -> Iterator[Power]:
    was, most = (one.bounds.each.words if one.bounds.each else one.bounds.takes for one in (old, new))
    if was != most:
        noun = f"Each {new.bounds.each.noun}" if new.bounds.each else "A run"
        yield Power(f"{noun} takes up to {most or 'no time'} instead of {was or 'no time'}.", False)
