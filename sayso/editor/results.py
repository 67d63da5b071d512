"""What happened, laid on the boxes: how each step stands for everybody, or for one person alone."""

from collections.abc import Iterable
from typing import Final

from sayso.runtime.log import LogLine

DONE: Final = {
    "began": "done", "read": "done", "did": "done", "heard": "done", "decided": "done", "memory": "done",
    "left": "done", "late": "done", "asked": "waiting", "waits": "waiting", "failed": "failed", "refused": "skipped",
    "ended": "done", "ordered": "running",
}  # fmt: skip
"""How a step stands after a line of the log."""
ENDED: Final = {"skipped": "skipped", "failed": "failed", "cancelled": "skipped", "stopped": "done"}
ORDER: Final = ("failed", "running", "waiting", "done", "skipped")
"""Of several people at one step the first of these is shown."""


def ways_of(lines: Iterable[LogLine]) -> dict[str, dict[str, str]]:
    """For each lane its steps and how they stand there, in the order in which they were met."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if not line.step or line.step == "end":
            continue
        state = DONE[line.kind]
        if line.kind == "ended":
            state = next((state for word, state in ENDED.items() if line.text.startswith(word)), "done")
        steps = found.setdefault(line.lane, {})
        if steps.get(line.step) == "failed" and line.kind == "ended":
            continue
        steps[line.step] = state
    return found


def states_of(lines: Iterable[LogLine], lane: str | None = None, words: dict[str, str] | None = None) -> "States":
    """How each step stands: in one lane and those around it, or counted over all."""
    ways = ways_of(lines)
    if lane is not None:
        around = [one for one in ways if lane == one or lane.startswith(f"{one}/") or one.startswith(f"{lane}/")]
        mine: dict[str, str] = {}
        for one in sorted({*around, *([""] if "" in ways else [])}, key=len):
            mine |= ways[one]
        return {step: {"state": state, "counts": ""} for step, state in mine.items()}
    every: dict[str, list[str]] = {}
    for steps in ways.values():
        for step, state in steps.items():
            every.setdefault(step, []).append(state)
    return {step: _counted(states, words or {}) for step, states in every.items()}


States = dict[str, dict[str, str]]
"""By a step's id its `state`, and `counts` in words."""


def _counted(states: list[str], words: dict[str, str]) -> dict[str, str]:
    shown = next((state for state in ORDER if state in states), "done")
    if len(states) == 1:
        return {"state": shown, "counts": ""}
    parts = [f"{states.count(state)} {words.get(state, state)}" for state in ORDER if state in states]
    return {"state": shown, "counts": f"{len(states)}: {', '.join(parts)}"}
