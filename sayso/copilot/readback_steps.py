"""One step in English: what its line says, and what is said before each of its blocks."""

from collections import Counter
from typing import assert_never

import msgspec

from sayso.compiler.facts import Facts
from sayso.copilot.conditions import Conditions, is_written_date
from sayso.copilot.english import a, listed, plural, words_of
from sayso.copilot.kinds import kind_words
from sayso.copilot.naming import Names
from sayso.copilot.readback_calls import Calls
from sayso.copilot.readback_words import BUILT_IN, PEOPLE
from sayso.copilot.taking import taken
from sayso.copilot.unsaid import Unsaid
from sayso.copilot.waiting import event_words, happened
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Field, Name, Text
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.print import print_expression
from sayso.dsl.statements import (
    Ask,
    Broken,
    ChoiceType,
    Do,
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
    TypeName,
    TypeText,
    Wait,
    WaitFor,
    WaitUntil,
)
from sayso.dsl.types import Scalar, present


class Scope(msgspec.Struct, frozen=True):
    """What an item's steps know: its name, and names that tools gave about it."""

    item: str | None = None
    about: frozenset[str] = frozenset()


class Steps:
    """Says steps. `next` is the step after the one that is told; it saves naming what is used right away."""

    def __init__(self, flow: Flow, facts: Facts | None, catalog: Catalog | None) -> None:
        self.flow = flow
        self.facts = facts
        self.catalog = catalog
        self.next: Statement | None = None
        self.scope = Scope()
        self.asked: set[str] = {node.answer for node in walk(flow) if isinstance(node, Ask)}
        self.used = Counter(node.name for node in walk(flow.body) if isinstance(node, Name))
        self.names = Names(flow, facts, catalog)
        self.unsaid = Unsaid(flow, catalog)
        self.conditions = Conditions(self.names, self._truth, self._is_date, lambda event: happened(event, catalog))
        self.phrases = self.conditions.phrases
        self.calls = Calls(self.conditions, flow, facts, catalog)

    def enter(self, loop: ForEach) -> Scope:
        """Into the steps of a loop; gives back the scope to leave to."""
        outer, self.scope = self.scope, Scope(loop.item)
        return outer

    def leave(self, outer: Scope) -> None:
        """Out of the steps of a loop."""
        self.scope = outer

    # ------------------------------------------------------------------ the line of a step

    def head(self, step: Statement) -> str:
        """What the step's own line says, without its final sign."""
        match step:
            case Do(call=call):
                return self.calls.sentence(call)
            case Let():
                return self._let(step)
            case Set(name=name, value=value):
                return f"Remember {self.phrases.value(value)} as the {words_of(name)}"
            case Remember() | Keep() | Return():
                return self._kept(step)
            case Wait() | WaitUntil() | WaitFor() | Sequence():
                return self._waiting(step)
            case If(branches=branches):
                return f"If {self.conditions.clause(branches[0].condition)}"
            case ForEach():
                return self._loop(step)
            case Repeat() | Try() | Stage():
                return self._frame(step)
            case Ask() | HandOff() | Say():
                return self._people(step)
            case RunFlow():
                return self._run(step)
            case Stop() | Skip() | Fail():
                return self._ending(step)
            case Off(statement=statement):
                return self.head(statement)
            case Broken(raw=raw):
                return f"A line that cannot be read: `{' '.join(raw.split())}`"
            case _:
                assert_never(step)

    def between(self, step: Statement, block: str, number: int) -> str:
        """What is said before a block, when it is not the first."""
        if number == 0:
            return ""
        match step:
            case If(branches=branches) if block != "otherwise":
                return f"Otherwise, if {self.conditions.clause(branches[number].condition)}"
            case WaitFor():
                return "If that does not happen in time"
            case Sequence():
                return "As soon as it happens"
            case Repeat():
                return "If that never happens"
            case Try():
                return "If that does not work"
            case _:
                return "Otherwise"

    def _let(self, step: Let) -> str:
        if isinstance(step.value, ToolCall):
            said = self.calls.sentence(step.value)
            self._learn(step.name, step.value)
            return said + self._named(step.name)
        return taken(step, self.phrases)

    def _learn(self, name: str, call: ToolCall) -> None:
        """Remember that a tool told something about the item, so that "they" is clear."""
        item = self.scope.item
        about = any(isinstance(given.value, Name) and given.value.name == item for given in call.arguments)
        if item in PEOPLE and about:
            self.scope = Scope(item, self.scope.about | {name})

    def _named(self, name: str) -> str:
        """` (the news)`, where the sentence does not say it and the next step is not all there is to it."""
        words = self.names.the(Name(name)).removeprefix("the ")
        used = self.used[name]
        at_once = isinstance(self.next, ForEach) and self.next.items == Name(name) and used == 1
        return "" if at_once or not used or self.unsaid.result(name, words) else f" (the {words})"

    def _kept(self, step: Remember | Keep | Return) -> str:
        match step:
            case Remember(value=value, name=name, reason=reason, skip=skip):
                said = f"Remember {self.phrases.value(value)} under {words_of(name)}"
                why = f" ({self._quoted(reason)})" if reason else ""
                return f"{said}; if it is there already, leave this one out{why}" if skip else said
            case Keep(value=value):
                return f"Keep {self.phrases.value(value)}"
            case Return(value=value):
                return f"Give back {self.phrases.value(value)}"
            case _:
                assert_never(step)

    def _waiting(self, step: Wait | WaitUntil | WaitFor | Sequence) -> str:
        match step:
            case Wait(duration=length):
                return f"Wait {self.phrases.value(length)}"
            case WaitUntil(moment=moment, at_most=at_most):
                most = f", but no longer than {print_expression(at_most)}" if at_most else ""
                return f"Wait until {self.phrases.value(moment)}{most}"
            case WaitFor(at_most=at_most):
                return f"Wait for {self._event(step)}, at most {print_expression(at_most)}. When it comes"
            case Sequence():
                return f"Do this one after the other, but stop as soon as there is {self._event(step)}"
            case _:
                assert_never(step)

    def _event(self, step: WaitFor | Sequence) -> str:
        return event_words(step.event, self.conditions, self.catalog)

    def _loop(self, loop: ForEach) -> str:
        which = self._which(loop)
        person = loop.item in PEOPLE
        again = {
            "": "",
            "once": "nobody twice" if person else "none twice",
            "again": "also those still on their way from before",
        }[loop.again]
        if loop.per is not None:
            again = f"{'nobody' if person else 'none'} again within {print_expression(loop.per)}"
        more = [
            f"at most {loop.at_most}" if loop.at_most is not None else "",
            again,
            "one after the other" if loop.one_at_a_time else "",
            "stopping at the first that fails" if loop.stop_on_error else "",
            f"gathering the {words_of(loop.collect)}" if loop.collect else "",
        ]
        return ", ".join([f"For each {which}", *(words for words in more if words)])

    def _which(self, loop: ForEach) -> str:
        """What a loop goes through: "deal", "of the best deals", "owner of the quiet contacts (rep)"."""
        item, items = words_of(loop.item), loop.items
        if isinstance(items, Name) and self._is_plain(items, loop.item):
            return item
        if isinstance(items, Field) and self.names.is_list(items.of):
            field, whole = words_of(items.name), self.phrases.value(items.of)
            return f"{item} of {whole}" if field == item else f"{field} of {whole} ({item})"
        said = self.phrases.value(items)
        if self.names.element(items) is None:
            return f"{item} in {said}"
        return f"of {said}" if item in said or plural(item) in said else f"{item} of {said}"

    def _is_plain(self, items: Name, item: str) -> bool:
        """Whether the list needs no naming: its name is the item's, or what a tool found is the only list of these."""
        if words_of(items.name).rstrip("s") == words_of(item).rstrip("s"):
            return True
        if self.names.element(items) is None:
            return len([node for node in walk(self.flow.body) if isinstance(node, ForEach)]) == 1
        let = self.names.lets.get(items.name)
        alike = [name for name in self.names.lets if self.names.element(Name(name)) == self.names.element(items)]
        return let is not None and isinstance(let.value, ToolCall) and len(alike) == 1

    def _frame(self, step: Repeat | Try | Stage) -> str:
        match step:
            case Repeat(at_most=most, until=until):
                times = "once" if most == 1 else f"{most} times"
                stop = f", until {self.conditions.clause(until)}" if until else ""
                return f"Repeat up to {times}{stop}"
            case Try():
                return "Try this"
            case Stage(title=title, moment=moment, late=late, at_most=at_most):
                even = f", waiting at most {print_expression(at_most)}" if at_most else ""
                even += f", even if up to {print_expression(late)} late" if late else ""
                return f'Stage "{title}", {_at(self.phrases.value(moment))}{even}'
            case _:
                assert_never(step)

    def _people(self, step: Ask | HandOff | Say) -> str:
        match step:
            case Ask(person=person, question=question, within=within, otherwise=otherwise):
                asked = f"Ask {self.phrases.person(person)} {self._quoted(question)} ({_choices(step.type)})"
                late = "" if otherwise is None else f"; without an answer take {self.phrases.value(otherwise)}"
                known = self.unsaid.answer(step.answer) or not self.used[step.answer]
                called = "" if known else f" (the {self.names.words(step.answer)})"
                return f"{asked}, and wait up to {print_expression(within)}{late}{called}"
            case HandOff(person=person, message=message, within=within):
                said = f"Hand over to {self.phrases.person(person)}: {self._quoted(message)}"
                return f"{said}, and wait up to {print_expression(within)}"
            case Say(message=message):
                return f"Say: {self._quoted(message)}"
            case _:
                assert_never(step)

    def _run(self, step: RunFlow) -> str:
        given = f" with {self.phrases.pairs(step.arguments)}" if step.arguments else ""
        if not step.waits:
            return f'Start the flow "{step.flow}"{given}, without waiting for it'
        return f'Run the flow "{step.flow}"{given}' + (f" (the {words_of(step.result)})" if step.result else "")

    def _ending(self, step: Stop | Skip | Fail) -> str:
        words = {Stop: "Stop here", Skip: "Leave this one out", Fail: "Count this as failed"}[type(step)]
        return words + (f": {self._quoted(step.reason)}" if step.reason else "")

    def _quoted(self, text: Expression) -> str:
        return self.phrases.value(text) if isinstance(text, Text) else f"({self.phrases.value(text)})"

    # ------------------------------------------------------------------ yes and no

    def _truth(self, value: Expression, wanted: bool) -> str | None:
        if not isinstance(value, Name) or value.name in BUILT_IN:
            return None
        words = words_of(value.name)
        if value.name in self.scope.about and words.endswith("ed"):
            return f"they {words}" if wanted else f"they have not {words}"
        if value.name in self.asked:
            return f"the answer ({words}) is {'yes' if wanted else 'no'}"
        return None

    def _is_date(self, value: Expression) -> bool:
        if is_written_date(value):
            return True
        kind = present(self.facts.type_of(value)) if self.facts else None
        return isinstance(kind, Scalar) and kind.name in ("date", "datetime", "time")


def _choices(kind: TypeText) -> str:
    """What may be answered."""
    match kind:
        case TypeName(name="boolean"):
            return "yes or no"
        case ChoiceType(options=options):
            return listed([f'"{option}"' for option in options], "or")
        case _:
            return a(kind_words(kind))


def _at(moment: str) -> str:
    """A moment with "on" or "at" where English needs one."""
    return moment if moment[:1].isdigit() or moment in ("now", "today") else f"on {moment}"
