"""What a timeline consists of, and how its sentences begin: shared by those who gather its lines."""

from datetime import datetime
from typing import Any, Literal

import msgspec

State = Literal["done", "skipped", "waiting", "failed", "held", "may have been sent", "cancelled"]


class Decision(msgspec.Struct, frozen=True):
    """What decided: the condition as the flow has it, yes, no or unknown, and the values it looked at."""

    condition: str
    answer: str
    values: dict[str, str]


class Line(msgspec.Struct, frozen=True):
    """One thing that happened, or didn't, to somebody: when, in which flow, version, run and step, about whom, in
    words. `by` is the person who acted, empty where the flow did; `sent`: a message went out to them."""

    at: datetime
    flow: str
    name: str
    deleted: bool
    version: int | None
    run: str
    step: str
    who: str
    kind: str
    text: str
    state: State
    by: str = ""
    sent: bool = False
    decision: Decision | None = None
    detail: dict[str, str] = {}


class Standing(msgspec.Struct, frozen=True):
    """Where somebody is on the way right now, in words; `lane` names them in orders for the run."""

    flow: str
    name: str
    run: str
    lane: str
    who: str
    state: State
    text: str
    until: datetime | None


def of_run(row: Any, at: datetime, kind: str, text: str, state: State, **more: Any) -> Line:
    """A line that belongs to a run; `row` is the run with its flow's name."""
    return Line(
        at, row.flow, row.flow_name or "", row.flow_deleted is not None, row.version, row.id, more.pop("step", ""),
        more.pop("who", ""), kind, text, state, **more,
    )  # fmt: skip
