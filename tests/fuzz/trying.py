"""Tries a text on everything that reads flows: each must give a tree or findings, no other exception, in good time."""

import signal
import time
import traceback
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

from sayso.compiler import Compiled, compile
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl.diagnostics import apply_fix
from sayso.dsl.exchange import from_json, to_json
from sayso.dsl.format import FormatProblem, format_text
from sayso.dsl.graph import graph, to_mermaid
from sayso.dsl.parse import parse
from sayso.dsl.source import SourceProblem, normalise

SECONDS = 3.0
"""CPU time that each reader may take for the longest text."""
LONG = 20_000
"""Characters from which on only the readers themselves are tried, not what their results give again."""
GIVEN_UP = 20
"""Seconds of CPU after which a reader is stopped."""
CATALOG = standard_catalog()


class Guilt(NamedTuple):
    """What went wrong: the reader, what kind of thing (the same for the same mistake), and all there is to say."""

    reader: str
    kind: str
    told: str


class TooSlow(Exception):
    """A reader had not finished when it was stopped."""


def guilt(text: str) -> Guilt | None:
    """What a text does to the readers, or None where all is well."""
    try:
        normal = normalise(text)
    except SourceProblem:
        return None
    seen: dict[str, Compiled] = {}
    for name, reader in READERS.items():
        found = _tried(name, lambda reader=reader: reader(normal, seen))  # type: ignore[misc]
        if found is not None:
            return found
    return None


def _tried(name: str, reader: Callable[[], None]) -> Guilt | None:
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    begun = time.process_time()
    try:
        reader()
    except TooSlow as slow:
        return Guilt(name, "slow", f"was stopped at {_place(slow)}")
    except Exception as error:
        return Guilt(name, f"{type(error).__name__} at {_place(error)}", traceback.format_exc(limit=-6))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    took = time.process_time() - begun
    return Guilt(name, "slow", f"took {took:.1f} s") if took > SECONDS else None


def _stop(signal: int, frame: FrameType | None) -> None:
    raise TooSlow


def _place(error: Exception) -> str:
    """The last place in our own code, for errors of depth the first that comes again."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/sayso/" in frame.filename]
    if isinstance(error, RecursionError):
        names = [f"{frame.filename.rpartition('/')[2]}:{frame.name}" for frame in ours]
        return max(set(names), key=names.count) if names else "?"
    return f"{ours[-1].filename.rpartition('/sayso/')[2]}:{ours[-1].lineno}" if ours else "?"


# The readers.


def _parse(text: str, seen: dict[str, Compiled]) -> None:
    parsed = parse(text)
    assert parsed.flow is not None or parsed.diagnostics, "no tree and no finding"
    _in_place(text, [(one.span.start, one.span.end) for one in parsed.diagnostics])


def _compile(text: str, seen: dict[str, Compiled]) -> None:
    compiled = seen["compiled"] = compile(text, CATALOG)
    assert compiled.program is not None or compiled.errors, "no program and no finding"
    _in_place(text, [(one.span.start, one.span.end) for one in compiled.diagnostics])
    for finding in compiled.diagnostics[:50]:
        for fix in finding.fixes:
            apply_fix(text, fix)


def _in_place(text: str, spans: list[tuple[int, int]]) -> None:
    wrong = [span for span in spans if not 0 <= span[0] <= span[1] <= len(text)]
    assert not wrong, f"a finding lies outside the text: {wrong[0]} of {len(text)}"


def _format(text: str, seen: dict[str, Compiled]) -> None:
    try:
        formatted = format_text(text)
    except FormatProblem:
        assert parse(text).diagnostics, "a text without findings is not put into form"
    else:
        if len(text) < LONG:
            assert format_text(formatted) == formatted, "the canonical form has another canonical form"


def _graph(text: str, seen: dict[str, Compiled]) -> None:
    flow = seen["compiled"].flow
    if flow is not None:
        to_mermaid(graph(flow))


def _readback(text: str, seen: dict[str, Compiled]) -> None:
    compiled = seen["compiled"]
    if compiled.flow is not None:
        readback(compiled.flow, compiled.facts, CATALOG)


def _readback_of_a_draft(text: str, seen: dict[str, Compiled]) -> None:
    flow = seen["compiled"].flow
    if flow is not None:
        readback(flow)


def _exchange(text: str, seen: dict[str, Compiled]) -> None:
    compiled = seen["compiled"]
    if compiled.flow is not None and compiled.program is not None and len(text) < LONG:
        assert from_json(to_json(compiled.flow)) == compiled.flow, "JSON says something else"


READERS: dict[str, Callable[[str, dict[str, Compiled]], None]] = {
    "parse": _parse, "compile": _compile, "format": _format, "graph": _graph, "readback": _readback,
    "draft": _readback_of_a_draft, "json": _exchange,
}  # fmt: skip
"""In this order; what the compiler found is handed on."""
