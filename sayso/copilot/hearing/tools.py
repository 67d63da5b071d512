"""Which tool is meant: the words tools bring with them, looked for in a clause."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.copilot.hearing.lexicon_actions import ALIKE, DROPPED
from sayso.copilot.hearing.lexicon_elsewhere import ELSEWHERE, THINGS_ELSEWHERE
from sayso.copilot.hearing.spelling import vocabulary
from sayso.dsl.catalog import Catalog

_PLACES = {
    "sheets": re.compile(r"(?<!\S)(?:sheets?|spreadsheets?)(?!\S)"),
    "drive": re.compile(r"(?<!\S)drive(?!\S)"),
    "calendar": re.compile(r"(?<!\S)(?:calendar|calender|diary)(?!\S)"),
}
"""Places by their everyday names."""

_ISSUES = re.compile(r"(?<!\S)(?:jira|issues?|bugs?|story|stories)(?!\S)")
_SPOKEN_OF = re.compile(
    r"(?:^| )(?:that|about|from|saying|says|say|whether|mentioning|regarding|concerning|asking|explaining)(?: "
    r"\S+){0,3}$"
)
"""What stands before something that is spoken of."""
_WRITTEN_TO = re.compile(
    r"(?:e-?mail|mail|letter|message|note|write|writes|tell|tells|ask|asks)(?: \S+){0,2}?(?: to)? (?:the|our|my|"
    r"their|a)$"
)
"""What stands before somebody who is written to."""
_GAP = r"(?: (?!(?:otherwise|unless|->|;|¶|•) )\S+){0,12}? "
_NO_VERBS = frozenset(
    [
        "usage",
        "when",
        "zoom",
        "request",
        "requests",
        "answer",
        "answers",
        "works",
        "calendar",
        "calender",
        "agenda",
        "diary",
        "digest",
        "digests",
        "summary",
        "summaries",
        "health",
        "http",
        "https",
        "news",
        "signature",
        "signatures",
        "linkedin",
        "jira",
        "teams",
        "just",
        "lower",
        "invitation",
        "invitations",
        "permission",
        "consent",
        "blessing",
        "approval",
        "newsletter",
        "newsletters",
        "ok",
        "okay",
        "records",
        "questions",
        "reminder",
        "slot",
        "author",
        "signoff",
        "overview",
        "rundown",
        "roundup",
        "briefing",
        "esignature",
        "signing",
        "ai",
        "come",
        "comes",
        "have",
        "has",
        "enter",
        "enters",
        "source",
        "complete",
        "haves",
        "which",
        "what",
        "pr",
        "merge",
        "key",
        "type",
        "github",
        "place",
        "places",
        "uses",
        "hits",
        "runs",
        "turns",
        "fills",
        "loads",
        "triggers",
        "minutes",
        "guide",
    ]
)
"""First words of phrases that are no verbs."""
_GENERIC = frozenset(
    [
        "people",
        "email",
        "forms",
        "web",
        "ai",
        "crm",
        "http",
        "health",
        "analytics",
        "docs",
        "slides",
        "sheets",
        "calendar",
        "drive",
        "esign",
    ]
)


class Phrase(NamedTuple):
    """One way to ask for a tool. `weight`: how much it says; `verb`: the forms of its first word."""

    tool: str
    pattern: re.Pattern[str]
    weight: int
    words: tuple[str, ...]
    others: tuple[re.Pattern[str], ...]


class Choice(NamedTuple):
    """A tool found in a clause, with the letters that ask for it."""

    tool: str
    score: float
    start: int
    end: int


class Tools:
    """The tools of one catalog by the words that ask for them."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.phrases = tuple(_phrases(catalog))
        self.services = frozenset(tool.connector for tool in catalog.tools.values()) - _GENERIC
        said = {word for tool in catalog.tools.values() for phrase in tool.words for word in phrase.lower().split()}
        self.elsewhere = ELSEWHERE - said - self.services
        verbs = {
            word
            for phrase in self.phrases
            for word in _forms(phrase.words[0]).split("|")
            if word.isalpha() and not (word.endswith("ed") and word not in ("need", "feed", "embed"))
        }
        self.doable = frozenset(verbs)
        self.verbs = self.doable - {
            "it",
            "them",
            "know",
            "new",
            "free",
            "over",
            "go",
            "goes",
            "see",
            "that",
            "this",
            "what",
            "reason",
            "result",
            "use",
            "look",
        } - _NO_VERBS | {"look", "use"}

    def choose(self, norm: str) -> Choice | None:
        """The tool that these words ask for most; the first in the catalog of equals."""
        named = [service for service in self.services if re.search(rf"(?<!\S){service}(?:'s)?(?!\S)", norm)]
        best: Choice | None = None
        for phrase in self.phrases:
            match = phrase.pattern.search(norm)
            if not match:
                continue
            connector = phrase.tool.partition(".")[0]
            ends = [found.end() for other in phrase.others if (found := other.search(norm, match.end()))]
            score = phrase.weight - match.start() / 200 - (max(ends, default=match.end()) - match.start()) / 150
            if connector == "jira" and "ticket" in norm and not _ISSUES.search(norm):
                score -= 1  # tickets are customers', issues are ours
            if named:
                score += 4 if connector in named else -1.5 if connector in self.services else 0
            if match.start() and phrase.words == (connector,):
                score -= 2  # the name of a service alone says where, not what
            if re.match(rf"(?:\S+ly )?(?:{_forms(phrase.words[0])})(?!\S)", norm):
                score += 2
            elif match.start() and norm.partition(" ")[0] in self.verbs:
                score -= 1
            score += sum(1.5 for name, pattern in _PLACES.items() if name == connector and pattern.search(norm))
            if best is None or score > best.score + 1e-9:
                best = Choice(phrase.tool, score, match.start(), match.end())
        return best

    def here(self, norm: str) -> list[str]:
        """The services that are named."""
        return [service for service in sorted(self.services) if re.search(rf"(?<!\S){service}(?:'s)?(?!\S)", norm)]

    def named(self, norm: str) -> bool:
        """Whether a service is named."""
        return any(re.search(rf"(?<!\S){service}(?:'s)?(?!\S)", norm) for service in self.services)

    def unreachable(self, norm: str) -> str | None:
        """A service or thing named here that no tool reaches."""
        words = norm.split()
        return next(
            (word for place, word in enumerate(words) if word in self.elsewhere and not _told_of(words, place)), None
        )


def _told_of(words: list[str], place: int) -> bool:
    """Whether a thing is only spoken of: "that the parcel has arrived", "mails from the bank"."""
    if words[place] not in THINGS_ELSEWHERE:
        return False
    before, after = " ".join(words[:place]), " ".join(words[place + 1 : place + 2])
    if _WRITTEN_TO.search(before):
        return True
    return _SPOKEN_OF.search(before) is not None or after in (
        "is",
        "was",
        "has",
        "are",
        "were",
        "have",
        "had",
        "arrived",
        "comes",
    )


def _phrases(catalog: Catalog) -> Iterator[Phrase]:
    for tool in catalog.tools.values():
        connector, _, name = tool.name.partition(".")
        own = f"{name.replace('_', ' ')} {connector}" if connector not in _GENERIC else name.replace("_", " ")
        for phrase in dict.fromkeys(tool.words or (own,)):
            made = _phrase(tool.name, phrase.lower())
            if made:
                yield made


@lru_cache(2_000)
def _phrase(tool: str, phrase: str) -> Phrase | None:
    words = tuple(word for word in phrase.split() if word not in DROPPED)
    if not words:
        return None
    others = tuple(re.compile(rf"(?<!\S)(?:{_forms(word)}){_end(word)}") for word in words[1:])
    behind = "".join(rf"(?={_GAP}(?:{_forms(word)}){_end(word)})" for word in words[1:])
    pattern = f"(?:{_forms(words[0])})(?!\\S){behind}"
    return Phrase(tool, re.compile(rf"(?<!\S){pattern}"), 2 * len(words), words, others)


def _end(word: str) -> str:
    """What may not follow: "over 10k" hands nothing over, an "invoice task" is no invoice."""
    if word == "over":
        return r"(?!\S)(?! \$?\d)"
    return r"(?!\S)" if word in ("task", "to-do", "issue", "ticket") else r"(?!\S)(?! (?:tasks?|to-dos?)(?!\S))"


def _forms(word: str) -> str:
    """The forms of a word and what people say instead."""
    for key in (word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"):
        if key in ALIKE:
            return ALIKE[key]
    plain = re.escape(word)
    return rf"{plain}|{plain}s|{plain}es"


def words_known(catalog: Catalog) -> frozenset[str]:
    """Every word the tools, records and events of a catalog are known by, for spelling."""
    tools = [phrase for tool in catalog.tools.values() for phrase in (*tool.words, tool.name)]
    records = [word for record in catalog.records.values() for word in (record.name, record.plural, *record.words)]
    fields = [word for record in catalog.records.values() for field in record.fields for word in field.words]
    events = [phrase for event in catalog.events.values() for phrase in (*event.words, event.sentence)]
    alike = [form for forms in ALIKE.values() for form in forms.split("|")]
    return vocabulary(tools, records, fields, events, alike)
