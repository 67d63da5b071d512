"""What once began a flow, or might have: its recorded runs, the events and scheduled times that came to nothing, and
those that another version would take up. Only looked at, in pages.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler.ir import Program
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked
from sayso.interpreter.state import Event
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.premises import Premises
from sayso.runtime.schedules import occurrences
from sayso.runtime.starting import start_for
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events, runs, ticks
from sayso.runtime.triggers.answering import FROM_OUTSIDE, inputs_of
from sayso.runtime.worlds.pool import Pool

DECIDED = ("skipped: its condition was not met", "skipped: its fields do not fit this flow")
"""The reasons for no run that lie with the version; whatever else held a trigger up would have held up any."""
NO_SUCH = "it has no such trigger"
OTHER_TIME = "its schedule does not name this time"
MOST_EVENTS = 100_000
"""The most events that lanes may hear are kept at hand."""
SILENT = "its condition was not met"


Kind = Literal["run", "event", "tick", "due"]


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """Something that began a run, or came to nothing for a `reason`: a `run` with its id, an `event` with its id, a
    `tick` of a schedule, or a time that is `due` only by the schedule that is tried."""

    at: int
    kind: Kind
    id: str = ""
    reason: str = ""


class Begun(msgspec.Struct, frozen=True):
    """What a version makes of a trigger: the values it begins with and as what, or why it does not begin."""

    inputs: dict[str, Any] | None
    trigger: dict[str, Any]
    reason: str = ""


async def recorded_triggers(
    connection: AsyncConnection, workspace: str, flow: str, since: int, until: int, names: Iterable[str], most: int
) -> tuple[list[Trigger], int]:
    """The newest triggers in a span of time, the oldest first, and how many there are before them; `names` are events
    that only the tried version hears."""
    found: list[Trigger] = []
    left_out = 0
    for kind, query in _queries(workspace, flow, since, until, sorted(names)).items():
        newest = query.order_by(query.selected_columns.at.desc(), query.selected_columns.id).limit(most + 1)
        rows = [Trigger(row[0], kind[0], row[1], row[2] or "") for row in await connection.execute(newest)]
        if len(rows) > most:
            count = select(func.count()).select_from(query.subquery())
            left_out += int((await connection.execute(count)).scalar_one()) - len(rows)
        found += rows
    found.sort(key=lambda one: (one.at, one.kind, one.id))
    return found[-most:], left_out + max(0, len(found) - most)


def _queries(
    workspace: str, flow: str, since: int, until: int, names: list[str]
) -> dict[tuple[Kind, str], Select[Any]]:
    """Where triggers stand: when, under which id, and why there is no run."""
    begun = (
        select(runs.c.started.label("at"), runs.c.id.label("id"), literal("").label("reason"))
        .where(same(runs, workspace=workspace, flow=flow, mode="live"), runs.c.version.is_not(None))
        .where(runs.c.started >= since, runs.c.started <= until)
    )
    skipped = (
        select(answers.c.at.label("at"), answers.c.event.label("id"), answers.c.reason.label("reason"))
        .where(same(answers, workspace=workspace, flow=flow), answers.c.run.is_(None))
        .where(answers.c.at >= since, answers.c.at <= until)
    )
    missed = (
        select(ticks.c.at.label("at"), literal("").label("id"), ticks.c.reason.label("reason"))
        .where(same(ticks, workspace=workspace, flow=flow), ticks.c.run.is_(None))
        .where(ticks.c.at >= since, ticks.c.at <= until)
    )
    unheard = (
        select(events.c.at.label("at"), events.c.id.label("id"), literal("").label("reason"))
        .where(events.c.workspace == workspace, events.c.name.in_(names), events.c.target == "")
        .where(events.c.at >= since, events.c.at <= until)
    )
    found: dict[tuple[Kind, str], Any] = {("run", ""): begun, ("event", "skipped"): skipped, ("tick", ""): missed}
    return found | ({("event", "unheard"): unheard} if names else {})


async def events_by_id(connection: AsyncConnection, workspace: str, ids: Sequence[str]) -> dict[str, Any]:
    """The rows of events that are still kept."""
    if not ids:
        return {}
    query = select(events).where(events.c.workspace == workspace, events.c.id.in_(ids))
    return {row.id: row for row in await connection.execute(query)}


async def events_to_hear(
    connection: AsyncConnection, workspace: str, linked: Linked, since: int, until: int
) -> Sequence[Any]:
    """The rows of the events that lanes of a version may hear."""
    listeners = [*linked.listeners.values(), *linked.hearing.values()]
    names = sorted({listener.event for listener in listeners})
    if not names:
        return []
    query = (
        select(events.c.id, events.c.name, events.c.at, events.c.data)
        .where(events.c.workspace == workspace, events.c.name.in_(names))
        .where(events.c.at >= since, events.c.at <= until)
        .order_by(events.c.at.desc(), events.c.id)
        .limit(MOST_EVENTS)
    )
    return (await connection.execute(query)).all()


def pool_of(catalog: Catalog, rows: Sequence[Any]) -> Pool:
    """The events of these rows, decoded; this is the work of a thread of its own."""
    return Pool(catalog, (Event(row.id, row.name, moment(row.at), value_from(row.data)) for row in rows))


class Beginnings:
    """What a version makes of each trigger. `times` are when its schedule is due, None where it is the live one's."""

    def __init__(self, premises: Premises, linked: Linked, live: Program | None) -> None:
        self.premises, self.linked = premises, linked
        self.kinds = {start.kind for start in linked.program.starts}
        self._other_schedule = live is not None and _schedules(live) != _schedules(linked.program)
        self._known = {start.name for start in live.starts if start.kind == "event"} if live else set()
        self.times: frozenset[int] | None = None

    @property
    def new_names(self) -> set[str]:
        """Events that begin a run of this version and of the live one do not."""
        return {start.name for start in self.linked.program.starts if start.kind == "event"} - self._known

    def due(self, found: list[Trigger], scheduled: dict[str, int], until: datetime, most: int) -> list[Trigger]:
        """The times that only this version's schedule names, since the first trigger there is."""
        if not self._other_schedule:
            return []
        first = moment(found[0].at)
        dues: set[int] = set()
        for schedule in _schedules(self.linked.program):
            coming = occurrences(schedule, ZoneInfo(self.premises.catalog.zone), first, first)
            for at in takewhile(lambda one: one <= until, coming):
                dues.add(micros(at))
                if len(dues) > most:
                    break
        self.times = frozenset(dues)
        known = set(scheduled.values()) | {one.at for one in found if one.kind == "tick"}
        return [Trigger(at, "due") for at in sorted(dues - known)]

    def of_run(self, row: Any, event: Any) -> Begun:
        """What this version makes of what began a recorded run."""
        trigger, inputs = value_from(row.trigger) or {}, value_from(row.inputs) or {}
        kind, name = str(trigger.get("kind", "manual")), str(trigger.get("name", ""))
        if event is not None and "event" in trigger:
            return self.of_event(event, trigger, moment(row.created), kind, name)
        if trigger.get("by") == "hand" or kind == "manual":
            return Begun(self._given(inputs), trigger)
        if kind not in self.kinds or (name and not self._numbers(kind, name)):
            return Begun(None, trigger, NO_SUCH)
        scheduled = trigger.get("scheduled")
        if self.times is not None and scheduled and micros(datetime.fromisoformat(scheduled)) not in self.times:
            return Begun(None, trigger, OTHER_TIME)
        return Begun(self._given(inputs), trigger)

    def _given(self, inputs: dict[str, Any]) -> dict[str, Any]:
        _, found = start_for(self.linked.program, inputs, lambda kind: None)
        return {**inputs, **found}

    def of_event(
        self, event: Any, trigger: dict[str, Any] | None, now: datetime, kind: str = "", name: str = ""
    ) -> Begun:  # fmt: skip
        """What this version makes of an event."""
        outside = event.source in FROM_OUTSIDE or bool(event.target)
        kinds = (kind,) if kind else FROM_OUTSIDE if outside else ("event",)
        reason = NO_SUCH
        for one in kinds:
            for number in self._numbers(one, name or event.name):
                data = value_from(event.data)
                found, why = inputs_of(self.premises, self.linked, one, number, data, event.id, now)
                if found is not None:
                    told = trigger or {"kind": one, "name": event.name, "event": event.id}
                    return Begun(found, told)
                reason = why.removeprefix("skipped: ")
        return Begun(None, trigger or {"kind": kinds[0], "name": event.name, "event": event.id}, reason)

    def _numbers(self, kind: str, name: str) -> list[int]:
        return [n for n, one in enumerate(self.linked.program.starts) if (one.kind, one.name) == (kind, name)]


def _schedules(program: Program) -> list[Any]:
    return [start.schedule for start in program.starts if start.schedule is not None]
