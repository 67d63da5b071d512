"""Prints the lines around the body: triggers, uses, limits, memory, tests."""

from typing import assert_never

from sayso.dsl.expressions import Argument, Duration
from sayso.dsl.flow import (
    Between,
    ExpectEnd,
    ExpectReturn,
    ExpectTool,
    GivenAnswer,
    GivenData,
    GivenEvent,
    GivenFlow,
    GivenNow,
    GivenTool,
    Goal,
    Input,
    Limit,
    Memory,
    MemoryField,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Quota,
    Test,
    TestLine,
    Trigger,
    Use,
)
from sayso.dsl.node import Notes
from sayso.dsl.print_expression import duration, expression_line, pairs_line
from sayso.dsl.print_layout import INDENT, WIDTH, Line
from sayso.dsl.print_statement import approval_words, comment_rows, count, line_row, print_type
from sayso.dsl.print_text import quoted

_TIMES = {0: "never", 1: "once", 2: "twice"}


def goal_rows(goal: Goal) -> list[str]:
    """`goal "Invite VPs of Sales"`"""
    return _one((f"goal {quoted(goal.text)}",), goal.notes)


def trigger_rows(trigger: Trigger) -> list[str]:
    """`on …`, with its inputs and `end` where it has some."""
    match trigger:
        case OnManual(inputs=inputs):
            return _with_inputs(("on manual",), inputs, trigger.notes)
        case OnCall(inputs=inputs):
            return _with_inputs(("on call",), inputs, trigger.notes)
        case OnWebhook(name=name, inputs=inputs):
            return _with_inputs((f"on webhook {quoted(name)}",), inputs, trigger.notes)
        case OnForm(name=name, inputs=inputs):
            return _with_inputs((f"on form {quoted(name)}",), inputs, trigger.notes)
        case OnEvent(event=event, where=where):
            condition: Line = (" where ", *expression_line(where)) if where else ()
            return _one((f"on {event}", *condition), trigger.notes)
        case OnChat(name=name):
            return _one((f"on chat {quoted(name)}",), trigger.notes)
        case OnSchedule():
            return _one((f"on schedule {schedule_words(trigger)}",), trigger.notes)
        case _:
            assert_never(trigger)


def _one(line: Line, notes: Notes, depth: int = 0) -> list[str]:
    return [*comment_rows(notes.before, depth), line_row(line, depth, notes)]


def _with_inputs(line: Line, inputs: tuple[Input, ...], notes: Notes) -> list[str]:
    if not inputs:
        return _one(line, notes)
    return [*_one((*line, " with"), notes), *_fields(inputs), "end"]


def _fields(fields: tuple[Input, ...] | tuple[MemoryField, ...]) -> list[str]:
    return [row for field in fields for row in _one((f"{field.name}: {print_type(field.type)}",), field.notes, 1)]


def schedule_words(schedule: OnSchedule) -> str:
    """`every weekday at 09:00 in "Europe/Berlin"`"""
    words = [_often(schedule)]
    words += [f"on {', '.join(schedule.weekdays)}"] if schedule.weekdays and schedule.every != 1 else []
    words += [f"on day {schedule.day}"] if schedule.day is not None else []
    words += [f"on {schedule.nth.nth} {schedule.nth.weekday}"] if schedule.nth else []
    words += ["on {:02}-{:02}".format(*schedule.date_of_year)] if schedule.date_of_year else []
    words += [f"on {schedule.on.isoformat()}"] if schedule.on else []
    words += ["at " + ", ".join(f"{moment:%H:%M}" for moment in schedule.at)] if schedule.at else []
    words += [f"in {quoted(schedule.zone)}"] if schedule.zone else []
    return " ".join(words)


def _often(schedule: OnSchedule) -> str:
    if schedule.unit == "once":
        return "once"
    if schedule.weekdays and schedule.every == 1:
        return f"every {', '.join(schedule.weekdays)}"
    return f"every {schedule.unit}" if schedule.every == 1 else f"every {schedule.every} {schedule.unit}s"


def use_rows(use: Use) -> list[str]:
    """`use a, b`, or `use a` with its conditions in their fixed order."""
    conditions = (
        quota_words(use.quota),
        between_words(use.between),
        approval_words(use.approval),
        " with private data" if use.private else "",
    )
    return _one((_wrapped("use ", use.tools) + "".join(conditions),), use.notes)


def _wrapped(head: str, words: tuple[str, ...]) -> str:
    """The words with commas, in as many rows as they need."""
    rows = [head]
    for place, word in enumerate(words):
        piece = word + ("," if place < len(words) - 1 else "")
        if place and len(rows[-1]) + len(piece) >= WIDTH and rows[-1].strip():
            rows[-1] = rows[-1].rstrip()
            rows.append(INDENT * 2)
        rows[-1] += piece + " "
    return "\n".join(rows).rstrip()


def quota_words(quota: Quota | None) -> str:
    """` at most 20 per day`, or nothing."""
    return f" at most {count(quota.count)} per {quota.per}" if quota else ""


def between_words(between: Between | None) -> str:
    """` between 08:00 and 18:00`, or nothing."""
    return f" between {between.start:%H:%M} and {between.end:%H:%M}" if between else ""


def limit_rows(limit: Limit) -> list[str]:
    """`limit 50 credits per run`"""
    return _one((f"limit {count(limit.count)} {limit.of} per {limit.per}",), limit.notes)


def memory_rows(memory: Memory) -> list[str]:
    """`memory`, its fields, `end`"""
    return [*_one(("memory",), memory.notes), *_fields(memory.fields), "end"]


def test_rows(test: Test) -> list[str]:
    """`test "title"`, its lines, `end`"""
    lines = [row for line in test.lines for row in _one(_test_line(line), line.notes, 1)]
    return [*_one((f"test {quoted(test.title)}",), test.notes), *lines, *comment_rows(test.tail, 1), "end"]


def _test_line(line: TestLine) -> Line:
    match line:
        case GivenTool(tool=tool, outcome=outcome, value=value):
            return (f"given {tool} {outcome}", *((" ", *expression_line(value)) if value else ()))
        case GivenFlow(flow=flow, value=value):
            return (f"given flow {quoted(flow)} returns ", *expression_line(value))
        case GivenData(path=path, value=value):
            return (f"given @{'.'.join(path)} = ", *expression_line(value))
        case GivenNow(moment=moment):
            return ("given now ", *expression_line(moment))
        case GivenEvent(event=event, after=after, fields=fields):
            return (f"given {event}{_after(after)}", *_with_fields(fields))
        case GivenAnswer(name=name, value=None):
            return (f"given no answer @{name}",)
        case GivenAnswer(name=name, value=answer, after=after) if answer is not None:
            return (f"given answer @{name} = ", *expression_line(answer), _after(after))
        case ExpectTool(tool=tool, times=times, fields=fields):
            return (f"expect {tool} {_TIMES.get(times) or f'{count(times)} times'}", *_with_fields(fields))
        case ExpectEnd(state=state, reason=reason):
            return (f"expect {state}", *((" ", *expression_line(reason)) if reason else ()))
        case ExpectReturn(value=value):
            return ("expect return ", *expression_line(value))
        case _:
            raise TypeError(type(line).__name__)


def _after(length: Duration | None) -> str:
    return f" after {duration(length)}" if length else ""


def _with_fields(fields: tuple[Argument, ...]) -> Line:
    return (" with ", *pairs_line(fields)) if fields else ()
