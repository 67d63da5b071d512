"""Conditions read back: "the deal's value is more than $10k", "whose title contains "VP" and that have replied".

The other way round than `conditions`, from the same tables of words.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product

from sayso.copilot.english import plural, words_of
from sayso.copilot.readback_words import AHEAD, ASKING, BEGAN, COUNTED, HAD, LONG_AGO, PEOPLE, PLURALS, SINCE, SIZES
from sayso.copilot.rereading.comparing import AGO, COMPARED, backwards, singular_rest
from sayso.copilot.rereading.happening import Happening
from sayso.copilot.rereading.rows import Masked
from sayso.copilot.rereading.scope import Scope, camel
from sayso.copilot.rereading.splitting import MOST, filled, listed_parts, splits
from sayso.copilot.rereading.values import Values
from sayso.dsl.expressions import (
    Argument,
    Binary,
    Boolean,
    Call,
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
    TriggerIs,
    TriggerKind,
)

_SINCE = {words_of(said): name for name, said in SINCE.items()}
_AHEAD = {words_of(said): name for name, said in AHEAD.items()}
_HAD = {words_of(name): name for name in (*COUNTED, *HAD)}
_SIZES = backwards(SIZES)
_LONG_AGO = backwards({sign: words for sign, words in LONG_AGO.items() if words != "exactly"}) | {"exactly": "=="}


class Clauses:
    """Reads conditions. `element` is what an item of a list is called while a condition on it is read."""

    def __init__(self, scope: Scope, masked: Masked, happening: Happening) -> None:
        self.scope = scope
        self.masked = masked
        self.happening = happening
        self.element = ""
        self.values = Values(scope, masked, self.read, self.of_items)
        self._known: dict[tuple[str, str], list[Expression]] = {}

    def forget(self) -> None:
        """Other names are known from here on."""
        self._known.clear()
        self.values.forget()

    def of_items(self, phrase: str, element: str) -> list[Expression]:
        """What a condition on the items of a list may mean."""
        outer, self.element = self.element, element
        try:
            return self.read(phrase)
        finally:
            self.element = outer

    def read(self, phrase: str) -> list[Expression]:
        """What a condition may mean."""
        key = (phrase, self.element)
        if key not in self._known:
            self._known[key] = []
            with self.scope.patience as goes_on:
                self._known[key] = self.scope.likeliest(self._ways(phrase)) if goes_on else []
        return self._known[key]

    def _ways(self, phrase: str) -> Iterator[Expression]:
        for between in (", or ", ", and ", " or ", " and "):
            yield from self._joined(phrase, between)
        if phrase.startswith("either "):
            yield from self._joined(phrase.removeprefix("either "), " or ")
            yield from self._joined(phrase.removeprefix("either "), ", or ")
        if phrase in ("always", "never"):
            yield Boolean(phrase == "always")
            yield Not(Boolean(phrase != "always"))
        if self.element:
            yield from self._of_item(phrase)
        else:
            yield from self._began(phrase)
            yield from self._there(phrase)
            yield from self._named(phrase)
            yield from self._of(phrase)

    def _joined(self, phrase: str, between: str) -> Iterator[Expression]:
        operator = between.strip(", ")
        for left, right in splits(phrase, between):
            if between[0] != "," and left.endswith(","):
                continue
            others = self.read(right)
            for one, other in islice(product(self.read(left) if others else (), others), MOST):
                yield Binary(operator, one, other)  # type: ignore[arg-type]

    # ------------------------------------------------------------------ what is said of what

    def _of(self, phrase: str) -> Iterator[Expression]:
        """A clause with its subject in front."""
        for name, (yes, no) in ASKING.items():
            for template, wanted in ((yes, True), (no, False)):
                for places in filled(phrase, template):
                    given = [self.values.read(words) for _, words in sorted(places.items())]
                    for values in product(*given):
                        call = Call(name, tuple(Argument(None, one) for one in values))
                        yield call if wanted else Not(call)
        for said, rest in _subjects(phrase):
            subjects = self._subject(said)
            if subjects:
                for subject in subjects:
                    yield from self._said_of(subject, singular_rest(rest))

    def _subject(self, said: str) -> list[Expression]:
        found = self.values.read(said)
        return found or (self.values.read(f"the {said}") if " " not in said or "'" not in said else [])

    def _of_item(self, phrase: str) -> Iterator[Expression]:
        """A condition on an item: "whose title is …", "that have replied", "with 50 employees", "where …"."""
        how, _, rest = phrase.partition(" ")
        item = Name(self.element)
        if how == "whose":
            for said, after in _subjects(rest):
                for subject in self._relative(item, said):
                    yield from self._said_of(subject, singular_rest(after))
        elif how == "that":
            yield from self._said_of(item, self._one(rest))
        elif how == "with":
            yield from self._said_of(item, f"has {rest}")
        elif how == "where":
            outer, self.element = self.element, ""
            try:
                yield from list(self._of(rest))
            finally:
                self.element = outer

    def _one(self, rest: str) -> str:
        """What is said of several, as it is said of one: "are customers" as "is a customer"."""
        said = singular_rest(rest)
        *before, last = said.split(" ")
        person = next((one for one in PEOPLE if plural(one) == last), None)
        return " ".join((*before, person)) if person else said

    def _relative(self, item: Name, said: str) -> Iterator[Expression]:
        """A path seen from the item it begins with: "company name", "contact's last survey"."""
        first, mark, rest = said.partition("'s ")
        if not mark:
            first, mark, rest = said.partition("' ")
        owners: list[Expression] = list(self.values.paths.fields([item], first))
        if not mark:
            yield from owners
            if said.endswith(" name"):
                for owner in self._relative(item, said.removesuffix(" name")):
                    yield Field(owner, "name")
            return
        for owner in owners:
            yield from self._below(owner, rest)

    def _below(self, owner: Expression, said: str) -> Iterator[Expression]:
        first, mark, rest = said.partition("'s ")
        found = list(self.values.paths.fields([owner], first))
        if not mark:
            yield from found
            if said.endswith(" name"):
                yield from (Field(one, "name") for one in self._below(owner, said.removesuffix(" name")))
        for one in found if mark else ():
            yield from self._below(one, rest)

    # ------------------------------------------------------------------ one comparison

    def _said_of(self, subject: Expression, rest: str) -> Iterator[Expression]:
        yield from self._counted(subject, rest)
        yield from self._ago(subject, rest)
        if rest in ("is not empty", "is empty"):
            yield Exists(subject) if rest == "is not empty" else IsMissing(subject)
            return
        if rest in ("is known", "is not known") and self.scope.is_list(subject) is not False:
            yield Exists(subject) if rest == "is known" else IsMissing(subject)
        yield from self._member(subject, rest)
        for words, (operator, wanted) in COMPARED:
            if rest.startswith(f"{words} "):
                for value in self.values.read(rest.removeprefix(f"{words} ")):
                    found = Binary(operator, subject, value)  # type: ignore[arg-type]
                    yield found if wanted else Not(found)
        yield from self._true(subject, rest)

    def _counted(self, subject: Expression, rest: str) -> Iterator[Expression]:
        """ "has 50 to 200 employees", "was at least 5 days ago", "is less than 60 days away" """
        for words, name in _HAD.items():
            if rest.startswith("has ") and rest.endswith(f" {words}"):
                amount = rest.removeprefix("has ").removesuffix(f" {words}")
                yield from self._amount(Field(subject, name), amount, _SIZES)
        if not isinstance(subject, Field):
            return
        for begin, end, names in (("was ", " days ago", _SINCE), ("is ", " days away", _AHEAD)):
            counting = names.get(words_of(subject.name))
            if counting and rest.startswith(begin) and rest.endswith(end):
                amount = rest.removeprefix(begin).removesuffix(end)
                yield from self._amount(Field(subject.of, counting), amount, _LONG_AGO)

    def _amount(self, field: Field, amount: str, sizes: dict[str, str]) -> Iterator[Expression]:
        wanted = not amount.startswith("not ")
        plain = amount.removeprefix("not ")
        low, between, high = plain.removeprefix("between ").partition(" and " if "between " in plain else " to ")
        if between:
            for one, other in product(self.values.read(low), self.values.read(high)):
                found = Binary("in", field, Range(one, other))
                yield found if wanted else Not(found)
        for words, operator in sizes.items():
            if amount.startswith(words) and (number := amount.removeprefix(words).strip())[:1].isdigit():
                for value in self.values.read(number):
                    if isinstance(value, Number):
                        yield Binary(operator, field, value)  # type: ignore[arg-type]

    def _ago(self, subject: Expression, rest: str) -> Iterator[Expression]:
        """ "is more than 5 days ago" """
        for words, operator in AGO.items():
            said = rest.removeprefix(f"is {words} ") if words else rest.removeprefix("is ")
            if said != rest and said.endswith(" ago"):
                for value in self.values.read(said):
                    yield Binary(operator, subject, value)  # type: ignore[arg-type]

    def _member(self, subject: Expression, rest: str) -> Iterator[Expression]:
        """ "is either "a" or "b"", "is not between 1 and 5", "is remembered under seen", "is in the list" """
        no = rest.startswith("is not ")
        said = rest.removeprefix("is not " if no else "is ")
        found: list[Expression] = []
        if rest.startswith("is neither "):
            found, no = self._among(rest.removeprefix("is neither "), " nor "), True
        elif said.startswith("either "):
            found = self._among(said.removeprefix("either "), " or ")
        elif rest.startswith(("is one of ", "is none of ")):
            no = rest.startswith("is none of ")
            found = [List(one) for one in self._several(rest.partition(" of ")[2])]
        elif said.startswith("remembered under "):
            found = [Field(Name("memory"), camel(said.removeprefix("remembered under ")))]
        elif said.startswith("between "):
            for low, high in splits(said.removeprefix("between "), " and "):
                found += [Range(a, b) for a, b in product(self.values.read(low), self.values.read(high))]
        elif said.startswith("in "):
            found = self.values.read(said.removeprefix("in "))
        for one in found:
            yield Not(Binary("in", subject, one)) if no else Binary("in", subject, one)

    def _among(self, phrase: str, between: str) -> list[Expression]:
        return [
            List((one, other))
            for left, right in splits(phrase, between)
            for one, other in product(self.values.read(left), self.values.read(right))
        ]

    def _several(self, phrase: str) -> Iterator[tuple[Expression, ...]]:
        for parts in listed_parts(phrase)[1:]:
            found = [self.values.read(part) for part in parts]
            if all(found):
                yield tuple(one[0] for one in found)

    # ------------------------------------------------------------------ yes and no

    def _true(self, subject: Expression, rest: str) -> Iterator[Expression]:
        """ "is yes", "is active", "has opted out" """
        if rest in ("is yes", "is not yes"):
            yield subject if rest == "is yes" else Not(subject)
            return
        first, _, said = rest.partition(" ")
        if first not in ("is", "has", "was", "can"):
            return
        wanted = not said.startswith("not ")
        words = said.removeprefix("not ").removeprefix("an ").removeprefix("a ")
        if not words.replace(" ", "").isalnum():
            return
        bare = first == "is" or (first == "has" and words.split(" ")[0].endswith("ed"))
        ways = [*([words] if bare else []), f"{first} {words}"]
        known = [name for way in ways for name in self.scope.known_fields(subject, way)]
        for name in dict.fromkeys((*known, *map(camel, ways))):
            found = Field(subject, name)
            yield found if wanted else Not(found)

    def _named(self, phrase: str) -> Iterator[Expression]:
        """ "they accepted", "the answer (go) is yes" """
        for begin, wanted in (("they have not ", False), ("they ", True)):
            if phrase.startswith(begin) and phrase.removeprefix(begin).endswith("ed"):
                for value in self.values.read(f"the {phrase.removeprefix(begin)}"):
                    yield value if wanted else Not(value)
                return
        if phrase.startswith("the answer ("):
            words, _, said = phrase.removeprefix("the answer (").partition(") is ")
            for value in self.values.read(f"the {words}") if said in ("yes", "no") else ():
                yield value if said == "yes" else Not(value)

    def _began(self, phrase: str) -> Iterator[Expression]:
        """ "it began because either it was time or a contact was created" """
        for begin, wanted in (("it began because ", True), ("it did not begin because ", False)):
            if not phrase.startswith(begin):
                continue
            for reasons in listed_parts(phrase.removeprefix(begin).removeprefix("either "), "or"):
                kinds = [self._kind(reason) for reason in reasons]
                if all(kinds):
                    found = TriggerIs(tuple(kind for kind in kinds if kind))
                    yield found if wanted else Not(found)

    def _kind(self, reason: str) -> TriggerKind | None:
        event = self.happening.happened(reason)
        if event:
            return TriggerKind(event)
        for kind, template in BEGAN.items():
            for places in filled(f"{reason}.", f"{template}."):
                text = self.masked.text(places[0])
                return TriggerKind(kind, text) if text is not None else None
            if reason == template:
                return TriggerKind(kind)
        return None

    # ------------------------------------------------------------------ what there is

    def _there(self, phrase: str) -> Iterator[Expression]:
        """ "there are no quiet deals", "there is any news", "there are more than 5 deals", "there is no contact" """
        how, _, rest = phrase.removeprefix("there is ").removeprefix("there are ").partition(" ")
        if not phrase.startswith("there ") or not rest:
            return
        if how in ("any", "no"):
            for items in self.values.read(f"the {rest}") + self.values.read(rest):
                yield from self._any(items, wanted=how == "any")
        if how in ("a", "an", "no"):
            for value in self.values.read(f"the {rest}"):
                yield IsMissing(value) if how == "no" else Exists(value)
        said = f"{how} {rest}"
        for words, operator in (*_SIZES.items(), ("exactly", "==")):
            number, _, what = said.removeprefix(words).strip().partition(" ")
            if said.startswith(words) and number.isdigit() and what:
                several = plural(what) if number == "1" else what
                for items in self.values.read(f"the {several}") + self.values.read(several):
                    yield Binary(operator, _count(items), Number(Decimal(number)))  # type: ignore[arg-type]

    def _any(self, items: Expression, *, wanted: bool) -> Iterator[Expression]:
        if self.scope.is_list(items) is False:
            return
        counted = Binary(">" if wanted else "==", _count(items), Number(Decimal(0)))
        first = Index(items, 0)
        there = Exists(first) if wanted else IsMissing(first)
        yield from (there, counted) if self.scope.by_place else (counted, there)


def _count(items: Expression) -> Expression:
    return Call("count", (Argument(None, items),))


def _subjects(phrase: str) -> Iterator[tuple[str, str]]:
    """Where the subject may end: before each verb."""
    verbs = {*PLURALS, *PLURALS.values(), "can "}
    found = [at for at in range(1, len(phrase)) if phrase[at - 1] == " " and phrase.startswith(tuple(verbs), at)]
    for at in found:
        if phrase[: at - 1].count("(") == phrase[: at - 1].count(")"):
            yield phrase[: at - 1], phrase[at:]
