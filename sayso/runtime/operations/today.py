"""What a text would do today, counted: whom it finds, and what would go out before the day is over. Nothing is done."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import Compiled
from sayso.compiler.bounds.words import noun_of, plural
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import ListOf, RecordOf, present
from sayso.interpreter import link
from sayso.interpreter.state import Effect, Spawn
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.rehearsing import prepared
from sayso.runtime.simulating import Simulation
from sayso.runtime.worlds.simulated import SimulatedWorld


class Today(msgspec.Struct, frozen=True):
    """How many the first loop finds, what they are called ("" where there is no loop), and what is sent: "3 emails"."""

    found: int
    kind: str
    sends: tuple[str, ...]


async def today_of(door: Door, workspace: str, flow: str, text: str) -> Today:
    """Rehearse a text on today's data and count. Refused while it has findings."""
    played = await prepared(door, workspace, flow, text, {}, {})
    found = await asyncio.to_thread(played.play, link(played.program), SimulatedWorld)
    return counted(found, played.compiled, played.catalog, played.now)


def counted(found: Simulation, compiled: Compiled, catalog: Catalog, now: datetime) -> Today:
    """The same of a rehearsal that was driven already; nobody who opted out counts as written to."""
    wants = [entry.want for entry in found.journal.entries(found.run.id) if entry.lane == ""]
    first = next((want for want in wants if isinstance(want, Spawn)), None)
    number = len(first.keys) + sum(first.left.values()) if first is not None else 0
    sent: dict[str, int] = {}
    for noun in _sent(found, catalog, now):
        sent[noun] = sent.get(noun, 0) + 1
    sends = tuple(f"{count:,} {plural(noun, count, catalog)}" for noun, count in sent.items())
    return Today(number, _kind(compiled, catalog, number), sends)


def _sent(found: Simulation, catalog: Catalog, now: datetime) -> list[str]:
    """What each message of today is called; one that waits for approval counts, one that is refused does not."""
    zone = ZoneInfo(catalog.zone)
    wanted: dict[str, Effect] = {}
    nouns: list[str] = []
    for entry in found.journal.entries(found.run.id):
        before = wanted.pop(entry.lane, None)
        if before is not None and entry.outcome.kind not in ("rejected", "cancelled"):
            nouns.append(noun_of(catalog.tools[before.tool]))
        want = entry.want
        if isinstance(want, Effect) and _goes_out(want, catalog) and _day(want.at, zone) == _day(now, zone):
            wanted[entry.lane] = want
    return nouns + [noun_of(catalog.tools[want.tool]) for want in wanted.values()]


def _goes_out(want: Effect, catalog: Catalog) -> bool:
    tool = catalog.tools.get(want.tool)
    return tool is not None and (tool.sends or tool.by_hand)


def _day(at: datetime, zone: ZoneInfo) -> object:
    return at.astimezone(zone).date()


def _kind(compiled: Compiled, catalog: Catalog, count: int) -> str:
    """What the first loop goes through: "deals"."""
    facts = compiled.facts
    loop = next(iter(facts.of(s.ForEach)), None) if facts is not None else None
    if facts is None or loop is None:
        return ""
    kind = present(facts.type_of(loop.items))
    item = present(kind.item) if isinstance(kind, ListOf) else kind
    return plural(item.name if isinstance(item, RecordOf) else "item", count, catalog)
