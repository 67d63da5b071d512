"""What a generated flow may name at a place: names with their types, checks that hold, and how careful to be.

`rank` says what a value may be used for: 0 goes anywhere, 1 is internal, 2 is private or a stranger's.
"""

from functools import cache

import msgspec

from sayso.dsl.expressions import Expression, Field, Name
from sayso.dsl.types import ListOf, Optional, RecordOf, Row, Type, may_be_missing, present
from tests.properties.generating.catalog import catalog

CLEAN, INTERNAL, LOOSE = 0, 1, 2
RANKS = {"card": CLEAN, "internal": INTERNAL, "private": LOOSE}
DEEPEST = 2


class Named(msgspec.Struct, frozen=True):
    """A name: its type, its rank, whether this lane may set it again."""

    type: Type
    rank: int
    own: bool = True


class Way(msgspec.Struct, frozen=True):
    """Fields to walk from a record or row to a value; `gaps` are the places on the way that may be missing."""

    fields: tuple[str, ...]
    type: Type
    rank: int
    gaps: tuple[int, ...]


class Found(msgspec.Struct, frozen=True):
    """A path in reach."""

    expression: Expression
    path: tuple[str, ...]
    type: Type
    missing: bool
    rank: int


class Scope(msgspec.Struct):
    """Names in reach, paths known to be there, and what kind of lane this is."""

    names: dict[str, Named]
    known: frozenset[tuple[str, ...]] = frozenset()
    in_item: bool = False
    keeps: tuple[Type, int] | None = None
    chat: bool = False
    kinds: frozenset[int] = frozenset()
    outer: frozenset[str] = frozenset()

    def inner(self) -> "Scope":
        """A copy for a branch of the same lane."""
        return msgspec.structs.replace(self, names=dict(self.names))

    def knowing(self, learned: frozenset[tuple[str, ...]]) -> "Scope":
        """A copy in which more is known."""
        copy = self.inner()
        copy.known = self.known | learned
        return copy

    def item(self) -> "Scope":
        """A copy for the items of a loop: nothing outside can be set, nothing known is sure."""
        copy = self.inner()
        copy.names = {name: msgspec.structs.replace(named, own=False) for name, named in self.names.items()}
        copy.known = frozenset()
        copy.in_item = True
        return copy

    def forget(self) -> None:
        """Records may have changed."""
        self.known = frozenset()

    def meet(self, ends: list["Scope"]) -> None:
        """Go on where these ends come together."""
        if not ends:
            return
        shared = set(ends[0].names).intersection(*(end.names for end in ends))
        self.names = {name: _wider([end.names[name] for end in ends]) for name in shared}
        self.known = frozenset.intersection(*(end.known for end in ends))

    def paths(self, rank: int) -> list[Found]:
        """Every path in reach that is clean enough."""
        return [found for name, named in self.names.items() for found in self._below(name, named, rank)]

    def _below(self, name: str, named: Named, rank: int) -> list[Found]:
        if named.rank > rank:
            return []
        found = []
        for way in ways(named.type):
            if way.rank <= rank:
                path = (name, *way.fields)
                missing = any(path[: gap + 1] not in self.known for gap in way.gaps)
                found.append(Found(_expression(path), path, way.type, missing, max(way.rank, named.rank)))
        return found


def prefixes(path: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The path and all that must be there for it to be there."""
    return frozenset(path[: length + 1] for length in range(len(path)))


def _wider(names: list[Named]) -> Named:
    missing = next((named.type for named in names if may_be_missing(named.type)), names[0].type)
    return Named(missing, max(named.rank for named in names), all(named.own for named in names))


def _expression(path: tuple[str, ...]) -> Expression:
    expression: Expression = Name(name=path[0])
    for field in path[1:]:
        expression = Field(of=expression, name=field)
    return expression


@cache
def ways(kind: Type, depth: int = DEEPEST) -> tuple[Way, ...]:
    """Every value that can be reached from a value of this type, itself included."""
    here = present(kind)
    gaps = (0,) if may_be_missing(kind) else ()
    found = [Way((), here, CLEAN, gaps)]
    if depth:
        for name, field, rank in fields_of(here):
            for way in ways(field, depth - 1):
                further = tuple(gap + 1 for gap in way.gaps)
                found.append(Way((name, *way.fields), way.type, max(rank, way.rank), (*gaps, *further)))
    return tuple(found)


@cache
def fields_of(kind: Type) -> tuple[tuple[str, Type, int], ...]:
    """The fields of a record or row, each with its type and rank."""
    if isinstance(kind, Row):
        return tuple((name, field, CLEAN) for name, field in kind.fields)
    record = catalog().record_of(kind)
    if record is None:
        return ()
    return tuple(
        (field.name, field.type, LOOSE if field.stranger else RANKS[field.privacy])
        for field in record.fields
        if field.name != "custom" or field.type != Row(())
    )


def element(kind: Type) -> Type:
    """What a list holds."""
    here = present(kind)
    assert isinstance(here, ListOf)
    return present(here.item)


def is_record(kind: Type, names: tuple[str, ...] = ()) -> bool:
    """Whether values of this type are records (of one of these kinds)."""
    here = present(kind)
    return isinstance(here, RecordOf) and (not names or here.name in names)


def maybe(kind: Type, missing: bool) -> Type:
    """The type, perhaps missing."""
    return Optional(present(kind)) if missing else present(kind)
