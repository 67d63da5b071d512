"""Lists that nothing narrows: who is meant by "each customer", and how often each of them may be written to."""

import re

from sayso.copilot.hearing.plan import Call, Lookup, Loop, Plan, steps_of
from sayso.copilot.hearing.words import Word
from sayso.dsl.catalog import Catalog

SELDOM = ("week", "2 weeks", "month", "month end", "month first", "quarter", "year")
"""Schedules by which everybody of a kind may hear from us every time."""
ONCE: tuple[tuple[str, str, str], ...] = (
    (" once per 30 days", "once per {record} in 30 days", "once per 30 days"),
    (" once per 90 days", "once per {record} in 90 days", "once per 90 days"),
    (" once", "once per {record}, ever", "only once, ever"),
    (" again", "every {record} every time", "every time"),
)
"""How often the same one may come again: as the language says it, as an assumption, and as another answer."""
_CUSTOMERS = re.compile(r"(?:customers?|clients?)(?:'s)?")
ARE_CUSTOMERS = "@company.renewalDate exists"
"""Companies that have a contract that ends; the others are prospects."""
WHO_CUSTOMERS_ARE = "customers are the companies with a renewal date"
"""The same as an assumption."""


def how_often(loop: Loop, plan: Plan, catalog: Catalog) -> str:
    """How often a loop of a schedule that goes on may write to the same one; "" where it writes to nobody."""
    when = plan.begins.when
    if plan.begins.kind != "schedule" or (when is not None and when.every == "once"):
        return ""
    if not any(isinstance(step, Call) and catalog.tools[step.tool].sends for step in steps_of(loop.body)):
        return ""
    each = isinstance(loop.of, Lookup) and loop.of.where is None
    return ONCE[-1][0] if each and when is not None and when.every in SELDOM else ONCE[0][0]


def only_customers(step: Lookup, words: list[Word]) -> bool:
    """Whether customers are looked for by that word alone."""
    return step.record == "company" and any(_CUSTOMERS.fullmatch(word.norm) for word in words)
