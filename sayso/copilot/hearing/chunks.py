"""From words to clauses: a request is cut where something new begins."""

import re
from functools import cached_property

import msgspec

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.lexicon_actions import OBJECTS
from sayso.copilot.hearing.lexicon_lists import VALUES
from sayso.copilot.hearing.lexicon_openings import (
    COMES_IN,
    CONDITION,
    CONDITIONAL,
    DICTATED,
    DONE_TO_IT,
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
_BECOMES = re.compile(
    r"(?!(?:if|when|who|which|that|where|nobody|someone|somebody|customer|contact|deal) )[a-z][a-z-]+"
    r"(?: (?:questions?|requests?|issues?|ones|replies|customers|accounts|clients|deals|leads|tickets|companies))? "
    r"(?:goes|gets|go|get) (?:straight |over |directly )?(?:to|into|an?|the|our|Q\d+) (?!(?:reply|response|answer))\S"
)
"""The same of a class behind a comma: "service gets a ticket"."""

_STOPS_THERE = re.compile(
    r"(?:do nothing|do not do anything|stop|leave (?:it|them|him|her)(?: alone)?|skip (?:it|them|him|her))"
    r"(?= ?[,.;!•¶]|$| otherwise| else)"
)
"""The end said aloud behind a condition, without a sign before it."""
_IF_FIRST = re.compile(r"(?:and |but |then )*(?:if|when|whenever|once) ")
_BEFORE_IT = ("ed", "read", "seen", "got", "did", "took", "bought", "sent", "done", "on", "in", "about", "to")
"""Ends of words behind which "it" is no subject: "if they opened it send …"."""
_SENTENCE = frozenset((*HARD, ",", ":", "then"))
"""Signs a clause with a text of its own may begin behind."""
_ENDS_TEXT = frozenset((*HARD, "then", "also"))
"""What a text behind a colon ends at."""
_BEFORE_PLUS = ("or", "and", "on", "the", "from", "to", "not", "is", ",")
"""Words behind which a Plus with a capital is the name of a plan."""
_AT_IT = re.compile(
    r"(?:comment|reply|react) (?:on|to|with|under) (?:the|that|this|it|an?|their|our|its|Q\d+|E\d+|github|pr)(?!\S)|"
    r"search (?:in|on|for|through|slack|drive|notion|gmail|jira|zendesk)(?!\S)"
)
"""Verbs that are nouns as well, with what they are done to behind a small word."""
_CLOSING = re.compile(r"closes? (?:within|in|by|before|after|on|this|next|soon|today|tomorrow|between)(?!\S)")
"""What deals do, not what is done."""
_NUMBERED = re.compile(r"(?:below|under|above|over) \$?\d")
"""Goes on a condition behind "and"."""

_LAST_FIELD = re.compile(
    r"(?:and|&|,) (?:phone|email|e-mail|mail|text)(?: numbers?| addresses)?(?= ?(?:[.,;!¶•)]|$|to |in |into |on ))"
)
_A_FIELD = re.compile(
    r"(?:(?:first|last|full)?name|names|e-?mail|mail|phone|company|title|number|address|city|country|website|linkedin|domain)s?"
)
"""A list of fields, and its last one."""
_LOOKS_UP = re.compile(
    r"go (?:through|over) (?:the|their|its|all|each|every)(?!\S)|look (?:(?:them|it|him|her|"
    r"the \w+|their \w+) )?up(?!\S)"
)
_SHOULD_BE = re.compile(r"(?:the|our|their|its) (?:(?!and )[\w-]+ ){1,4}(?:should|must|has to|have to) (?:\w+ )?be ")
_COUNTS = re.compile(r"(?:\d+|more than \d+|at least \d+|fewer than \d+|less than \d+|no) ")


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
            if self.words[place].norm == ":" and self._dictates(place):
                place = self._dictated(place)
                continue
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
            or self.words[place].norm in (":", "==")
            or place in self.taken
            or self.words[place].kind == "mark"
        ):
            place += 1
        return place

    def _strongest(self, place: int, after: int) -> str:
        signs = [word.norm for word in self.words[place:after]]
        signs = ["->" if sign == "==" else sign for sign in signs]
        for sign in ("•", "¶", "->", "?", ".", ";", "!", "...", ":"):
            if sign in signs:
                return sign
        return "," if signs else ""

    def _sign(self, place: int) -> bool:
        """Whether the clause ends at this word."""
        norm = self.words[place].norm
        if norm == "==" and place + 1 < len(self.words) and self.opens(place + 1, comma=True):
            return True
        if place in self.taken:
            return True
        if norm in HARD:
            return True
        if norm == ":":
            return self._colon(place)
        if norm not in SOFT or (norm == "so" and place and self.words[place - 1].norm == "if"):
            return False
        if (
            norm == "+"
            and place
            and self.words[place - 1].kind in ("number", "money")
            and self.words[place - 1].end == self.words[place].start
        ):
            return False
        if norm == "plus" and self.words[place].raw == "Plus" and place and self.words[place - 1].norm in _BEFORE_PLUS:
            return False
        if self._lists_fields(place) or self._in_heading(place):
            return False
        after = self._after(place)
        if any(self.words[one].norm in HARD or one in self.taken for one in range(place, after)) or after >= len(
            self.words
        ):
            return True
        if norm in (",", "(") and self._before_arrow(after):
            return True
        if norm == "or" and not re.match(r"or (?:else|if|otherwise)", self.line.norm[self.line.starts[place] :]):
            return False
        return self.opens(after, bool(norm in (",", "(") or (place + 1 < after)))

    def _lists_fields(self, place: int) -> bool:
        """ "With their name and phone": the last of several fields, not somebody to phone; values for a row."""
        start = next((one + 1 for one in range(place - 1, -1, -1) if self.words[one].norm in HARD), 0)
        row = VALUES.match(self.line.norm[self.line.starts[start] :])
        if row is not None and self.line.starts[place] - self.line.starts[start] < row.end("what"):
            return True
        rest = self.line.norm[self.line.starts[place] :]
        return (
            _LAST_FIELD.match(rest) is not None
            and place > 0
            and _A_FIELD.fullmatch(self.words[place - 1].norm) is not None
        )

    def _in_heading(self, place: int) -> bool:
        """ "Score under 50 and 2 or more tickets: …": a number behind "and" that still stands before the colon."""
        if self.words[place].norm not in ("and", "or", "&"):
            return False
        start = next((one + 1 for one in range(place - 1, -1, -1) if self.words[one].norm in HARD), 0)
        end = next(
            (one for one in range(place, len(self.words)) if self.words[one].norm in (*HARD, ":")), len(self.words)
        )
        if end >= len(self.words) or self.words[end].norm != ":" or end - place < 3 or start == place:
            return False
        head, tail = (self.line.norm[self.line.starts[one] :] for one in (start, place + 1))
        return _COUNTS.match(tail) is not None and not self.acts(head)

    def _before_arrow(self, place: int) -> bool:
        """Whether the few words from here to an arrow or a question mark are a condition of their own: "text them,
        no phone -> email them"."""
        for one in range(place, min(place + 6, len(self.words))):
            norm = self.words[one].norm
            if norm == "->" or (norm == "?" and one + 1 < len(self.words)):
                return one > place
            if norm in HARD or norm in (",", ":", "and", "or"):
                return False
        return False

    def _dictates(self, place: int) -> bool:
        """Whether what stands behind this colon is the text of what was named before it: "a task for Jo: call "
        "them"."""
        start = next((one + 1 for one in range(place - 1, -1, -1) if self.words[one].norm in _SENTENCE), 0)
        if start == place or self._after(place) >= len(self.words) or self.words[self._after(place)].kind == "quote":
            return False
        if start + 1 == place and self.acts(self.line.norm[self.line.starts[self._after(place)] :]):
            return False
        if any(self.words[one].norm in HARD for one in range(place, self._after(place))):
            return False
        if self.words[self._after(place)].norm in ("on", "in", "at", "if", "when", "once", "for", "every"):
            return False
        return DICTATED.fullmatch(self.line.norm[self.line.starts[start] : self.line.starts[place]].strip()) is not None

    def _dictated(self, place: int) -> int:
        """The first word behind a text that is dictated."""
        start = place
        while place < len(self.words) and self.words[place].norm not in _ENDS_TEXT and place not in self.taken:
            place += 1
        while place < len(self.words) and place > start + 1 and self.words[place - 1].norm in (",", "and", "but", "&"):
            place -= 1
        return place

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
        if comma and _BECOMES.match(inner):
            return True
        return self.acts(inner) or any(one.match(inner) for one in (IMPERATIVE, PASSIVE, DONE_TO_IT))

    def acts(self, norm: str) -> bool:
        """Whether these words begin with something to do."""
        first, _, rest = norm.partition(" ")
        second = rest.partition(" ")[0]
        if re.match(
            (
                r"(?:hand(?:s|ed)? (?:it|them|the|over|off|this|him|her)|let (?:me|the|us|\S+ know)|set "
                r"up|look (?:(?:them|it|him|her|each|every|this|that|the)(?: \S+){0,3}? )?(?:up|for|at|in|into|"
                r"through)|search (?:for|in|through)|pass (?:it|the|them)|go "
                r"(?:through|over)|(?:run|work|loop|step) "
                r"(?:through|over)|"
                r"follow up|put|take|pull|(?:task|to-do|"
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
        if (first, second) == ("close", "date") or _CLOSING.match(norm):
            return False
        if first == "open" and _OPEN_ONES.match(rest):
            return False
        if first in ("email", "mail", "text", "send") and re.match(r"(?:the )?template Q", rest):
            return True
        if first in ("post", "share", "report") and re.match(r"(?:in|to|on|about|it) ", rest):
            return True
        if first not in NOUNS:
            return second not in ("of", "is", "are", "has", "was", "or") or first in ("send", "create")
        return (
            bool(re.match(rf"(?:{OBJECTS})(?!\S)", rest))
            or (second.removesuffix("'s").replace("-", "").isalpha() and second not in NO_OBJECT)
            or _AT_IT.match(norm) is not None
            or (second != "" and second[0] in "QCM")
        )

    def _breaks_in(self, start: int, place: int) -> bool:
        """Whether something new begins here without any sign before it."""
        rest = self.line.norm[self.line.starts[place] : self.line.starts[place] + 160]
        before = self.words[place - 1].norm
        if OTHERWISE.match(rest):
            return before not in GOES_ON_ELSE
        if said.UNDER_WHICH.match(rest) and before not in GOES_ON_IF and place - start > 1:
            done = self.line.norm[self.line.starts[start] : self.line.starts[place]]
            if self.opens(start) and not any(one.match(done) for one in (CONDITIONAL, LEFT_OUT, said.ASKS)):
                return True
        if CONDITION.match(rest):
            head = self.line.norm[self.line.starts[start] : self.line.starts[place]]
            if LEFT_OUT.match(head) and place - start < 6:
                return False
            return place - start > 2 and before not in GOES_ON_IF
        head = self.line.norm[self.line.starts[start] :]
        if not CONDITIONAL.match(head) or place - start < 2:
            return False
        if (
            _STOPS_THERE.match(rest)
            and _IF_FIRST.match(head)
            and before not in (*PRONOUNS - {"is"}, *NO_ACTION_AFTER, "not")
        ):
            return True
        return self._strong(place, rest) or (DONE_TO_IT.match(rest) is not None and before not in GOES_ON_IF)

    def _strong(self, place: int, rest: str) -> bool:
        """Whether an action begins here although no sign says so."""
        before = self.words[place - 1]
        inside = before.norm == "in" and place > 1 and self.words[place - 2].norm in COMES_IN
        said = before.norm in ("no", "yes") and place > 1 and self.words[place - 2].norm in SAYS
        it = before.norm in ("it", "them", "that") and place > 1 and self.words[place - 2].norm.endswith(_BEFORE_IT)
        if (
            (before.norm in PRONOUNS and not inside and not said and not it)
            or before.norm in NO_ACTION_AFTER
            or before.norm.endswith("'s")
        ):
            return False
        first, _, after = rest.partition(" ")
        if _LOOKS_UP.match(rest) or _SHOULD_BE.match(rest):
            return True
        if first not in self.tools.verbs or (first in NO_ACTION and not re.match(r"(?:an?|the) ", after)):
            return False
        if first in NOUNS or first.endswith("s") or first.endswith("ed"):
            return first in NOUNS and bool(OBJECT.match(after)) and before.kind != "mark"
        return True
