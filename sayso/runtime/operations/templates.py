"""The templates: flows to begin with, for whom and for what they are, and the few things they ask first."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.compiler.bounds.words import noun_of, plural
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Argument, Duration, Text, Todo
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.print_text import quoted
from sayso.dsl.span import Span
from sayso.dsl.statements import Approval, ForEach, Wait
from sayso.runtime.operations.door import NotHere, Refused

FOR_WHOM = {
    "alone": ("big-4-outbound", "cold-lead-re-engagement", "inbound-lead-response", "linkedin-connection",
              "meeting-follow-up", "meeting-prep"),
    "sales": ("deal-stage-progression", "enterprise-lead-nurture", "high-value-deal-escalation", "lost-deal-follow-up",
              "weekly-digest"),
    "success": ("expansion-playbook", "onboarding-playbook", "qbr-playbook", "renewal-playbook", "risk-playbook",
                "ticket-escalation"),
    "skills": ("customer-digest-skill", "customer-onboard-skill", "help-desk-skill", "qbr-preparation-skill",
               "renewal-kickoff-skill", "risk-review-skill"),
}  # fmt: skip
"""The templates by the people they are made for."""
WHAT_FOR = {
    "win": ("big-4-outbound", "cold-lead-re-engagement", "inbound-lead-response", "linkedin-connection",
            "enterprise-lead-nurture"),
    "deals": ("deal-stage-progression", "high-value-deal-escalation", "lost-deal-follow-up"),
    "keep": ("renewal-playbook", "renewal-kickoff-skill", "risk-playbook", "risk-review-skill", "expansion-playbook"),
    "start": ("onboarding-playbook", "customer-onboard-skill"),
    "meet": ("meeting-follow-up", "meeting-prep", "qbr-playbook", "qbr-preparation-skill"),
    "know": ("weekly-digest", "customer-digest-skill", "ticket-escalation", "help-desk-skill"),
}  # fmt: skip
"""The templates by what they are for."""
MOST = 3
"""So many things a template asks at most."""
MOST_A_DAY = 10_000
Kind = Literal["hole", "template", "channel", "person", "most", "wait", "time"]


class Template(msgspec.Struct, frozen=True):
    """A flow to begin with: `role` says for whom, `aim` what for, `trigger` when it runs, in words."""

    name: str
    title: str
    goal: str
    role: str
    aim: str
    trigger: str
    connectors: tuple[str, ...]
    text: str


class Question(msgspec.Struct, frozen=True):
    """Something a template asks: what it has now, and what else it can be. `about` is the thing that is counted, or
    what a hole asks; `spans` are the places in the text, `caps` the numbers that never stand above the answer."""

    kind: Kind
    now: str
    options: tuple[str, ...] = ()
    about: str = ""
    spans: tuple[Span, ...] = ()
    caps: tuple[tuple[Span, int], ...] = ()


@cache
def templates() -> tuple[Template, ...]:
    """Every template, in the order of the gallery."""
    return tuple(_template(name, role) for role, names in FOR_WHOM.items() for name in names)


def template(name: str) -> Template:
    """The template of that name."""
    found = next((one for one in templates() if one.name == name), None)
    if found is None:
        raise NotHere("template")
    return found


def _template(name: str, role: str) -> Template:
    text = files("sayso").joinpath("templates", f"{name}.flow").read_text("utf-8")
    flow = parse(text).flow
    assert flow is not None, name
    trigger = next(
        (one.text for one in readback(flow, None, standard_catalog()).sentences if one.kind == "trigger"), ""
    )
    aim = next(aim for aim, names in WHAT_FOR.items() if name in names)
    connectors = dict.fromkeys(tool.partition(".")[0] for use in flow.uses for tool in use.tools)
    return Template(name, flow.name, flow.goal.text if flow.goal else "", role, aim, trigger, tuple(connectors), text)


def questions(text: str, catalog: Catalog) -> list[Question]:
    """What is asked before it becomes a flow of somebody's own: its holes first, then what most people change."""
    flow = parse(text).flow
    if flow is None:
        return []
    asked = [
        *_holes(flow), *_templates(flow, catalog), *_person(flow, text, catalog), *_channel(flow),
        *_most(flow, text, catalog), *_wait(flow), *_time(flow, text),
    ]  # fmt: skip
    return asked[:MOST]


def filled(text: str, name: str, asked: list[Question], given: list[str]) -> str:
    """The template as somebody's own flow: under their name, with what they answered; `Refused` where an answer can't
    stand in its place."""
    if not name.strip() or not name.isprintable():
        raise Refused("wrong-name", "A flow needs a name, on one line.")
    flow = parse(text).flow
    old = f"flow {quoted(flow.name)}" if flow is not None else ""
    changes = [(Span(0, len(old)), f"flow {quoted(name.strip())}")] if old and text.startswith(old) else []
    for question, answer in zip(asked, given, strict=True):
        if answer.strip() != question.now:
            changes += [(span, _written(question, answer.strip())) for span in question.spans]
            changes += [(span, answer.strip()) for span, most in question.caps if most > _number(answer.strip())]
    for span, words in sorted(changes, key=lambda one: one[0].start, reverse=True):
        text = text[: span.start] + words + text[span.end :]
    return text


def _holes(flow: Flow) -> list[Question]:
    return [
        Question("hole", "", about=one.question or "", spans=(one.span,)) for one in walk(flow) if isinstance(one, Todo)
    ]


def _templates(flow: Flow, catalog: Catalog) -> list[Question]:
    """Which email template: the first one that is named, wherever it is named, also in the tests."""
    named = [(one, words) for one in _named(flow, "template") if (words := _plain(one)) in catalog.templates]
    if not named:
        return []
    now = named[0][1]
    spans = tuple(one.value.span for one, words in named if words == now)
    return [Question("template", now, tuple(sorted(catalog.templates)), spans=spans)]


def _channel(flow: Flow) -> list[Question]:
    named = [(one, words) for one in _named(flow, "channel") if (words := _plain(one))]
    if not named:
        return []
    now = named[0][1]
    return [Question("channel", now, spans=tuple(one.value.span for one, words in named if words == now))]


def _person(flow: Flow, text: str, catalog: Catalog) -> list[Question]:
    """Who says yes to each message."""
    by = [one.by for one in walk(flow) if isinstance(one, Approval) and one.by is not None]
    if not by:
        return []
    now = text[by[0].span.start : by[0].span.end]
    spans = tuple(one.span for one in by if text[one.span.start : one.span.end] == now)
    options = dict.fromkeys((now, "@me", *(f"@user.{role}" for role in catalog.roles)))
    return [Question("person", now, tuple(options), spans=spans)] if len(options) > 1 else []


def _most(flow: Flow, text: str, catalog: Catalog) -> list[Question]:
    """How many a day at most, of what is sent; a loop that would bring in more brings in so many."""
    for use in flow.uses:
        tool = catalog.tools.get(use.tools[0])
        if use.quota is not None and use.quota.per == "day" and tool is not None:
            about = plural(noun_of(tool), 2, catalog)
            return [
                Question("most", str(use.quota.count), about=about, spans=(use.quota.span,), caps=_caps(flow, text))
            ]
    return []


def _caps(flow: Flow, text: str) -> tuple[tuple[Span, int], ...]:
    """Where the loops say how many they take at most."""
    found = []
    for one in walk(flow.body):
        if isinstance(one, ForEach) and one.at_most is not None:
            head = text[one.span.start : text.find("\n", one.span.start)]
            start = one.span.start + head.rfind(f"at most {one.at_most}") + len("at most ")
            if text.startswith(str(one.at_most), start):
                found.append((Span(start, start + len(str(one.at_most))), one.at_most))
    return tuple(found)


def _wait(flow: Flow) -> list[Question]:
    for one in walk(flow.body):
        if isinstance(one, Wait) and isinstance(one.duration, Duration) and one.duration.unit == "days":
            return [Question("wait", f"{one.duration.count:f}", spans=(one.duration.span,))]
    return []


def _time(flow: Flow, text: str) -> list[Question]:
    for one in flow.triggers:
        if isinstance(one, OnSchedule) and len(one.at) == 1 and one.unit != "once":
            now = f"{one.at[0]:%H:%M}"
            start = text.find(now, one.span.start, one.span.end)
            return [Question("time", now, spans=(Span(start, start + len(now)),))] if start >= 0 else []
    return []


def _named(flow: Flow, name: str) -> list[Argument]:
    return [one for one in walk(flow) if isinstance(one, Argument) and one.name == name]


def _plain(one: Argument) -> str:
    """The words of an argument that are nothing but words."""
    parts = one.value.parts if isinstance(one.value, Text) else ()
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else ""


def _written(question: Question, answer: str) -> str:
    """An answer as the language writes it; `Refused` where it can't stand there."""
    match question.kind:
        case "most":
            return f"at most {_number(answer)} per day"
        case "wait":
            days = _number(answer)
            return f"{days} day{'' if days == 1 else 's'}"
        case "time":
            return _clock(answer)
        case "person":
            if answer not in question.options:
                raise Refused("unknown-answer", "Choose one of the people that are offered.")
            return answer
        case "template":
            if answer not in question.options:
                raise Refused("unknown-answer", "Choose one of your email templates.")
            return quoted(answer)
        case "hole" if not answer:
            return f"todo {quoted(question.about)}"
        case _ if not answer:
            raise Refused("empty", "Say something here, or leave it as it was.")
    return quoted(answer)


def _number(answer: str) -> int:
    if not (answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= MOST_A_DAY and len(answer) < 9):
        raise Refused("wrong-number", f"This needs a whole number from 1 to {MOST_A_DAY:,}; “{answer[:40]}” isn't one.")
    return int(answer)


def _clock(answer: str) -> str:
    hour, _, minute = answer.partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour[:3]) < 24 and int(minute[:3]) < 60):
        raise Refused("wrong-time", f"This needs a time such as 09:00; “{answer[:40]}” isn't one.")
    return f"{int(hour):02}:{int(minute):02}"
