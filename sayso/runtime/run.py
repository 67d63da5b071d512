"""One run as the driver holds it: its lanes, what their ancestors froze, the loops that wait, and how it stands."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Ended, Lane, Note, Spawn
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
    """A loop that waits for its items: its `size`, how many are open, which comes next, and what those that ended kept.
    All share one frozen `scope`, and the names that were `stale` when the loop began.
    """

    spawn: Spawn
    scope: dict[str, Any]
    stale: frozenset[str]
    size: int
    following: int = 0
    open: int = 0
    kept: dict[int, tuple[object, ...]] = {}
    halted: bool = False

    @property
    def may_open(self) -> bool:
        """Whether the next item may begin."""
        if self.following == self.size or self.halted:
            return False
        return self.open == 0 or not self.spawn.one_at_a_time

    @property
    def is_over(self) -> bool:
        """Whether every item has ended."""
        return self.open == 0 and (self.following == self.size or self.halted)


class Item(msgspec.Struct, frozen=True, gc=False):
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
        self.lanes: dict[str, Lane] = {"": Lane("", 0, at, dict(inputs))}
        self.flow, self.built_in = linked.program.flow, built_in
        self.rules: dict[str, Any] = {}
        self.free: frozenset[str] = frozenset()
        """Tools whose calls nothing ever holds back, as far as that was found out."""
        self.parents: dict[str, tuple[str, int]] = {}
        self.gathers: dict[str, Gather] = {}
        self.parked: dict[str, Parked] = {}
        self.items: list[Item] = []
        self.lost = False
        self.notes: list[tuple[int, str, Note]] = []
        self.caller: tuple[str, str] | None = None
        self.ended: Ended | None = None

    def place(self, lane: str) -> Place:
        """Where a want of that lane comes from."""
        return Place(self.id, self.flow, lane, self.linked, self.rules)

    def id_of_called(self, want: Effect) -> str:
        """What the run of the flow that such a call begins is called."""
        return f"{self.id}/{want.path}/flow"

    def scope(self, path: str) -> dict[str, Any]:
        """The frozen names of a lane's ancestors."""
        return self.gathers[self.parents[path][0]].scope if path else self.built_in

    def in_order(self) -> list[tuple[str, Lane]]:
        """The open lanes, an item's own items before the next item."""
        return sorted(self.lanes.items(), key=lambda known: self._numbers(known[0]))

    def _numbers(self, path: str) -> list[int]:
        numbers: list[int] = []
        while path:
            path, number = self.parents[path]
            numbers.insert(0, number)
        return numbers

    def begin_loop(self, path: str, spawn: Spawn) -> None:
        """Open a loop below a lane; its items see that lane's names as they are now."""
        lane = self.lanes[path]
        scope, stale = {**self.scope(path), **lane.data}, lane.stale - {spawn.item}
        self.gathers[path] = Gather(spawn, scope, stale, len(spawn.items))

    def may_open(self, path: str) -> bool:
        """Whether the next item of the loop below a lane may begin."""
        gather = self.gathers.get(path)
        return gather is not None and gather.may_open

    def open_item(self, path: str, at: datetime) -> Lane:
        """Begin the lane of the next item of the loop below a lane."""
        gather = self.gathers[path]
        number, spawn = gather.following, gather.spawn
        gather.following = number + 1
        gather.open += 1
        child = f"{spawn.path}/each[{spawn.keys[number]}]"
        lane = self.lanes[child] = Lane(child, spawn.body, at, {spawn.item: spawn.items[number]}, (), gather.stale)
        self.parents[child] = path, number
        return lane

    def end_item(self, path: str, ended: Ended) -> tuple[str, Gather]:
        """Close an item's lane; what it kept goes to the loop, unless it skipped or failed. Gives the loop."""
        parent, number = self.parents.pop(path)
        lane, gather = self.lanes.pop(path), self.gathers[parent]
        spawn = gather.spawn
        gather.open -= 1
        if lane.kept and ended.how == "done":
            gather.kept[number] = lane.kept
        if ended.how == "failed":
            self.lost = True
            gather.halted = spawn.stop_on_error or gather.halted
        self.items.append(Item(path, spawn.step, spawn.keys[number], spawn.items[number], ended))
        return parent, gather

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
        return "completed with failures" if self.lost else "completed"
