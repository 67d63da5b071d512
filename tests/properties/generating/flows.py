"""Whole flows: header, triggers, memory, body, `use` lines and tests, from one seed."""

from datetime import date, time

import msgspec

from sayso.dsl import expressions as e
from sayso.dsl import flow as f
from sayso.dsl import statements as s
from sayso.dsl.node import Notes, walk
from sayso.dsl.print import print_flow
from sayso.dsl.types import BOOLEAN, DATE, MONEY, NUMBER, TEXT, ListOf, Optional, RecordOf, Row, Scalar, Type, optional
from tests.properties.generating.blocks import Body
from tests.properties.generating.catalog import catalog
from tests.properties.generating.chance import Chance
from tests.properties.generating.literals import DAYS, TIMES, length, literal, moment, text
from tests.properties.generating.scope import CLEAN, INTERNAL, LOOSE, Named, Scope
from tests.properties.generating.statements import ASKED

INPUTS: tuple[tuple[str, s.TypeText, Type], ...] = (
    ("contact", s.TypeName(name="contact"), RecordOf("contact")),
    ("deal", s.TypeName(name="deal"), RecordOf("deal")),
    ("customer", s.TypeName(name="customer"), RecordOf("customer")),
    ("people", s.ListType(item=s.TypeName(name="contact")), ListOf(RecordOf("contact"))),
    ("words", s.ListType(item=s.TypeName(name="text")), ListOf(TEXT)),
    ("amount", s.TypeName(name="money"), MONEY),
    ("since", s.OptionalType(of=s.TypeName(name="date")), Optional(DATE)),
    ("often", s.OptionalType(of=s.TypeName(name="number")), Optional(NUMBER)),
    ("address", s.TypeName(name="email"), Scalar("email")),
    ("urgent", s.TypeName(name="boolean"), BOOLEAN),
    ("plan", s.ChoiceType(options=("free", "pro", "enterprise")), ASKED[3][1]),
)
PLAIN_INPUTS = INPUTS[4:]
REMEMBERED: tuple[tuple[str, s.TypeText, Type], ...] = (
    ("seen", s.ListType(item=s.TypeName(name="text")), ListOf(TEXT)),
    ("counts", s.ListType(item=s.TypeName(name="number")), ListOf(NUMBER)),
    ("last", s.OptionalType(of=s.TypeName(name="date")), DATE),
    ("total", s.TypeName(name="money"), MONEY),
    ("note", s.TypeName(name="text"), TEXT),
)
BUILT_IN = {
    "now": Named(Scalar("datetime"), CLEAN, own=False),
    "today": Named(DATE, CLEAN, own=False),
    "me": Named(RecordOf("person"), CLEAN, own=False),
    "user": Named(Row((("salesRep", RecordOf("person")),)), CLEAN, own=False),
    "run": Named(Row((("id", TEXT),)), CLEAN, own=False),
    "workspace": Named(Row((("currency", TEXT),)), CLEAN, own=False),
}
ZONES = (None, "Europe/Berlin", "America/New_York", "Asia/Kolkata")
WEEKDAYS: tuple[f.Weekday, ...] = ("monday", "tuesday", "friday", "sunday")


def make_flow(seed: int | str, size: int = 12, body: type[Body] = Body) -> f.Flow:
    """The flow of a seed, of about so many statements, as that kind of body writes them."""
    return _Making(Chance(seed), size, body).flow()


def make_text(seed: int | str, size: int = 12) -> str:
    """The text of a seed's flow."""
    return print_flow(make_flow(seed, size))


class _Making:
    """One flow on its way."""

    def __init__(self, chance: Chance, size: int, body: type[Body]) -> None:
        self.chance, self.size, self.body = chance, size, body

    def flow(self) -> f.Flow:
        triggers, binds = self._triggers()
        memory = self._memory() if self.chance.yes(45) else None
        kept = {} if memory is None else self.kept
        kinds = tuple((_kind(trigger), names) for trigger, names in zip(triggers, binds, strict=True))
        body = self.body(self.chance, kept, kinds)
        scope = self._scope(triggers, binds, kept)
        block, _ = body.block(scope, self.size, 3)
        uses = self._uses(block, any(isinstance(trigger, f.OnSchedule | f.OnEvent) for trigger in triggers))
        tests = self._tests(block, triggers, binds, kept, body.returns) if self.chance.yes(40) else ()
        return f.Flow(
            name=self.chance.one(("F", "Big 4 outbound", 'Say "hi"', "Größe")), triggers=triggers, uses=uses,
            goal=f.Goal(text="Win them back, 100%") if self.chance.yes(20) else None,
            limits=self._limits(), memory=memory, body=block, tests=tests,
        )  # fmt: skip

    # Triggers and what they bring.

    def _triggers(self) -> tuple[tuple[f.Trigger, ...], list[dict[str, Type]]]:
        makers = [
            self._manual,
            self._manual,
            self._call,
            self._event,
            self._event,
            self._webhook,
            self._form,
            self._chat,
            self._schedule,
        ]
        count = self.chance.weighted(((7, 1), (2, 2), (1, 3)))
        made = [maker() for maker in self.chance.some(makers, count, count)]
        kept: list[tuple[f.Trigger, dict[str, Type]]] = []
        for trigger, names in made:
            clash = any(names[n] != other[n] for _, other in kept for n in names if n in other)
            if not clash and all(type(trigger) is not type(before) for before, _ in kept):
                kept.append((trigger, names))
        return tuple(trigger for trigger, _ in kept), [names for _, names in kept]

    def _inputs(self, known: tuple[tuple[str, s.TypeText, Type], ...]) -> tuple[tuple[f.Input, ...], dict[str, Type]]:
        chosen = self.chance.some(known, 0, 4)
        inputs = tuple(f.Input(name=name, type=written) for name, written, _ in chosen)
        return inputs, {name: kind for name, _, kind in chosen}

    def _manual(self) -> tuple[f.Trigger, dict[str, Type]]:
        inputs, names = self._inputs(INPUTS)
        return f.OnManual(inputs=inputs), names

    def _call(self) -> tuple[f.Trigger, dict[str, Type]]:
        inputs, names = self._inputs(INPUTS)
        return f.OnCall(inputs=inputs), names

    def _webhook(self) -> tuple[f.Trigger, dict[str, Type]]:
        inputs, names = self._inputs(PLAIN_INPUTS)
        return f.OnWebhook(name="inbound-lead", inputs=inputs), names

    def _form(self) -> tuple[f.Trigger, dict[str, Type]]:
        inputs, names = self._inputs(PLAIN_INPUTS)
        return f.OnForm(name="Demo request", inputs=inputs), names

    def _chat(self) -> tuple[f.Trigger, dict[str, Type]]:
        return f.OnChat(name="Support"), {"visitor": RecordOf("visitor"), "message": TEXT}

    def _event(self) -> tuple[f.Trigger, dict[str, Type]]:
        event = catalog().events[self.chance.one(list(catalog().events))]
        names = dict(event.binds)
        where = None
        if self.chance.yes(40):
            body = Body(self.chance, {}, ())
            where = body.values.condition(Scope({n: Named(k, CLEAN, own=False) for n, k in names.items()}), LOOSE, 1)
        return f.OnEvent(event=event.name, where=where), names

    def _schedule(self) -> tuple[f.Trigger, dict[str, Type]]:
        at = tuple(sorted(self.chance.some(TIMES, 0, 2)))
        nth = f.NthWeekday(nth=self.chance.one(("first", "last", "third")), weekday=self.chance.one(WEEKDAYS))
        days = tuple(day for day in WEEKDAYS if self.chance.yes())
        forms: list[f.OnSchedule] = [
            f.OnSchedule(unit="minute", every=self.chance.one((15, 30))),
            f.OnSchedule(unit="hour", every=self.chance.one((1, 2))),
            f.OnSchedule(unit="day", every=self.chance.one((1, 3)), at=at),
            f.OnSchedule(unit="weekday", at=at),
            f.OnSchedule(unit="week", every=self.chance.one((1, 2)), weekdays=days, at=at),
            f.OnSchedule(unit="month", day=self.chance.one((1, 31)), at=at),
            f.OnSchedule(unit="month", nth=nth, at=at),
            f.OnSchedule(unit="quarter", at=at),
            f.OnSchedule(unit="year", date_of_year=(3, 1), at=at),
            f.OnSchedule(unit="once", on=date(2027, 11, 3), at=(time(10),)),
        ]
        return msgspec.structs.replace(self.chance.one(forms), zone=self.chance.one(ZONES)), {}

    def _scope(
        self, triggers: tuple[f.Trigger, ...], binds: list[dict[str, Type]], kept: dict[str, tuple[Type, int]]
    ) -> Scope:
        shared = set(binds[0]).intersection(*binds) if binds else set()
        outsiders = any(isinstance(one, f.OnWebhook | f.OnForm | f.OnChat | f.OnCall) for one in triggers)
        ranks = {name: self._rank(triggers, kind, outsiders) for names in binds for name, kind in names.items()}
        names = {name: Named(binds[0][name], ranks[name], own=False) for name in sorted(shared)}
        remembered = Row(
            tuple((name, kind if isinstance(kind, ListOf) else optional(kind)) for name, (kind, _) in kept.items())
        )
        memory = {"memory": Named(remembered, max(rank for _, rank in kept.values()), own=False)} if kept else {}
        only_chat = len(triggers) == 1 and isinstance(triggers[0], f.OnChat)
        return Scope({**BUILT_IN, **memory, **names}, chat=only_chat)

    def _rank(self, triggers: tuple[f.Trigger, ...], kind: Type, outsiders: bool) -> int:
        stranger = any(isinstance(one, f.OnEvent) and catalog().events[one.event].stranger for one in triggers)
        if outsiders or stranger:
            return LOOSE
        return CLEAN if isinstance(kind, RecordOf) else INTERNAL

    def _memory(self) -> f.Memory:
        chosen = self.chance.some(REMEMBERED, 1, 4)
        self.kept = {name: (kind, self.chance.one((CLEAN, INTERNAL, LOOSE))) for name, _, kind in chosen}
        return f.Memory(fields=tuple(f.MemoryField(name=name, type=written) for name, written, _ in chosen))

    # `use` and `limit` lines.

    def _uses(self, block: s.Block, often: bool) -> tuple[f.Use, ...]:
        tools = list(dict.fromkeys(node.tool for node in walk(block) if isinstance(node, s.ToolCall)))
        alone = [tool for tool in tools if self.chance.yes(25)]
        together = [tool for tool in tools if tool not in alone]
        uses = [f.Use(tools=tuple(together))] if together else []
        return (*uses, *(self._use(tool, often) for tool in alone))

    def _use(self, tool: str, often: bool) -> f.Use:
        per = self.chance.one(("hour", "day", "week", "month"))
        count = self.chance.number(1, 30) if not often else 1_000_000
        quota = f.Quota(count=count, per=per) if self.chance.yes(70) else None
        between = f.Between(start=time(8), end=time(18)) if self.chance.yes(40) else None
        approval = s.Approval(within=length(self.chance, 5)) if self.chance.yes(15) else None
        return f.Use(tools=(tool,), quota=quota, between=between, approval=approval, private=self.chance.yes(15))

    def _limits(self) -> tuple[f.Limit, ...]:
        if not self.chance.yes(25):
            return ()
        of = self.chance.one(("credits", "runs", "steps"))
        return (
            f.Limit(count=1_000_000, of=of, per="day" if of == "runs" else self.chance.one(("run", "day", "month"))),
        )

    # Tests.

    def _tests(
        self, block: s.Block, triggers: tuple[f.Trigger, ...], binds: list[dict[str, Type]],
        kept: dict[str, tuple[Type, int]], returns: Type | None,
    ) -> tuple[f.Test, ...]:  # fmt: skip
        lines: list[f.TestLine] = [f.GivenNow(moment=moment(self.chance))] if self.chance.yes() else []
        for node in walk(block):
            line = self._given(node)
            if line is not None and self.chance.yes(70) and not any(_same(line, other) for other in lines):
                lines.append(line)
        for names in binds:
            lines += [
                made for name, kind in names.items() if self.chance.yes(40) and (made := self._data((name,), kind))
            ]
        lines += [
            made
            for name, (kind, _) in kept.items()
            if self.chance.yes(40) and (made := self._data(("memory", name), kind))
        ]
        lines += self._expectations(block, returns)
        return (f.Test(title="it goes well", lines=tuple(lines)),)

    def _given(self, node: object) -> f.TestLine | None:
        match node:
            case s.ToolCall(tool=tool):
                return self._given_tool(tool)
            case s.RunFlow(flow=flow) if (contract := catalog().flows[flow]).returns is not None:
                value = literal(self.chance, contract.returns)
                return f.GivenFlow(flow=flow, value=value) if value is not None else None
            case s.Ask(answer=answer, type=written):
                kind = next(kind for form, kind in ASKED if form == written)
                value = literal(self.chance, kind)
                return f.GivenAnswer(name=answer, value=value, after=self._after() if value is not None else None)
            case s.EventPattern(event=event):
                return f.GivenEvent(event=event, after=self._after())
        return None

    def _after(self) -> e.Duration | None:
        return length(self.chance, 10) if self.chance.yes() else None

    def _given_tool(self, tool: str) -> f.TestLine | None:
        outcome = self.chance.one(("returns", "returns", "fails", "rejected", "uncertain"))
        if outcome == "uncertain":
            return f.GivenTool(tool=tool, outcome="uncertain")
        if outcome != "returns":
            return f.GivenTool(tool=tool, outcome=outcome, value=text("no luck"))
        returns = catalog().tools[tool].returns
        value = self._example(returns) if returns is not None and returns != RecordOf("*") else None
        return f.GivenTool(tool=tool, outcome="returns", value=value) if value is not None else None

    def _example(self, kind: Type) -> e.Expression | None:
        if kind == ListOf(RecordOf("contact")):
            return e.List(items=(self._contact("Ann"), self._contact("Bob")))
        if isinstance(kind, ListOf):
            return e.List()
        if kind == RecordOf("contact"):
            return self._contact("Ann")
        return literal(self.chance, kind)

    def _contact(self, name: str) -> e.Record:
        address = text(f"{name.lower()}@acme.example")
        given = (e.Argument(name="firstName", value=text(name)), e.Argument(name="email", value=address))
        return e.Record(type="contact", arguments=given[: self.chance.number(1, 2)])

    def _data(self, path: tuple[str, ...], kind: Type) -> f.GivenData | None:
        value = self._example(kind)
        return f.GivenData(path=path, value=value) if value is not None else None

    def _expectations(self, block: s.Block, returns: Type | None) -> list[f.TestLine]:
        tools = list(dict.fromkeys(node.tool for node in walk(block) if isinstance(node, s.ToolCall)))
        found: list[f.TestLine] = [
            f.ExpectTool(tool=tool, times=self.chance.number(0, 3)) for tool in tools if self.chance.yes(40)
        ]
        if self.chance.yes():
            found.append(f.ExpectEnd(state=self.chance.one(("completed", "stopped", "failed", "skipped"))))
        value = self._example(returns) if returns is not None else None
        return [*found, *([f.ExpectReturn(value=value)] if value is not None and self.chance.yes() else [])]


def _kind(trigger: f.Trigger) -> e.TriggerKind:
    if isinstance(trigger, f.OnEvent):
        return e.TriggerKind(kind=trigger.event)
    kinds = {f.OnManual: "manual", f.OnCall: "call", f.OnWebhook: "webhook", f.OnForm: "form", f.OnChat: "chat"}
    return e.TriggerKind(kind=kinds.get(type(trigger), "schedule"), name=getattr(trigger, "name", None))


def _same(line: f.TestLine, other: f.TestLine) -> bool:
    keys = ("tool", "flow", "name", "event")
    return type(line) is type(other) and [getattr(line, k, None) for k in keys] == [
        getattr(other, k, None) for k in keys
    ]


def with_comments(flow: f.Flow, chance: Chance) -> f.Flow:
    """The flow with comments and blank lines at random places of its body."""

    statements = tuple(_noted(statement, chance, number == 0) for number, statement in enumerate(flow.body.statements))
    return msgspec.structs.replace(flow, body=msgspec.structs.replace(flow.body, statements=statements))


def _noted(statement: s.Statement, chance: Chance, first: bool) -> s.Statement:
    """A blank line before the first statement stands there anyway, so it belongs to nobody."""
    before = chance.one(((), ("# first",), () if first else ("",), ("# one", "", "# two")))
    after = "# why" if chance.yes(30) else None
    return msgspec.structs.replace(statement, notes=Notes(before=before, after=after))


__all__ = ["DAYS", "make_flow", "make_text", "with_comments"]
