"""One lane in a worker's hands: it moves, its moves are kept, it rests or ends.

Nothing acts before the commit that says so. Whoever loses the lane's fence stops at once: the lane is in other hands.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Moving, move
from sayso.interpreter.state import Await, Outcome, Spawn, Want, Watch
from sayso.runtime.engine import keeping
from sayso.runtime.engine.changes import (
    Act,
    Arrival,
    Change,
    Demand,
    Fenced,
    JournalLine,
    Kept,
    OnHold,
    Rest,
    Verdict,
    Veto,
)
from sayso.runtime.engine.commits import Commits
from sayso.runtime.engine.standing import Standing, Versions
from sayso.runtime.journal import Answered, Calling, Entry
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import journal
from sayso.runtime.world import Place

TICK = timedelta(microseconds=1)
LOOK_AGAIN = timedelta(seconds=30)
"""After so long a lane that has just begun to listen is looked at once more: an event may have been stored before."""
LISTENING = frozenset({"time", "event", "approval", "question", "hand-off", "held", "by hand", "window", "quota"})
"""What a lane that listens may rest on."""
LONGEST_JOURNAL = 100
"""Lines a lane may have written since its last snapshot before the next one is made."""


class LostLane(Exception):
    """Another worker holds the lane now."""


class Hands(msgspec.Struct):
    """What every strand of a worker works with."""

    storage: Storage
    commits: Commits
    versions: Versions
    clock: Callable[[], datetime]
    pump: Callable[[str], Awaitable[None]]
    nudge: Callable[[], None]
    metrics: Metrics


class Held(msgspec.Struct):
    """A lane as it was taken: its row, the lane itself, and the lines of its journal since the snapshot."""

    workspace: str
    run: str
    path: str
    parent: str | None
    loop: str
    number: int
    who: str
    fence: int
    rings: int
    entries: int
    wanted: int
    resting: str
    snapshot: str
    until: int | None
    order: dict[str, Any] | None
    again: bool = False
    version: int | None = None
    said: str | None = None
    """The order as it stands in its row."""
    due: int | None = None
    """Since when it was to be looked at; 0 where it was rung."""
    about: Any = None
    """The row of its run, where that was read with it."""


class Strand:
    """One lane on its way through this process."""

    def __init__(self, hands: Hands, standing: Standing, held: Held, scope: dict[str, Any]) -> None:
        self.hands, self.standing, self.held = hands, standing, held
        self.lane = keeping.lane_from(held.snapshot)
        self.scope, self.path = scope, held.path
        self.place: Place = standing.place(held.path)
        """Where its wants come from."""
        self.number, self.wanted = held.entries, held.wanted
        self.lines: list[JournalLine] = []
        self.ops: list[tuple[str, dict[str, Any]]] = []
        self.acts: list[Act] = []
        self.moving = Moving(standing.linked, scope, self.lane, None)
        self.last = self.lane.began
        self.unsnapped = 0
        self.listening = held.resting in LISTENING
        """Whether it listens already for what its want listens for."""
        self.called = False
        """Whether a call went out whose answer is not known yet."""
        self.answered: Outcome | None = None
        """An answer that was kept, and the lane has not moved on with it."""

    @property
    def premises(self) -> Any:
        """The workspace around it."""
        return self.standing.premises

    @property
    def cancelling(self) -> bool:
        """Whether a person ordered this lane to end with its run; one with items ends when they have."""
        return self.held.order is not None and self.held.order["what"] == "cancel"

    @property
    def has_rested(self) -> bool:
        """Whether the lane was ever let go: one in its first hands listens for nothing and has asked nobody."""
        return self.held.fence > 1

    def now(self) -> datetime:
        """The present instant, never before what the lane has seen already."""
        now, last = self.hands.clock(), self.last
        return now if now > last else last

    # What was before: lines that the snapshot does not have yet.

    def resume(self, bodies: list[tuple[int, bool, str]]) -> None:
        """Go through the lines of the journal: the wanted one, and those since the snapshot."""
        for number, calls, body in bodies:
            line = keeping.line_from(body)
            if number < self.held.entries:
                assert isinstance(line, Entry)
                self.lane.want, self.called = line.want, calls and self.held.resting == ""
                self.last = max(self.last, line.outcome.at)
            elif isinstance(line, Calling):
                self.called, self.number = True, number + 1
            elif isinstance(line, Answered):
                self.answered, self.number = line.answered, number + 1
            elif isinstance(line, Entry):
                move(self.standing.linked, self.moving, line.outcome)
                self.last, self.called, self.answered = max(self.last, line.outcome.at), calls, None
                self.number, self.wanted = number + 1, number

    # It moves.

    def go_on(self, outcome: Outcome) -> Want | None:
        """Move to the next want, or to the end; what happened will be kept with what comes next."""
        if outcome.at < self.last:
            outcome = msgspec.structs.replace(outcome, at=self.last)
        self.last = outcome.at
        want = move(self.standing.linked, self.moving, outcome)
        entry = Entry(self.number, self.standing.id, self.path, outcome, want, self.lane.ended)
        self.lines.append(JournalLine(self.number, micros(outcome.at), keeping.body_of(entry)))
        self.wanted, self.called, self.answered = self.number, False, None
        self.number, self.listening = self.number + 1, False
        return want

    # What it asks to be kept.

    def row(self, **more: object) -> dict[str, Any]:
        """The parameters that name this lane, for a statement."""
        return {"w": self.standing.workspace, "r": self.standing.id, "p": self.path, **more}

    async def keep(self, **more: Any) -> Verdict:
        """Keep everything so far, in one commit; raises `LostLane` where the lane is in other hands."""
        lines = more.pop("lines", self.lines)
        change = Change(
            self.standing.workspace, self.standing.id, self.path, self.held.fence, self.held.rings, lines,
            ops=self.ops, acts=self.acts, **more,
        )  # fmt: skip
        verdict = await self.hands.commits.keep(change)
        if isinstance(verdict, Fenced):
            raise LostLane
        if isinstance(verdict, Kept):
            self.unsnapped += len(lines)
            self.lines, self.ops, self.acts = [], [], []
        return verdict

    async def call_out(self, path: str, demands: tuple[Demand, ...], veto: Veto | None = None) -> Verdict:
        """Keep that a call goes out now, with everything before it."""
        if self.lines and self.lines[-1].number == self.wanted:
            lines = [*self.lines[:-1], msgspec.structs.replace(self.lines[-1], calls=True)]
            verdict = await self.keep(lines=lines, calling=True, demands=demands, veto=veto)
        else:
            calling = Calling(self.standing.id, self.path, path)
            line = JournalLine(self.number, micros(self.now()), keeping.body_of(calling), calls=True)
            verdict = await self.keep(lines=[*self.lines, line], calling=True, demands=demands, veto=veto)
            self.number += isinstance(verdict, Kept)
        self.called = isinstance(verdict, Kept)
        return verdict

    async def decide(self, decision: Callable[[AsyncConnection], Awaitable[Outcome]]) -> Outcome | None:
        """Answer a want by a look at the tables and a change of them, which count together or not at all: the answer is
        kept in the same commit. None where the run must not act now: the lane has let go."""
        found: list[Outcome] = []
        number = self.number

        async def act(connection: AsyncConnection) -> None:
            outcome = await decision(connection)
            found[:] = [outcome]
            line = Answered(self.standing.id, self.path, outcome)
            row = {
                "workspace": self.standing.workspace, "run": self.standing.id, "lane": self.path, "number": number,
                "at": micros(outcome.at), "calls": False, "body": keeping.body_of(line),
            }  # fmt: skip
            await connection.execute(journal.insert(), [row])

        self.acts.append(act)
        verdict = await self.keep(calling=True, proof=number)
        if isinstance(verdict, OnHold):
            self.acts = []
            if verdict.hold == "cancelling":
                return Outcome("cancelled", self.now(), sentence="cancelled")
            await self.rest(verdict.hold)
            return None
        self.number += 1
        return found[0] if found else await self._decided(number)

    async def _decided(self, number: int) -> Outcome:
        """The answer that an earlier, lost attempt has kept after all."""
        query = select(journal.c.body).where(
            same(journal, workspace=self.standing.workspace, run=self.standing.id, lane=self.path, number=number)
        )
        async with self.hands.storage.reading(self.standing.workspace) as connection:
            line = keeping.line_from((await connection.execute(query)).scalar_one())
        assert isinstance(line, Answered)
        return line.answered

    async def rest(
        self, resting: str, due: datetime | int | None = None, until: datetime | None = None,
        demands: tuple[Demand, ...] = (), veto: Veto | None = None,
    ) -> Verdict:  # fmt: skip
        """Let go of the lane until it is due or woken; where what that counts against is denied, it stays in hand."""
        at = micros(due) if isinstance(due, datetime) else due
        if self._order_waits():
            at = 0
        elif any(name == "listener" for name, _ in self.ops):
            soon = micros(self.now() + LOOK_AGAIN)
            at = soon if at is None else min(at, soon)
        rest = Rest(resting, at, keeping.snapshot_of(self.lane), self.number, self.wanted, micros(until))
        verdict = await self.keep(rest=rest, demands=demands, veto=veto)
        if isinstance(verdict, Kept) and verdict.rung:
            self.hands.nudge()
        return verdict

    def _order_waits(self) -> bool:
        """Whether a person's order is still to be followed; a cancelled loop waits for its items."""
        order = self.held.order
        return order is not None and not (isinstance(self.lane.want, Spawn) and order["what"] == "cancel")

    def forget_order(self) -> None:
        """The order was followed, or means nothing here; one that was given meanwhile stays."""
        self.held.order = None
        self.ops.append(("order.forget", self.row(b_said=self.held.said)))

    def listen(self) -> bool:
        """Ask to be woken by the events the lane's want listens for; whether there are new ones."""
        want = self.lane.want
        assert want is not None
        if self.listening:
            return False
        awaited: list[Await | Watch] = [*want.watch, *([want] if isinstance(want, Await) else [])]
        for number, each in enumerate(awaited):
            field, value = each.key or ("", None)
            self.ops.append((
                "listener",
                {
                    "workspace": self.standing.workspace, "event": each.event, "run": self.standing.id,
                    "lane": self.path, "number": number, "field": field,
                    "value": keeping.json_of(value) if field else "",
                },
            ))  # fmt: skip
        return bool(awaited)

    def stop_listening(self) -> None:
        """Be woken by no event any more."""
        self.listening = False
        self.ops.append(("listener.forget", self.row()))

    def close_asks(self, state: str) -> None:
        """Whatever a person was asked for this lane is settled."""
        self.ops.append(("ask.close", self.row(b_state=state)))

    async def end(self) -> None:
        """The lane is over: an item is counted at its loop, the body's end is the run's."""
        from sayso.runtime.engine.ending import STATES, item_ended, tell_run_ended

        arrival: Arrival | None = None
        if self.has_rested:
            self.stop_listening()
            self.close_asks("settled")
        if self.held.parent is None:
            tell_run_ended(self)
        else:
            arrival = await item_ended(self)
        await self.keep(ends=True, arrival=arrival)
        if self.held.parent is None and self.lane.ended is not None:
            self.hands.metrics.run_ended(STATES.get(self.lane.ended.how, "completed"))
        self.hands.nudge()
