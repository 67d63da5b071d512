"""What is known of a value before it exists: whose words it may hold, who may see it, and whom it is about.

Labels only ever grow where values meet: a text with one stranger's word in it is a stranger's text.
"""

import msgspec

from sayso.dsl.catalog import Privacy

LEVELS: tuple[Privacy, ...] = ("card", "internal", "private")


class Owner(msgspec.Struct, frozen=True, gc=False):
    """Whom a value is about: the path of a record in this lane ("" for nobody known), and whether it is a person."""

    path: str
    person: bool = True

    @property
    def root(self) -> str:
        """The name the path begins with."""
        return self.path.partition(".")[0]


NOBODY = Owner("")
MEMBER = Owner("member")
"""Anybody of the workspace."""


class Label(msgspec.Struct, frozen=True, gc=False):
    """A value's label. `stranger` says which stranger's words it may hold ("" none), `listed` which list that outsiders
    can join it comes from. `what` is the field that makes it as private as it is, `about` the owners of all that is
    not card. `owners` is whose the value itself is, `path` the record it is; `parts` are labels of a row's fields.
    """

    stranger: str = ""
    listed: str = ""
    privacy: Privacy = "card"
    what: str = ""
    about: frozenset[Owner] = frozenset()
    owners: frozenset[Owner] = frozenset()
    path: str = ""
    parts: tuple[tuple[str, "Label"], ...] = ()

    def join(self, other: "Label") -> "Label":
        """The label of a value that is one, the other, or made of both."""
        if other is self:
            return self
        higher = other if LEVELS.index(other.privacy) > LEVELS.index(self.privacy) else self
        return Label(
            self.stranger or other.stranger,
            self.listed or other.listed,
            higher.privacy,
            higher.what,
            self.about | other.about,
            self.owners | other.owners,
            self.path if self.path == other.path else "",
            _joined(self.parts, other.parts),
        )

    def as_words(self) -> "Label":
        """The label of something made from this value: it is no record and no row any more."""
        return msgspec.structs.replace(self, path="", parts=()) if self.path or self.parts else self

    def matched(self) -> "Label":
        """The label after the value was found equal to trusted data."""
        parts = tuple((name, part.matched()) for name, part in self.parts)
        return msgspec.structs.replace(self, stranger="", listed="", parts=parts)

    def part(self, name: str) -> "Label":
        """The label of a row's field."""
        return dict(self.parts).get(name) or self.as_words()

    def without(self, root: str) -> "Label":
        """The label once a name means another record: what was about the old one is about nobody in reach."""
        of_path = self.path.partition(".")[0] == root
        if not of_path and not any(owner.root == root for owners in (self.about, self.owners) for owner in owners):
            return self
        path = "" if of_path else self.path
        return msgspec.structs.replace(
            self, about=_moved(self.about, root), owners=_moved(self.owners, root), path=path
        )

    def of_others(self) -> "Label":
        """The label among what several lanes handed out: nobody can say any more whom it is about, but for members."""
        about, owners = (
            frozenset(MEMBER if one == MEMBER else NOBODY for one in of) for of in (self.about, self.owners)
        )
        return msgspec.structs.replace(self, about=about, owners=owners, path="")


Parts = tuple[tuple[str, Label], ...]
CLEAN = Label()


def joined(*labels: Label) -> Label:
    """The label of something made of all of these; of nothing, a clean one."""
    result = CLEAN
    for label in labels:
        result = result.join(label.as_words())
    return result


def _joined(one: Parts, other: Parts) -> Parts:
    if not one or not other:
        return ()
    others = dict(other)
    return tuple((name, label.join(others[name])) for name, label in dict(one).items() if name in others)


def _moved(owners: frozenset[Owner], root: str) -> frozenset[Owner]:
    return frozenset(NOBODY if owner.root == root else owner for owner in owners)
