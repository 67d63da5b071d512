"""From letters to words: quotes, numbers, money, times and dates each become one word that knows where it stood.

A word has a plain form, `norm`, by which tables recognise it: small letters, or a capital and a number for what has a
value of its own (`Q3` is a quote, `T0930` a time), so that one pattern fits all of them.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.copilot.hearing.lexicon_words import CONTRACTIONS, NUMBERS, SHORT

LONGEST = 4_000
"""Letters of a request that are read; what is longer is cut, and said to be."""

Kind = Literal["word", "number", "money", "percent", "quote", "mention", "channel", "url", "time", "date", "mark"]


class Word(msgspec.Struct, frozen=True):
    """A word of the request: its plain form, what stood there, from where to where, and its value if it has one."""

    norm: str
    raw: str
    start: int
    end: int
    kind: Kind = "word"
    value: str = ""


TOKEN = re.compile(
    r"""(?P<url>https?://[^\s,"')]{1,300})
    |(?P<address>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|\b[a-z0-9-]{1,40}\.(?:com|org|net|io|co|de|example|eu|uk|fr|ai|app|dev)\b)
    |(?P<mention>@[A-Za-z]\w{0,40}(?:\.\w{1,40}|\[\d{1,3}\]){0,6})
    |(?P<channel>\#[\w-]{1,60})
    |(?P<brace>\{[^{}\n]{0,60}\})
    |(?P<quote>"[^"\n]{1,600}"|“[^”\n]{1,600}”|«[^»\n]{1,600}»|`[^`\n]{1,200}`|(?<![\w'])'[^'\n]{1,300}(?:'(?=\w)[^'\n]{1,300}){0,9}'(?!\w))
    |(?P<date>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})
    |(?P<clock>\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?!\d)(?!\s?%)|\d{1,2}\s?[ap]\.?m\b)
    |(?P<money>[$€£]\s?\d+(?:[,_]\d{3})*(?:\.\d+)?\s?[km]?\b)
    |(?P<percent>\d+(?:\.\d+)?\s?(?:%|percent\b))
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<short>\d{1,3}(?:d|w|h|hrs?|mins?|wks?|days?|weeks?|hours?)\b)
    |(?P<number>\d+(?:[,_]\d{3})*(?:\.\d+)?(?:[kKmM]\b)?)
    |(?P<arrow>-{1,2}>|→|=>|⇒|➜)
    |(?P<compare>>=|<=|==|!=|[<>=≥≤])
    |(?P<dots>\.{2,}|…)
    |(?P<break>\n[ \t]*(?:[-*•–]|\(?\d{1,2}[.)])[ \t]+|\n+[ \t]*)
    |(?P<word>[^\W\d_](?:[\w’'-]*\w)?)
    |(?P<mark>[^\s\w])
    |(?P<odd>\w)""",
    re.VERBOSE | re.IGNORECASE,
)

_LIST_HEAD = re.compile(r"\s*(?:[-*•]|\(?1[.)])\s+")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?(?:([ap])\.?m)?", re.IGNORECASE)


def words_of(text: str) -> list[Word]:
    """The words of a request, in order."""
    text = text[:LONGEST]
    found: list[Word] = []
    for match in TOKEN.finditer(text):
        found.extend(_word(str(match.lastgroup), match.group(), match.start(), match.end(), len(found)))
    return _calmed(found)


def _calmed(words: list[Word]) -> list[Word]:
    """Words shouted in a row are words, not names."""
    loud = [word.kind == "word" and word.raw.isupper() for word in words]
    return [
        msgspec.structs.replace(word, raw=word.raw.lower()) if loud[place] and _in_a_row(loud, place) else word
        for place, word in enumerate(words)
    ]


def _in_a_row(loud: list[bool], place: int) -> bool:
    """Whether three words around this one are in capitals."""
    return any(
        all(loud[first : first + 3]) and len(loud[first : first + 3]) == 3
        for first in range(max(place - 2, 0), place + 1)
    )


def _word(kind: str, raw: str, start: int, end: int, place: int) -> Iterable[Word]:
    """The words one piece of the text stands for."""
    match kind:
        case "word":
            yield from _plain(raw, start, end)
        case "quote":
            yield Word(f"Q{place}", raw, start, end, "quote", raw[1:-1].strip())
        case "mention" | "channel" | "url" | "address" | "brace":
            letter = {"mention": "M", "channel": "C", "url": "U", "address": "A", "brace": "B"}[kind]
            known: dict[str, Kind] = {"mention": "mention", "channel": "channel", "url": "url"}
            yield Word(f"{letter}{place}", raw, start, end, known.get(kind, "quote"), raw)
        case "date" | "clock":
            yield _date(raw, start, end) if kind == "date" else _clock(raw, start, end)
        case "money" | "percent" | "number" | "ordinal" | "short":
            yield from _number(kind, raw, start, end)
        case "arrow":
            yield Word("->", raw, start, end, "mark")
        case "compare":
            yield Word({"≥": ">=", "≤": "<=", "=": "=="}.get(raw, raw), raw, start, end, "mark")
        case "dots":
            yield Word("...", raw, start, end, "mark")
        case "break":
            yield Word("•" if raw.strip() else "¶", raw, start, end, "mark")
        case _:
            yield Word(raw if kind == "mark" else raw.lower(), raw, start, end, "mark" if kind == "mark" else "word")


def _plain(raw: str, start: int, end: int) -> Iterable[Word]:
    """A word of letters; a contraction is two, "they've" is "they have"."""
    plain = raw.lower().replace("’", "'")
    plain = SHORT.get(plain, plain)
    whole = CONTRACTIONS.get(plain)
    if whole is None and plain.endswith("n't"):
        whole = f"{plain[:-3]} not"
    for ending, word in (("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'d", "would"), ("'m", "am")):
        if whole is None and plain.endswith(ending):
            whole = f"{plain[: -len(ending)]} {word}"
    if whole is None and plain.endswith("'s") and plain[:-2] in ("it", "he", "she", "that", "there", "who", "what"):
        whole = f"{plain[:-2]} is"
    for part in (whole or plain).split():
        if part in NUMBERS:
            yield Word(str(NUMBERS[part]), raw, start, end, "number", str(NUMBERS[part]))
        else:
            yield Word(part, raw, start, end)


_UNITS = {"d": "days", "w": "weeks", "h": "hours", "hr": "hours", "hrs": "hours", "min": "minutes",
          "mins": "minutes", "wk": "weeks", "wks": "weeks"}  # fmt: skip


def _number(kind: str, raw: str, start: int, end: int) -> Iterable[Word]:
    """A number with what it counts: money, percent, a place in a row, or a time in short ("3d")."""
    if kind == "short":
        digits = re.match(r"\d+", raw)
        assert digits
        unit = raw[digits.end() :].lower()
        yield Word(digits.group(), raw, start, end, "number", digits.group())
        yield Word(_UNITS.get(unit, unit), raw, start, end)
        return
    if kind == "ordinal":
        yield Word(f"{raw[:-2]}th", raw, start, end, "number", raw[:-2])
        return
    value = _amount(raw)
    form = {"money": "${}", "percent": "{}%"}.get(kind, "{}").format(value)
    yield Word(form, raw, start, end, {"money": "money", "percent": "percent"}.get(kind, "number"), value)  # type: ignore[arg-type]


def _amount(raw: str) -> str:
    """`$50k` is 50000; digits only."""
    plain = re.sub(r"[$€£,_%\s]|percent", "", raw.lower())
    times = {"k": 1_000, "m": 1_000_000}.get(plain[-1:], 1)
    whole = float(plain.rstrip("km") or 0) * times
    return f"{whole:.0f}" if whole == int(whole) else f"{whole:.10g}"


def _clock(raw: str, start: int, end: int) -> Word:
    match = _CLOCK.match(raw)
    assert match
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return Word(raw, raw, start, end, "number", raw.replace(":", "."))
    return Word(f"T{hour:02d}{minute:02d}", raw, start, end, "time", f"{hour:02d}:{minute:02d}")


def _date(raw: str, start: int, end: int) -> Word:
    if "/" in raw:
        day, month, year = raw.split("/")
        if int(month) > 12:
            day, month = month, day
        raw_value = f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    else:
        raw_value = raw
    return Word(f"D{raw_value.replace('-', '')}", raw, start, end, "date", raw_value)


def list_head(text: str) -> bool:
    """Whether the request begins with a list sign, so that its first line is an item too."""
    return _LIST_HEAD.match(text) is not None
