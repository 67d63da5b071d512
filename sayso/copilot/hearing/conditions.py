"""Conditions: what is compared with what, found by the rules of `lexicon_conditions` wherever they stand."""

import itertools
import re
from functools import cache
from typing import NamedTuple

import msgspec

from sayso.copilot.hearing.condition_values import MONEY, PERCENTS, measure, numeric
from sayso.copilot.hearing.lexicon_conditions import LENGTH, LESS, MORE, NUMBER
from sayso.copilot.hearing.lexicon_kinds import MOODS, TRENDS
from sayso.copilot.hearing.lexicon_states import RULES
from sayso.copilot.hearing.meaning import Condition, Joined, Test, both, opposite, tests_of
from sayso.copilot.hearing.resolving import Scope, resolved
from sayso.copilot.hearing.shapes import shapes
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.typed import OTHER_THAN, Values

_NOT = re.compile(
    r"(?:^| )(?:not|never|nobody|no one|none|without|neither|nor|no longer|no|yet to|failed to|fails? "
    r"to)(?: |$)"
)


_MORE_BEHIND = re.compile(rf" (?:(?P<more>{MORE}|at least|minimum)|(?P<less>{LESS}|at most|maximum))(?!\S)")
_COMPARISONS = ("above", "from", "under", "upto", "exact", "more", "less", "low")
_AT_MOST = re.compile(r"(?:within|under|less|next|coming|at most|up to)(?!\S)")
"""Words that make of "in 30 days" all the days until then."""


_LONELY = re.compile(
    r"is|are|was|were|has|have|and|or|but|to|of|in|on|at|for|from|by|with|without|changes?|changed|moves?|goes|"
    r"which|that|"
    r"who|whose|contains?|includes?|field|column|level|if|when|then|we|they|it|the|an?|no|not|send|email|notify|create|"
    r"post|tag|call|alert|tell|should|must|isn't|yet|already|as|template|manager|team|name|date|number|list|sheet|call|"
    r"segment|tier|plan|stage|status|industry|sector|source|title|owner|city|country|type|other|drops?|rises?|"
    r"falls?|above|below|over|under|more|less|between|reached|comes?|gets?|will|can|does|do|did|\w+ing"
)
"""Words that are no value of a field they stand behind."""


DAYS_OF = {"hour": 1, "day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
"""How many days a time that is named by its unit lasts."""
_IN_THE_LAST = re.compile(
    r"^(?!.*(?:idle|inactive|untouched|quiet|stale|cold|dormant|silent|nothing|nobody|zero|without|last activity)).*"
    r"(?<!\S)(?:in|within|during|over) (?:the |these )?(?:last|past) "
)
"""Something that happened, and not so long ago."""


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
            if any(_tells_more(hit, match.end(), made.end, made.test) for hit in hits):
                match = pattern.search(free, match.end())
                continue
            hits = [one for one in hits if not made.start <= one.start < one.end <= made.end]
            hits.append(made)
            free = free[: made.start] + "_" * (made.end - made.start) + free[made.end :]
            match = pattern.search(free, max(made.end, match.end()))
    for one in measure(free, scope.subject, scope.event, scope.measured):
        hits.append(Hit(*one))
    return sorted(hits, key=lambda hit: hit.start)


def _tells_more(hit: Hit, start: int, end: int, test: Condition) -> bool:
    """Whether a hit says of the same field what this test says, and more: "the country is Poland or Peru"."""
    fields = {(one.record, one.field) for one in tests_of(test)}
    return start <= hit.start < end < hit.end and any((one.record, one.field) in fields for one in tests_of(hit.test))


def _take(hits: list[Hit], found: tuple[int, int, Condition], free: str) -> str:
    """Note a hit and blank what it took; nothing is taken twice."""
    start, end, test = found
    if "_" in free[start:end].replace("_ _", ""):
        return free
    hits.append(Hit(start, end, test))
    return free[:start] + "_" * (end - start) + free[end:]


def _test(match: re.Match[str], field: str, how: str, scope: Scope, values: Values, free: str) -> Hit | None:
    """The condition of one match, and the letters that say it."""
    start = match.start()
    if how == "name":
        tagged = re.fullmatch(r"tags?|labels?", match["noun"]) is not None
        found, start = values.before(match.start("noun"), tagged)
        if not found or "_" in free[start : match.start()] or (tagged and not _BEARS.search(free, 0, start)):
            return None
    if how == "next" and not _stands_next(match, values, free):
        return None
    if how == "named" and not (values.begins_name(match.end() + 1) or _SOURCE.match(free, match.end())):
        return None
    made = _made(match, field, how, scope, values, free, start)
    return None if made is None else Hit(start, made[1], made[0])


_OF_TIME = re.compile(r" (?:hours?|days?|weeks?|months?|quarters?|years?)(?! plan| contract)(?!\S)")
"""What makes a length of time of a number, so that it is no amount."""
_TYPES = re.compile(
    r"(?:^| )(?:i|we|you|they|he|she|someone|somebody|anyone|anybody|users?|people|visitors?|to|reps?|\w+one) $"
)
"""Who types something."""
_SOURCE = re.compile(
    r" (?:an? |the |our )?(?:google ads|bing ads|facebook ads|linkedin ads|ads|adwords|google|linkedin|facebook|"
    r"instagram|webinars?|"
    r"referrals?|partners?|website|inbound|outbound|cold (?:call|outreach|e-?mail)|organic(?: search)?|events?|"
    r"trade (?:show|fair)s?|"
    r"newsletter|seo)(?!\S)"
)
"""Where contacts and deals come from, without capitals."""
_BOTH = re.compile(r" ?(?:as |with |the (?:tags|labels|words) )?both(?!\S)")
_BEARS = re.compile(
    r"(?:^| )(?:with|without|under|carr(?:y|ies|ying)|ha(?:s|ve|ving)|bear(?:s|ing)?|wear(?:s|ing)?|got|lack(?:s|"
    r"ing)?) "
    r"(?:the |a |an |this |that |any |our )?$"
)
"""Words by which something is said to bear a tag."""
_NEXT_SMALL = re.compile(
    r"(?:^|(?:with|of|in|where|having|has|have|whose|at|on|from|and|or|if|for|,) )(?:the |a |an )?$"
)


def _stands_next(match: re.Match[str], values: Values, free: str) -> bool:
    """Whether a value stands right behind the name of a field: "type Partner", "with status paid"."""
    word = free[match.end() + 1 :].partition(" ")[0]
    if match["noun"].startswith("type") and _TYPES.search(free, 0, match.start()):
        return False
    if values.begins_name(match.end() + 1):
        return True
    return _NEXT_SMALL.search(free, 0, match.start()) is not None and _LONELY.fullmatch(word) is None


def _made(
    match: re.Match[str], field: str, how: str, scope: Scope, values: Values, free: str, start: int
) -> tuple[Condition, int] | None:
    """The condition of one match that begins at a letter, and the letter where it ends."""
    record, _, name = field.partition(".")
    record, name = resolved(record, name, match, scope)
    if not record:
        return None
    negated = _is_negated(match, free, start)
    end = match.end()
    if how == "within" and scope.event == "renewal.approaching" and not _AT_MOST.search(match[0]):
        how = "=="
    if how == "d" and name.startswith("daysSince") and not negated and _IN_THE_LAST.search(match[0]):
        how = "within"
    if how == "n" and _OF_TIME.match(free, end):
        return None
    if how in ("n", "d", "m", "within", "=="):
        test = numeric(match, record, name, how)
        return None if test is None else _bounded(test, match, free)
    if how == "one":
        days = DAYS_OF.get(match["one"].split()[-1], 1)
        name = "hoursSinceCreated" if match["one"] == "hour" else name
        return Test(record, name, "<=", str(days)), end
    if how in ("text", "has", "before", "name", "next", "named"):
        return _text(match, record, name, how, negated, values)
    fixed = _fixed(match, record, name, how, negated)
    return None if fixed is None else (fixed, end)


def _bounded(test: Test, match: re.Match[str], free: str) -> tuple[Test, int]:
    """ "2 invites or more": a comparison that stands behind what is counted."""
    behind = _MORE_BEHIND.match(free, match.end())
    if behind is None or any(match.groupdict().get(f"{key}_1") for key in _COMPARISONS):
        return test, match.end()
    return msgspec.structs.replace(test, op=">=" if behind["more"] else "<="), behind.end()


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
            none = "0%" if f"{record}.{name}" in PERCENTS else "$0" if f"{record}.{name}" in MONEY else "0"
            return Test(record, name, "<" if how == "<0" else "==" if how == "==0" else ">", none)
        case "mood" | "trend":
            groups = match.groupdict()
            said = groups.get("mood") or groups.get("mood2") or groups.get("trend") or ""
            known = {**MOODS, **(TRENDS if how == "trend" else {})}
            moods = dict.fromkeys(known.get(one, one) for one in re.split(r" ?(?:,|or|and|nor) ", said))
            return _any_of([Test(record, name, "==", one, text=True) for one in moods], negated)
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
    if name == "tags" and match.start() == 0 and match[0] in ("tag", "label"):
        return None  # "tag new contacts as X": what is to be done
    if how == "name":
        found, end = values.before(match.start("noun"), name in ("tags", "label"))[0], match.end()
    elif how == "before":
        found, end = values.listed(*match.span("before")), match.end()
    elif groups.get("v"):
        found, end = values.listed(match.start("v"), match.end("v")), match.end()
        found = [_singular(word) if name == "title" and how == "has" and word.islower() else word for word in found]
    else:
        other = OTHER_THAN.match(values.line.norm, match.end())
        found, end = values.after(other.end() if other else match.end())
        negated = negated != bool(other)
    if not found:
        return None
    others: list[str] = []
    if name == "tags":
        but = re.match(
            r" (?:but|and) (?:is |are )?not (?:(?:the |those )?(?:ones |contacts |people |deals |customers |who are "
            r")?(?:tagged|labell?ed|with) "
            r")?(?=Q)",
            values.line.norm[end:],
        )
        if but:
            others, end = values.after(end + but.end())
    op = "contains" if (how == "has" and name != "label") or name == "tags" else "=="
    if len(found) == 1 and found[0].lower() in ("blank", "empty", "missing", "unset", "unknown", "nothing"):
        return (Test(record, name, "exists" if negated else "missing"), end)
    tests: list[Condition] = [_as_test(record, name, op, value) for value in found]
    together = "and" if op == "contains" and _BOTH.match(values.line.norm, match.end()) else "or"
    test = tests[0] if len(tests) == 1 else Joined(together, tuple(tests))  # type: ignore[arg-type]
    if negated:
        test = opposite(test)
    if others:
        test = both([test, *(opposite(_as_test(record, name, op, one)) for one in others)]) or test
    return test, end


def _any_of(tests: list[Test], negated: bool) -> Condition:
    """Any of these, or none of them."""
    found: Condition = tests[0] if len(tests) == 1 else Joined("or", tuple(tests))
    return opposite(found) if negated else found


def _singular(title: str) -> str:
    """ "heads of operations" is "head of operations"."""
    first, of, rest = title.partition(" of ")
    return f"{first.removesuffix('s')}{of}{rest}"


def _as_test(record: str, name: str, op: str, value: str) -> Test:
    return Test(record, name, op, value, text=True)  # type: ignore[arg-type]


def _is_negated(match: re.Match[str], free: str, start: int) -> bool:
    """Whether "not" stands in the match or just before it."""
    before = " ".join(free[:start].replace("_", " _ ").split()[-4:])
    before = re.split(r"[,.;:?_•¶]|(?:^| )(?:and|or|but|if|when|then|who|which|that|unless|because)(?: |$)", before)[-1]
    return len(_NOT.findall(f" {before} {match[0]} ")) % 2 == 1


def _joined(norm: str, hits: list[Hit]) -> Condition:
    """The hits put together by the words between them; "or" binds more than "and", as people mean it in lists."""
    groups: list[list[Condition]] = [[hits[0].test]]
    for before, hit in itertools.pairwise(hits):
        between = norm[before.end : hit.start]
        if len(groups) > 1 and _APART.fullmatch(between):
            groups = [[both([_either(group) for group in groups]) or before.test, hit.test]]
        elif re.search(r"(?:^| )or(?: [^,]*)?$", between) or (
            _LINKED.fullmatch(between) and _of_a_kind(before.test, hit.test)
        ):
            groups[-1].append(hit.test)
        else:
            groups.append([hit.test])
    parts = [_either(_top_of_scale(group)) for group in groups]
    found = both(list(dict.fromkeys(parts)))
    assert found
    return found


def _either(group: list[Condition]) -> Condition:
    """Any of these conditions."""
    return group[0] if len(group) == 1 else Joined("or", tuple(dict.fromkeys(group)))


_APART = re.compile(
    r" ?, or (?:else )?(?:(?:those |ones )?(?:with|whose|who|that|which|having|who have|that have|"
    r"if)(?: \w+){0,3} ?)"
)
"""What begins another way for the whole condition to hold: "…, or with more than 5 open tickets"."""
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


__all__ = ["Hit", "Read", "Scope", "find", "patterns", "read"]
