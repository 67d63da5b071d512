"""A `let` of a value in English: "Set points to 10", "Add 40 to the points", "Take the external meetings …"."""

from sayso.copilot.english import is_plural, plural, words_of
from sayso.copilot.phrases import Phrases
from sayso.copilot.readback_words import CHANGES, OWNERS
from sayso.dsl.expressions import (
    Binary,
    Call,
    Duration,
    Expression,
    Field,
    Index,
    Name,
    Negative,
    Number,
    Sorted,
    Take,
    Where,
)
from sayso.dsl.statements import Let, ToolCall


def taken(step: Let, phrases: Phrases) -> str:
    """What such a step says."""
    assert not isinstance(step.value, ToolCall)
    changed = _change(step.name, step.value, phrases)
    if changed:
        return changed
    if not phrases.names.is_list(step.value) or isinstance(step.value, Name):
        return _set(step, step.value, phrases)
    return _list(step, step.value, phrases)


def _set(step: Let, value: Expression, phrases: Phrases) -> str:
    words, said = phrases.names.words(step.name), phrases.value(value)
    if isinstance(value, Call) and value.function == "join" and said.removeprefix("the ") == words:
        return f"Take {said}, all in one text"
    if isinstance(value, Index) or (isinstance(value, Call) and value.function in ("first", "last")):
        return f"Take {said}" if words in said else f"Take {said} and call it {words}"
    return f"Set {words} to {said}"


def _change(name: str, value: Expression, phrases: Phrases) -> str | None:
    """What is done to a number: "Take the penalty off the points"."""
    if not (isinstance(value, Binary) and isinstance(value.left, Name) and value.left.name == name):
        return None
    operator, right = str(value.operator), value.right
    if operator in _TURNED and isinstance(right, Negative):
        operator, right = _TURNED[operator], right.value
    if operator not in CHANGES or isinstance(right, Duration):
        return None
    return CHANGES[operator].format(phrases.names.the(value.left), phrases.value(right))


_TURNED = {"+": "-", "-": "+"}


def _list(step: Let, value: Expression, phrases: Phrases) -> str:
    words = phrases.names.words(step.name)
    match value:
        case Take(end=end, count=count, of=Where() | Sorted() as of):
            many = "one" if isinstance(count, Number) and count.value == 1 else phrases.value(count)
            return f"Of {phrases.value(of)}, call the {end} {many} {words}"
        case Where(of=Name()) if phrases.lists.adjective(value) == words:
            return f"Take {phrases.value(value)} as {phrases.names.the(Name(step.name))}"
        case Field() | Call():
            said = phrases.value(value)
            known = isinstance(value, Field) and plural(words_of(value.name)) == words
            return f"Take {said}" if known else f"Take {said} as the {words}"
        case _:
            said = phrases.value(value)
            comma = "," if isinstance(value, Sorted) else ""
            them = f"the {words}" if is_plural(words) and words not in OWNERS else words
            return f"Take {said}{comma} and call them {them}"
