"""The proof in words: the "at most" line, the arithmetic behind it, and how long things take."""

import re

from msgspec.structs import replace

from sayso.compiler.bounds.amounts import Amount, Factors, Part
from sayso.compiler.bounds.shape import Bounds, Count
from sayso.dsl.calendar import Duration, duration_words, plus
from sayso.dsl.catalog import Catalog, Tool

VERBS = frozenset({"add", "book", "create", "make", "post", "schedule", "send", "start", "update", "upload"})
IRREGULAR = {"person": "people", "company": "companies"}
SHOWN = 3
"""So many kinds of change at a glance, no more."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEK, WEEKEND = 5, 2
"""Business days of a week, and the days after them."""
LONG, SHORTEST, MONTH, LONGEST, YEAR = 60, 28, 30, 31, 365
"""In days: what is told without hours; the shortest month, a month, the longest; a year."""


def words(bounds: Bounds) -> str:
    """The "at most" line: "Never more than 20 emails a day and 100 a week; 20 credits a day; each contact takes …".

    What reaches people outside comes first, else what changes something; then credits, then time.
    """
    shown = _shown(bounds)
    pieces = [f"Never more than {_ceilings(shown, bounds.runs_per_day)}"] if shown else ["It changes nothing"]
    if bounds.credits_per_run:
        pieces.append(_credits(bounds))
    if bounds.each is not None:
        pieces.append(f"each {bounds.each.noun} takes up to {bounds.each.words}")
    elif bounds.longest:
        pieces.append(f"a run takes up to {bounds.takes}")
    return "; ".join(pieces) + "."


def arithmetic(bounds: Bounds) -> list[str]:
    """How each number comes about, a line each: "`gmail.send`: 20 contacts × 1 email = 20 per run; …"."""
    lines = [f"`{tool}`: {_per(count)}" for tool, count in bounds.tools.items()]
    if bounds.credits_per_run:
        lines.append(f"Credits: {bounds.credits_arithmetic} per run")
    if bounds.makes:
        lines.append(f"Time: {' + '.join(bounds.makes)} = {bounds.takes}" if len(bounds.makes) > 1 else _alone(bounds))
    if bounds.runs_per_day is not None:
        lines.append(f"Runs: up to {bounds.runs_per_day} a day")
    return lines


def sum_of(amount: Amount, noun: str, catalog: Catalog) -> str:
    """The arithmetic of one amount: "20 contacts × 1 email = 20"."""
    products = [_product(factors, count, noun, catalog) for factors, count in amount.terms]
    if not products:
        return f"0 {plural(noun, 0, catalog)}"
    written = " + ".join(products)
    return f"{written} = {amount.run:,}" if len(products) > 1 or " × " in written else written


def noun_of(tool: Tool) -> str:
    """What one call of a tool is: its own noun, else the thing in its name ("task"), else the call itself."""
    verb, _, thing = tool.name.partition(".")[2].partition("_")
    if tool.noun or verb not in VERBS or not thing or thing.endswith("s") or thing.startswith(("from_", "on_")):
        return tool.noun or f"`{tool.name}` call"
    return thing.replace("_", " ")


def plural(noun: str, count: int, catalog: Catalog | None = None) -> str:
    """The noun as it follows a count: "1 email", "20 emails", "2 companies", "3 runs of …"."""
    if count == 1:
        return noun
    record = catalog.records.get(noun) if catalog is not None else None
    if record is not None and record.plural:
        return record.plural
    head, of, rest = noun.partition(" of ")
    if not of:
        head, of, rest = noun.partition(" to ")
    if of:
        return f"{plural(head, count)}{of}{rest}"
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if re.search(r"[^su]s$", noun):
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def lengths_in_words(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """What the time consists of: each reason once, with all its waits together."""
    whole: dict[str, Duration] = {}
    for part in parts:
        whole[part.why] = plus(whole.get(part.why, Duration()), part.length)
    return tuple(f"{duration_words(_carried(length))} {why}" for why, length in whole.items() if length != Duration())


def at_most_words(length: Duration) -> str:
    """A length as the most it can be, in at most two units, rounded up: "3 months 27 days"."""
    whole = _carried(length)
    days = whole.days + whole.business_days + -(-whole.business_days // WEEK) * WEEKEND
    months, rest = whole.months, whole.seconds
    if days and rest and (months or days >= LONG):
        days, rest = days + 1, 0
    if not months and days >= YEAR:
        years, left = divmod(days, YEAR)
        months, days = years * 12 + -(-left // MONTH), 0
    if months and days > LONGEST:
        months, days = months + days // SHORTEST, days % SHORTEST
    if months >= 12 and days:
        months, days = months + -(-days // SHORTEST), 0
    if rest > HOUR:
        rest = -(-rest // HOUR) * HOUR if days else -(-rest // MINUTE) * MINUTE
    return duration_words(_carried(Duration(months=months, days=days, seconds=rest)))


def _carried(length: Duration) -> Duration:
    """The same length with full days of hours as days; business days stay what they are."""
    more, rest = divmod(length.seconds, DAY)
    return Duration(length.months, length.days + more, length.business_days, rest)


def _shown(bounds: Bounds) -> list[Count]:
    """The kinds of call people ask about, those of one name together: what reaches people outside, else any change."""
    writes = [count for count in bounds.tools.values() if count.effect == "write" and count.per_run]
    sends = [count for count in writes if count.sends]
    merged: dict[str, Count] = {}
    for count in sends or writes:
        merged[count.noun] = _both(merged[count.noun], count) if count.noun in merged else count
    most = bounds.sends_per_day if sends else None
    return [count if most is None else _capped(count, most) for count in merged.values()]


def _both(one: Count, other: Count) -> Count:
    known = one.per_day is not None and other.per_day is not None
    return replace(
        one,
        per_run=one.per_run + other.per_run,
        per_day=(one.per_day or 0) + (other.per_day or 0) if known else None,
        per_week=(one.per_week or 0) + (other.per_week or 0) if known else None,
    )


def _capped(count: Count, most: int) -> Count:
    if count.per_day is None or count.per_week is None or count.per_day <= most:
        return count
    return replace(count, per_day=most, per_week=min(count.per_week, most * 7))


def _ceilings(shown: list[Count], runs: int | None) -> str:
    """The most of each kind: one with its week, several by the day."""
    if len(shown) == 1:
        return _ceiling(shown[0], runs)
    daily = all(count.per_day is not None for count in shown)
    said = [_amount(count, (count.per_day if daily else count.per_run) or 0) for count in shown[:SHOWN]]
    per, more = "a day" if daily else "per run", len(shown) - SHOWN
    listed = f"{', '.join(said[:-1])} and {said[-1]} {per}"
    return f"{listed}, and {more} more {'kind' if more == 1 else 'kinds'} of change" if more > 0 else listed


def _amount(count: Count, number: int) -> str:
    return f"{number:,} {plural(count.noun, number)}"


def _ceiling(count: Count, runs: int | None) -> str:
    """The most per day and week; where waits of several runs may end on one day, the most per run and day."""
    if count.per_day is None or count.per_week is None:
        return f"{_amount(count, count.per_run)} per run"
    if runs is not None and count.per_day > count.per_run * runs:
        return f"{_amount(count, count.per_run)} a run and {count.per_day:,} on one day"
    if count.per_day == count.per_week:
        return f"{_amount(count, count.per_week)} a week"
    return f"{_amount(count, count.per_day)} a day and {count.per_week:,} a week"


def _credits(bounds: Bounds) -> str:
    number, per = bounds.credits_per_day, "a day"
    if number is None:
        number, per = bounds.credits_per_run, "per run"
    return f"{number:,} {plural('credit', number)} {per}"


def _per(count: Count) -> str:
    more = [f"{number:,} a {per}" for number, per in ((count.per_day, "day"), (count.per_week, "week")) if number]
    return "; ".join([f"{count.arithmetic} per run", *([f"up to {' and '.join(more)}"] if more else [])])


def _alone(bounds: Bounds) -> str:
    return f"Time: {bounds.makes[0]}"


def _product(factors: Factors, count: int, noun: str, catalog: Catalog) -> str:
    return " × ".join(f"{number:,} {plural(what, number, catalog)}" for number, what in (*factors, (count, noun)))
