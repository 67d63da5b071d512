"""Runs the `test` blocks of a flow: each describes a small world, and what must have happened in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import ir
from sayso.compiler.compiling import Compiled
from sayso.compiler.lower.expressions import Lowering
from sayso.connectors.shape import Simulated
from sayso.dsl import calendar, flow, render
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog
from sayso.dsl.span import Span
from sayso.dsl.types import UNKNOWN
from sayso.interpreter import Linked, link
from sayso.interpreter.expressions import Settings, closure
from sayso.interpreter.state import Effect
from sayso.runtime.drive import Drive
from sayso.runtime.ledger import Ledger
from sayso.runtime.run import Run
from sayso.runtime.sampling import sample
from sayso.runtime.starting import owner_of, person_record, start_for
from sayso.runtime.worlds.building import settled, sides_of_records, take_in
from sayso.runtime.worlds.choices import Answering, Choices, Coming, Reply
from sayso.runtime.worlds.simulated import SimulatedWorld, shows_as

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When a test begins that does not say."""
LONG = timedelta(days=3660)
"""No test's virtual time goes further."""


class Tested(msgspec.Struct, frozen=True):
    """How one test went: what did not hold (with its place), what nobody prepared, and the run itself."""

    title: str
    span: Span
    problems: tuple[tuple[Span, str], ...]
    warnings: tuple[str, ...]
    run: Run
    drive: Drive

    @property
    def passed(self) -> bool:
        """Whether everything that was expected happened."""
        return not self.problems


def run_tests(compiled: Compiled, catalog: Catalog, programs: dict[str, Linked]) -> list[Tested]:
    """Run every test of a flow that compiled, each in a world of its own."""
    assert compiled.program is not None
    assert compiled.flow is not None
    linked = link(compiled.program)
    return [run_test(compiled, catalog, linked, test, programs) for test in compiled.flow.tests]


def run_test(
    compiled: Compiled, catalog: Catalog, linked: Linked, test: flow.Test, programs: dict[str, Linked],
    world: Callable[..., SimulatedWorld] = SimulatedWorld,
) -> Tested:  # fmt: skip
    """Run one test; in another kind of simulated world, only its data are the test's."""
    return _Testing(compiled, catalog, linked, test).run(programs, world)


class _Testing:
    """One test on its way: its givens as choices, then its expectations against what happened."""

    def __init__(self, compiled: Compiled, catalog: Catalog, linked: Linked, test: flow.Test) -> None:
        assert compiled.facts is not None
        self.compiled, self.catalog, self.linked, self.test = compiled, catalog, linked, test
        self.lowering = Lowering(compiled.facts, catalog)
        self.settings = Settings(linked.settings.zone, linked.settings.titles)
        self.records: dict[str, list[dict[str, Any]]] = {}
        self.now = self._now()
        self.owner = owner_of(catalog)

    def _now(self) -> datetime:
        for line in self._lines(flow.GivenNow):
            zone = ZoneInfo(self.lowering.zone)
            return calendar.at_local(datetime.combine(line.moment.date, line.moment.time), zone)
        return MONDAY

    def _lines(self, kind: type[Any]) -> Iterator[Any]:
        return (line for line in self.test.lines if isinstance(line, kind))

    def value(self, expression: e.Expression) -> Any:
        """What an expression of the test stands for; its records get ids, and are part of the world."""
        env = {"now": self.now, "me": person_record(self.owner), "user": self._roles()}
        return self._known(closure(self.lowering.core(expression), self.settings)(env))

    def _roles(self) -> dict[str, Any]:
        return {role: person_record(person) for person in self.catalog.people for role in person.roles}

    def _known(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._known(item) for item in value]
        if not isinstance(value, dict):
            return value
        known = {name: self._known(item) for name, item in value.items()}
        kind = known.get("type")
        if kind not in self.catalog.records or "id" in known:
            return known
        same = self.records.setdefault(str(kind), [])
        same.append({**self._needed(str(kind), known), **known, "id": f"{kind}-{len(same) + 1}"})
        return same[-1]

    def _needed(self, kind: str, known: dict[str, Any]) -> dict[str, Any]:
        """Fields without which a call of this flow would leave the item: samples, unless the test says otherwise."""
        needs = {field for op in self.linked.program.operations if isinstance(op, ir.Call) for _, field in op.needs}
        fields = self.catalog.records[kind].fields
        return {
            f.name: sample(f.type, self.catalog, self.now) for f in fields if f.name in needs and f.name not in known
        }

    def choices(self) -> Choices:
        """The test's givens."""
        answers: dict[str, tuple[Answering, ...]] = {}
        for line in self._lines(flow.GivenTool):
            value = self.value(line.value) if line.value is not None else None
            sentence = str(value or "") if line.outcome != "returns" else ""
            answers[line.tool] = (*answers.get(line.tool, ()), Answering(line.outcome, value, sentence))
        return Choices(
            answers=answers,
            events=tuple(self._coming(line) for line in self._lines(flow.GivenEvent)),
            replies={line.name: self._reply(line) for line in self._lines(flow.GivenAnswer)},
            flows={line.flow: self.value(line.value) for line in self._lines(flow.GivenFlow)},
            otherwise="never",
            approve="now",
            silent_reads=True,
        )

    def _coming(self, line: flow.GivenEvent) -> Coming:
        fields = {argument.name or "": self.value(argument.value) for argument in line.fields}
        return Coming(line.event, calendar.from_literal(line.after) if line.after else None, None, fields)

    def _reply(self, line: flow.GivenAnswer) -> Reply:
        after = calendar.from_literal(line.after) if line.after else None
        return Reply(self.value(line.value) if line.value is not None else None, after)

    def run(self, programs: dict[str, Linked], kind: Callable[..., SimulatedWorld]) -> Tested:
        """Set up the world, drive the flow to its end, compare."""
        choices, data, ledger = self.choices(), self._data(), Ledger()
        for name, value in data.pop("memory", {}).items():
            ledger.remember(self.linked.program.flow, name, value)
        trigger, inputs = start_for(self.linked.program, data, lambda kind: sample(kind, self.catalog, self.now))
        inputs = self._known(inputs)
        sides = sides_of_records(self.records, self.catalog, self.now)
        take_in(sides, inputs.values(), self.now)
        inputs = {name: settled(value, sides, self.catalog, self.now) for name, value in inputs.items()}
        choices = msgspec.structs.replace(choices, answers=self._answers(choices, sides))
        world = kind(self.catalog, ledger, self.owner, programs, sides, choices)
        drive = Drive(world, explain=True)
        run = drive.begin(self.linked, inputs, self.now, id="test", trigger=trigger)
        drive.go(self.now + LONG)
        problems = tuple(problem for line in self._lines(flow.Expect) for problem in self._unmet(line, run, drive))
        warnings = tuple(f"`{tool}` was read and nothing was given for it" for tool in sorted(world.unanswered))
        return Tested(self.test.title, self.test.span, problems, warnings, run, drive)

    def _answers(self, choices: Choices, sides: Mapping[str, Simulated]) -> dict[str, tuple[Answering, ...]]:
        def known(rule: Answering) -> Answering:
            return msgspec.structs.replace(rule, value=settled(rule.value, sides, self.catalog, self.now))

        return {tool: tuple(known(rule) for rule in rules) for tool, rules in choices.answers.items()}

    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for line in self._lines(flow.GivenData):
            if line.path[0] == "memory":
                data.setdefault("memory", {})[line.path[1]] = self.value(line.value)
            else:
                data[line.path[-1]] = self.value(line.value)
        return data

    def _unmet(self, line: flow.TestLine, run: Run, drive: Drive) -> Iterator[tuple[Span, str]]:
        match line:
            case flow.ExpectTool():
                yield from self._unmet_calls(line, run, drive)
            case flow.ExpectEnd():
                yield from self._unmet_end(line, run)
            case flow.ExpectReturn():
                wanted, given = self.value(line.value), run.ended.value if run.ended else None
                if wanted != given:
                    yield line.span, f"The flow returned {self.shown(given)}, not {self.shown(wanted)}."

    def shown(self, value: object) -> str:
        """A value as a text shows it; nothing at all as "nothing"."""
        return render.render(value, UNKNOWN, self.linked.settings.zone, self.linked.settings.titles) or "nothing"

    def _unmet_calls(self, line: flow.ExpectTool, run: Run, drive: Drive) -> Iterator[tuple[Span, str]]:
        made = calls_made(drive, line.tool)
        wanted = {argument.name or "": self.value(argument.value) for argument in line.fields}
        fitting = [call for call in made if all(shows_as(v, call.arguments.get(n)) for n, v in wanted.items())]
        if len(fitting) != line.times:
            such = " with these values" if wanted else ""
            called = f"was called {times(len(fitting))}" if fitting else "was not called"
            yield line.span, f"`{line.tool}` {called}{such}; expected: {times(line.times)}."

    def _unmet_end(self, line: flow.ExpectEnd, run: Run) -> Iterator[tuple[Span, str]]:
        ends = [*(item.ended for item in run.items), *([run.ended] if run.ended else [])]
        reason = self.value(line.reason) if line.reason else None
        if line.state == "completed":
            met = run.state == "completed"
        else:
            met = any(end.how == line.state and reason in (None, end.reason) for end in ends)
        if not met:
            told = next((f": {end.reason}" for end in ends if end.reason), "")
            because = f" with “{reason}”" if reason else ""
            yield line.span, f"The flow is {run.state}{told}, not {line.state}{because}."


def calls_made(drive: Drive, tool: str) -> list[Effect]:
    """The calls of a tool that went out in a run, flows it called included; rejected ones did not."""
    wanted: dict[tuple[str, str], Effect] = {}
    made: list[Effect] = []
    for entry in drive.journal.entries():
        asked = wanted.pop((entry.run, entry.lane), None)
        if asked is not None and entry.outcome.kind not in ("rejected", "heard", "cancelled"):
            made.append(asked)
        if isinstance(entry.want, Effect) and entry.want.tool == tool:
            wanted[entry.run, entry.lane] = entry.want
    made += [want for (run, lane), want in wanted.items() if _uncertain(drive.runs[run], lane)]
    return made


def _uncertain(run: Run, lane: str) -> bool:
    parked = run.parked.get(lane)
    return parked is not None and parked.kind == "uncertain"


def times(count: int) -> str:
    """A count in words."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
