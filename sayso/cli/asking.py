"""People on the command line: approvals, questions and hand-offs, shown whole and answered with a key."""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sayso.cli.console import Console, plain
from sayso.compiler.ir import Call
from sayso.dsl import render
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import UNKNOWN
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.world import Granted, Parked, Place

EDITABLE = ("subject", "text", "message", "note", "title", "body")
"""Arguments that an approver may edit."""


class Terminal:
    """Asks at the terminal. `yes` approves all; where nobody is there to ask, the want is parked."""

    def __init__(self, console: Console, yes: bool = False, answers: dict[str, str] | None = None) -> None:
        """`answers` speak for the person: question's or tool's name to what is said."""
        self.console, self.yes, self.answers = console, yes, answers or {}
        self.listening = sys.stdin.isatty() and not console.json

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Show the call as it would go out; yes, edit, or no with a reason."""
        self._show(want)
        if self.yes or self.answers.get(want.tool) == "yes":
            self.console.mark("  [green]approved[/]")
            return Granted(now, want.arguments)
        if not self.listening:
            return Parked("approval", f"{want.tool} waits for approval", want.person)
        return self._decided(want, now)

    def _decided(self, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        match self._key("Approve? [y]es, [e]dit, [n]o, [l]ater: ", "yenl"):
            case "y":
                return Granted(now, want.arguments)
            case "e":
                return Granted(now, self._edited(want.arguments))
            case "n":
                words = self._line("Why not? ") or "not approved"
                return Outcome("rejected", now, sentence=words, error="rejected")
        return Parked("approval", f"{want.tool} waits for approval", want.person)

    def _show(self, want: Effect) -> None:
        self.console.mark(f"[green]?[/] [bold]{want.tool}[/] would go out:")
        for name, value in want.arguments.items():
            shown = render.render(value, UNKNOWN, titles=TITLES) or ""
            self.console.mark(f"    [dim]{plain(name)}:[/] {plain(shown)}")

    def _edited(self, arguments: dict[str, object]) -> dict[str, object]:
        edited = dict(arguments)
        for name in EDITABLE:
            if isinstance(arguments.get(name), str):
                edited[name] = self._line(f"{name} (Enter keeps it): ") or arguments[name]
        return edited

    def ask(self, place: Place, want: Effect, now: datetime) -> Outcome | Parked:
        """Ask the question, or hand something over."""
        question = str(want.arguments.get("question") or want.arguments.get("message") or "")
        person = render.render(want.person or want.arguments.get("person"), UNKNOWN, titles=TITLES)
        self.console.mark(f"[green]?[/] for {plain(person or 'you')}: {plain(question)}")
        if want.tool == "people.hand_off":
            return self._handed_over(want, now)
        told = self.answers.get(_name(place, want)) or self.answers.get(want.step)
        if told is None and not self.listening:
            return Parked("question", question, want.person)
        return self._answer(want, now, told)

    def _answer(self, want: Effect, now: datetime, told: str | None) -> Outcome | Parked:
        while True:
            text = told if told is not None else self._line(f"Answer ({want.answer}, empty for later): ")
            if not text:
                return Parked("question", str(want.arguments.get("question")), want.person)
            try:
                return Outcome("done", now, value=_typed(text, want.answer))
            except WrongType as problem:
                self.console.mark(f"  [red]{plain(problem.sentence)}[/]")
                if told is not None:
                    return Parked("question", problem.sentence, want.person)

    def _handed_over(self, want: Effect, now: datetime) -> Outcome | Parked:
        if not self.listening:
            return Parked("hand-off", str(want.arguments.get("message")), want.person)
        match self._key("[t]ake over, [g]o on, [l]ater: ", "tgl"):
            case "t":
                return Outcome("taken", now, sentence="taken over")
            case "g":
                return Outcome("done", now)
        return Parked("hand-off", str(want.arguments.get("message")), want.person)

    def _key(self, question: str, keys: str) -> str:
        while self.listening:
            answer = self._line(question).lower()[:1]
            if answer and answer in keys:
                return answer
        return "l"

    def _line(self, question: str) -> str:
        """What is typed; an ended input says nothing, now and later."""
        try:
            return _READ(question).strip()
        except EOFError:
            self.listening = False
            return ""


_READ: Callable[[str], str] = input
TITLES = {"contact": "fullName", "person": "name", "company": "name", "deal": "name", "customer": "name"}


def _name(place: Place, want: Effect) -> str:
    """What the flow calls the answer: the `go` of `as @go`."""
    asked = (op for op in place.linked.program.operations if isinstance(op, Call) and op.step == want.step)
    return next((op.into for op in asked if op.into), "")


def _typed(text: str, kind: Any) -> object:
    truth = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
    if str(kind) == "boolean" and text.lower() in truth:
        return truth[text.lower()]
    return coerce(text, kind or UNKNOWN, {}, "answer")
