"""The words of the language, for colours: read from the grammar and the tables, kept by nobody."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import get_args

from sayso.dsl.catalog import Catalog
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.grammar import grammar_text, load_table
from sayso.dsl.types import ScalarName
from sayso.language.shapes import HighlightWords

UNITS = ("UNIT", "PERIOD", "WEEKDAY")
"""Terminals that measure."""
_TERMINAL = re.compile(r"^([A-Z_]+)(?:\.\d+)?: /(.*)/$", re.MULTILINE)
_RULE = re.compile(r"^\??([a-z_]+):(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_QUOTED = re.compile(r'"([A-Za-z]+)"')
_NAME = re.compile(r"\b_?[a-z][a-z_]*\b")
_ALONE = re.compile(r'\| "([a-z]+)" -> \1$', re.MULTILINE)
_PIECE = re.compile(r"\((?:\?:)?|\)\??|\||\[ \\t\]\+|[A-Za-z]\??")
_SIGN = re.compile(r"[^\w\s\"]+\Z")


def highlight_words(catalog: Catalog) -> HighlightWords:
    """The words of the language and of a workspace."""
    finite, operators = finite_terminals(), _expression_words()
    literals = set(_ALONE.findall(rules()["literal"]))
    units = {word for name in UNITS for word in finite[name]} - first_words("line")
    words = {*load_table().keywords, *(word for found in finite.values() for word in found)}
    keywords = {word for word in words if word.replace(" ", "").isalpha()}
    signs = {sign for sign in load_table().signs if _SIGN.match(sign)} | set(finite["COMPARE"])
    return HighlightWords(
        keywords=_sorted(keywords - literals - units - operators),
        literals=_sorted(literals),
        units=_sorted(units),
        operators=_sorted(operators - literals - units),
        signs=_sorted(signs),
        functions=_sorted(set(FUNCTIONS)),
        kinds=_sorted({*get_args(ScalarName), *catalog.records, "person", "record"}),
        starts=_sorted(first_words("line")),
    )


@cache
def finite_terminals() -> dict[str, tuple[str, ...]]:
    """The terminals that stand for a few words or signs, `PERIOD`, `UNIT`, `COMPARE`, …, with all of these."""
    found = {name: _words_of(pattern) for name, pattern in _TERMINAL.findall(grammar_text())}
    return {name: words for name, words in found.items() if words}


@cache
def rules() -> dict[str, str]:
    """The rules of the grammar by name, as they are written there."""
    return dict(_RULE.findall(grammar_text()))


@cache
def first_words(rule: str) -> frozenset[str]:
    """The keywords with which what a rule describes may begin."""
    table = load_table()
    state, _ = table.starts[rule]
    known = {name: word for word, name in table.keywords.items()}
    return frozenset(known[kind] for kind in table.actions[state] if kind in known)


def _expression_words() -> set[str]:
    """The keywords that stand in values and conditions alone, but for those that are a rule of their own; and those
    that may be written in capitals."""
    inside = _reached("expression")
    said = {name: set(_QUOTED.findall(body)) for name, body in rules().items()}
    elsewhere = {word for name, words in said.items() if name not in inside for word in words}
    found = {word for name in inside for word in said[name]}
    return (found - elsewhere - rules().keys()) | {word for word in found if word.upper() in found}


def _reached(rule: str) -> set[str]:
    """The rules that a rule is made of, itself included."""
    met, open_ = {rule}, [rule]
    while open_:
        body = re.sub(r"->.*|\"[^\"]*\"", "", rules()[open_.pop()])
        fresh = {name for name in _NAME.findall(body) if name in rules()} - met
        met |= fresh
        open_ += fresh
    return met


def _words_of(pattern: str) -> tuple[str, ...]:
    """All words that a pattern stands for; none where these are not a few plain ones."""
    if re.fullmatch(r"[^\w\s\\\[\](){}.*+]+", pattern):
        return tuple(pattern.split("|"))
    pieces = _PIECE.findall(pattern)
    if "".join(pieces) != pattern:
        return ()
    return tuple(dict.fromkeys(_either(iter(pieces))))


def _either(pieces: Iterator[str]) -> list[str]:
    """The words of alternatives, up to the bracket that closes them."""
    found: list[str] = []
    row = [""]
    for piece in pieces:
        if piece.startswith(")"):
            found += row
            return [*found, ""] if piece.endswith("?") else found
        if piece == "|":
            found, row = [*found, *row], [""]
            continue
        if piece.startswith("("):
            next_ = _either(pieces)
        elif piece.startswith("["):
            next_ = [" "]
        else:
            next_ = [piece[0], ""] if piece.endswith("?") else [piece]
        row = [one + other for one, other in product(row, next_)]
    return found + row


def _sorted(words: "set[str] | frozenset[str]") -> tuple[str, ...]:
    return tuple(sorted(words))
