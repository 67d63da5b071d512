"""Test Mode: a flow driven against today's workspace or a described world, with no effect on either."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import ir
from sayso.connectors.shape import Simulated
from sayso.dsl import calendar
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import UNKNOWN, RecordOf, Scalar, Type, optional
from sayso.interpreter import Linked
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal
from sayso.runtime.ledger import Ledger
from sayso.runtime.run import Run
from sayso.runtime.sampling import sample
from sayso.runtime.starting import owner_of, start_for
from sayso.runtime.worlds.building import settled, take_in
from sayso.runtime.worlds.choices import Answering, Choices, Coming, Decision, Reply
from sayso.runtime.worlds.simulated import SimulatedWorld

LONG = timedelta(days=3660)
"""Virtual time goes no further."""
KEYS = (
    "now",
    "records",
    "inputs",
    "answers",
    "events",
    "replies",
    "approvals",
    "flows",
    "memory",
    "otherwise",
    "trigger",
)


class WorldProblem(Exception):
    """A described world is not one; the sentence says where and why."""


class Described(msgspec.Struct, frozen=True):
    """A world from a JSON file: its records, the trigger's data, and what was chosen."""

    now: datetime | None
    records: dict[str, list[dict[str, Any]]]
    inputs: dict[str, Any]
    memory: dict[str, Any]
    trigger: str | None
    choices: Choices


def read_world(file: Path, catalog: Catalog, linked: Linked) -> Described:
    """The world in a JSON file, every value checked against its type."""
    try:
        return describe(msgspec.json.decode(file.read_bytes()), catalog, linked)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise WorldProblem(f"{file} is no JSON: {problem}.") from None
    except OSError as error:
        raise WorldProblem(f"{file} cannot be read: {error.strerror}.") from None


def describe(raw: Any, catalog: Catalog, linked: Linked) -> Described:
    """A world from plain JSON values; see docs/worlds.md for its shape."""
    try:
        return _Describing(catalog, linked).world(raw)
    except WrongType as problem:
        raise WorldProblem(f"{problem.where}: {problem.sentence.rstrip('.')}.") from None


class _Describing:
    """A described world on its way to typed values."""

    def __init__(self, catalog: Catalog, linked: Linked) -> None:
        self.catalog, self.linked, self.zone = catalog, linked, ZoneInfo(catalog.zone)

    def world(self, raw: Any) -> Described:
        raw = self._object(raw, "the world")
        unknown = [key for key in raw if key not in KEYS]
        if unknown:
            raise WorldProblem(f"A world has no `{unknown[0]}`. It may have: {', '.join(KEYS)}.")
        records = self._object(raw.get("records", {}), "records")
        return Described(
            now=self.typed(raw["now"], "datetime", "now") if "now" in raw else None,
            records={kind: self._records(kind, given) for kind, given in records.items()},
            inputs=self._inputs(self._object(raw.get("inputs", {}), "inputs")),
            memory=self._memory(self._object(raw.get("memory", {}), "memory")),
            trigger=self._trigger(raw["trigger"]) if "trigger" in raw else None,
            choices=self._choices(raw),
        )

    def _object(self, raw: Any, where: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise WorldProblem(f"{where}: this needs to be an object with names and values.")
        return raw

    def _list(self, raw: Any, where: str) -> list[Any]:
        if not isinstance(raw, list):
            raise WorldProblem(f"{where}: this needs to be a list.")
        return raw

    def value(self, raw: Any, kind: Type, where: str) -> Any:
        return coerce(raw, kind, self.catalog.records, where, None, self.catalog.currency, self.zone)

    def typed(self, raw: Any, name: Any, where: str) -> Any:
        return self.value(raw, Scalar(name), where)

    def _records(self, kind: str, given: Any) -> list[dict[str, Any]]:
        if kind not in self.catalog.records:
            raise WorldProblem(f"records: there is no kind of record called `{kind}`.")
        rows = self._list(given, f"records.{kind}")
        return [self.value(row, RecordOf(kind), f"records.{kind}[{number}]") for number, row in enumerate(rows)]

    def _inputs(self, raw: dict[str, Any]) -> dict[str, Any]:
        kinds = {name: kind for start in self.linked.program.starts for name, kind in start.binds}
        for name in raw:
            if name not in kinds:
                raise WorldProblem(f"inputs: this flow takes no `{name}`.")
        return {name: self.value(value, kinds[name], f"inputs.{name}") for name, value in raw.items()}

    def _memory(self, raw: dict[str, Any]) -> dict[str, Any]:
        kinds = dict(self.linked.program.memory)
        for name in raw:
            if name not in kinds:
                raise WorldProblem(f"memory: this flow has no `{name}` in its memory.")
        return {name: self.value(value, kinds[name], f"memory.{name}") for name, value in raw.items()}

    def _trigger(self, raw: Any) -> str:
        kinds = [start.kind for start in self.linked.program.starts]
        if raw not in kinds:
            raise WorldProblem(f"trigger: this flow has no such trigger. It has: {', '.join(kinds) or 'manual'}.")
        return str(raw)

    def _tool(self, name: str, where: str) -> Tool:
        tool = self.catalog.tools.get(name)
        if tool is None:
            raise WorldProblem(f"{where}: there is no tool called `{name}`.")
        return tool

    def _asked(self, name: str) -> str:
        names = [op.into for op in self._calls("people.ask") if op.into]
        if name not in names:
            asks = f"It asks for: {', '.join(names)}." if names else "It asks nobody."
            raise WorldProblem(f"replies: this flow asks for no `{name}`. {asks}")
        return name

    def _run(self, name: str) -> str:
        values = [dict(op.arguments)["flow"] for op in (*self._calls("flow.run"), *self._calls("flow.start"))]
        names = [str(value.value) for value in values if isinstance(value, ir.Const)]
        if name not in names:
            runs = f"It runs: {', '.join(names)}." if names else "It runs no other flow."
            raise WorldProblem(f"flows: this flow does not run “{name}”. {runs}")
        return name

    def _calls(self, tool: str) -> list[ir.Call]:
        return [op for op in self.linked.program.operations if isinstance(op, ir.Call) and op.tool == tool]

    def _choices(self, raw: dict[str, Any]) -> Choices:
        answers = self._object(raw.get("answers", {}), "answers")
        events = self._list(raw.get("events", []), "events")
        replies = self._object(raw.get("replies", {}), "replies")
        approvals = self._object(raw.get("approvals", {}), "approvals")
        otherwise = raw.get("otherwise", "never" if "events" in raw else "yes")
        if otherwise not in ("yes", "never"):
            raise WorldProblem("otherwise: this is `yes` or `never`.")
        return Choices(
            answers={tool: self._answers(tool, given) for tool, given in answers.items()},
            events=tuple(self._event(event, f"events[{number}]") for number, event in enumerate(events)),
            replies={self._asked(name): self._reply(given, f"replies.{name}") for name, given in replies.items()},
            approvals={
                self._tool(tool, "approvals").name: self._decision(given, f"approvals.{tool}")
                for tool, given in approvals.items()
            },
            flows={self._run(name): given for name, given in self._object(raw.get("flows", {}), "flows").items()},
            otherwise=otherwise,
        )

    def _answers(self, name: str, given: Any) -> tuple[Answering, ...]:
        tool = self._tool(name, "answers")
        kind = optional(tool.returns) if tool.returns else UNKNOWN
        rules = given if isinstance(given, list) and _are_rules(given) else [given]
        return tuple(self._answer(rule, kind, f"answers.{name}") for rule in rules)

    def _answer(self, rule: Any, kind: Type, where: str) -> Answering:
        if not isinstance(rule, dict) or not ({"returns", "fails", "uncertain", "rejected"} & rule.keys()):
            return Answering("returns", self.value(rule, kind, where))
        when = self._object(rule.get("when", {}), f"{where}.when")
        if "returns" in rule:
            return Answering("returns", self.value(rule["returns"], kind, where), when=when)
        does = next(name for name in ("fails", "uncertain", "rejected") if name in rule)
        sentence = "" if rule[does] in (None, True) else self.typed(rule[does], "text", f"{where}.{does}")
        return Answering(does, sentence=sentence, when=when)  # type: ignore[arg-type]

    def _event(self, raw: Any, where: str) -> Coming:
        raw = self._object(raw, where)
        name = raw.get("event")
        declared = self.catalog.events.get(name) if isinstance(name, str) else None
        if declared is None:
            raise WorldProblem(f"{where}: there is no event called `{name}`.")
        at = self.typed(raw["at"], "datetime", f"{where}.at") if "at" in raw else None
        fields = self._object(raw.get("with", {}), f"{where}.with")
        known = self._fields(declared.binds[0][1] if declared.binds else UNKNOWN)
        for key in fields:
            if known and key not in known:
                raise WorldProblem(f"{where}.with: {declared.binds[0][0]} has no `{key}`.")
        typed = {key: self.value(item, known.get(key, UNKNOWN), f"{where}.with.{key}") for key, item in fields.items()}
        return Coming(declared.name, self._after(raw, where), at, typed)

    def _fields(self, kind: Type) -> dict[str, Type]:
        record = self.catalog.record_of(kind)
        return {field.name: optional(field.type) for field in record.fields} if record else {}

    def _after(self, raw: dict[str, Any], where: str) -> Duration | None:
        return self.typed(raw["after"], "duration", f"{where}.after") if "after" in raw else None

    def _reply(self, raw: Any, where: str) -> Reply:
        if isinstance(raw, dict):
            return Reply(raw.get("answer"), self._after(raw, where))
        return Reply(raw)

    def _decision(self, raw: Any, where: str) -> Decision:
        raw = raw if isinstance(raw, dict) else {"verdict": raw}
        if raw.get("verdict", "yes") not in ("yes", "no", "never"):
            raise WorldProblem(f"{where}: an approval is `yes`, `no` or `never`.")
        edits = self._object(raw.get("edits", {}), f"{where}.edits")
        return Decision(raw.get("verdict", "yes"), str(raw.get("words", "")), self._after(raw, where), edits)


def _are_rules(given: list[Any]) -> bool:
    return bool(given) and all(isinstance(rule, dict) and "returns" in rule for rule in given)


class Simulation(msgspec.Struct, frozen=True):
    """A finished simulation: the run, its journal and driver, and the data it began with. `would_begin`: whether a run
    would begin with these data live, which the trigger's `where` decides.
    """

    run: Run
    drive: Drive
    journal: Journal
    inputs: dict[str, Any]
    would_begin: bool = True


def simulate(
    linked: Linked, catalog: Catalog, programs: dict[str, Linked], sides: dict[str, Simulated], ledger: Ledger,
    choices: Choices, now: datetime, inputs: dict[str, Any], text: str = "", trigger: str | None = None,
    kind: Callable[..., SimulatedWorld] = SimulatedWorld,
) -> Simulation:  # fmt: skip
    """Drive a flow to its end in virtual time. The sides and the ledger must be copies."""
    world = kind(catalog, ledger, owner_of(catalog), programs, sides, choices)
    start, data = start_for(linked.program, inputs, lambda kind: sample(kind, catalog, now), trigger)
    take_in(sides, data.values(), now)
    data = {name: settled(value, sides, catalog, now) for name, value in data.items()}
    journal = Journal()
    drive = Drive(world, journal, explain=True)
    for event in world.scheduled():
        drive.happen(event)
    run = drive.begin(linked, data, now, text=text, id="test", trigger=start)
    drive.go(calendar.after(now, Duration(days=LONG.days), world.zone))
    return Simulation(
        run, drive, journal, data, _would_begin(linked, start["kind"], {**run.built_in, **data, "now": now})
    )


def _would_begin(linked: Linked, kind: str, names: dict[str, Any]) -> bool:
    conditions = [condition for start, condition in linked.starts if start.kind == kind]
    return not conditions or any(condition is None or condition(names) is True for condition in conditions)
