"""A search whose condition is another one than was recorded: what was found then is looked through with the new
condition; what was not found then is looked up in today's data, unless the old condition would find it today.
"""

from collections.abc import Callable
from typing import Any

from sayso.dsl.values import Filter
from sayso.interpreter import Linked
from sayso.interpreter.state import Effect
from sayso.runtime.worlds.recorded import same_values

Matches = Callable[[dict[str, Any]], bool]


def is_like(recorded: Effect, want: Effect) -> bool:
    """Whether two searches differ by their conditions alone."""
    if recorded.tool != want.tool or recorded.arguments.keys() != want.arguments.keys():
        return False
    pairs = [(recorded.arguments[name], value) for name, value in want.arguments.items()]
    searches = [(one, other) for one, other in pairs if isinstance(other, Filter)]
    return bool(searches) and all(isinstance(one, Filter) for one, _ in searches) and all(
        same_values(one, other) for one, other in pairs if not isinstance(other, Filter)
    )  # fmt: skip


def condition_of(linked: Linked, want: Effect) -> Matches:
    """All conditions of a search, as one question about a record."""
    questions: list[Matches] = []
    for name, value in want.arguments.items():
        if isinstance(value, Filter):
            names, condition = linked.filters[want.step, name]
            questions.append(_question(names, condition, value))
    return lambda record: all(question(record) for question in questions)


def _question(names: tuple[str, ...], condition: Callable[[dict[str, Any]], Any], value: Filter) -> Matches:
    return lambda record: condition({**value.values, **dict.fromkeys(names, record)}) is True


def found_again(then: list[Any], today: list[Any], old: Matches, new: Matches) -> list[Any]:
    """What the new condition finds among both."""
    kept = [record for record in then if new(record)]
    known = {record.get("id") for record in then if isinstance(record, dict)}
    return kept + [
        record for record in today if isinstance(record, dict) and record.get("id") not in known and not old(record)
    ]  # fmt: skip
