"""The proof in words: the "at most" line, the arithmetic behind it, and how long things take."""

import re

from sayso.compiler.bounds.amounts import Amount, Factors, Part
from sayso.compiler.bounds.shape import Bounds, Count
from sayso.dsl.calendar import Duration, duration_words
from sayso.dsl.catalog import Catalog, Tool

VERBS = frozenset({"add", "book", "create", "make", "post", "schedule", "send", "start", "update", "upload"})
IRREGULAR = {"person": "people", "company": "companies"}
SHOWN = 3


def words(bounds: Bounds) -> str:
    """The "at most" line: "Never more than 20 emails a day and 100 a week; 20 credits a day; each contact takes …"."""
    shown = _shown(bounds)
    said = [_ceiling(count, bounds.runs_per_day) for count in shown[:SHOWN]]
    if len(shown) > SHOWN:
        said[-1] += f", and {len(shown) - SHOWN} other kinds of change"
    pieces = ["Never more than " + ", ".join(said)] if said else ["It changes nothing"]
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
    if of:
        return f"{plural(head, count)}{of}{rest}"
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if re.search(r"[^su]s$", noun):
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def length_in_words(parts: tuple[Part, ...], whole: Duration) -> tuple[str, tuple[str, ...]]:
    """How long a run takes and what it consists of; equal reasons are said once, lengths of nothing never."""
    said = [f"{duration_words(part.length)} {part.why}" for part in parts if part.length != Duration()]
    return duration_words(whole), tuple(dict.fromkeys(said))


def _shown(bounds: Bounds) -> list[Count]:
    """The kinds of call people ask about: what reaches people outside, else whatever changes something."""
    writes = [count for count in bounds.tools.values() if count.effect == "write" and count.per_run]
    sends = [count for count in writes if count.sends]
    return sends or writes


def _ceiling(count: Count, runs: int | None) -> str:
    """The most per day and week; where waits of several runs may end on one day, also the most per run."""
    if count.per_day is None or count.per_week is None:
        return f"{count.per_run:,} {plural(count.noun, count.per_run)} per run"
    if runs is not None and count.per_day > count.per_run * runs:
        each = f"{count.per_run:,} {plural(count.noun, count.per_run)} a run"
        return f"{each}, {count.per_day:,} on one day and {count.per_week:,} in one week"
    return f"{count.per_day:,} {plural(count.noun, count.per_day)} a day and {count.per_week:,} a week"


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
