"""Where new steps go: after or before a step, under a reply or its absence, otherwise, at the end."""

import re

import msgspec

from sayso.copilot.changing.copy import Copy, Unclear
from sayso.copilot.changing.pieces import CUES, Piece
from sayso.copilot.changing.steps import chosen, label, meant
from sayso.copilot.hearing.text import Line
from sayso.dsl.blocks import Address, block_at, inner, statement_at, statements
from sayso.dsl.expressions import Name
from sayso.dsl.statements import ForEach, If, Repeat, Return, Sequence, Skip, Statement, Stop, WaitFor


class Anchor(msgspec.Struct, frozen=True):
    """A place in a block, and the letters of the request that say what goes there.

    `opens`: the block is an `otherwise` that is not there yet. `said`: the clause says that something is added.
    `waits`: it is about an answer to an email that was sent before.
    """

    block: Address
    index: int
    start: int
    end: int
    opens: bool = False
    said: bool = True
    waits: bool = False


_NO_REPLY = re.compile(
    r"(?:if|when|once) (?:(?:they|he|she|someone|somebody|(?:the )?\w+) (?:do not|does not|did not|"
    r"never|have not|has not) "
    r"(?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|write back)|(?:nobody|no one|none) (?:repl(?:y|"
    r"ies)|answers?|responds?)|"
    r"there is no (?:reply|answer|response))(?: ,)?(?: then)? "
)
_REPLY = re.compile(
    r"(?:if|when|once|as soon as) (?:they|he|she|someone|somebody|anyone|the \w+) (?:do |does )?"
    r"(?:repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|write(?:s)? back)(?: ,)?(?: then)? "
)
_LATE_REPLY = re.compile(
    r"(?:if|when) .{0,60}?(?:repl(?:y|ies|ied)|answer(?:s|ed)?|respond(?:s|ed)?|reply|response) "
    r"(?:in|within|for|after) (?:the next )?\S+ (?:business )?(?:days?|weeks?|months?|hours?)(?!\S)"
)
"""With a time of its own it waits for itself."""
_COLD = re.compile(r"(?<!\S)(?:goes|go|gone|gets|is|went|turns) (?:cold|quiet|dark|silent)(?!\S)")
_NO_ACCEPT = re.compile(r"(?:if|when) (?:they|he|she) (?:do not|does not|did not|never) accept(?: ,)?(?: then)? ")
_ACCEPT = re.compile(r"(?:if|when|once) (?:they|he|she) (?:do |does )?accept(?:s|ed)?(?: ,)?(?: then)? ")
_ELSE = re.compile(r"(?:otherwise|else|if not|in all other cases)(?: ,)? ")
_END = re.compile(
    r"(?:(?:when|once|after) (?:all|everything|everybody|everyone)(?: of (?:that|it|this|them))? (?:is|are) "
    r"(?:done|finished|over|through)|at the (?:very )?end|finally|last of all)(?: ,)? "
)
_AFTER = re.compile(r"(?:right |directly |straight )?(?P<way>after|before|behind) ")
_TAIL = re.compile(r" (?P<way>after|before|behind) (?P<what>the .+|(?:a|each|every) .+)$")
_LEAD = re.compile(r"(?:(?:,|:|also|then|and|add :|add this :|please|afterwards|next) ?)+(?!\S)")
_SAID = re.compile(r"(?:add|also|then|afterwards|next|plus)(?!\S)|.* (?:afterwards|after that|as well|too)$")


def speaks_of_the_flow(norm: str) -> bool:
    """Whether words that begin like a trigger ("when they reply") name a place of the present flow instead."""
    lead = _LEAD.match(norm)
    rest = norm[lead.end() :].lstrip() if lead else norm
    return any(one.match(rest) for one in (_LATE_REPLY, _NO_REPLY, _REPLY, _NO_ACCEPT, _ACCEPT, _END))


def anchor(piece: Piece, copy: Copy) -> Anchor | Unclear | None:
    """The place that the clause names; the end of the flow's main part where it names none."""
    line, norm = piece.line, piece.norm
    lead = _LEAD.match(norm)
    bare = _from(line, norm, lead.end() + 1) if lead and lead.end() + 1 < len(norm) else line
    if _LATE_REPLY.match(bare.norm):
        end = _at_end(_main(copy), copy, bare, said=True)
        return None if end is None else msgspec.structs.replace(end, waits=True)
    for pattern, way in ((_NO_REPLY, "no reply"), (_REPLY, "reply"), (_NO_ACCEPT, "no accept"), (_ACCEPT, "accept")):
        match = pattern.match(bare.norm)
        if match:
            return _branch(copy, _from(bare, bare.norm, match.end()), way)
    match = _ELSE.match(bare.norm)
    if match:
        return _otherwise(copy, _from(bare, bare.norm, match.end()))
    match = _END.match(bare.norm)
    if match:
        rest = _from(bare, bare.norm, match.end())
        return _at_end((), copy, rest, said=True)
    match = _AFTER.match(bare.norm)
    if match:
        return _beside(copy, bare, match)
    if _COLD.search(bare.norm):
        return _unanswered(copy, bare)
    tail = _TAIL.search(bare.norm)
    if tail:
        found = _placed(copy, meant(tail["what"], copy), tail["way"], bare.cut(0, bare.at(tail.start() + 1)))
        if found is not None:
            return found
    return _at_end(_main(copy), copy, bare, said=bool(_SAID.match(norm)))


def _from(line: Line, norm: str, letter: int) -> Line:
    """The words from a letter on, without what only leads over."""
    rest = line.cut(line.at(letter), len(line))
    lead = _LEAD.match(rest.norm)
    if lead and lead.end() + 1 < len(rest.norm):
        return rest.cut(rest.at(lead.end() + 1), len(rest))
    return rest


def _letters(line: Line) -> tuple[int, int]:
    return line.words[0].start, line.words[-1].end


def _main(copy: Copy) -> Address:
    """Where most of the flow happens: in its loop over people or records, if it has one."""
    loops = [place for place, one in enumerate(copy.flow.body.statements) if isinstance(inner(one), ForEach)]
    return (loops[-1], "body") if len(loops) == 1 else ()


def _at_end(block: Address, copy: Copy, rest: Line, *, said: bool) -> Anchor | None:
    if not len(rest):
        return None
    held = block_at(copy.flow, block).statements
    index = len(held) - 1 if held and isinstance(held[-1], Stop | Return) else len(held)
    return Anchor(block, index, *_letters(rest), said=said)


def _branch(copy: Copy, rest: Line, way: str) -> Anchor | Unclear | None:
    """Under a reply, an acceptance, or their absence."""
    kind = WaitFor | Sequence if "reply" in way else If | Repeat if way == "no accept" else If
    found = [
        address
        for address, one in statements(copy.flow)
        if isinstance(inner(one), kind) and ("reply" in way or _asks_acceptance(inner(one)))
    ]
    if "no" in way.split():
        found = [address for address in found if not isinstance(inner(statement_at(copy.flow, address)), Sequence)]
    found = chosen(found, copy)
    if not found or not len(rest):
        return None
    if len(found) > 1:
        return _several(found, copy)
    return _into(copy, found[0], rest, "otherwise" if "no" in way.split() else "")


def _into(copy: Copy, address: Address, rest: Line, name: str) -> Anchor:
    own = inner(statement_at(copy.flow, address))
    name = name or ("then" if isinstance(own, If) else "unless" if isinstance(own, Sequence) else "body")
    place = (*address, name)
    if name == "otherwise" and getattr(own, "otherwise", None) is None:
        return Anchor(place, 0, *_letters(rest), opens=True)
    held = block_at(copy.flow, place).statements
    ends = bool(held) and isinstance(held[-1], Stop | Return | Skip)
    return Anchor(place, len(held) - ends, *_letters(rest))


def _unanswered(copy: Copy, rest: Line) -> Anchor | None:
    """What happens to those that go cold: where nobody answered, if the flow ends with waiting for an answer."""
    block = _main(copy)
    held = block_at(copy.flow, block).statements
    if held and isinstance(inner(held[-1]), WaitFor):
        return _into(copy, (*block, len(held) - 1), rest, "otherwise")
    return _at_end(block, copy, rest, said=True)


def _asks_acceptance(own: Statement) -> bool:
    if isinstance(own, Repeat):
        return own.until == Name("accepted")
    return isinstance(own, If) and own.branches[0].condition == Name("accepted")


def _several(found: list[Address], copy: Copy) -> Unclear:
    return Unclear("which", "Which of these is meant?", tuple(label(one, found, copy) for one in found[:4]))


def _otherwise(copy: Copy, rest: Line) -> Anchor | Unclear | None:
    """The one check or wait that has no `otherwise` yet."""
    found = [
        address
        for address, one in statements(copy.flow)
        if isinstance(inner(one), If | WaitFor) and inner(one).otherwise is None  # type: ignore[union-attr]
    ]
    found = chosen(found, copy)
    if not found or not len(rest):
        return None
    if len(found) > 1:
        return _several(found, copy)
    return _into(copy, found[0], rest, "otherwise")


def _beside(copy: Copy, line: Line, match: re.Match[str]) -> Anchor | Unclear | None:
    """ "After the email add the tag": the name of a step, then what to do."""
    first = line.at(match.end())
    for place in range(first + 1, len(line)):
        rest = _from(line, line.norm, line.starts[place])
        if CUES.match(rest.norm):
            found = meant(line.cut(first, place).norm, copy)
            if found:
                return _placed(copy, found, match["way"], rest)
    return None


def _placed(copy: Copy, found: list[Address], way: str, rest: Line) -> Anchor | Unclear | None:
    if not found or not len(rest):
        return None
    if len(found) > 1:
        return _several(found, copy)
    place = found[0]
    last = place[-1]
    assert isinstance(last, int)
    return Anchor(place[:-1], last + (way != "before"), *_letters(rest))
