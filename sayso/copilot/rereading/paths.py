"""Paths read back: "the contact's company name" is `@contact.company.name`, "the first news item" `@news[0]`."""

from collections.abc import Callable, Iterator

from sayso.copilot.english import plural, words_of
from sayso.copilot.readback_words import BUILT_IN, COMPOUNDS, COUNTED, ORDINALS, QUESTIONS, ROLES, UNCOUNTED
from sayso.copilot.rereading.scope import Scope, camel, is_name
from sayso.copilot.rereading.splitting import splits
from sayso.dsl.expressions import Argument, Call, Expression, Field, Index, List, Name, Number, Text

Read = Callable[[str], list[Expression]]

_BUILT_IN = {said: name for name, said in reversed(BUILT_IN.items())}
_OF = {"remembered": "memory", "given": "trigger", "previous": "previous"}
_COUNTED = {f"number of {words_of(name)}": name for name in COUNTED}


class Paths:
    """Reads paths; `read` reads any value."""

    def __init__(self, scope: Scope, read: Read) -> None:
        self.scope = scope
        self.values = read

    def read(self, phrase: str) -> Iterator[Expression]:
        """What a phrase may name."""
        if phrase in _BUILT_IN:
            yield Name(_BUILT_IN[phrase])
            return
        yield from self.whole(phrase)
        yield from self._owned(phrase)
        if phrase.startswith("the "):
            yield from self._of(phrase.removeprefix("the "))
            yield from self._unheard_of(phrase.removeprefix("the "))

    def whole(self, phrase: str) -> Iterator[Expression]:
        """A name, a role, or a field of what has no owner in English."""
        words = phrase.removeprefix("the ")
        for name in self.scope.names(words):
            yield Name(name)
        role = camel(words)
        if role in (ROLES if words == phrase else self.scope.catalog.roles):
            yield Field(Name("user"), role)
        first, _, rest = words.partition(" ")
        if phrase != words and first in _OF and rest:
            owner = Name(_OF[first])
            for name in self.scope.fields_called(owner, rest):
                yield Field(owner, name)

    def _owned(self, phrase: str) -> Iterator[Expression]:
        """ "the contact's company name", "your name", "the usage summary", "the contact's owner name" """
        if phrase.startswith("your "):
            yield from self.fields([Name("me")], phrase.removeprefix("your "))
        if phrase.endswith(" name"):
            owners = self.values(phrase.removesuffix(" name"))
            yield from self.fields([owner for owner in owners if isinstance(owner, Field)], "name")
        for mark in ("'s ", "' "):
            for owner, words in splits(phrase, mark):
                yield from self.fields(self.values(owner), words)
        for owner, words in splits(phrase, " "):
            last = owner.rpartition(" ")[2]
            if last.isupper() or last in COMPOUNDS:
                yield from self.fields([one for one in self.values(owner) if isinstance(one, Name | Field)], words)

    def fields(self, owners: list[Expression], words: str) -> Iterator[Expression]:
        """The fields that these have under some words."""
        for owner in owners:
            if not isinstance(owner, Name | Field):
                continue
            if words in _COUNTED:
                yield Field(owner, _COUNTED[words])
            elif "'" not in words:
                for name in self.scope.fields_called(owner, words):
                    if name and name not in COUNTED:
                        yield Field(owner, name)

    def _of(self, words: str) -> Iterator[Expression]:
        """ "first deal", "first news item", "first of …", "bodies of the mails" """
        which, _, rest = words.partition(" ")
        if which in (*ORDINALS, "last") and rest:
            yield from self._one_of(which, rest)
        for field, whole in splits(words, " of "):
            for items in self.values(whole):
                is_list = self.scope.is_list(items)
                for name in self._fields_of(items, field, several=True) if is_list is not False else ():
                    yield Field(items, name)
                if not is_list and not isinstance(items, Name | Field):
                    yield from (Field(items, name) for name in self._fields_of(items, field, several=False))

    def _fields_of(self, items: Expression, words: str, *, several: bool) -> list[str]:
        one = [said for said in (words, *_singulars(words)) if not several or plural(said) == words]
        return [name for said in one for name in self.scope.fields_called(items, said) if name]

    def _one_of(self, which: str, rest: str) -> Iterator[Expression]:
        said = rest.removeprefix("of ")
        uncounted = rest.removesuffix(" item")
        items = [said] if said != rest else [f"the {uncounted if uncounted in UNCOUNTED else plural(rest)}"]
        for phrase in items:
            for value in self.values(phrase):
                if isinstance(value, Number | Text):
                    yield from _item(List((value,)), which)
                elif self.scope.is_list(value) is not False:
                    ways = list(_item(value, which))
                    yield from reversed(ways) if self.scope.by_place else ways

    def _unheard_of(self, words: str) -> Iterator[Expression]:
        """A name that nobody declared: a result's, if the readback turns out to have one for it."""
        if self.scope.names(words) or not is_name(words) or words in QUESTIONS:
            return
        name = camel(words)
        if name:
            self.scope.free.add(name)
            yield Name(name)


def _item(value: Expression, which: str) -> Iterator[Expression]:
    if which in ("first", "last"):
        yield Call(which, (Argument(None, value),))
    if which != "last":
        yield Index(value, ORDINALS.index(which))


def _singulars(words: str) -> list[str]:
    ends = (("ies", "y"), ("es", ""), ("s", ""))
    return [words.removesuffix(end) + put for end, put in ends if words.endswith(end)]
