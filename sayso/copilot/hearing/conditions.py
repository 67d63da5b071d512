"""Conditions: what is compared with what, found by the rules of `lexicon_conditions` wherever they stand."""

import itertools
import re
from functools import cache
from typing import NamedTuple

import msgspec

from sayso.copilot.hearing.condition_values import Values, measure, numeric
from sayso.copilot.hearing.lexicon_conditions import LENGTH, NUMBER
from sayso.copilot.hearing.lexicon_kinds import IDLE, MOODS, THINGS, TRENDS
from sayso.copilot.hearing.lexicon_states import RULES
from sayso.copilot.hearing.meaning import Condition, Joined, Test, both, opposite
from sayso.copilot.hearing.shapes import shapes
from sayso.copilot.hearing.text import Line

_NOT = re.compile(r"(?:^| )(?:not|never|nobody|no one|none|without|neither|nor|no longer|no|yet to)(?: |$)")


class Scope(msgspec.Struct, frozen=True):
    """What conditions may speak of: the record in focus, the event that began it all, and the classes an answer was
    sorted into. `request` is the whole text, for values as they were typed."""

    subject: str = "contact"
    event: str = ""
    labels: tuple[str, ...] = ()
    request: str = ""
    stages: tuple[str, ...] = ()
    measured: tuple[str, str] = ("", "")


class Hit(NamedTuple):
    """A condition found, and the letters of the line that say it."""

    start: int
    end: int
    test: Condition


class Read(msgspec.Struct, frozen=True):
    """What was understood, and which words said it."""

    condition: Condition | None
    places: tuple[int, ...]


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Every rule, compiled: its pattern, the field it is about, and how its value is said."""
    return tuple((_compiled(pattern), field, how) for pattern, field, how in RULES)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern with its numbers and durations put in, each with group names of its own."""
    count = 0
    for sign, form in (("{n}", NUMBER), ("{d}", LENGTH)):
        while sign in pattern:
            count += 1
            named = re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{count}>", form)
            pattern = pattern.replace(sign, f"(?:{named})", 1)
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


def read(line: Line, scope: Scope) -> Read:
    """The condition these words say, if any."""
    hits = find(line, scope)
    if not hits:
        return Read(None, ())
    places = sorted({line.first + place for hit in hits for place in range(*line.within(hit.start, hit.end))})
    return Read(_joined(line.norm, hits), tuple(places))


def find(line: Line, scope: Scope) -> list[Hit]:
    """Every comparison in the line, in the order of the text; what one rule took, no other takes."""
    free = line.norm
    hits: list[Hit] = []
    values = Values(line, scope.request)
    for finder in (*shapes(line, scope.subject, scope.event, scope.stages, values),):
        free = _take(hits, finder, free)
    for pattern, field, how in patterns():
        match = pattern.search(free)
        while match:
            made = _test(match, field, how, scope, values, free)
            if made is None:
                match = pattern.search(free, match.end())
                continue
            test, end = made
            hits.append(Hit(match.start(), end, test))
            free = free[: match.start()] + "_" * (end - match.start()) + free[end:]
            match = pattern.search(free, end)
    for one in measure(free, scope.subject, scope.event, scope.measured):
        hits.append(Hit(*one))
    return sorted(hits, key=lambda hit: hit.start)


def _take(hits: list[Hit], found: tuple[int, int, Condition], free: str) -> str:
    """Note a hit and blank what it took; nothing is taken twice."""
    start, end, test = found
    if "_" in free[start:end].replace("_ _", ""):
        return free
    hits.append(Hit(start, end, test))
    return free[:start] + "_" * (end - start) + free[end:]


def _test(
    match: re.Match[str], field: str, how: str, scope: Scope, values: Values, free: str
) -> tuple[Condition, int] | None:
    """The condition of one match, and the letter where it ends."""
    record, _, name = field.partition(".")
    record, name = _resolved(record, name, match, scope)
    if not record:
        return None
    negated = _is_negated(match, free)
    end = match.end()
    if how in ("n", "d", "m", "within", "=="):
        test = numeric(match, record, name, how)
        return None if test is None else (test, end)
    if how == "one":
        days = {"hour": 1, "day": 1, "week": 7, "month": 30, "quarter": 90}.get(match["one"].removeprefix("this "), 1)
        name = "hoursSinceCreated" if match["one"] == "hour" else name
        return Test(record, name, "<=", str(days)), end
    if how in ("text", "has", "before"):
        return _text(match, record, name, how, negated, values)
    fixed = _fixed(match, record, name, how, negated)
    return None if fixed is None else (fixed, end)


def _fixed(match: re.Match[str], record: str, name: str, how: str, negated: bool) -> Condition | None:
    """Conditions whose value the rule knows."""
    match how:
        case "yes":
            return Test(record, name, "==", "false" if negated else "true")
        case "no":
            return Test(record, name, "==", "true" if negated else "false")
        case "=true" | "=false":
            return Test(record, name, "==", how[1:])
        case "=missing":
            return Test(record, name, "missing")
        case "=exists":
            return Test(record, name, "missing" if negated else "exists")
        case "<0" | "==0" | ">0":
            return Test(record, name, "<" if how == "<0" else "==" if how == "==0" else ">", "0")
        case "mood" | "trend":
            groups = match.groupdict()
            said = groups.get("mood") or groups.get("mood2") or groups.get("trend") or ""
            test = Test(record, name, "==", {**MOODS, **(TRENDS if how == "trend" else {})}.get(said, said), text=True)
        case "answer":
            said = match["yes"] or match["yes2"]
            return Test(record, name, "==", said, text=True)
        case _:
            wrong = how.startswith("!=")
            test = Test(record, name, "!=" if wrong else "==", how.removeprefix("!="), text=True)
            negated = negated and not wrong
    return opposite(test) if negated else test


def _text(
    match: re.Match[str], record: str, name: str, how: str, negated: bool, values: Values
) -> tuple[Condition, int] | None:
    """A field and the words it is compared with."""
    groups = match.groupdict()
    if how == "before":
        found, end = [groups["before"]], match.end()
    elif groups.get("v"):
        found, end = values.listed(match.start("v"), match.end("v")), match.end()
        found = [
            word[:-1] if name == "title" and word.endswith("s") and how == "has" and word.islower() else word
            for word in found
        ]
    else:
        found, end = values.after(match.end())
    if not found:
        return None
    others: list[str] = []
    if name == "tags":
        but = re.match(r" (?:but|and) not (?=Q)", values.line.norm[end:])
        if but:
            others, end = values.after(end + but.end())
    op = "contains" if (how == "has" and name != "label") or name == "tags" else "=="
    tests: list[Condition] = [_as_test(record, name, op, value) for value in found]
    test = tests[0] if len(tests) == 1 else Joined("or", tuple(tests))
    if negated:
        test = opposite(test)
    if others:
        test = both([test, *(opposite(_as_test(record, name, op, one)) for one in others)]) or test
    return test, end


def _as_test(record: str, name: str, op: str, value: str) -> Test:
    return Test(record, name, op, value, text=True)  # type: ignore[arg-type]


def _is_negated(match: re.Match[str], free: str) -> bool:
    """Whether "not" stands in the match or just before it."""
    before = " ".join(free[: match.start()].replace("_", " _ ").split()[-4:])
    before = re.split(r"[,.;:?_•¶]|(?:^| )(?:and|or|but|if|when|then|who|which|that|unless|because)(?: |$)", before)[-1]
    return len(_NOT.findall(f" {before} {match[0]} ")) % 2 == 1


def _resolved(record: str, name: str, match: re.Match[str], scope: Scope) -> tuple[str, str]:
    """The record and field meant where a rule leaves them open; "" where it does not fit here."""
    subject = "company" if scope.subject == "customer" else scope.subject
    if name == "thing":
        groups = match.groupdict()
        word = (groups.get("thing") or groups.get("thing2") or "").split()[0]
        owner = subject if subject in ("deal", "company", "contact") else "contact"
        if word in ("phone", "mobile", "email", "linkedin", "title", "job"):
            owner = "contact"
        return owner, THINGS.get(word, word)
    if name == "idle":
        owner = (
            subject
            if subject in IDLE
            else "deal"
            if scope.event.startswith("deal")
            else "company"
            if scope.event
            else "contact"
        )
        return owner, IDLE[owner]
    if name == "age":
        return "contact", "hoursSinceCreated" if "hour" in match[0] else "daysSinceCreated"
    if name == "contacted":
        return ("company" if subject == "company" else "contact"), "daysSinceContacted"
    if record != "*":
        return record, name
    return _starred(name, subject, scope)


def _starred(name: str, subject: str, scope: Scope) -> tuple[str, str]:
    """Fields that several records have; ("", "") where none of them is meant."""
    event, webhook = scope.event, scope.event == "webhook"
    among: dict[str, tuple[tuple[str, ...], str, str]] = {
        "status": (("deal", "company", "contact", "row", "ticket", "issue"), "contact", "status"),
        "country": (("contact", "company", "form", "deal"), "contact", "country"),
        "source": (("contact", "company", "form", "deal"), "contact", "source"),
        "city": (("contact", "company", "form", "deal"), "contact", "city"),
        "owner": (("deal", "company", "contact"), "contact", "owner"),
        "tags": (("deal", "company", "contact"), "contact", "tags"),
        "plan": (("form",), "company", "plan"),
        "ago": (("deal",), "", "daysSinceClosed"),
        "spent": (("deal",), "", "daysInStage"),
        "state": (("issue", "ticket", "row"), "", "status"),
    }
    if webhook and name in ("status", "type", "value", "amount"):
        return "payload", "amount" if name == "value" else name
    if name == "tags" and subject == "issue":
        return "issue", "label"
    if name in among:
        records, other, field = among[name]
        return (subject if subject in records else other), field
    return _measured(name, subject, event)


def _measured(name: str, subject: str, event: str) -> tuple[str, str]:
    """Scores, seats, amounts and moods by what is spoken of."""
    match name:
        case "score" if event.startswith("nps"):
            return "nps", "score"
        case "score":
            return ("health" if event.startswith("health") or subject == "company" else "contact"), "score"
        case "seats":
            return (
                "usage" if event.startswith("usage") or subject not in ("company", "contact") else "company"
            ), "seats"
        case "value" | "amount":
            return ("row", "amount") if subject == "row" else ("deal", "value")
        case "sentiment":
            return ("email" if event == "email.replied" or subject == "email" else "meeting"), "sentiment"
        case "lasting":
            return ("meeting", "durationMinutes") if subject == "meeting" or event.startswith("meeting") else ("", "")
        case "old":
            return {"deal": ("deal", "daysInStage"), "contact": ("contact", "daysSinceCreated")}.get(
                subject, ("issue", "ageDays")
            )
        case "open":
            return ("ticket" if event.startswith("ticket") else subject), "status"
        case "type":
            return "company", "kind"
        case _:
            return subject, name


def _joined(norm: str, hits: list[Hit]) -> Condition:
    """The hits put together by the words between them; "or" binds more than "and", as people mean it in lists."""
    groups: list[list[Condition]] = [[hits[0].test]]
    for before, hit in itertools.pairwise(hits):
        between = norm[before.end : hit.start]
        if re.search(r"(?:^| )or(?: |$)", between) or (
            _LINKED.fullmatch(between) and _of_a_kind(before.test, hit.test)
        ):
            groups[-1].append(hit.test)
        else:
            groups.append([hit.test])
    groups = [_top_of_scale(group) for group in groups]
    parts: list[Condition] = [
        group[0] if len(group) == 1 else Joined("or", tuple(dict.fromkeys(group))) for group in groups
    ]
    found = both(list(dict.fromkeys(parts)))
    assert found
    return found


_LINKED = re.compile(r" ?(?:and|&|,|, and|/) ?")


def _of_a_kind(one: Condition, other: Condition) -> bool:
    """Whether both name a value of one field that can have only one: "directors and VPs"."""
    return (
        isinstance(one, Test)
        and isinstance(other, Test)
        and (one.record, one.field, one.op) == (other.record, other.field, other.op)
        and one.field in ("title", "stage", "country", "city", "industry", "tier", "plan", "source")
        and not (one.negated or other.negated)
        and one.op in ("==", "contains")
    )


def _top_of_scale(group: list[Condition]) -> list[Condition]:
    """ "a 9 or a 10" on a scale that ends at ten is 9 and above."""
    scale = [one for one in group if isinstance(one, Test) and one.record == "nps" and one.op == "=="]
    if len(scale) == len(group) > 1 and any(one.value == "10" for one in scale):
        return [Test("nps", "score", ">=", min((one.value for one in scale), key=int))]
    return group
