"""Conditions in English: "the deal's value is more than $10k", "whose title contains "VP"".

Works together with `phrases`: a condition is made of values, and a value may hold a condition.
"""

from collections.abc import Callable

from sayso.copilot.english import a, is_plural, listed, plural, possessive, singular, words_of
from sayso.copilot.naming import Names
from sayso.copilot.phrases import Phrases
from sayso.copilot.readback_words import (
    AGES,
    AHEAD,
    ASKING,
    BEGAN,
    COMPARISONS,
    COUNTED,
    DATES,
    HAD,
    LONG_AGO,
    OPPOSITES,
    PEOPLE,
    PLURALS,
    SINCE,
    SIZES,
    UNCOUNTED,
)
from sayso.dsl.expressions import (
    Binary,
    Boolean,
    Call,
    Date,
    DateTime,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    List,
    Name,
    Not,
    Number,
    Range,
    Text,
    TriggerIs,
    TriggerKind,
    Where,
)
from sayso.dsl.print import print_expression
from sayso.dsl.types import RecordOf

Truth = Callable[[Expression, bool], str | None]
"""Says a yes-or-no value in words of its own ("they accepted"), where there are better ones than "is yes"."""


class Conditions:
    """Says conditions. `element` names are those of a list's element, whose fields need no owner: "title", not
    "the contact's title". `truth` may know better words for a yes-or-no value; `is_date` whether a value is a date;
    `began` how an event is told that began a run."""

    def __init__(
        self, names: Names, truth: Truth, is_date: Callable[[Expression], bool], began: Callable[[str], str]
    ) -> None:
        self.names = names
        self.truth = truth
        self.is_date = is_date
        self.began = began
        self.phrases = Phrases(names, self.clause, self.of_elements)
        self.element: frozenset[str] = frozenset()

    def clause(self, condition: Expression) -> str:
        """A condition as a clause: "the deal's value is more than $10k and the stage is "Won"."""
        return self._said(condition, True)

    def after_and(self, condition: Expression) -> str:
        """The same behind "and": alternatives are held together."""
        return self._link(condition, "and", True)

    def of_elements(self, part: Where) -> str:
        """A condition on a list's elements: "whose title contains "VP" and whose company has 50 employees"."""
        return self.filter(part.condition, self.names.elements(part))

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
                return self._there(value, wanted)
            case IsMissing(value=value):
                return self._there(value, not wanted)
            case TriggerIs(kinds=kinds):
                reasons = listed([self._reason(kind) for kind in kinds], "or")
                either = "either " if len(kinds) > 1 else ""
                return f"it {'began' if wanted else 'did not begin'} because {either}{reasons}"
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
        apart = any(_is_joined(link) or _is_reason(link) for link in _links(condition))
        comma = "," if apart else ""
        return f"{comma} {word} ".join(reversed(links))

    def _link(self, condition: Expression, word: str, wanted: bool) -> str:
        """A condition beside others; alternatives among things that must all hold begin with "either"."""
        said = self._said(condition, wanted)
        mixed = word == "and" and _is_joined(condition) and " or " in said
        return f"either {said}" if mixed else said

    def _reason(self, kind: TriggerKind) -> str:
        if "." in kind.kind:
            return self.began(kind.kind)
        return BEGAN[kind.kind].format(f'"{kind.name}"') if kind.kind in BEGAN else print_expression(TriggerIs((kind,)))

    # ------------------------------------------------------------------ what there is

    def _there(self, value: Expression, wanted: bool) -> str:
        """Whether there is something: for lists and their first items in words of their own."""
        items = self._items(value)
        if isinstance(value, Name) and isinstance(self.names.type_of(value), RecordOf) and not self.element:
            words = words_of(value.name)
            return f"there is {a(words) if wanted else 'no ' + words}"
        if self.names.is_list(value) and not self.element:
            return self._whole(value, "is known" if wanted else "is not known")
        if items is None or self.element:
            return self._whole(value, "is not empty" if wanted else "is empty")
        return self._any(items, "any" if wanted else "no")

    def _items(self, value: Expression) -> Expression | None:
        match value:
            case Index(of=of, position=0):
                return of
            case Call(function="first" | "last", arguments=(only,)):
                return only.value
            case _:
                return None

    def _any(self, items: Expression, how: str, most: bool = False) -> str:
        words = self.phrases.value(items).removeprefix("the ")
        if most and isinstance(items, Name):
            words = singular(words)
        return f"there {'is' if most or words in UNCOUNTED else 'are'} {how} {words}"

    def _how_many(self, condition: Binary, wanted: bool) -> str | None:
        """ "there are more than 5 deals", for a count against a number."""
        left, right = condition.left, condition.right
        if not (isinstance(left, Call) and left.function == "count" and len(left.arguments) == 1):
            return None
        if not isinstance(right, Number) or condition.operator not in SIZES or self.element:
            return None
        operator = condition.operator if wanted else OPPOSITES[condition.operator]
        items, number = left.arguments[0].value, int(right.value)
        some = _ANY.get((operator, number))
        if some:
            return self._any(items, some)
        return self._any(items, f"{SIZES[operator] or 'exactly'} {number}", number == 1)

    # ------------------------------------------------------------------ one comparison

    def _comparison(self, condition: Binary, wanted: bool) -> str:
        operator, left, right = condition.operator, condition.left, condition.right
        known = self._how_many(condition, wanted) or self._counted(condition, wanted) or self._ago(condition, wanted)
        if known:
            return known
        if _is_age(right) and operator in AGES:
            said = operator if wanted else OPPOSITES[operator]
            return self._whole(left, " ".join(("is", AGES[said], self.phrases.value(right))).replace("  ", " "))
        if operator == "in":
            return self._whole(left, self._member(right, wanted))
        words = DATES if operator in DATES and (self.is_date(right) or self.is_date(left)) else COMPARISONS
        beside = f'"{_exact(right)}"' if operator == "matches" and isinstance(right, Text) else None
        if isinstance(left, Name) and left.name not in self.element:
            subject = self.names.subject(left, right)
            if subject != self.names.the(left):
                return f"{subject} {words[operator][not wanted]} {self.phrases.operand(right)}"
        return self._whole(left, f"{words[operator][not wanted]} {beside or self.phrases.operand(right)}")

    def _member(self, right: Expression, wanted: bool) -> str:
        no = "" if wanted else "not "
        if isinstance(right, Field) and right.of == Name("memory"):
            return f"is {no}remembered under {words_of(right.name)}"
        if isinstance(right, Range):
            return f"is {no}between {self.phrases.value(right.low)} and {self.phrases.value(right.high)}"
        if not isinstance(right, List):
            return f"is {no}in {self.phrases.value(right)}"
        items = [self.phrases.value(item) for item in right.items]
        if len(items) == 2:
            return f"is either {' or '.join(items)}" if wanted else f"is neither {' nor '.join(items)}"
        return f"is {no}{items[0]}" if len(items) == 1 else f"{COMPARISONS['in'][not wanted]} {listed(items)}"

    def _ago(self, condition: Binary, wanted: bool) -> str | None:
        """ "whose last activity was at least 5 days ago", where a field counts the days."""
        left, operator, right = condition.left, condition.operator, condition.right
        if not (isinstance(left, Field) and left.name in {**SINCE, **AHEAD}):
            return None
        no = "" if wanted else "not "
        if isinstance(right, Range) and operator == "in":
            how = f"{no}between {self.phrases.value(right.low)} and {self.phrases.value(right.high)}"
        elif isinstance(right, Number) and operator in LONG_AGO:
            how = f"{LONG_AGO[operator if wanted else OPPOSITES[operator]]} {self.phrases.value(right)}"
        else:
            return None
        if left.name in AHEAD:
            return self._whole(Field(left.of, AHEAD[left.name]), f"is {how} days away")
        return self._whole(Field(left.of, SINCE[left.name]), f"was {how} days ago")

    def _counted(self, condition: Binary, wanted: bool) -> str | None:
        """ "the company has 50 to 200 employees", where the field counts something."""
        left, operator = condition.left, condition.operator
        if not (isinstance(left, Field) and left.name in {*COUNTED, *HAD} and operator in {*SIZES, "in"}):
            return None
        if not isinstance(condition.right, Range if operator == "in" else Number):
            return None
        how = ("" if wanted else "not ") if operator == "in" else SIZES[operator if wanted else OPPOSITES[operator]]
        amount = " ".join(f"has {how} {self.phrases.value(condition.right)} {words_of(left.name)}".split())
        return self._whole(left.of, amount)

    def _whole(self, subject: Expression, rest: str) -> str:
        """Subject and rest; a field of an element becomes "whose title …"."""
        if not self.element:
            said = self.phrases.operand(subject)
            return f"{said} {_several(rest) if is_plural(said) and self._is_several(subject) else rest}"
        if isinstance(subject, Name) and subject.name in self.element:
            return f"that {rest}" if not rest.startswith("has ") else f"with {rest.removeprefix('has ')}"
        relative = self._relative(subject)
        if relative and is_plural(relative) and self._is_several(subject):
            rest = _several(rest)
        return f"whose {relative} {rest}" if relative else f"where {self.phrases.value(subject)} {rest}"

    def _is_several(self, subject: Expression) -> bool:
        return self.names.is_list(subject) or (isinstance(subject, Field) and subject.name not in COUNTED)

    def _relative(self, subject: Expression) -> str | None:
        """A path seen from the element it begins with: "company name"."""
        if not isinstance(subject, Field):
            return None
        if isinstance(subject.of, Name):
            words = f"number of {words_of(subject.name)}" if subject.name in COUNTED else words_of(subject.name)
            return words if subject.of.name in self.element else None
        owner = self._relative(subject.of)
        if owner is None:
            return None
        return f"{owner} name" if subject.name == "name" else f"{possessive(owner)} {words_of(subject.name)}"

    # ------------------------------------------------------------------ yes and no

    def _truth(self, value: Expression, wanted: bool) -> str:
        known = self.truth(value, wanted)
        if known:
            return known
        if isinstance(value, Call) and value.function in ASKING:
            given = [self.phrases.value(argument.value) for argument in value.arguments]
            return ASKING[value.function][not wanted].format(*given)
        if isinstance(value, Field):
            words = words_of(value.name)
            what = a(words) if words in PEOPLE else words
            plain = f"is {'' if wanted else 'not '}{what}" if " " not in words else None
            said = has_done(words, wanted) or plain
            if said:
                return self._whole_of(value.of, said)
        return self._whole(value, "is yes" if wanted else "is not yes")

    def _whole_of(self, owner: Expression, rest: str) -> str:
        if isinstance(owner, Name) and owner.name in self.element:
            *before, last = _several(rest).split(" ")
            last = plural(last) if last in PEOPLE else last
            return " ".join(word for word in ("that", *before, last) if word not in ("a", "an"))
        return self._whole(owner, rest)


_OTHER = {"and": "or", "or": "and"}
_ANY = {("==", 0): "no", ("<", 1): "no", ("<=", 0): "no", ("!=", 0): "any", (">", 0): "any", (">=", 1): "any"}


def _several(rest: str) -> str:
    """What follows a subject, as it is said of several."""
    return next((many + rest.removeprefix(one) for one, many in PLURALS.items() if rest.startswith(one)), rest)


def _links(condition: Binary) -> list[Expression]:
    """What an "and" or "or" joins."""
    left = condition.left
    before = _links(left) if isinstance(left, Binary) and left.operator == condition.operator else [left]
    return [*before, condition.right]


def _is_joined(condition: Expression) -> bool:
    """Whether a condition is several, joined by "and" or "or"."""
    inside = condition.value if isinstance(condition, Not) else condition
    return isinstance(inside, Binary) and inside.operator in _OTHER


def _is_reason(condition: Expression) -> bool:
    """Whether a condition ends in a sentence of its own, "because …"."""
    return isinstance(condition, TriggerIs)


def _exact(text: Text) -> str:
    return "".join(part for part in text.parts if isinstance(part, str))


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
        and isinstance(value.right, Duration)
        and value.left.name == ("now" if value.right.unit in ("minutes", "hours") else "today")
    )


def is_written_date(value: Expression) -> bool:
    """Whether a value can be seen to be a date without knowing the kinds of fields."""
    if isinstance(value, Binary) and value.operator in "+-":
        return is_written_date(value.left)
    return isinstance(value, Date | DateTime) or (isinstance(value, Name) and value.name in ("today", "now"))
