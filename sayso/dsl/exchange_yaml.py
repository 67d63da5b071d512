"""YAML as plain lists, names and texts, built from the reader's events so that nothing but those can come out.

Tags, anchors, aliases, directives, second documents and double keys are refused. Only `true`, `false`, `null` and
whole numbers are more than text; dates and the like stay texts.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from sayso.dsl.exchange_problem import DEEPEST, LEVELS, ExchangeProblem

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_PLAIN = {"true": True, "false": False, "null": None}


def read_yaml(raw: str | bytes) -> Any:
    """The one document in a YAML text; raises ExchangeProblem."""
    try:
        return _Builder().build(yaml.parse(raw, Loader=_LOADER))
    except yaml.YAMLError as problem:
        raise ExchangeProblem(f"This is not YAML: {_reason(problem)}.", _place(problem)) from None
    except (UnicodeDecodeError, RecursionError):
        raise ExchangeProblem("This is not YAML in UTF-8.") from None


def write_yaml(document: Any) -> str:
    """A document as YAML, in block style, names in their order."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Only its reading of characters is used; the one written in C is ten times as fast."""


class _Dumper(yaml.SafeDumper):
    """Writes equal parts out each time, since aliases are refused on reading."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text; one with odd signs or line breaks between double quotes, where each is escaped."""
    plain = text.isprintable()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _text)


class _Builder:
    """Puts a document together from events; `open` holds the lists and groups not yet closed."""

    def __init__(self) -> None:
        self.open: list[list[Any] | dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.done: list[Any] = []

    def build(self, events: Iterator[yaml.Event]) -> Any:
        for event in events:
            _refuse(event)
            self._take(event)
        if len(self.done) != 1:
            raise ExchangeProblem("A document is expected, and only one.")
        return self.done[0]

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.SequenceStartEvent():
                self._begin([], event)
            case yaml.MappingStartEvent():
                self._begin({}, event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.keys.pop()
                self.open.pop()

    def _begin(self, value: list[Any] | dict[str, Any], event: yaml.Event) -> None:
        self._add(value, event)
        self.open.append(value)
        self.keys.append(None)
        if len(self.open) > LEVELS:
            raise ExchangeProblem(f"This goes deeper than {DEEPEST} levels.", _mark(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self.open and isinstance(self.open[-1], dict) and self.keys[-1] is None:
            if event.value in self.open[-1]:
                raise ExchangeProblem(f"`{event.value}` stands here twice.", _mark(event))
            self.keys[-1] = event.value
        else:
            self._add(_meant(event), event)

    def _add(self, value: Any, event: yaml.Event) -> None:
        if not self.open:
            self.done.append(value)
            return
        home = self.open[-1]
        if isinstance(home, list):
            home.append(value)
            return
        key = self.keys[-1]
        if key is None:
            raise ExchangeProblem("A name is expected here.", _mark(event))
        home[key] = value
        self.keys[-1] = None


def _meant(event: yaml.ScalarEvent) -> Any:
    """A bare word may be true, false, null or a whole number; everything else is text."""
    if event.style:
        return event.value
    if _WHOLE.match(event.value):
        return int(event.value)
    return _PLAIN.get(event.value, event.value)


def _refuse(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise ExchangeProblem("Anchors and aliases (`&`, `*`) are not taken.", _mark(event))
    if getattr(event, "tag", None) is not None:
        raise ExchangeProblem("Tags (`!`) are not taken.", _mark(event))
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        raise ExchangeProblem("Directives (`%`) are not taken.", _mark(event))


def _mark(event: yaml.Event) -> str:
    return _at(event.start_mark)


def _place(problem: yaml.YAMLError) -> str:
    return _at(getattr(problem, "problem_mark", None))


def _at(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else "$"


def _reason(problem: yaml.YAMLError) -> str:
    return str(getattr(problem, "problem", None) or "it cannot be read")
