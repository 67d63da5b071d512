"""What is said in passing, wherever it stands: limits and approvals."""

import re
from functools import cache

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.lexicon_kinds import TITLES
from sayso.copilot.hearing.meaning import Approve, Limit
from sayso.copilot.hearing.text import Line, as_typed

MESSAGE = "message"
"""A message without a word about where: the last that was to be sent."""
_OF: tuple[tuple[str, str], ...] = (
    (r"linkedin (?:message|dm)", "linkedin.message"),
    (r"linkedin|invit", "linkedin.invite"),
    (r"e-?mail|mail|send .*template", "email.send"),
    (r"text|sms", "twilio.send_sms"),
    (r"call|phone", "twilio.call"),
    (r"slack|post", "slack.send_message"),
    (r"task", "crm.create_task"),
    (r"messages?", MESSAGE),
)
"""What is counted, and the tool that brings it about."""
_SEEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"notion|page", ("notion.create_page", "notion.update_page")),
    (r"jira|github|issue", ("jira.create_issue", "jira.update_issue", "github.create_issue")),
    (r"slides?|deck", ("slides.create_from_template",)),
    (r"folder", ("drive.create_folder",)),
    (r"sms|text", ("twilio.send_sms",)),
    (r"tasks?", ("crm.create_task",)),
)
"""What somebody sees first, and the tools that make it."""


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\S)(?:{pattern})(?=\s|$)") for pattern in patterns)


@cache
def _seen() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (re.compile(rf"(?<!\S)(?:the|an?|every|each) (?:\S+ )?(?:{words})(?!\S)"), tools) for words, tools in _SEEN
    )


def limits(line: Line, taken: set[int]) -> list[Limit]:
    """Every limit said in the line, none in words that are `taken`."""
    found: list[Limit] = []
    told: set[int] = set()
    for pattern in _compiled(said.LIMITS):
        for match in pattern.finditer(line.norm):
            places = tuple(line.first + place for place in range(*line.within(*match.span())))
            if (taken | told) & set(places):
                continue
            told.update(places)
            groups = match.groupdict()
            per = groups.get("per") or ("day" if "daily" in match[0] else "run")
            around = line.norm[max(0, match.start() - 60) : match.end()]
            around = re.split(r"(?<!\S)[.;¶•](?!\S)", around)[-1]
            what = groups.get("what") or ""
            per = per if per in ("day", "hour", "week", "month") else "run"
            found.append(Limit(count=int(match["count"]), per=per, of=_counted(what, around, per), places=places))
            if (
                _DOES.search(line.norm[: match.start()])
                and groups.get("what")
                and not match[0].startswith(("do ", "never", "not"))
            ):
                continue
            if not (_RECORDS.fullmatch(groups.get("what") or "") and _TAKES.search(line.norm[: match.start()])):
                taken.update(places)
    return found


_TAKES = re.compile(r"(?:^| )(?:take|find|get|pull|pick|select|grab|fetch|look for|choose) $")
_DOES = re.compile(r"(?:^| )(?:send|create|write|post|do|make) $")
_RECORDS = re.compile(
    rf"contacts|deals|prospects|people|customers|leads|companies|accounts|clients|(?:{TITLES})(?: "
    rf"of [a-z]+)?"
)


def _counted(what: str, around: str, per: str) -> str:
    """The tool that is limited, or the loop where people or records are counted."""
    for pattern, tool in _OF:
        if re.search(pattern, what):
            return tool
    if what or per == "run":
        return "loop"
    nearest = max(
        ((around.rfind(m[0]), tool) for pattern, tool in _OF for m in re.finditer(pattern, around)), default=None
    )
    return nearest[1] if nearest else "loop"


def approvals(line: Line, taken: set[int], request: str) -> list[Approve]:
    """Every "let me approve it first" in the line."""
    found: list[Approve] = []
    for number, pattern in enumerate(_compiled(said.APPROVALS)):
        for match in pattern.finditer(line.norm):
            places = tuple(line.first + place for place in range(*line.within(*match.span())))
            if taken & set(places) or _is_a_step(line.norm, match):
                continue
            who = line.of(match, "who").words if match["who"] else ()
            found.append(
                Approve(
                    who=as_typed(who, request), places=places, both=" both" in match[0], before=number == 4,
                    of=next((tools for words, tools in _seen() if words.search(match[0])), ()),
                )
            )  # fmt: skip
            taken.update(places)
    return found


_DECIDES = re.compile(
    r"(?: (?![.;¶•])\S+){0,6}? [.;¶•?](?: then)? (?:if|when|once) (?:he|she|so|yes|not|no|they (?:approve|"
    r"agree|say|ok|do(?: not)?(?= [,:]))|approved|refused|rejected|"
    r"it is (?:approved|refused|rejected|declined))(?!\S)"
)
"""What follows depends on the answer, so it is a step of its own."""


_IF_SAID = re.compile(r"(?:but |and )?(?:only )?(?:if|when|once) .*(?<!\S)(?:says?|yes|agrees?|confirms?)(?!\S)")
_ASKED = re.compile(
    r"(?<!\S)asks? (?!for )(?:me|us|him|her|them|(?:the |our |my )?\S+)(?: (?![.¶•])\S+){0,6}? "
    r"(?:if|whether|which|what|how|about|should|should i)(?!\S)"
)
"""Somebody was asked, and it is said what follows from the answer."""


def _is_a_step(norm: str, match: re.Match[str]) -> bool:
    """Whether it is a step of its own ("get Maria's approval. When she approves …"), not a rule for a call."""
    before = norm[: match.start()]
    if _DECIDES.match(norm, match.end()) and not re.match(r"(?:only )?(?:once|when|if|after|but)(?!\S)", match[0]):
        return True
    if _IF_SAID.match(match[0]) and _ASKED.search(before):
        return True
    if match[0].endswith(" before"):
        return False
    if re.search(
        r"(?:^| )get \S+(?: \S+)? (?:approval|sign-off|signoff|ok|okay|permission|go-ahead)", match[0]
    ) and not re.search(r"get (?:my|our) ", match[0]):
        return True
    if re.search(r"(?:^| )(?:get|ask for|request|obtain|seek|wait for|need) $", before) or re.match(
        r"get (?!approval)", match[0]
    ):
        return True
    if re.match(r"(?:only )?(?:once|when|if|after) (?:she|he|they|it|approval|approved)", match[0]):
        return re.search(r"approv|sign-off|permission|(?:^| )ok(?: |$)", before) is not None or match["who"] not in (
            "i",
            "we",
        )
    return False
