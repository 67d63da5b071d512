"""What is read when lanes are taken, the same from both databases."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column

from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.strand import Held
from sayso.runtime.storage.tables import journal, lanes, runs

Lines = list[tuple[int, bool, str]]
"""Journal lines: number, whether a call went out with it, body."""
Taken = tuple[Held, Lines]


class Claim(msgspec.Struct, frozen=True):
    """Who takes lanes, at which instant, for how long (microseconds), how many at most, of which workspaces none."""

    owner: str
    now: int
    lease: int
    most: int
    besides: tuple[str, ...] = ()


class RunRow(NamedTuple):
    """What a worker knows about a run."""

    workspace: str
    id: str
    flow: str
    version: int
    built_in: str | None
    trigger: str | None
    inputs: str | None
    caller_run: str | None
    caller_lane: str | None
    started: int | None


def _named(*columns: Column[Any]) -> str:
    return ", ".join(f'"{column.table.name}"."{column.name}"' for column in columns)


_OF_LANE = lanes.c
LANE = _named(
    _OF_LANE.workspace, _OF_LANE.run, _OF_LANE.path, _OF_LANE.parent, _OF_LANE.loop, _OF_LANE.number, _OF_LANE.who,
    _OF_LANE.fence, _OF_LANE.rings, _OF_LANE.entries, _OF_LANE.wanted, _OF_LANE.resting, _OF_LANE.snapshot,
    _OF_LANE.until, _OF_LANE.order, _OF_LANE.again, _OF_LANE.version,
    _OF_LANE.due,
)  # fmt: skip
"""A lane's columns, in the order of `Held`."""
JOURNAL = _named(journal.c.number, journal.c.calls, journal.c.body)
RUN = _named(*(runs.c[name] for name in RunRow._fields))


def taken(row: Sequence[Any]) -> Held:
    """A lane as it was taken."""
    order, again, version, due = row[-4:]
    return Held(*row[:-4], value_from(order), bool(again), version, order, due)  # type: ignore[call-arg]
