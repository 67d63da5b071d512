"""What the contact guard would hold back of a simulated run: second messages to somebody within days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import calendar
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect
from sayso.runtime.journal import Journal
from sayso.runtime.worlds.policy import is_colleague, person_of

GUARD_DAYS = 2
"""So long nobody gets a second automatic message, unless the workspace says otherwise."""
TITLES = ("fullName", "name", "email")


class HeldAhead(msgspec.Struct, frozen=True):
    """A message that would be held: to whom, at which step, when, and when the one before it went out."""

    who: str
    step: str
    at: datetime
    before: datetime


def would_hold(journal: Journal, catalog: Catalog, days: int = GUARD_DAYS) -> list[HeldAhead]:
    """The messages of a run that a person would be asked about; what a person approves is seen anyway."""
    last: dict[str, datetime] = {}
    found = []
    for at, want in sorted(_sent(journal, catalog), key=lambda one: one[0]):
        for name, value in _recipients(want, catalog):
            before = last.get(name)
            if before is not None and at - before < timedelta(days=days) and not want.approve:
                found.append(HeldAhead(_title(value), want.step, at, before))
            last[name] = at
    return found


def _sent(journal: Journal, catalog: Catalog) -> list[tuple[datetime, Effect]]:
    """Every message that went out, and when."""
    wanted: dict[tuple[str, str], Effect] = {}
    sent = []
    for entry in journal.entries():
        want = wanted.pop((entry.run, entry.lane), None)
        if want is not None and entry.outcome.kind == "done":
            sent.append((entry.outcome.at, want))
        tool = catalog.tools.get(entry.want.tool) if isinstance(entry.want, Effect) else None
        if tool is not None and tool.sends and isinstance(entry.want, Effect):
            wanted[entry.run, entry.lane] = entry.want
    return sent


def _recipients(want: Effect, catalog: Catalog) -> list[tuple[str, object]]:
    aims = [parameter.name for parameter in catalog.tools[want.tool].parameters if parameter.aims]
    values = [want.arguments[name] for name in aims if name in want.arguments]
    return [(person_of(value), value) for value in values if not is_colleague(value)]


def _title(value: object) -> str:
    if isinstance(value, dict):
        return next((str(value[name]) for name in TITLES if value.get(name)), "somebody")
    return str(value)


def sentence(held: HeldAhead, zone: ZoneInfo) -> str:
    """What Test Mode says of it."""
    then, before = calendar.local(held.at, zone), calendar.local(held.before, zone)
    return f"{held.who}: the message of {then:%A %H:%M} comes too soon after that of {before:%A %H:%M}"
