"""The parse table of `grammar/flow.lark`: made by Lark, kept as plain data, loaded without Lark.

The table beside the grammar carries the grammar's hash; when they do not fit, the table is made anew in memory.
A table says nothing about nodes: `lalr.py` runs it, `build` makes the nodes.
"""

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

STARTS = ("flow", "line", "expression")
FREE_END = re.compile(r"TEXT|LONG_TEXT|TEXT_PATH_AT|KEY|COMPARE|PERCENT|INDEX|_.*")
WORDLIKE = re.compile(r"[A-Za-z]+\Z")
SKIP = r"(?:[ \t\n]++|#[^\n]*+)*+"


class Production(msgspec.Struct, frozen=True, array_like=True):
    """One rule of the grammar: what it makes, from how many symbols, and which of them the builder gets."""

    name: str
    origin: str
    size: int
    keep: tuple[int, ...]
    splice: tuple[int, ...]
    passes: bool


class LexerTable(msgspec.Struct, frozen=True, array_like=True):
    """The tokens of a kind of state: one pattern and the terminal of each of its groups."""

    pattern: str
    kinds: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A whole parse table. An action is a state to shift to, or minus one minus the production to reduce by."""

    digest: str
    productions: tuple[Production, ...]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]
    lexers: tuple[LexerTable, ...]
    lexer_of: tuple[int, ...]
    keywords: dict[str, str]
    signs: dict[str, str]
    starts: dict[str, tuple[int, int]]


def grammar_text() -> str:
    """The grammar file as it is packaged."""
    return files("sayso.grammar").joinpath("flow.lark").read_text(encoding="utf-8")


@cache
def load_table() -> Table:
    """The table of the packaged grammar: read from beside it, or made anew when the two do not fit."""
    source = grammar_text()
    packed = files("sayso.grammar").joinpath("flow.table.json")
    if packed.is_file():
        table = msgspec.json.decode(packed.read_bytes(), type=Table)
        if table.digest == digest(source):
            return table
    return make_table(source)


def digest(source: str) -> str:
    """What tells one grammar from another; the first line stands for this module's own shape."""
    return hashlib.sha256(b"table 4\n" + source.encode()).hexdigest()


def make_table(source: str) -> Table:
    """Let Lark work the grammar out and write down what it found."""
    from lark import Lark

    made: Any = Lark(source, parser="lalr", start=list(STARTS), maybe_placeholders=False)
    parse_table = made.parser.parser._parse_table
    order, rules = _in_order(parse_table)
    number = {state: place for place, state in enumerate(order)}
    terminals = sorted(made.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    actions = tuple(_actions(parse_table.states[state], rules, number) for state in order)
    lexers: dict[tuple[str, ...], int] = {}
    lexer_of = tuple(lexers.setdefault(_lexer_key(accepted, terminals), len(lexers)) for accepted in actions)
    plain = {t.pattern.value: t.name for t in terminals if t.pattern.type == "str"}
    return Table(
        digest=digest(source),
        productions=tuple(_production(rule) for rule in rules),
        actions=actions,
        gotos=tuple(_gotos(parse_table.states[state], number) for state in order),
        lexers=tuple(_lexer(key, made, plain) for key in lexers),
        lexer_of=lexer_of,
        keywords={value: name for value, name in plain.items() if WORDLIKE.match(value)},
        signs={value: name for value, name in plain.items() if not WORDLIKE.match(value)},
        starts={
            name: (number[parse_table.start_states[name]], number[parse_table.end_states[name]]) for name in STARTS
        },
    )


def _in_order(parse_table: Any) -> tuple[list[int], dict[Any, int]]:
    """States and rules in an order that depends on the grammar alone, so that the table is the same every time."""
    order = [parse_table.start_states[name] for name in STARTS]
    rules: dict[Any, int] = {}
    for state in order:
        for _, (_, argument) in sorted(parse_table.states[state].items()):
            if not isinstance(argument, int):
                rules.setdefault(argument, len(rules))
            elif argument not in order:
                order.append(argument)
    return order, rules


def _production(rule: Any) -> Production:
    kept = [i for i, symbol in enumerate(rule.expansion) if not (symbol.is_term and symbol.filter_out)]
    splice = [i for i in kept if not rule.expansion[i].is_term and rule.expansion[i].name.startswith("_")]
    passes = rule.options.expand1 and rule.alias is None and len(kept) == 1 and not splice
    origin = str(rule.origin.name)
    return Production(rule.alias or origin, origin, len(rule.expansion), tuple(kept), tuple(splice), passes)


def _actions(row: dict[str, Any], rules: dict[Any, int], number: dict[int, int]) -> dict[str, int]:
    found = {}
    for name, (_, argument) in sorted(row.items()):
        if isinstance(argument, int):
            if name.isupper():
                found[name] = number[argument]
        else:
            found[name] = -1 - rules[argument]
    return found


def _gotos(row: dict[str, Any], number: dict[int, int]) -> dict[str, int]:
    targets = {str(name): target for name, (_, target) in sorted(row.items()) if isinstance(target, int)}
    return {name: number[target] for name, target in targets.items() if not name.isupper()}


def _lexer_key(accepted: dict[str, int], terminals: list[Any]) -> tuple[str, ...]:
    """Which patterns a state needs: its own terminals, with all keywords as one and all signs as one."""
    key = []
    for terminal in terminals:
        if terminal.name not in accepted or terminal.name == "_NL":
            continue
        if terminal.pattern.type != "str":
            key.append(terminal.name)
        elif not WORDLIKE.match(terminal.pattern.value):
            key.append("*signs")
        else:
            key.append("*words")
    if "WORD" in key:
        key = [name for name in key if name != "WORD"] + ["*words"]
    return tuple(
        dict.fromkeys(sorted(key, key=lambda name: ("*signs", "*words").index(name) + 1 if name[0] == "*" else 0))
    )


def _lexer(key: tuple[str, ...], made: Any, plain: dict[str, str]) -> LexerTable:
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in made.terminals}
    signs = sorted((value for value in plain if not WORDLIKE.match(value)), key=len, reverse=True)
    groups = []
    for name in key:
        if name == "*signs":
            groups.append("(" + "|".join(re.escape(sign) for sign in signs) + ")")
        elif name == "*words":
            groups.append("([A-Za-z_][A-Za-z0-9_]*)")
        else:
            groups.append(f"({patterns[name]})" if FREE_END.fullmatch(name) else f"({patterns[name]})(?![A-Za-z0-9_])")
    in_text = "TEXT" in key or "LONG_TEXT" in key
    pattern = ("" if in_text else SKIP) + "(?:" + "|".join([*groups, r"(\Z)"]) + ")"
    return LexerTable(pattern, (*key, "$END"))


def packed_table() -> bytes:
    """The table of the packaged grammar as it is kept in `flow.table.json`."""
    return msgspec.json.encode(make_table(grammar_text()))
