"""The lines above the body read back: what starts a run, and what the flow may do at all."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cached_property
from typing import get_args

from msgspec.structs import replace

from sayso.copilot.kinds import usual
from sayso.copilot.readback_rules import permission
from sayso.copilot.readback_steps import Steps
from sayso.copilot.readback_words import MONTHS, PERIODS
from sayso.copilot.rereading.calls import Calls
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.splitting import splits
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import (
    Between,
    Flow,
    Input,
    Limit,
    MemoryField,
    NthWeekday,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Quota,
    Trigger,
    Use,
    Weekday,
)
from sayso.dsl.statements import ChoiceType, ListType, OptionalType, TypeName, TypeText

_ZONE = re.compile(r" \(([A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)*)\)$")
_AT = re.compile(r" at (\d\d:\d\d(?:, \d\d:\d\d)*(?: and \d\d:\d\d)?)$")
_EVERY = re.compile(r"every (?:(\d+) )?(minute|hour|day|weekday|week|month|quarter|year)s?(?: on (.+))?")
_ONCE = re.compile(r"once, on (\d{1,2}) (\w+) (\d{4})")
_QUOTA = re.compile(r"at most (\d+) (.+)")
_BETWEEN = re.compile(r"between (\d\d:\d\d) and (\d\d:\d\d)")
_AFTER = re.compile(r"after (.+?) approves?(?: \(within ([^()]+)\))?")
_LIMIT = re.compile(r"(\d+) (credits|runs|steps) (.+)")
_PERIODS = {said: name for name, said in PERIODS.items()}
BUILT_IN = frozenset({"hand over to people", "ask people", "answer in the chat", "remember things"})


class Above:
    """Reads triggers and rules."""

    def __init__(self, catalog: Catalog, clauses: Clauses) -> None:
        self.clauses = clauses
        self.scope = clauses.scope
        self.catalog = catalog

    # ------------------------------------------------------------------ what starts a run

    def triggers(self, words: str) -> tuple[Trigger, ...] | None:
        """The triggers that a sentence, without its colon, tells; None where it tells none."""
        words = words[:1].lower() + words[1:]
        shared: tuple[Input, ...] = ()
        whole, each, given = words.rpartition(", each with ")
        if each:
            shared, words = self._inputs(given), whole
        found = self._several(words, shared)
        return tuple(found) if found else None

    def _several(self, words: str, shared: tuple[Input, ...]) -> list[Trigger] | None:
        for begin in ("when ", "every ", "once, on "):
            for left, right in splits(words, f", or {begin}"):
                before, last = self._several(left, shared), self._one(f"{begin}{right}", shared)
                if before and last:
                    return [*before, last]
        one = self._one(words, shared)
        return [one] if one else None

    def _one(self, words: str, shared: tuple[Input, ...]) -> Trigger | None:
        if words.startswith("when "):
            return self._when(words.removeprefix("when "), shared)
        return _schedule(words)

    def _when(self, words: str, shared: tuple[Input, ...]) -> Trigger | None:
        start, bracket, given = words.partition(" (")
        inputs = self._inputs(given.removesuffix(")")) if bracket and words.endswith(")") else shared
        if start == "you start it":
            return OnManual(inputs)
        if start == "another flow or program calls it":
            return OnCall(inputs)
        told, _, sign = start.rpartition(" ")
        name = self.clauses.masked.text(sign)
        if name is not None and told == "somebody writes in the chat":
            return OnChat(name)
        if name is not None and told in _NAMED:
            return _NAMED[told](name, inputs)
        return self._event(words)

    def _event(self, words: str) -> OnEvent | None:
        event = self.clauses.happening.happens(words)
        if event:
            return OnEvent(event)
        for left, right in reversed(list(splits(words, " and "))):
            event = self.clauses.happening.happens(left)
            if event:
                self._bind(event)
                found = self.clauses.read(right)
                return OnEvent(event, found[0]) if found else None
        return None

    def _bind(self, event: str) -> None:
        for name, kind in self.scope.catalog.events[event].binds:
            self.scope.declare(name, kind)
        self.clauses.forget()

    def _inputs(self, told: str) -> tuple[Input, ...]:
        return tuple(Input(name, kind) for name, kind in self._fields(told))

    def memory(self, told: str) -> tuple[MemoryField, ...]:
        """What is kept in mind from run to run."""
        return tuple(MemoryField(name, kind) for name, kind in self._fields(told))

    def _fields(self, told: str) -> Iterator[tuple[str, TypeText]]:
        before, _, last = told.rpartition(" and ")
        for one in (*(before.split(", ") if before else ()), last):
            optional = one.startswith("optional ")
            words, typed, kind = one.removeprefix("optional ").partition(" as ")
            of = self.kind(kind) if typed else usual(words)
            yield camel(words), OptionalType(of) if optional else of

    def kind(self, told: str) -> TypeText:
        """A type: "number", "list of text", "optional date", ""free" or "pro"" """
        if told == "yes or no":
            return TypeName("boolean")
        for begin, of in (("list of ", ListType), ("optional ", OptionalType)):
            if told.startswith(begin):
                return of(self.kind(told.removeprefix(begin)))
        options = [self.clauses.masked.text(one) for one in re.split(", | or ", told)]
        if all(one is not None for one in options):
            return ChoiceType(tuple(one for one in options if one is not None))
        return TypeName(told)

    # ------------------------------------------------------------------ what the flow may do

    @cached_property
    def permissions(self) -> dict[str, str]:
        """The tools by what using them is, the longest words first; "" for what needs no tool."""
        steps = Steps(Flow(""), None, self.catalog)
        found = {permission(tool, steps): tool for tool in reversed(self.catalog.tools)}
        found |= dict.fromkeys(BUILT_IN, "")
        return dict(sorted(found.items(), key=lambda one: -len(one[0])))

    def rule(self, words: str, calls: Calls) -> list[Use | Limit | MemoryField] | None:
        """The lines that a rule, without its final sign, tells; None where it tells none."""
        if words.startswith("Keeps in mind, from run to run: "):
            return list(self.memory(words.partition(": ")[2]))
        if words.startswith("Never more than "):
            found = [_limit(one) for one in re.split(", | and ", words.removeprefix("Never more than "))]
            return [one for one in found if one] if all(found) else None
        if words.startswith("May "):
            return self._uses(words.removeprefix("May ").removeprefix("also "), calls)
        return None

    def _uses(self, words: str, calls: Calls) -> list[Use | Limit | MemoryField] | None:
        told, tools = words, list[str]()
        while told:
            ends = (f"{one}{end}" for one in self.permissions for end in (", ", " and "))
            said = told if told in self.permissions else next((one for one in ends if told.startswith(one)), "")
            if not said:
                break
            tools.append(self.permissions[said.removesuffix(", ").removesuffix(" and ")])
            told = told.removeprefix(said)
        named = tuple(tool for tool in tools if tool)
        if not told:
            return [Use(named)] if named else []
        use = self._conditions(named, told.split(", "), calls) if named else None
        return [use] if use else None

    def _conditions(self, tools: tuple[str, ...], told: list[str], calls: Calls) -> Use | None:
        quota = between = approval = None
        private = False
        for one in told:
            if (found := _QUOTA.fullmatch(one)) and found[2] in _PERIODS:
                quota = Quota(int(found[1]), _PERIODS[found[2]])  # type: ignore[arg-type]
            elif found := _BETWEEN.fullmatch(one):
                between = Between(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
            elif found := _AFTER.fullmatch(one):
                approval = next(calls.approval(found[1], found[2]), None)
                if approval is None:
                    return None
            elif one == "also with private data":
                private = True
            else:
                return None
        return Use(tools, quota, between, approval, private)


_NAMED: dict[str, type[OnWebhook | OnForm]] = {
    "another program sends": OnWebhook,
    "somebody fills in the form": OnForm,
}


def _schedule(words: str) -> OnSchedule | None:
    zone = _ZONE.search(words)
    words = words[: zone.start()] if zone else words
    at = _AT.search(words)
    words = words[: at.start()] if at else words
    try:
        times = tuple(time.fromisoformat(one) for one in re.split(", | and ", at[1])) if at else ()
        return _often(words, times, zone[1] if zone else None)
    except ValueError:
        return None


def _often(words: str, at: tuple[time, ...], zone: str | None) -> OnSchedule | None:
    once = _ONCE.fullmatch(words)
    if once and once[2] in MONTHS:
        return OnSchedule("once", on=date(int(once[3]), MONTHS.index(once[2]) + 1, int(once[1])), at=at, zone=zone)
    days = _days(words.removeprefix("every "))
    if days:
        return OnSchedule("week", weekdays=days, at=at, zone=zone)
    found = _EVERY.fullmatch(words)
    if not found:
        return None
    every, unit, on = int(found[1] or 1), found[2], found[3]
    schedule = OnSchedule(unit, every, at=at, zone=zone)  # type: ignore[arg-type]
    return _on(schedule, on) if on else schedule


def _on(schedule: OnSchedule, on: str) -> OnSchedule | None:
    words = on.removeprefix("the ")
    days = _days(on)
    if days:
        return replace(schedule, weekdays=days)
    if numbered := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words):
        return replace(schedule, day=int(numbered[1]))
    first, _, last = words.partition(" ")
    if last in MONTHS and first.isdigit():
        return replace(schedule, date_of_year=(MONTHS.index(last) + 1, int(first)))
    if last.lower() in get_args(Weekday) and first in ("first", "second", "third", "fourth", "last"):
        return replace(schedule, nth=NthWeekday(first, last.lower()))  # type: ignore[arg-type]
    return None


def _days(words: str) -> tuple[Weekday, ...] | None:
    said = [one.lower() for one in re.split(", | and ", words)]
    days = tuple(day for one in said for day in get_args(Weekday) if day == one)
    return days if len(days) == len(said) else None


def _limit(words: str) -> Limit | None:
    found = _LIMIT.fullmatch(words)
    if not found or found[3] not in _PERIODS:
        return None
    return Limit(int(found[1]), found[2], _PERIODS[found[3]])  # type: ignore[arg-type]
