"""The walk through a flow that carries labels along, until memory and records hold nothing new.

Every statement gives what holds after it; where ways meet, labels join and checks hold only if they hold on both.
Findings and marks are those of the last round, when all that the flow writes is known.
"""

from typing import assert_never

from sayso.compiler.facts import Facts
from sayso.compiler.header import approval_of, may_take_private
from sayso.compiler.trust import handing
from sayso.compiler.trust.begin import beginning, event_names
from sayso.compiler.trust.env import Env, meeting
from sayso.compiler.trust.label import CLEAN, Label, joined
from sayso.compiler.trust.matching import decided_by, shown
from sayso.compiler.trust.reading import Reader, root_of
from sayso.compiler.trust.rules import AIMS, LEAVES
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow, OnEvent
from sayso.dsl.node import walk
from sayso.dsl.statements import (
    Ask,
    Block,
    Broken,
    Do,
    EventPattern,
    Fail,
    ForEach,
    HandOff,
    If,
    Keep,
    Let,
    Off,
    Remember,
    Repeat,
    Return,
    RunFlow,
    Say,
    Sequence,
    Set,
    Skip,
    Stage,
    Statement,
    Stop,
    ToolCall,
    Try,
    Wait,
    WaitFor,
    WaitUntil,
)
from sayso.dsl.types import PERSON, UNKNOWN, ListOf, Type, present

ROUNDS = 20
TURNS = 8


class Walk:
    """One flow's labels. After `run`: `findings`, `marks` (what strangers decide), `tainted` parameters, `result`."""

    def __init__(self, flow: Flow, facts: Facts, catalog: Catalog) -> None:
        """Nothing is known before `run`."""
        self.flow = flow
        self.facts = facts
        self.catalog = catalog
        self.reader = Reader(facts, catalog)
        self.findings: dict[tuple[str, int, int], Diagnostic] = {}
        self.marks: dict[int, str] = {}
        self.tainted: dict[int, tuple[str, ...]] = {}
        self.result = CLEAN
        self.kept: list[Label] = []
        self.met: set[str] = set()
        self.passing: Env | None = None
        self.grew = True

    def run(self) -> "Walk":
        """Go through the flow until nothing that it writes is new."""
        for _ in range(ROUNDS):
            self.grew = False
            self.findings, self.marks, self.tainted, self.result = {}, {}, {}, CLEAN
            env = beginning(self.reader, self.flow)
            for trigger in self.flow.triggers:
                if isinstance(trigger, OnEvent) and trigger.where is not None:
                    self._mark(trigger, decided_by(self.reader, trigger.where, env, ("it",)))
                    if len(self.flow.triggers) == 1:
                        env = env.know(shown(self.reader, trigger.where, env, met=True))
            self._block(self.flow.body, env)
            if not self.grew:
                break
        return self

    def _block(self, block: Block | None, env: Env | None) -> Env | None:
        for statement in block.statements if block is not None else ():
            if env is None:
                return None
            self.reader.forget()
            env = self._statement(statement, env)
            if self.passing is not None:
                self.passing = meeting(self.passing, env)
        return env

    def _statement(self, statement: Statement, env: Env) -> Env | None:
        match statement:
            case Off():
                return self._off(statement, env)
            case Broken():
                return env
            case Do(call=call):
                return self._call(call, env)
            case Let(name=name, value=value):
                return self._let(statement, name, value, env)
            case Set() | Remember():
                return self._remember(statement, env)
            case Wait():
                return env.later()
            case WaitUntil() | Stage():
                return self._until(statement, env)
            case WaitFor():
                return self._wait_for(statement, env)
            case Sequence():
                return self._sequence(statement, env)
            case If():
                return self._if(statement, env)
            case ForEach():
                return self._for_each(statement, env)
            case Repeat():
                return self._repeat(statement, env)
            case Try():
                return self._try(statement, env)
            case Ask():
                return self._ask(statement, env)
            case HandOff():
                return self._hand_off(statement, env)
            case Say(message=message):
                return self._tell("people.say", e.Name(name="visitor"), message, env)
            case RunFlow():
                return self._run_flow(statement, env)
            case Keep(value=value):
                return self._keep(value, env)
            case Return(value=value):
                return self._return(value, env)
            case Stop() | Skip() | Fail():
                return None
            case _ as never:
                assert_never(never)

    def _off(self, statement: Off, env: Env) -> Env:
        self._statement(statement.statement, env)
        return env

    def _until(self, statement: WaitUntil | Stage, env: Env) -> Env | None:
        """A date too far away, or a stage too late, is skipped: whoever says the date decides that."""
        self._mark(statement, self.reader.label(statement.moment, env).stranger)
        after = env.later()
        return meeting(after, self._block(statement.body, after)) if isinstance(statement, Stage) else after

    def _remember(self, statement: Set | Remember, env: Env) -> Env:
        """What memory holds is read by other runs too, about others than the one in reach."""
        if isinstance(statement, Remember) and statement.skip:
            self._mark(statement, self.reader.label(statement.value, env).stranger)
        label = self.reader.spoken(statement.value, env).of_others().as_words()
        self._grow(self.reader.memory, statement.name, label)
        return env

    def _keep(self, value: Expression, env: Env) -> Env:
        self.kept.append(self.reader.label(value, env).of_others())
        return env

    def _return(self, value: Expression, env: Env) -> Env | None:
        self.result = joined(self.result, self.reader.spoken(value, env))
        return None

    def _sequence(self, statement: Sequence, env: Env) -> Env | None:
        after, anywhere = self._interrupted(statement.body, env)
        came = self._event(statement, statement.event, anywhere.later())
        return meeting(after, self._block(statement.unless, came))

    def _interrupted(self, body: Block, env: Env) -> tuple[Env | None, Env]:
        """What holds after a block, and what holds wherever in it the lane may be taken out of it."""
        outer, self.passing = self.passing, env
        after = self._block(body, env)
        anywhere = self.passing
        self.passing = None if outer is None else outer.meet(anywhere)
        return after, anywhere

    def _hand_off(self, statement: HandOff, env: Env) -> Env:
        self._person(statement.person, env, "who this is handed to")
        return self._tell("people.hand_off", statement.person, statement.message, env).later()

    def _call(self, call: ToolCall, env: Env) -> Env:
        resolved = self.facts.call_of(call)
        if resolved is None:
            return env
        for finding in (
            *handing.aims(self.reader, self.flow, call, resolved, env),
            *handing.leaks(self.reader, self.flow, call, resolved, env),
        ):
            self._report(finding)
        carrying = handing.tainted(self.reader, resolved, env)
        if carrying:
            self.tainted[id(call)] = carrying
        for place, label in handing.writes(self.reader, resolved, env):
            self._grow(self.reader.written, place, label)
        reread = resolved.tool.effect == "write" or resolved.tool.waits or approval_of(self.flow, call) is not None
        return env.later() if reread else env

    def _let(self, statement: Let, name: str, value: ToolCall | Expression, env: Env) -> Env:
        if isinstance(value, ToolCall):
            resolved = self.facts.call_of(value)
            after = self._call(value, env)
            label = handing.returned(self.reader, resolved, env) if resolved is not None else CLEAN
            kind, env = resolved.returns if resolved is not None else None, after
        else:
            label, kind = self.reader.label(value, env), self.facts.type_of(value)
            self._mark(statement, self._picks(value, env))
        return self._bind(env, name, label, kind, _word(statement))

    def _bind(self, env: Env, name: str, label: Label, kind: Type | None, word: str) -> Env:
        root = f"{name}#{word}"
        return self._meaning(env, root).bind(name, self.reader.named(label.without(root), kind, root))

    def _meaning(self, env: Env, root: str) -> Env:
        """The place where a name begins to mean a record; what it meant before, if it did, is forgotten."""
        if root in self.met:
            return env.forget(root)
        self.met.add(root)
        return env

    def _wait_for(self, statement: WaitFor, env: Env) -> Env | None:
        came = self._event(statement, statement.event, env.later())
        return meeting(self._block(statement.body, came), self._block(statement.otherwise, env.later()))

    def _event(self, statement: WaitFor | Sequence, pattern: EventPattern, env: Env) -> Env:
        """The place where an event has come, its names bound and its condition met."""
        names = event_names(self.reader, pattern.event, _word(statement))
        inside = env
        for name, (label, root) in names.items():
            inside = (self._meaning(inside, root) if root else inside).bind(name, label)
        if pattern.where is None:
            return inside
        self._mark(statement, decided_by(self.reader, pattern.where, inside, tuple(names)))
        return inside.know(shown(self.reader, pattern.where, inside, met=True))

    def _if(self, statement: If, env: Env) -> Env | None:
        ways: list[Env | None] = []
        for branch in statement.branches:
            self._mark(statement, decided_by(self.reader, branch.condition, env))
            ways.append(self._block(branch.body, env.know(shown(self.reader, branch.condition, env, met=True))))
            env = env.know(shown(self.reader, branch.condition, env, met=False))
        return meeting(*ways, self._block(statement.otherwise, env))

    def _for_each(self, loop: ForEach, env: Env) -> Env:
        label = self.reader.label(loop.items, env)
        kind = present(self.facts.type_of(loop.items))
        item = kind.item if isinstance(kind, ListOf) else UNKNOWN
        self._mark(loop, self._picks(loop.items, env) or label.stranger)
        outer, self.kept = self.kept, []
        word = _word(loop)
        self._block(loop.body, self._bind(env, loop.item, label.as_words(), item, word))
        kept, self.kept = self.kept, outer
        after = env.later()
        if loop.collect is None:
            self.kept.extend(kept)
            return after
        collected = kept[0] if kept else CLEAN
        for value in kept[1:]:
            collected = collected.join(value)
        return self._bind(after, loop.collect, collected, None, word)

    def _repeat(self, statement: Repeat, env: Env) -> Env | None:
        after = self._block(statement.body, env)
        for _ in range(TURNS):
            again = meeting(env, after) or env
            if again == env:
                break
            env, after = again, self._block(statement.body, again)
        if after is None:
            return None
        if statement.until is None:
            return self._block(statement.otherwise, after)
        self._mark(statement, decided_by(self.reader, statement.until, after))
        done = after.know(shown(self.reader, statement.until, after, met=True))
        vain = after.know(shown(self.reader, statement.until, after, met=False))
        return meeting(done, self._block(statement.otherwise, vain))

    def _try(self, statement: Try, env: Env) -> Env | None:
        after, anywhere = self._interrupted(statement.body, env)
        failed = anywhere.later()
        if statement.error:
            words = Label("what the error says", "", "internal", f"`@{statement.error}.message`")
            row = (("kind", CLEAN), ("message", words))
            label = Label(words.stranger, "", words.privacy, words.what, parts=row)
            failed = failed.bind(statement.error, label)
        return meeting(after, self._block(statement.handler, failed))

    def _ask(self, statement: Ask, env: Env) -> Env:
        self._person(statement.person, env, "who is asked")
        self._tell("people.ask", statement.person, statement.question, env)
        answered = CLEAN
        if not self._are_members(statement.person):
            words, owners = f"`@{statement.answer}`", self.reader.label(statement.person, env).owners
            answered = Label(words, "", "internal", words, owners, owners)
        if statement.otherwise is not None:
            answered = joined(answered, self.reader.label(statement.otherwise, env))
        return env.later().bind(statement.answer, answered)

    def _run_flow(self, statement: RunFlow, env: Env) -> Env:
        for argument in statement.arguments:
            label, record = self.reader.label(argument.value, env), self.reader.record_of(argument.value)
            if record is not None and label.stranger:
                what = f'which {record.name} the flow "{statement.flow}" works on'
                self._report(AIMS.at(argument.value.span, {"source": label.stranger, "what": what}))
        contract = self.catalog.flows.get(statement.flow)
        if statement.result is None or contract is None:
            return env.later()
        source = f'what the flow "{statement.flow}" returns'
        given = joined(*(self.reader.label(argument.value, env) for argument in statement.arguments))
        record_kind = self.reader.record_type(contract.returns)
        privacy = "card" if record_kind is not None else contract.privacy
        about = frozenset() if privacy == "card" else given.owners
        label = Label(source if contract.stranger else "", "", privacy, source, about, given.owners)
        return self._bind(env.later(), statement.result, label, contract.returns, _word(statement))

    def _person(self, person: Expression, env: Env, what: str) -> None:
        stranger = self.reader.label(person, env).stranger
        if stranger and not _is_visitor(person):
            self._report(AIMS.at(person.span, {"source": stranger, "what": what}))

    def _tell(self, tool: str, person: Expression, message: Expression, env: Env) -> Env:
        """What a visitor, or anybody who is no member, is told."""
        if self._are_members(person) or may_take_private(self.flow, tool):
            return env
        label = self.reader.label(message, env)
        if not handing.may_see(label, "person", self.reader.label(person, env).owners, env):
            data: dict[str, object] = {"field": label.what, "privacy": label.privacy, "whom": handing.WHOM["person"]}
            self._report(LEAVES.at(message.span, {**data, "tool": "this message"}))
        return env

    def _are_members(self, person: Expression) -> bool:
        return not _is_visitor(person) and present(self.facts.type_of(person)) in (PERSON, UNKNOWN)

    def _picks(self, value: Expression, env: Env) -> str:
        """A stranger's words that decide who is taken from a list."""
        for node in walk(value):
            if isinstance(node, e.Where):
                elements = self.reader.elements(node)
                inside = self.reader.inside(env, self.reader.label(node.of, env), elements)
                if found := decided_by(self.reader, node.condition, inside, elements):
                    return found
        return ""

    def _grow(self, held: dict[str, Label] | dict[tuple[str, str], Label], key: object, label: Label) -> None:
        known: dict[object, Label] = held  # type: ignore[assignment]
        before = known.get(key, CLEAN)
        after = before.join(Label(label.stranger, label.listed, label.privacy, label.what, label.about))
        if after != before:
            known[key] = after
            self.grew = True
            self.reader.forget()

    def _mark(self, node: Statement | OnEvent, stranger: str) -> None:
        if stranger:
            self.marks[id(node)] = stranger

    def _report(self, finding: Diagnostic) -> None:
        self.findings.setdefault((finding.slug, finding.span.start, finding.span.end), finding)


def _word(node: Statement) -> str:
    """A word for a statement that sets a name; unlike a step's number it stays when steps are put in above."""
    return f"{id(node):x}"


def _is_visitor(person: Expression) -> bool:
    return root_of(person) == "visitor"
