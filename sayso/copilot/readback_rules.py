"""The lines around the body in English: what starts a run, and what the flow may do at all."""

from collections.abc import Sequence

from sayso.copilot.english import day_words, listed, numbered, plural, service, words_of
from sayso.copilot.kinds import field_words
from sayso.copilot.readback_calls import after_approval
from sayso.copilot.readback_steps import Steps
from sayso.copilot.readback_words import MONTHS, PERIODS, PERMISSIONS
from sayso.copilot.waiting import happening
from sayso.dsl.flow import (
    Flow,
    Goal,
    Input,
    Limit,
    MemoryField,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Trigger,
    Use,
)
from sayso.dsl.node import walk
from sayso.dsl.schedule import DEFAULT_TIME
from sayso.dsl.statements import Ask, HandOff, Remember, Say


def goal_sentence(goal: Goal) -> str:
    """The goal, as it was written."""
    return f"Goal: {' '.join(goal.text.split())}"


def trigger_sentence(flow: Flow, steps: Steps) -> str:
    """What starts a run: "Every weekday at 09:00 (Europe/Berlin):" """
    starts = [_start(trigger, steps) for trigger in flow.triggers] or ["when you start it"]
    given = _given(getattr(flow.triggers[0], "inputs", ())) if len(starts) > 1 else ""
    if given and all(start.endswith(given) for start in starts):
        starts = [start.removesuffix(given) for start in starts]
        starts[-1] += ", each with " + given.removeprefix(" (").removesuffix(")")
    said = ", or ".join(starts)
    return said[:1].upper() + said[1:] + ":"


def _start(trigger: Trigger, steps: Steps) -> str:
    match trigger:
        case OnManual(inputs=inputs):
            return f"when you start it{_given(inputs)}"
        case OnCall(inputs=inputs):
            return f"when another flow or program calls it{_given(inputs)}"
        case OnWebhook(name=name, inputs=inputs):
            return f'when another program sends "{name}"{_given(inputs)}'
        case OnForm(name=name, inputs=inputs):
            return f'when somebody fills in the form "{name}"{_given(inputs)}'
        case OnChat(name=name):
            return f'when somebody writes in the chat "{name}"'
        case OnEvent(event=event, where=where):
            said = f"when {happening(event, steps.catalog)}"
            return f"{said} and {steps.conditions.after_and(where)}" if where else said
        case OnSchedule():
            return schedule_sentence(trigger)


def _given(inputs: tuple[Input, ...]) -> str:
    return f" ({_fields(inputs)})" if inputs else ""


def _fields(fields: Sequence[Input | MemoryField]) -> str:
    return listed([field_words(one.name, one.type) for one in fields])


def schedule_sentence(schedule: OnSchedule) -> str:
    """ "every weekday at 09:00 (Europe/Berlin)" """
    times = schedule.at if schedule.at or schedule.unit in ("minute", "hour") else (DEFAULT_TIME,)
    at = f" at {listed([f'{moment:%H:%M}' for moment in times])}" if times else ""
    zone = f" ({schedule.zone})" if schedule.zone else ""
    if schedule.on:
        return f"once, on {day_words(schedule.on)}{at}{zone}"
    return f"{_often(schedule)}{at}{zone}"


def _often(schedule: OnSchedule) -> str:
    every = f"every {schedule.unit}" if schedule.every == 1 else f"every {schedule.every} {schedule.unit}s"
    if schedule.weekdays:
        days = listed([day.capitalize() for day in schedule.weekdays])
        return f"every {days}" if schedule.every == 1 else f"{every} on {days}"
    if schedule.day is not None:
        return f"{every} on the {numbered(schedule.day)}"
    if schedule.nth:
        return f"{every} on the {schedule.nth.nth} {schedule.nth.weekday.capitalize()}"
    if schedule.date_of_year:
        month, day = schedule.date_of_year
        return f"{every} on {day} {MONTHS[month - 1]}"
    return every


def rules(flow: Flow, steps: Steps) -> list[str]:
    """What the flow may do: one sentence for each tool with conditions, one for the others, one for the limits."""
    plain = [tool for use in flow.uses if not _conditions(use, steps) for tool in use.tools]
    found = [f"May {_permissions(use.tools, steps)}, {_conditions(use, steps)}." for use in flow.uses
             if _conditions(use, steps)]  # fmt: skip
    if plain:
        found.append(f"May {'also ' if found else ''}{_permissions(plain, steps)}.")
    found += _built_in(flow)
    if flow.limits:
        found.append(f"Never more than {listed([_limit(limit) for limit in flow.limits])}.")
    if flow.memory and flow.memory.fields:
        found.append(f"Keeps in mind, from run to run: {_fields(flow.memory.fields)}.")
    return found


def _permissions(tools: Sequence[str], steps: Steps) -> str:
    return listed([permission(tool, steps) for tool in tools])


def permission(tool: str, steps: Steps) -> str:
    """What using a tool is: "send email through Gmail", "find contacts"."""
    known = PERMISSIONS.get(tool)
    if known:
        return known
    declared = steps.calls.tools.get(tool)
    home, _, action = tool.rpartition(".")
    if declared is not None and "{" not in declared.sentence:
        return declared.sentence
    if declared is not None and declared.noun and declared.sends:
        return f"send {plural(declared.noun)} through {service(home)}"
    return f"{words_of(action)} in {service(home)}" if home in _PLACES else f"{words_of(action)} ({service(home)})"


_PLACES = frozenset({"crm", "slack", "notion", "jira", "zendesk", "github", "drive", "sheets", "calendar"})


def _conditions(use: Use, steps: Steps) -> str:
    """ "at most 100 a day, between 08:00 and 18:00, after you approve" """
    said = [
        f"at most {use.quota.count} {PERIODS[use.quota.per]}" if use.quota else "",
        f"between {use.between.start:%H:%M} and {use.between.end:%H:%M}" if use.between else "",
        after_approval(use.approval, steps.conditions) if use.approval else "",
        "also with private data" if use.private else "",
    ]
    return ", ".join(words for words in said if words)


def _limit(limit: Limit) -> str:
    return f"{limit.count} {limit.of} {PERIODS[limit.per]}"


_BUILT_IN = {HandOff: "hand over to people", Ask: "ask people", Say: "answer in the chat", Remember: "remember things"}


def _built_in(flow: Flow) -> list[str]:
    """What needs no `use` line, and is said all the same."""
    kinds = {type(node) for node in walk(flow.body)}
    words = [said for kind, said in _BUILT_IN.items() if kind in kinds]
    return [f"May {listed(words)}."] if words else []
