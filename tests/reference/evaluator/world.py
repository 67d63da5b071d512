"""What an evaluation is given and what it gives: the outside as plain answers, the trace of all that was done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from sayso.dsl.flow import Flow


@dataclass(frozen=True)
class Said:
    """What came of a call, an approval or a question, and when. `never`: nobody ever said anything."""

    kind: Literal["done", "failed", "rejected", "uncertain", "taken", "never"]
    at: datetime
    value: Any = None
    sentence: str = ""


@dataclass(frozen=True)
class Happening:
    """Something that happens outside, at an instant."""

    id: str
    name: str
    at: datetime
    data: dict[str, Any]


class World(Protocol):
    """The outside: the same question always gets the same answer."""

    start: datetime
    events: list[Happening]
    trigger: tuple[str, str | None]
    inputs: dict[str, Any]
    memory: dict[str, Any]
    flows: dict[str, Flow]
    loaded: dict[str, dict[str, frozenset[str]]]
    """By flow and record type, the fields that a run of the flow loads: those it uses, as the compiler lists them."""

    def answer(self, tool: str, arguments: dict[str, Any], at: datetime) -> Said:
        """What a tool says to a call."""

    def person(self, tool: str, arguments: dict[str, Any], at: datetime, until: datetime, kind: Any) -> Said:
        """What a person says to a question (of that type) or a hand-off."""

    def approval(self, tool: str, arguments: dict[str, Any], at: datetime, until: datetime) -> Said:
        """What an approver says to a call."""

    def read(self, kind: str, id: str, at: datetime) -> dict[str, Any] | None:
        """A record as it is at that moment, None where it is gone."""


@dataclass(frozen=True)
class Made:
    """A call that went out."""

    tool: str
    path: str
    at: datetime
    arguments: dict[str, Any]


@dataclass
class LaneTrace:
    """What one lane did, in order, and how it ended. `reason` None is wording that the language leaves open."""

    calls: list[Made] = field(default_factory=list)
    how: str = "open"
    reason: str | None = ""


@dataclass
class RunTrace:
    """What one run did: its lanes by path, how it stands, and what it gave back. A called one is named by its call."""

    id: str
    flow: str
    lanes: dict[str, LaneTrace] = field(default_factory=dict)
    state: str = "waiting"
    value: Any = None


@dataclass
class Trace:
    """Everything: the runs in the order in which they began, and what is remembered at the end, by flow."""

    runs: list[RunTrace] = field(default_factory=list)
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)
