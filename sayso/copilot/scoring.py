"""How near a drafted flow comes to what a scenario wants, by the rules of labelled scenarios.

Conditions are compared as sets of comparisons, actions by their order, waits by their length in minutes.
"""

import re
from typing import Any

import msgspec

from sayso.copilot.scoring_conditions import canonical, turned_over

READS = frozenset(("linkedin.check_accepted", "gmail.get_thread", "esign.status"))
"""Reads of a state that count only where the scenario has them."""

MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "week": 10_080, "wk": 10_080, "month": 43_200}
COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
}
SAME_EVERY = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "hourly": "hour",
    "biweekly": "2 weeks",
    "fortnight": "2 weeks",
    "quarterly": "quarter",
    "1 week": "week",
    "1 day": "day",
    "3 months": "quarter",
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Score(msgspec.Struct, frozen=True):
    """How one scenario came out: each field right or wrong, actions and conditions from 0 to 1."""

    trigger: bool
    actions: float
    conditions: float
    waits: bool
    loops: bool
    approvals: bool
    limits: bool
    unclear: bool
    correct: bool
    strict: bool


FIELDS = ("trigger", "actions", "conditions", "waits", "loops", "approvals", "limits", "unclear", "correct", "strict")


def score(wanted: dict[str, Any], found: dict[str, Any]) -> Score:
    """Compare what a scenario wants with what was drafted."""
    actions_wanted, actions_found = _actions(wanted, found)
    either = wanted.get("either_way") or []
    conditions_wanted, conditions_found = canonical(wanted), canonical(found)
    turned_over(either, conditions_wanted)
    turned = turned_over(either, conditions_found)
    common = len(set(actions_wanted) & set(actions_found)) if turned else _in_order(actions_wanted, actions_found)
    parts = {
        "trigger": _same_trigger(wanted, found),
        "actions": _f1(common, len(actions_wanted), len(actions_found)),
        "conditions": _f1(len(conditions_wanted & conditions_found), len(conditions_wanted), len(conditions_found)),
        "waits": [_minutes(one) for one in wanted.get("waits") or []]
        == [_minutes(one) for one in found.get("waits") or []],
        "loops": int(wanted.get("loops") or 0) == int(found.get("loops") or 0),
        "approvals": set(wanted.get("approvals") or []) == set(found.get("approvals") or []),
        "limits": _limits(wanted) == _limits(found),
        "unclear": bool(wanted.get("unclear")) == bool(found.get("unclear")),
    }
    if wanted.get("unclear"):
        correct = bool(found.get("unclear")) and set(actions_found) <= set(actions_wanted)
        strict = correct
    else:
        correct = bool(parts["trigger"] and parts["actions"] == 1 and parts["conditions"] == 1 and parts["waits"])
        strict = bool(correct and parts["loops"] and parts["approvals"] and parts["limits"] and parts["unclear"])
    return Score(**parts, correct=correct, strict=strict)  # type: ignore[arg-type]


def _actions(wanted: dict[str, Any], found: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Distinct actions in order, without those that may be there or not."""
    free = set(wanted.get("optional") or [])
    needed = list(dict.fromkeys(one for one in wanted.get("actions") or [] if one not in free))
    ignored = free | (READS - set(needed))
    return needed, list(dict.fromkeys(one for one in found.get("actions") or [] if one not in ignored))


def _in_order(one: list[str], other: list[str]) -> int:
    """How many of both stand in the same order."""
    row = [0] * (len(other) + 1)
    for item in one:
        before, row = row, [0]
        for place, rival in enumerate(other):
            row.append(before[place] + 1 if item == rival else max(before[place + 1], row[place]))
    return row[-1]


def _f1(hits: int, wanted: int, found: int) -> float:
    return 1.0 if wanted == found == 0 else 2 * hits / (wanted + found)


def _minutes(text: object) -> object:
    """A duration in minutes; business days stay what they are."""
    plain = str(text).strip().lower()
    match = re.fullmatch(r"(?:after |for )?(\d+(?:\.\d+)?|[a-z]+) (business |working )?([a-z]+?)s?", plain)
    if not match or not (match[1][0].isdigit() or match[1] in COUNTS):
        return plain
    count = float(match[1]) if match[1][0].isdigit() else COUNTS[match[1]]
    if match[2]:
        return f"{count:g} business {match[3]}"
    return count * MINUTES[match[3]] if match[3] in MINUTES else plain


def _limits(side: dict[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for tool, text in (side.get("limits") or {}).items():
        match = re.fullmatch(r"(?:at most |max )?(\d+)\s*(?:per|/|an?|each|every)\s*(\w+)", str(text).strip().lower())
        found[tool] = (int(match[1]), match[2]) if match else text
    return found


def _same_trigger(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    got = found.get("trigger") or {}
    for one in [wanted.get("trigger") or {}, *(wanted.get("trigger_alt") or [])]:
        have = _schedule(got.get("schedule"))
        if _kind(one) == _kind(got) and all(
            have.get(key) == value for key, value in _schedule(one.get("schedule")).items()
        ):
            return True
    return False


def _kind(trigger: dict[str, Any]) -> tuple[str | None, str | None]:
    """A form that is built is the same as one that is there."""
    if trigger.get("kind") == "form":
        return "event", "form.submitted"
    return trigger.get("kind"), trigger.get("event") if trigger.get("kind") == "event" else None


def _schedule(given: dict[str, Any] | None) -> dict[str, str]:
    parts = {key: value for key, value in (given or {}).items() if value is not None}
    if "every" in parts:
        every = str(parts["every"]).lower()
        every = SAME_EVERY.get(every, every)
        if every in WEEKDAYS:
            parts.setdefault("on", every)
            every = "week"
        parts["every"] = every
    if "on" in parts:
        days = parts["on"] if isinstance(parts["on"], list) else str(parts["on"]).split(",")
        parts["on"] = ",".join(sorted(day.strip().lower() for day in days))
    if "at" in parts:
        parts["at"] = _clock(str(parts["at"]))
    return {key: str(value) for key, value in parts.items()}


def _clock(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?\s*(am|pm)?", text.strip().lower())
    if not match:
        return text
    hour = int(match[1]) % 12 + (12 if match[3] == "pm" else 0) if match[3] else int(match[1])
    return f"{hour:02d}:{match[2] or '00'}"
