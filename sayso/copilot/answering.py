"""Answers to what was asked about a request for a new flow: each is put into the request, which is then heard again."""

import re
from collections.abc import Callable

import msgspec

from sayso.copilot.proposal import Turn

LEFT = ("leave it out", "leave it", "skip it", "leave that out", "without it", "forget it")
_QUOTED = re.compile(r"“([^”]{1,400})”")
SAY_IT = ("Say it in other words?", "What should it say?")
"""How a question about a sentence ends, to which any sentence is an answer."""
_WORDS = 14
"""An answer has no more words; what is longer is a request of its own."""
_ASKS = re.compile(
    r"(?:add|also|and|if|change|use|wait|remove|do|don't|when|every|find|send|email|create|post|tag|notify)\b",
    re.IGNORECASE,
)


class Exchange(msgspec.Struct, frozen=True):
    """What the copilot asked, and what was answered."""

    question: str
    answer: str


def resumed(request: str, conversation: tuple[Turn, ...]) -> tuple[str, tuple[Exchange, ...]]:
    """The request that is still open, with the questions answered since; without any, this one."""
    found: list[Exchange] = []
    turns, said = list(conversation), request
    while len(turns) >= 2 and turns[-1].who == "copilot" and turns[-2].who == "user" and _answers(said, turns[-1].text):
        found.insert(0, Exchange(turns[-1].text, said.strip()))
        said, turns = turns[-2].text, turns[:-2]
    return said, tuple(found)


def _answers(said: str, asked: str) -> bool:
    """Whether this is an answer to what was asked or assumed, rather than a request."""
    known = said.strip().lower() in REWRITES or said.strip().lower() in LEFT
    if asked.rstrip().endswith(SAY_IT) and "\n" not in said.strip():
        return True
    return known or (len(said.split()) <= _WORDS and "?" in asked and not _ASKS.match(said.strip()))


def answered(text: str, exchange: Exchange, clause: tuple[int, int] | None = None) -> str:
    """The request with one answer put where the question's words stand, or the clause that was asked about; as it was
    where they are not found."""
    answer = exchange.answer.strip()
    if clause is not None:
        words = text[clause[0] : clause[1]]
        tail = words[len(words.rstrip(" ,.;:")) :]
        return _tidy(
            text[: clause[0]] + _put(answer, words.rstrip(" ,.;:"), exchange.question) + tail + text[clause[1] :]
        )
    for words in _QUOTED.findall(exchange.question):
        place = text.lower().find(words.lower())
        if place < 0:
            continue
        before, behind = text[:place], text[place + len(words) :]
        if answer.lower() in LEFT and _OPENS.search(before):
            before, behind = _OPENS.sub("", before), _REST.sub("", behind)
        return _tidy(before + _put(answer, words, exchange.question) + behind)
    return text


_OPENS = re.compile(r"(?:\b(?:and|but|only|or)\s+)*\b(?:if|when|unless|once|where|whenever)\s+$", re.IGNORECASE)
_REST = re.compile(r"^[^.;\n]*?(?=[.;\n]|\botherwise\b|$)", re.IGNORECASE)
"""What hangs on a condition nobody understands goes with it."""


def _put(answer: str, words: str, question: str) -> str:
    """What takes the place of the words that were asked about."""
    plain = answer.lower()
    if plain in LEFT:
        return ""
    if "what or whom" in question and plain not in REWRITES:
        return f"{words} {answer}"
    rewrite = REWRITES.get(plain)
    return rewrite(words) if rewrite is not None else answer


REWRITES: dict[str, Callable[[str], str]] = {
    "tell me instead": lambda words: f"tell me to {re.sub(r'^to ', '', words)}",
    "the contact i choose": lambda words: "the contact",
    "the contact's owner": lambda words: "the contact's owner",
    "me": lambda words: "me",
    "start it by hand": lambda words: "",
    "look every day": lambda words: "every day",
    "build the rest": lambda words: words,
}
"""Answers that are offered as buttons, and the words that say the same in a request."""


def _tidy(text: str) -> str:
    """Without the signs and small words that an answer leaves behind."""
    text = re.sub(r"\b(?:and|then|but|or)\s*(?=[.,;:]|$)", "", re.sub(r"[ \t]{2,}", " ", text))
    text = re.sub(r"(?:\s*,)+\s*(?=[.;:]|$)|^\s*[,;:.]\s*", "", text)
    return re.sub(r"\s+(?=[.,;:])", "", text).strip()


def settled(asked: str, exchanges: tuple[Exchange, ...]) -> bool:
    """Whether this very question was answered before, so that it is not asked again."""
    return any(asked in exchange.question for exchange in exchanges)
