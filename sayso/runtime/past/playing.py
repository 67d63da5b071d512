"""A clock that goes from one thing to the next: what the script says, and what the engine itself has to do then."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, func, select

from sayso.connectors.practice import Message, World
from sayso.dsl import calendar
from sayso.runtime.clockwork import MOST_TURNS, Clockwork
from sayso.runtime.home import MAIN, Home
from sayso.runtime.operations import answers, outbox
from sayso.runtime.operations.inbox import AskLine, inbox
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.storage import moment
from sayso.runtime.storage.tables import asks, events, lanes, runs, triggers
from sayso.runtime.triggers.housekeeping import remind
from sayso.runtime.triggers.routing import route
from sayso.runtime.triggers.starting import start_queued
from sayso.runtime.triggers.storing import pump
from sayso.runtime.triggers.ticking import tick
from sayso.runtime.workspace import Workspace

DAYS: Final = 30
"""So far back the past begins."""
ZONE: Final = ZoneInfo("Europe/Berlin")
SWEEPS: Final = {"events": route, "triggers": tick, "runs": start_queued, "asks": remind}
"""What looks for what is due."""
DUE: Final = {
    "lanes": (lanes.c.due, lanes.c.owner.is_(None)), "events": (events.c.stored, events.c.state == "new"),
    "triggers": (triggers.c.next, None), "runs": (runs.c.not_before, runs.c.state == "queued"),
    "asks": (asks.c.remind, asks.c.state == "open"),
}  # fmt: skip
"""Where it stands since when something is due, and of which rows."""
A_MOMENT: Final = timedelta(microseconds=1)
SARAH, ALEX, PRIYA = "sarah", "alex", "priya"
Act = Callable[[], Awaitable[None]]


def first_day(now: datetime) -> datetime:
    """When the past begins: in the early morning, so many days ago."""
    return calendar.at_local(datetime.combine(calendar.local(now, ZONE).date() - timedelta(days=DAYS), time(6)), ZONE)


def _first(column: Any, where: Any) -> ScalarSelect[int]:
    """The earliest of a column's instants in the workspace."""
    query = select(func.min(column)).where(column.table.c.workspace == MAIN)
    return (query if where is None else query.where(where)).scalar_subquery()


LOOK: Final = select(*(_first(column, where).label(name) for name, (column, where) in DUE.items()))
"""One look at all of it."""


class Past(Clockwork):
    """The past of one workspace while it is played."""

    def __init__(self, home: Home, now: datetime) -> None:
        super().__init__(home, first_day(now))
        self.now = now.astimezone(UTC)
        self.flows: dict[str, str] = {}
        self._acts: list[tuple[datetime, int, Act]] = []
        self._news: tuple[int, int] | None = None

    async def pumped(self, workspace: str) -> None:
        """Take in what happened in the CRM and the practice world, where something did."""
        news = (self.place.crm.last_event(), self.world.last_event())
        if news != self._news:
            self._news = news
            await pump(self.door, workspace)

    @property
    def place(self) -> Workspace:
        """The workspace's own data."""
        return self.home.houses.workspace(MAIN)

    @property
    def world(self) -> World:
        """The practice world."""
        assert self.place.practice is not None
        return self.place.practice

    # The script.

    def ago(self, days: float) -> datetime:
        """So many days before now."""
        return self.now - timedelta(days=days)

    def by_day(self, days: float, hour: int, minute: int = 0) -> datetime:
        """That time of the day which was so many days ago, in Berlin."""
        day = calendar.local(self.now, ZONE).date() - timedelta(days=int(days))
        return calendar.at_local(datetime.combine(day, time(hour, minute)), ZONE)

    def then(self, at: datetime, act: Act) -> None:
        """Let something happen at an instant; what lies after now never happens."""
        heapq.heappush(self._acts, (max(at, self.at), len(self._acts), act))

    async def play(self) -> None:
        """Play everything up to now."""
        due = await self._settled()
        while (at := min([self.now + A_MOMENT, *due, *(at for at, _, _ in self._acts[:1])])) <= self.now:
            self.at = max(self.at, at)
            while self._acts and self._acts[0][0] <= self.at:
                await heapq.heappop(self._acts)[2]()
            due = await self._settled()
        self.at = self.now
        await self._settled()

    async def _settled(self) -> list[datetime]:
        """Let everything be done that is due; gives when something is due again."""
        for _ in range(MOST_TURNS):
            await self.pumped(MAIN)
            due = await self._due()
            count = sum([await sweep(self.door, MAIN) for name, sweep in SWEEPS.items() if due[name] <= self.at])
            count += await self.worker.turn() if due["lanes"] <= self.at else 0
            if not count:
                return [at for at in due.values() if at > self.at]
        raise AssertionError("the past never comes to rest")

    async def _due(self) -> dict[str, datetime]:
        """When the engine itself has something to do, by what looks for it."""
        never = self.now + timedelta(days=1)
        async with self.home.storage.reading(MAIN) as connection:
            row = (await connection.execute(LOOK)).one()
        return {name: never if (at := getattr(row, name)) is None else moment(at) for name in DUE}

    # What people and recipients do.

    async def publish(self, name: str, who: str, message: str, *edits: tuple[str, str], text: str = "") -> None:
        """Publish a flow of the sample, with these words in place of others; `text` names the file if it is another."""
        draft = text_of(text or name, *edits)
        self.flows[name] = await save_draft(self.door, MAIN, draft, who, self.flows.get(name))
        await publish(self.door, MAIN, self.flows[name], who, True, message)

    async def waiting(self, flow: str, kind: str, who: str = "") -> list[AskLine]:
        """What waits for people in a flow, the oldest first; of somebody by name or address."""
        found = (await inbox(self.door, MAIN)).asks
        return [
            ask for ask in found
            if ask.flow == self.flows[flow] and ask.kind == kind and (who in ("", ask.title) or who in str(ask.shown))
        ]  # fmt: skip

    async def approve(self, flow: str, who: str, by: str) -> None:
        """Somebody approves the message to a person."""
        for ask in (await self.waiting(flow, "approval", who))[:1]:
            await answers.approve(self.door, MAIN, ask.id, by)

    async def message_to(self, who: str, kind: str = "email") -> Message | None:
        """The latest message that went to that name or address."""
        sent = await outbox.outbox(self.door, MAIN, person=who)
        return next((one for one in sent if one.kind == kind), None)

    async def reply(self, who: str, text: str) -> None:
        """A recipient answers the latest mail."""
        message = await self.message_to(who)
        if message is not None:
            await outbox.reply(self.door, MAIN, message.id, text, SARAH)

    async def take_over(self, flow: str, who: str, by: str) -> None:
        """Somebody takes over what was handed to them."""
        for ask in (await self.waiting(flow, "hand-off", who))[:1]:
            await answers.answer_hand_off(self.door, MAIN, ask.id, by, "taken", "")

    def contact(self, address: str) -> dict[str, Any]:
        """A contact of the CRM."""
        found = self.place.crm.contact_by_email(address, self.at)
        assert found is not None, address
        return found


def text_of(name: str, *edits: tuple[str, str]) -> str:
    """A flow of the sample, with these words in place of others."""
    text = (files("sayso") / "sample" / "flows" / f"{name}.flow").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text
