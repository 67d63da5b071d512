"""What changed between two versions of a flow, statement by statement.

Statements are matched by what they say, first as a whole and in order, then by likeness, last across blocks. A frame
is compared by its own line; what stands inside has entries of its own. Notes and places in the text do not count.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, TypeVar

import msgspec

from sayso.dsl.blocks import Address, blocks, inner, statements, with_blocks
from sayso.dsl.flow import Flow
from sayso.dsl.node import NO_NOTES, Node, rebuild
from sayso.dsl.print import print_head
from sayso.dsl.statements import Block, Line, Statement

Kind = Literal["unchanged", "changed", "moved", "added", "removed"]
N = TypeVar("N", bound=Node)

ALIKE = 0.5
"""How alike two lines must be, from 0 to 1, to be taken for one that was changed."""


class Change(msgspec.Struct, frozen=True):
    """What became of one statement: `moved` stands elsewhere, and if `edited` also says something else."""

    kind: Kind
    old: Address | None
    new: Address | None
    edited: bool = False


class EditScript(msgspec.Struct, frozen=True):
    """Every statement of both versions once: those of the new one in its order, then the removed ones."""

    changes: tuple[Change, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return all(change.kind == "unchanged" for change in self.changes)

    def matches(self) -> dict[Address, Address]:
        """The old address of every statement of the new version that was there before."""
        return {change.new: change.old for change in self.changes if change.new is not None and change.old is not None}


def difference(old: Flow, new: Flow) -> EditScript:
    """What became of the statements of `old` in `new`."""
    return _Matching(old, new).script()


class _Matching:
    """Pairs of statements, found from the sure to the likely; both sides are known by address."""

    def __init__(self, old: Flow, new: Flow) -> None:
        self.old = {address: _bare(statement) for address, statement in statements(old)}
        self.new = {address: _bare(statement) for address, statement in statements(new)}
        self.pairs: dict[Address, Address] = {}
        self.taken: set[Address] = set()
        self.kept: set[tuple[Address, Address]] = set()
        self._blocks((), (), _bare(old.body), _bare(new.body))
        self._elsewhere(lambda a, b: self.old[a] == self.new[b])
        self._elsewhere(lambda a, b: bool(blocks(self.old[a])) and likeness(self.old[a], self.new[b]) > ALIKE)

    def script(self) -> EditScript:
        changes = [self._change(address) for address in self.new]
        changes += [Change("removed", address, None) for address in self.old if address not in self.taken]
        return EditScript(tuple(changes))

    def _change(self, address: Address) -> Change:
        was = self.pairs.get(address)
        if was is None:
            return Change("added", None, address)
        edited = _own(self.old[was]) != _own(self.new[address])
        if not self._in_place(was, address):
            return Change("moved", was, address, edited)
        return Change("changed" if edited else "unchanged", was, address, edited)

    def _in_place(self, old: Address, new: Address) -> bool:
        """Whether the blocks around both are matched, and no neighbour that stayed was passed."""
        if old[:-1] and new[:-1]:
            around = old[-2] == new[-2] and self.pairs.get(new[:-2]) == old[:-2]
        else:
            around = old[:-1] == new[:-1]
        return around and (old, new) in self.kept

    def _pair(self, old: Address, new: Address) -> None:
        self.pairs[new] = old
        self.taken.add(old)
        here, there = dict(blocks(self.old[old])), dict(blocks(self.new[new]))
        for name in here.keys() & there.keys():
            self._blocks((*old, name), (*new, name), here[name], there[name])

    def _blocks(self, old: Address, new: Address, here: Block, there: Block) -> None:
        """Pair the statements of two blocks that belong together, in order."""
        for a, b in _aligned(here.statements, there.statements):
            self.kept.add(((*old, a), (*new, b)))
            self._pair((*old, a), (*new, b))

    def _elsewhere(self, alike: Callable[[Address, Address], bool]) -> None:
        """Pair what is left with the first statement anywhere that is alike."""
        for new in self.new:
            if new in self.pairs:
                continue
            old = next((old for old in self.old if old not in self.taken and alike(old, new)), None)
            if old is not None:
                self._pair(old, new)


def _aligned(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Places of statements that belong together, in order: equal ones first, between them the most alike."""
    start_old = start_new = 0
    for a, b in [*_common(old, new), (len(old), len(new))]:
        yield from _likely(old, new, range(start_old, a), range(start_new, b))
        if a < len(old) and b < len(new):
            yield a, b
        start_old, start_new = a + 1, b + 1


def _common(old: Sequence[Statement], new: Sequence[Statement]) -> list[tuple[int, int]]:
    """The longest run of equal statements in both, in order."""
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            same = old[a] == new[b]
            longest[a][b] = longest[a + 1][b + 1] + 1 if same else max(longest[a + 1][b], longest[a][b + 1])
    found, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if old[a] == new[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def _likely(old: Sequence[Statement], new: Sequence[Statement], here: range, there: range) -> Iterator[tuple[int, int]]:
    """Pairs between two equal ones, in order, where a statement was changed."""
    first = there.start
    for a in here:
        best = max(((likeness(old[a], new[b]), -b) for b in range(first, there.stop)), default=(0.0, 0))
        if best[0] > ALIKE:
            yield a, -best[1]
            first = -best[1] + 1


def likeness(old: Statement, new: Statement) -> float:
    """How alike two statements are, from 0 to 1: their kinds must be the same, then their own lines are compared."""
    if type(inner(old)) is not type(inner(new)):
        return 0.0
    own = SequenceMatcher(None, print_head(old), print_head(new), autojunk=False).ratio()
    here, there = _held(old), _held(new)
    if not here and not there:
        return own
    shared = 2 * len(here & there) / (len(here) + len(there)) if here or there else 1.0
    return max((own + shared) / 2, min(own, 0.9) if own > 0.8 else 0.0)


def _held(statement: Statement) -> frozenset[str]:
    """The lines of the statements directly inside."""
    return frozenset(print_head(one) for _, block in blocks(statement) for one in block.statements)


def _own(statement: Statement) -> Statement:
    """A statement without what stands in its blocks."""
    return with_blocks(statement, {name: Block() for name, _ in blocks(statement)})


def _bare(node: N) -> N:
    """A node without comments, here and below."""
    bare: Any = rebuild(node, _bare)
    if isinstance(bare, Line) and bare.notes != NO_NOTES:
        bare = msgspec.structs.replace(bare, notes=NO_NOTES)
    if isinstance(bare, Block) and bare.tail:
        bare = msgspec.structs.replace(bare, tail=())
    same: N = bare
    return same
