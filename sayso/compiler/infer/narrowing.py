"""What a condition teaches: which values are there, missing or equal to a literal once it came out a certain way.

A condition comes out true, false or unknown; `implied` answers for each verdict, so that an `otherwise`, which is
taken on false and on unknown alike, learns no more than it may.
"""

from typing import Literal

import msgspec

from sayso.compiler.facts import Facts
from sayso.compiler.infer.paths import path_of, prefixes, through
from sayso.compiler.infer.state import Key, Known, State
from sayso.compiler.infer.triggers import fires
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import (
    Binary,
    Boolean,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    Name,
    Negative,
    Not,
    Number,
    Text,
    TriggerIs,
)
from sayso.dsl.flow import Trigger
from sayso.dsl.types import BOOLEAN, Choice, Scalar, present

Verdict = Literal["true", "false", "not true", "not false"]

OPPOSITE: dict[Verdict, Verdict] = {
    "true": "false",
    "false": "true",
    "not true": "not false",
    "not false": "not true",
}
WHOLE: dict[str, Verdict] = {"and": "true", "or": "false"}
"""The verdict that all sides must share for the whole to come out that way."""
ARITHMETIC = frozenset({"+", "-", "*", "/"})


class Lesson(msgspec.Struct, frozen=True, gc=False):
    """What was learned; `kinds` None leaves all triggers possible."""

    facts: dict[Key, Known] = {}
    kinds: frozenset[int] | None = None

    def both(self, other: "Lesson") -> "Lesson":
        """Both hold."""
        kinds = self.kinds if other.kinds is None else other.kinds if self.kinds is None else self.kinds & other.kinds
        return Lesson(self.facts | other.facts, kinds)

    def either(self, other: "Lesson") -> "Lesson":
        """One of the two holds."""
        shared = {key: fact for key, fact in self.facts.items() if other.facts.get(key) == fact}
        kinds = None if self.kinds is None or other.kinds is None else self.kinds | other.kinds
        return Lesson(shared, kinds)

    def into(self, state: State) -> State:
        """The point of the flow where this is known too."""
        left = state.kinds if self.kinds is None else state.kinds & self.kinds
        return state.learning(self.facts, left or state.kinds)


class Teacher(msgspec.Struct, frozen=True):
    """What is needed to judge a condition that was typed already."""

    facts: Facts
    catalog: Catalog
    triggers: tuple[Trigger, ...]

    def implied(self, condition: Expression, verdict: Verdict) -> Lesson:
        """What holds once the condition came out this way."""
        match condition:
            case Not():
                return self.implied(condition.value, OPPOSITE[verdict])
            case Exists():
                return self._presence(condition.value, verdict in ("true", "not false"))
            case IsMissing():
                return self._presence(condition.value, verdict in ("false", "not true"))
            case TriggerIs():
                return self._trigger(condition, verdict in ("true", "not false"))
            case Binary(operator="and" | "or"):
                return self._junction(condition, verdict) if self._is_logical(condition) else Lesson()
            case Binary():
                return self._comparison(condition, verdict)
            case Name() | Field() | Index():
                return self._flag(condition, verdict)
        return Lesson()

    def _is_logical(self, condition: Binary) -> bool:
        return present(self.facts.type_of(condition.left)) == BOOLEAN

    def _junction(self, condition: Binary, verdict: Verdict) -> Lesson:
        left, right = self.implied(condition.left, verdict), self.implied(condition.right, verdict)
        whole = WHOLE[condition.operator]
        if verdict in (whole, f"not {WHOLE['or' if condition.operator == 'and' else 'and']}"):
            return left.both(right)
        passed = self.implied(condition.left, "true" if condition.operator == "and" else "not true")
        return left.either(passed.both(right)) if verdict in ("not true", "true") else left.either(right)

    def _presence(self, value: Expression, there: bool) -> Lesson:
        if path_of(value) is None:
            return Lesson()
        return Lesson(self._there(value)) if there else Lesson({self._key(value): self._known(value, False)})

    def _there(self, value: Expression) -> dict[Key, Known]:
        return {self._key(node): self._known(node, True) for node in prefixes(value)}

    def _key(self, value: Expression) -> Key:
        return ("there", path_of(value) or ())

    def _known(self, value: Expression, fact: object) -> Known:
        return Known(fact, through(value, self.facts, self.catalog))

    def _flag(self, value: Expression, verdict: Verdict) -> Lesson:
        if verdict not in ("true", "false") or path_of(value) is None:
            return Lesson()
        equal: Key = ("equal", path_of(value) or ())
        return Lesson(self._there(value) | {equal: self._known(value, verdict == "true")})

    def _comparison(self, condition: Binary, verdict: Verdict) -> Lesson:
        if verdict not in ("true", "false") or condition.operator in ARITHMETIC:
            return Lesson()
        facts: dict[Key, Known] = {}
        for operand in (*self._operands(condition.left), *self._operands(condition.right)):
            facts |= self._there(operand)
        return Lesson(facts | self._equality(condition, verdict == "true"))

    def _equality(self, condition: Binary, holds: bool) -> dict[Key, Known]:
        path, value = path_of(condition.left), literal(condition.right)
        asks = condition.operator == ("==" if holds else "!=")
        if path is None or value is None or not asks or not self._is_exact(condition.left):
            return {}
        return {("equal", path): self._known(condition.left, value)}

    def _is_exact(self, value: Expression) -> bool:
        kind = present(self.facts.type_of(value))
        return isinstance(kind, Choice) or (isinstance(kind, Scalar) and kind.name in ("text", "number", "boolean"))

    def _operands(self, value: Expression) -> list[Expression]:
        """The paths that must be there for the value to be there."""
        if path_of(value) is not None:
            return [value]
        if isinstance(value, Negative):
            return self._operands(value.value)
        if isinstance(value, Binary) and value.operator in ARITHMETIC:
            return [*self._operands(value.left), *self._operands(value.right)]
        return []

    def _trigger(self, condition: TriggerIs, matches: bool) -> Lesson:
        every = frozenset(range(len(self.triggers)))
        met = frozenset(n for n, trigger in enumerate(self.triggers) if any(fires(k, trigger) for k in condition.kinds))
        return Lesson({}, met if matches else every - met)


def literal(expression: Expression) -> object | None:
    """The value of a plain text, number or yes-or-no literal; None for anything else."""
    match expression:
        case Text(parts=()):
            return ""
        case Text(parts=(str() as text,)):
            return text
        case Number() | Boolean():
            return expression.value
    return None
