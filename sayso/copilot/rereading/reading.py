"""The readback of a flow read back to the flow. What was read counts only if it is told in the same words again."""

from collections.abc import Iterator

import msgspec

from sayso.compiler import Compiled, compile
from sayso.copilot.readback import Readback, readback
from sayso.copilot.rereading.building import STYLE, Building, Hears, Unread, begins
from sayso.copilot.rereading.leaving import without_faults
from sayso.copilot.rereading.naming import named
from sayso.copilot.rereading.parts import Parts, parts_of
from sayso.copilot.rereading.rows import Row, rows_of, same
from sayso.copilot.rereading.splitting import Patience
from sayso.dsl.blocks import Address, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.print import print_flow
from sayso.dsl.statements import Statement

_STARTS = ("When ", "Every ", "Once, on ", "Goal: ")
TRIES = 16
LONGEST = 40_000


class Reread(msgspec.Struct, frozen=True):
    """What a readback was read as. `places` has the step of each row, `otherwise` the rows that were heard by other
    rules, `unheard` those nobody understood, which were left out, `left` those that this workspace does not allow."""

    compiled: Compiled
    rows: tuple[Row, ...]
    places: dict[int, Address]
    otherwise: tuple[int, ...] = ()
    unheard: tuple[int, ...] = ()
    left: dict[int, str] = {}


def looks_told(text: str) -> bool:
    """Whether a request may be a readback: one of its first rows says what starts a run."""
    if len(text) > LONGEST or "\n" not in text:
        return False
    first = text.lstrip()[:2_000].split("\n", 3)[:3]
    return any(line.lstrip().startswith(_STARTS) for line in first)


def reread(text: str, catalog: Catalog, hears: Hears | None = None) -> Reread | None:
    """The flow that a readback tells; None where it is none of ours. `hears` is asked for the steps of a sentence that
    is not ours, when most others are."""
    if not looks_told(text):
        return None
    rows = rows_of(text)
    parts = parts_of(rows)
    if parts is None:
        return None
    patience = Patience()
    if not begins(parts, catalog, patience):
        return None
    ways: tuple[Hears | None, ...] = (None, hears, _unheard) if hears else (None,)
    return next((found for way in ways if (found := _tried(parts, rows, catalog, patience, way)) is not None), None)


def _unheard(words: str) -> list[Statement]:
    """A sentence that is only asked about."""
    return []


def _tried(parts: Parts, rows: list[Row], catalog: Catalog, patience: Patience, hears: Hears | None) -> Reread | None:
    """Each row is taken for the first thing it may mean; then for others, as long as that brings it nearer."""
    best = _Try(parts, catalog, {}, patience, hears)
    tried = 0
    while best.wrong and tried < TRIES:
        nearer = None
        for choices in _others(best):
            tried += 1
            other = _Try(parts, catalog, choices, patience, hears)
            if other.wrong is not None and len(other.wrong) < len(best.wrong):
                nearer = other
            if nearer or tried >= TRIES:
                break
        if nearer is None:
            break
        best = nearer
    return _allowed(best, rows, catalog)


def _allowed(best: "_Try", rows: list[Row], catalog: Catalog) -> Reread | None:
    """What was read, without the steps that are not allowed here."""
    if best.compiled is None or best.wrong is None or best.told_otherwise:
        return None
    found = without_faults(best.compiled, catalog)
    if found is None:
        return None
    compiled, left = found
    numbers = {place: row for row, place in reversed(best.places.items())}
    why = {numbers[one.place]: one.why for one in left if one.place in numbers}
    places = best.places
    if left and compiled.flow is not None:
        kept = [(row, rows[row]) for row in sorted(places) if row not in why]
        places, _ = _aligned(kept, readback(compiled.flow, compiled.facts, catalog), gaps=True)
    return Reread(compiled, tuple(rows), places, best.otherwise, best.unheard, why)


def _others(tried: "_Try") -> Iterator[dict[int, int]]:
    """Other choices for the rows that may be at fault, one at a time."""
    for row in dict.fromkeys((STYLE, *(tried.wrong or ()), *tried.suspects)):
        for choice in range(tried.ways.get(row, 1)):
            if choice != tried.choices.get(row, 0):
                yield {**tried.choices, row: choice}


class _Try:
    """The rows, each taken for one thing. `wrong` are the rows that come out otherwise; None where a row says nothing
    that is known, or nothing could be written."""

    def __init__(
        self, parts: Parts, catalog: Catalog, choices: dict[int, int], patience: Patience, hears: Hears | None
    ) -> None:
        self.choices = choices
        self.wrong: list[int] | None = None
        self.told_otherwise = True
        self.suspects: list[int] = []
        self.places: dict[int, Address] = {}
        self.ways: dict[int, int] = {}
        self.otherwise: tuple[int, ...] = ()
        self.unheard: tuple[int, ...] = ()
        self.compiled: Compiled | None = None
        building = Building(parts, catalog, choices, patience, hears)
        try:
            flow = named(building.flow(), building.unbound, catalog)
        except Unread:
            return
        self.ways = building.ways
        self.otherwise, self.unheard = tuple(building.otherwise), tuple(building.unheard)
        self.compiled = compile(print_flow(flow), catalog)
        self.wrong = self._compared(building, parts, catalog)

    def _compared(self, building: Building, parts: Parts, catalog: Catalog) -> list[int] | None:
        compiled = self.compiled
        if compiled is None or compiled.flow is None:
            return None
        told = readback(compiled.flow, compiled.facts, catalog)
        odd = {*building.otherwise, *building.unheard}
        given = [(number, row) for number, row in parts.told if number not in odd]
        places, wrong = _aligned(given, told, gaps=bool(odd))
        self.places = places
        if parts.rules and not building.added and not odd:
            wrong += _rules_wrong(parts, told)
        self.told_otherwise = bool(wrong)
        faults = [self._at_fault(place) for place in self._faulty()]
        self.suspects = [row for last in faults for row in range(last - 1, 0, -1)]
        return wrong + faults

    def _faulty(self) -> list[Address]:
        """The steps in which something is not allowed."""
        compiled = self.compiled
        assert compiled is not None and compiled.flow is not None
        steps = [(address, statement.span) for address, statement in statements(compiled.flow)]
        return [
            max((one for one, span in steps if span.start <= error.span.start < span.end), key=len, default=())
            for error in compiled.errors
        ]

    def _at_fault(self, place: Address) -> int:
        return next((row for row, address in self.places.items() if address == place), 0)


def _aligned(given: list[tuple[int, Row]], told: Readback, *, gaps: bool) -> tuple[dict[int, Address], list[int]]:
    """The step of each row, and the rows that are told otherwise. `gaps`: what is told more belongs to other rows."""
    again = [(one.written or one.text, one.address) for one in told.sentences]
    places: dict[int, Address] = {}
    wrong, at = [], 0
    for number, row in given:
        last = len(again) if gaps else min(at + 1, len(again))
        found = next((place for place in range(at, last) if same(row.words, again[place][0])), None)
        if found is None:
            wrong.append(number)
        at = at if found is None else found
        address = again[at][1] if at < len(again) else None
        if address is not None:
            places[number] = address
        at += 1 if found is not None or not gaps else 0
    return places, wrong if gaps or at == len(again) else [*wrong, 0]


def _rules_wrong(parts: Parts, told: Readback) -> list[int]:
    again = [one.text for one in told.rules]
    equal = len(again) == len(parts.rules) and all(
        same(one, other) for one, other in zip(parts.rules, again, strict=True)
    )
    return [] if equal else [0]
