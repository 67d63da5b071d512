"""What outsiders do in a simulated world: which answers tools give, what people decide, which events come, and when.

What is not said follows one default: yes, after half of the time there is ("never" can be chosen instead).
"""

from datetime import datetime
from typing import Any, Literal

import msgspec

from sayso.dsl.calendar import Duration
from sayso.interpreter.state import Watch


class Answering(msgspec.Struct, frozen=True):
    """What a tool does: gives a value, fails, is rejected by its approver, or leaves it uncertain.

    `when` are arguments the call must have, by the text they show.
    """

    does: Literal["returns", "fails", "rejected", "uncertain"] = "returns"
    value: Any = None
    sentence: str = ""
    when: dict[str, Any] = {}


class Coming(msgspec.Struct, frozen=True):
    """An event: at an instant, or so long after a lane began to wait for it. `fields` are those of its record."""

    event: str
    after: Duration | None = None
    at: datetime | None = None
    fields: dict[str, Any] = {}


class Reply(msgspec.Struct, frozen=True):
    """A person's answer to a question: a value after some time, or (value None) none at all."""

    value: Any = None
    after: Duration | None = None


class Decision(msgspec.Struct, frozen=True):
    """What an approver says to a tool's calls: yes, no, or nothing in time; edits replace arguments."""

    verdict: Literal["yes", "no", "never"] = "yes"
    words: str = ""
    after: Duration | None = None
    edits: dict[str, Any] = {}


class Chosen(msgspec.Struct, frozen=True):
    """What an outsider does at one place of one person's way: yes, no (where somebody is asked), or nothing in time."""

    does: Literal["yes", "no", "never"] = "yes"
    after: Duration | None = None


class Choices(msgspec.Struct, frozen=True):
    """Everything that was chosen for one simulation; `places` are by the path of what is wanted, and come first; an
    event that ends a `sequence` is there under `path_of`.
    """

    answers: dict[str, tuple[Answering, ...]] = {}
    events: tuple[Coming, ...] = ()
    replies: dict[str, Reply] = {}
    approvals: dict[str, Decision] = {}
    flows: dict[str, Any] = {}
    otherwise: Literal["yes", "never"] = "yes"
    approve: Literal["half", "now"] = "half"
    silent_reads: bool = False
    places: dict[str, Chosen] = {}


def path_of(lane: str, watch: Watch) -> str:
    """The path under which it is chosen whether the event comes that ends a `sequence` of a lane."""
    return f"{lane}#{watch.frame} {watch.event}"
