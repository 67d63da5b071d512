"""Expressions of a wanted type, from what is in reach: never missing where they must not be, never too dirty."""

from collections.abc import Callable
from decimal import Decimal

from sayso.dsl import expressions as e
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    Choice,
    ListOf,
    RecordOf,
    Row,
    Scalar,
    Type,
    fits,
    is_textlike,
    present,
)
from tests.properties.generating.chance import Chance
from tests.properties.generating.literals import literal, text
from tests.properties.generating.scope import Found, Named, Scope

ORDERED = (NUMBER, MONEY, PERCENT, DATE, DATETIME, DURATION, TIME)
SHOWN = (TEXT, NUMBER, MONEY, PERCENT, DATE, DATETIME, TIME, DURATION, Scalar("email"), BOOLEAN)
LISTED = (TEXT, NUMBER, MONEY, DATE)

Maker = Callable[[], e.Expression | None]
Making = Callable[["Values", Scope, int, int], e.Expression | None]
"""Makes a value from what is in reach, of at most that rank, so deep at most."""


class Values:
    """Writes values. `depth` is how deep they may still go."""

    def __init__(self, chance: Chance, makers: dict[str, list[Making]]) -> None:
        self.chance, self.makers = chance, makers

    def value(self, kind: Type, scope: Scope, rank: int, depth: int = 2) -> e.Expression | None:
        """A value of the type that is there; None where there is none in reach."""
        kind = present(kind)
        makers: list[Maker] = [lambda: self.path(kind, scope, rank)] * 2
        makers.append(lambda: literal(self.chance, kind))
        if depth > 0:
            makers.append(lambda: self.fallback(kind, scope, rank, depth - 1))
            makers += [lambda: self._made(kind, scope, rank, depth - 1)] * 2
        return self.chance.first_of(makers)

    def sure(self, kind: Type, scope: Scope, rank: int, depth: int = 1) -> e.Expression:
        """A value of a type that has literals."""
        made = self.value(kind, scope, rank, depth)
        assert made is not None, kind
        return made

    def found(self, kind: Type, scope: Scope, rank: int, missing: bool | None) -> Found | None:
        """A path of the type; `missing` None takes either."""
        fitting = [
            one
            for one in scope.paths(rank)
            if fits(one.type, kind) and _exact(one.type, kind) and missing in (None, one.missing)
        ]
        return self.chance.one(fitting) if fitting else None

    def path(self, kind: Type, scope: Scope, rank: int) -> e.Expression | None:
        """A path that is there."""
        found = self.found(kind, scope, rank, missing=False)
        return found.expression if found else None

    def fallback(self, kind: Type, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        """`@a or b`, of a path that may be missing."""
        found = self.found(kind, scope, rank, missing=True)
        other = self.value(kind, scope, rank, depth) if found else None
        if found is None or other is None:
            return None
        if kind == BOOLEAN or self.chance.yes(25):
            return call("default", found.expression, other)
        return e.Binary(operator="or", left=found.expression, right=other)

    def perhaps(self, kind: Type, scope: Scope, rank: int, depth: int = 1) -> e.Expression | None:
        """A value that may be missing, where there is one."""
        found = self.found(kind, scope, rank, missing=None)
        return found.expression if found else self.value(kind, scope, rank, depth)

    def _made(self, kind: Type, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        match kind:
            case ListOf():
                return self.list_of(kind.item, scope, rank, depth)
            case Row():
                return self.row(kind, scope, rank, depth)
            case RecordOf():
                return self._element(kind, scope, rank)
            case Scalar() if kind.name in self.makers:
                makers = self.makers[kind.name]
                return self.chance.first_of([lambda maker=maker: maker(self, scope, rank, depth) for maker in makers])
        return None

    # Lists, rows and records.

    def list_of(self, item: Type, scope: Scope, rank: int, depth: int = 1) -> e.Expression | None:
        """A list, perhaps worked out of another one."""
        base = self.path(ListOf(item), scope, rank) or self._projected(item, scope, rank)
        if base is None or self.chance.yes(15):
            base = self._written(item, scope, rank)
        if base is None or depth <= 0:
            return base
        return self.chance.one([self._where, self._sorted, self._taken, self._listed])(base, item, scope, rank)

    def _written(self, item: Type, scope: Scope, rank: int) -> e.Expression | None:
        if item == TEXT and self.chance.yes(30):
            words = self.sure(TEXT, scope, rank, 0)
            return call("split", words, text(", ")) if self.chance.yes() else call("words", words)
        items = [self.value(item, scope, rank, 0) for _ in range(self.chance.number(0, 3))]
        there = tuple(one for one in items if one is not None)
        return e.List(items=there) if there or isinstance(item, Scalar) else None

    def _projected(self, item: Type, scope: Scope, rank: int) -> e.Expression | None:
        """`@contacts.email`"""
        lists = [one for one in scope.paths(rank) if _records(one.type) and not one.missing]
        if not lists:
            return None
        of = self.chance.one(lists)
        assert isinstance(of.type, ListOf)
        inner = Scope({"it": _named(of.type.item)})
        fields = [one for one in inner.paths(rank) if len(one.path) == 2 and one.type == item]
        return e.Field(of=of.expression, name=self.chance.one(fields).path[-1]) if fields else None

    def _where(self, of: e.Expression, item: Type, scope: Scope, rank: int) -> e.Expression:
        inside = scope.inner()
        inside.names["it"] = _named(item)
        return e.Where(of=of, condition=self.condition(inside, rank, 1))

    def _sorted(self, of: e.Expression, item: Type, scope: Scope, rank: int) -> e.Expression:
        inside = Scope({"it": _named(item)})
        keys = [one for one in inside.paths(rank) if one.type in ORDERED or is_textlike(one.type)]
        return e.Sorted(of=of, key=self.chance.one(keys).expression, descending=self.chance.yes()) if keys else of

    def _taken(self, of: e.Expression, item: Type, scope: Scope, rank: int) -> e.Expression:
        count = self.path(NUMBER, scope, rank) if self.chance.yes(20) else None
        count = count if isinstance(count, e.Name | e.Field) else e.Number(value=Decimal(self.chance.number(0, 5)))
        return e.Take(end=self.chance.one(("first", "last")), count=count, of=of)

    def _listed(self, of: e.Expression, item: Type, scope: Scope, rank: int) -> e.Expression:
        name = self.chance.one(("unique", "reverse", "without", "flatten"))
        if name == "without":
            other = self._written(item, scope, rank)
            return call("without", of, other) if isinstance(other, e.List) and other.items else of
        return call("flatten", e.List(items=(of,))) if name == "flatten" else call(name, of)

    def row(self, kind: Row, scope: Scope, rank: int, depth: int = 1) -> e.Expression | None:
        """`record(name: value)`"""
        values = [(name, self.value(field, scope, rank, depth)) for name, field in kind.fields]
        if any(value is None for _, value in values):
            return None
        return e.Record(type="record", arguments=tuple(e.Argument(name=n, value=v) for n, v in values if v is not None))

    def _element(self, kind: Type, scope: Scope, rank: int) -> e.Expression | None:
        """`first(@contacts) or @contact`"""
        many, other = self.path(ListOf(kind), scope, rank), self.path(kind, scope, rank)
        if many is None or other is None:
            return None
        picked = e.Index(of=many, position=self.chance.number(0, 2)) if self.chance.yes() else call("first", many)
        return e.Binary(operator="or", left=picked, right=other)

    # Texts.

    def text(self, scope: Scope, rank: int, holes: int = 2) -> e.Text:
        """A text with holes."""
        parts: list[str | e.Expression] = []
        for _ in range(self.chance.number(0, holes)):
            self._plain(parts)
            parts.append(self.sure(self.chance.one(SHOWN), scope, rank, 1))
        self._plain(parts)
        return e.Text(parts=tuple(_folded(parts)))

    def _plain(self, parts: list[str | e.Expression]) -> None:
        words = self.chance.one(("", "Hi ", ": ", " and ", "@ ", "{x}", " costs ", "it's ", "1@", '"', "\n", "."))
        if words:
            parts.append(words)

    def pieces(self, scope: Scope, rank: int, depth: int) -> e.Expression:
        """A text, for where any is welcome."""
        return self.text(scope, rank) if depth > 0 else text(self.chance.one(("x", "y")))

    # Conditions.

    def condition(self, scope: Scope, rank: int, depth: int = 2) -> e.Expression:
        """Something that is true, false or unknown."""
        makers: list[Maker] = [
            lambda: self._compared(scope, rank),
            lambda: self._compared(scope, rank),
            lambda: self._presence(scope, rank),
            lambda: self._wordy(scope, rank),
            lambda: self._member(scope, rank),
            lambda: self._flag(scope, rank),
        ]
        if depth > 0:
            makers += [
                lambda: e.Not(value=self.condition(scope, rank, depth - 1)),
                lambda: self._both(scope, rank, depth - 1),
                lambda: self._both(scope, rank, depth - 1),
            ]
        return self.chance.first_of(makers) or e.Boolean(value=True)

    def _both(self, scope: Scope, rank: int, depth: int) -> e.Expression:
        left, right = self.condition(scope, rank, depth), self.condition(scope, rank, depth)
        operator = self.chance.one(("and", "or"))
        if operator == "or" and _may_be_unknown_flag(left):
            operator = "and"
        return e.Binary(operator=operator, left=left, right=right)

    def _presence(self, scope: Scope, rank: int) -> e.Expression | None:
        gone = [one for one in scope.paths(rank) if one.missing]
        if not gone:
            return None
        kind = e.Exists if self.chance.yes(60) else e.IsMissing
        return kind(value=self.chance.one(gone).expression)

    def _flag(self, scope: Scope, rank: int) -> e.Expression | None:
        found = self.found(BOOLEAN, scope, rank, missing=None)
        return found.expression if found else None

    def _compared(self, scope: Scope, rank: int) -> e.Expression | None:
        kind = self.chance.one((*ORDERED, TEXT, Scalar("email"), BOOLEAN, Scalar("phone"), Scalar("url")))
        found = self.found(kind, scope, rank, missing=None)
        left = found.expression if found else self.value(kind, scope, rank, 1)
        right = self.value(found.type if found else kind, scope, rank, 1)
        if left is None or right is None:
            return None
        signs = ("==", "!=", "<", "<=", ">", ">=") if kind in ORDERED else ("==", "!=")
        return e.Binary(operator=self.chance.one(signs), left=left, right=right)

    def _wordy(self, scope: Scope, rank: int) -> e.Expression | None:
        left = self.perhaps(TEXT, scope, rank)
        if left is None:
            return None
        operator = self.chance.one(("contains", "starts with", "ends with", "matches"))
        right = text(self.chance.one(("vp|ceo", "^a.c", "[0-9]+", "x"))) if operator == "matches" else None
        return e.Binary(operator=operator, left=left, right=right or self.sure(TEXT, scope, rank))

    def _member(self, scope: Scope, rank: int) -> e.Expression | None:
        """`in` a list or a range, and a list that `contains`."""
        kind = self.chance.one((NUMBER, MONEY, DATE))
        left = self.perhaps(kind, scope, rank)
        if left is None:
            return None
        if self.chance.yes(40):
            ends = [self.sure(kind, scope, rank) for _ in range(2)]
            return e.Binary(operator="in", left=left, right=e.Range(low=ends[0], high=ends[1]))
        items = tuple(self.sure(kind, scope, rank) for _ in range(self.chance.number(1, 3)))
        if self.chance.yes(30):
            return e.Binary(operator="contains", left=e.List(items=items), right=left)
        return e.Binary(operator="in", left=left, right=e.List(items=items))


def _records(kind: Type) -> bool:
    return isinstance(kind, ListOf) and isinstance(present(kind.item), RecordOf)


def _exact(given: Type, wanted: Type) -> bool:
    """Whether the types are one and the same, a choice or an address counting as text."""
    return given == wanted or (wanted == TEXT and is_textlike(given)) or isinstance(wanted, Choice)


def _named(kind: Type) -> Named:
    return Named(present(kind), 0, own=False)


def call(name: str, *values: e.Expression) -> e.Call:
    return e.Call(function=name, arguments=tuple(e.Argument(name=None, value=value) for value in values))


def _may_be_unknown_flag(condition: e.Expression) -> bool:
    return isinstance(condition, e.Name | e.Field)


def _folded(parts: list[str | e.Expression]) -> list[str | e.Expression]:
    """Parts as reading gives them: plain texts in holes are part of the text, and plain pieces never touch."""
    joined: list[str | e.Expression] = []
    for hole in parts:
        plain = isinstance(hole, e.Text) and all(isinstance(inner, str) for inner in hole.parts)
        for part in hole.parts if plain and isinstance(hole, e.Text) else (hole,):
            if isinstance(part, str) and joined and isinstance(joined[-1], str):
                joined[-1] += part
            else:
                joined.append(part)
    return joined
