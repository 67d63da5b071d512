"""From meanings in the order they were said to a tree of steps: what happens under which condition, for whom, when."""

import re

import msgspec

from sayso.copilot.hearing.colleagues import as_one_letter
from sayso.copilot.hearing.gathering import WRITTEN
from sayso.copilot.hearing.meaning import (
    Act,
    Approve,
    Ask,
    Begins,
    Else,
    End,
    Find,
    If,
    Limit,
    Meaning,
    Offset,
    Pause,
    Resume,
    Stop,
    Test,
    Unused,
    both,
    tests_of,
)
from sayso.copilot.hearing.passing import MESSAGE
from sayso.copilot.hearing.placing import SENDS, TOLD_AS_ONE
from sayso.copilot.hearing.plan import ABOUT_ONE, Block, Branch, Call, Lookup, Loop, Plan, Step, Wait, end_there
from sayso.copilot.hearing.siding import Siding
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import Span
from sayso.copilot.hearing.words import Word

PER_ITEM = (
    "people.notify",
    "slack.send_message",
    "teams.send_message",
    "email.send",
    "gmail.send",
    "notion.create_page",
    "people.hand_off",
    "people.say",
    "drive.upload_file",
    "sheets.append_row",
    "docs.create_from_template",
)
"""Tools that may tell of a whole list at once."""


_EACH = re.compile(
    r"(?<!\S)(?:each|every|their|owners?|rep|reps|csm|csms|them|him|her|they|the (?:contact|"
    r"contacts|customer|customers|client|clients|lead|leads|prospect|prospects|person|people))(?!\S)"
)


LISTED = ("row", "contact", "company", "deal", "profile")
_ON_IT = re.compile(
    r"(?<!\S)(?:everyone|everybody|each|every|all|people|anyone|whoever)(?: \S+){0,3}? (?:on|in|from) (?:it|them|"
    r"there|the (?:sheet|list|"
    r"spreadsheet))(?!\S)"
)
"""Everybody on a list that was read."""


_THEM = ("them", "him", "her", "contact", "lead", "prospect", "person")
"""One who was spoken of."""
_UNKNOWN = Test("unknown", "condition", "==", "true")
"""A condition that nobody understood: neither of its sides gets into the plan."""


_PER_ONE = re.compile(
    r"(?<!\S)(?:(?:for|to|on|in|from|with) (?:each|every)(?: (?:one|of (?:them|these|those)))?|"
    r"one (?:each|per|for each)|per)(?!\S)"
)
"""It is done for each of what was found, also where a list is mostly told as a whole."""


_MAILS = ("email.send", "gmail.send", "gmail.draft")


class Planner(Siding):
    """Puts meanings into a tree."""

    def __init__(self, words: list[Word]) -> None:
        super().__init__(words)
        self.day: int | None = None
        self.outside: Block | None = None
        self.acts: list[Call] = []
        self.limits: list[Limit] = []
        self.approving: list[Approve] = []
        self.approvals: dict[str, Approve] = {}
        self.asks: list[Ask] = []
        self.unused: list[Unused] = []
        self.ended: list[Block] = []
        self.stops = False

    def plan(self, meanings: list[Meaning]) -> Plan:
        """The tree of all that was said."""
        for meaning in meanings:
            getattr(self, f"_{type(meaning).__name__.lower()}")(meaning)
            self.fresh = isinstance(meaning, End) or (self.fresh and isinstance(meaning, Unused | Limit | Approve))
        for late in self.approving:
            self._approves(late, next((call for call in reversed(self.acts) if _approvable(call)), None))
        default = self.begins is None
        end_there(self.body, self.ended)
        return Plan(
            self.begins or Begins(kind="manual"),
            self.body,
            self.limits,
            self.approvals,
            self.asks,
            self.unused,
            default,
        )

    # -- simple things -----------------------------------------------------------------------------

    def _begins(self, said: Begins) -> None:
        if self.begins is None:
            self.begins = said
            if said.kind in ("webhook", "chat") and said.where is not None:
                branch = Branch(condition=said.where, places=said.places)
                self.body.append(branch)
                self.base = self.block = branch.then
                self.gate = branch
                said.where = None
        elif said.where is not None:
            self.begins.where = both([one for one in (self.begins.where, said.where) if one is not None])

    def _ask(self, said: Ask) -> None:
        self.asks.append(said)
        if said.decides:
            self.last = Branch(condition=_UNKNOWN)
            self.branches.append(self.last)
            self.block = self.last.then

    def _otherwise_than_what(self, said: Else) -> None:
        """The other side of nothing that was understood: neither of its sides gets into the plan."""
        words = " ".join(self.words[place].raw for place in said.places)
        if words:
            question = f"What has to be so that it is not “{words}”?"
            self._ask(Ask(slug="condition", question=question, places=said.places, decides=True))

    def _unused(self, said: Unused) -> None:
        self.unused.append(said)

    def _stop(self, said: Stop) -> None:
        """ "If they reply, stop"; "stop if they reply": what was said so far stays."""
        if self.block is not self.base:
            self.ended.append(self.block)
            for branch in self.branches:
                branch.quiet = branch.quiet or branch.then is self.block or branch.otherwise is self.block
        else:
            self.stops = True

    def _if(self, said: If) -> None:
        stops, self.stops = self.stops, False
        if not stops:
            super()._if(said)
            return
        super()._if(msgspec.structs.replace(said, suffix=False))
        self.ended.append(self.block)

    def _limit(self, said: Limit) -> None:
        if said.of == MESSAGE:
            said.of = next((call.tool for call in reversed(self.acts) if call.tool in WRITTEN), "loop")
        self.limits.append(said)

    def _end(self, said: End) -> None:
        if self.outside is not None and not said.soft:
            self.base, self.outside = self.outside, None
            self.in_loop.pop()
        self.ended_in, self.hard, self.softly = self.block, said.hard, said.soft
        if not said.soft:
            self.asked_before, self.asked = self.asked, []
        self.opened = self.opened if said.soft else None
        self.block = self.base if self.opened is None else self.opened
        self.sentence_before = self.sentence or self.sentence_before
        self.sentence = []

    def _resume(self, said: Resume) -> None:
        """ "In that case": it goes on where the sentence before ended."""
        self.block = self.ended_in

    def _add(self, step: Step) -> None:
        self.block.append(step)
        self.sentence.append((self.block, step))

    # -- approvals ---------------------------------------------------------------------------------

    def _approve(self, said: Approve) -> None:
        nearest = next((call for call in self.acts if call.tool in said.of), None) or next(
            (call for _, step in reversed(self.sentence) if isinstance(call := step, Call) and _approvable(call)), None
        )
        if nearest is None and self.acts and _approvable(self.acts[-1]):
            nearest = self.acts[-1]
        if nearest is None:
            self.approving.append(said)
            return
        self._approves(said, nearest)
        if said.both:
            others = [call for call in self.acts if _approvable(call) and call.tool != nearest.tool]
            if others:
                self._approves(said, others[-1])

    def _approves(self, said: Approve, call: Call | None) -> None:
        if call is not None:
            self.approvals[call.tool] = said

    # -- doing -------------------------------------------------------------------------------------

    def _act(self, said: Act) -> None:
        self._open_for(said)
        call = Call(tool=said.tool, words=said.words, each=said.each, places=said.places)
        before = self.block[-1] if self.block else None
        if isinstance(before, Call) and self._is_kept(before, call):
            before.places, before.tool = (*before.places, *call.places), call.tool
            return
        if isinstance(before, Call) and self._is_same(before, call):
            before.places = (*before.places, *call.places)
            if before.tool == "gmail.draft":
                before.tool = call.tool
            return
        self._add(call)
        self.acts.append(call)
        self.homes[said.tool] = self.block
        if said.tool == "ai.extract":
            self.open_list = call
        while self.approving and _approvable(call):
            self._approves(self.approving.pop(0), call)

    def _is_kept(self, before: Call, call: Call) -> bool:
        """ "Write an email but save it as a draft": nothing is sent."""
        words = " ".join(word.norm for word in self.words[call.words[0] : call.words[1]])
        return (
            call.tool == "gmail.draft"
            and before.tool in ("email.send", "gmail.send")
            and re.search(r"(?:^| )(?:save|keep|leave|put|store|only|just)(?: \S+)* drafts?$", words) is not None
        )

    def _is_same(self, before: Call, call: Call) -> bool:
        """ "Write an email and send it", "draft it and send it once approved": one email."""
        words = " ".join(word.norm for word in self.words[call.words[0] : call.words[1]])
        sends = (
            re.match(
                (
                    r"(?:then |and )*(?:send|sends|email|mail) (?:it|them|that|this)(?: (?:off|out|to \S+(?: "
                    r"\S+)?|once|after|by email|when|via email))*$"
                ),
                words,
            )
            is not None
        )
        return sends and before.tool in _MAILS and call.tool in ("email.send", "gmail.send")

    def _nothing_found(self) -> bool:
        """Whether this is done where a list turned out to be empty, so that nothing of it can be meant."""
        return any(
            self.block is (branch.then if test.value == "0" and test.op == "==" else branch.otherwise)
            for branch in self.branches
            for test in tests_of(branch.condition)
            if (test.record, test.field, test.value) == ("found", "count", "0") and test.op in ("==", ">", "!=")
        )

    def _open_for(self, said: Act) -> None:
        """Open a loop over the list that was found, if this is done for each of them."""
        found = self.open_list
        if found is None or said.tool == "ai.summarize" or said.tool.startswith(("ai.extract", "ai.classify")):
            return
        if self._nothing_found():
            return
        line = Line(self.words[said.words[0] : said.words[1]])
        norm = line.norm
        if isinstance(found, Lookup) and found.record in LISTED and _ON_IT.search(norm):
            self._loop(found, ())
            return
        kept = said.tool == "gmail.draft" and self._summarised()
        told = kept or said.tool in PER_ITEM or said.tool.startswith("zoom") or said.tool == "calendar.create_event"
        to_me = re.search(r"(?<!\S)(?:me|us|the team|everyone|#)(?!\S)| C\d", f" {norm}") is not None
        if isinstance(found, Call) and not re.search(r"(?<!\S)(?:each|every|them|one per|per)(?!\S)", norm):
            return
        if isinstance(found, Lookup) and found.record in TOLD_AS_ONE and not _PER_ONE.search(norm):
            return
        met = isinstance(found, Lookup) and found.record == "meeting" and not said.each
        if met and (self._summarised() or not _EACH.search(norm)):
            return
        if isinstance(found, Lookup) and found.record == "row" and self.in_loop and not said.each:
            return
        if isinstance(found, Lookup) and said.tool in _MAILS and not said.each and as_one_letter(line):
            return
        if (
            told
            and (self._summarised() or to_me or not _EACH.search(norm))
            and not said.each
            and not (said.tool in SENDS and not to_me and not self._summarised())
        ):
            return
        self._loop(found, ())

    def _summarised(self) -> bool:
        return any(call.tool == "ai.summarize" for call in self.acts[-3:])

    def _loop(self, found: Lookup | Call, places: tuple[int, ...]) -> Loop:
        record = found.record if isinstance(found, Lookup) else "item"
        self.outside = self.base if record == "item" else None
        loop = Loop(record=record, of=found, places=places)
        self.block.append(loop)
        self.base = self.block = loop.body
        self.in_loop.append(record)
        self.open_list = None
        self.sentence = []
        return loop

    def _find(self, said: Find) -> None:
        if not said.tool:
            if self.open_list is not None:
                self._loop(self.open_list, said.places)
            return
        of_item = said.named or self._of_item(said)
        if (
            said.record == "contact"
            and self.open_list is not None
            and isinstance(self.open_list, Lookup)
            and self.open_list.record in ("company", "meeting")
            and said.tool == "crm.find_contacts"
        ):
            self._loop(self.open_list, ())
        lookup = Lookup(
            tool=said.tool,
            record=said.record,
            where=said.where,
            words=said.words,
            at_most=said.at_most,
            places=said.places,
            one=of_item,
        )
        if of_item:
            self._add(lookup)
            return
        if said.record in ("article",) and self.open_list is not None and isinstance(self.open_list, Lookup):
            norm = " ".join(word.norm for word in self.words[said.words[0] : said.words[1]])
            if _EACH.search(norm) or self.open_list.record in ("contact", "company", "deal"):
                self._loop(self.open_list, ())
        self._add(lookup)
        if said.record in ("contact", "company", "deal", "meeting", "row", "issue", "profile"):
            one = said.record == "contact" and self.in_loop and self.in_loop[-1] == "meeting"
            self.open_list = None if one or self._is_ours(said) else lookup
        elif said.record in TOLD_AS_ONE and self.open_list is None:
            self.open_list = lookup
        if said.loop:
            self._loop(lookup, ())

    def _is_ours(self, said: Find) -> bool:
        """ "Look them up in HubSpot": the one this is about, in a list kept elsewhere."""
        words = self.words[said.words[0] : said.words[1]]
        about_one = any(word.kind == "mention" or word.norm in _THEM for word in words) or bool(self.in_loop)
        return said.record == "contact" and said.where is None and not said.tool.startswith("crm.") and about_one

    def _of_item(self, said: Find) -> bool:
        """Whether the one contact or company is looked for that a row, a ticket or an issue is about."""
        if said.tool not in ("crm.find_contacts", "crm.find_companies") or said.where is not None:
            return False
        if isinstance(self.open_list, Lookup) and self.open_list.record in ABOUT_ONE:
            self._loop(self.open_list, ())
        return bool(self.in_loop) and self.in_loop[-1] in ABOUT_ONE

    # -- time --------------------------------------------------------------------------------------

    def _pause(self, said: Pause) -> None:
        if isinstance(self.open_list, Lookup) and self.open_list.record in ("contact", "company", "deal", "row"):
            self._loop(self.open_list, ())
        if self.fresh and self.softly and any(self.ended_in is one.then and not one.otherwise for one in self.branches):
            self.block = self.ended_in
        self._add(Wait(span=said.span, places=said.places))

    def _offset(self, said: Offset) -> None:
        self.block = self.base
        before, self.day = self.day, said.days
        if said.days < 0 and before is None and self.begins is not None and self.begins.event == "renewal.approaching":
            known = next((float(test.value) for test in tests_of(self.begins.where) if test.field == "daysLeft"), None)
            if known is None:
                where = Test("renewal", "daysLeft", "==", str(-said.days))
                self.begins.where = both([one for one in (self.begins.where, where) if one is not None])
                return
            before = int(-known)
        days = said.days - (before or 0)
        if days > 0:
            self._add(Wait(span=Span(days, "days"), places=said.places))

    # -- conditions --------------------------------------------------------------------------------


def _approvable(call: Call) -> bool:
    return (
        call.tool.partition(".")[0] not in ("ai", "people", "web", "health", "analytics")
        or call.tool == "people.notify"
    )
