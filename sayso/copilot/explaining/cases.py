"""The facts about a run, as they are handed in, and the explanation that is made of them."""

from typing import Literal

import msgspec

from sayso.dsl.blocks import Address

Does = Literal["retry", "edit", "answer", "continue", "resume", "start over"]
"""What a remedy is: try again what failed, change the draft, answer what waits, end a wait, resume the flow, or a new
run with the same data."""


class Halt(msgspec.Struct, frozen=True):
    """One person, record or the run itself that ended otherwise than well, or stands.

    `how` is failed, skipped, stopped, cancelled or waits. `kind` and `error` are what came of its last call, if that
    was this step's (`at_call`); `resting` is what it waits for; `ask` with `choices` what may be answered; `called`
    the run it called.
    """

    lane: str
    who: str
    how: str
    step: str
    reason: str
    kind: str = ""
    error: str = ""
    tool: str = ""
    effect: str = ""
    call: str = ""
    at_call: bool = False
    gave_up: bool = False
    resting: str = ""
    until: str = ""
    ask: str = ""
    choices: tuple[str, ...] = ()
    called: str = ""


class Empty(msgspec.Struct, frozen=True):
    """A step that found (or of `found` took) nobody, and the reasons with how many."""

    step: str
    found: int
    left: dict[str, int]


class Case(msgspec.Struct, frozen=True):
    """Everything about a run that an explanation needs: how it stands, the text of its version and of the draft, who
    ended otherwise than well, what found nobody, what was done. `retry` says why nothing can be tried again now."""

    run: str
    flow: str
    name: str
    version: int | None
    state: str
    reason: str
    hold: str
    pause_reason: str
    paused: bool
    text: str
    draft: str
    halts: tuple[Halt, ...]
    more: int
    empty: tuple[Empty, ...]
    did: tuple[str, ...]
    counts: dict[str, int]
    retry: str


class Splice(msgspec.Struct, frozen=True):
    """Put `text` in place of what stands from `start` to `end`, counted in characters from 0."""

    start: int
    end: int
    text: str


class Remedy(msgspec.Struct, frozen=True):
    """Something that helps, in a button's words. `first` is what a person must do before, or empty.

    Of a retry `lane` is the one it is for (empty: all that failed); of an answer `ask` and `answer`; of an edit the
    `edits` of the draft, after which it compiles. `widens`: the flow may then do more than before.
    """

    does: Does
    title: str
    first: str = ""
    lane: str = ""
    ask: str = ""
    answer: str = ""
    edits: tuple[Splice, ...] = ()
    widens: bool = False


class Cause(msgspec.Struct, frozen=True):
    """One reason with everybody it is the reason for: at which step, why, what was not done, what to do next.

    `how` is failed, waits, cancelled, stopped, skipped, or empty for what is true of the whole run. `says` is the step
    in words; `people` are the first of `count`; `not_done` are this step and those after it that
    were left out, or wait.
    """

    slug: str
    how: str
    step: str
    address: Address | None
    says: str
    people: tuple[str, ...]
    count: int
    why: str
    not_done: tuple[str, ...]
    next: str
    remedies: tuple[Remedy, ...] = ()
    called: str = ""


class Explanation(msgspec.Struct, frozen=True):
    """Why a run went as it did: in one sentence, then by cause, the gravest first; and all that was done."""

    run: str
    state: str
    sentence: str
    causes: tuple[Cause, ...]
    did: tuple[str, ...]
