"""What happened, as lines of JSON: a header, then one entry each time a lane moved.

An entry holds the outcome that came in and what the lane then wanted or how it ended, so the next intent is written
with the last outcome. The same version and the same journal are the same run, step for step.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
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


Line = Header | Entry | Calling


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
    return msgspec.json.encode(plain(line))


def plain(value: Any) -> Any:
    """Any value of ours as plain JSON values."""
    if isinstance(value, Money | Percent | Duration | Filter):
        return values_json.to_plain(value)
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        tag = {config.tag_field: config.tag} if config.tag_field else {}
        return tag | {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return values_json.to_plain(value)


def decode(row: bytes) -> Line:
    """A line from JSON."""
    return revive(msgspec.json.decode(row))


def revive(raw: Any) -> Line:
    """A line from plain JSON values."""
    found = values_json.from_plain(raw)
    kind: Any = Header if "sayso" in raw else Calling if "calling" in raw else Entry
    return msgspec.convert(found, kind)  # type: ignore[no-any-return]
