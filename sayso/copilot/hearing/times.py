"""When and how often: schedules, clocks, zones and durations."""

import re
from datetime import date, timedelta

import msgspec

from sayso.copilot.hearing.lexicon_times import (
    BARE_TIME,
    BARE_ZONES,
    DURATION,
    END_OF_DAY,
    EVERY,
    FEW,
    FIXED,
    MONTHS,
    TIME,
    WEEKDAYS,
    ZONES,
)
from sayso.copilot.hearing.lexicon_words import ORDINALS
from sayso.copilot.hearing.text import Line

EVERY_PATTERNS = tuple((re.compile(rf"(?<!\S){pattern}(?!\S)"), every) for pattern, every in EVERY)
TIME_PATTERN = re.compile(rf"(?<!\S)(?:(?:at|around|about|by|from|, ) )?(?P<time>{TIME})(?!\S)")
BARE_PATTERN = re.compile(rf"(?<!\S){BARE_TIME}(?!\S)")
ZONE_PATTERN = re.compile(
    rf"(?<!\S)(?:(?:in )?(?P<place>{'|'.join(sorted(ZONES, key=len, reverse=True))})(?: standard|"
    rf" daylight)? time|(?:(?<=T\d\d\d\d )|(?<=T\d\d\d\d \( )|(?<=T\d\d\d\d , ))(?:in "
    rf")?(?P<after>{'|'.join(sorted(ZONES, key=len, reverse=True))})"
    rf"|(?P<short>{'|'.join(BARE_ZONES)}))(?!\S)"
)
_ADJECTIVE = re.compile(r"(?:^| )(?:the|an?|our|my|their|your|his|her|this|its|is|are|type|not|==|\$\d+) $")
_PART = re.compile(r"(?:\S+ ){0,4}?(?:in the )?(?P<part>afternoon|evening|night)(?:s|ly)?(?!\S)")
"""The part of the day, told with the day: "every friday afternoon"."""
DURATION_PATTERN = re.compile(rf"(?<!\S){DURATION}(?!\S)")


class When(msgspec.Struct, frozen=True):
    """A schedule as it was said; `zone` and `at` None if nothing was said, `part` is the part of the day then.
    `places`: the words that said it."""

    every: str
    days: tuple[str, ...] = ()
    nth: str | None = None
    day: int | None = None
    on: date | None = None
    at: str | None = None
    zone: str | None = None
    part: str = ""
    places: tuple[int, ...] = ()


class Span(msgspec.Struct, frozen=True):
    """A duration: so many of a unit, "5 days"."""

    count: int
    unit: str

    @property
    def days(self) -> float:
        """Its length in days; a month is 30."""
        return self.count * {"minutes": 1 / 1440, "hours": 1 / 24, "weeks": 7, "months": 30, "years": 365}.get(
            self.unit, 1
        )

    @property
    def text(self) -> str:
        """As the language writes it: `5 days`, `1 week`."""
        unit = self.unit[:-1] if self.count == 1 else self.unit
        return f"{self.count} {unit}"


def find_schedule(line: Line, today: date) -> When | None:
    """The first schedule that is said in these words."""
    found = _mentions(line.norm)
    if not found:
        return None
    match, every = found[0]
    when = _meaning(match, every, today)
    if when is not None and _is_bare(match, every):
        named = next((pair for pair in found if _says_which(*pair) and pair[1].partition(" ")[0] == every), None)
        if named:  # "Weekly check-in. Monday 9 AM, …"
            places = tuple(line.first + place for place in range(*line.within(*match.span())))
            when = _with_clock(line, named[0], _meaning(*named, today) or when)
            return msgspec.structs.replace(when, places=tuple(sorted({*when.places, *places})))
    return None if when is None else _with_clock(line, match, when)


def _is_bare(match: re.Match[str], every: str) -> bool:
    """Whether only how often is said: "weekly", not which day."""
    return every in ("week", "month") and not any(match.groupdict().values())


def _says_which(match: re.Match[str], every: str) -> bool:
    """Whether the day is said."""
    return every in ("month end", "month first") or any(match.groupdict().values())


def _mentions(norm: str) -> list[tuple[re.Match[str], str]]:
    """Every schedule that is named, the earliest first; "the monthly report" names none."""
    found = [
        (match.start(), rank, match, every)
        for rank, (pattern, every) in enumerate(EVERY_PATTERNS)
        for match in pattern.finditer(norm)
        if " " in match[0] or not _ADJECTIVE.search(norm, 0, match.start())
    ]
    found.sort(key=lambda one: (one[0], one[1]))
    return [(match, every) for _, _, match, every in found]


def _meaning(match: re.Match[str], every: str, today: date) -> When | None:
    groups = match.groupdict()
    days = tuple(
        dict.fromkeys(
            day for day in WEEKDAYS if re.search(rf"\b{day}", groups.get("days") or groups.get("days2") or "")
        )
    )
    if every == "once":
        on = _date(groups["date"], today)
        return None if on is None else When("once", on=on)
    if every == "count":
        count, unit = int(groups["count"]), groups["unit"]
        return When({"3 months": "quarter"}.get(f"{count} {unit}", f"{count} {unit}" if count > 1 else unit[:-1]))
    if every == "tomorrow":
        return When("once", on=today + timedelta(days=1))
    if every == "next day":
        return When("once", on=_next(days[0], today))
    if every == "weekend":
        return When("week", ("saturday", "sunday"))
    if every == "days":
        return _between(groups["first"], groups["last"])
    if every == "month end":
        return When("month", day=-1)
    if every == "month first":
        return When("month", day=1)
    nth = groups.get("nth")
    if nth:
        plain = {"1th": "first", "2th": "second", "3th": "third", "4th": "fourth"}.get(nth, nth)
        return When("quarter" if every == "quarter" else "month", days, plain)
    day = ORDINALS.get(groups["day"]) or int(groups["day"]) if groups.get("day") else None
    if day is not None and not 1 <= day <= 31:
        return None
    return When(every, days, day=day)


def _next(day: str, today: date) -> date:
    """The next such day of the week after today."""
    return today + timedelta(days=(WEEKDAYS.index(day) - today.weekday() - 1) % 7 + 1)


def _between(first: str, last: str) -> When:
    """ "Tuesday to Thursday": every day of the week from one to the other."""
    one, other = (next(place for place, day in enumerate(WEEKDAYS) if said.startswith(day)) for said in (first, last))
    days = tuple(day for place, day in enumerate(WEEKDAYS) if (place - one) % 7 <= (other - one) % 7)
    return When("weekday") if days == WEEKDAYS[:5] else When("week", days)


def _date(text: str, today: date) -> date | None:
    """A date; one without a year is the next there is."""
    try:
        if text.startswith("D"):
            return date(int(text[1:5]), int(text[5:7]), int(text[7:9]))
        numbers = [int(part.removesuffix("th")) for part in text.split() if part[0].isdigit()]
        month = next(
            place
            for place, name in enumerate(MONTHS, 1)
            if any(word[:3] == name[:3] for word in text.split() if word.isalpha() and word != "of")
        )
        year = numbers[1] if len(numbers) > 1 else today.year
        found = date(year, month, numbers[0])
        return found if len(numbers) > 1 or found >= today else date(year + 1, month, numbers[0])
    except (ValueError, StopIteration):
        return None


def _with_clock(line: Line, match: re.Match[str], when: When) -> When:
    """The schedule with its time of day and zone, wherever in the sentence they stand."""
    places = set(range(*line.within(*match.span())))
    at, zone = None, None
    ends = [m.start() for m in re.finditer(r"(?<!\S)[.¶•](?!\S)", line.norm)]
    start = max((end for end in ends if end < match.start()), default=0)
    stop = min((end for end in ends if end >= match.end()), default=len(line.norm))
    found = TIME_PATTERN.search(line.norm, start, stop)
    if found:
        first, last = line.within(*found.span())
        typed = " ".join(word.raw.lower() for word in line.words[first:last])
        at = clock(found["time"]) if found["time"] in FIXED else _late(clock(found["time"]), match[0], typed)
    else:
        found = BARE_PATTERN.search(line.norm, start, stop)
        near = _PART.match(line.norm, match.start())
        at = _bare(found, near[0] if near else match[0]) if found else None
    if found and at:
        places.update(range(*line.within(*found.span())))
    part = None if at else _PART.match(line.norm, match.start())
    if part:
        places.update(range(*line.within(*part.span())))
    place = ZONE_PATTERN.search(line.norm, start, stop)
    if place:
        zone = ZONES[place["place"] or place["after"] or place["short"]]
        places.update(range(*line.within(*place.span())))
    where = tuple(sorted(line.first + place for place in places))
    return msgspec.structs.replace(when, at=at, zone=zone, part=part["part"] if part else "", places=where)


def clock(text: str) -> str | None:
    """A time of day in words or figures: "half past 8" is 08:30."""
    if text.startswith("T"):
        hour = int(text[1:3])
        if hour < 12 and re.search(r"evening|afternoon", text):
            hour += 12
        return f"{hour:02d}:{text[3:5]}"
    if re.match(END_OF_DAY, text):
        return "17:00"
    for word, time in FIXED.items():
        if text.startswith(word):
            return time
    match = re.match(r"(half past|half|(?:a )?quarter past|(?:a )?quarter to)? ?(\d{1,2}|one)", text)
    if not match or not 0 <= _hour(match[2]) <= 23:
        return None
    hour = _hour(match[2])
    if (hour < 7 and "morning" not in text) or (hour < 12 and re.search(r"evening|afternoon|night|pm", text)):
        hour += 12
    how = match[1] or ""
    minute = 30 if how.startswith("half") else 15 if "past" in how else 45 if how else 0
    return f"{(hour - (minute == 45)) % 24:02d}:{minute:02d}"


def _hour(text: str) -> int:
    """The hour in words or figures."""
    return 1 if text == "one" else int(text)


def _late(at: str | None, said: str, typed: str) -> str | None:
    """ "7:30 every evening" is half past seven in the evening, unless "am" was typed."""
    part = re.search(r"(?<!\S)(?P<part>evening|afternoon|night)s?(?!\S)", said)
    if at is None or part is None or int(at[:2]) >= 12 or re.search(r"a\.?m", typed):
        return at
    if part["part"] == "night" and int(at[:2]) < 6:
        return at
    return f"{int(at[:2]) + 12:02d}{at[2:]}"


def _bare(found: re.Match[str], said: str) -> str | None:
    """ "at 9", "at 7 each evening": before 7 nobody works, so "at 3" is the afternoon."""
    hour = _hour(found["hour"])
    if hour > 23:
        return None
    part = found["part"] or next((word for word in ("evening", "afternoon", "morning", "night") if word in said), "")
    late = part in ("afternoon", "evening") or (not part and 1 <= hour < 7) or (part == "night" and hour >= 6)
    return f"{hour + 12 if late and hour < 12 else hour:02d}:00"


def duration(match: re.Match[str]) -> Span:
    """The duration a match of DURATION_PATTERN stands for."""
    said, unit = match["count"], match["unit"].rstrip("s")
    if said == "half an":
        return Span(30, "minutes")
    count = FEW.get(said) or int(float(said))
    if unit == "quarter":
        return Span(count * 3, "months")
    if unit == "fortnight":
        return Span(count * 2, "weeks")
    if match["kind"] and unit == "day":
        return Span(count, "business days")
    return Span(count, f"{unit}s")


def first_duration(norm: str, start: int = 0) -> tuple[Span, re.Match[str]] | None:
    """The first duration in plain forms."""
    match = DURATION_PATTERN.search(norm, start)
    return (duration(match), match) if match else None


def days_between(one: date, other: date) -> int:
    """Days from one date to another."""
    return (other - one) // timedelta(days=1)
