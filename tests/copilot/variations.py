"""Other ways to type a request: in other cases, with two typing slips, with its clauses in another order, with an
extra that nobody can do. Deterministic, so that a figure is a figure."""

import re
import zlib

EXTRA = "and also grumble the flanges"
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|“[^”]*”|[@#]\S+|https?://\S+|\{[^}]*\}")
_WORD = re.compile(r"[a-z]{6,}")
_WHEN = re.compile(r"^((?:When|Whenever|As soon as|Every time|Once) [^,:.\n]+), ([^\n]+?)\.?$")
_EVERY = re.compile(r"^((?:Every|Each|On|At) [^,:.\n]+), ([^\n]+?)\.?$")


def lowered(request: str) -> str:
    """Everything outside of quotes in small letters."""
    return _outside(request, str.lower)


def raised(request: str) -> str:
    """The first letter of the request small, all words before the first sign in capitals."""
    head = re.match(r"[\w ]{4,30}", request)
    return request[: head.end()].upper() + request[head.end() :] if head else request


def slipped(request: str) -> str:
    """Two letters of two long words swapped, always the same ones."""
    quoted = [match.span() for match in _QUOTED.finditer(request)]
    words = [
        match
        for match in _WORD.finditer(request)
        if not any(start <= match.start() < end for start, end in quoted)
        and (match.start() == 0 or not request[match.start() - 1].isupper())
    ]
    if not words:
        return request
    seed = zlib.crc32(request.encode())
    chosen = {words[seed % len(words)].start(), words[(seed // 7) % len(words)].start()}
    for start in sorted(chosen):
        place = start + 2
        request = request[:place] + request[place + 1] + request[place] + request[place + 2 :]
    return request


def reordered(request: str) -> str:
    """What starts it, said behind what it does, where the request is one sentence."""
    match = _WHEN.match(request) or _EVERY.match(request)
    if not match or re.search(r"[.;:\n]", match[2].rstrip(".")) or re.search(r"\b(?:if|otherwise|else)\b", match[2]):
        return request
    return f"{match[2][0].upper()}{match[2][1:]} {match[1][0].lower()}{match[1][1:]}."


def extended(request: str) -> str:
    """With something added that no tool does."""
    return f"{request.rstrip().rstrip('.')}, {EXTRA}."


def _outside(request: str, change: object) -> str:
    parts, last = [], 0
    for match in _QUOTED.finditer(request):
        parts.extend((request[last : match.start()].lower(), match[0]))
        last = match.end()
    return "".join([*parts, request[last:].lower()])
