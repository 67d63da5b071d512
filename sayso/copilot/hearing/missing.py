"""What was said beside a condition that was understood, and did not get into it: no part of a condition is dropped."""

import re
from collections.abc import Iterable

from sayso.copilot.hearing.lexicon_lists import GUARDS
from sayso.copilot.hearing.lexicon_people import PERSONS
from sayso.copilot.hearing.meaning import Ask
from sayso.copilot.hearing.text import Line

_PARTS = frozenset(("and", "or", ",", "but", "&", "plus", "while", "(", "mentioning", "asking", "containing", "saying"))
_SMALL = re.compile(
    r"(?:then|so|also|yet|still|already|now|again|too|instead|it|they|them|he|she|that|this|the|an?|is|are|be|if|when|in|on|at|"
    r"of|to|by|for|with|from|day|days|time|date|please|just|only|ever|at all|really|there|here|me|us|\)|more|less|than|"
    r"even|first|later|will|would|currently|actually|another|other|either|both|any|all|one|ones|people|anybody|anyone|"
    r"everybody|everyone|contacts?|customers?|clients?|accounts?|deals?|leads?|compan(?:y|ies))"
)
"""Words that ask for nothing by themselves."""
_CHATTER = re.compile(r"(?:please )?(?:do|here is|run) (?:all |the |this|it|what|following|everything)")
"""What only announces the rest."""


def missed(line: Line, grasped: Iterable[int], request: str) -> list[Ask]:
    """A question about every part of a condition of which nothing was understood."""
    known = set(grasped)
    asks: list[Ask] = []
    for part in _parts(line):
        small = all(_SMALL.fullmatch(word.norm) for word in part.words) or _CHATTER.match(part.norm)
        if known & set(part.places()) or small:
            continue
        said = request[part.words[0].start : part.words[-1].end]
        asks.append(Ask(slug="condition", question=f"What do you mean by “{said}”?", places=tuple(part.places())))
    return asks


def _parts(line: Line) -> list[Line]:
    """The words between "and", "or" and commas."""
    found: list[Line] = []
    start = 0
    for place in range(len(line) + 1):
        if place == len(line) or line.words[place].norm in _PARTS:
            if place > start:
                found.append(line.cut(start, place))
            start = place + 1
    return found


_PEOPLE = rf"(?=\S+s(?!\S))(?:{PERSONS})"
_TOLD = re.compile(
    r"(?<!\S)(?:deals|contacts|leads|prospects|customers|clients|accounts|companies|opportunities|everyone|everybody|"
    rf"anyone|anybody|people|users|{_PEOPLE}|(?:^|(?:every|each|any) )(?:\w+ )?(?:deal|contact|lead|prospect|"
    rf"customer|client|"
    rf"account|company|opportunity|{PERSONS})) (?:who|which|whose|where|that(?! (?:our|the|their|it|they|you) )|"
    r"(?:that )?(?:we|i)(?! (?:want|need|would|like|get|got|have|know|find|found|should|must|can) ))(?= )"
)
"""Behind what more is told of a list."""
_GOES_ON = re.compile(
    r"(?:who|that|which|whose|has|have|had|is|are|was|were|did|do|does|not|never|with|without|in|from|over|under|above|"
    r"below|still|already|no)(?!\S)"
)


def untold(line: Line, grasped: Iterable[int], request: str) -> list[Ask]:
    """A question where nothing was understood of what is told of a list: "deals that gather dust"."""
    known = set(grasped)
    match = _TOLD.search(line.norm)
    if match is None:
        return []
    first, *others = _parts(line.cut(line.at(match.end()) + 1, len(line))) or [Line(())]
    parts = [first, *(part for part in others if _GOES_ON.match(part.norm))]
    return [ask for part in parts for ask in missed(part, known, request)]


def whose_say(line: Line, words: str) -> Ask | None:
    """A question where somebody's say about what happens was not understood: it is never left out unasked."""
    if not GUARDS.search(line.norm):
        return None
    question = f"Who has to approve what, with “{words}”?"
    return Ask(slug="approval", question=question, answers=("Leave it out",), places=tuple(line.places()))
