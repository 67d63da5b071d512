"""What a lane knows at a place: the labels of its names, and which values were found equal to trusted data.

Values, never changed in place: every statement gives the next one.
"""

import msgspec

from sayso.compiler.scope import Scope
from sayso.compiler.trust.label import Label, Owner

Pair = frozenset[Owner]


class Matches(msgspec.Struct, frozen=True, gc=False):
    """What a condition shows when it is met: `paths` equal to trusted data, and pairs of records that are about the
    same person. `fresh` paths go through records, so they hold only until these are read again.
    """

    paths: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    pairs: frozenset[Pair] = frozenset()

    def both(self, other: "Matches") -> "Matches":
        """What is shown when both are met."""
        return Matches(self.paths | other.paths, self.fresh | other.fresh, self.pairs | other.pairs)

    def either(self, other: "Matches") -> "Matches":
        """What is shown when one or the other is met."""
        return Matches(self.paths & other.paths, self.fresh & other.fresh, self.pairs & other.pairs)

    def without(self, name: str) -> "Matches":
        """What is left when a name means something new."""
        return Matches(_without(self.paths, name), _without(self.fresh, name), self.pairs)


NO_MATCHES = Matches()


class Env(msgspec.Struct, frozen=True, gc=False):
    """The labels of the names in reach, and what the checks around this place have shown."""

    names: Scope[Label] = Scope({})
    matches: Matches = NO_MATCHES

    def bind(self, name: str, label: Label) -> "Env":
        """After `let name`."""
        return Env(self.names.having({name: label}), self.matches.without(name))

    def forget(self, root: str) -> "Env":
        """Before a name means another record: what was about the old one is about nobody in reach."""
        names = {known: label.without(root) for known, label in self.names.items()}
        pairs = frozenset(pair for pair in self.matches.pairs if not any(owner.root == root for owner in pair))
        return Env(Scope(names), Matches(self.matches.paths, self.matches.fresh, pairs))

    def know(self, matches: Matches) -> "Env":
        """Inside what a condition guards."""
        return Env(self.names, self.matches.both(matches))

    def later(self) -> "Env":
        """After records may have been read again."""
        return Env(self.names, Matches(self.matches.paths, frozenset(), self.matches.pairs))

    def meet(self, other: "Env") -> "Env":
        """Where two ways come together; a name that only one of them set keeps its label."""
        if other is self:
            return self
        return Env(self.names.either(other.names, Label.join), self.matches.either(other.matches))

    def is_matched(self, path: str | None) -> bool:
        """Whether the value at this path was found equal to trusted data."""
        return path is not None and (path in self.matches.paths or path in self.matches.fresh)


def meeting(*ways: Env | None) -> Env | None:
    """Where several ways come together; None where all of them end."""
    result: Env | None = None
    for way in ways:
        result = way if result is None else result.meet(way) if way is not None else result
    return result


def _without(paths: frozenset[str], name: str) -> frozenset[str]:
    return frozenset(path for path in paths if path.partition(".")[0] != name)
