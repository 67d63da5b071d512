"""What is known at one point of a flow: names set, values known to be there, triggers still possible.

A state never changes; each statement makes the next one. Lanes do change: they gather what was declared in them.
"""

import msgspec

from sayso.compiler.scope import Scope
from sayso.dsl.span import Span
from sayso.dsl.types import Type, join

Path = tuple[str, ...]
Key = tuple[str, Path]
"""("there", path): whether a value is known to be there; ("equal", path): the literal it is known to equal."""


class Known(msgspec.Struct, frozen=True, gc=False):
    """Something known of a path, and the kinds of records it was read from, which may change under it."""

    value: object
    through: frozenset[str] = frozenset()


class Stretch(msgspec.Struct, frozen=True):
    """What a stretch of a flow does to what was known before it: names it may set, and whether records may change."""

    names: frozenset[str] = frozenset()
    disturbs: bool = False


class Lane(msgspec.Struct, eq=False):
    """One lane: the flow's body or an item of a loop. `declared` has every name set so far, with its first type."""

    parent: "Lane | None" = None
    declared: dict[str, Type] = {}
    events: set[str] = set()
    collects: bool = False
    kept: list[tuple[Type, Span]] = []

    def holds(self, name: str) -> bool:
        """Whether the name was set somewhere above, in this lane or in one around it."""
        return name in self.declared or (self.parent is not None and self.parent.holds(name))

    def collector(self) -> "Lane | None":
        """The innermost lane whose loop collects."""
        return self if self.collects else (self.parent.collector() if self.parent else None)


class State(msgspec.Struct, frozen=True, gc=False):
    """A point of a flow. `kinds` are the positions of the triggers that can have led here."""

    lane: Lane
    names: Scope[Type] = Scope({})
    known: dict[Key, Known] = {}
    kinds: frozenset[int] = frozenset()
    ended: bool = False

    def having(self, names: dict[str, Type]) -> "State":
        """The point after names were set: what was known of their old values is forgotten."""
        known = {key: fact for key, fact in self.known.items() if key[1][0] not in names}
        return State(self.lane, self.names.having(names), known, self.kinds, self.ended)

    def learning(self, facts: dict[Key, Known], kinds: frozenset[int] | None = None) -> "State":
        """The point where something more is known."""
        left = self.kinds if kinds is None else kinds
        return msgspec.structs.replace(self, known=self.known | facts, kinds=left)

    def forgetting(self, path: Path) -> "State":
        """The point where nothing is known any more of a path and of what lies behind it."""
        known = {key: fact for key, fact in self.known.items() if key[1][: len(path)] != path}
        return msgspec.structs.replace(self, known=known)

    def stale(self, records: frozenset[str]) -> "State":
        """The point after records of these kinds may have changed: checks on their fields hold no longer."""
        known = {key: fact for key, fact in self.known.items() if not fact.through & records}
        return msgspec.structs.replace(self, known=known)

    def over(self) -> "State":
        """The point behind a statement that ends the lane."""
        return msgspec.structs.replace(self, ended=True)

    def is_there(self, path: Path) -> bool | None:
        """Whether the value at a path is known to be there (True), to be missing (False), or neither."""
        fact = self.known.get(("there", path))
        return None if fact is None else bool(fact.value)


def meet(one: State, other: State) -> State:
    """The point where two ways come together: what both know."""
    if one.ended and other.ended:
        return msgspec.structs.replace(one, names=one.names.either(other.names, _first), kinds=one.kinds | other.kinds)
    if one.ended:
        return other
    if other.ended:
        return one
    names = one.names.common(other.names, _both)
    known = {key: fact for key, fact in one.known.items() if key in other.known and other.known[key] == fact}
    return msgspec.structs.replace(one, names=names, known=known, kinds=one.kinds | other.kinds)


def _first(one: Type, other: Type) -> Type:
    return one


def _both(one: Type, other: Type) -> Type:
    return join(one, other) or one
