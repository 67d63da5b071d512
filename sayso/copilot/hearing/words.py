"""From letters to words: quotes, numbers, money, times and dates each become one word that knows where it stood.

A word has a plain form, `norm`, by which tables recognise it: small letters, or a capital and a number for what has a
value of its own (`Q3` is a quote, `T0930` a time), so that one pattern fits all of them.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.copilot.hearing.figures import put_together, spelled_out
from sayso.copilot.hearing.lexicon_words import CONTRACTIONS, HAPPENED, HAS_JUST, SHORT

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
    |(?P<site>\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|co|de|example|eu|uk|fr|ai|app|dev|xyz)/[^\s,"')?]{1,200})
    |(?P<address>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|co|de|example|eu|uk|fr|ai|app|dev)\b
        |(?<![\w.])\.(?:com|org|net|edu|gov|ac\.uk|co\.uk|io|de|fr|eu|mil)\b)
    |(?P<mention>@[A-Za-z]\w{0,40}(?:\.\w{1,40}|\[\d{1,3}\]){0,6})
    |(?P<hash>\#\d{1,7}\b(?![\w-]))
    |(?P<channel>\#[\w-]{1,60})
    |(?P<cells>\b[A-Z]{1,2}\d{1,4}:[A-Z]{1,2}\d{1,4}\b)
    |(?P<emoji>(?<!\S):[a-z][a-z_+-]{1,30}:(?!\S))
    |(?P<brace>\{[^{}\n]{0,60}\})
    |(?P<quote>"[^"\n]{1,600}"|“[^”\n]{1,600}”|«[^»\n]{1,600}»|`[^`\n]{1,200}`|(?<![\w'])'[^'\n]{1,300}(?:'(?=\w)[^'\n]{1,300}){0,9}'(?!\w))
    |(?P<date>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})
    |(?P<clock>\d{1,2}h[0-5]\d\b|\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?!\d)(?!\s?%)|\d{1,2}\s?(?:[ap]\.m\.(?!\s+(?-i:[A-Z]))|[ap]\.?m\b))
    |(?P<money>[$€£]\s?\d+(?:[,_]\d{3})*(?:\.\d+)?\s?[km]?\b)
    |(?P<percent>\d+(?:\.\d+)?\s?(?:%|percent\b|per\scent\b|pct\b))
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

_COUNTED = frozenset(("days", "weeks", "hours", "minutes", "months", "people", "contacts", "deals", "emails"))
"""What a number in front of a row counts."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?\s?(?:([ap])\.?m)?", re.IGNORECASE)


def words_of(text: str) -> list[Word]:
    """The words of a request, in order."""
    text = text[:LONGEST]
    found: list[Word] = []
    for match in TOKEN.finditer(text):
        found.extend(_word(str(match.lastgroup), match.group(), match.start(), match.end(), len(found)))
    return _numbered(_calmed(_counted(_parted(found))))


def _parted(words: list[Word]) -> list[Word]:
    """ "The meeting's over": what is said of somebody or something, with its verb as a word of its own."""
    found: list[Word] = []
    for place, word in enumerate(words):
        after = words[place + 1].norm if place + 1 < len(words) else ""
        if word.kind == "word" and word.norm.endswith("'s") and after in HAPPENED:
            verb = "has" if after in HAS_JUST else "is"
            found.extend((msgspec.structs.replace(word, norm=word.norm[:-2]), msgspec.structs.replace(word, norm=verb)))
        else:
            found.append(word)
    return found


def _counted(words: list[Word]) -> list[Word]:
    """Numbers of several words are one word: "twenty five percent" is 25%."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found and found[-1].norm.isdigit() else None
        last = found[-1] if found else None
        if word.norm in ("percent", "pct", "percentage") and before is not None:
            found[-1] = msgspec.structs.replace(before, norm=f"{before.norm}%", end=word.end, kind="percent")
            continue
        figure = put_together(last.raw.lower(), word.raw.lower()) if last is not None else ""
        if figure and last is not None:
            found[-1] = Word(figure, f"{last.raw} {word.raw}", last.start, word.end, "number", figure)
            continue
        found.append(word)
    return found


def _numbered(words: list[Word]) -> list[Word]:
    """Rows that only begin with 1, 2, 3, and "1) … 2) …" in a row, are items of a list."""
    heads: list[int] = []
    for place, word in enumerate(words):
        sign = str(len(heads) + 1) if word.kind == "number" else "abcdefghijklm"[min(len(heads), 12)]
        if word.norm == sign and _heads_item(words, place):
            heads.append(place)
    if len(heads) < 2:
        return words
    found: list[Word] = []
    for place, word in enumerate(words):
        if place in heads:
            if found and found[-1].norm in ("¶", "("):
                found.pop()
            found.append(Word("•", word.raw, word.start, word.end, "mark"))
        elif place - 1 not in heads or word.norm != ")":
            found.append(word)
    return found


def _heads_item(words: list[Word], place: int) -> bool:
    """Whether a number stands where an item of a list begins."""
    row = not place or words[place - 1].norm == "¶"
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or after.norm == ")":
        return after is not None
    return row and words[place].kind == "number" and after.kind == "word" and after.norm not in _COUNTED


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
            yield from _plain(raw, start, end, place)
        case "quote":
            yield Word(f"Q{place}", raw, start, end, "quote", raw[1:-1].strip())
        case "mention" | "channel" | "url" | "address" | "brace":
            letter = {"mention": "M", "channel": "C", "url": "U", "address": "A", "brace": "B"}[kind]
            known: dict[str, Kind] = {"mention": "mention", "channel": "channel", "url": "url"}
            yield Word(f"{letter}{place}", raw, start, end, known.get(kind, "quote"), raw)
        case "date" | "clock":
            yield _date(raw, start, end) if kind == "date" else _clock(raw, start, end)
        case "site":
            yield Word(f"U{place}", raw, start, end, "url", f"https://{raw}")
        case "hash":
            yield Word(raw[1:], raw, start, end, "number", raw[1:])
        case "cells" | "emoji":
            yield Word(f"E{place}" if kind == "emoji" else raw.lower(), raw, start, end, "word", raw.strip(":"))
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
        case "mark" if raw == "@":
            yield Word("at", raw, start, end)
        case _:
            yield Word(raw if kind == "mark" else raw.lower(), raw, start, end, "mark" if kind == "mark" else "word")


_KEY = re.compile(r"[A-Z]{2,10}-\d{1,6}")
"""What an issue is called by its tracker."""


def _plain(raw: str, start: int, end: int, place: int) -> Iterable[Word]:
    """A word of letters; a contraction is two, "they've" is "they have"."""
    if _KEY.fullmatch(raw):
        yield Word(f"K{place}", raw, start, end, "word", raw)
        return
    plain = raw.lower().replace("’", "'").replace("_", " ")
    plain = SHORT.get(plain, plain)
    whole = CONTRACTIONS.get(plain)
    if whole is None and plain.endswith("n't"):
        whole = f"{plain[:-3]} not"
    for ending, word in (("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'d", "would"), ("'m", "am")):
        if whole is None and plain.endswith(ending):
            whole = f"{plain[: -len(ending)]} {word}"
    if (
        whole is None
        and plain.endswith("'s")
        and plain[:-2]
        in (*("it", "he", "she", "that", "there", "who", "what", "where", "when", "how", "here", "nobody"),)
    ):
        whole = f"{plain[:-2]} is"
    for part in (whole or plain).split():
        figure = spelled_out(part)
        if figure:
            yield Word(figure, raw, start, end, "number", figure.removesuffix("th"))
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
    plain = re.sub(r"[$€£,_%\s]|per\s?cent|pct", "", raw.lower())
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
