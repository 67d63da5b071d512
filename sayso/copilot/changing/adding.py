"""Steps that come: where in the flow, drafted for what is in reach there, and put in without touching the others."""

import re
from decimal import Decimal

import msgspec

from sayso.copilot.changing.anchors import Anchor, anchor
from sayso.copilot.changing.copy import SO_ALREADY, Changed, Copy, Outcome, Unclear
from sayso.copilot.changing.hearing import Part, bare, part
from sayso.copilot.changing.pieces import Piece
from sayso.copilot.hearing.meaning import Ask
from sayso.copilot.hearing.plan import Lookup, steps_of
from sayso.copilot.proposal import Alternative, Assumption
from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, blocks, inner, statement_at, statements
from sayso.dsl.diagnostics import Diagnostic, Edit
from sayso.dsl.edit_uses import tools_used, use_edits
from sayso.dsl.expressions import Duration, Text
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.print import print_statement
from sayso.dsl.span import Span
from sayso.dsl.splice import STEP, Rows, later, reindented, spliced
from sayso.dsl.statements import Block, Do, If, Repeat, Statement, ToolCall, Wait

QUIET_DAYS = 14
COLD = re.compile(
    r"\b(?:the |a |their )?deal(?: that)? (?:goes|go|gone|is|gets|went|turns|has gone) (?:cold|quiet|dark|silent)\b",
    re.IGNORECASE,
)
OFTEN = re.compile(
    r"\b(?P<how>monthly|weekly|every month|every week|each month|each week|once a month)\b", re.IGNORECASE
)
FULLER: tuple[tuple[str, str], ...] = (
    (r"\bmove to\b", "move it to"),
    (
        r"\band (?:then )?(?:a |an )?(?:monthly|weekly) (update|check-in|summary|newsletter)(?: e?-?mail)?\b",
        r"and send an \1 email",
    ),
    (r"(?<=, )(?:a |an )?gentle (check-in|reminder|nudge|follow-up)(?: e?-?mail)?\b", r"send a gentle \1 email"),
    (
        r"\b(?:the )?(?:client|customer|contact|lead|prospect) (?:hasn't|hasn’t|has not|doesn't|"
        r"does not) (?:replied|reply|answered|answer|responded|respond)"
        r" (?:in|within|for|after)\b",
        "they do not reply within",
    ),
)
"""What is said in few words, in the words that the engine of new flows knows."""
_ADDED = re.compile(r"\b(?:add|also|plus|as well|too)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?<!\S)(?:it|them|they|their|him|her|each|everyone|the (?:owner|rep|csm))(?!\S)")
_NAMED = re.compile(
    r"(?<!\S)(?:contacts?|leads?|prospects?|deals?|customers?|clients?|accounts?|compan(?:y|ies)|tickets?|meetings?|M\d+)(?:'s)?(?!\S)"
)
TURNS = 6
"""So many times something is done "monthly" when nobody said for how long."""
ROUNDS = 4


def add(piece: Piece, copy: Copy) -> Outcome:
    """The steps that the clause asks for, at the place it names."""
    place = anchor(piece, copy)
    if place is None or isinstance(place, Unclear):
        return place
    if not place.said and not _points(piece.norm) and not _ADDED.search(copy.request):
        return None
    words, cold = COLD.subn(f"the deal has no activity for {QUIET_DAYS} days", copy.request[place.start : place.end])
    often = OFTEN.search(words)
    for short, full in FULLER:
        words = re.sub(short, full, words, flags=re.IGNORECASE)
    words = OFTEN.sub("", words) if often else words
    drafted = part(words, copy, place.block, place.index, sent=place.waits)
    if not place.said and (not drafted.plan.default_trigger or _looks(drafted)):
        return None
    if not drafted.statements or drafted.written.asks:
        return _asked(drafted, place)
    made = tuple(bare(one) for one in drafted.statements)
    if cold and _moves_them(made, copy):  # type: ignore[arg-type]
        return SO_ALREADY
    if often:
        made = tuple(_repeated(one, often["how"]) for one in made)  # type: ignore[arg-type]
    if cold and any(".send" in tool for tool in tools_used(copy.flow)):
        made = (Wait(Duration(Decimal(QUIET_DAYS), "days")), *made)  # writing to them was activity too
    changed = _put(copy, place, made)  # type: ignore[arg-type]
    notes = _notes(changed, len(made), bool(cold), bool(often)) if cold or often else ()
    left = () if cold or often else _left(piece, drafted, place)
    return msgspec.structs.replace(changed, assumptions=notes, left=left)


def _points(norm: str) -> bool:
    """Whether a step that is asked for points at what the flow is about: "post it in #sales"."""
    return _PRONOUN.search(norm) is not None and _NAMED.search(norm) is None


def _looks(drafted: Part) -> bool:
    """A request that begins with a search is about something new."""
    return any(isinstance(step, Lookup) and not step.tool.startswith("web.") for step in steps_of(drafted.plan.body))


def _asked(drafted: Part, place: Anchor) -> Outcome:
    asks: list[Ask] = drafted.written.asks or drafted.plan.asks
    if not asks:
        return Unclear("unintelligible", "What should be done there?", ("Leave it out",)) if place.said else None
    if not place.said and asks[0].slug in ("unintelligible", "no-such-tool", "dangerous", "rules"):
        return None
    return Unclear(asks[0].slug, asks[0].question, ("Leave it out",))


def _left(piece: Piece, drafted: Part, place: Anchor) -> tuple[int, ...]:
    """Words of the request of which the draft made nothing."""
    starts = {place.start + drafted.heard.words[one].start for unused in drafted.plan.unused for one in unused.places}
    return tuple(number for number, word in zip(piece.places, piece.whole.words, strict=True) if word.start in starts)


def _moves_them(made: tuple[Statement, ...], copy: Copy) -> bool:
    """Whether a block of the flow puts deals into that stage already, and does all else that is asked for."""
    wanted = [node for one in made for node in walk(one) if isinstance(node, ToolCall)]
    stages = {_plain(node) for node in wanted if node.tool == "crm.move_stage"}
    for block in (held for _, one in statements(copy.flow) for _, held in blocks(inner(one))):
        mine = {_plain(inner(one).call) for one in block.statements if isinstance(inner(one), Do)}  # type: ignore[union-attr]
        held = {node.tool for node in walk(block) if isinstance(node, ToolCall)}
        if stages and stages <= mine and {node.tool for node in wanted} <= held:
            return True
    return False


def _plain(call: ToolCall) -> tuple[str, tuple[str, ...]]:
    """A tool and the texts it is given."""
    texts = [part for node in walk(call) if isinstance(node, Text) for part in node.parts if isinstance(part, str)]
    return call.tool, tuple(texts)


def _repeated(statement: Statement, how: str) -> Statement:
    """A message that goes out every month goes out a few times, with waits."""
    unit = "weeks" if "week" in how.lower() else "months"
    if isinstance(statement, If):
        branches = tuple(msgspec.structs.replace(one, body=_last_repeated(one.body, how)) for one in statement.branches)
        return msgspec.structs.replace(statement, branches=branches)
    if isinstance(statement, Do) and ".send" in statement.call.tool:
        wait = Wait(Duration(Decimal(1), unit))  # type: ignore[arg-type]
        return Repeat(TURNS, None, Block((wait, statement)))
    return statement


def _last_repeated(block: Block, how: str) -> Block:
    return msgspec.structs.replace(block, statements=tuple(_repeated(one, how) for one in block.statements))


def _put(copy: Copy, place: Anchor, made: tuple[Statement, ...]) -> Changed:
    if place.opens:
        text = _otherwise(copy, place.block[:-1], made)
    else:
        text = edit.insert(copy.text, copy.flow, place.block, place.index, made)
    text = _mended(copy, text, (*place.block, place.index), len(made))
    address = (*place.block, place.index)
    return Changed(text, address, None if place.opens else (address, len(made)))


def _otherwise(copy: Copy, address: Address, made: tuple[Statement, ...]) -> str:
    """A block `otherwise` more, in front of the line `end`."""
    statement = statement_at(copy.flow, address)
    rows = Rows(copy.text)
    number = rows.line_at(statement.span.end - 1)
    indent = rows.indent(statement.span)
    inside = "".join(reindented(print_statement(one), indent + STEP) + "\n" for one in made)
    place = rows.lines[number].row
    new = Edit(Span(place, place), f"{indent}otherwise\n{inside}")
    after = parse(spliced(copy.text, [new])).flow
    assert after is not None
    return spliced(copy.text, [new, *use_edits(rows, copy.flow, after)])


def _mended(copy: Copy, text: str, address: Address, count: int) -> str:
    """What came made to fit: the fixes of findings inside it."""
    for _ in range(ROUNDS):
        compiled = copy.compile(text)
        if compiled.flow is None:
            break
        held = block_at(compiled.flow, address[:-1]).statements
        first = address[-1]
        assert isinstance(first, int)
        inside = held[first : first + count]
        fixes = [
            finding.fixes[0]
            for finding in compiled.diagnostics
            if finding.severity == "error" and finding.fixes and _is_inside(finding, inside)
        ]
        if not fixes:
            break
        text = spliced(text, list(fixes[0].edits))
    return text


def _is_inside(finding: Diagnostic, inside: tuple[Statement, ...]) -> bool:
    return any(
        one.span.start <= edit.span.start and edit.span.end <= one.span.end
        for one in inside
        for edit in finding.fixes[0].edits
    )


def _notes(changed: Changed, count: int, cold: bool, often: bool) -> tuple[Assumption, ...]:
    """What was assumed about "cold" and "monthly"."""
    flow, address = parse(changed.text).flow, changed.address
    assert flow is not None
    assert address is not None
    span = Span(statement_at(flow, address).span.start, statement_at(flow, later(address, count - 1)).span.end)
    found: list[Assumption] = []
    if cold:
        options = tuple((f"{days} days", str(days)) for days in (7, 30, 60))
        places = _places(changed.text, span, rf"(?:>= |wait ){QUIET_DAYS}\b", str(QUIET_DAYS))
        found.append(_assumption(f"cold means no activity for {QUIET_DAYS} days", places, options, address))
    if often:
        options = tuple((f"{times} times", str(times)) for times in (3, 12))
        places = _places(changed.text, span, rf"at most {TURNS} times", str(TURNS))
        found.append(_assumption(f"it goes out {TURNS} times", places, options, address))
    return tuple(found)


def _places(text: str, span: Span, pattern: str, old: str) -> list[Span]:
    """Where the number stands."""
    starts = [span.start + one.start() + one[0].index(old) for one in re.finditer(pattern, text[span.start : span.end])]
    return [Span(start, start + len(old)) for start in starts]


def _assumption(words: str, places: list[Span], options: tuple[tuple[str, str], ...], address: Address) -> Assumption:
    return Assumption(
        words, address, tuple(Alternative(title, tuple(Edit(at, new) for at in places)) for title, new in options)
    )
