"""What a lane asks to be kept, in one piece: the lines of its journal, how it rests, what else changes with that."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

Act = Callable[[AsyncConnection], Awaitable[None]]
"""A change that must look before it writes; it happens within the commit's transaction."""


class Demand(msgspec.Struct, frozen=True):
    """So much of something counted that a call needs: the counter's name, the amount, the most there may ever be in it.
    `name` says in words what is counted, `refresh` when it begins anew (microseconds), None for never.
    """

    counter: str
    amount: int
    limit: int | None = None
    name: str = ""
    refresh: int | None = None


Veto = Callable[[AsyncConnection], Awaitable[Demand | None]]
"""Looks, once everything counted is locked, whether a call may go out; gives what stands against it."""


class JournalLine(msgspec.Struct, frozen=True, gc=False):
    """One line of a lane's journal; `calls`: with it a call goes out that changes something."""

    number: int
    at: int
    body: str
    calls: bool = False


class Rest(msgspec.Struct, frozen=True):
    """A lane lets go: what it rests on, until when (None: till it is woken), and how it stands."""

    resting: str
    due: int | None
    snapshot: str
    entries: int
    wanted: int
    until: int | None = None


class Arrival(msgspec.Struct, frozen=True):
    """An item of a loop has ended: which loop, and whether it must stop."""

    loop: str
    halts: bool = False


class Change(msgspec.Struct):
    """What one lane asks for. It counts only if nobody took the lane meanwhile (`fence`), and, where a call goes out,
    only if the run is not held and every demand can be met. `ops` are rows by the name of their statement; `proof` is
    the number of a line that an act writes.
    """

    workspace: str
    run: str
    lane: str
    fence: int
    rings: int = 0
    lines: list[JournalLine] = []
    rest: Rest | None = None
    ends: bool = False
    calling: bool = False
    demands: tuple[Demand, ...] = ()
    veto: Veto | None = None
    arrival: Arrival | None = None
    proof: int | None = None
    ops: list[tuple[str, dict[str, Any]]] = []
    acts: list[Act] = []


class Kept(msgspec.Struct, frozen=True):
    """It counts. `rung`: somebody woke the lane meanwhile, so it is to be looked at again at once."""

    rung: bool = False


class Fenced(msgspec.Struct, frozen=True):
    """Nothing of it counts: another worker holds the lane now."""


class OnHold(msgspec.Struct, frozen=True):
    """Nothing of it counts: the run must not act now; `hold` says why."""

    hold: str


class Denied(msgspec.Struct, frozen=True):
    """Nothing of it counts: a demand cannot be met."""

    demand: Demand


Verdict = Kept | Fenced | OnHold | Denied


def judged(change: Change, found: tuple[int, int, str] | None) -> Verdict:
    """What becomes of a change whose lane has this fence, these rings, and this hold of its run; None: it is gone."""
    if found is None or found[0] != change.fence:
        return Fenced()
    if found[2] and change.calling:
        return OnHold(found[2])
    return Kept(rung=found[1] != change.rings)
