"""One run as the driver holds it: its lanes, what their ancestors froze, the loops that wait, and how it stands."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from sayso.interpreter import Linked
from sayso.interpreter.state import Ended, Lane, Note, Spawn
from sayso.runtime.world import Parked, Place

State = Literal[
    "queued",
    "running",
    "waiting",
    "needs you",
    "completed",
    "completed with failures",
    "stopped",
    "failed",
    "cancelled",
]


class Gather(msgspec.Struct):
    """A loop that waits for its items: how many are open, which comes next, and what those that ended kept. All items
    share one frozen `scope`."""

    spawn: Spawn
    scope: dict[str, Any]
    following: int = 0
    open: int = 0
    kept: dict[int, list[object]] = {}
    halted: bool = False


class Item(msgspec.Struct, frozen=True):
    """How one item of a loop ended. `step` is the loop's."""

    path: str
    step: str
    key: str
    item: object
    ended: Ended


class Run:
    """One run of one flow."""

    def __init__(self, id: str, linked: Linked, inputs: dict[str, Any], built_in: dict[str, Any], at: datetime) -> None:
        """The body's lane, about to begin."""
        self.id, self.linked, self.started = id, linked, at
        self.lanes: dict[str, Lane] = {"": Lane("", 0, at, inputs)}
        self.scopes: dict[str, dict[str, Any]] = {"": built_in}
        self.parents: dict[str, tuple[str, int]] = {}
        self.gathers: dict[str, Gather] = {}
        self.parked: dict[str, Parked] = {}
        self.items: list[Item] = []
        self.notes: list[tuple[int, str, Note]] = []
        self.caller: tuple[str, str] | None = None
        self.ended: Ended | None = None

    def place(self, lane: str) -> Place:
        """Where a want of that lane comes from."""
        return Place(self.id, self.linked.program.flow, lane, self.linked)

    def scope(self, path: str) -> dict[str, Any]:
        """The frozen names of a lane's ancestors."""
        return self.scopes[path]

    def begin_loop(self, path: str, spawn: Spawn, at: datetime) -> list[str]:
        """Open a loop's lanes below a lane, all at once or the first; they see that lane's names as they are now."""
        self.gathers[path] = Gather(spawn, {**self.scopes[path], **self.lanes[path].data}, kept={})
        first = min(1, len(spawn.items)) if spawn.one_at_a_time else len(spawn.items)
        return [self._open(path, at) for _ in range(first)]

    def _open(self, path: str, at: datetime) -> str:
        gather = self.gathers[path]
        number, spawn = gather.following, gather.spawn
        gather.following, gather.open = number + 1, gather.open + 1
        child = f"{spawn.path}/each[{spawn.keys[number]}]"
        stale = self.lanes[path].stale - {spawn.item}
        self.lanes[child] = Lane(child, spawn.body, at, {spawn.item: spawn.items[number]}, stale=stale)
        self.scopes[child] = gather.scope
        self.parents[child] = (path, number)
        return child

    def end_item(self, path: str, ended: Ended, at: datetime) -> tuple[str, str | None]:
        """Close an item's lane; its loop's lane, and the next item's where one at a time is taken.

        What it kept goes to the loop, unless it skipped or failed. `loop_is_over` tells whether the loop goes on.
        """
        parent, number = self.parents.pop(path)
        gather, lane = self.gathers[parent], self.lanes.pop(path)
        del self.scopes[path]
        gather.open -= 1
        if ended.how == "done":
            gather.kept[number] = lane.kept
        spawn = gather.spawn
        self.items.append(Item(path, spawn.step, spawn.keys[number], spawn.items[number], ended))
        gather.halted = gather.halted or (spawn.stop_on_error and ended.how == "failed")
        more = spawn.one_at_a_time and not gather.halted and gather.following < len(spawn.items)
        return parent, self._open(parent, at) if more else None

    def loop_is_over(self, path: str) -> bool:
        """Whether every item of the loop below a lane has ended."""
        gather = self.gathers[path]
        return gather.open == 0 and (gather.halted or gather.following == len(gather.spawn.items))

    def end_loop(self, path: str) -> list[object]:
        """Close the loop below a lane; what its items kept, in their order."""
        gather = self.gathers.pop(path)
        return [value for number in sorted(gather.kept) for value in gather.kept[number]]

    @property
    def state(self) -> State:
        """How the run stands, in the words every page uses."""
        if self.ended is None:
            if self.parked:
                return "needs you"
            return "waiting" if any(lane.want for lane in self.lanes.values()) else "running"
        match self.ended.how:
            case "failed":
                return "failed"
            case "cancelled":
                return "cancelled"
            case "stopped" | "skipped":
                return "stopped"
        lost = any(item.ended.how == "failed" for item in self.items)
        return "completed with failures" if lost else "completed"
