"""Names and what is known of them at one point: a mapping that never changes and shares with the one it was made from.

A flow of thousands of names has thousands of such points; each holds only what was set lately, over a dictionary that
it has in common with the points around it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")
LATELY = 32
"""So many names are set over a dictionary until a new one is made of both."""


class Scope(Mapping[str, V]):
    """Names with their values, in the order in which they were set."""

    __slots__ = ("_base", "_over")

    def __init__(self, base: dict[str, V], over: dict[str, V] | None = None) -> None:
        """`base` must never change again."""
        self._base, self._over = base, over or {}

    def having(self, names: Mapping[str, V]) -> "Scope[V]":
        """The names after some were set."""
        over = {**self._over, **names}
        return Scope(self._base, over) if len(over) <= LATELY else Scope({**self._base, **over})

    def common(self, other: "Scope[V]", both: Callable[[V, V], V]) -> "Scope[V]":
        """The names that both have, with what `both` makes of their values."""
        if self is other:
            return self
        names = [*self._over, *other._over] if self._base is other._base else [*self]
        found = {name: both(self[name], other[name]) for name in names if name in self and name in other}
        return Scope(self._base, found) if self._base is other._base else Scope(found)

    def either(self, other: "Scope[V]", both: Callable[[V, V], V]) -> "Scope[V]":
        """The names that one of both has, with what `both` makes of the values that both have."""
        if self is other:
            return self
        names = [*self._over, *other._over] if self._base is other._base else [*self, *other]
        found = {name: self[name] if name in self else other[name] for name in names}
        found |= {name: both(self[name], other[name]) for name in found if name in self and name in other}
        return Scope(self._base, found) if self._base is other._base else Scope(found)

    def plainly(self) -> dict[str, V]:
        """The same as a dictionary of its own."""
        return {**self._base, **self._over}

    def caught_up(self, then: dict[str, V], now: "Scope[V]") -> "Scope[V] | None":
        """What this would be, had it been made of `now` instead of `then`; None where it lost names of `then`."""
        mine = self.plainly()
        if not then.keys() <= mine.keys():
            return None
        added = {
            name: value
            for name, value in mine.items()
            if name not in then or (then[name] is not value and then[name] != value)
        }
        return now.having(added) if added else now

    def is_like(self, other: "Scope[V]") -> bool:
        """Whether both have the same values under the same names, set in the same order."""
        return _alike(self._over, other._over) and _alike(self._base, other._base)

    def __getitem__(self, name: str) -> V:
        over = self._over
        return over[name] if name in over else self._base[name]

    def __contains__(self, name: object) -> bool:
        return name in self._over or name in self._base

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from (name for name in self._over if name not in self._base)

    def __len__(self) -> int:
        return len(self._base) + sum(name not in self._base for name in self._over)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Scope) and self._base is other._base and self._over == other._over:
            return True
        if isinstance(other, Scope):
            return self.plainly() == other.plainly()
        return isinstance(other, Mapping) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]


def differing(one: Mapping[str, V], other: Mapping[str, V]) -> dict[str, tuple[V | None, V | None]]:
    """The names under which two have something else, with both values."""
    found: dict[str, tuple[V | None, V | None]] = {
        name: (one.get(name), value)
        for name, value in other.items()
        if name not in one or (one[name] is not value and one[name] != value)
    }
    return found | {name: (one[name], None) for name in one.keys() - other.keys()}


def _alike(one: dict[str, V], other: dict[str, V]) -> bool:
    return one is other or (one == other and list(one) == list(other))
