"""What lanes have in common: how they end early, the sequences they stand in, what the runs of a world share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, OnSchedule
from tests.reference.evaluator.scheduling import Clock
from tests.reference.evaluator.world import Happening, RunTrace


class Ending(Exception):
    """The lane ends here."""

    def __init__(self, how: str, reason: str | None = "", value: Any = None) -> None:
        self.how, self.reason, self.value = how, reason, value


class Trouble(Exception):
    """A call, a question or a called flow came to no good end; `ends` is how the lane ends where no `try` takes it."""

    def __init__(self, kind: str, sentence: str | None, step: str) -> None:
        self.kind, self.sentence, self.step = kind, sentence, step


class Cut(Exception):
    """The event of a `sequence` has come."""

    def __init__(self, guard: "Guard", event: Happening) -> None:
        self.guard, self.event = guard, event


@dataclass(eq=False)
class Guard:
    """An open `sequence`: the event it looks for, since when, what was remembered when it began, and what the event
    is called: its short name only where no other thing had it then.
    """

    pattern: s.EventPattern
    since: datetime
    memory: dict[str, Any]
    names: tuple[str, ...]


@dataclass
class Shared:
    """What runs share: quotas used, who was taken, who is on the way, what is remembered."""

    used: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], datetime] = field(default_factory=dict)
    under_way: dict[tuple[str, str, str], "Run"] = field(default_factory=dict)
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(eq=False)
class Run:
    """One run of a flow."""

    flow: Flow
    catalog: Catalog
    clock: Clock
    shared: Shared
    trigger: tuple[str, str | None]
    inputs: dict[str, Any]
    trace: RunTrace
    order: tuple[int, ...]
    ids: dict[int, str] = field(default_factory=dict)
    failures: int = 0
    end: Ending | None = None
    begin: Callable[..., "Run"] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The flow's zone: its schedule's where that names one, else the workspace's."""
        named = (one.zone for one in self.flow.triggers if isinstance(one, OnSchedule) and one.zone)
        return ZoneInfo(next(named, self.catalog.zone))
