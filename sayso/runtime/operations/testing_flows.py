"""The tests of a flow's text: run in a world of their own, the paths none of them goes, rehearsals kept as tests."""

import asyncio
from collections.abc import Iterator
from itertools import count, product
from typing import Any

import msgspec

from sayso.compiler import Compiled, compile
from sayso.dsl import flow
from sayso.dsl.catalog import Catalog
from sayso.dsl.print_header import test_rows
from sayso.interpreter import link
from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.operations.rehearsing import Choice, prepared
from sayso.runtime.operations.texts import check_text
from sayso.runtime.paths import tried
from sayso.runtime.simulating import Simulation
from sayso.runtime.testing import Tested, run_test, run_tests
from sayso.runtime.titling_tests import decided, title_of
from sayso.runtime.worlds.simulated import SimulatedWorld
from sayso.runtime.writing_tests import Way, Writer, ways_of
from sayso.runtime.writing_values import CannotWrite

MOST_REMEMBERED = 10
"""A memory with more entries is not written into a test."""
NAMED_TIME = ("@today", "@now", "wait until", "stage ", "daysTo", "Date")
"""Words of a flow whose tests say when they begin."""


class Problem(msgspec.Struct, frozen=True):
    """What did not hold in a test: where the line stands that demanded it, and the sentence."""

    start: int
    line: int
    sentence: str


class TestResult(msgspec.Struct, frozen=True):
    """How one test went; `start` is where it stands."""

    __test__ = False

    title: str
    start: int
    passed: bool
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


class Untried(msgspec.Struct, frozen=True):
    """The paths from where the tests begin: how many, the names of those no test goes, those not looked at."""

    paths: int
    never: tuple[str, ...]
    left: int


class Kept(msgspec.Struct, frozen=True):
    """A text with more tests in it: how many were added, and outcomes of which no test could be made."""

    text: str
    count: int
    left: tuple[str, ...]


async def results_of(compiled: Compiled, catalog: Catalog, text: str) -> tuple[TestResult, ...]:
    """Run the tests of a text that compiled, beside whatever else is done; none while it has findings."""
    if compiled.program is None or compiled.flow is None or not compiled.flow.tests:
        return ()
    return tuple(_told(one, text) for one in await asyncio.to_thread(run_tests, compiled, catalog, {}))


async def untried(compiled: Compiled, catalog: Catalog) -> Untried:
    """The paths that none of a flow's tests goes."""
    if compiled.program is None or compiled.flow is None or not compiled.flow.tests:
        return Untried(0, (), 0)
    return await asyncio.to_thread(_untried, compiled, catalog)


def _untried(compiled: Compiled, catalog: Catalog) -> Untried:
    seen = tried(compiled, catalog, {}, run_tests(compiled, catalog, {}))
    return Untried(len(seen.paths.rows), tuple(path.name for path in seen.never), sum(seen.paths.left.values()))


def _told(result: Tested, text: str) -> TestResult:
    problems = tuple(
        Problem(span.start, text.count("\n", 0, span.start) + 1, sentence) for span, sentence in result.problems
    )  # fmt: skip
    return TestResult(result.title, result.span.start, result.passed, problems, result.warnings)


def without_test(text: str, start: int) -> str:
    """A text without the test that stands there."""
    from sayso.dsl.parse import parse

    read = parse(text).flow
    found = next((one for one in read.tests if one.span.start == start), None) if read is not None else None
    if found is None:
        raise Refused("no-test", "This test is no longer there.")
    return f"{text[: found.span.start].rstrip()}\n\n{text[found.span.end :].lstrip()}".rstrip() + "\n"


# ---------------------------------------------------------------------- a rehearsal, kept


async def keep_as_tests(
    door: Door, workspace: str, flow: str, text: str, choices: dict[str, Choice], data: dict[str, Any] | None = None
) -> Kept:
    """The text with one test more for each distinct outcome of a rehearsal; each was run, and holds."""
    played = await prepared(door, workspace, flow, text, choices, data or {})
    compiled, catalog = await check_text(door, workspace, text)
    remembered = {name.partition("/")[2]: value for name, value in played.rows.memory.items()}

    def keep() -> Kept:
        found = played.play(link(played.program), SimulatedWorld)
        return kept(text, compiled, catalog, found, played.now, remembered)

    return await asyncio.to_thread(keep)


def kept(
    text: str, compiled: Compiled, catalog: Catalog, found: Simulation, began: Any, memory: dict[str, Any]
) -> Kept:
    """The same over a rehearsal that was driven already."""
    assert compiled.flow is not None
    writer = Writer(compiled, catalog, found, began)
    known = {one.title for one in compiled.flow.tests}
    there = [_gist(one) for one in compiled.flow.tests]
    small = {name: value for name, value in memory.items() if not isinstance(value, list) or _is_short(value)}
    added, left = 0, []
    for way, title in _titled(found):
        if any(_gist(test) in there for test in _written(writer, way, title, small, text)):
            continue
        fresh = _fresh(title, known)
        longer = next(_holding(writer, way, fresh, small, text, catalog), None)
        if longer is None:
            left.append(title)
            continue
        known.add(fresh)
        text, added = longer, added + 1
    return Kept(text, added, tuple(left))


def _gist(test: flow.Test) -> tuple[object, ...]:
    """What two tests of one outcome share: what outsiders do in them and what is expected, not with which data."""
    found: list[object] = []
    for line in test.lines:
        match line:
            case flow.GivenTool():
                found.append((line.tool, line.outcome))
            case flow.GivenEvent():
                found.append(line.event)
            case flow.GivenAnswer() | flow.ExpectTool() | flow.ExpectReturn():
                found.append(line)
            case flow.ExpectEnd():
                found.append(line.state)
    return tuple(found)


def _is_short(value: list[Any]) -> bool:
    return len(value) <= MOST_REMEMBERED


def _titled(found: Simulation) -> Iterator[tuple[Way, str]]:
    """The ways with their titles; alike ones with what the data decided."""
    ways = ways_of(found)
    titles = [title_of(way) for way in ways]
    for way, title in zip(ways, titles, strict=True):
        more = decided(found, way) if titles.count(title) > 1 else ""
        yield way, f"{title}, {more}"[:110] if more else title


def _fresh(title: str, known: set[str]) -> str:
    """A title that no test has yet."""
    return next(name for number in count(1) if (name := title if number == 1 else f"{title} ({number})") not in known)


def _written(writer: Writer, way: Way, title: str, memory: dict[str, Any], text: str) -> Iterator[flow.Test]:
    """The test in every form it may be written in, the likeliest first."""
    timed = any(word in text for word in NAMED_TIME)
    for now, reason, remembering in product((timed, not timed), (True, False), ({}, memory) if memory else ({},)):
        try:
            yield writer.test(way, title, remembering, now, reason)
        except CannotWrite:
            return


def _holding(
    writer: Writer, way: Way, title: str, memory: dict[str, Any], text: str, catalog: Catalog
) -> Iterator[str]:
    """Longer texts whose last test holds and brings nothing new to find."""
    before = {(one.slug, one.sentence) for one in compile(text, catalog).diagnostics}
    for test in _written(writer, way, title, memory, text):
        longer = text.rstrip() + "\n\n" + "\n".join(test_rows(test)) + "\n"
        made = compile(longer, catalog)
        new = [one for one in made.diagnostics if (one.slug, one.sentence) not in before]
        if made.program is None or made.flow is None or new or made.flow.tests[-1].title != title:
            continue
        if run_test(made, catalog, link(made.program), made.flow.tests[-1], {}).passed:
            yield longer
