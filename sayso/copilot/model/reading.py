"""Reads a model's answer: the flow, and the comments in which it says what it heard, assumed, left out and asks.

Believes nothing: what is too long, in pieces or of another shape is said to be, and never raised.
"""

import re
from typing import Final, Literal

import msgspec

from sayso.copilot.model.task import LONGEST_ANSWER, Way
from sayso.dsl.source import SourceProblem, normalise

Kind = Literal["heard", "assumed", "not used", "ask"]
MOST_MARKS: Final = 100
LONGEST_WORDS: Final = 400
"""Letters of what a model says in a comment."""

_MARK: Final = re.compile(r"[ \t]*# ?(heard|assumed|not used|ask): (.*)")
_FENCE: Final = re.compile(r"[ \t]*```[ \t]*\w*[ \t]*")
_UNSAID: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


class Mark(msgspec.Struct, frozen=True):
    """A comment of a model; `row` is the row of the flow below it, counted from 0."""

    kind: Kind
    words: tuple[str, ...]
    row: int


class Answer(msgspec.Struct, frozen=True):
    """A model's answer: the flow's text (or nothing), its comments; `problem`: why it is none."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    problem: str = ""


class _Question(msgspec.Struct, frozen=True):
    text: str
    answers: list[str] = []


class _Shape(msgspec.Struct, frozen=True):
    flow: str = ""
    assumptions: list[str] = []
    questions: list[_Question] = []


def read_answer(said: str, way: Way) -> Answer:
    """The answer in what a model said."""
    if len(said) > LONGEST_ANSWER:
        return Answer(problem=f"The answer has more than {LONGEST_ANSWER:,} letters.")
    if way != "schema":
        return _from_text(said, ())
    try:
        shape = msgspec.json.decode(said, type=_Shape)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Answer(problem="The answer is not a JSON object with `flow`, `assumptions` and `questions`.")
    asked = [Mark("ask", (_plain(one.text), *map(_plain, one.answers)), 0) for one in shape.questions]
    assumed = [Mark("assumed", (_plain(one),), 0) for one in shape.assumptions]
    return _from_text(shape.flow, (*asked, *assumed))


def _from_text(text: str, told: tuple[Mark, ...]) -> Answer:
    try:
        rows = normalise(text).split("\n")
    except SourceProblem as problem:
        return Answer(problem=str(problem))
    kept: list[str] = []
    marks = list(told)
    inside = False
    for row in rows:
        found = None if inside else _MARK.fullmatch(row)
        if found:
            words = tuple(_plain(part) for part in found[2].split("|"))
            marks.append(Mark(found[1], words, len(kept)))  # type: ignore[arg-type]
        elif inside or not _FENCE.fullmatch(row):
            kept.append(row)
            inside ^= row.count('"""') % 2 == 1
    return _answer(kept, [mark for mark in marks if mark.words[0]][:MOST_MARKS])


def _answer(rows: list[str], marks: list[Mark]) -> Answer:
    """Without the empty rows in front, which the marks' places don't count either."""
    first = next((number for number, row in enumerate(rows) if row.strip()), len(rows))
    text = "\n".join(rows[first:]).rstrip("\n")
    moved = (msgspec.structs.replace(mark, row=max(0, mark.row - first)) for mark in marks)
    return Answer(f"{text}\n" if text else "", tuple(moved))


def _plain(words: str) -> str:
    """What a model says, as one line that is no longer than it must be and hides nothing."""
    return " ".join(_UNSAID.sub(" ", words).split())[:LONGEST_WORDS]
