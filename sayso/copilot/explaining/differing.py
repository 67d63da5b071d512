"""The difference between two versions of a flow in words: step by step, and in what the flow may do.

Steps are matched by `sayso.dsl.difference`; a step that stayed and says something else is told by the piece that
changed, one that came or went by its sentence of the readback.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from sayso.compiler import Compiled
from sayso.copilot.english import listed, sentence
from sayso.copilot.explaining.facets import changed, facets_of, subject
from sayso.copilot.explaining.powers import Power, Version, powers
from sayso.copilot.readback import readback
from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import Address, inner, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.difference import Change, difference
from sayso.dsl.flow import Flow
from sayso.dsl.statements import Off

Kind = Literal["added", "removed", "changed", "moved"]
SIGNS: dict[str, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


class StepChange(msgspec.Struct, frozen=True):
    """What became of one step, in a sentence. `inside` is the line of the block it stands in, or empty; `indent` how
    deep it stands in others that came or went with it; `old` and `new` where it stood and stands."""

    kind: Kind
    text: str
    inside: str
    indent: int
    old: Address | None
    new: Address | None


class Difference(msgspec.Struct, frozen=True):
    """Everything two versions differ in: in one sentence, in what the flow may do, and step by step. `widens`: the
    second may do more than the first, or is asked less. `unread` says why nothing can be compared, or is empty."""

    sentence: str
    powers: tuple[Power, ...] = ()
    changes: tuple[StepChange, ...] = ()
    widens: bool = False
    unread: str = ""

    @property
    def text(self) -> str:
        """Everything as rows."""
        return "".join(f"{row}\n" for row in _rows(self))


def differing(old: Compiled, new: Compiled, catalog: Catalog) -> Difference:
    """What the second says that the first does not, and the other way round."""
    if (first := _version(old, catalog)) is None or (second := _version(new, catalog)) is None:
        which = "first" if first is None else "second"
        words = f"The {which} version cannot be read, so nothing can be compared. Finish it first."
        return Difference(words, unread=words)
    found = tuple(_Telling(first, second).changes())
    gained = (*_named(first.flow, second.flow), *powers(first, second))
    return Difference(_sentence(found, gained), gained, found, any(one.widens for one in gained))


def _version(compiled: Compiled, catalog: Catalog) -> Version | None:
    if compiled.flow is None or compiled.facts is None or compiled.bounds is None:
        return None
    steps = Steps(compiled.flow, compiled.facts, catalog)
    return Version(compiled.flow, compiled.facts, compiled.bounds, steps, catalog)


def _named(old: Flow, new: Flow) -> Iterator[Power]:
    if old.name != new.name:
        yield Power(f'Is called "{new.name}" instead of "{old.name}".', False)
    before, now = (" ".join(one.goal.text.split()) if one.goal else "" for one in (old, new))
    if before != now:
        yield Power(f'The goal says "{now}" instead of "{before}".' if now else "Has no goal any more.", False)


class _Telling:
    """The steps of both versions, in the order in which a reader meets them."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.script = difference(old.flow, new.flow)
        self.lines = {"old": _lines(old), "new": _lines(new)}
        self.shown: dict[Address, int] = {}

    def changes(self) -> Iterator[StepChange]:
        for change in self._in_order():
            told = self._told(change)
            if told is not None:
                yield told

    def _in_order(self) -> list[Change]:
        """The steps of the new version; one that was removed stands behind the one it stood behind."""
        script = self.script
        ordered = [change for change in script.changes if change.kind != "removed"]
        stood = {change.old: change for change in ordered if change.old is not None}
        gone = {change.old: change for change in script.of_kind("removed")}
        before: Change | None = None
        for address in self.lines["old"]:
            if (change := gone.get(address)) is not None:
                ordered.insert(ordered.index(before) + 1 if before is not None else 0, change)
                before = change
            else:
                before = stood.get(address, before)
        return ordered

    def _told(self, change: Change) -> StepChange | None:
        side: Literal["old", "new"] = "old" if change.kind == "removed" else "new"
        address = change.old if side == "old" else change.new
        assert address is not None
        if change.kind == "unchanged":
            return None
        indent = 0
        if change.kind in ("added", "removed"):
            indent = self.shown[address] = self.shown.get(_frame(address), -1) + 1
        inside = "" if indent else self._inside(side, address)
        kind: Kind = change.kind
        return StepChange(kind, self._words(change, address, side), inside, indent, change.old, change.new)

    def _words(self, change: Change, address: Address, side: str) -> str:
        if change.kind in ("added", "removed"):
            return self.lines[side][address][0]
        edited = self._edited(change) if change.edited else ""
        if change.kind == "changed":
            return sentence(edited)
        held = self.lines["new"][address][0].rstrip(".:")
        return sentence(f"{held} ({self._place(address)})" + (f"; {edited}" if edited else ""))

    def _edited(self, change: Change) -> str:
        assert change.old is not None and change.new is not None
        before, now = statement_at(self.old.flow, change.old), statement_at(self.new.flow, change.new)
        told = changed(facets_of(inner(before), self.old.steps), facets_of(inner(now), self.new.steps))
        if isinstance(before, Off) != isinstance(now, Off):
            told.insert(0, "is switched off" if isinstance(now, Off) else "is switched on again")
        if not told:
            told = [f"says it in another way: {self.lines['new'][change.new][0].rstrip('.:')}"]
        what = subject(inner(now), self.new.steps)
        if not what and isinstance(now, Off) != isinstance(before, Off):
            what = self.lines["new"][change.new][0].rstrip(".:").removesuffix(" (switched off)")
        return f"{what}: {'; '.join(told)}" if what else "; ".join(told)

    def _place(self, address: Address) -> str:
        """Where a step that was moved stands now."""
        number = address[-1]
        assert isinstance(number, int)
        if number:
            behind = self.lines["new"][(*address[:-1], number - 1)][0].rstrip(".:")
            return f"now after “{behind}”"
        inside = self._inside("new", address)
        return f"now first in “{inside.rstrip(':')}”" if inside else "now the first step"

    def _inside(self, side: str, address: Address) -> str:
        """The line of the block that a step stands in."""
        if len(address) < 3:
            return ""
        version = self.old if side == "old" else self.new
        frame, name = address[:-2], str(address[-2])
        names = [block for block, _ in _blocks(version.flow, frame)]
        number = names.index(name)
        between = version.steps.between(inner(statement_at(version.flow, frame)), name, number) if number else ""
        return sentence(between, ":") if between else self.lines[side][frame][0]


def _blocks(flow: Flow, frame: Address) -> tuple[tuple[str, object], ...]:
    from sayso.dsl.blocks import blocks

    return blocks(statement_at(flow, frame))


def _frame(address: Address) -> Address:
    return address[:-2]


def _lines(version: Version) -> dict[Address, list[str]]:
    """What the readback says of each step, its own line first."""
    found: dict[Address, list[str]] = {}
    for told in readback(version.flow, version.facts, version.catalog).sentences:
        if told.address is not None:
            found.setdefault(told.address, []).append(told.text)
    return found


def _sentence(changes: tuple[StepChange, ...], gained: tuple[Power, ...]) -> str:
    """How many steps came, went, changed or moved, and the first thing it may do more."""
    if not changes and not gained:
        return "Both say the same."
    counts = {kind: sum(one.kind == kind for one in changes) for kind in SIGNS}
    said = [f"{count} {kind}" for kind, count in counts.items() if count]
    steps = sum(counts.values())
    number = "1 step" if steps == 1 else f"{steps} steps"
    told = f"{number}: {listed(said)}." if len(said) > 1 else f"{number} {said[0].partition(' ')[2]}." if said else ""
    told = told or "The steps are the same."
    wider = next((one.text for one in gained if one.widens), "")
    return f"{told} {wider}".strip()


def _rows(found: Difference) -> Iterator[str]:
    yield found.sentence
    yield from (f"{'!' if one.widens else '·'} {one.text}" for one in found.powers)
    inside = ""
    for change in found.changes:
        if change.inside != inside and not change.indent:
            inside = change.inside
            if inside:
                yield f"  {inside}"
        deep = "  " * (change.indent + (2 if inside else 1))
        yield f"{deep}{SIGNS[change.kind]} {change.text}"
