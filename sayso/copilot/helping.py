"""Questions about Sayso itself, answered from its own words: how to do something, what a word means, why somebody was
left out. No flow comes of them."""

import re

import msgspec

from sayso.copilot.lexicon_help import ANSWERS, QUESTION, WORDS

_ASKS = re.compile(QUESTION)
_MEANS = re.compile(
    r"(?:what (?:does|do|is|are|is meant by)|what's|explain|define) (?:the )?(?:words? |term "
    r")?[\"'“‘]?(?P<word>[a-z][a-z -]{1,30}?)"
    r"[\"'”’]?(?: (?:mean|means|do|stand for|for|in a flow|here))?(?: (?:in|on|for) .{1,40})?$"
)
_WHO = re.compile(
    r"why (?:was|were|is|are|did|has|have|wasn't|didn't|hasn't|isn't|weren't) (?P<who>[\w' -]{1,60}?) (?:not |"
    r"never |being |been )*"
    r"(?:skipped|left out|excluded|ignored|emailed|mailed|contacted|get|got|receive|received|taken|missing|"
    r"written to|invited)\b.*"
)


class Told(msgspec.Struct, frozen=True):
    """An answer: a few plain sentences, and the page of the documents that says more."""

    text: str
    page: str = ""


def told(request: str) -> Told | None:
    """The answer to a question about Sayso; None if this is not one, or nobody wrote the answer down."""
    plain = " ".join(request.lower().replace("’", "'").split()).strip(" ?!.")
    plain = re.sub(r"^(?:(?:hi|hey|hello|ok|so|and|please|sorry|quick question)[,:]? )+", "", plain)
    if not _ASKS.match(plain) or len(plain.split()) > _LONGEST:
        return None
    who = _WHO.fullmatch(plain)
    if who:
        return Told(_WHY.format(who=_named(request, who["who"])), "docs/how-to/why.md")
    means = _MEANS.fullmatch(plain)
    word = means["word"].strip() if means else ""
    meaning = WORDS.get(word) or WORDS.get(word.removesuffix("s"))
    if meaning:
        return Told(meaning, "docs/language.md")
    for pattern, answer, page in ANSWERS:
        if re.search(pattern, plain):
            return Told(answer, page)
    return None


def _named(request: str, who: str) -> str:
    """The person as they were typed."""
    found = re.search(re.escape(who), request.replace("’", "'"), re.IGNORECASE)
    return found[0] if found else who


_LONGEST = 22
"""Words of the longest question that is looked at."""
_WHY = (
    "Ask `sayso why` with the name or the address: it tells for {who} what each flow did and why not. Somebody "
    "is skipped who "
    "opted out, who was taken before by a loop with `once`, who is still on the way in an earlier run, or of "
    "whom a needed "
    "field is missing. The run's log gives the same reason at the step."
)
