"""What may be written at the caret: what the copilot suggests, then every word that the grammar lets follow."""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from sayso.copilot.suggesting.cursor import Cursor, cursor_at
from sayso.copilot.suggesting.shapes import Suggestion
from sayso.copilot.suggesting.suggest import LONGEST_LINE, MOST, Suggester
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.diagnostics import Edit
from sayso.dsl.expected import keywords
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.lalr import Unreadable
from sayso.dsl.parse import machine
from sayso.dsl.span import Span
from sayso.dsl.types import ScalarName
from sayso.language.highlight import finite_terminals
from sayso.language.keywords import MEANINGS
from sayso.language.shapes import Completion, Completions
from sayso.language.telling import wanted

MOST_DATA = 60
"""So many fields at most; a record has more of them than there are other things to say."""
FOLLOWS = "It can stand here."
_STOP = "\x01"
"""No word of the language: where it is read, reading ends, and says what else could have stood there."""
_PLACE = re.compile(r"\{\w+\}")
_ONE = re.compile(r"(?<![\d.])1 \Z")


def completions(suggester: Suggester, text: str, caret: int, last: Mapping[str, str]) -> Completions:
    """What may stand at the caret of a text; `last` values are known by the path as it is written, `@contact.email`."""
    caret = max(0, min(caret, len(text)))
    cursor = cursor_at(text, caret)
    suggested = suggester.suggest(text, caret, MOST_DATA if cursor.path else MOST)
    start, end = (suggested[0].edits[0].start, suggested[0].edits[0].end) if suggested else (cursor.word_at, caret)
    tool = suggester.catalog.tools.get(cursor.call)
    items = [_completion(one, tool, last) for one in suggested]
    if not (cursor.path or cursor.in_text or cursor.typed.startswith("#") or len(cursor.head) > LONGEST_LINE):
        said = {item.text for item in items}
        for word in _words(cursor, suggester.catalog):
            if not any(one == word.text or one.startswith(word.text + " ") for one in said):
                items.append(word)
    return Completions(start, end, tuple(items))


def _completion(one: Suggestion, tool: Tool | None, last: Mapping[str, str]) -> Completion:
    first, *more = one.edits
    edits = tuple(Edit(Span(edit.start, edit.end), edit.text) for edit in more)
    parameter = tool.parameter(one.label.rstrip(":")) if tool is not None and one.kind == "parameter" else None
    detail = wanted(parameter) if parameter is not None else _PLACE.sub("…", one.detail)
    return Completion(one.kind, one.label, detail, one.reason, first.text, one.caret, edits, last.get(one.label, ""))


def _words(cursor: Cursor, catalog: Catalog) -> Iterator[Completion]:
    """Keywords, units, functions and kinds that can follow what stands before the word being typed."""
    typed = cursor.word.casefold()
    head = cursor.head[: len(cursor.head) - len(cursor.word)].lstrip(" \t")
    if "." in typed or not (typed or (head and not cursor.call)):
        return
    expected = _expected(head)
    for unit in _finite(head, expected):
        if unit.startswith(typed):
            yield _word(cursor, unit, MEANINGS.get(unit, ""))
    for phrase in _phrases(head, expected):
        if phrase.startswith(typed):
            yield _word(cursor, phrase, MEANINGS.get(phrase, MEANINGS.get(phrase.split()[0], "")))
    if "WORD" not in expected:
        return
    if "AT_NAME" not in expected:
        for kind in (*get_args(ScalarName), *catalog.records):
            if kind.startswith(typed):
                yield _word(cursor, kind, "A kind of value.")
    elif typed:
        for function in FUNCTIONS.values():
            if function.name.startswith(typed):
                yield _word(cursor, f"{function.name}(", function.sentence, function.words)


def _word(cursor: Cursor, text: str, detail: str, label: str = "") -> Completion:
    return Completion("word", label or text, detail, FOLLOWS, text, cursor.word_at + len(text))


def _expected(head: str) -> frozenset[str]:
    """What the grammar takes after the beginning of a line; nothing where that cannot be read."""
    text = head + _STOP
    try:
        machine().read(text, 0, len(text), "line")
    except Unreadable as problem:
        return problem.expected if problem.at >= len(head.rstrip()) else frozenset()
    return frozenset()


def _phrases(head: str, expected: frozenset[str]) -> Iterator[str]:
    """The keywords that really can follow, each with those that must follow it: "at most", "one at a time"."""
    for word in keywords(expected):
        phrase, after = word, _expected(f"{head}{word} ")
        while after:
            only = keywords(after)
            if len(after) > 1 or not only:
                yield phrase
                break
            phrase += f" {only[0]}"
            after = _expected(f"{head}{phrase} ")


def _finite(head: str, expected: frozenset[str]) -> Iterator[str]:
    """The few words that a terminal stands for, if they can follow; units in the number that fits the number."""
    for name, words in finite_terminals().items():
        if name not in expected or not words[0][0].isalpha() or not _expected(f"{head}{words[0]} "):
            continue
        for word in words:
            if name != "UNIT" or word.endswith("s") != bool(_ONE.search(head)):
                yield word
