"""Steps read back: each sentence as the statement it tells, still without the steps inside.

The other way round than `readback_steps`. A sentence gives all it may mean, the likeliest first.
"""

import re
from collections.abc import Callable, Iterator

from sayso.copilot.rereading.above import Above
from sayso.copilot.rereading.calls import Calls, duration
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.looping import Looping
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.setting import Setting
from sayso.copilot.rereading.splitting import splits
from sayso.copilot.rereading.waiting import Waiting
from sayso.dsl.expressions import Expression, Text
from sayso.dsl.statements import (
    Ask,
    Block,
    Branch,
    Do,
    Fail,
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
    Skip,
    Stage,
    Statement,
    Stop,
    Try,
)

OFF = " (switched off)"
ANSWER = "theAnswer"
"""What an answer is called until it is known what it is used as."""
_NAMED = re.compile(r" \(the ([^()]+)\)$")
_UP_TO = ", and wait up to "


class Steps:
    """Reads the lines of steps."""

    def __init__(self, clauses: Clauses, calls: Calls, above: Above) -> None:
        self.clauses = clauses
        self.values = clauses.values
        self.masked = clauses.masked
        self.above = above
        self.calls = calls
        self.setting = Setting(clauses)
        self.waiting = Waiting(clauses)
        self.looping = Looping(clauses)

    def read(self, words: str, before: Statement | None) -> Iterator[Statement]:
        """What a sentence, without its final sign, may tell; `before` is the step before it."""
        if words.endswith(OFF):
            yield from (Off(one) for one in self.read(words.removesuffix(OFF), before))
            return
        for begin, ways in self._heads():
            if words.startswith(begin):
                yield from ways(words.removeprefix(begin))
        if words.startswith("For each "):
            yield from self.looping.read(words.removeprefix("For each "), before)
        yield from self.setting.read(words)
        yield from self._called(words)

    def _heads(self) -> tuple[tuple[str, Callable[[str], Iterator[Statement]]], ...]:
        return (
            ("If ", self._if), ("Wait", self.waiting.read), ("Do this one after the other", self.waiting.sequence),
            ("Repeat up to ", self._repeat), ("Try this", self._try), ("Stage ", self._stage), ("Ask ", self._ask),
            ("Hand over to ", self._hand_off), ("Say: ", self._say), ("Remember ", self._remember),
            ("Keep ", self._keep), ("Give back ", self._return), ("Run the flow ", self._run),
            ("Start the flow ", self._start), ("Stop here", self._stop), ("Leave this one out", self._skip),
            ("Count this as failed: ", self._fail),
        )  # fmt: skip

    # ------------------------------------------------------------------ what a tool does

    def _called(self, words: str) -> Iterator[Statement]:
        named = _NAMED.search(words)
        if named:
            yield from (Let(camel(named[1]), call) for call in self.calls.read(words[: named.start()]))
        yield from (Do(call) for call in self.calls.read(words))

    # ------------------------------------------------------------------ what holds other steps

    def _if(self, words: str) -> Iterator[Statement]:
        yield from (If((Branch(one, Block()),)) for one in self.clauses.read(words))

    def _repeat(self, words: str) -> Iterator[Statement]:
        times, until, clause = words.partition(", until ")
        count = "1" if times == "once" else times.removesuffix(" times")
        for one in self.clauses.read(clause) if until else [None]:
            if count.isdigit():
                yield Repeat(int(count), one, Block())

    def _try(self, words: str) -> Iterator[Statement]:
        if not words:
            yield Try(Block(), "error", Block())

    def _stage(self, words: str) -> Iterator[Statement]:
        title, _, told = words.partition(", ")
        told, late, ended = told.partition(", even if up to ")
        told, waiting, at_most = told.partition(", waiting at most ")
        if late:
            more, ended = ended, ended.removesuffix(" late")
            if more == ended:
                return
        name = self.masked.text(title)
        for moment in self.values.read(told.removeprefix("on ")) if name is not None else ():
            yield Stage(
                str(name), moment, Block(), duration(ended) if late else None, duration(at_most) if waiting else None
            )

    # ------------------------------------------------------------------ people

    def _texts(self, told: str) -> Iterator[Text]:
        yield from (one for one in self.values.read(told) if isinstance(one, Text))

    def _ask(self, words: str) -> Iterator[Statement]:
        named = _NAMED.search(words)
        told = words[: named.start()] if named else words
        told, until, more = told.partition(_UP_TO)
        within, late, otherwise = more.partition("; without an answer take ")
        length = duration(within)
        asked, bracket, kind = told.removesuffix(")").rpartition(" (")
        person, _, question = asked.rpartition(" ")
        if not until or length is None or not bracket:
            return
        answers: list[Expression | None] = list(self.values.read(otherwise)) if late else [None]
        type_ = self.above.kind(kind.removeprefix("an ").removeprefix("a "))
        for who in self._persons(person):
            for text in self._texts(question):
                for other in answers:
                    yield Ask(who, text, camel(named[1]) if named else ANSWER, type_, length, other)

    def _hand_off(self, words: str) -> Iterator[Statement]:
        told, until, within = words.rpartition(_UP_TO)
        person, _, message = told.partition(": ")
        length = duration(within)
        for who in self._persons(person) if until and length is not None else ():
            for text in self._texts(message):
                yield HandOff(who, text, length)  # type: ignore[arg-type]

    def _persons(self, told: str) -> list[Expression]:
        return [] if "(still to decide)" in told else self.values.read(told)

    def _say(self, words: str) -> Iterator[Statement]:
        yield from (Say(one) for one in self._texts(words))

    # ------------------------------------------------------------------ what is kept

    def _remember(self, words: str) -> Iterator[Statement]:
        told, otherwise, why = words.partition("; if it is there already, leave this one out")
        reason = next(self._texts(why.strip(" ()")), None) if why else None
        for value, name in splits(told, " under "):
            for one in self.values.read(value):
                yield Remember(one, camel(name), reason, bool(otherwise))

    def _keep(self, words: str) -> Iterator[Statement]:
        yield from (Keep(one) for one in self.values.read(words))

    def _return(self, words: str) -> Iterator[Statement]:
        yield from (Return(one) for one in self.values.read(words))

    # ------------------------------------------------------------------ other flows, and the end

    def _run(self, words: str) -> Iterator[Statement]:
        named = _NAMED.search(words)
        told = words[: named.start()] if named else words
        yield from self._flow(told, camel(named[1]) if named else None, waits=True)

    def _start(self, words: str) -> Iterator[Statement]:
        told = words.removesuffix(", without waiting for it")
        if told != words:
            yield from self._flow(told, None, waits=False)

    def _flow(self, told: str, result: str | None, *, waits: bool) -> Iterator[Statement]:
        sign, given, pairs = told.partition(" with ")
        name = self.masked.text(sign)
        for arguments in self.values.pairs(pairs) if given else [()]:
            if name is not None:
                yield RunFlow(name, arguments, result, waits)

    def _stop(self, words: str) -> Iterator[Statement]:
        yield from (Stop(one) for one in self._reasons(words))

    def _skip(self, words: str) -> Iterator[Statement]:
        yield from (Skip(one) for one in self._reasons(words))

    def _fail(self, words: str) -> Iterator[Statement]:
        yield from (Fail(one) for one in self._texts(words))

    def _reasons(self, words: str) -> Iterator[Text | None]:
        if not words:
            yield None
        elif words.startswith(": "):
            yield from self._texts(words.removeprefix(": "))
