"""The values that pass in and out of the machine: lanes, what they want, and what came of it.

All are plain data. A lane is all that must be kept of one strand of a run; with its ancestors' frozen data it can go
on at any instant, on any machine.
"""

from datetime import datetime
from typing import Literal

import msgspec

from sayso.dsl.types import Type


class Watch(msgspec.Struct, frozen=True, gc=False):
    """An event that would end a `sequence`, looked for at every wait and before every call that changes something."""

    frame: int
    event: str
    key: tuple[str, object] | None
    since: datetime


class Wanting(msgspec.Struct, frozen=True, tag_field="want", tag=True, gc=False):
    """What a lane asks of the world. `path` names this very act in canvas, journal and idempotency key."""

    path: str
    step: str
    at: datetime
    watch: tuple[Watch, ...]


class Effect(Wanting, frozen=True, gc=False):
    """A tool call. `person` and `until` (a moment) belong to approvals when `approve` is set, else to the tool."""

    tool: str
    effect: Literal["compute", "read", "write"]
    arguments: dict[str, object]
    tainted: tuple[str, ...] = ()
    approve: bool = False
    person: object = None
    until: datetime | None = None
    answer: Type | None = None


class Reread(Wanting, frozen=True, gc=False):
    """Records to be read again: per name their type, their ids, and whether the name stands for a list of them."""

    records: tuple[tuple[str, str, tuple[str, ...], bool], ...]


class Sleep(Wanting, frozen=True, gc=False):
    """Nothing until a moment; `reason` is a stage's title, or empty."""

    until: datetime
    reason: str = ""


class Await(Wanting, frozen=True, gc=False):
    """An event, at most until a moment. `key` is a field of the event and what it must equal."""

    event: str
    key: tuple[str, object] | None
    since: datetime
    until: datetime


class Admit(Wanting, frozen=True, gc=False):
    """Who of these items may be taken now; the world knows who was taken before and who is still on the way."""

    loop: str
    keys: tuple[str, ...]
    at_most: int | None
    again: Literal["", "once", "again"]
    since: datetime | None = None


class Spawn(Wanting, frozen=True, gc=False):
    """One lane for each item, in order; `left` tells how many were not taken, by reason."""

    loop: str
    item: str
    body: int
    items: list[object]
    keys: tuple[str, ...]
    left: dict[str, int]
    one_at_a_time: bool = False
    stop_on_error: bool = False


Want = Effect | Reread | Sleep | Await | Admit | Spawn

How = Literal["done", "stopped", "skipped", "failed", "returned", "cancelled"]


class Ended(msgspec.Struct, frozen=True, gc=False):
    """How a lane ended: with which value (`return`) or reason, and at which step."""

    how: How
    step: str
    reason: str = ""
    value: object = None


class Frame(msgspec.Struct, frozen=True, gc=False):
    """One thing that is open around the lane's place: a `try`, a `sequence`, a turn of a `repeat`."""

    kind: Literal["try", "sequence", "turn"]
    at: int
    turn: int = 0


class Lane(msgspec.Struct, gc=False):
    """One strand of a run: where it stands, its own names, and what it waits for.

    It changes as it moves; what it holds does not: a new value takes the place of an old one.
    """

    path: str
    pc: int
    began: datetime
    data: dict[str, object]
    frames: tuple[Frame, ...] = ()
    stale: frozenset[str] = frozenset()
    marks: dict[str, datetime] | None = None
    heard: tuple[str, ...] = ()
    kept: tuple[object, ...] = ()
    want: Want | None = None
    ended: Ended | None = None


class Event(msgspec.Struct, frozen=True, gc=False):
    """Something that happened outside: its names and their values, such as {"email": {…}}."""

    id: str
    name: str
    at: datetime
    data: dict[str, object]


OutcomeKind = Literal[
    "began", "done", "failed", "rejected", "expired", "skip", "taken", "gone", "time", "heard", "admitted", "gathered",
    "cancelled",
]  # fmt: skip


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What came of a want, and when; its instant is `@now` for the step.

    `done` has the answer; `failed`, `rejected`, `expired` a sentence and the kind of error; `skip` ends the item on a
    person's word, `taken` ends the lane as completed; `time` ends a sleep or a wait (forced: "continue now");
    `heard` has the event and, for a `sequence`, its frame; `admitted` keys and what was left out; `gathered` what the
    items kept, in their order.
    """

    kind: OutcomeKind
    at: datetime
    value: object = None
    sentence: str = ""
    error: str = ""
    event: Event | None = None
    frame: int | None = None
    left: dict[str, int] | None = None
    forced: bool = False


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something worth telling that is no effect: a condition decided, a stage skipped, a field that was missing."""

    kind: Literal["decided", "late", "missing", "left"]
    step: str
    path: str
    text: str = ""
    truth: bool | None = None
    values: tuple[tuple[str, object], ...] = ()


class Step(msgspec.Struct, frozen=True, gc=False):
    """What `advance` gives: the lane as it now is, what it wants, the lanes to open, and how it ended."""

    lane: Lane
    want: Want | None
    ended: Ended | None
