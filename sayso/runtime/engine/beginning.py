"""A run begins: its row and its body's lane, made in the transaction of whatever gave cause for it."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.interpreter.state import Lane
from sayso.runtime.engine.keeping import json_of, snapshot_of
from sayso.runtime.engine.premises import Premises
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.tables import lanes, runs


async def begin(
    connection: AsyncConnection, storage: Storage, premises: Premises, flow: str, version: int, linked: Linked,
    at: datetime, *, trigger: dict[str, Any], inputs: dict[str, Any], id: str, queued: bool = False,
    start_key: str | None = None, caller: tuple[str, str] | None = None, title: str = "", by: str = "",
    mode: str = "live", hold: str = "", not_before: datetime | None = None, retry_of: str = "",
) -> bool:  # fmt: skip
    """Make a run; False where one of this id or start key is there already. A `queued` one has no lane yet."""
    row = row_of(premises, flow, version, at, trigger, inputs, id) | {
        "mode": mode, "title": title, "start_key": start_key, "by": by, "hold": hold, "retry_of": retry_of,
        "caller_run": caller[0] if caller else None, "caller_lane": caller[1] if caller else None,
        "not_before": micros(not_before or at),
    }  # fmt: skip
    row |= {} if queued else {"state": "active", "started": micros(at)}
    made = await connection.execute(storage.insert(runs).on_conflict_do_nothing().values(row))
    if made.rowcount != 1:
        return False
    if not queued:
        await open_body(connection, premises.workspace, id, inputs, at, title)
    return True


def row_of(
    premises: Premises, flow: str, version: int, at: datetime, trigger: dict[str, Any], inputs: dict[str, Any], id: str
) -> dict[str, Any]:
    """The row of a run that is queued."""
    built_in = {**premises.built_in(), "run": {"id": id}, "trigger": {**inputs, **trigger}}
    return {
        "workspace": premises.workspace, "id": id, "flow": flow, "version": version, "state": "queued",
        "trigger": json_of(trigger), "inputs": json_of(inputs), "built_in": json_of(built_in), "created": micros(at),
        "started": None, "not_before": micros(at),
    }  # fmt: skip


async def open_body(
    connection: AsyncConnection, workspace: str, run: str, inputs: dict[str, Any], at: datetime, who: str = ""
) -> None:
    """Open the lane of a run's body: it is due at once."""
    await connection.execute(lanes.insert(), [body_row(workspace, run, inputs, at, who)])


def body_row(workspace: str, run: str, inputs: dict[str, Any], at: datetime, who: str = "") -> dict[str, Any]:
    """The row of that lane."""
    lane = Lane("", 0, at, dict(inputs))
    return {
        "workspace": workspace, "run": run, "path": "", "who": who, "snapshot": snapshot_of(lane), "due": micros(at),
    }  # fmt: skip
