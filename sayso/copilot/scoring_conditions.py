"""Conditions of scenarios in one form, so that two ways to write the same thing are equal."""

import re
from typing import Any

from sayso.copilot.scoring_names import FIELDS, KINDS, VALUES

TOKEN = re.compile(
    r"""\s*("[^"]*"|'[^']*'|\.\.|>=|<=|==|!=|<>|=|>|<|\(|\)|\[|\]|,|[$€£]?-?\d[\d,]*(?:\.\d+)?[kKmM]?%?|@?[A-Za-z_][\w.\-@]*)"""
)
NEGATED = {
    "==": "!=",
    "!=": "==",
    ">": "<=",
    "<=": ">",
    "<": ">=",
    ">=": "<",
    "contains": "not contains",
    "not contains": "contains",
}

Tree = tuple[Any, ...]
"""("is", field, operator, value), ("and", [trees]) or ("or", [trees])."""


class Unread(ValueError):
    """A condition that is written in no known way."""


def canonical(side: dict[str, Any]) -> set[str]:
    """The conditions of a scenario or a draft, those of its trigger included; "and" split, "or" kept whole."""
    texts = list(side.get("conditions") or [])
    where = (side.get("trigger") or {}).get("where")
    texts += [where] if isinstance(where, str) else list(where or [])
    found: set[str] = set()
    for text in texts:
        try:
            found |= {written(part) for part in _flat(read(text), "and")}
        except (Unread, KeyError):
            found.add(" ".join(str(text).lower().split()))
    return found


def turned_over(either: list[str], found: set[str]) -> bool:
    """Where a condition has actions on both sides its opposite is as good: put the wanted side in place of it."""
    turned = False
    for text in either:
        tree = read(text)
        keep = {written(part) for part in _flat(tree, "and")}
        other = {written(part) for part in _flat(_opposite(tree), "and")}
        if other <= found:
            turned = True
            found -= other
            found |= keep
    return turned


def read(text: str) -> Tree:
    """The tree of a condition; raises Unread."""
    tokens, place, text = [], 0, text.strip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise Unread(text[place:])
        tokens.append(match[1])
        place = match.end()
    reader = _Reader(tokens)
    tree = reader.either()
    if reader.place < len(tokens):
        raise Unread(tokens[reader.place])
    return tree


def written(tree: Tree) -> str:
    """A tree as text, alternatives in alphabetical order."""
    if tree[0] == "is":
        return f"{tree[1]} {tree[2]} {tree[3]}"
    return "(" + f" {tree[0]} ".join(sorted({written(part) for part in _flat(tree, tree[0])})) + ")"


def _flat(tree: Tree, kind: str) -> list[Tree]:
    return [leaf for part in tree[1] for leaf in _flat(part, kind)] if tree[0] == kind else [tree]


def _opposite(tree: Tree) -> Tree:
    if tree[0] == "is":
        return _compared(tree[1], NEGATED[tree[2]], tree[3])
    return ("or" if tree[0] == "and" else "and", [_opposite(part) for part in tree[1]])


def _compared(field: str, operator: str, value: str) -> Tree:
    """One comparison; what is said in several ways is said in one."""
    if operator == "!=" and value in ("true", "false"):
        operator, value = "==", "false" if value == "true" else "true"
    if field.endswith(".count"):
        if (operator, value) in ((">", "0"), (">=", "1"), ("!=", "empty")):
            operator, value = "!=", "0"
        elif (operator, value) in (("<", "1"), ("<=", "0"), ("==", "empty")):
            operator, value = "==", "0"
    return ("is", field, operator, value)


def _field(name: str) -> str:
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.lstrip("@")).lower().replace("-", "_")
    parts = plain.split(".")[-2:]
    if parts[-1] in ("count", "length"):
        return "found.count"
    plain = ".".join(parts)
    plain = FIELDS.get(plain, plain)
    head, dot, tail = plain.partition(".")
    plain = KINDS.get(head, head) + dot + tail
    return FIELDS.get(plain, plain)


def _value(token: str) -> str:
    plain = token[1:-1] if token[0] in "\"'" else token
    plain = " ".join(plain.strip().lower().split())
    match = re.fullmatch(r"[$€£]?(-?\d[\d,]*(?:\.\d+)?)([km]?)%?", plain)
    if match:
        return f"{float(match[1].replace(',', '')) * {'': 1, 'k': 1e3, 'm': 1e6}[match[2]]:.12g}"
    return "empty" if plain in ("", "null", "none") else VALUES.get(plain, plain)


class _Reader:
    """Reads tokens: alternatives of joined of negated comparisons."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.place = tokens, 0

    def _next(self, *words: str) -> str | None:
        if self.place < len(self.tokens) and self.tokens[self.place].lower() in words:
            self.place += 1
            return self.tokens[self.place - 1].lower()
        return None

    def _any(self) -> str:
        if self.place >= len(self.tokens):
            raise Unread("end")
        self.place += 1
        return self.tokens[self.place - 1]

    def either(self) -> Tree:
        parts = [self._both()]
        while self._next("or", "||"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def _both(self) -> Tree:
        parts = [self._one()]
        while self._next("and", "&&"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def _one(self) -> Tree:
        if self._next("not"):
            return _opposite(self._one())
        if self._next("("):
            tree = self.either()
            if not self._next(")"):
                raise Unread("(")
            return tree
        return self._comparison()

    def _comparison(self) -> Tree:
        field = _field(self._any())
        self._next("is")
        flip = bool(self._next("not"))
        operator = self._next("==", "=", "!=", "<>", ">", ">=", "<", "<=", "contains", "in", "exists", "empty")
        if operator is None:
            bare = self.place >= len(self.tokens) or self.tokens[self.place].lower() in ("and", "or", ")")
            tree: Tree = ("is", field, "==", "true" if bare else _value(self._any()))
        elif operator in ("exists", "empty"):
            tree = ("is", field, "!=" if operator == "exists" else "==", "empty")
        elif operator == "in":
            tree = self._among(field)
        else:
            tree = _compared(field, {"=": "==", "<>": "!="}.get(operator, operator), _value(self._any()))
        return _opposite(tree) if flip else tree

    def _among(self, field: str) -> Tree:
        if self._next("[", "("):
            items = [_value(self._any())]
            while self._next(","):
                items.append(_value(self._any()))
            self._next("]", ")")
            equal: list[Tree] = [("is", field, "==", item) for item in items]
            return ("or", equal) if len(equal) > 1 else equal[0]
        low = _value(self._any())
        if self._next(".."):
            return ("and", [("is", field, ">=", low), ("is", field, "<=", _value(self._any()))])
        return ("is", field, "==", low)
