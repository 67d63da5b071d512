"""Values read back from their phrases: "2 days from today" is `@today + 2 days`. The other way round than `phrases`.

Every reading gives all it may mean, the likeliest first; what the readback of the whole flow then proves is kept.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from itertools import islice, product

from sayso.copilot.phrases import CLOCK, LISTED, UNDECIDED
from sayso.copilot.quoting import unescaped
from sayso.copilot.readback_words import ARITHMETIC, FUNCTIONS, MONTHS
from sayso.copilot.rereading.lists import Lists
from sayso.copilot.rereading.paths import Paths
from sayso.copilot.rereading.rows import Masked, pieces
from sayso.copilot.rereading.scope import Scope, camel
from sayso.copilot.rereading.splitting import MOST, filled, listed_parts, splits
from sayso.dsl.expressions import (
    Argument,
    Binary,
    Boolean,
    Call,
    Date,
    DateTime,
    Duration,
    Expression,
    List,
    Missing,
    Name,
    Negative,
    Number,
    Range,
    Record,
    Text,
    Time,
)
from sayso.dsl.node import walk
from sayso.dsl.parse import NotAnExpression, parse_expression

Clauses = Callable[[str], list[Expression]]
ElementClauses = Callable[[str, str], list[Expression]]

_LENGTH = r"[\d_.]+ (?:business )?(?:minute|hour|day|week|month|year)s?"
_SHIFTED = re.compile(rf"({_LENGTH}) (ago|from today|from now|after|before)(?: (.+))?", re.DOTALL)
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})(?: at (\d\d:\d\d))?")
_CLOCK = re.compile(r"\d\d:\d\d")
_SO_LONG = re.compile(r"(?:the given number of (\w+)|(.+) in (minutes|hours|days|business days|weeks|months|years))")
_WORDS: dict[str, Expression] = {
    "yes": Boolean(True), "no": Boolean(False), "nothing": Missing(), "an empty list": List(()),
    "tomorrow": Binary("+", Name("today"), Duration(Decimal(1), "days")),
    "yesterday": Binary("-", Name("today"), Duration(Decimal(1), "days")),
}  # fmt: skip


class Values:
    """Reads values. `clauses` reads conditions, `where` those on the items of a list."""

    def __init__(self, scope: Scope, masked: Masked, clauses: Clauses, where: ElementClauses) -> None:
        self.scope = scope
        self.masked = masked
        self.clauses = clauses
        self.paths = Paths(scope, self.read)
        self.lists = Lists(scope, self.read, where)
        self._known: dict[str, list[Expression]] = {}

    def forget(self) -> None:
        """Other names are known from here on."""
        self._known.clear()

    def read(self, phrase: str) -> list[Expression]:
        """What a phrase may mean."""
        if phrase not in self._known:
            self._known[phrase] = []
            with self.scope.patience as goes_on:
                self._known[phrase] = self.scope.likeliest(self._ways(phrase)) if goes_on else []
        return self._known[phrase]

    def _ways(self, phrase: str) -> Iterator[Expression]:
        if not phrase or phrase != phrase.strip():
            return
        text = self.masked.text(phrase)
        if text is not None:
            yield from self.texts(text)
            return
        plain = _literal(phrase)
        if plain is not None:
            yield plain
            return
        if phrase == UNDECIDED:
            return
        if phrase.startswith("(") and phrase.endswith(")"):
            yield from self.read(phrase[1:-1])
        for way in (
            self.paths.whole, self._shifted, self._choices, self._sums, self._whether, self._records,
            self.lists.read, self._functions, self.paths.read, self._long, self._ranges, self._items,
        ):  # fmt: skip
            yield from way(phrase)

    # ------------------------------------------------------------------ texts

    def texts(self, text: str) -> Iterator[Expression]:
        """The text that is told so, with the data in it."""
        parts: list[list[str | Expression]] = []
        for is_data, words in pieces(text):
            found = list(self.data(words)) if is_data else [unescaped(words)]
            if not found:
                return
            parts.append(list(found))
        for chosen in islice(product(*parts), MOST):
            yield Text(tuple(chosen))

    def data(self, words: str) -> list[Expression]:
        """What stands in square brackets in a text: a path goes without "the" there."""
        phrase = self.masked.mask(words)
        if phrase is None:
            return []
        listed = phrase.removesuffix(LISTED)
        if listed != phrase:
            return [one for one in self.read(listed) if self.scope.is_list(one) is not False]
        found = [*(() if phrase.startswith("the ") else self.read(f"the {phrase}")), *self.read(phrase)]
        maybe = [_joined(one) for one in found if phrase.startswith("the ") and self.scope.is_list(one) is None]
        return list(dict.fromkeys((*(one for each in found for one in self._in_text(each)), *maybe)))[:MOST]

    def _in_text(self, value: Expression) -> list[Expression]:
        """A list stands in a text as its items, put together."""
        if self.scope.is_list(value) and not isinstance(value, Binary):
            return [_joined(value)]
        if isinstance(value, Binary) and value.operator == "or" and self.scope.is_list(value.left):
            return [Binary("or", _joined(value.left), value.right), value]
        return [value]

    # ------------------------------------------------------------------ phrases of several parts

    def _shifted(self, phrase: str) -> Iterator[Expression]:
        found = _SHIFTED.fullmatch(phrase)
        if not found:
            return
        length, how, moment = found.groups()
        duration = _parsed(length)
        if duration is None:
            return
        if how == "ago" and not moment:
            yield Binary("-", Name("now" if length.endswith(CLOCK) else "today"), duration)
        elif how.startswith("from ") and not moment:
            yield Binary("+", Name(how.removeprefix("from ")), duration)
        elif moment:
            for value in self.read(moment):
                yield Binary("+" if how == "after" else "-", value, duration)

    def _choices(self, phrase: str) -> Iterator[Expression]:
        if phrase.endswith(")"):
            for left, right in splits(phrase[:-1], " (or "):
                yield from _pairs("or", self.read(left), self.read(right))
            for left, right in splits(phrase[:-1], " (else "):
                yield from self._functions(f"{left}, else {right}")
        for left, right in splits(phrase, " or "):
            if not left.endswith(","):
                yield from _pairs("or", self.read(left), self.read(right))

    def _sums(self, phrase: str) -> Iterator[Expression]:
        for signs in ("+-", "*/"):
            for left, right, sign in self._at_signs(phrase, signs):
                yield from _pairs(sign, self.read(left), self.read(right))
        if phrase.startswith("minus "):
            yield from (Negative(value) for value in self.read(phrase.removeprefix("minus ")))

    def _at_signs(self, phrase: str, signs: str) -> list[tuple[str, str, str]]:
        found = [(left, right, sign) for sign in signs for left, right in splits(phrase, f" {ARITHMETIC[sign]} ")]
        return sorted(found, key=lambda one: -len(one[0]))

    def _long(self, phrase: str) -> Iterator[Expression]:
        found = _SO_LONG.fullmatch(phrase)
        if found and found[1]:
            unit = found[1] if found[1].endswith("s") else f"{found[1]}s"
            for value in self.read(f"the {found[1]}"):
                yield Binary("*", value, Duration(Decimal(1), unit))  # type: ignore[arg-type]
        elif found:
            for value in self.read(found[2]):
                yield Binary("*", value, Duration(Decimal(1), found[3]))  # type: ignore[arg-type]

    def _whether(self, phrase: str) -> Iterator[Expression]:
        if phrase.startswith("whether "):
            yield from self.clauses(phrase.removeprefix("whether "))

    def _ranges(self, phrase: str) -> Iterator[Expression]:
        for left, right in splits(phrase, " to "):
            for low, high in product(self.read(left), self.read(right)):
                if isinstance(low, Number) and isinstance(high, Number):
                    yield Range(low, high)

    def _items(self, phrase: str) -> Iterator[Expression]:
        for parts in listed_parts(phrase)[1:]:
            found = [self.read(part) for part in parts]
            if all(found):
                yield List(tuple(one[0] for one in found))

    def _functions(self, phrase: str) -> Iterator[Expression]:
        for (name, _), template in FUNCTIONS.items():
            if template == "{0}" or name in ("first", "last"):
                continue
            for places in filled(phrase, template):
                given = [self.read(words) for _, words in sorted(places.items())]
                for values in islice(product(*given), MOST):
                    yield Call(name, tuple(Argument(None, value) for value in values))

    # ------------------------------------------------------------------ names with values

    def _records(self, phrase: str) -> Iterator[Expression]:
        article, _, rest = phrase.partition(" ")
        if article not in ("a", "an"):
            return
        noun, _, given = rest.partition(" with ")
        kind = "record" if noun == "row" else next((n for p, n in self.scope.nouns.items() if n == noun), None)
        if kind is None:
            return
        for arguments in self.pairs(given) if given else [()]:
            yield Record(kind, arguments)

    def pairs(self, phrase: str) -> Iterator[tuple[Argument, ...]]:
        """`first name: "Ann" and the deal`: values under their names."""
        for parts in listed_parts(phrase):
            found = [self.pair(part) for part in parts]
            if all(found):
                yield tuple(one[0] for one in found)

    def pair(self, phrase: str) -> list[Argument]:
        """One value under its name; what is called as it is said is said once."""
        words, colon, value = phrase.partition(": ")
        if colon:
            return [Argument(camel(words), one) for one in self.read(value) if camel(words)]
        name = camel(phrase.removeprefix("the "))
        return [Argument(name, one) for one in self.read(phrase)] if name and phrase.startswith("the ") else []


def _pairs(operator: str, left: list[Expression], right: list[Expression]) -> Iterator[Expression]:
    for one, other in islice(product(left, right), MOST):
        yield Binary(operator, one, other)  # type: ignore[arg-type]


def _joined(value: Expression) -> Expression:
    return Call("join", (Argument(None, value), Argument(None, Text((", ",)))))


def _literal(phrase: str) -> Expression | None:
    if phrase in _WORDS:
        return _WORDS[phrase]
    day = _DAY.fullmatch(phrase)
    if day:
        return _dated(day)
    if _CLOCK.fullmatch(phrase):
        moment = _parsed_time(phrase)
        return Time(moment) if moment else None
    return _parsed(phrase) if phrase[:1].isdigit() or phrase[:1] in "-$€£" else None


def _dated(found: re.Match[str]) -> Expression | None:
    try:
        day = date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        return DateTime(day, time.fromisoformat(found[4])) if found[4] else Date(day)
    except ValueError:
        return None


def _parsed_time(phrase: str) -> time | None:
    try:
        return time.fromisoformat(phrase)
    except ValueError:
        return None


def _parsed(phrase: str) -> Expression | None:
    """A number, an amount or a length of time as a flow writes it; nothing else."""
    try:
        found = parse_expression(phrase)
    except NotAnExpression:
        return None
    return found if len(list(walk(found))) == 1 else None
