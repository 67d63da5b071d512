"""What clauses mean: conditions, and one struct for each kind of thing a clause can say."""

from typing import Literal

import msgspec

from sayso.copilot.hearing.times import Span, When

Operator = Literal["==", "!=", ">", ">=", "<", "<=", "contains", "exists", "missing", "in"]

OPPOSITE: dict[str, Operator] = {
    "==": "!=", "!=": "==", ">": "<=", "<=": ">", "<": ">=", ">=": "<", "exists": "missing", "missing": "exists",
}  # fmt: skip


class Test(msgspec.Struct, frozen=True):
    """One comparison: `record` and `field` in the catalog's words, the value as the language writes it.

    `value` is a number in digits, money as "$50", a percentage as "30%", "true", "false", or a text with `text` set.
    `top` is the end of a range with operator "in". `negated` holds for what has no opposite operator.
    """

    __test__ = False

    record: str
    field: str
    op: Operator
    value: str = ""
    text: bool = False
    top: str = ""
    negated: bool = False


class Joined(msgspec.Struct, frozen=True):
    """Several conditions of which all (`and`) or any (`or`) must hold."""

    how: Literal["and", "or"]
    parts: tuple["Condition", ...]


Condition = Test | Joined


def opposite(condition: Condition) -> Condition:
    """The condition under which this one does not hold."""
    if isinstance(condition, Joined):
        return Joined("or" if condition.how == "and" else "and", tuple(opposite(part) for part in condition.parts))
    if condition.value in ("true", "false") and not condition.text:
        return msgspec.structs.replace(condition, value="false" if condition.value == "true" else "true")
    if condition.record == "answer" and condition.value in ("yes", "no"):
        return msgspec.structs.replace(condition, value="no" if condition.value == "yes" else "yes")
    if condition.op == ">" and condition.value == "0" and not condition.text:
        return msgspec.structs.replace(condition, op="==")
    if condition.op == "==" and condition.value == "0" and condition.record == "found":
        return msgspec.structs.replace(condition, op=">")
    if condition.op in OPPOSITE:
        return msgspec.structs.replace(condition, op=OPPOSITE[condition.op])
    return msgspec.structs.replace(condition, negated=not condition.negated)


def both(conditions: list[Condition]) -> Condition | None:
    """All of them at once; None for none."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    flat: list[Condition] = []
    for one in conditions:
        flat.extend(one.parts if isinstance(one, Joined) and one.how == "and" else (one,))
    return Joined("and", tuple(dict.fromkeys(flat)))


def tests_of(condition: Condition | None) -> list[Test]:
    """Every comparison in it."""
    if condition is None:
        return []
    return [condition] if isinstance(condition, Test) else [test for part in condition.parts for test in tests_of(part)]


class Said(msgspec.Struct, kw_only=True):
    """What a clause says. `places`: the words that say it; `stop`: it ends a sentence or an item of a list."""

    places: tuple[int, ...] = ()


class Begins(Said):
    """What starts the flow."""

    kind: Literal["manual", "schedule", "event", "webhook", "chat", "form"]
    event: str = ""
    name: str = ""
    when: When | None = None
    where: Condition | None = None


class Act(Said):
    """A call: the tool, and the words from which its arguments are read. `note`: how it aims, "me", "@user.x"."""

    tool: str
    words: tuple[int, int] = (0, 0)
    each: bool = False
    approval: str = ""


class Find(Said):
    """A list that is looked for. `record`: what it is made of; `named`: only the one that was named is meant."""

    tool: str
    record: str
    where: Condition | None = None
    words: tuple[int, int] = (0, 0)
    loop: bool = False
    at_most: int | None = None
    named: bool = False


class If(Said):
    """What follows happens only under a condition. `suffix`: it stands behind what it is about; `skips`: it says when
    that is left out, perhaps in a sentence of its own; `opens`: a colon follows."""

    condition: Condition
    suffix: bool = False
    skips: bool = False
    opens: bool = False


class Else(Said):
    """What follows happens otherwise. `done`: it was said that somebody did not do it: "if they did not"; `measured`:
    it was said as a comparison: "smaller ones"; `others`: it was said who is left: "everybody else"; `none`: that
    nothing of it holds: "if neither applies"."""

    done: bool = False
    measured: bool = False
    others: bool = False
    none: bool = False


class Resume(Said):
    """What follows happens where the sentence before ended: "in that case"."""


class Pause(Said):
    """A wait. `until` "reply": for an answer, at most so long."""

    span: Span
    reply: bool = False


class Offset(Said):
    """A day of a plan: "Day 30" (30), "60 days before" (-60)."""

    days: int


class Stop(Said):
    """Nothing more happens on this side of a condition."""


class Limit(Said):
    """At most so many. `of`: a tool, or "loop"."""

    count: int
    per: str
    of: str = ""


class Approve(Said):
    """A person sees it first. `who` as it was said; `of`: the tools that make what is seen, where that was named."""

    who: str
    before: bool = False
    both: bool = False
    of: tuple[str, ...] = ()


class Ask(Said):
    """Something that must be asked back. `slug`: why; `decides`: it stands where a condition stands, so that what
    follows must not simply happen."""

    slug: str
    question: str
    answers: tuple[str, ...] = ()
    decides: bool = False


class Unused(Said):
    """Words that nothing was made of."""


class End(Said):
    """A sentence or an item ends here. `hard`: a new item or a paragraph; `soft`: only a part of a sentence."""

    hard: bool = False
    soft: bool = False


Meaning = Begins | Act | Find | If | Else | Pause | Offset | Stop | Limit | Approve | Ask | Unused | End | Resume
