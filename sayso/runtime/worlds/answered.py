"""Test Mode in which what is read outside has a real answer: the last one that was recorded for the same call, or,
where somebody wants that, one of now. Whatever changes something still only pretends.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from sayso.dsl.catalog import Tool
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.world import Answer, Parked, Place
from sayso.runtime.worlds.recorded import same_call
from sayso.runtime.worlds.simulated import SimulatedWorld

How = Literal["recorded", "real", "example"]
Ask = Callable[[Place, Effect], Outcome | None]
"""The real answer to a call; None where it is not to be asked."""


class Known(msgspec.Struct, frozen=True, gc=False):
    """An answer somebody got: to what, what it was and when, and which fields of records were kept of it."""

    want: Effect
    value: object
    at: datetime
    loads: Mapping[str, frozenset[str]]


class Read(msgspec.Struct, frozen=True):
    """One thing that was read outside in a test: where, by which tool, how its answer was come by, and from when."""

    lane: str
    step: str
    tool: str
    how: How
    at: datetime | None = None


def is_outside(tool: Tool | None) -> bool:
    """Whether it reads what lies outside the workspace, or costs something."""
    return tool is not None and tool.effect == "read" and bool(tool.connection or tool.credits)


class AnsweredWorld(SimulatedWorld):
    """The simulated world, with answers from outside."""

    def __init__(self, *parts: Any, reads: list[Read], recorded: Sequence[Known], ask: Ask) -> None:
        """`recorded`: the newest first. What is read is put into `reads`."""
        super().__init__(*parts)
        self._reads, self._recorded, self._ask = reads, recorded, ask

    def _tool(self, place: Place, want: Effect, now: datetime) -> Answer:
        if not is_outside(self.catalog.tools.get(want.tool)) or self._rule(want.tool, want.arguments) is not None:
            return super()._tool(place, want, now)
        real = self._ask(place, want)
        if real is not None:
            self._note(place, want, "real", real.at)
            return msgspec.structs.replace(real, at=now)
        known = next((one for one in self._recorded if _answers(one, place, want)), None)
        if known is not None:
            self._note(place, want, "recorded", known.at)
            return Outcome("done", now, known.value)
        self._note(place, want, "example")
        return super()._tool(place, want, now)

    def _note(self, place: Place, want: Effect, how: How, at: datetime | None = None) -> None:
        self._reads.append(Read(place.lane, want.step, want.tool, how, at))


def _answers(known: Known, place: Place, want: Effect) -> bool:
    """Whether it is the answer to the same call, with every field of a record that is looked at now."""
    loads = place.linked.loads
    return same_call(known.want, want) and all(loads[kind] <= known.loads.get(kind, loads[kind]) for kind in loads)


def settled(found: Outcome | Parked, at: datetime) -> Outcome:
    """What came of a real call: one whose fate is unknown has failed, as a read that is lost changes nothing."""
    if isinstance(found, Parked):
        return Outcome("failed", at, sentence=found.sentence, error="failed")
    return found
