"""From words to clauses: a request is cut where something new begins."""

import re
from functools import cached_property

import msgspec

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.lexicon_actions import OBJECTS
from sayso.copilot.hearing.lexicon_openings import (
    COMES_IN,
    CONDITION,
    CONDITIONAL,
    FILLERS_FIRST,
    GOES_ON_ELSE,
    GOES_ON_IF,
    HARD,
    IMPERATIVE,
    LEFT_OUT,
    NO_ACTION,
    NO_ACTION_AFTER,
    NO_OBJECT,
    NOUNS,
    OBJECT,
    OPENERS,
    OTHERWISE,
    PASSIVE,
    PRONOUNS,
    SAYS,
    SOFT,
    WAITS,
)
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.tools import Tools
from sayso.copilot.hearing.words import Word

_OPEN_ONES = re.compile(
    r"(?:(?!(?:an?|the|another) )\S+ )?(?:tickets?|deals?|tasks?|issues?|opportunit(?:y|ies)|cases?|invoices?)(?!\S)"
)
_NUMBERED = re.compile(r"(?:below|under|above|over) \$?\d")
"""Goes on a condition behind "and"."""


class Chunk(msgspec.Struct, frozen=True):
    """A clause: its words, the sign it ends with, and whether a sentence or an item of a list begins with it."""

    line: Line
    ends: str = ""
    begins: str = ""

    @property
    def norm(self) -> str:
        """Its plain forms without the filler words in front."""
        return self.body.norm

    @property
    def body(self) -> Line:
        """Its words without the filler words in front."""
        match = FILLERS_FIRST.match(f"{self.line.norm} ")
        if not match or not match.end():
            return self.line
        if match.end() > len(self.line.norm):
            return self.line.cut(len(self.line), len(self.line))
        return self.line.cut(self.line.at(match.end()), len(self.line))


class Cutter:
    """Cuts a line into clauses; `taken` words were understood before and part clauses like a comma does."""

    def __init__(self, words: list[Word], tools: Tools, taken: set[int]) -> None:
        self.words = words
        self.tools = tools
        self.taken = taken

    @cached_property
    def line(self) -> Line:
        """All the words."""
        return Line(self.words)

    def chunks(self) -> list[Chunk]:
        """The clauses, in order; without those that hold only signs and small words."""
        found: list[Chunk] = []
        start, begins = 0, "•"
        place = 0
        while place < len(self.words):
            sign = self._sign(place)
            if sign:
                after = self._after(place)
                if start < place:
                    found.append(Chunk(self.line.cut(start, place), self._strongest(place, after), begins))
                    begins = ""
                strong = self._strongest(place, after)
                begins = strong if strong in HARD else begins if start >= place else ","
                start = place = max(after, place + 1)
                continue
            if place > start and self._breaks_in(start, place):
                found.append(Chunk(self.line.cut(start, place), "", begins))
                start, begins = place, ","
            place += 1
        if start < len(self.words):
            found.append(Chunk(self.line.cut(start, len(self.words)), "¶", begins))
        return found

    def _after(self, place: int) -> int:
        """The first word behind the signs that stand here."""
        while place < len(self.words) and (
            self.words[place].norm in HARD
            or self.words[place].norm in SOFT
            or self.words[place].norm == ":"
            or place in self.taken
            or self.words[place].kind == "mark"
        ):
            place += 1
        return place

    def _strongest(self, place: int, after: int) -> str:
        signs = [word.norm for word in self.words[place:after]]
        for sign in ("•", "¶", "->", "?", ".", ";", "!", "...", ":"):
            if sign in signs:
                return sign
        return "," if signs else ""

    def _sign(self, place: int) -> bool:
        """Whether the clause ends at this word."""
        norm = self.words[place].norm
        if place in self.taken:
            return True
        if norm in HARD:
            return True
        if norm == ":":
            return self._colon(place)
        if norm not in SOFT:
            return False
        if (
            norm == "+"
            and place
            and self.words[place - 1].kind in ("number", "money")
            and self.words[place - 1].end == self.words[place].start
        ):
            return False
        after = self._after(place)
        if any(self.words[one].norm in HARD or one in self.taken for one in range(place, after)) or after >= len(
            self.words
        ):
            return True
        if norm == "or" and not re.match(r"or (?:else|if|otherwise)", self.line.norm[self.line.starts[place] :]):
            return False
        return self.opens(after, bool(norm in (",", "(") or (place + 1 < after)))

    def _colon(self, place: int) -> bool:
        before = self.words[place - 1].norm if place else ""
        after = self._after(place)
        if after < len(self.words) and self.words[after].kind in ("quote", "mention"):
            return False
        return before not in said.LABEL_WORDS

    def opens(self, place: int, comma: bool = False) -> bool:
        """Whether something new begins at this word."""
        rest = self.line.norm[self.line.starts[place] : self.line.starts[place] + 240]
        match = FILLERS_FIRST.match(f"{rest} ")
        inner = rest[match.end() :] if match else rest
        if not comma and _NUMBERED.match(rest):
            return False
        if OPENERS.match(rest) or OPENERS.match(inner) or WAITS.match(inner):
            return True
        return self.acts(inner) or bool(IMPERATIVE.match(inner)) or bool(PASSIVE.match(inner))

    def acts(self, norm: str) -> bool:
        """Whether these words begin with something to do."""
        first, _, rest = norm.partition(" ")
        second = rest.partition(" ")[0]
        if re.match(
            (
                r"(?:hand(?:s|ed)? (?:it|them|the|over|off|this|him|her)|let (?:me|the|us|\S+ know)|set "
                r"up|look (?:up|for|at)|pass (?:it|the|them)|go through|follow up|put|take|pull|(?:task|to-do|"
                r"ticket) (?:for|to))"
                r"(?!\S)|(?:call|text|phone|ring|email)(?=$| [;.!¶•]| otherwise| else)"
            ),
            norm,
        ):
            return True
        if first not in self.tools.verbs:
            return False
        if first in ("sync", "push", "export", "copy", "store", "transfer", "log") and rest.startswith(
            ("to ", "into ", "in ")
        ):
            return True
        if (first, second) == ("close", "date"):
            return False
        if first == "open" and _OPEN_ONES.match(rest):
            return False
        if first in ("post", "share", "report") and re.match(r"(?:in|to|on|about|it) ", rest):
            return True
        if first not in NOUNS:
            return second not in ("of", "is", "are", "has", "was", "or") or first in ("send", "create")
        return (
            bool(re.match(rf"(?:{OBJECTS})(?!\S)", rest))
            or (second.isalpha() and second not in NO_OBJECT)
            or (second != "" and second[0] in "QCM")
        )

    def _breaks_in(self, start: int, place: int) -> bool:
        """Whether something new begins here without any sign before it."""
        rest = self.line.norm[self.line.starts[place] : self.line.starts[place] + 160]
        before = self.words[place - 1].norm
        if OTHERWISE.match(rest):
            return before not in GOES_ON_ELSE
        if CONDITION.match(rest):
            head = self.line.norm[self.line.starts[start] : self.line.starts[place]]
            if LEFT_OUT.match(head) and place - start < 6:
                return False
            return place - start > 2 and before not in GOES_ON_IF
        head = self.line.norm[self.line.starts[start] :]
        return bool(CONDITIONAL.match(head)) and place - start > 1 and self._strong(place, rest)

    def _strong(self, place: int, rest: str) -> bool:
        """Whether an action begins here although no sign says so."""
        before = self.words[place - 1]
        inside = before.norm == "in" and place > 1 and self.words[place - 2].norm in COMES_IN
        said = before.norm in ("no", "yes") and place > 1 and self.words[place - 2].norm in SAYS
        if (
            (before.norm in PRONOUNS and not inside and not said)
            or before.norm in NO_ACTION_AFTER
            or before.norm.endswith("'s")
        ):
            return False
        first, _, after = rest.partition(" ")
        if first not in self.tools.verbs or (first in NO_ACTION and not re.match(r"(?:an?|the) ", after)):
            return False
        if first in NOUNS or first.endswith("s") or first.endswith("ed"):
            return first in NOUNS and bool(OBJECT.match(after)) and before.kind != "mark"
        return True
