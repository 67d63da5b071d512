"""Lanes and their journal lines as the tables keep them, and back.

A snapshot is a lane without what it wants: that stands in the journal, once.
"""

from typing import Any

import msgspec

from sayso.dsl import values_json
from sayso.interpreter.state import Lane, Outcome, Want
from sayso.runtime.journal import Answered, Calling, Entry, Line, Reopened, encode, plain, revive

_DECODER = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder()


def snapshot_of(lane: Lane) -> str:
    """A lane at rest, without its want."""
    raw: Any = plain(lane)
    del raw["want"]
    return _ENCODER.encode(raw).decode()


def lane_from(snapshot: str, want: Want | None = None) -> Lane:
    """The lane of a snapshot, with what it wants."""
    lane: Lane = msgspec.convert(values_json.from_plain(_DECODER.decode(snapshot)), Lane)
    lane.want = want
    return lane


def body_of(line: Line) -> str:
    """A journal line as it is kept."""
    return encode(line).decode()


def line_from(body: str) -> Entry | Calling | Answered | Reopened:
    """The journal line of a body."""
    line = revive(_DECODER.decode(body))
    assert isinstance(line, Entry | Calling | Answered | Reopened)
    return line


def json_of(value: object) -> str:
    """Any value of ours as JSON."""
    return _ENCODER.encode(plain(value)).decode()


def value_from(text: str | None) -> Any:
    """The value behind `json_of`, as plain values."""
    return None if text is None else values_json.from_plain(_DECODER.decode(text))


def outcome_from(text: str) -> Outcome:
    """An outcome that was kept."""
    return msgspec.convert(value_from(text), Outcome)
