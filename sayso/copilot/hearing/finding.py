"""Lists: those that are looked for, those only named, and what is done for each of their items."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.chunks import Chunk, Cutter
from sayso.copilot.hearing.colleagues import as_one_letter
from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.giving import RECEIVES, given_as
from sayso.copilot.hearing.lexicon_lists import (
    ANY_ONE,
    BEARERS,
    COVERED_ONES,
    EACH_ONE,
    EACH_SHOULD,
    EVERY_CONTACT,
    EVERYONE,
    IN_SHEET,
    LISTS,
    MOVES,
    NAMED_LIST,
    NARROWS,
    NOUNS,
    ONE_OF_THEM,
    PLURAL,
    SEARCHED,
    THOSE,
)
from sayso.copilot.hearing.meaning import Act, Begins, Condition, Find, If, Meaning, Test, Unused, tests_of
from sayso.copilot.hearing.missing import untold
from sayso.copilot.hearing.relating import Heard, Relating
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.tools import Tools
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import ListOf, RecordOf

_ONLY_LISTED = re.compile(r"(?<!\S)(?:which|how many|list of|number of)(?!\S)")


def subject_in(norm: str, catalog: Catalog) -> str:
    """The record these words speak of first; "" if none."""
    best: tuple[int, str] | None = None
    for pattern, record in NOUNS:
        match = re.search(rf"(?<!\S)(?:{pattern})(?:'s?)?(?!\S)", norm)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), record)
    return best[1] if best else ""


_SO_MANY = re.compile(
    r"(?<!\S)(?P<count>\d+) (?:new |more |of |\w+ )?(?:contacts|prospects|leads|deals|customers|companies|people|vps|"
    r"ceos|founders)"
)
_THE_NAMED = re.compile(
    r"^(?:look|find|get|pull|fetch|open|search)(?: up)? (?:the|that|this) (?:deal|opportunity|account|customer|"
    r"client|company)"
    r"(?: (?:up|record|in|from|the|our|crm))*$"
)
"""The one that was named where the flow was begun in words: it is fetched when something is done with it."""
_ONE_SOUGHT = re.compile(
    r"(?:for|find|get|identify|at) (?:an?|one|the|their|her|his|our) (?:(?:new|suitable|possible|likely|right|next) )*"
    r"(?:successor|replacement|champion|person|contact|decision[ -]maker|buyer|sponsor)(?!\S)"
)
"""What is looked for is one person."""
_EVERY_ONE = re.compile(r"(?:and |then )*(?:per|each|every|(?:for|with|to|from) (?:each|every|all|any))(?!\S)")
"""What speaks of more than the one that a flow is about."""
_TOLD_ALONE = re.compile(r"(?:with|without|that|who|which|whose|where|over|above|under|below)(?!\S)")
"""Begins what is told of "each one", whatever that is."""


def _one_by_one(match: re.Match[str], norm: str, tool: str) -> bool:
    """Whether something is done for each of them; a channel is told of all of them in one message."""
    posted = tool in ("slack.send_message", "teams.send_message")
    every = "each|every" if posted else "each|every|all"
    return bool(
        (match["each"] and not posted) or re.search(rf"(?:{every}) (?:\S+ ){{0,2}}$", norm[: match.start("noun")])
    )


def _how_many(norm: str, where: Condition | None, record: str) -> int | None:
    """How many are looked for at most, where a number or "a successor" says so."""
    match = _SO_MANY.search(norm)
    tests = tests_of(where)
    if match and (not tests or (int(match["count"]) <= 500 and all(test.value != match["count"] for test in tests))):
        return int(match["count"])
    return 1 if record == "profile" and _ONE_SOUGHT.search(norm) else None


class Finding(Relating):
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
        match = EACH_SHOULD.search(line.norm)
        told = line.norm[: match.start()] if match else ""
        if not match or heard.lists or not any(one.search(told) for one in (PLURAL, EVERYONE, ANY_ONE)):
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
        covered = COVERED_ONES.search(line.norm) if "ai.extract" in self.fetched else None
        if covered is not None:
            truth = "false" if covered["not"] or covered["un"] or covered["un2"] else "true"
            places = tuple(line.of(covered).places())
            asked = If(condition=Test("requirement", "answered", "==", truth), places=places)
            return [Find(tool="", record="", loop=True, places=places), asked]
        match = THOSE.search(line.norm)
        if not match or not (heard.lists or NARROWS.search(line.norm)):
            return []
        found = heard.condition(line.cut(line.at(match.start("by")), len(line)))
        return [If(condition=found.condition, places=found.places)] if found.condition is not None else []

    def _implied(self, line: Line, heard: Heard, summary: bool, tool: str) -> Find | None:
        """A list that is named but not looked for: "email all customers on the Pro plan"."""
        inner = heard.lists == {"company"} and EVERY_CONTACT.search(line.norm)
        if (heard.lists and not inner) or tool in ("crm.update",) or (heard.begun and heard.begun.kind == "event"):
            return None
        match = PLURAL.search(line.norm)
        if not match or not subject_in(match["noun"], self.catalog):
            match = EACH_ONE.search(line.norm)
        told = EVERYONE.search(line.norm) if not match else None
        if told:
            return self._everyone(line, heard, summary, tool)
        if not match:
            return None
        record = subject_in(match["noun"], self.catalog)
        lister = LISTS.get(record)
        if lister is None or lister not in self.catalog.tools:
            return None
        target = re.search(r" (?:in)?to (?:the |stage )*(?=\S+(?: \S+)?$| )", line.norm) if tool == MOVES else None
        said = line.cut(0, line.at(target.start() + 1)) if target else line
        bearers = BEARERS.search(line.norm) if tool == "crm.remove_tags" else None
        found = heard.condition(line.cut(line.at(bearers.end()), len(line)) if bearers else said, record)
        each = _one_by_one(match, line.norm, tool)
        listed = as_one_letter(line) or _ONLY_LISTED.search(line.norm) is not None
        if record == "meeting" or each or summary or listed or found.condition is not None:
            heard.lists.add(record)
            heard.subject = record
            single = not summary and not listed and record != "meeting"
            loop = single and (each or tool not in ("slack.send_message", "teams.send_message", "ai.summarize"))
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
        if all(test.record == "found" for test in tests_of(read.condition)):
            read = Read(None, ())
        if read.condition is None and heard.begun and heard.begun.kind == "chat" and _THE_NAMED.search(line.norm):
            heard.subject, words = record, (line.first, line.first + len(line))
            return [Find(tool=tool, record=record, words=words, named=True, places=tuple(line.places()))]
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
        find.at_most = _how_many(line.norm, read.condition, record)
        return found

    def named_list(self, line: Line, heard: Heard, each: bool) -> Find | None:
        """ "Customers who renew soon -> …": a list by its name, and perhaps what is done for each."""
        match = NAMED_LIST.match(line.norm) if not self.cutter.acts(line.norm) else None
        record = subject_in(match["noun"], self.catalog) if match else ""
        if record not in LISTS or heard.lists or heard.acted:
            return None
        found = heard.condition(line, record)
        if found.condition is None:
            return None
        heard.acted = True
        heard.lists.add(record)
        heard.subject = record
        words, places = (line.first, line.first + len(line)), tuple(line.places())
        return Find(
            tool=self._where_kept(line, record),
            record=record,
            where=found.condition,
            words=words,
            loop=each,
            places=places,
        )

    def each(self, rest: Line, body: Line, chunk: Chunk, heard: Heard) -> list[Meaning] | None:
        """ "For each deal over 50k": the list if it is not there yet, and what is asked of its items."""
        norm = rest.norm
        acting = 0 if self.cutter.acts(norm) else self._acting(rest)
        record = subject_in(" ".join(norm.split()[:7]), self.catalog) if acting != 0 else ""
        if (heard.lists or self.fetched) and (ONE_OF_THEM.match(norm) or _TOLD_ALONE.match(norm)):
            record = ""
        if record == "contact" and "profile" in heard.lists and "contact" not in heard.lists:
            record = "profile"
        places = tuple(body.places())
        if re.match(r"(?:new|inbound|fresh) (?:contact|lead|prospect)", norm) and heard.begun is None:
            heard.begun = Begins(kind="event", event="contact.created", places=places)
            heard.subject = "contact"
            return [heard.begun]
        head = rest.cut(0, acting) if acting is not None else rest
        tail = rest.cut(acting, len(rest)) if acting is not None else None
        found: list[Meaning] = self._each_of(record, head, places, heard, body.norm)
        if tail is not None:
            found.extend(self.do(tail, heard))
        return found

    def _each_of(self, record: str, head: Line, places: tuple[int, ...], heard: Heard, norm: str) -> list[Meaning]:
        if "row" not in heard.lists and IN_SHEET.search(head.norm) and "sheets.read_rows" in self.catalog.tools:
            return self._each_row(head, places, heard)
        known = record in heard.lists or not record or (record == "row" and "row" in heard.lists)
        searched = SEARCHED.get(record, "") if not heard.lists and not self.fetched else ""
        if not known and searched in self.catalog.tools:
            return self._each_searched(record, searched, head, places, heard)
        if known or LISTS.get(record) is None:
            found = heard.condition(head, record or heard.subject)
            if record in heard.lists:
                heard.subject = record
            loop: list[Meaning] = [Find(tool="", record=record, loop=True, places=places)]
            return [*loop, If(condition=found.condition, places=places)] if found.condition is not None else loop
        if re.search(r"(?<!\S)(?:rep|reps|salesperson|owner|csm|user)(?!\S)", head.norm) and record == "":
            return [Unused(places=places)]
        found = heard.condition(head, record)
        if found.condition is not None and self._is_the_one(record, heard) and not _EVERY_ONE.match(norm):
            return [If(condition=found.condition, places=places)]
        heard.lists.add(record)
        heard.subject, heard.acted = record, True
        words, tool = (head.first, head.first + len(head)), self._where_kept(head, record)
        find = Find(tool=tool, record=record, where=found.condition, words=words, loop=True, places=places)
        return [*untold(head, heard.grasped, heard.request), find]

    def _is_the_one(self, record: str, heard: Heard) -> bool:
        """Whether the flow is about one such record: "when a deal is won: for deals over 20k …" asks about this one."""
        one = heard.begun is not None and heard.begun.kind == "event" and not heard.lists
        return one and (
            record == heard.subject or (record == "company" and heard.subject in ("contact", "deal", "form"))
        )

    def _each_searched(
        self, record: str, tool: str, head: Line, places: tuple[int, ...], heard: Heard
    ) -> list[Meaning]:
        """ "For every Jira issue labelled …": they are searched for, and what is told of them is asked of each."""
        heard.lists.add(record)
        self.fetched.add(tool)
        heard.subject, heard.acted = record, True
        found = heard.condition(head, record)
        words = (head.first, head.first + len(head))
        return [Find(tool=tool, record=record, where=found.condition, words=words, loop=True, places=places)]

    def _each_row(self, head: Line, places: tuple[int, ...], heard: Heard) -> list[Meaning]:
        """ "For each row of the "Guests" sheet": the sheet is read, then every row of it is taken."""
        heard.lists.add("row")
        heard.subject, heard.acted = "row", True
        found = heard.condition(head, "row")
        words = (head.first, head.first + len(head))
        sheet = Find(tool="sheets.read_rows", record="row", words=words, loop=True, places=places)
        return [sheet, *([If(condition=found.condition, places=found.places)] if found.condition is not None else [])]

    def _where_kept(self, line: Line, record: str) -> str:
        """The tool that looks for such records: ours, or that of the service that is named."""
        places = (f"{service}.find" for service in self.tools.here(line.norm) if record == "contact")
        return next((tool for tool in places if tool in self.catalog.tools), LISTS[record])

    def _acting(self, rest: Line) -> int | None:
        """Where behind "for each one" something to do begins; None if nothing does."""
        for place in range(1, len(rest)):
            norm = rest.norm[rest.starts[place] :]
            if (
                rest.words[place - 1].kind in ("word", "quote", "number", "money")
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
