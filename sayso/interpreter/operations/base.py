"""What every linked operation is: how it runs, what it does with the answer, and how records are read again."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sayso.compiler import ir
from sayso.dsl import calendar
from sayso.interpreter.expressions import Closure, Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.state import Outcome, Reread


class Linkable(ABC):
    """One operation, ready to run."""

    stales: frozenset[str] = frozenset()
    at: int
    """Its position."""
    next: int
    """The position of what follows, past all jumps."""

    def __init__(self, op: ir.Op, settings: Settings) -> None:
        """Keep the step's id and the names that must be fresh."""
        self.step = op.step
        self.reads = frozenset(op.reads)
        self.settings = settings

    @abstractmethod
    def run(self, moving: Moving) -> int:
        """Move on to a position; or leave a want, have trouble, end the lane, and `STAY`."""

    def receive(self, moving: Moving, outcome: Outcome) -> int:
        """Take what came of the want; where to go on."""
        return self.next

    def catch(self, moving: Moving, outcome: Outcome, failing: "Linkable") -> int:
        """Take, as the guard of a `try` or `sequence`, what ends it; where to go on."""
        raise TypeError(f"{type(self).__name__} guards nothing")

    def expire(self, moving: Moving, outcome: Outcome) -> bool:
        """Whether the operation has its own way on when time is out."""
        return False

    def is_stale(self, moving: Moving) -> bool:
        """Whether it reads records that may have changed: they are asked for again, at their first use after that."""
        lane = moving.lane
        if lane.stale.isdisjoint(self.reads):
            return False
        names = sorted(lane.stale & self.reads)
        wanted = [(name, *_identities(moving.env.get(name))) for name in names]
        records = tuple(known for known in wanted if known[2])
        lane.stale -= {known[0] for known in wanted if not known[2]}
        if records:
            moving.ask(self.at, Reread(f"{moving.path(self.step)}/read", self.step, moving.now, (), records))
        return bool(records)


def _identities(value: object) -> tuple[str, tuple[str, ...], bool]:
    records = value if isinstance(value, list) else [value]
    known = [record for record in records if isinstance(record, dict) and "id" in record]
    return known[0]["type"] if known else "", tuple(record["id"] for record in known), isinstance(value, list)


def optional(core: ir.Core | None, settings: Settings) -> Closure | None:
    """The closure of an expression that may be left out."""
    return closure(core, settings) if core is not None else None


def instant(value: object, zone: ZoneInfo) -> datetime | None:
    """A date stands for the beginning of its day."""
    if isinstance(value, datetime):
        return value
    return calendar.start_of_day(value, zone) if isinstance(value, date) else None


def moment_after(moving: Moving, within: Closure | None, since: datetime | None = None) -> datetime | None:
    """The instant a duration from now, or from another instant, by the calendar of the program's zone."""
    duration = within(moving.env) if within else None
    zone = moving.linked.settings.zone
    return calendar.after(since or moving.now, duration, zone) if duration is not None else None
