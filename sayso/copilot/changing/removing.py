"""Steps that go, or are switched off; and what of the tests goes with them."""

import re

from sayso.copilot.changing.copy import Changed, Copy, Outcome, Unclear
from sayso.copilot.changing.pieces import Piece
from sayso.copilot.changing.steps import label, meant
from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, inner, statement_at
from sayso.dsl.diagnostics import Edit
from sayso.dsl.parse import parse
from sayso.dsl.splice import Rows, spliced
from sayso.dsl.statements import If

GO = re.compile(
    r"(?:do not|never|no|no more|remove|drop|delete|skip|leave out|get rid of|cut out|cut|take out|"
    r"without|omit|lose|stop|"
    r"leave away|we do not need|i do not want|i do not need)(?: (?:send|sending|create|creating|post|posting|the step|"
    r"doing|do|make|making|write|add|adding|need|want))* (?P<what>.+)"
)
OFF = re.compile(
    r"(?:(?:switch|turn) off|disable|pause|mute|deactivate|suspend) (?P<what>.+)|(?:switch|turn) (?P<it>.+) off"
)
_PEOPLE = re.compile(
    r"(?:people|contacts|leads|deals|customers|anyone|anybody|those|everyone|companies|clients|prospects)(?!\S)"
)


def remove(piece: Piece, copy: Copy) -> Outcome:
    """The step that the clause names, gone or switched off."""
    off = OFF.fullmatch(piece.norm)
    gone = None if off else GO.fullmatch(piece.norm)
    match = off or gone
    if match is None:
        return None
    what = match["what"] or (match["it"] if off else "")
    if not off and _PEOPLE.match(what):
        return None
    quotes = {word.value.lower() for word in piece.line.words if word.kind == "quote"}
    found = [one for one in meant(what, copy) if not quotes or _holds(copy, one, quotes)]
    if not found:
        return None
    if len(found) > 1:
        shown = tuple(label(one, found, copy) for one in found[:4])
        return Unclear("which", f"Which of these {len(found)} steps is meant?", shown)
    if off:
        return Changed(edit.switch_off(copy.text, copy.flow, found[0]), found[0])
    return _without(copy, found[0])


def _holds(copy: Copy, address: Address, quotes: set[str]) -> bool:
    """Whether a step has one of these texts: "the tag "trial"" is no other tag."""
    span = statement_at(copy.flow, address).span
    line = copy.text[span.start : span.end].lower()
    return any(quote in line for quote in quotes)


def _without(copy: Copy, address: Address) -> Changed:
    """The text without a step; an `otherwise` or a check that would hold nothing goes along."""
    block = block_at(copy.flow, address[:-1])
    if len(block.statements) == 1 and len(address) > 1:
        parent = address[:-2]
        frame = inner(statement_at(copy.flow, parent))
        if isinstance(frame, If) and len(frame.branches) == 1 and frame.otherwise is None:
            return _without(copy, parent)
        text = edit.delete(copy.text, copy.flow, address)
        if address[-2] == "otherwise":
            text = _without_otherwise(text, address[:-1])
        return Changed(text, None, (address, -1))
    return Changed(edit.delete(copy.text, copy.flow, address), None, (address, -1))


def _without_otherwise(text: str, place: Address) -> str:
    """Without the line `otherwise` of a block that is empty now."""
    flow = parse(text).flow
    assert flow is not None
    rows = Rows(text)
    number = rows.line_at(block_at(flow, place).span.start - 1)
    line = rows.lines[number]
    if text[line.start : line.end].strip() not in ("otherwise", "else"):
        return text
    return text[: line.row] + text[rows.after(number) :]


def fitting_tests(text: str, copy: Copy) -> tuple[str, int]:
    """The text without those lines of its tests that speak of tools it no longer calls; and how many they were."""
    count = 0
    for _ in range(3):
        compiled = copy.compile(text)
        places = {one.span.start for one in compiled.diagnostics if one.slug == "test-tool-not-called"}
        if not places or compiled.flow is None:
            break
        rows = Rows(text)
        lines = [
            line
            for test in compiled.flow.tests
            for line in test.lines
            if any(line.span.start <= place <= line.span.end for place in places)
        ]
        if not lines:
            break
        count += len(lines)
        text = spliced(text, [Edit(rows.of_span(line.span, first=True), "") for line in lines])
    return text, count
