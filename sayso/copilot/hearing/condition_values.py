"""The values conditions compare with: numbers with their comparison, and texts as they were typed."""

import re

from sayso.copilot.hearing.lexicon_conditions import NUMBER
from sayso.copilot.hearing.lexicon_kinds import PLAIN_VALUES
from sayso.copilot.hearing.lexicon_times import FEW
from sayso.copilot.hearing.meaning import Operator, Test
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.times import Span

_BETWEEN = re.compile(r" ?(?:, (?:and |or )?|and |or |/ )(?:the |a |an |in |from )?")
_LEAD = re.compile(r"(?:the |a |an |set to |as |called |named |word )*")
_ENDS = frozenset(
    [
        "reached",
        "hit",
        "met",
        "passed",
        "due",
        "and",
        "or",
        "but",
        "then",
        "who",
        "which",
        "that",
        "whose",
        "with",
        "without",
        "in",
        "at",
        "on",
        "if",
        "when",
        "than",
        "for",
        "to",
        "from",
        "of",
        "is",
        "are",
        "was",
        "has",
        "have",
        "by",
        "the",
        "a",
        "an",
        "it",
        "they",
        "them",
        "him",
        "her",
        "we",
        "i",
        "you",
        "not",
        "no",
        "each",
        "every",
        "all",
        "any",
        "once",
        "after",
        "before",
        "until",
        "unless",
        "except",
        "send",
        "create",
        "add",
        "post",
        "email",
        "call",
        "move",
        "tag",
        "tell",
        "notify",
        "alert",
        "so",
        "also",
        "please",
        "up",
        "out",
        "high",
        "low",
        "per",
        "as",
        "their",
        "his",
        "its",
        "our",
        "my",
    ]
)
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
    if "low" in groups:
        low, top = (_number(groups[key], record, name) for key in ("low", "high"))
        return Test(record, name, "in", low, top=top)
    said = groups.get("value")
    if said is None:
        return None
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
    negated = re.search(r"(?:^| )not(?: be| is)?(?: |$)", match[0]) is not None
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
    found = []
    for match in _LONE.finditer(free):
        said = match["value"] or match["low"]
        if _COUNTED.match(free, match.end()) or not said:
            continue
        field = _measured(said, subject, event)
        if field is None and measured[0] and not said.startswith("$"):
            field = measured
        if field is None or not _compares(match, event):
            continue
        record, name = field
        test = numeric(match, record, name, "n")
        if test is not None:
            found.append((match.start(), match.end(), test))
    return found


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


class Values:
    """Texts of a line as they were typed: quotes, names with capitals, else a single word."""

    def __init__(self, line: Line, request: str) -> None:
        self.line = line
        self.request = request

    def after(self, letter: int) -> tuple[list[str], int]:
        """The value, or the list of values, that begins at this letter; and where it ends."""
        norm = self.line.norm
        found: list[str] = []
        end = letter
        while True:
            start = end + (1 if norm[end : end + 1] == " " else 0)
            if found:
                link = _BETWEEN.match(norm, end)
                if not link or not re.match(r" ?(?:or|and|,|/)", norm[end:]):
                    break
                start = link.end()
                if not self._like(found[-1], start):
                    break
            lead = _LEAD.match(norm, start)
            start = lead.end() if lead else start
            one = self._one(start)
            if one is None:
                break
            found.append(one[0])
            end = one[1]
        return found, end

    def _like(self, before: str, letter: int) -> bool:
        """Whether the word here can go on a list of such values: a quote after a quote, a capital after a capital."""
        place = self.line.at(letter)
        if place >= len(self.line.words) or self.line.starts[place] != letter:
            return False
        word = self.line.words[place]
        plain = (
            PLAIN_VALUES.match(self.line.norm, letter) is not None and PLAIN_VALUES.match(before.lower()) is not None
        )
        return word.kind == "quote" or plain or (word.raw[:1].isupper() and before[:1].isupper())

    def _one(self, letter: int) -> tuple[str, int] | None:
        line = self.line
        place = line.at(letter)
        if (
            place >= len(line.words)
            or letter >= len(line.norm)
            or line.starts[place] != letter
            or line.norm[letter] == "_"
        ):
            return None
        first = line.words[place]
        if first.kind in ("quote", "mention"):
            return first.value, line.starts[place] + len(first.norm)
        if first.kind == "mark" or (first.norm in _ENDS and not first.raw[:1].isupper()):
            return None
        last = place + 1
        known = PLAIN_VALUES.match(line.norm, letter) if first.raw[:1].islower() else None
        if known:
            last = line.within(*known.span())[1]
        if first.raw[:1].isupper() or first.raw[:1].isdigit():
            while last < len(line.words) and self._goes_on(last):
                last += 1
        return as_typed(line.words[place:last], self.request), line.starts[last - 1] + len(line.words[last - 1].norm)

    def _goes_on(self, place: int) -> bool:
        """Whether the name goes on here: "VP of Sales", "Closed Won", but not "Tom and"."""
        word = self.line.words[place]
        if word.kind not in ("word", "number"):
            return False
        if word.raw[:1].isupper() or (word.kind == "number" and word.raw[:1].isdigit()):
            return word.raw not in ("I", "AND", "OR")
        nxt = self.line.words[place + 1] if place + 1 < len(self.line.words) else None
        return word.norm == "of" and nxt is not None and nxt.kind == "word" and nxt.raw[:1].isupper()

    def listed(self, start: int, end: int) -> list[str]:
        """The values in these letters, parted by "or", "and" and commas."""
        first, last = self.line.within(start, end)
        parts: list[list[int]] = [[]]
        for place in range(first, last):
            if self.line.words[place].norm in ("or", "and", ","):
                parts.append([])
            elif self.line.words[place].norm not in ("the", "a", "an", "word"):
                parts[-1].append(place)
        return [as_typed([self.line.words[place] for place in part], self.request) for part in parts if part]
