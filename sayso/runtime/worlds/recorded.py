"""What was recorded of runs, as a backtest asks for it: what came of a want, by its place and what it asks for.

A want that is asked again at the same place with the same arguments has the recorded outcome, after the recorded time.
Records are the same by their ids: another version may look at other fields of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.dsl.values import Filter
from sayso.interpreter import Linked
from sayso.interpreter.state import Admit, Await, Effect, Outcome, Reread, Sleep, Spawn, Want
from sayso.runtime.journal import Entry
from sayso.runtime.worlds.aligning import steps_between

PEOPLE = frozenset({"people.ask", "people.hand_off"})
NOTHING = timedelta()


class Answer(msgspec.Struct, gc=False):
    """A want that was recorded, when it was asked, what came of it (None: nothing yet), and whether a backtest has
    used it."""

    want: Want
    at: datetime
    outcome: Outcome | None
    used: bool = False


class Strip:
    """One lane as it was recorded, and how a backtest stands in it.

    `shift` is how much later the backtest is than the record, `sent_shift` the same as of the last message; `sent` says
    whether that message was really sent: `recorded`, in `other words`, or `never`.
    """

    def __init__(self, entries: Sequence[Entry] = (), shift: timedelta = NOTHING) -> None:
        self.entries = entries
        self.began = entries[0].outcome.at if entries else None
        self.answers: list[Answer] = []
        self._by_path: dict[str, list[Answer]] = {}
        following = [entry.outcome for entry in entries[1:]]
        for entry, outcome in zip(entries, [*following, None], strict=False):
            if entry.want is not None:
                answer = Answer(entry.want, entry.outcome.at, outcome)
                self.answers.append(answer)
                self._by_path.setdefault(entry.want.path, []).append(answer)
        self.shift = self.sent_shift = shift
        self.sent = ""
        self.made = self.began
        self.now: Answer | None = None

    def find(self, path: str, want: Want) -> Answer | None:
        """The first answer at that place, not used yet, to a want that asks for the same."""
        found = self._by_path.get(path, ())
        return next((one for one in found if not one.used and fits(one.want, want)), None)

    def at(self, path: str, kind: type[Want] | tuple[type[Want], ...], tool: str = "") -> Answer | None:
        """What was recorded at that place of this kind, whatever it asked for."""
        found = (one for one in self._by_path.get(path, ()) if isinstance(one.want, kind))
        return next((one for one in found if not tool or getattr(one.want, "tool", "") == tool), None)

    def sent_besides(self, at: datetime, sending: frozenset[str]) -> bool:
        """Whether the recorded lane had sent something before that the backtest has not."""
        return any(
            isinstance(one.want, Effect) and one.want.tool in sending and not one.used and one.outcome is not None
            and one.outcome.kind == "done" and one.outcome.at < at
            for one in self.answers
        )  # fmt: skip

    def reread(self, kind: str, id: str) -> dict[str, Any] | None:
        """A record as a recorded run read it again in this lane, the next reading first."""
        for used in (False, True):
            for one in self.answers:
                if one.used is used and isinstance(one.want, Reread) and one.outcome is not None:
                    for name, type_, ids, _ in one.want.records:
                        if type_ == kind and id in ids and isinstance(one.outcome.value, dict):
                            found = _among(one.outcome.value.get(name), id)
                            if found is not None:
                                return found
        return None


def _among(value: Any, id: str) -> dict[str, Any] | None:
    records = value if isinstance(value, list) else [value]
    return next((one for one in records if isinstance(one, dict) and one.get("id") == id), None)


class Tape:
    """One run as it was recorded: its lanes, what people edited in what they approved, and the runs it called.

    `linked` is the version it ran on; `edits` are by lane and path; `called` by the path of the call. `untimed`: its
    instants are in no order that can be played again, as it was tried again later, or the clock was set back.
    """

    def __init__(
        self, run: str = "", linked: Linked | None = None, lanes: Mapping[str, Sequence[Entry]] | None = None,
        edits: Mapping[tuple[str, str], dict[str, Any]] | None = None, built_in: Mapping[str, Any] | None = None,
        untimed: bool = False,
    ) -> None:  # fmt: skip
        self.run, self.linked, self.edits = run, linked, edits or {}
        self.built_in, self.untimed = built_in, untimed
        self.strips = {path: Strip(entries) for path, entries in (lanes or {}).items() if entries}
        self.called: dict[str, Tape] = {}
        self.is_empty = not self.strips
        """Whether nothing was recorded: the run is new."""

    def steps(self, linked: Linked) -> Callable[[str], str]:
        """How paths of a version are called in the recorded one."""
        return (lambda path: path) if self.linked is None else steps_between(self.linked, linked).recorded

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every want with its lane, those of called runs too."""
        for path, strip in self.strips.items():
            for answer in strip.answers:
                yield path, answer
        for tape in self.called.values():
            yield from tape.answers()

    def like(self, lane: str, want: Effect) -> Answer | None:
        """What came of the same call elsewhere in the run: in this lane first; a change that was used is not there."""
        strips = [self.strips[lane]] if lane in self.strips else []
        for strip in [*strips, *(other for path, other in self.strips.items() if path != lane)]:
            for one in strip.answers:
                free = want.effect != "write" or not one.used
                if free and isinstance(one.want, Effect) and one.outcome is not None and same_call(one.want, want):
                    return one
        return None


def fits(recorded: Want, want: Want) -> bool:
    """Whether two wants at one place ask for the same."""
    if recorded.__class__ is not want.__class__ or not _hear_alike(recorded, want):
        return False
    match want:
        case Effect():
            assert isinstance(recorded, Effect)
            return recorded.approve == want.approve and same_call(recorded, want)
        case Reread():
            return recorded.records == want.records  # type: ignore[union-attr]
        case Sleep():
            return _as_long(recorded, want)
        case Await():
            assert isinstance(recorded, Await)
            return recorded.event == want.event and recorded.key == want.key and _as_long(recorded, want)
        case Admit():
            assert isinstance(recorded, Admit)
            return (recorded.keys, recorded.at_most, recorded.again) == (want.keys, want.at_most, want.again)
        case Spawn():
            return recorded.keys == want.keys  # type: ignore[union-attr]


def _hear_alike(one: Want, other: Want) -> bool:
    if not one.watch and not other.watch:
        return True
    return [(each.frame, each.event, each.key) for each in one.watch] == [
        (each.frame, each.event, each.key) for each in other.watch
    ]


def _as_long(one: Any, other: Any) -> bool:
    return bool(one.until == other.until or one.until - one.at == other.until - other.at)


def same_call(one: Effect, other: Effect) -> bool:
    """Whether two calls are of one tool, with equal arguments."""
    return one.tool == other.tool and same_values(one.arguments, other.arguments)


def same_values(one: Any, other: Any) -> bool:
    """Whether values are equal; records are where their ids are."""
    return bool(one == other) or essence(one) == essence(other)


def essence(value: Any) -> Any:
    """A value with its records as their ids, and a condition without the instant it was made."""
    if isinstance(value, dict):
        if "id" in value and "type" in value:
            return value["type"], value["id"]
        return tuple(sorted((name, essence(item)) for name, item in value.items() if item is not None))
    if isinstance(value, list | tuple):
        return tuple(essence(item) for item in value)
    if isinstance(value, Filter):
        return value.condition, essence({name: item for name, item in value.values.items() if name != "now"})
    return value
