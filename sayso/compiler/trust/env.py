"""What a lane knows at a place: the labels of its names, and which values were found equal to trusted data.

Values, never changed in place: every statement gives the next one.
"""

import msgspec

from sayso.compiler.trust.label import Label, Owner

Pair = frozenset[Owner]


class Matches(msgspec.Struct, frozen=True):
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


class Env(msgspec.Struct, frozen=True):
    """The labels of the names in reach, and what the checks around this place have shown."""

    names: dict[str, Label] = {}
    matches: Matches = NO_MATCHES

    def bind(self, name: str, label: Label, root: str = "") -> "Env":
        """After `let name`; `root` is the record the name means from now on."""
        names = {known: old.without(root) for known, old in self.names.items()} if root else dict(self.names)
        names[name] = label
        pairs = frozenset(pair for pair in self.matches.pairs if not any(owner.root == root for owner in pair))
        left = self.matches.without(name)
        return Env(names, Matches(left.paths, left.fresh, pairs if root else left.pairs))

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
        names = other.names | self.names
        for name, label in other.names.items():
            if names[name] is not label:
                names[name] = names[name].join(label)
        return Env(names, self.matches.either(other.matches))

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
