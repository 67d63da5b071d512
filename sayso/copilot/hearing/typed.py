"""The texts conditions compare with, as they were typed: quotes, names, single words, and lists of them."""

import re

from sayso.copilot.hearing.lexicon_kinds import PLAIN_VALUES
from sayso.copilot.hearing.text import Line, as_typed

_BETWEEN = re.compile(r" ?(?:, (?:and |or |nor )?|and |or |nor |/ )(?:the |a |an |in |from |with |on |at )?")
_LEAD = re.compile(
    r"(?:the |a |an |set to |as |called |named |word |words |still |now |currently |already |either |both |1 of |"
    r"one of |"
    r"any of |in |at |of |by )*"
)
OTHER_THAN = re.compile(
    r" ?(?:anything|something|anyone|anybody|any one|anywhere|any|none)? ?(?:but|other than|except(?: for)?|else than|"
    r"different (?:from|to)|apart from|besides|outside(?: of)?)(?= )| ?(?:neither|none of|!=|<>)(?= )"
)
"""Before a value that is not to stand there."""
_NO_NAME = re.compile(
    r"(?:same|current|right|next|new|whole|other|another|different|own|last|first|any|every|each|all|some|that|this|"
    r"which|"
    r"what|its|their|his|her|our|my|your|the|an?|no|of|in|on|by|lead|deal|contact|account|customer|their|correct|full|"
    r"empty|blank|missing|given|certain|such|and|or|with|from|to|is|are|was|job|meeting|call)"
)
_ENDS = frozenset(
    [
        "reached",
        "hit",
        "met",
        "passed",
        "due",
        "and",
        "or",
        "but",
        "then",
        "who",
        "which",
        "that",
        "whose",
        "with",
        "without",
        "in",
        "at",
        "on",
        "if",
        "when",
        "than",
        "for",
        "to",
        "from",
        "of",
        "is",
        "are",
        "was",
        "has",
        "have",
        "by",
        "the",
        "a",
        "an",
        "it",
        "they",
        "them",
        "him",
        "her",
        "we",
        "i",
        "you",
        "not",
        "no",
        "each",
        "every",
        "all",
        "any",
        "once",
        "after",
        "before",
        "until",
        "unless",
        "except",
        "send",
        "create",
        "add",
        "post",
        "email",
        "call",
        "move",
        "tag",
        "tell",
        "notify",
        "alert",
        "so",
        "also",
        "please",
        "up",
        "out",
        "per",
        "as",
        "their",
        "his",
        "its",
        "our",
        "my",
        "still",
        "yet",
        "by",
    ]
)
_SMALL_END = re.compile(r"(?P<words>(?:not |of )?(?!Q\d|[MCUA]\d)[a-z-]+)(?= ?(?:,|\?|->|;|:|\))|$| (?:or|and)(?!\S))")
"""A small word that ends a name of several, where the clause ends too."""
_A_VERB = re.compile(r"(?:[^s]s|ed)$")
_ADVERBS = frozenset(
    [
        "already",
        "now",
        "too",
        "today",
        "again",
        "anymore",
        "either",
        "instead",
        "only",
        "yet",
        "then",
        "there",
        "else",
        "first",
        "later",
        "us",
        "me",
        "gets",
        "comes",
        "customers",
        "contacts",
        "deals",
        "leads",
        "accounts",
        "companies",
        "clients",
        "people",
        "prospects",
        "is",
        "was",
        "exists",
        "replies",
        "plan",
        "tier",
        "stage",
        "segment",
        "industry",
        "arrives",
        "ones",
    ]
)
_OPEN_NAME = frozenset(
    ("in", "from", "of", "with", "on", "the", "a", "an", "via", "under", "our", "to", "into", "carry", "carries")
)
_ALONE = re.compile(r"[a-z][a-z-]+(?= ?(?:,|:|->|\?|and |then )|$)")
"""A word that ends what is listed."""


class Values:
    """Texts of a line as they were typed: quotes, names with capitals, else a single word."""

    def __init__(self, line: Line, request: str) -> None:
        self.line = line
        self.request = request

    def after(self, letter: int) -> tuple[list[str], int]:
        """The value, or the list of values, that begins at this letter; and where it ends."""
        norm = self.line.norm
        found: list[str] = []
        end = letter
        while True:
            start = end + (1 if norm[end : end + 1] == " " else 0)
            if found:
                link = _BETWEEN.match(norm, end)
                if not link or not re.match(r" ?(?:or|nor|and|,(?! on )|/)", norm[end:]):
                    break
                start = link.end()
                if not self._like(found[-1], start):
                    break
            start = self._led(start)
            one = self._one(start)
            if one is None:
                break
            found.append(one[0])
            end = one[1]
        return found, end

    def _led(self, letter: int) -> int:
        """Behind the small words that lead to a value; "In" of "In Review" leads to none."""
        lead = _LEAD.match(self.line.norm, letter)
        if not lead or not lead[0]:
            return letter
        last = self.line.words[self.line.at(lead.end() - 2)]
        capital = last.raw[:1].isupper() and last.norm in ("in", "on", "at", "of", "by", "as")
        return lead.end() - len(last.norm) - 1 if capital else lead.end()

    def _like(self, before: str, letter: int) -> bool:
        """Whether the word here can go on a list of such values: a quote after a quote, a capital after a capital."""
        place = self.line.at(letter)
        if place >= len(self.line.words) or self.line.starts[place] != letter:
            return False
        word = self.line.words[place]
        plain = (
            PLAIN_VALUES.match(self.line.norm, letter) is not None and PLAIN_VALUES.match(before.lower()) is not None
        )
        plain = plain or (
            before.islower() and _ALONE.match(self.line.norm, letter) is not None and word.norm not in _ENDS
        )
        return word.kind == "quote" or plain or (word.raw[:1].isupper() and before[:1].isupper())

    def _one(self, letter: int) -> tuple[str, int] | None:
        line = self.line
        place = line.at(letter)
        if (
            place >= len(line.words)
            or letter >= len(line.norm)
            or line.starts[place] != letter
            or line.norm[letter] == "_"
        ):
            return None
        first = line.words[place]
        if first.kind in ("quote", "mention"):
            return first.value, line.starts[place] + len(first.norm)
        if first.kind == "mark" or (first.norm in _ENDS and not first.raw[:1].isupper()):
            return None
        last = place + 1
        known = PLAIN_VALUES.match(line.norm, letter) if first.raw[:1].islower() else None
        if known:
            last = line.within(*known.span())[1]
        if first.raw[:1].isupper() or first.raw[:1].isdigit():
            while last < len(line.words) and self._goes_on(last):
                last += 1
            last += self._ends_small(last)
        return as_typed(line.words[place:last], self.request), line.starts[last - 1] + len(line.words[last - 1].norm)

    def _ends_small(self, place: int) -> int:
        """How many small words end a name that began with a capital: "On hold", "Do not call", "Final review"."""
        rest = self.line.norm[self.line.starts[place] :] if place < len(self.line.words) else ""
        match = _SMALL_END.match(rest)
        if (
            match is None
            or any(word in (_ENDS | _ADVERBS) - {"call"} for word in match["words"].split()[-1:])
            or (
                _A_VERB.search(match["words"])
                and self.line.words[place - 1].norm not in ("on", "in", "not", "to", "do", "out", "no")
            )
        ):
            return 0
        return len(match["words"].split())

    def begins_name(self, letter: int) -> bool:
        """Whether a quote or a name with a capital begins at this letter."""
        place = self.line.at(letter)
        if place >= len(self.line.words) or self.line.starts[place] != letter:
            return False
        word = self.line.words[place]
        return word.kind == "quote" or (word.kind == "word" and word.raw[:1].isupper() and word.raw != "I")

    def _goes_on(self, place: int) -> bool:
        """Whether the name goes on here: "VP of Sales", "Closed Won", but not "Tom and"."""
        word = self.line.words[place]
        if word.kind not in ("word", "number"):
            return False
        if word.raw[:1].isupper() or (word.kind == "number" and word.raw[:1].isdigit()):
            return word.raw not in ("I", "AND", "OR")
        nxt = self.line.words[place + 1] if place + 1 < len(self.line.words) else None
        return word.norm == "of" and nxt is not None and nxt.kind == "word" and nxt.raw[:1].isupper()

    def before(self, letter: int, loose: bool = False) -> tuple[list[str], int]:
        """The value, or the list of values, that ends before this letter; and where it begins: "Gold or Silver tier".
        `loose`: any word can be one."""
        last = self.line.at(max(letter - 1, 0))
        if letter <= 0 or not (self._names(last, plain=True) or (loose and self.line.words[last].norm not in _ENDS)):
            return [], letter
        first = last
        while first > 0:
            link = first - 1
            while link > 0 and first - link < 3 and self._links(link):
                link -= 1
            if not self._names(link):
                break
            first = link
        found = self.listed(self.line.starts[first], letter - 1)
        return found, self.line.starts[first]

    def _links(self, place: int) -> bool:
        return self.line.words[place].norm in ("or", "and", ",", "/", "the")

    def _names(self, place: int, plain: bool = False) -> bool:
        """Whether the word here is a name: a quote, or with a capital; a `plain` one behind a small word too."""
        word = self.line.words[place]
        if word.kind == "quote":
            return True
        if word.kind not in ("word", "number") or _NO_NAME.fullmatch(word.norm):
            return False
        if word.raw[:1].isupper() or (word.kind == "number" and place > 0 and self._names(place - 1)):
            return (place > 0 or self.line.first > 0) and word.raw not in ("I", "AND", "OR")
        before = self.line.words[place - 1].norm if place else ""
        return plain and word.kind == "word" and word.norm not in _ENDS and before in _OPEN_NAME

    def listed(self, start: int, end: int) -> list[str]:
        """The values in these letters, parted by "or", "and" and commas."""
        first, last = self.line.within(start, end)
        parts: list[list[int]] = [[]]
        for place in range(first, last):
            if self.line.words[place].norm in ("or", "and", ","):
                parts.append([])
            elif self.line.words[place].norm not in ("the", "a", "an", "word"):
                parts[-1].append(place)
        return [as_typed([self.line.words[place] for place in part], self.request) for part in parts if part]
