"""Inference that remembers statements: one that is the same, at a point where the same is known, is not judged again.

A statement is remembered with its findings, for it is the same only if all its text is. What counts for the whole flow
(`return`, `keep`, record values, names that a line without a reading may set) is always judged.
"""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from sayso.compiler.infer.blocks import Blocks
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.state import Lane, State
from sayso.compiler.scope import Scope, differing
from sayso.dsl.diagnostics import Diagnostic, moved, stands_in
from sayso.dsl.node import walk
from sayso.dsl.statements import Statement
from sayso.dsl.types import Choice, Scalar, Type, present

BY_NODE = ("types", "calls", "events", "names", "bound", "elements", "always")
"""What facts know by the identity of nodes."""

Lanes = tuple[tuple[dict[str, Type], frozenset[str], bool], ...]


class Learned(msgspec.Struct):
    """What one statement taught, and from where; `declared` and `events` are what it added to its lane.

    `said` are the words under which it may mean a name, once somebody asked for them.
    """

    node: Statement
    start: int
    before: State
    lanes: Lanes
    inner: dict[str, Type]
    after: State
    known: dict[str, dict[int, Any]]
    unreachable: set[int]
    declared: dict[str, Type]
    events: set[str]
    inner_names: dict[str, Type]
    findings: list[Diagnostic]
    said: frozenset[str] | None = None

    def says(self, names: Collection[str]) -> bool:
        """Whether the statement may mean one of these names: it says it, sets it, or an event of it brings it. Words of
        a template stand elsewhere, so whoever uses one may mean any.
        """
        if self.said is None:
            self.said = frozenset(_words(self))
        templates = any(call.template is not None for call in self.known["calls"].values())
        return bool(names) and (templates or not self.said.isdisjoint(names))


class Remembering(Blocks):
    """Judges all statements that are not remembered."""

    def __init__(self, inference: Inference, learned: dict[int, Learned]) -> None:
        """`learned` is what the last check taught; it is brought up to date."""
        super().__init__(inference)
        self.learned = learned

    def statement(self, node: Statement, state: State) -> State:
        """The point after a statement."""
        known = self.learned.get(id(node))
        if known is not None and (self._holds(known, state) or self._catches_up(known, state)):
            return self._again(known, state)
        return self._anew(node, state)

    def _holds(self, known: Learned, state: State) -> bool:
        before = known.before
        return (
            before.names.is_like(state.names)
            and before.known == state.known
            and (before.kinds, before.ended) == (state.kinds, state.ended)
            and known.lanes == _lanes(state.lane)
            and (not known.findings or known.inner == self.inference.inner_names)
        )

    def _catches_up(self, known: Learned, state: State) -> bool:
        """Whether all that is new are names of plain values that the statement does not mean: it teaches the same, and
        from now on it knows of them."""
        before, lanes = known.before, _lanes(state.lane)
        if known.findings or (before.known, before.kinds, before.ended) != (state.known, state.kinds, state.ended):
            return False
        if [lane[1:] for lane in known.lanes] != [lane[1:] for lane in lanes]:
            return False
        then = before.names.plainly()
        new = differing(then, state.names.plainly())
        for was, now in zip(known.lanes, lanes, strict=True):
            new |= differing(was[0], now[0])
        if not all(_is_plain(kind) for pair in new.values() for kind in pair):
            return False
        if any(key[1][0] in new for key in state.known) or known.says(new):
            return False
        return self._caught_up(known, state, then)

    def _caught_up(self, known: Learned, state: State, then: dict[str, Type]) -> bool:
        after = known.after.names.caught_up(then, state.names)
        names = {id: _reach_caught_up(reach, then, state.names) for id, reach in known.known["names"].items()}
        if after is None or None in names.values():
            return False
        known.before, known.after = state, msgspec.structs.replace(known.after, names=after)
        known.known = {**known.known, "names": names}
        known.lanes = tuple((declared.copy(), events, collects) for declared, events, collects in _lanes(state.lane))
        return True

    def _again(self, known: Learned, state: State) -> State:
        facts = self.inference.facts
        for name, learned in known.known.items():
            getattr(facts, name).update(learned)
        facts.unreachable |= known.unreachable
        state.lane.declared.update(known.declared)
        state.lane.events.update(known.events)
        self.inference.inner_names |= known.inner_names
        for finding in known.findings:
            self.inference.say(moved(finding, known.node.span.start - known.start))
        return msgspec.structs.replace(known.after, lane=state.lane)

    def _anew(self, node: Statement, state: State) -> State:
        inference, facts = self.inference, self.inference.facts
        self.learned.pop(id(node), None)
        lanes, inner = _lanes(state.lane), inference.inner_names.copy()
        lanes = tuple((declared.copy(), frozenset(events), collects) for declared, events, collects in lanes)
        whole, told = self._whole(state), len(facts.findings)
        around = {name: getattr(facts, name) for name in (*BY_NODE, "unreachable")}
        for name, found in around.items():
            setattr(facts, name, type(found)())
        after = super().statement(node, state)
        known = {name: getattr(facts, name) for name in BY_NODE}
        unreachable = facts.unreachable
        for name, found in around.items():
            found.update(getattr(facts, name))
            setattr(facts, name, found)
        findings = facts.findings[told:]
        if whole == self._whole(state) and all(stands_in(finding, node.span) for finding in findings):
            declared, events, _ = lanes[0]
            self.learned[id(node)] = Learned(
                node, node.span.start, state, lanes, inner, after, known, unreachable,
                _added(declared, state.lane.declared), state.lane.events - events,
                _added(inner, inference.inner_names), findings,
            )  # fmt: skip
        return after

    def _whole(self, state: State) -> tuple[int, ...]:
        """How much of what counts for the whole flow was met so far."""
        inference = self.inference
        lane: Lane | None = state.lane
        kept = 0
        while lane is not None:
            kept += len(lane.kept)
            lane = lane.parent
        gaps = len(inference.facts.gaps)
        asked = inference.asked_of_broken
        return len(inference.returned), inference.stops, len(inference.records), gaps, kept, asked


def _lanes(lane: Lane | None) -> Lanes:
    """What is declared in a lane and in those around it."""
    found = []
    while lane is not None:
        found.append((lane.declared, frozenset(lane.events), lane.collects))
        lane = lane.parent
    return tuple(found)


def _added(before: dict[str, Type], after: dict[str, Type]) -> dict[str, Type]:
    return {name: kind for name, kind in after.items() if name not in before or before[name] is not kind}


def _reach_caught_up(reach: Any, then: dict[str, Type], now: Scope[Type]) -> Mapping[str, Type] | None:
    """What is in reach of a statement inside another one, once more is in reach of that."""
    if isinstance(reach, ChainMap):
        set_here, brought = reach.maps
        caught_up = set_here.caught_up(then, now)  # type: ignore[attr-defined]
        return ChainMap(caught_up, brought) if caught_up is not None else None
    found: Mapping[str, Type] | None = reach.caught_up(then, now)
    return found


def _is_plain(kind: Type | None) -> bool:
    """Whether a value of a type holds no records, which may change."""
    return kind is None or isinstance(present(kind), Scalar | Choice)


def _words(known: Learned) -> Iterator[str]:
    for node in walk(known.node):
        for field in node.__struct_fields__:
            value = getattr(node, field)
            for word in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                if isinstance(word, str):
                    yield word.partition(".")[0]
    for names in (*known.known["bound"].values(), *known.known["elements"].values()):
        yield from names
    for event in known.known["events"].values():
        yield from (name for name, _ in event.binds)
