"""Lists: those that are looked for, those only named, and what is done for each of their items."""

import re
from abc import ABC, abstractmethod
from typing import Protocol

from sayso.copilot.hearing.chunks import Chunk, Cutter
from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.giving import RECEIVES, given_as
from sayso.copilot.hearing.lexicon_people import PERSONS
from sayso.copilot.hearing.meaning import Act, Begins, Condition, Find, If, Meaning, Unused, tests_of
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.tools import Tools
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import ListOf, RecordOf

NOUNS: tuple[tuple[str, str], ...] = (
    (r"deals?|opportunit(?:y|ies)|pipeline", "deal"),
    (
        (
            r"(?:customer|client|account|compan|organi[sz]ation|business|firm)(?:s|y|ies|es)?(?!'s? (?:contacts?|"
            r"people)|"
            r"'? contacts(?!\S))(?! (?:owner|"
            r"manager|executive|team|success))"
        ),
        "company",
    ),
    (r"rows?|campaigns?|invoices?|lines|entries", "row"),
    (r"issues?|bugs?|stories", "issue"),
    (r"meetings?", "meeting"),
    (r"tickets?", "ticket"),
    (
        (
            r"contacts?|leads?|prospects?|persons?|people|subscribers?|vps?|ceos?|ctos?|cfos?|founders?|"
            rf"non-customers?|directors?|admins?|everyone|everybody|users?|attendees?|{PERSONS}"
        ),
        "contact",
    ),
)

MOVES = "crm.move_stage"
"""Where it moves something to says nothing about what is moved."""
LISTS = {
    "deal": "crm.find_deals",
    "company": "crm.find_companies",
    "contact": "crm.find_contacts",
    "meeting": "calendar.list_events",
}

_PLURAL = re.compile(
    r"(?<!\S)(?:(?P<each>each|every|all(?: of)?(?: the| our| my)?|any) (?:\S+ ){0,3}?|(?:the|"
    r"our|my|these|those|today's|tomorrow's|yesterday's|list of|which|how many|of|for|to|about|with|"
    r"email|text|invite|notify|summarise|summarize|recap|count) (?:\S+ ){0,3}?)?"
    r"(?P<noun>deals|opportunities|customers|clients|accounts|companies|contacts|leads|prospects|"
    r"meetings|vps|ceos|ctos|cfos|founders|directors|admins|(?<=each )\w+|(?<=every )\w+|"
    rf"(?=\S+s(?!\S))(?:{PERSONS}))(?!\S)"
)

SUMMARY = re.compile(
    r"(?<!\S)(?:summar(?:y|ies)|recap|digest|overview|briefing|roundup|round-up|rundown|gist|short version|highlights|"
    r"(?:key )?takeaways|bottom line)(?! "
    r"(?:email|mail|template))(?!\S)"
)

_EACH_ONE = re.compile(
    r"(?<!\S)(?P<each>each|every) (?:\S+ ){0,2}?(?P<noun>deal|opportunity|customer|client|account|company|"
    rf"contact|lead|prospect|{PERSONS})(?!\S)"
)

_ANY_ONE = re.compile(
    r"^any (?:\S+ ){0,2}?(?:deal|opportunity|customer|client|account|company|contact|lead|prospect)(?!\S)"
)
"""Whichever it is: each of them."""

_THOSE = re.compile(
    r"(?<!\S)(?:(?:every|each|all|the)(?: \w+){1,3}?|those|the ones|ones|anyone|anybody|everyone|"
    r"everybody|people|only those) (?:who|that|which|with|whose|where|in which|for which|on which) "
)

_EVERYONE = re.compile(
    r"(?<!\S)(?:everyone|everybody|anyone|anybody|people|whoever|all those|all)(?: (?:who|that|with|without|"
    r"whose|tagged|labelled|labeled|"
    r"in|from|on)(?= )|(?<=whoever)(?= ))"
)
"""People who are not called anything, and what is told of them."""
_EVERY_CONTACT = re.compile(r"(?<!\S)(?:each|every|all)(?: (?:of )?(?:the|its|their|our))? (?:contacts?|people)(?!\S)")
"""Contacts of the companies that were found."""
_ONE_OF_THEM = re.compile(r"(?:\w+ )?ones?(?!\S)")
"""One of those that were found."""
_NARROWS = re.compile(r"(?<!\S)(?:those|the ones|ones|only those) (?:who|that|which|with|whose) ")
"""Some of them, which is less than all of whom something was said before."""

_EACH_SHOULD = re.compile(
    r" (?:(?:should|must|has to|have to|needs to|need to|are to|get) (?:each |all |also |always )?(?:be (?=\w+)|"
    r"(?=(?:get|receive|create|"
    r"have) ))|(?:each |all )?needs? (?=an? ))|"
    r"(?: should| must| will| are to)?(?: each| all| also)? (?=(?:gets?|receives?) (?:an?|the|our|tagged|Q\d+)(?!\S))"
)


class Heard(Protocol):
    """What the doer needs to know of what was heard before."""

    begun: Begins | None
    subject: str
    labels: tuple[str, ...]
    lists: set[str]
    acted: bool
    request: str
    measured: tuple[str, str]
    pending: Condition | None
    scheduled: bool
    grasped: set[int]

    def condition(self, line: Line, subject: str = "") -> Read:
        """The condition in these words."""
        ...


def subject_in(norm: str, catalog: Catalog) -> str:
    """The record these words speak of first; "" if none."""
    best: tuple[int, str] | None = None
    for pattern, record in NOUNS:
        match = re.search(rf"(?<!\S)(?:{pattern})(?:'s?)?(?!\S)", norm)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), record)
    return best[1] if best else ""


class Finding(ABC):
    """The part of the doer that hears lists."""

    def __init__(self, catalog: Catalog, tools: Tools) -> None:
        self.catalog = catalog
        self.tools = tools
        self.cutter = Cutter([], tools, set())
        self.summarised = False
        self.written = False
        self.fetched: set[str] = set()
        self.last_tool = ""
        self.place = ""
        self.listing = False
        self.last_act: Act | None = None
        self.same_sentence = False

    @abstractmethod
    def do(self, line: Line, heard: Heard, instead: str = "") -> list[Meaning]:
        """What a clause does."""

    @abstractmethod
    def _base(self, verb: str) -> str:
        """See the class that has it."""

    def _passive(self, line: Line, heard: Heard) -> list[Meaning] | None:
        """ "Contacts with … should each be pushed to … and tagged …": the list, then what becomes of each."""
        match = _EACH_SHOULD.search(line.norm)
        told = line.norm[: match.start()] if match else ""
        if not match or heard.lists or not any(one.search(told) for one in (_PLURAL, _EVERYONE, _ANY_ONE)):
            return None
        head = line.cut(0, line.at(match.start()) + (1 if match.start() and line.norm[match.start()] == " " else 0))
        rest = line.cut(line.at(match.end()), len(line))
        record = subject_in(head.norm, self.catalog)
        lister = LISTS.get(record)
        if lister is None:
            return None
        found = heard.condition(head, record)
        if found.condition is None and "be " not in match[0]:
            return None
        heard.lists.add(record)
        heard.subject = record
        heard.acted = True
        standing: list[Meaning] = []
        if heard.begun is None and not heard.scheduled and found.condition is not None:
            heard.begun = Begins(kind="schedule", places=tuple(head.places()))
            standing = [heard.begun]
        words, places = (head.first, head.first + len(head)), tuple(head.places())
        find = Find(tool=lister, record=record, where=found.condition, words=words, loop=True, places=places)
        return [*standing, find, *self._each_done(rest, heard)]

    def _each_done(self, rest: Line, heard: Heard) -> list[Meaning]:
        """Everything that becomes of each, part by part."""
        said: list[Meaning] = []
        start = 0
        for place in range(1, len(rest) + 1):
            at_end = place == len(rest)
            if at_end or (
                rest.words[place - 1].norm in ("and", ",")
                and (self._base(rest.words[place].norm) or rest.words[place].norm == "get")
            ):
                said.extend(self._done_to(rest.cut(start, place if at_end else place - 1), heard))
                start = place
        return said

    def _done_to(self, part: Line, heard: Heard) -> list[Meaning]:
        """What becomes of each: "be tagged", "get the brochure"."""
        gets = RECEIVES.match(part.norm) if part.norm.startswith(("get ", "gets ", "receive")) else None
        given = part.cut(part.at(gets.end()), len(part)) if gets else part
        return self.do(given, heard, given_as(given.norm) if gets else "")

    def _those(self, line: Line, heard: Heard) -> list[Meaning]:
        """ "Invite those who attended": a condition on each of the list."""
        match = _THOSE.search(line.norm)
        if not match or not (heard.lists or _NARROWS.search(line.norm)):
            return []
        found = heard.condition(line.cut(line.at(match.end()), len(line)))
        return [If(condition=found.condition, places=found.places)] if found.condition is not None else []

    def _implied(self, line: Line, heard: Heard, summary: bool, tool: str) -> Find | None:
        """A list that is named but not looked for: "email all customers on the Pro plan"."""
        inner = heard.lists == {"company"} and _EVERY_CONTACT.search(line.norm)
        if (heard.lists and not inner) or tool in ("crm.update",) or (heard.begun and heard.begun.kind == "event"):
            return None
        match = _PLURAL.search(line.norm)
        if not match or not subject_in(match["noun"], self.catalog):
            match = _EACH_ONE.search(line.norm)
        told = _EVERYONE.search(line.norm) if not match else None
        if told:
            return self._everyone(line, heard, summary, tool)
        if not match:
            return None
        record = subject_in(match["noun"], self.catalog)
        lister = LISTS.get(record)
        if lister is None or lister not in self.catalog.tools:
            return None
        target = re.search(r" (?:in)?to (?:the |stage )*(?=\S+(?: \S+)?$| )", line.norm) if tool == MOVES else None
        found = heard.condition(line.cut(0, line.at(target.start() + 1)) if target else line, record)
        each = bool(match["each"] or re.search(r"(?:each|every|all) (?:\S+ ){0,2}$", line.norm[: match.start("noun")]))
        listed = re.search(r"(?<!\S)(?:which|how many|list of|number of)(?!\S)", line.norm) is not None
        if record == "meeting" or each or summary or listed or found.condition is not None:
            heard.lists.add(record)
            heard.subject = record
            loop = (
                not summary
                and not listed
                and record != "meeting"
                and tool not in ("slack.send_message", "teams.send_message", "ai.summarize")
            ) or (each and not summary and not listed and record != "meeting")
            return Find(
                tool=lister,
                record=record,
                where=found.condition,
                words=(line.first, line.first + len(line)),
                loop=loop,
                places=found.places,
            )
        return None

    def _everyone(self, line: Line, heard: Heard, summary: bool, tool: str) -> Find | None:
        """ "Email everyone who attended": a list of people by what is told of them."""
        lister = LISTS["contact"]
        found = heard.condition(line, "contact")
        if (
            found.condition is None
            or lister not in self.catalog.tools
            or tool.startswith(("people.", "slack.", "teams."))
        ):
            return None
        heard.lists.add("contact")
        heard.subject = "contact"
        words = (line.first, line.first + len(line))
        return Find(
            tool=lister, record="contact", where=found.condition, words=words, loop=not summary, places=found.places
        )

    def _found(self, tool: str, line: Line, heard: Heard) -> list[Meaning]:
        declared = self.catalog.tools[tool]
        assert isinstance(declared.returns, ListOf)
        record = declared.returns.item.name if isinstance(declared.returns.item, RecordOf) else ""
        filtered = any(one.filter for one in declared.parameters) or record in ("meeting", "profile")
        read = heard.condition(line, record if record != "profile" else "contact") if filtered else Read(None, ())
        several = heard.begun is None or heard.begun.kind != "event" or record != heard.subject
        heard.acted = True
        self.fetched.add(tool)
        outer = heard.subject
        heard.lists.add(record)
        heard.measured = ("found", "count")
        if filtered:
            heard.subject = record
        find = Find(
            tool=tool,
            record=record,
            where=read.condition,
            words=(line.first, line.first + len(line)),
            places=tuple(line.places()),
        )
        found: list[Meaning] = [find]
        if record == "contact" and outer == "company" and several and "company" in heard.lists:
            find.loop = True
        match = re.search(
            (
                r"(?<!\S)(?P<count>\d+) (?:new |more |of |\w+ )?(?:contacts|prospects|leads|deals|customers|"
                r"companies|people|vps|ceos|founders)"
            ),
            line.norm,
        )
        if (match and not tests_of(read.condition)) or (
            match
            and int(match["count"]) <= 500
            and not any(test.value == match["count"] for test in tests_of(read.condition))
        ):
            find.at_most = int(match["count"])
        return found

    def named_list(self, line: Line, heard: Heard) -> Find | None:
        """ "Customers who renew soon -> …": a list by its name, and what is done for each."""
        match = re.match(r"(?:all |any |the |our |my )?(?P<noun>\w+)(?: |$)", line.norm)
        record = subject_in(match["noun"], self.catalog) if match and match["noun"].endswith("s") else ""
        if record not in LISTS or heard.lists or heard.acted:
            return None
        found = heard.condition(line, record)
        if found.condition is None:
            return None
        heard.acted = True
        heard.lists.add(record)
        heard.subject = record
        words, places = (line.first, line.first + len(line)), tuple(line.places())
        return Find(tool=LISTS[record], record=record, where=found.condition, words=words, loop=True, places=places)

    def each(self, rest: Line, body: Line, chunk: Chunk, heard: Heard) -> list[Meaning] | None:
        """ "For each deal over 50k": the list if it is not there yet, and what is asked of its items."""
        norm = rest.norm
        acting = 0 if self.cutter.acts(norm) else self._acting(rest)
        record = subject_in(" ".join(norm.split()[:7]), self.catalog) if acting != 0 else ""
        if heard.lists and _ONE_OF_THEM.match(norm):
            record = ""
        places = tuple(body.places())
        if re.match(r"(?:new|inbound|fresh) (?:contact|lead|prospect)", norm) and heard.begun is None:
            heard.begun = Begins(kind="event", event="contact.created", places=places)
            heard.subject = "contact"
            return [heard.begun]
        head = rest.cut(0, acting) if acting is not None else rest
        tail = rest.cut(acting, len(rest)) if acting is not None else None
        found: list[Meaning] = self._each_of(record, head, places, heard)
        if tail is not None:
            found.extend(self.do(tail, heard))
        return found

    def _each_of(self, record: str, head: Line, places: tuple[int, ...], heard: Heard) -> list[Meaning]:
        known = record in heard.lists or not record or (record == "row" and "row" in heard.lists)
        if known or LISTS.get(record) is None:
            found = heard.condition(head, record or heard.subject)
            if record in heard.lists:
                heard.subject = record
            loop: list[Meaning] = [Find(tool="", record=record, loop=True, places=places)]
            return [*loop, If(condition=found.condition, places=places)] if found.condition is not None else loop
        if re.search(r"(?<!\S)(?:rep|reps|salesperson|owner|csm|user)(?!\S)", head.norm) and record == "":
            return [Unused(places=places)]
        found = heard.condition(head, record)
        heard.lists.add(record)
        heard.subject = record
        return [
            Find(
                tool=LISTS[record],
                record=record,
                where=found.condition,
                words=(head.first, head.first + len(head)),
                loop=True,
                places=places,
            )
        ]

    def _acting(self, rest: Line) -> int | None:
        """Where behind "for each one" something to do begins; None if nothing does."""
        for place in range(1, len(rest)):
            norm = rest.norm[rest.starts[place] :]
            if (
                rest.words[place - 1].kind == "word"
                and rest.words[place].norm in self.tools.verbs
                and self.cutter.acts(norm)
                and rest.words[place - 1].norm
                not in (
                    "the",
                    "a",
                    "an",
                    "of",
                    "to",
                    "their",
                    "and",
                    "or",
                    "who",
                    "that",
                    "which",
                    "not",
                    "no",
                    "with",
                    "than",
                    "an",
                    "we",
                    "they",
                    "i",
                    "is",
                    "my",
                    "our",
                    "each",
                    "every",
                    "all",
                )
            ):
                return place
        return None
