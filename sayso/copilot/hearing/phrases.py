"""Words for texts and titles: what was said, cut to what fits into a message, a task or a search."""

import re

from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import Word

_WANT = {
    "message": r":|that|saying|to say|about|asking|with the message",
    "title": r"titled|called|named|to|about",
    "query": r"for|about|on|of",
    "question": r"whether|if|to|about|what|which|when|how",
}


def quote(words: list[Word], *, skip: tuple[str, ...] = ()) -> str | None:
    """The first quote in these words that is not one of `skip`."""
    return next(
        (
            word.value
            for word in words
            if word.kind == "quote" and word.value not in skip and not word.norm.startswith(("A", "B"))
        ),
        None,
    )


def behind(words: list[Word], kind: str, request: str) -> str | None:
    """What stands behind "that", "about" or the like: the matter of a message, a task or a search."""
    line = Line(words)
    match = re.search(rf"(?<!\S)(?:{_WANT[kind]})(?= )", line.norm)
    if not match:
        return None
    rest = line.words[line.at(match.end() - 1) + 1 :]
    kept: list[Word] = []
    for word in rest:
        if word.norm in ("and", "then", ",", ";", ".") and len(kept) > 1 and kind != "message":
            break
        kept.append(word)
    text = as_typed(kept, request)
    return text.strip(" ,.;:") or None


def sentence(text: str) -> str:
    """With a capital in front, no mark behind, at most 100 letters."""
    text = " ".join(text.split()).strip(" ,.;:-")
    if len(text) > 100:
        text = f"{text[:99].rsplit(' ', 1)[0]} …"
    return text[:1].upper() + text[1:]


def data_text(text: str) -> str:
    """A quoted text of the request as the language writes it: its @data stay data, all else is plain."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "{{")
    return f'"{plain}"'
