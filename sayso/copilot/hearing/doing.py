"""Something to do: which tool, for which of the records, and what must be found first."""

import re

from sayso.copilot.hearing.alongside import Alongside
from sayso.copilot.hearing.colleagues import phones_known
from sayso.copilot.hearing.gathering import OUTWARD, TOLD_OF, TOLD_TO, WRITTEN, labels_of
from sayso.copilot.hearing.lexicon_actions import FILLERS, OBJECTS, TO_ISSUE
from sayso.copilot.hearing.lexicon_lists import COUNTED, LIST_THEM, LISTS, NO_TOOL_DOES, QUOTE_ALONE, SHOULD_BE
from sayso.copilot.hearing.lexicon_openings import DICTATED
from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION
from sayso.copilot.hearing.meaning import Act, Ask, Meaning, Pause, Test, Unused, tests_of
from sayso.copilot.hearing.missing import untold, whose_say
from sayso.copilot.hearing.placed import placed, put_there
from sayso.copilot.hearing.relating import Heard
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import first_duration
from sayso.copilot.hearing.tools import Choice
from sayso.dsl.types import ListOf, RecordOf

_OUTSIDE = re.compile(
    rf"(?:{FILLERS})(?:tell|notify|remind|inform|warn|alert|update) (?:the |each |every |all "
    rf"|our |that |this |of )*(?:customer|client|contact|lead|prospect)s?(?! (?:owner|manager|"
    rf"success|team|executive|rep)|'s)(?!\S)"
)
_CHECKS = re.compile(r"(?:check|see|look|find out|verify) (?:if|whether) ")
_PER = re.compile(r"(?<!\S)(?:each|every)(?!\S)")
LOOKED_AT = {
    "esign.status": Test("esign", "status", "==", "signed", text=True),
    "linkedin.check_accepted": Test("contact", "linkedinAccepted", "==", "true"),
}
"""What is asked of what was looked at, where nothing else is said."""
CHECKED = ("esign.status", "linkedin.check_accepted", "people.ask", "ai.classify")
"""Tools that do the looking themselves."""
_TO_SOMEBODY = re.compile(r"to (?:the |my |our |its |their )?(?!crm|me$)[a-z]+(?: [a-z]+)?")
_A_LETTER = re.compile(r"(?:the |our |an? )(?P<what>.+?)(?: template| e-?mail| one| mail| message)?")
_BY_DOING = re.compile(r" by (?P<verb>[a-z]+ing) ")
_ASIDE = re.compile(
    r"(?:congratulating|mentioning|asking|telling|thanking|saying|reminding|offering|inviting|including|using) "
)
"""How it is to be said, not something else to do."""
_AND_A = re.compile(r" (?:, )?(?:and|plus|as well as|along with|together with|\+) (?=(?:an?|the|their|its) )")
_SAME_PLACE = 8
"""The least that words without a service must remind of a tool of one that was used before."""
_TOGETHER = re.compile(rf"(?:with|for) (?:the |my |our )?(?:\S+ )?(?:{OWNER}|{COLLEAGUES}|me|us|everyone|everybody)")
"""Who takes part in what was said before."""
_METRICS = "analytics.get_usage_metrics"
_FIGURES = re.compile(
    r"(?:get|pull(?: up)?|fetch|grab|check|collect|gather|look (?:at|up)|load|show|bring up|take)(?: (?:me|the|their|"
    r"its|all|"
    r"latest|exact|current|recent|account's|customer's|client's))* (?:numbers|figures|stats|statistics|data|metrics|"
    r"details)"
    r"(?: (?:of|for|on) (?:it|them|the (?:account|customer|client|company)|that))?"
)
"""The numbers of what the flow is about."""
_CHANGES_ISSUES = re.compile(
    r"(?:(?:set|move|change|put|switch|mark|transition|drag|flip) (?:each(?: one)?(?: of them)?|them(?: all)?|it|all "
    r"of them|"
    r"every one(?: of them)?|those) (?:to|as|into|over to|back to)|(?:close|resolve|reopen|reassign|reprioriti[sz]e) "
    r"(?:each(?: one)?(?: of them)?|them(?: all)?|it|all of them|every one|those)(?: (?:as|with|to) .*)?$|"
    r"(?:bump|raise|lower|change) (?:the|its|their) priority)(?!\S)"
)
"""What is done to issues that were found."""
ENOUGH_MORE = 5.5
"""The least that something without a verb must remind of another tool."""
ENOUGH = 1.2
"""The least a tool must be asked for to be taken."""
_MAIL = re.compile(r"(?<!\S)(?:e-?mails?|mail)(?!\S)")
_NO_MAIL = re.compile(r"(?<!\S)linkedin|report|slack")
_ADD_QUOTE = re.compile(r"(?:add|put|set) (?:on )?Q\d+(?: instead| too| on| there| in its place)?")
_CREATE_IT = re.compile(
    r"(?:then |and |just )*(?:create|add|make|enter) (?:it|them|him|her|one|a new one|this one|that one)"
    r"(?: (?:in|to|into|as a contact in) (?:the |our )?crm)?"
)
"""Whom we looked for and did not find."""
_LATE = re.compile(rf"(?<! due) (?:after|in) {PLAIN_DURATION}$| {PLAIN_DURATION} (?:later|after that|afterwards)$")
_TO_COLLEAGUE = re.compile(
    rf"(?:send|forward|pass|give|share|deliver|get) .*(?<!\S)to (?:the |their |our |my |its |his |her "
    rf")?(?:{OWNER}|{COLLEAGUES})(?!\S)"
)
_AS_MAIL = re.compile(r"(?<!\S)(?:\S*mail\S*|templates?|newsletter|Q\d+|customers?|contacts?|clients?|leads?)(?!\S)")
_ON_OUR_PHONE = re.compile(rf"(?:{FILLERS})(?:(?:text|sms) (?:me|us)|send (?:me|us) (?:an? )?(?:text|sms))(?!\S)")
"""My own number is not known: I am told otherwise, and nobody else is texted instead."""
_THEM = re.compile(
    r"(?:tell|notify|remind|inform|warn|alert|update|nudge|chase|ping|message|thank) (?:them|him|her)(?!\S)(?! "
    r"on slack| in slack)"
)
_IMPERATIVE = re.compile(rf"(?:{FILLERS})[a-z][a-z-]+ (?:{OBJECTS})(?!\S)")


_SHOULD = re.compile(
    r"(?P<what>.+?) (?:should|must|ought to|has to|have to|needs to|need to|is to|are to|gets?) (?:each "
    r"|all |also |then )?(?:be )?(?P<verb>\w+)(?: (?P<rest>.*))?$"
)
_DONE = re.compile(
    r"(?P<what>it|they|he|she|this|that|the \w+|an? (?:[\w-]+ ){0,1}?[\w-]+) (?:is|are|gets?) (?:then |also |just |"
    r"immediately |automatically )?"
    r"(?P<verb>\w+ed|sent|told|made)(?: (?P<rest>.*))?$"
)
"""The same told as what becomes of it."""
_MADE_OF = re.compile(
    r"(?P<what>(?!if |when |not |no )(?:\S+ ){1,4}?\S+s?) (?P<verb>pulled|picked|logged|saved|posted|sent|"
    r"emailed|created|added|booked|"
    r"uploaded|drafted|summari[sz]ed|extracted|shared|scheduled|opened|filed|written)(?P<out> out)?(?: (?P<rest>.*))?$"
)
"""And without any word between: "action items pulled out of it"."""


def _by_score(one: Choice) -> float:
    return one.score


class Doer(Alongside):
    """Hears what is to be done."""

    last_letter = ""

    def cutter_acts(self, norm: str) -> bool:
        """Whether the words begin with something to do."""
        return self.cutter.acts(norm)

    def asks(self, norm: str) -> bool:
        """The same, also where it is told as what should become of something."""
        should = SHOULD_BE.search(norm) is not None and self.cutter.acts(self._active(norm))
        return self.cutter.acts(norm) or should

    # -- one clause --------------------------------------------------------------------------------

    def do(self, line: Line, heard: Heard, instead: str = "") -> list[Meaning]:
        """What a clause does; several calls if it names several things. `instead` takes the place of its verb."""
        if not line.norm:
            return []
        if (_ASIDE.match(line.norm) and not instead) or (self.fetched and LIST_THEM.fullmatch(line.norm)):
            return [Unused(places=tuple(line.places()))]
        several = self._passive(line, heard) or (
            None
            if instead
            else self._told_when(line, heard) or self._both_done(line, heard) or self._several(line, heard)
        )
        if several is not None:
            return several
        norm = self._active(line.norm)
        if _ADD_QUOTE.fullmatch(norm) and self.fetched & {"crm.add_tags", "crm.remove_tags"}:
            norm = f"tag {norm}"
        late = _LATE.search(norm)
        if late and (heard.begun is not None or heard.acted) and not self._has_due(norm):
            return self._later(line, heard, late, instead)
        if instead:
            norm = instead + norm.partition(" ")[2]
        if QUOTE_ALONE.fullmatch(norm) and self.last_letter:
            return self._acts(self.last_letter, line, norm, heard)
        if _CREATE_IT.fullmatch(norm) and any(test.record == "found" for test in tests_of(heard.last)):
            return self._acts("crm.create_contact", line, norm, heard)
        if not instead and self._goes_on(line, norm):
            return []
        checked = self._checked(norm)
        if checked:
            return self._acts(checked, line, norm, heard)
        done = self._done_to_item(norm, heard)
        if done:
            return self._acts(done, line, norm, heard)
        far = None if TOLD_TO.match(norm) else self.tools.unreachable(norm)
        if self._on_linkedin("email.send", norm) == "linkedin.message" and not self.tools.named(norm):
            return self._acts("linkedin.message", line, norm, heard)
        thing = None if self.cutter.acts(norm) or instead else self._thing(norm)
        choice = self._there(norm, heard) or thing or placed(self.tools, norm, self._choice(norm))
        if not instead and not far and (choice is None or choice.score < ENOUGH):
            choice = self._again_there(norm) or (self.thing(norm) if self.tools.named(norm) else choice)
        return self._chosen(line, norm, heard, instead, far, choice)

    def _done_to_item(self, norm: str, heard: Heard) -> str:
        """ "Raise its priority", of the issues that were found: the tool that does it; "" where that is none."""
        if "issue" not in heard.lists or "jira.update_issue" not in self.catalog.tools:
            return ""
        return "jira.update_issue" if TO_ISSUE.match(norm) else ""

    def _again_there(self, norm: str) -> Choice | None:
        """ "Create a new issue", where Jira was searched before."""
        places = dict.fromkeys(tool.partition(".")[0] for tool in self.fetched)
        found = [
            one for place in places if (one := self._choice(f"{norm} {place}")) and one.tool.startswith(f"{place}.")
        ]
        return max((one for one in found if one.score >= _SAME_PLACE and one.start == 0), key=_by_score, default=None)

    def _there(self, norm: str, heard: Heard) -> Choice | None:
        """What is done at the service that was named just before, or to what the flow is about."""
        place, self.place = self.place, ""
        if kept := put_there(norm, self.fetched):
            return Choice(kept, _SAME_PLACE, 0, len(norm))
        begun = heard.begun.event if heard.begun is not None else ""
        if begun.startswith("usage.") and _FIGURES.fullmatch(norm) and _METRICS in self.catalog.tools:
            return Choice(_METRICS, _SAME_PLACE, 0, len(norm))
        if "jira.search" in self.fetched and not self.fetched & set(LISTS.values()) and _CHANGES_ISSUES.match(norm):
            return Choice("jira.update_issue", _SAME_PLACE, 0, len(norm))
        found = self._choice(f"{norm} {place}") if place and not self.tools.named(norm) else None
        return found if found is not None and found.tool.startswith(f"{place}.") else None

    def _chosen(
        self, line: Line, norm: str, heard: Heard, instead: str, far: str | None, choice: Choice | None
    ) -> list[Meaning]:
        """What the tool that was chosen does, or that there is none."""
        if far or choice is None or choice.score < ENOUGH or (not instead and self._is_strange(line.norm, choice)):
            how = _BY_DOING.search(line.norm)
            if how and self._base(how["verb"]):
                verb = f"{self._base(how['verb'])} "
                return self.do(line.cut(line.at(how.start("verb")), len(line)), heard, verb)
            again = "" if instead or far else self._as_before(norm)
            return self.do(line, heard, again) if again else [self.unknown(line, heard, far)]
        tool = self._on_linkedin(self._mail(choice.tool, norm), norm)
        if _CHECKS.match(norm) and tool not in CHECKED:
            looked = heard.condition(line)
            if looked.condition is not None:
                heard.pending = looked.condition
                if not (self._lists(tool) and all(one.record == "found" for one in tests_of(looked.condition))):
                    return []
        if not self._lists(tool):
            return self._acts(tool, line, norm, heard)
        each = self._implied(line, heard, False, tool) if tool not in LISTS.values() and _PER.search(norm) else None
        listed = self._found(tool, line, heard)
        asks = untold(line, heard.grasped, heard.request) if tool in LISTS.values() else []
        return [*([each] if each is not None else []), *listed, *asks]

    def _as_before(self, norm: str) -> str:
        """ "Otherwise to Tom", "3 days later the Case study": the verb of what was done before, in place of the first
        word; "" where that is not meant."""
        tool = self.last_act.tool if self.last_act is not None else ""
        if tool == "people.hand_off" and _TO_SOMEBODY.fullmatch(norm):
            return "hand over to "
        match = _A_LETTER.fullmatch(norm) if tool in ("email.send", "gmail.send") else None
        named = match is not None and (
            match["what"].startswith("Q") or match["what"] in {one.lower() for one in self.catalog.templates}
        )
        return "email " if named else ""

    def _is_strange(self, norm: str, choice: Choice) -> bool:
        """Whether it begins with a verb nobody knows, and only what follows reminds of a tool."""
        leads = norm.partition(" ")[0] in self.tools.verbs or not _IMPERATIVE.match(norm)
        return (not leads and choice.start > 0 and choice.score < 5) or NO_TOOL_DOES.match(norm) is not None

    def _has_due(self, norm: str) -> bool:
        """Whether a time at the end is when something is due, not how long to wait before it."""
        choice = self._choice(norm)
        return choice is not None and self.catalog.tools[choice.tool].parameter("due") is not None

    def _later(self, line: Line, heard: Heard, late: re.Match[str], instead: str) -> list[Meaning]:
        """ "Email them after 2 days": a wait, then the action."""
        length = first_duration(late[0])
        assert length
        cut = line.cut(0, line.at(late.start() + 1))
        pause = Pause(span=length[0], places=tuple(line.cut(len(cut), len(line)).places()))
        return [pause, *self.do(cut, heard, instead)]

    def _acts(self, tool: str, line: Line, norm: str, heard: Heard) -> list[Meaning]:
        """A call, what must come before it, and what else is named with it."""
        heard.acted = True
        self.last_tool = tool
        found = [*self._those(line, heard), *self._before(tool, line, heard)]
        if not any(isinstance(one, Ask) for one in found):
            found.extend(untold(line, heard.grasped, heard.request))
        self._remember(tool, line, heard)
        words, places = (line.first, line.first + len(line)), tuple(line.places())
        each = bool(re.search(r"(?<!\S)(?:each|every)(?!\S)", norm))
        more = self._more(tool, line, heard)
        if tool == "ai.write" and (_MAIL.search(norm) or self.goes_out) and not _NO_MAIL.search(norm):
            more.append(Act(tool="email.send", words=words, each=each, places=places))
        act = Act(tool=tool, words=words, each=each, places=places)
        self.last_act, self.same_sentence = act, True
        return [*found, act, *more]

    def _remember(self, tool: str, line: Line, heard: Heard) -> None:
        """What later clauses may ask about."""
        if tool == "ai.classify":
            heard.labels = labels_of(line, heard.request) or heard.labels or ("",)
        self.written = tool == "ai.write"
        self.last_letter = tool if tool in WRITTEN else self.last_letter
        if tool == "health.get_score":
            heard.measured = ("health", "score")
        if tool in ("esign.status", "linkedin.check_accepted"):
            heard.pending = heard.condition(line).condition or LOOKED_AT[tool]

    def _choice(self, norm: str) -> Choice | None:
        """The tool: what stands before "to …", "about …" or "that …" decides, if it says enough."""
        opened, colon, _ = norm.partition(" : ")
        named = self.tools.choose(opened) if colon and DICTATED.fullmatch(opened) else None
        if named is not None and named.score >= ENOUGH:
            return named
        shared = _AND_A.search(norm)
        if shared:
            head = self.tools.choose(norm[: shared.start()])
            if head is not None and head.start == 0 and (head.score >= 5 or self._made_too(head, norm[shared.end() :])):
                return head
        told = TOLD_OF.search(norm)
        if told and not any(service in norm.split() for service in self.tools.services):
            head = self.tools.choose(norm[: told.start()])
            if head is not None and head.tool in LISTS.values() and head.start == 0:
                return head
        for match in re.finditer(
            (
                r"(?<! on)(?<! in)(?<! of)(?<! for)(?<! with)(?<! from)(?<! at) (?:to (?P<verb>\S+)|asking|"
                r"saying|about|that|telling|whether|so that|mentioning|congratulating|"
                r"(?:who|which)(?!.* to (?:the |our |my )?(?:\S+ )?(?:sheet|spreadsheet)))(?= |$)"
            ),
            norm,
        ):
            if match["verb"] is None or (
                match["verb"] in self.tools.verbs
                and match["verb"] not in ("approve", "sign", "ok", "okay", "confirm")
                and match["verb"] not in self.tools.services
            ):
                head = self.tools.choose(norm[: match.start()])
                if head is not None and head.score >= 2.5:
                    return head
                break
        return self.tools.choose(norm)

    def _made_too(self, head: Choice, tail: str) -> bool:
        """ "Email them the offer, plus a Slack message": whether what is named last is something else that is sent."""
        more = self.tools.choose(f"send {tail}")
        return more is not None and more.score >= ENOUGH_MORE and more.tool != head.tool and self.tools.named(tail)

    def _active(self, norm: str) -> str:
        """ "a Jira issue should be created" the way it is asked for: "create a jira issue"."""
        match = _SHOULD.match(norm) or _DONE.match(norm) if norm.partition(" ")[0] not in self.tools.verbs else None
        if match and self._base(match["verb"]):
            return f"{self._base(match['verb'])} {match['what']} {match['rest'] or ''}".strip()
        first, _, rest = norm.partition(" ")
        if (
            first.endswith("ing")
            and rest
            and first not in self.tools.verbs
            and self._base(first)
            and not _ASIDE.match(norm)
        ):
            return f"{self._base(first)} {rest}"
        if first.endswith("ed") and first not in self.tools.verbs and self._base(first):
            return f"{self._base(first)} {rest}"
        made = _MADE_OF.match(norm) if first not in self.tools.verbs else None
        if made and self._base(made["verb"]):
            return f"{self._base(made['verb'])} {made['out'] or ''}{made['what']} {made['rest'] or ''}".strip()
        return norm

    def _base(self, verb: str) -> str:
        """ "created" is "create", "told" is "tell"; "" for what no tool does."""
        plain = {"told": "tell", "sent": "send", "made": "make", "given": "give", "put": "put", "written": "write"}.get(
            verb
        )
        forms = (
            plain,
            verb,
            verb.removesuffix("d"),
            verb.removesuffix("ed"),
            verb[:-3] if verb.endswith("ed") else "",
            verb.removesuffix("ied") + "y",
            verb.removesuffix("ing"),
            f"{verb.removesuffix('ing')}e",
        )
        return next((form for form in forms if form and form in self.tools.doable), "")

    def _mail(self, tool: str, norm: str) -> str:
        """The workspace's own mail unless Gmail is named."""
        if tool == "twilio.send_sms" and _ON_OUR_PHONE.match(norm) and not phones_known(self.catalog):
            return "people.notify"
        written = self.fetched & OUTWARD and not self.last_tool.startswith("people.")
        if tool == "people.notify" and written and _THEM.match(norm) and "email.send" in self.catalog.tools:
            tool = "email.send"
        if tool == "people.notify" and _OUTSIDE.match(norm) and "email.send" in self.catalog.tools:
            tool = "email.send"
        if tool in ("email.send", "gmail.send") and _TO_COLLEAGUE.search(norm) and not _AS_MAIL.search(norm):
            return "people.notify"
        if tool == "gmail.send" and "email.send" in self.catalog.tools and not re.search(r"(?<!\S)gmail(?!\S)", norm):
            return "email.send"
        return tool

    def _lists(self, tool: str) -> bool:
        declared = self.catalog.tools[tool]
        return (
            isinstance(declared.returns, ListOf)
            and declared.effect == "read"
            and isinstance(declared.returns.item, RecordOf)
        )

    def unknown(self, line: Line, heard: Heard, far: str | None) -> Meaning:
        """What nobody here can do is asked about, with what it would take; what asks for nothing is not used."""
        words = heard.request[line.words[0].start : line.words[-1].end]
        if re.fullmatch(r"(?:get|do|find|fetch|check|send|show|use|read|take) (?:it|that|this|them)", line.norm):
            return Unused(places=tuple(line.places()))
        if not far and heard.acted and _TOGETHER.fullmatch(line.norm):
            return Unused(places=tuple(line.places()))
        if far or (
            not COUNTED.match(line.norm) and _IMPERATIVE.match(line.norm) and not re.match(r"\S+ing(?!\S)", line.norm)
        ):
            said = f"I have nothing that reaches “{far}”." if far else f"I do not know how to “{words}”."
            return Ask(
                slug="no-such-tool",
                question=f"{said} Leave it out, or is there another way?",
                answers=("Leave it out", "Tell me instead"),
                places=tuple(line.places()),
            )
        return whose_say(line, words) or Unused(places=tuple(line.places()))
