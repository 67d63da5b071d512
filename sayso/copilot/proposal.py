"""What the copilot answers with: a flow that compiles, and everything that was heard, assumed and is still open."""

from typing import Literal

import msgspec

from sayso.dsl.blocks import Address
from sayso.dsl.diagnostics import Diagnostic, Edit

OFFLINE = "By Sayso's rules: free, no AI"
"""The label of an answer of the offline engine."""

Became = Literal["step", "rule", "assumption", "question", "not used"]
"""What a clause of the request became."""


class Heard(msgspec.Struct, frozen=True):
    """A stretch of the request, from letter to letter, and what it became.

    `address` is the step's, if it became one; `number` counts assumptions or questions from 0, if it is one of them.
    """

    start: int
    end: int
    became: Became
    address: Address | None = None
    number: int | None = None


class Alternative(msgspec.Struct, frozen=True):
    """Another value an assumption could have: its button's words, and what it changes in the proposal's text."""

    title: str
    edits: tuple[Edit, ...]


class Assumption(msgspec.Struct, frozen=True):
    """The likeliest value of something nobody said: in words, on which step, and what else it could be."""

    text: str
    address: Address | None
    alternatives: tuple[Alternative, ...]


class Question(msgspec.Struct, frozen=True):
    """Something that must be answered: `slug` says why; `answers` may be clicked, or something else said."""

    slug: str
    text: str
    answers: tuple[str, ...]


class Turn(msgspec.Struct, frozen=True):
    """One thing said before: by the user, or by the copilot."""

    who: Literal["user", "copilot"]
    text: str


class Proposal(msgspec.Struct, frozen=True):
    """A proposed flow. Its text compiles, or is empty where nothing could be made of the request.

    `assumed` names the steps that nobody asked for, `waits_assumed` the waits whose length nobody said.
    `bounds` and `readback` are in words. `edits` turn the current flow into `text`. `cut`: letters that were not read.
    `answer`: plain sentences, where a question about Sayso was asked; then there is no flow.
    """

    request: str
    text: str
    heard: tuple[Heard, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Question, ...]
    diagnostics: tuple[Diagnostic, ...]
    readback: str
    bounds: str
    edits: tuple[Edit, ...] = ()
    engine: str = OFFLINE
    assumed: tuple[Address, ...] = ()
    waits_assumed: tuple[Address, ...] = ()
    approvals_said: tuple[str, ...] = ()
    cut: int = 0
    answer: str = ""
