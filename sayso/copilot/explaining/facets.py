"""What a step says, piece by piece, so that a piece that changed can be told alone: "waits 5 days instead of 3 days".

A step's facets are named; two steps of one kind are compared name by name.
"""

from collections.abc import Iterator

import msgspec

from sayso.copilot.english import service, words_of
from sayso.copilot.readback_calls import after_approval
from sayso.copilot.readback_rules import permission
from sayso.copilot.readback_steps import Steps
from sayso.copilot.waiting import event_words
from sayso.dsl.expressions import Argument, Expression
from sayso.dsl.print import print_expression
from sayso.dsl.statements import (
    Ask,
    Do,
    Fail,
    ForEach,
    HandOff,
    If,
    Keep,
    Let,
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
    Wait,
    WaitFor,
    WaitUntil,
)

_LONG = 60
_LONGEST = 120


class Facet(msgspec.Struct, frozen=True):
    """One piece of a step: `says` has a hole for its `value`; `without` is said where it is not there any more."""

    says: str
    value: str
    without: str = ""


Facets = dict[str, Facet]


def facets_of(step: Statement, steps: Steps) -> Facets:
    """The pieces of a step's own line."""
    return {name: Facet(*words) for name, *words in _pieces(step, steps)}


def called(step: Statement) -> ToolCall | None:
    """The tool that a step calls, if it does."""
    match step:
        case Do(call=call) | Let(value=ToolCall() as call):
            return call
        case _:
            return None


def subject(step: Statement, steps: Steps) -> str:
    """What a changed step is called before its pieces, or nothing where they say it: "The invitation"."""
    call = called(step)
    if isinstance(step, Stage):
        return f'The stage "{step.title}"'
    if call is None:
        return ""
    tool = steps.calls.tools.get(call.tool)
    if tool is not None and tool.noun:
        return f"The {tool.noun}"
    words = permission(call.tool, steps)
    return words[:1].upper() + words[1:]


def changed(old: Facets, new: Facets) -> list[str]:
    """What is said of pieces that are not the same, those of the new step in their order, then those that are gone."""
    told = [_told(old.get(name), facet) for name, facet in new.items() if facet != old.get(name)]
    gone = [facet for name, facet in old.items() if name not in new]
    return told + [facet.without or f"no longer {facet.says.format(facet.value)}" for facet in gone]


def _told(old: Facet | None, new: Facet) -> str:
    if old is None:
        return f"now {new.says.format(new.value)}"
    now, before = apart(new.value, old.value)
    return f"{new.says.format(now)} instead of {before}"


def apart(new: str, old: str) -> tuple[str, str]:
    """Two values side by side: of long ones what they begin with in common is left out."""
    first, second = new.split(" "), old.split(" ")
    if len(first) == len(second) == 2 and first[1].rstrip("s") == second[1].rstrip("s"):
        return new, second[0]
    if max(len(new), len(old)) <= _LONG:
        return new, old
    pairs = zip(first, second, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))
    kept = max(0, same - 2)
    return _clipped(first, kept), _clipped(second, kept)


def _clipped(words: list[str], start: int) -> str:
    lead = '"… ' if start and words[0].startswith('"') else "… " if start else ""
    text = lead + " ".join(words[start:])
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rstrip() + ('…"' if text.endswith('"') else "…")


Piece = tuple[str, ...]


def _pieces(step: Statement, steps: Steps) -> Iterator[Piece]:
    say, clause = steps.phrases.value, steps.conditions.clause
    match step:
        case Do(call=call) | Let(value=ToolCall() as call):
            yield from _call(call, steps)
        case Let(name=name, value=value) if not isinstance(value, ToolCall):
            yield "value", f"the {words_of(name)} is {{}}", say(value)
        case Set(name=name, value=value):
            yield "value", f"remembers as the {words_of(name)} {{}}", say(value)
        case Wait() | WaitUntil() | WaitFor() | Sequence() | Stage():
            yield from _waiting(step, steps)
        case If(branches=branches):
            for number, branch in enumerate(branches):
                which = "checks whether {}" if not number else "then checks whether {}"
                yield f"branch {number}", which, clause(branch.condition), "checks one condition less"
        case ForEach() | Repeat():
            yield from _turns(step, steps)
        case Ask() | HandOff() | Say():
            yield from _people(step, steps)
        case Remember() | Keep() | Return() | Stop() | Skip() | Fail() | RunFlow():
            yield from _ending(step, steps)
    yield from _bound(step)


def _bound(step: Statement) -> Iterator[Piece]:
    """The name that a step gives to what it brings."""
    name = step.name if isinstance(step, Let) else getattr(step, "result", None)
    if name:
        yield "name", "calls it {}", words_of(name)


def _call(call: ToolCall, steps: Steps) -> Iterator[Piece]:
    known = steps.facts.call_of(call) if steps.facts else None
    yield "tool", "uses {}", f"{service(call.tool.partition('.')[0])} to {permission(call.tool, steps)}"
    given = known.given() if known else [(None, one.name or "", one.value) for one in call.arguments]
    for number, (parameter, name, value) in enumerate(given):
        label = words_of(name) or "value"
        kind = parameter.filter if parameter is not None else None
        said = _condition(value, kind, steps) if kind else steps.phrases.value(value)
        held = "those {}" if kind else f"the {label} is {{}}"
        yield name or str(number), held, said, f"without {'a condition' if kind else f'the {label}'}"
    if call.approval is not None:
        yield "approval", "goes out only {}", after_approval(call.approval, steps.conditions), "needs no approval"


def _condition(value: Expression, kind: str, steps: Steps) -> str:
    return steps.conditions.filter(value, steps.conditions.names.filtered(value, kind))


def _waiting(step: Wait | WaitUntil | WaitFor | Sequence | Stage, steps: Steps) -> Iterator[Piece]:
    say = steps.phrases.value
    if isinstance(step, Wait):
        yield "length", "waits {}", say(step.duration)
    elif isinstance(step, WaitUntil):
        yield "moment", "waits until {}", say(step.moment)
    elif isinstance(step, WaitFor):
        yield "event", "waits for {}", event_words(step.event, steps.conditions, steps.catalog)
    elif isinstance(step, Sequence):
        yield "event", "stops as soon as there is {}", event_words(step.event, steps.conditions, steps.catalog)
    else:
        yield "title", "is called {}", f'"{step.title}"'
        yield "moment", "begins {}", say(step.moment)
        if step.late is not None:
            yield "late", "runs even if up to {} late", print_expression(step.late), "does not run late any more"
    most = getattr(step, "at_most", None)
    if most is not None:
        yield "at most", "waits at most {}", print_expression(most), "waits as long as it takes"


_AGAIN = {"once": "takes nobody twice", "again": "takes also those still on their way", "": "may take the same again"}


def _turns(step: ForEach | Repeat, steps: Steps) -> Iterator[Piece]:
    if isinstance(step, Repeat):
        yield "most", "repeats up to {}", f"{step.at_most} times"
        if step.until is not None:
            yield "until", "repeats until {}", steps.conditions.clause(step.until), "repeats to the end"
        return
    yield "items", "goes through {}", steps.phrases.value(step.items)
    yield "item", "calls each one {}", words_of(step.item)
    if step.at_most is not None:
        yield "most", "takes at most {}", str(step.at_most), "takes any number"
    again = f"takes nobody again within {print_expression(step.per)}" if step.per else _AGAIN[step.again]
    yield "again", "{}", again
    if step.one_at_a_time:
        yield "one", "{}", "one after the other", "all at the same time"
    if step.stop_on_error:
        yield "stop", "{}", "stops at the first that fails", "goes on with the others when one fails"
    if step.collect:
        yield "collect", "gathers the {}", words_of(step.collect), "gathers nothing"


def _people(step: Ask | HandOff | Say, steps: Steps) -> Iterator[Piece]:
    say = steps.phrases.value
    match step:
        case Ask():
            yield "person", "asks {}", steps.phrases.person(step.person)
            yield "words", "asks {}", say(step.question)
            yield "within", "waits up to {} for the answer", print_expression(step.within)
            yield "name", "calls the answer {}", words_of(step.answer)
            if step.otherwise is not None:
                yield "otherwise", "without an answer takes {}", say(step.otherwise), "needs an answer"
        case HandOff():
            yield "person", "hands over to {}", steps.phrases.person(step.person)
            yield "words", "hands over with the words {}", say(step.message)
            yield "within", "waits up to {} for them", print_expression(step.within)
        case Say():
            yield "words", "says {}", say(step.message)


def _ending(step: Remember | Keep | Return | Stop | Skip | Fail | RunFlow, steps: Steps) -> Iterator[Piece]:
    say = steps.phrases.value
    match step:
        case Remember():
            yield "value", "remembers {}", say(step.value)
            yield "name", "remembers it under {}", words_of(step.name)
            if step.skip:
                yield "skip", "leaves out {}", "whoever is there already", "leaves nobody out"
        case Keep() | Return():
            yield "value", "hands back {}", say(step.value)
        case RunFlow():
            yield "flow", "runs the flow {}", f'"{step.flow}"'
            yield from _handed(step.arguments, steps)
            yield "waits", "{}", "waits for it" if step.waits else "does not wait for it"
        case _ if step.reason is not None:
            yield "reason", "the reason is {}", say(step.reason), "without a reason"


def _handed(arguments: tuple[Argument, ...], steps: Steps) -> Iterator[Piece]:
    for one in arguments:
        label = words_of(one.name or "value")
        yield f"with {label}", f"the {label} is {{}}", steps.phrases.value(one.value), f"without the {label}"
