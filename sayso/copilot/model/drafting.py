"""A request, drafted by a model: a machine that says what to ask next and is told the answer, up to a proposal.

It talks to nobody itself. The compiler, with the workspace's own list of tools, decides what may be shown; findings go
back to the model at most three times.
"""

from collections.abc import Generator
from typing import Final

import msgspec

from sayso.compiler import Compiled, compile
from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.model.assuming import assumptions_of
from sayso.copilot.model.hearing import heard_in
from sayso.copilot.model.prompting import MOST_PROBLEMS, again, opening
from sayso.copilot.model.reading import Answer, Mark, read_answer
from sayso.copilot.model.task import Message, Task, Way
from sayso.copilot.model.towards import edits_between, towards
from sayso.copilot.proposal import Proposal, Question
from sayso.copilot.readback import readback
from sayso.dsl.flow import Flow
from sayso.dsl.source import SourceProblem, normalise, place

REPAIRS: Final = 3
MOST_QUESTIONS: Final = 4
MOST_ANSWERS: Final = 4
LEAVE_OUT: Final = "Leave it out"
NOTHING_IN_IT: Final = ("There is no flow in it, and no question.",)


class NotWritten(msgspec.Struct, frozen=True):
    """The model gave nothing that may be shown; `problems` is what was wrong with its last answer."""

    problems: tuple[str, ...]


class Asking(msgspec.Struct, frozen=True):
    """What is to be asked next; `round` counts the repairs."""

    messages: tuple[Message, ...]
    round: int


Drafting = Generator[Asking, str, Proposal | NotWritten]
"""Gives what to ask, takes what was said, ends with what came of it."""


def drafting(task: Task, way: Way, label: str) -> Drafting:
    """Draft a request; `label` says whose answer it is."""
    begun = messages = opening(task, way)
    problems: tuple[str, ...] = ()
    for round in range(REPAIRS + 1):
        said = yield Asking(messages, round)
        found = judged(read_answer(said, way), task, label)
        if isinstance(found, Proposal):
            return found
        problems, messages = found, (*begun, *again(said, found))
    return NotWritten(problems)


def judged(answer: Answer, task: Task, label: str) -> Proposal | tuple[str, ...]:
    """The proposal in an answer, or why there is none."""
    questions = _questions(answer.marks)
    if answer.problem:
        return (answer.problem,)
    if not answer.text:
        return _only_asked(answer, task, questions, label) if questions else NOTHING_IN_IT
    compiled = compile(answer.text, task.catalog)
    if compiled.errors or compiled.flow is None:
        return _problems(compiled)
    if not compiled.flow.body.statements:
        return ("The flow has no steps.",)
    return _proposal(answer, task, compiled, compiled.flow, questions, label)


def _problems(compiled: Compiled) -> tuple[str, ...]:
    """The errors in words, each with its row."""
    rows = compiled.text.splitlines() or [""]
    found = []
    for finding in compiled.errors[:MOST_PROBLEMS]:
        line = place(compiled.text, finding.span.start)[0]
        found.append(f"line {line}, `{rows[min(line, len(rows)) - 1].strip()[:200]}`: {finding.sentence}")
    return tuple(found) or ("The flow cannot be read.",)


def _only_asked(answer: Answer, task: Task, questions: tuple[Question, ...], label: str) -> Proposal:
    """No flow before an answer; what was asked about was heard as a question."""
    heard = heard_in(task.request, answer.marks, None, "")
    asked = tuple(
        msgspec.structs.replace(one, became="question", number=0) if one.became != "not used" else one for one in heard
    )
    return Proposal(
        request=task.request, text="", heard=asked, assumptions=(), questions=questions, diagnostics=(), readback="",
        bounds="", engine=label,
    )  # fmt: skip


def _proposal(
    answer: Answer, task: Task, written: Compiled, flow: Flow, questions: tuple[Question, ...], label: str
) -> Proposal:
    current = _normal(task.current_flow)
    compiled = _onto(current, written, flow, task) or written
    assert compiled.flow is not None
    assert compiled.bounds is not None
    marks = answer.marks if compiled is written else _placed(answer.marks, written, compiled)
    return Proposal(
        request=task.request,
        text=compiled.text,
        heard=heard_in(task.request, marks, compiled.flow, compiled.text),
        assumptions=assumptions_of(marks, compiled, task.catalog),
        questions=questions,
        diagnostics=compiled.diagnostics,
        readback=readback(compiled.flow, compiled.facts, task.catalog).text,
        bounds=bounds_words(compiled.bounds),
        edits=edits_between(current, compiled.text),
        engine=label,
    )


def _onto(current: str, written: Compiled, flow: Flow, task: Task) -> Compiled | None:
    """What the model wrote as a change of the current flow, so that what it left alone keeps its bytes."""
    changed = towards(current, flow) if current.strip() else None
    if changed is None:
        return None
    compiled = compile(changed, task.catalog)
    return None if compiled.errors else compiled


def _placed(marks: tuple[Mark, ...], written: Compiled, compiled: Compiled) -> tuple[Mark, ...]:
    """The marks with the rows that their lines have in the changed text."""
    rows, now = written.text.splitlines(), compiled.text.splitlines()
    placed = []
    for mark in marks:
        row = rows[mark.row].strip() if mark.row < len(rows) else ""
        at = next((number for number, other in enumerate(now) if other.strip() == row), 0)
        placed.append(msgspec.structs.replace(mark, row=at))
    return tuple(placed)


def _questions(marks: tuple[Mark, ...]) -> tuple[Question, ...]:
    asked = [mark for mark in marks if mark.kind == "ask"][:MOST_QUESTIONS]
    found = [Question("asked", mark.words[0], _answers(mark)) for mark in asked]
    return tuple(dict.fromkeys(found))


def _answers(mark: Mark) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in mark.words[1:] if word))[:MOST_ANSWERS] or (LEAVE_OUT,)


def _normal(text: str) -> str:
    try:
        return normalise(text) if text else ""
    except SourceProblem:
        return text
