"""Questions to colleagues: how one is put, and what kind of answer it wants."""

import re

_HOW = re.compile(
    r"(?<!\S)(?P<how>why|what|which|who|whose|when|where|how|whether|if|to|about|for)(?!\S)(?: (?P<rest>.+))?$", re.I
)
_SHORT = re.compile(r"\b(what|who|where|when|how)['’]s\b", re.I)
_WHETHER = ("whether", "if")
_AUXILIARY = r"should|can|could|may|might|will|would|is|are|was|were|has|have|had"
_INVERTED = re.compile(rf"(?P<who>(?:(?!{_AUXILIARY}\b)\S+ ){{1,4}}?)(?P<verb>{_AUXILIARY}) (?P<rest>.+)$", re.I)
_ASKS_WHAT = re.compile(r"(?P<who>(?:the|our|their|his|her|this|that) .+?) (?P<verb>is|are|was|were)$", re.I)
_WE = re.compile(r"(?P<who>i|we|you|they) ", re.I)
ANSWER = re.compile(
    r"(?<!\S)(?:answer|reply|response|reason|explanation|feedback|what (?:they|he|she) sa(?:id|ys)|(?:post|"
    r"share|send|forward|log|save|put) it)(?!\S)"
)
"""What a colleague said, where it is written down."""


def put(said: str) -> tuple[str, bool]:
    """The question in what was said ("ask Ann whether we should renew": "Should we renew"), and whether it is open:
    wants more than yes or no. The question is empty where none was found."""
    match = _HOW.search(_SHORT.sub(r"\1 is", said))
    if match is None:
        return "", False
    how, rest = match["how"].lower(), (match["rest"] or "").strip(" ?.,;:")
    if how in _WHETHER:
        return _yes_or_no(rest), False
    if how == "to":
        return (f"Can you {rest}", False) if rest else ("", False)
    if how in ("about", "for"):
        return (f"What {'is' if how == 'for' else 'about'} {rest}", True) if rest else ("", False)
    asked = _ASKS_WHAT.fullmatch(rest) if how in ("what", "who", "when", "where") else None
    if asked:
        return f"{how} {asked['verb']} {asked['who']}", True
    if rest.lower().startswith("to "):
        return f"{how} should we {rest[3:]}", True
    return f"{how} {rest}".strip(), True


def _yes_or_no(rest: str) -> str:
    if rest.lower().startswith("to "):
        return f"Should we {rest[3:]}"
    match = _INVERTED.match(rest)
    if match:
        return f"{match['verb']} {match['who'].strip()} {match['rest']}"
    return f"Do {rest}" if _WE.match(rest) and not re.search(r"\b\w+ed\b", rest) else rest
