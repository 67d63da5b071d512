"""Which ways a program can go, and which of them runs have gone: every decision, wait, `try` and `sequence` both ways.

Computed from journals alone: they are replayed with a program that remembers which of its operations were reached.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sayso.compiler import ir
from sayso.interpreter import Linked, Moving, link
from sayso.interpreter.state import Await
from sayso.runtime.journal import Header, Journal
from sayso.runtime.replay import replay
from sayso.runtime.run import Run


class Way(NamedTuple):
    """One way on from a step: `what` is the condition, or the kind of the operation."""

    step: str
    what: str
    which: str


class Reached(list[Callable[[Moving], int]]):
    """Operations' runs that remember which of them were looked up, which the machine does when a lane gets there."""

    def __init__(self, runs: Iterable[Callable[[Moving], int]]) -> None:
        super().__init__(runs)
        self.places: set[int] = set()

    def __getitem__(self, place: int) -> Callable[[Moving], int]:  # type: ignore[override]
        self.places.add(place)
        return super().__getitem__(place)


def ways(program: ir.Program) -> set[Way]:
    """Every way there is."""
    return set(_ways(program))


def _ways(program: ir.Program) -> Iterator[Way]:
    for operation in program.operations:
        match operation:
            case ir.Test(step=step, text=text):
                yield from (Way(step, text, "yes"), Way(step, text, "no"))
            case ir.Hear(step=step):
                yield from (Way(step, "wait for", "came"), Way(step, "wait for", "never came"))
            case ir.Guard(step=step, listen=listen):
                what = "sequence" if listen else "try"
                yield from (Way(step, what, "to its end"), Way(step, what, "left"))


def gone(program: ir.Program, journals: Iterable[Journal]) -> set[Way]:
    """The ways that these journals' runs of the program went."""
    return {way for journal in journals for way in _gone(program, journal)}


def _gone(program: ir.Program, journal: Journal) -> Iterator[Way]:
    linked = link(program)
    reached = Reached(linked.runs)
    linked.runs = reached

    def linked_for(header: Header) -> Linked:
        assert header.flow == program.flow, "a test that runs other flows is told what they give"
        return linked

    replayed = replay(journal, linked_for)
    assert replayed.difference is None, replayed.difference
    for run in replayed.runs.values():
        yield from _decided(run)
    yield from _waited(journal)
    for place, operation in enumerate(program.operations):
        if isinstance(operation, ir.Guard):
            what = "sequence" if operation.listen else "try"
            if operation.handler in reached.places:
                yield Way(operation.step, what, "left")
            if _release_of(program, place) in reached.places:
                yield Way(operation.step, what, "to its end")


def _decided(run: Run) -> Iterator[Way]:
    for _, _, note in run.notes:
        if note.kind == "decided":
            yield Way(note.step, note.text, "yes" if note.truth else "no")


def _waited(journal: Journal) -> Iterator[Way]:
    waits: dict[tuple[str, str], Await] = {}
    for entry in journal.entries():
        wait = waits.pop((entry.run, entry.lane), None)
        if wait is not None and entry.outcome.frame is None:
            yield Way(wait.step, "wait for", "came" if entry.outcome.kind == "heard" else "never came")
        if isinstance(entry.want, Await):
            waits[entry.run, entry.lane] = entry.want


def _release_of(program: ir.Program, guard: int) -> int:
    step, handler = program.operations[guard].step, program.operations[guard].handler  # type: ignore[union-attr]
    places = range(guard, handler)
    return next(
        p for p in places if isinstance(program.operations[p], ir.Release) and program.operations[p].step == step
    )
