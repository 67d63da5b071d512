"""A step that may come next, written out: what has exactly one candidate in reach is filled in, the rest is `todo`."""

from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from sayso.copilot.english import words_of
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.reach import Reach
from sayso.dsl.catalog import Catalog, Parameter, Tool
from sayso.dsl.types import BOOLEAN, PERSON, ListOf, RecordOf, Type, fits, may_be_missing, present

LENGTH = "2 days"
NAME = "result"
QUESTIONS = {
    "to": "to whom?", "where": "which ones?", "text": "what should it say?", "message": "what should it say?",
    "note": "what should it say?", "subject": "about what?", "query": "look for what?", "due": "until when?",
    "title": "called what?", "about": "about whom?", "assignee": "for whom?", "body": "what should it say?",
}  # fmt: skip
"""What is asked in a hole, by the parameter's name."""


class Written(msgspec.Struct, frozen=True):
    """A statement's rows, without indentation, and the tools it calls."""

    text: str
    tools: tuple[str, ...] = ()


class Writer:
    """Writes steps for one place."""

    def __init__(self, reach: Reach, habits: Habits, catalog: Catalog) -> None:
        """For what is in reach."""
        self.reach, self.habits, self.catalog = reach, habits, catalog

    def step(self, token: str) -> Written | None:
        """The step of a token, or None where it cannot stand alone here."""
        if token in _KINDS:
            text = _KINDS[token](self)
            return Written(text) if text else None
        tool = self.tool_of(token)
        return self.call(tool) if tool is not None else None

    def tool_of(self, token: str) -> Tool | None:
        """The tool that a token means here: one that the flow lists, else the usual one."""
        usual = _often(self.habits.tools.get(token))
        names = [token] if token in self.catalog.tools else usual
        listed = [name for name in names if name in self.reach.listed]
        if not listed and token.startswith("send "):
            noun = token.removeprefix("send ")
            alike = [one for one in self.reach.listed if (t := self.catalog.tools.get(one)) and t.noun == noun]
            listed = alike or [name for name in names if name in self.catalog.tools]
        return self.catalog.tools.get((listed or names or [""])[0])

    def call(self, tool: Tool) -> Written:
        """A whole call, under a name where the tool gives something back."""
        usual = self.usual(tool)
        given = [self._given(one) for one in tool.parameters if one.required or one.name in usual]
        call = f"{tool.name}({', '.join(given)})"
        return Written(call if tool.effect == "write" else f"let @{self.name_for(tool)} = {call}", (tool.name,))

    def usual(self, tool: Tool) -> tuple[str, ...]:
        """The parameters that flows usually give."""
        counted = self.habits.given.get(tool.name)
        return max(counted, key=lambda one: (counted[one], one)) if counted else ()

    def name_for(self, tool: Tool) -> str:
        """A free name for what a tool gives: the one flows usually take, else one of its own."""
        usual = _often(self.habits.names.get(tool.name))
        thing = tool.name.rpartition(".")[2].rpartition("_")[2]
        return next((name for name in [*usual, thing, NAME] if name not in self.reach.names), f"{NAME}2")

    def _given(self, parameter: Parameter) -> str:
        return f"{parameter.name}: {self.value(parameter)}"

    def value(self, parameter: Parameter) -> str:
        """What stands for a parameter: the only name that fits, else a hole that says what is missing."""
        if not parameter.filter and not parameter.picks:
            found = self.fitting(parameter)
            if len(found) == 1:
                return f"@{found[0]}"
        if present(parameter.type) == PERSON:
            return "@me"
        return hole(parameter)

    def fitting(self, parameter: Parameter) -> list[str]:
        """The names in reach that may stand for a parameter as they are."""
        return [name for name, kind in self.reach.names.items() if takes(parameter, kind) and not may_be_missing(kind)]

    def lists(self) -> list[str]:
        """The names in reach that are lists."""
        return [name for name, kind in self.reach.names.items() if isinstance(present(kind), ListOf)]

    # ------------------------------------------------------------------ what is no call

    def title(self) -> str:
        """The record in reach whose title can be shown in a text, as a path."""
        for name, kind in self.reach.names.items():
            record = self.catalog.record_of(kind)
            field = record.field(record.title) if record is not None else None
            if field is not None and not may_be_missing(field.type):
                return f"@{name}.{field.name}"
        return ""

    def condition(self) -> str:
        """A yes or no in reach, else a hole."""
        truths = [name for name, kind in self.reach.names.items() if kind == BOOLEAN]
        return f"@{truths[-1]}" if truths else 'todo "when?"'

    def loop(self) -> str:
        """A loop over the list that came last."""
        lists = self.lists()
        if not lists:
            return ""
        kind = present(self.reach.names[lists[-1]])
        item = kind.item.name if isinstance(kind, ListOf) and isinstance(kind.item, RecordOf) else "item"
        return f"for each @{item} in @{lists[-1]} at most 20 once\nend"

    def reply(self) -> str:
        """The wait for somebody's answer."""
        people = [name for name, kind in self.reach.names.items() if kind == RecordOf("contact")]
        where = f" where @email.from == @{people[0]}.email" if people else ""
        return f"wait for email.replied{where} at most 7 days\notherwise\nend"

    def length(self) -> str:
        """How long flows usually wait."""
        return max(self.habits.waits, key=lambda one: (self.habits.waits[one], one), default=LENGTH)


def hole(parameter: Parameter) -> str:
    """What says that a parameter's value is still missing."""
    return f'todo "{QUESTIONS.get(parameter.name, f"which {words_of(parameter.name)}?")}"'


def _often(counted: Counter[str] | None) -> list[str]:
    return sorted(counted, key=lambda one: (-counted[one], one)) if counted else []


def takes(parameter: Parameter, kind: Type) -> bool:
    """Whether a value of a type may be given to a parameter."""
    wanted, given = present(parameter.type), present(kind)
    if isinstance(given, RecordOf) and given.name in parameter.records:
        return True
    if isinstance(wanted, RecordOf) and wanted.name == "*":
        return isinstance(given, RecordOf) and (not parameter.records or given.name in parameter.records)
    return fits(given, wanted)


def _about(writer: Writer) -> str:
    title = writer.title()
    return f'"Please look at {title}"' if title else '"Please have a look"'


_KINDS: Mapping[str, Callable[[Writer], str]] = {
    "If": lambda w: f"if {w.condition()}\nend",
    "Let": lambda w: 'let @value = todo "what?"' if "value" not in w.reach.names else "",
    "HandOff": lambda w: f"hand off to @me {_about(w)} within 2 days",
    "Ask": lambda w: f"ask @me {_about(w)} as @answer: boolean within 2 days otherwise false",
    "Stop": lambda w: 'stop "nothing to do"',
    "Wait": lambda w: f"wait {w.length()}",
    "WaitUntil": lambda w: 'wait until todo "when?" at most 60 days',
    "WaitFor": lambda w: w.reply(),
    "ForEach": lambda w: w.loop(),
    "Return": lambda w: 'return todo "what?"',
    "Try": lambda w: "try\non error\nend",
    "Stage": lambda w: 'stage "Next" at todo "when?"\nend',
    "Skip": lambda w: 'skip "not for this one"' if w.reach.site is not None and w.reach.site.looped else "",
    "Say": lambda w: 'say "Thank you."',
    "Keep": lambda w: 'keep todo "what?"',
    "Sequence": lambda w: "sequence\nunless email.replied\nend",
    "Repeat": lambda w: "repeat at most 5 times\nend",
    "Set": lambda w: "",
    "Remember": lambda w: "",
    "RunFlow": lambda w: "",
    "Fail": lambda w: 'fail "why"',
    "Off": lambda w: "",
}  # fmt: skip
"""Every other kind of step; "" where nothing sensible can be written for anybody."""
