"""Conditions in English: "the deal's value is more than $10k", "whose title contains "VP"".

Works together with `phrases`: a condition is made of values, and a value may hold a condition.
"""

from collections.abc import Callable

from sayso.copilot.english import a, listed, possessive, singular, words_of
from sayso.copilot.phrases import Phrases
from sayso.copilot.readback_words import AGES, COMPARISONS, COUNTED, DATES, OPPOSITES, SIZES
from sayso.dsl.expressions import (
    Binary,
    Boolean,
    Date,
    DateTime,
    Duration,
    Exists,
    Expression,
    Field,
    IsMissing,
    List,
    Name,
    Not,
    Range,
    TriggerIs,
    TriggerKind,
)
from sayso.dsl.print import print_expression

Truth = Callable[[Expression, bool], str | None]
"""Says a yes-or-no value in words of its own ("they accepted"), where there are better ones than "is yes"."""


class Conditions:
    """Says conditions. `element` names are those of a list's element, whose fields need no owner: "title", not
    "the contact's title". `truth` may know better words for a yes-or-no value; `is_date` whether a value is a date."""

    def __init__(self, truth: Truth, is_date: Callable[[Expression], bool]) -> None:
        self.truth = truth
        self.is_date = is_date
        self.phrases = Phrases(self.clause, self.of_elements)
        self.element: frozenset[str] = frozenset()

    def clause(self, condition: Expression) -> str:
        """A condition as a clause: "the deal's value is more than $10k and the stage is "Won"."""
        return self._said(condition, True)

    def of_elements(self, of: Expression, condition: Expression) -> str:
        """A condition on a list's elements: "whose title contains "VP" and whose company has 50 employees"."""
        names = {"it", *((singular(of.name),) if isinstance(of, Name) else ())}
        return self.filter(condition, frozenset(names))

    def filter(self, condition: Expression, element: frozenset[str]) -> str:
        """The same where the names of the element are known."""
        outer, self.element = self.element, element
        try:
            return self._said(condition, True)
        finally:
            self.element = outer

    def _said(self, condition: Expression, wanted: bool) -> str:
        match condition:
            case Not(value=value):
                return self._said(value, not wanted)
            case Binary(operator="and" | "or" as word):
                return self._joined(condition, word if wanted else _OTHER[word], wanted)
            case Binary(operator="==" | "!=" as operator, left=left, right=Boolean(value=truth)):
                return self._truth(left, wanted == (truth == (operator == "==")))
            case Binary(operator=operator) if operator in COMPARISONS:
                return self._comparison(condition, wanted)
            case Exists(value=value):
                return self._whole(value, "is not empty" if wanted else "is empty")
            case IsMissing(value=value):
                return self._whole(value, "is empty" if wanted else "is not empty")
            case TriggerIs(kinds=kinds):
                return f"this was {'' if wanted else 'not '}started by {listed([_kind(kind) for kind in kinds], 'or')}"
            case Boolean(value=truth):
                return "always" if truth == wanted else "never"
            case _:
                return self._truth(condition, wanted)

    def _joined(self, condition: Binary, word: str, wanted: bool) -> str:
        links: list[str] = []
        current: Expression = condition
        while isinstance(current, Binary) and current.operator == condition.operator:
            links.append(self._link(current.right, word, wanted))
            current = current.left
        links.append(self._link(current, word, wanted))
        return f" {word} ".join(reversed(links))

    def _link(self, condition: Expression, word: str, wanted: bool) -> str:
        said = self._said(condition, wanted)
        inside = condition.value if isinstance(condition, Not) else condition
        mixed = isinstance(inside, Binary) and inside.operator in _OTHER and f" {_OTHER[word]} " in said
        if not mixed:
            return said
        return f"either {said}" if word == "and" else f"({said})"

    # ------------------------------------------------------------------ one comparison

    def _comparison(self, condition: Binary, wanted: bool) -> str:
        operator, left, right = condition.operator, condition.left, condition.right
        counted = self._counted(condition, wanted)
        if counted:
            return counted
        if _is_age(right) and operator in AGES:
            said = operator if wanted else OPPOSITES[operator]
            return self._whole(left, " ".join(("is", AGES[said], self.phrases.value(right))).replace("  ", " "))
        if operator == "in":
            return self._whole(left, self._member(right, wanted))
        words = DATES if operator in DATES and (self.is_date(right) or self.is_date(left)) else COMPARISONS
        return self._whole(left, f"{words[operator][not wanted]} {self.phrases.value(right)}")

    def _member(self, right: Expression, wanted: bool) -> str:
        no = "" if wanted else "not "
        if isinstance(right, Range):
            return f"is {no}between {self.phrases.value(right.low)} and {self.phrases.value(right.high)}"
        if isinstance(right, List) and len(right.items) != 1:
            items = listed([self.phrases.value(item) for item in right.items], "or")
            return f"{COMPARISONS['in'][not wanted]} {items}"
        return (
            f"is {no}{self.phrases.value(right)}"
            if isinstance(right, List)
            else f"is {no}in {self.phrases.value(right)}"
        )

    def _counted(self, condition: Binary, wanted: bool) -> str | None:
        """ "the company has 50 to 200 employees", where the field counts something."""
        left, operator = condition.left, condition.operator
        if not (isinstance(left, Field) and left.name in COUNTED and operator in {*SIZES, "in"}):
            return None
        if operator == "in" and not isinstance(condition.right, Range):
            return None
        how = ("" if wanted else "not ") if operator == "in" else SIZES[operator if wanted else OPPOSITES[operator]]
        amount = " ".join(f"has {how} {self.phrases.value(condition.right)} {words_of(left.name)}".split())
        return self._whole(left.of, amount)

    def _whole(self, subject: Expression, rest: str) -> str:
        """Subject and rest; a field of an element becomes "whose title …"."""
        if not self.element:
            return f"{self.phrases.value(subject)} {rest}"
        if isinstance(subject, Name) and subject.name in self.element:
            return f"that {rest}" if not rest.startswith("has ") else f"with {rest.removeprefix('has ')}"
        relative = self._relative(subject)
        return f"whose {relative} {rest}" if relative else f"where {self.phrases.value(subject)} {rest}"

    def _relative(self, subject: Expression) -> str | None:
        """A path seen from the element it begins with: "company name"."""
        if not isinstance(subject, Field):
            return None
        if isinstance(subject.of, Name):
            return words_of(subject.name) if subject.of.name in self.element else None
        owner = self._relative(subject.of)
        if owner is None:
            return None
        return f"{owner} name" if subject.name == "name" else f"{possessive(owner)} {words_of(subject.name)}"

    # ------------------------------------------------------------------ yes and no

    def _truth(self, value: Expression, wanted: bool) -> str:
        known = self.truth(value, wanted)
        if known:
            return known
        if isinstance(value, Field):
            words = words_of(value.name)
            plain = f"is {'' if wanted else 'not '}{words}" if " " not in words else None
            said = has_done(words, wanted) or plain
            if said:
                return self._whole_of(value.of, said)
        return self._whole(value, "is yes" if wanted else "is not yes")

    def _whole_of(self, owner: Expression, rest: str) -> str:
        if isinstance(owner, Name) and owner.name in self.element:
            return f"that {rest.replace('has ', 'have ', 1).replace('is ', 'are ', 1)}"
        return self._whole(owner, rest)


_OTHER = {"and": "or", "or": "and"}


def has_done(words: str, wanted: bool) -> str | None:
    """ "has opted out" for `opted out`, "is active" for `is active`; None for words that say no such thing."""
    first = words.split()[0] if words else ""
    no = "" if wanted else "not "
    if first in ("is", "has", "was", "can"):
        return f"{first} {no}{words.removeprefix(first).strip()}"
    return f"has {no}{words}" if first.endswith("ed") and len(first) > 3 else None


def _is_age(value: Expression) -> bool:
    """Whether a value is a time ago: `@today - 5 days`."""
    return (
        isinstance(value, Binary)
        and value.operator == "-"
        and isinstance(value.left, Name)
        and value.left.name in ("today", "now")
        and isinstance(value.right, Duration)
    )


def is_written_date(value: Expression) -> bool:
    """Whether a value can be seen to be a date without knowing the kinds of fields."""
    if isinstance(value, Binary) and value.operator in "+-":
        return is_written_date(value.left)
    return isinstance(value, Date | DateTime) or (isinstance(value, Name) and value.name in ("today", "now"))


def _kind(kind: TriggerKind) -> str:
    if "." in kind.kind:
        thing, _, what = kind.kind.partition(".")
        return f"{a(thing)} ({words_of(what)})"
    return print_expression(TriggerIs((kind,))).removeprefix("@trigger is ")
