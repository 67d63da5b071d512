"""Values in a clause: what it should be, and what it is now, if that was said ("wait 4 days, not 5")."""

import re
from decimal import Decimal
from typing import Literal

import msgspec

from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import DURATION_PATTERN, Span, clock, duration
from sayso.dsl.catalog import Catalog

Kind = Literal["duration", "number", "money", "percent", "time", "channel", "text", "template", "person", "stage"]


class Value(msgspec.Struct, frozen=True):
    """A value as it was said: numbers as decimals, durations as spans, everything else as its text."""

    kind: Kind
    text: str = ""
    number: Decimal | None = None
    span: Span | None = None
    at: int = 0


CONTRASTS = (
    r"instead of (?P<old>.+?) ?, (?P<new>.+)",
    r"(?P<new>.+?) ?,? (?:instead of|rather than|in place of) (?P<old>.+)",
    r"not (?P<old>.+?) ?,? but (?:rather )?(?P<new>.+)",
    (
        r"(?:change|set|move|switch|replace|turn|raise|lower|increase|reduce|cut|shorten|extend) "
        r"(?:.+ )?from (?P<old>.+?) to (?P<new>.+)"
    ),
    (
        r"(?:change|set|move|switch|turn|raise|lower|increase|reduce|cut|shorten|extend) "
        r"(?P<old>\S+(?: \S+){0,4}?) to (?P<new>.+)"
    ),
    r"(?:replace|swap|exchange) (?P<old>.+?) (?:with|by|for) (?P<new>.+)",
    r"(?P<new>.+?) ?,? (?:and )?not (?:after |in |at |on |to |over |the |with )*(?P<old>\S+(?: \S+){0,2})",
)
_FORMS = tuple(re.compile(rf"{form}$") for form in CONTRASTS)


def contrast(line: Line) -> tuple[Line, Line] | None:
    """The words that say the new value, and those that say the old one."""
    for form in _FORMS:
        match = form.match(line.norm)
        if match:
            return line.of(match, "new"), line.of(match, "old")
    return None


def values(line: Line, catalog: Catalog) -> list[Value]:
    """Every value in the words, in order."""
    found: list[Value] = []
    taken: set[int] = set()
    for match in DURATION_PATTERN.finditer(line.norm):
        first, last = line.within(*match.span())
        taken.update(range(first, last))
        found.append(Value("duration", span=duration(match), at=first))
    for place, word in enumerate(line.words):
        if place in taken:
            continue
        value = _plain(word.kind, word.norm, word.value, word.raw, place)
        if value is not None:
            found.append(value)
    found.extend(_known(line, catalog))
    return sorted(found, key=lambda one: one.at)


def _plain(kind: str, norm: str, value: str, raw: str, place: int) -> Value | None:
    match kind:
        case "number" if value and re.fullmatch(r"[\d.]+", value):
            return Value("number", number=Decimal(value), at=place)
        case "money" | "percent" if value:
            return Value("money" if kind == "money" else "percent", number=Decimal(value), at=place)
        case "time":
            return Value("time", clock(norm) or "", at=place)
        case "channel":
            return Value("channel", raw, at=place)
        case "quote":
            return Value("text", value, at=place)
        case _:
            return None


def _known(line: Line, catalog: Catalog) -> list[Value]:
    """Names of the workspace."""
    found: list[Value] = []
    plain = " ".join(word.raw.lower() for word in line.words)
    starts = [0]
    for word in line.words:
        starts.append(starts[-1] + len(word.raw) + 1)
    for kind, names in (("template", catalog.templates), ("stage", catalog.stages)):
        for name in sorted(names or (), key=len, reverse=True):
            match = re.search(rf"(?<!\S){re.escape(name.lower())}(?!\S)", plain)
            if match:
                place = max(number for number, start in enumerate(starts) if start <= match.start())
                found.append(Value(kind, name, at=place))  # type: ignore[arg-type]
    for person in catalog.people:
        first = person.name.split()[0].lower()
        found.extend(
            Value("person", person.id, at=place)
            for place, word in enumerate(line.words)
            if word.norm.removesuffix("'s") == first
        )
    found.extend(Value("person", catalog.owner, at=place) for place, word in enumerate(line.words) if word.norm == "me")
    return found


def person_text(person: str, catalog: Catalog) -> str:
    """A member as the language names them."""
    if person == catalog.owner:
        return "@me"
    roles = next((one.roles for one in catalog.people if one.id == person), ())
    role = next((role for role in roles if role != "owner"), None)
    return f"@user.{role} or @me" if role else "@me"


def alike(new: Value, old: Value) -> Value | None:
    """The old value read like the new one: "4 days, not 5"; None if they are of different kinds."""
    if new.kind == old.kind:
        return old
    if new.kind == "duration" and old.kind == "number" and new.span and old.number is not None:
        return msgspec.structs.replace(old, kind="duration", span=Span(int(old.number), new.span.unit))
    if new.kind == "number" and old.kind == "duration":
        return old
    if new.kind in ("money", "percent") and old.kind == "number":
        return msgspec.structs.replace(old, kind=new.kind)
    if {new.kind, old.kind} == {"time", "number"}:
        return msgspec.structs.replace(old, kind="time", text=time_of(old))
    if {new.kind, old.kind} <= {"template", "text", "stage"}:
        return old
    return None


def time_of(value: Value) -> str:
    """A bare hour as a time of day; one before seven is in the afternoon."""
    if value.kind == "time":
        return value.text
    hour = int(value.number or 0)
    return f"{hour + 12 if hour < 7 else hour:02d}:00" if hour <= 23 else ""
