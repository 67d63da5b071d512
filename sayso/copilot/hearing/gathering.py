"""What a clause does beside the one before: goes on from it, looks again, gathers several things, names a thing."""

import itertools
import re

from sayso.copilot.hearing.finding import Finding
from sayso.copilot.hearing.lexicon_actions import FILLERS
from sayso.copilot.hearing.meaning import Meaning
from sayso.copilot.hearing.relating import Heard
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.tools import Choice

_MAIL = re.compile(r"(?<!\S)(?:e-?mails?|mail)(?!\S)")
_MESSAGE = re.compile(
    rf"(?:{FILLERS})(?:(?:send|write|drop)(?: (?:them|him|her|each|the \w+))? (?:an? |the |our )?(?:\S+ )?message"
    r"|message (?:them|him|her|each|the contact|the lead))(?!\S)"
)
"""A message without a word about where."""
TOLD_OF = re.compile(r" (?:whose|with|where|having|using|without|in|on|at|renewing|that|who|which)(?= )")
"""Words behind which a list is told more of."""
_GATHERS = re.compile(
    r"(?:get|fetch|pull|grab|check|collect|gather|take|retrieve|look at|pull up|look up|"
    r"review|list|show(?: me)?)(?= )"
)
"""Verbs that gather several things at once."""
SAID = ("twilio.call", "email.send", "gmail.send", "twilio.send_sms", "linkedin.message")
"""Tools that say something to somebody outside."""
OUTWARD = frozenset((*SAID, "linkedin.invite", "esign.send"))
_TELLS_THEM = re.compile(
    r"(?:tell|ask|remind|inform|thank|let|say to|invite) (?:them|him|her) (?!by |on |via |over |in slack)"
    r"|ask (?:politely |nicely |also )?for (?=(?:an?|their|some|feedback) )(?!an? (?:approval|sign-off|ok|yes))"
)
_WITH_TEMPLATE = re.compile(
    r"(?:with |using |use )?(?:the |our )?(?:template|subject(?: line)?)(?: called| named)? ?:? Q\d+|"
    r"(?:with |using |use )?(?:the |our )Q\d+ template"
)
"""What a letter is written with."""
_LISTED = re.compile(
    r"(?:my|all|our|today's|tomorrow's|yesterday's|this week's|the)(?: \S+)?? (?:meetings|calls|"
    r"appointments|deals|contacts|"
    r"leads|customers|companies|tickets|issues|rows)(?!\S)"
)
"""Things that are there already: they are looked at, not made."""
TOLD_TO = re.compile(
    r"(?:(?:tell|notify|remind|alert|ask|inform) (?:\S+ ){1,4}?(?:to|that|about)|let (?:\S+ ){1,4}?know (?:that|about|"
    r"to|when|if)|ask (?:\S+ ){1,4}?(?:which|"
    r"what|whether|if|how|"
    r"when|who|why|where)|(?:create|add|make|set|open) "
    r"an? (?:\S+ )?(?:task|to-do|reminder))(?!\S)"
)
"""Somebody is told to do it; no tool has to."""
_LOOKS = re.compile(r"(?:check|look|see|verify)(?: (?:again|back|it|in|the status|on it|on them|then))*")
_THING = re.compile(
    r"(?!(?:in|on|at|of|for|with|from|to|by|if|when|as|so|that|which|who|i|we|you|they|it|not|no|because|since|"
    r"than|or|and|"
    r"but|every|each|about|like|after|before|until|only|those|except)(?!\S))(?:\S+ ){0,7}\S+$"
)
_SENT_THINGS = ("email", "mail", "newsletter", "survey", "reminder", "message", "invite", "invitation")
_MADE = 5.5
"""The least that something without a verb must remind of a tool."""
WRITTEN = (
    "email.send",
    "gmail.send",
    "gmail.draft",
    "linkedin.message",
    "linkedin.invite",
    "slack.send_message",
    "twilio.send_sms",
    "teams.send_message",
)
"""Tools whose words AI may write."""
TELLING = (
    "people.notify",
    "slack.send_message",
    "teams.send_message",
    "email.send",
    "gmail.send",
    "gmail.draft",
    "notion.create_page",
    "drive.upload_file",
    "crm.log_activity",
    "docs.create_from_template",
    "people.say",
)
"""Tools that pass on what was found or summarised."""


class Gathering(Finding):
    """The part of the doer that knows what the clause before did."""

    def _several(self, line: Line, heard: Heard) -> list[Meaning] | None:
        """ "Get the usage, the health trend and their tickets": one verb, several things, a tool for each."""
        verb = _GATHERS.match(line.norm)
        if not verb or TOLD_OF.search(line.norm):
            return None
        first = len(verb[0].split())
        cuts = [place for place in range(first, len(line)) if line.words[place].norm in (",", "and", "&", "+", "plus")]
        edges = [first - 1, *cuts, len(line)]
        parts = [(start + 1, end) for start, end in itertools.pairwise(edges) if end > start + 1]
        lines = [
            Line([*line.words[:first], *line.words[start:end]], line.first + start - first) for start, end in parts
        ]
        tools = [self.tools.choose(one.norm) for one in lines]
        if len(parts) < 2 or any(one is None or one.score < _MADE or one.start > 0 for one in tools):
            return None
        if len({one.tool for one in tools if one is not None}) < len(parts):
            return None
        return [meaning for one in lines for meaning in self.do(one, heard)]

    def _goes_on(self, line: Line, norm: str) -> bool:
        """ "Call them and tell them …": what is told belongs to the call before; whether this is that."""
        before = self.last_act
        on = _TELLS_THEM.match(norm) or _WITH_TEMPLATE.fullmatch(norm)
        if before is None or before.tool not in (*SAID, *WRITTEN) or not on or not self.same_sentence:
            return False
        before.words = (before.words[0], line.first + len(line))
        before.places = (*before.places, *line.places())
        return True

    def _checked(self, norm: str) -> str:
        """ "Check again" after something was sent to be signed, or somebody invited: the tool that looks."""
        looks = (("esign.send", "esign.status"), ("linkedin.invite", "linkedin.check_accepted"))
        looked = next((look for sent, look in looks if sent in self.fetched and look in self.catalog.tools), "")
        return looked if _LOOKS.fullmatch(norm) else ""

    def _thing(self, norm: str) -> Choice | None:
        """The same where a list or a condition makes it likely that something is to be made."""
        return self.thing(norm) if self.listing else None

    def thing(self, norm: str) -> Choice | None:
        """ "Kickoff meeting on the calendar": something without a verb is something to make."""
        if not _THING.match(norm):
            return None
        norm = re.sub(r"^(?:then |and |just |also |1 )+", "", norm)
        if _LISTED.match(norm):
            return self.tools.choose(f"list {norm}")
        verbs = ("send",) if norm.endswith(_SENT_THINGS) else ("create", "book", "send", "put in", "post to", "get")
        found = [one for verb in verbs if (one := self.tools.choose(f"{verb} {norm}"))]
        return next((one for one in found if one.score >= _MADE and one.start == 0), None)

    def _on_linkedin(self, tool: str, norm: str) -> str:
        """ "Send a message" to somebody who was invited on LinkedIn."""
        invited = "linkedin.invite" in self.fetched and "linkedin.message" in self.catalog.tools
        meant = invited and tool in ("email.send", "gmail.send", "people.notify") and _MESSAGE.match(norm)
        return "linkedin.message" if meant and not _MAIL.search(norm) else tool


def labels_of(line: Line, request: str) -> tuple[str, ...]:
    """The classes AI is to choose from, as far as they are named."""
    match = re.search(
        (
            r"(?:as|into|if it is|whether it is|whether it's|between|:|either|is|as either) (?:an? "
            r"|either )?(?P<list>[\w -]+(?: ?(?:,|or|and) (?:an? |or )?[\w -]+)+)$"
        ),
        line.norm,
    )
    if not match:
        return ()
    words = re.split(r" ?(?:, or |, and |,| or | and ) ?", match["list"])
    plain = (re.sub(r"^(?:(?:as|an?|the|either) )+", "", word.strip()) for word in words if word.strip())
    typed = {word.norm: word.value for word in line.words if word.kind == "quote" and word.value}
    return tuple(typed.get(word, word) for word in plain)
