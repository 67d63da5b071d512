"""Replay: the same version and the same journal are the same run, step for step; the first step that differs is named.

No world is needed: every outcome is in the journal. The lanes that stand at the end are those of the run itself, so
a replay is also how a run goes on in another process.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from sayso.interpreter import Linked, advance
from sayso.interpreter.state import Note, Spawn
from sayso.runtime.journal import Calling, Entry, Header, Journal, plain
from sayso.runtime.run import Run


class Difference(msgspec.Struct, frozen=True):
    """Where a replay and its journal part: the entry, the step, what was recorded and what came out."""

    number: int
    run: str
    step: str
    recorded: object
    replayed: object


class Replayed(msgspec.Struct, frozen=True):
    """The runs as they stood at the journal's end, how many steps agreed, and the first that did not."""

    runs: dict[str, Run]
    steps: int
    difference: Difference | None
    calling: tuple[Calling, ...] = ()


def replay(journal: Journal, linked: Callable[[Header], Linked], proves: bool = True) -> Replayed:
    """Run the journal's outcomes through the machine again. `linked` gives the program of a run; without `proves` what
    comes out is believed to be what was recorded, which is for those who want the notes alone."""
    runs: dict[str, Run] = {}
    steps = 0
    calling: dict[tuple[str, str], Calling] = {}
    for place, line in enumerate(journal.lines):
        match line:
            case Header():
                runs[line.run] = _begun(line, linked(line))
            case Calling():
                calling[line.run, line.lane] = line
            case Entry():
                calling.pop((line.run, line.lane), None)
                left_out = Difference(
                    line.number, line.run, line.lane, line.number, f"line {place}: others were left out"
                )
                difference = left_out if line.number != place else _replayed(runs[line.run], line, proves)
                if difference is not None:
                    return Replayed(runs, steps, difference)
                steps += 1
    return Replayed(runs, steps, None, tuple(calling.values()))


def _begun(header: Header, linked: Linked) -> Run:
    run = Run(header.run, linked, header.inputs, header.built_in, header.started)
    run.caller = header.caller
    return run


def _replayed(run: Run, entry: Entry, proves: bool) -> Difference | None:
    lane = run.lanes.get(entry.lane)
    if lane is None:
        return Difference(entry.number, run.id, entry.lane, plain(entry.want), "no such lane")
    notes: list[Note] = []
    step = advance(run.linked, run.scope(entry.lane), lane, entry.outcome, notes)
    run.lanes[entry.lane] = step.lane
    run.notes += [(entry.number, entry.lane, note) for note in notes]
    if proves:
        recorded, replayed = (plain(entry.want), plain(entry.ended)), (plain(step.want), plain(step.ended))
        if recorded != replayed:
            place = step.want.step if step.want else step.ended.step if step.ended else ""
            return Difference(entry.number, run.id, place, recorded, replayed)
    at = entry.outcome.at
    if isinstance(step.want, Spawn):
        run.begin_loop(entry.lane, step.want)
        _go_on_with(run, entry.lane, at)
    if step.ended is not None and entry.lane == "":
        run.ended = step.ended
    elif step.ended is not None:
        _go_on_with(run, run.end_item(entry.lane, step.ended)[0], at)
    return None


def _go_on_with(run: Run, path: str, at: datetime) -> None:
    """Open the items of a loop that may begin, or close it."""
    while run.may_open(path):
        run.open_item(path, at)
    if run.gathers[path].is_over:
        run.end_loop(path)
