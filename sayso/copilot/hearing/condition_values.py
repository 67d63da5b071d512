"""The numbers conditions compare with, and how they are compared."""

import re

from sayso.copilot.hearing.lexicon_conditions import LENGTH, NUMBER
from sayso.copilot.hearing.lexicon_times import FEW
from sayso.copilot.hearing.meaning import Operator, Test
from sayso.copilot.hearing.times import Span

_LASTING = re.compile(rf"(?<!\S){LENGTH}(?!\S)(?! (?:later|ago|after|before))")
_LONE = re.compile(rf"(?<!\S){NUMBER}(?!\S)")
_COUNTED = re.compile(
    r" ?(?:days?|hours?|minutes?|weeks?|months?|years?|per|a day|emails?|times?|contacts|deals|"
    r"customers|people|prospects|business|working|items|invites|runs?|:)"
)

PERCENTS = ("deal.discount", "deal.probability", "company.adoptionPercent", "usage.dropPercent", "usage.risePercent",
            "usage.seatsPercent", "row.spendPercent")  # fmt: skip
MONEY = ("deal.value", "company.arr", "company.mrr", "form.budget", "row.amount")


def numeric(match: re.Match[str], record: str, name: str, how: str) -> Test | None:
    """The comparison with a number or a duration that a match holds."""
    groups: dict[str, str] = {}
    for key, value in match.groupdict().items():
        if value is not None:
            groups.setdefault(key.rpartition("_")[0] or key, value)
    if "low" in groups and "unit" in groups and "high" not in groups:
        unit = groups["unit"].rstrip("s") + "s"
        spans = [Span(int(groups[key]), unit).days for key in ("low", "value")]
        each = 1440 if how == "m" else 24 if name == "hoursSinceCreated" else 1
        return Test(record, name, "in", f"{spans[0] * each:g}", top=f"{spans[1] * each:g}")
    if "low" in groups:
        low, top = (_number(groups[key], record, name) for key in ("low", "high"))
        return Test(record, name, "in", low, top=top)
    said = groups.get("value")
    if said is None:
        return None
    said = "1" if said in ("one", "single") and how == "n" else said
    if how == "n":
        usual: Operator = ">=" if name in ("dropPercent", "risePercent") else "=="
        return Test(record, name, _operator(groups, match, usual), _number(said, record, name))
    count = FEW.get(said) or int(said)
    span = Span(count, groups["unit"].rstrip("s") + "s" if groups["unit"] != "quarter" else "months")
    default: Operator = {"within": "<=", "==": "=="}.get(how, ">=")  # type: ignore[assignment]
    op = _operator(groups, match, default)
    if how == "m":
        return Test(record, name, op, f"{span.days * 1440:g}")
    if name == "hoursSinceCreated":
        return Test(record, name, op, f"{span.days * 24:g}")
    return Test(record, name, op, f"{span.days:g}")


def _operator(groups: dict[str, str], match: re.Match[str], default: Operator) -> Operator:
    """The comparison said, in front of the number or behind it."""
    if "more" in groups or "more2" in groups:
        return ">="
    if "less" in groups:
        return "<="
    compared = next((groups[key] for key in ("under", "upto", "from") if key in groups), "")
    negated = re.search(r"(?:^| )not(?: be| is)?(?: |$)", match[0].replace(compared or "_", "")) is not None
    table: tuple[tuple[str, Operator, Operator], ...] = (
        ("above", ">", "<="),
        ("from", ">=", "<"),
        ("under", "<", ">="),
        ("upto", "<=", ">"),
        ("exact", "==", "!="),
    )
    for key, op, other in table:
        if key in groups:
            return (
                other
                if negated
                and key in ("above", "under")
                and not re.search(r"activ|touch|logged|repl|contact|answer|heard|repli|been|moved|updat", match[0])
                else op
            )
    return default


def _number(said: str, record: str, name: str) -> str:
    """The number as the language writes it for this field."""
    digits = said.strip("$%")
    field = f"{record}.{name}"
    if field in PERCENTS:
        return f"{digits}%"
    return f"${digits}" if field in MONEY else digits


def measure(free: str, subject: str, event: str, measured: tuple[str, str] = ("", "")) -> list[tuple[int, int, Test]]:
    """Numbers with a comparison but no field: they measure what the record is mostly measured by."""
    found = _timed(free, measured)
    lasting = measured[1].startswith(("days", "hours", "duration", "age"))
    measured = ("", "") if lasting else measured
    for match in _LONE.finditer(free):
        said = match["value"] or match["low"]
        if said in ("one", "single") or _COUNTED.match(free, match.end()) or not said:
            continue
        field = measured if measured == ("health", "score") else _measured(said, subject, event)
        if field is None and measured[0] and not said.startswith("$"):
            field = measured
        if field is None or not _compares(match, event):
            continue
        record, name = field
        test = numeric(match, record, name, "n")
        if test is not None:
            found.append((match.start(), match.end(), test))
    return found


def _timed(free: str, measured: tuple[str, str]) -> list[tuple[int, int, Test]]:
    """A length of time alone, where such a length was measured before: "over 7 days ->"."""
    record, name = measured
    if not name.startswith(("days", "hours", "duration", "age")):
        return []
    tests = [
        (match.start(), match.end(), numeric(match, record, name, "m" if name == "durationMinutes" else "d"))
        for match in _LASTING.finditer(free)
        if any(match[key] for key in ("above", "from", "under", "upto", "more", "more2", "less"))
    ]
    return [(start, end, test) for start, end, test in tests if test is not None]


def _compares(match: re.Match[str], event: str) -> bool:
    groups = match.groupdict()
    return event.startswith("nps") or any(
        groups[key] for key in ("low", "above", "from", "under", "upto", "more", "less", "exact")
    )


def _measured(said: str, subject: str, event: str) -> tuple[str, str] | None:
    if said.endswith("%"):
        return {"usage.dropped": ("usage", "dropPercent"), "usage.spiked": ("usage", "risePercent")}.get(event)
    if event.startswith("nps") and not said.startswith("$"):
        return "nps", "score"
    if event.startswith("health") and not said.startswith("$"):
        return "health", "score"
    money = said.startswith("$") or float(said.strip("$%") or 0) >= 1_000
    if money:
        return {
            "deal": ("deal", "value"),
            "form": ("form", "budget"),
            "company": ("company", "arr"),
            "customer": ("company", "arr"),
            "row": ("row", "amount"),
        }.get(
            subject,
            ("payload", "amount") if event == "webhook" else ("deal", "value") if event.startswith("deal") else None,
        )
    return None
