"""Operations that open and close something around others: loops, turns, `try` and `sequence`."""

from datetime import datetime
from typing import Any, cast

from sayso.compiler import ir
from sayso.dsl import calendar
from sayso.interpreter.expressions import Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations.base import Linkable, optional
from sayso.interpreter.operations.times import Listener
from sayso.interpreter.state import Admit, Frame, Outcome, Spawn


class Each(Linkable):
    """`for each`"""

    def __init__(self, op: ir.Each, settings: Settings) -> None:
        """Link the list."""
        super().__init__(op, settings)
        self.op, self.items, self.per = op, closure(op.items, settings), optional(op.per, settings)

    def run(self, moving: Moving) -> int:
        """Ask who of the list may be taken; a record that stands twice is taken once."""
        op, now = self.op, moving.now
        since = None if self.per is None else calendar.after(now, -self.per(moving.env), self.settings.zone)
        moving.keyed = self._keyed(moving, now)
        keys = tuple(moving.keyed)
        path = moving.path(self.step)
        return moving.ask(self.at, Admit(path, self.step, now, (), op.loop, keys, op.at_most, op.again, since))

    def _keyed(self, moving: Moving, now: datetime) -> dict[str, Any]:
        items = self.items({**moving.env, "now": now}) or []
        keyed = _keyed_records(items)
        if len(keyed) < len(items):
            again = self.op.again
            for number, item in enumerate(items):
                keyed.setdefault(item_key(item, number, again), item)
        return keyed

    def receive(self, moving: Moving, outcome: Outcome) -> int:
        """Open a lane for each one admitted; when all have ended, go on after the loop.

        What the items kept goes to this loop's list, or on to the next loop around it that has one.
        """
        op = self.op
        if outcome.kind == "gathered":
            if op.collect is not None:
                moving.bind(op.collect, outcome.value)
            else:
                moving.lane.kept += tuple(cast(list[object], outcome.value or ()))
            return op.after
        assert moving.asked is not None
        keyed = self._keyed(moving, moving.asked.at) if moving.keyed is None else moving.keyed
        moving.keyed = None
        taken = tuple(filter(keyed.__contains__, cast(list[str], outcome.value)))
        if outcome.left:
            moving.note("left", self.step, values=tuple(outcome.left.items()))
        items = list(map(keyed.__getitem__, taken))
        path, one_at_a_time = moving.path(self.step), op.one_at_a_time or op.stop_on_error
        return moving.ask(
            self.at,
            Spawn(
                path, self.step, moving.now, (), op.loop, op.item, self.at + 1, items, taken, outcome.left or {},
                one_at_a_time, op.stop_on_error,
            )
        )  # fmt: skip


def _keyed_records(items: list[Any]) -> dict[str, Any]:
    """The items by their names in paths, if all are records, and each another; else nothing."""
    try:
        keyed = {f"{item['type']}:{item['id']}": item for item in items}
    except (KeyError, TypeError):
        return {}
    return keyed if len(keyed) == len(items) else {}


def item_key(item: object, number: int, again: str) -> str:
    """What an item is called in a path: "contact:ann" for a record; its own words where `once` must know it again."""
    if isinstance(item, dict) and "id" in item:
        return f"{item['type']}:{item['id']}"
    return f"={item}" if again == "once" and not isinstance(item, dict) else str(number)


class Guard(Linkable):
    """Begin of a `try` or a `sequence`."""

    def __init__(self, op: ir.Guard, settings: Settings) -> None:
        """Link what ends a sequence."""
        super().__init__(op, settings)
        self.op, self.stales = op, frozenset(op.stales)
        self.listener = Listener(op.listen, settings) if op.listen else None

    def run(self, moving: Moving) -> int:
        """Open the guard."""
        lane = moving.lane
        lane.frames = (*lane.frames, Frame("sequence" if self.listener else "try", self.at))
        return self.next

    def catch(self, moving: Moving, outcome: Outcome, failing: Linkable) -> int:
        """Go to the handler, with the error or the event under its name."""
        if self.listener is not None and outcome.event is not None:
            moving.lane.stale |= self.stales
            self.listener.bind(moving, outcome.event.data)
        elif self.op.error is not None:
            kind = outcome.error or outcome.kind
            moving.bind(self.op.error, {"message": outcome.sentence, "kind": kind, "step": failing.step})
        return self.op.handler


class Release(Linkable):
    """End of the innermost guard."""

    def run(self, moving: Moving) -> int:
        """Close it."""
        moving.lane.frames = moving.lane.frames[:-1]
        return self.next


class Turn(Linkable):
    """The head of a `repeat`."""

    def __init__(self, op: ir.Turn, settings: Settings) -> None:
        """Keep the limit."""
        super().__init__(op, settings)
        self.op = op

    def run(self, moving: Moving) -> int:
        """Count a turn, or leave when all were used."""
        frames = moving.lane.frames
        open_here = bool(frames) and frames[-1].kind == "turn" and frames[-1].at == self.at
        turn = frames[-1].turn + 1 if open_here else 1
        outer = frames[:-1] if open_here else frames
        if turn > self.op.at_most:
            moving.lane.frames = outer
            return self.op.exit
        moving.lane.frames = (*outer, Frame("turn", self.at, turn))
        return self.next
