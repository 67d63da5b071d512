"""What every operation works with, and how it says no."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.backtests import Backtests
from sayso.runtime.engine.premises import Houses, Premises
from sayso.runtime.engine.standing import Versions
from sayso.runtime.intake import Intake
from sayso.runtime.listening import Listening
from sayso.runtime.models.models import Models
from sayso.runtime.recent import Recent
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import audit, flows, runs
from sayso.runtime.turned_away import TurnedAway
from sayso.runtime.vault import Vault


class Refused(Exception):
    """An operation was not done: the sentence says why, and what to do next. `code` is for programs."""

    def __init__(self, code: str, sentence: str, **detail: Any) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.detail = code, sentence, detail


class NotHere(Refused):
    """What was asked for is not in this workspace: whether it is in another one is never told."""

    def __init__(self, what: str) -> None:
        super().__init__("not-found", f"There is no such {what} here.")


def _now() -> datetime:
    return datetime.now(UTC)


class Door(msgspec.Struct):
    """What operations work with: the tables, the workspaces, the clock, a bell that wakes workers, a model."""

    storage: Storage
    houses: Houses
    versions: Versions
    clock: Callable[[], datetime] = _now
    vault: Vault = msgspec.field(default_factory=Vault.in_memory)
    ring: Callable[[str], None] = lambda run: None
    backtests: Backtests = msgspec.field(default_factory=Backtests)
    intake: Intake = msgspec.field(default_factory=Intake)
    models: Models = msgspec.field(default_factory=Models)
    logs: Recent = msgspec.field(default_factory=Recent)
    turned_away: TurnedAway = msgspec.field(default_factory=TurnedAway)
    listening: Listening = msgspec.field(default_factory=Listening)

    def premises(self, workspace: str) -> Premises:
        """The workspace of that id; `NotHere` where it is unknown."""
        try:
            return self.houses.premises(workspace)
        except KeyError:
            raise NotHere("workspace") from None

    def now(self) -> datetime:
        """The present instant."""
        return self.clock()


async def flow_row(connection: AsyncConnection, workspace: str, flow: str, lock: bool = False) -> Any:
    """A flow's row, by its id; `NotHere` where it is unknown or was deleted."""
    query = select(flows).where(same(flows, workspace=workspace, id=flow))
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise NotHere("flow")
    return row


async def run_row(connection: AsyncConnection, workspace: str, run: str, lock: bool = False) -> Any:
    """A run's row, by its id; `NotHere` where it is unknown."""
    query = select(runs).where(same(runs, workspace=workspace, id=run))
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise NotHere("run")
    return row


async def note(
    connection: AsyncConnection, workspace: str, at: datetime, who: str, what: str, about: str, detail: str = ""
) -> None:
    """Keep who did what."""
    from secrets import token_hex

    row = {
        "workspace": workspace, "id": f"{micros(at)}-{token_hex(4)}", "at": micros(at), "who": who, "what": what,
        "about": about, "detail": detail[:2000],
    }  # fmt: skip
    await connection.execute(audit.insert(), [row])
