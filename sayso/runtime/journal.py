"""What happened, as lines of JSON: a header, then one entry each time a lane moved.

An entry holds the outcome that came in and what the lane then wanted or how it ended, so the next intent is written
with the last outcome. The same version and the same journal are the same run, step for step.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from sayso.dsl import values_json
from sayso.dsl.values import Duration, Filter, Money, Percent
from sayso.interpreter.state import Ended, Outcome, Want

FORMAT = 1
"""The version of the journal's shape."""


class Header(msgspec.Struct, frozen=True):
    """The beginning of a run: which flow, which version of it, by which trigger, with what."""

    run: str
    flow: str
    version: str
    text: str
    trigger: dict[str, Any]
    inputs: dict[str, Any]
    started: datetime
    mode: str
    built_in: dict[str, Any]
    caller: tuple[str, str] | None = None
    sayso: int = FORMAT


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One move of one lane of one run."""

    number: int
    run: str
    lane: str
    outcome: Outcome
    want: Want | None = None
    ended: Ended | None = None


class Calling(msgspec.Struct, frozen=True, gc=False):
    """Written just before a call goes out that must not be made twice."""

    run: str
    lane: str
    path: str
    calling: bool = True


class Answered(msgspec.Struct, frozen=True, gc=False):
    """Written where an answer was kept together with what it changed; the lane has not moved on with it yet."""

    run: str
    lane: str
    answered: Outcome


class Reopened(msgspec.Struct, frozen=True, gc=False):
    """Written where a lane that had failed goes on again: the entry of that number does not count any more."""

    run: str
    lane: str
    reopened: int


Line = Header | Entry | Calling | Answered | Reopened


class JournalProblem(Exception):
    """The journal cannot be read; the message names the line."""


class Journal:
    """The lines of one or more runs, in the order they were written; kept in a file too, if one is named."""

    def __init__(self, file: Path | None = None, lines: Iterable[Line] = ()) -> None:
        """Begin with lines that are already in the file."""
        self.file, self.lines = file, list(lines)
        self.write: Callable[[Line], None] = self.lines.append if file is None else self._append
        """Add a line."""
        self._whole: int | None = None

    def _append(self, line: Line) -> None:
        """Add a line to the file too; what a torn last line left in it is taken away first."""
        assert self.file is not None
        self.lines.append(line)
        with self.file.open("ab") as out:
            if self._whole is not None:
                out.truncate(self._whole)
                self._whole = None
            out.write(encode(line) + b"\n")

    def headers(self) -> list[Header]:
        """The beginnings of the runs, the first one's first."""
        return [line for line in self.lines if isinstance(line, Header)]

    def entries(self, run: str | None = None) -> list[Entry]:
        """The moves of one run, or of all."""
        return [line for line in self.lines if isinstance(line, Entry) and run in (None, line.run)]

    @classmethod
    def read(cls, file: Path) -> "Journal":
        """The journal in a file; a torn last line is left out, any other that cannot be read is a `JournalProblem`."""
        *rows, torn = file.read_bytes().split(b"\n")
        lines: list[Line] = []
        begun: set[str] = set()
        for number, row in enumerate(rows, 1):
            try:
                line = decode(row)
            except (msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError) as problem:
                raise JournalProblem(f"Line {number} of {file.name} is no line of a journal.") from problem
            begun |= {line.run} if isinstance(line, Header) else set()
            if line.run not in begun:
                raise JournalProblem(f"Line {number} of {file.name} tells of a run that did not begin there.")
            lines.append(line)
        if not lines:
            raise JournalProblem(f"{file.name} is no journal: it does not begin with a run.")
        journal = cls(file, lines)
        journal._whole = sum(len(row) + 1 for row in rows) if torn else None
        return journal


def encode(line: Line) -> bytes:
    """A line as JSON, without loss."""
    return _ENCODE(plain(line))


def plain(value: Any) -> Any:
    """Any value of ours as plain JSON values."""
    kind = value.__class__
    if kind in _AS_THEY_ARE:
        return value
    return _writer_of(kind)(value)


@cache
def _writer_of(kind: type) -> Callable[[Any], Any]:
    """How values of this class are written: found out once."""
    if kind is datetime:
        write: Callable[[Any], Any] = _moment
    elif issubclass(kind, dict):
        write = _fields
    elif issubclass(kind, list | tuple | set | frozenset):
        write = _items
    elif issubclass(kind, msgspec.Struct) and kind not in _VALUES:
        write = _struct_writer(kind)
    else:
        write = values_json.to_plain
    return write


def _struct_writer(kind: type[msgspec.Struct]) -> Callable[[Any], Any]:
    config = kind.__struct_config__
    tag = {config.tag_field: config.tag} if config.tag_field else {}

    def write(value: Any) -> Any:
        found: dict[str, Any] = msgspec.structs.asdict(value)
        for name, item in found.items():
            if item.__class__ not in _AS_THEY_ARE:
                found[name] = plain(item)
        return {**tag, **found} if tag else found

    return write


def _fields(value: dict[str, Any]) -> Any:
    """A table; one of the user's own with a `$` key is wrapped, so nothing in it is taken for a kind of value."""
    found = {name: item if item.__class__ in _AS_THEY_ARE else plain(item) for name, item in value.items()}
    return {"$row": found} if any(name[:1] == "$" for name in found) else found


def _items(value: Iterable[Any]) -> Any:
    return [item if item.__class__ in _AS_THEY_ARE else plain(item) for item in value]


def _moment(value: datetime) -> Any:
    if value.tzinfo is not UTC:
        return values_json.to_plain(value)
    return {"$datetime": value.isoformat()[:-6] + "Z"}


_AS_THEY_ARE = frozenset({str, bool, type(None)})
_VALUES = frozenset({Money, Percent, Duration, Filter})
_ENCODE = msgspec.json.Encoder().encode


def decode(row: bytes) -> Line:
    """A line from JSON."""
    return revive(msgspec.json.decode(row))


def revive(raw: Any) -> Line:
    """A line from plain JSON values."""
    found = values_json.from_plain(raw)
    kind: Any = next((kind for name, kind in _NAMED_BY.items() if name in raw), Entry)
    return msgspec.convert(found, kind)  # type: ignore[no-any-return]


_NAMED_BY = {"sayso": Header, "calling": Calling, "answered": Answered, "reopened": Reopened}
"""The field by which each kind of line is known; entries have none of them."""
