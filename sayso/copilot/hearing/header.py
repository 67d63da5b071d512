"""The lines above the body: name, trigger, what the flow may use."""

import re
from typing import TYPE_CHECKING

from sayso.copilot.hearing.marks import Mark
from sayso.copilot.hearing.phrases import sentence
from sayso.copilot.hearing.plan import Call, Lookup, steps_of
from sayso.copilot.hearing.reach import Reach, quoted, said
from sayso.copilot.hearing.titles import title

if TYPE_CHECKING:
    from sayso.copilot.hearing.times import When
    from sayso.copilot.hearing.writing import Writer

PARTS = {"afternoon": "14:00", "evening": "18:00", "night": "21:00"}
"""When a part of the day begins for a flow; everything else begins at nine."""
_TOOL = re.compile(r"(?<![\w.@])([a-z_]+\.[a-z_]+)\(")


def header_lines(writer: "Writer", body: list[str]) -> None:
    """Write them, now that the body says which tools and inputs there are."""
    writer.line(f"flow {quoted(_name(writer))}")
    writer.line(f"goal {quoted(sentence(writer.request))}")
    writer.line("")
    _trigger(writer)
    writer.line("")
    _uses(writer, body)
    writer.line("")


def _name(writer: "Writer") -> str:
    """A short name: the heading of the request, else what it is about."""
    return title(writer.plan, writer.request)


def _trigger(writer: "Writer") -> None:
    begins = writer.plan.begins
    mark = Mark(begins.places, assumed=writer.plan.default_trigger)
    match begins.kind:
        case "schedule":
            writer.line(f"on schedule {_schedule(writer, begins.when)}", mark)
        case "event":
            where = _where(writer)
            writer.line(f"on {begins.event}{' where ' + where if where else ''}", mark)
        case "chat":
            writer.line(f"on chat {quoted(sentence(re.sub(r'[{}]', '', begins.name)) or 'Chat')}", mark)
        case "webhook":
            _with_inputs(writer, f"on webhook {quoted(sentence(begins.name) or 'inbound')}", mark)
        case _:
            _with_inputs(writer, "on manual", mark)


def _with_inputs(writer: "Writer", head: str, mark: object) -> None:
    if not writer.inputs:
        writer.line(head, mark)  # type: ignore[arg-type]
        return
    writer.line(f"{head} with", mark)  # type: ignore[arg-type]
    for name, kind in writer.inputs.items():
        writer.line(f"  {name}: {kind}")
    writer.line("end")


def _where(writer: "Writer") -> str | None:
    """The trigger's condition, on what the event brings."""
    begins = writer.plan.begins
    if begins.where is None:
        return None
    condition = writer.known(begins.where, begins.places)
    reach = writer.root()
    text = said(condition, _bare(reach)) if condition is not None else None
    if text is None and condition is not None:
        writer.ask(
            "condition", "I cannot see that when this begins. What should decide whether it starts?", begins.places
        )
    return text


def _bare(reach: Reach) -> Reach:
    return reach


def _schedule(writer: "Writer", when: "When | None") -> str:
    """How often, when, where."""
    if when is None:
        writer.assume(
            "every day at 09:00",
            [("every weekday", "every weekday"), ("every week on monday", "every week on monday")],
            "every day",
        )
        return f"every day at 09:00 in {quoted(writer.catalog.zone)}"
    every = f"every {when.every}"
    if when.every == "once":
        every = f"once on {when.on}"
    elif when.nth:
        every = f"every month on {when.nth} {when.days[0]}"
    elif when.days:
        every = f"every {when.every} on {', '.join(when.days)}"
    elif when.day is not None:
        every = f"every month on day {when.day if when.day > 0 else 31}"
    elif when.every == "month":
        every = "every month on day 1"
    at = when.at
    if when.every in ("minute", "hour") or re.match(r"\d+ (?:minutes|hours)", when.every):
        return every if when.every != "minute" else "every 1 minutes"
    if at is None:
        at = PARTS.get(when.part, "09:00")
        others = [one for one in ("08:00", "12:00", "17:00") if one != at]
        writer.assume(f"at {at}", [(one, f"at {one}") for one in others], f"at {at}")
    zone = when.zone
    if zone is None:
        zone = writer.catalog.zone
        writer.assume(
            zone,
            [(one, quoted(one)) for one in dict.fromkeys((zone, "Europe/London", "America/New_York", "UTC"))],
            quoted(zone),
        )
    return f"{every} at {at} in {quoted(zone)}"


def _uses(writer: "Writer", body: list[str]) -> None:
    tools = list(
        dict.fromkeys(
            tool for line in body for tool in _TOOL.findall(_without_texts(line)) if tool in writer.catalog.tools
        )
    )
    plain: list[str] = []
    for tool in tools:
        limit = next(
            (one for one in writer.plan.limits if one.of == tool or {one.of, tool} == {"email.send", "gmail.send"}),
            None,
        )
        approve = writer.plan.approvals.get(tool) or (
            writer.plan.approvals.get("ai.write") if tool == "email.send" else None
        )
        declared = writer.catalog.tools[tool]
        private = tool in ("ai.classify", "ai.summarize", "ai.extract") and any(
            ".body" in line or "transcript" in line or "mails" in line for line in body if tool in line
        )
        unsure = declared.sends and any(ask.slug == "condition" and not ask.decides for ask in writer.plan.asks)
        needed = approve is None and (tool in writer.catalog.policy.sensitive or tool in writer.guarded or unsure)
        if limit is None and approve is None and not private and not needed:
            plain.append(tool)
            continue
        text = f"use {declared.name}"
        places: tuple[int, ...] = ()
        if limit is not None:
            text += f" at most {limit.count} per {limit.per}"
            places += limit.places
        if approve is not None or needed:
            text += f" with approval by {_approver(writer, approve.who) if approve else '@me'} within 3 days"
            places += approve.places if approve else ()
        if private:
            text += " with private data"
        writer.line(text, Mark(places, assumed=not places, approval_assumed=needed))
    if plain:
        writer.line(f"use {', '.join(plain)}", Mark((), assumed=True))


def _without_texts(line: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)


def _approver(writer: "Writer", who: str) -> str:
    """Who approves, as the flow knows them."""
    plain = who.lower().strip()
    if not plain or re.match(r"(?:i|me|my|we|us|our|i've|i have)\b", plain):
        return "@me"
    if who.startswith("@user.") and who.removeprefix("@user.") in writer.catalog.roles:
        return f"{who} or @me"
    for person in writer.catalog.people:
        if person.name.split()[0].lower() in plain:
            role = next((role for role in person.roles if role != "owner"), None)
            return f"@user.{role} or @me" if role else "@me"
    if re.search(r"csm|customer success", plain) and "customerSuccess" in writer.catalog.roles:
        return "@user.customerSuccess or @me"
    if re.search(r"sales|rep|owner", plain) and "salesRep" in writer.catalog.roles:
        return "@user.salesRep or @me"
    writer.assume(
        f"“{who}” is you",
        [(person.name, f"@user.{person.roles[0]} or @me") for person in writer.catalog.people[1:3] if person.roles],
        "@me",
    )
    return "@me"


__all__ = ["Call", "Lookup", "header_lines", "steps_of"]
