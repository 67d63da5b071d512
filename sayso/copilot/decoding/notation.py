"""Lark's notation as values: what a grammar file says, and a grammar written out again.

Only as much of the notation as `flow.lark` uses; anything else is refused, so that nothing is dropped unseen.
"""

import re
from collections.abc import Iterator

import msgspec

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*)|(?P<row>\n[ \t]*(?=\||\n|//))|(?P<newline>\n)|(?P<blank>[ \t]+)
      |(?P<string>"(?:[^"\\]|\\.)*"(?![a-z]))|(?P<regex>/(?!/)(?:[^/\\\n]|\\.)+/(?![a-z]))|(?P<arrow>->)
      |(?P<name>_?[A-Za-z][A-Za-z0-9_]*)|(?P<priority>\.[0-9]+)|(?P<sign>[?*+|():])|(?P<order>%ignore)""",
    re.VERBOSE,
)


class Item(msgspec.Struct, frozen=True):
    """A symbol (`"if"`, `expression`, `INT`) or several forms in parentheses, and how often: "", "?", "*" or "+"."""

    what: "str | tuple[Form, ...]"
    times: str = ""


class Form(msgspec.Struct, frozen=True):
    """One way to write a rule: its items in order, and the name behind `->`."""

    items: tuple[Item, ...]
    alias: str = ""


class Grammar(msgspec.Struct, frozen=True):
    """Rules by name, and terminals by name, each as a regular expression without slashes or a string with quotes."""

    rules: dict[str, tuple[Form, ...]]
    terminals: dict[str, str]


class NotUnderstood(Exception):
    """The grammar's text holds something that this reader does not know."""


def read(text: str) -> Grammar:
    """The grammar that a text in Lark's notation says; priorities, `?` before names and `%ignore` are left out."""
    reader = _Reader(list(_tokens(text)))
    rules: dict[str, tuple[Form, ...]] = {}
    terminals: dict[str, str] = {}
    for name, forms in reader.definitions():
        if name.strip("_").isupper():
            terminals[name] = _pattern(name, forms)
        else:
            rules[name] = forms
    return Grammar(rules, terminals)


def symbols(forms: tuple[Form, ...]) -> Iterator[str]:
    """Every symbol in these forms, as often as it stands there."""
    for form in forms:
        for item in form.items:
            if isinstance(item.what, str):
                yield item.what
            else:
                yield from symbols(item.what)


def write(grammar: Grammar, heading: str = "") -> str:
    """The grammar in Lark's notation, without aliases."""
    rows = [f"// {row}" for row in heading.splitlines()]
    rows += [f"{name}: {_forms(forms)}" for name, forms in grammar.rules.items()]
    rows += [f"{name}: {_terminal(pattern)}" for name, pattern in grammar.terminals.items()]
    return "\n".join(rows) + "\n"


def _forms(forms: tuple[Form, ...]) -> str:
    return " | ".join(" ".join(map(_item, form.items)) for form in forms)


def _item(item: Item) -> str:
    if isinstance(item.what, str):
        return item.what + item.times
    return f"({_forms(item.what)}){item.times}"


def _terminal(pattern: str) -> str:
    return pattern if pattern.startswith('"') else f"/{pattern}/"


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise NotUnderstood(text[place : place + 40])
        place = found.end()
        kind = found.lastgroup or ""
        if kind not in ("comment", "row", "blank"):
            yield kind, found[0]
    yield "newline", "\n"


def _pattern(name: str, forms: tuple[Form, ...]) -> str:
    if len(forms) != 1 or len(forms[0].items) != 1 or not isinstance(forms[0].items[0].what, str):
        raise NotUnderstood(name)
    raw = forms[0].items[0].what
    return raw if raw.startswith('"') else raw[1:-1]


class _Reader:
    """Reads definitions from tokens, one after another."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def definitions(self) -> Iterator[tuple[str, tuple[Form, ...]]]:
        """Every rule and terminal with its forms."""
        while self.at < len(self.tokens):
            kind, word = self._next()
            if kind == "order":
                self._next()
            elif kind == "name" or word == "?":
                name = word if kind == "name" else self._next()[1]
                if self.tokens[self.at][0] == "priority":
                    self._next()
                self._expect(":")
                yield name, self._alternatives()
            elif kind != "newline":
                raise NotUnderstood(word)

    def _next(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, word: str) -> None:
        found = self._next()[1]
        if found != word:
            raise NotUnderstood(f"{found!r} where {word!r} belongs")

    def _alternatives(self) -> tuple[Form, ...]:
        forms = [self._form()]
        while self.tokens[self.at][1] == "|":
            self._next()
            forms.append(self._form())
        return tuple(forms)

    def _form(self) -> Form:
        items: list[Item] = []
        while True:
            kind, word = self.tokens[self.at]
            if kind == "arrow":
                self._next()
                return Form(tuple(items), self._next()[1])
            if kind == "newline" or word in ("|", ")"):
                return Form(tuple(items))
            self._next()
            items.append(self._times(self._what(kind, word)))

    def _what(self, kind: str, word: str) -> "str | tuple[Form, ...]":
        if word == "(":
            forms = self._alternatives()
            self._expect(")")
            return forms
        if kind not in ("name", "string", "regex"):
            raise NotUnderstood(word)
        return word

    def _times(self, what: "str | tuple[Form, ...]") -> Item:
        word = self.tokens[self.at][1]
        if word in ("?", "*", "+"):
            self._next()
            return Item(what, word)
        return Item(what)
