"""Random trees for the properties: every node, in every place where the grammar lets it stand."""

from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st

from sayso.dsl.expressions import (
    DateTime,
    Duration,
    Number,
)
from sayso.dsl.flow import (
    Between,
    ExpectEnd,
    ExpectReturn,
    ExpectTool,
    Flow,
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
    NthWeekday,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Quota,
    Test,
    Use,
)
from sayso.dsl.node import NO_NOTES, Notes
from sayso.dsl.statements import (
    Approval,
    Ask,
    Block,
    Branch,
    Do,
    EventPattern,
    Fail,
    ForEach,
    HandOff,
    If,
    Keep,
    Let,
    Off,
    Remember,
    Repeat,
    Return,
    RunFlow,
    Say,
    Sequence,
    Set,
    Skip,
    Stage,
    Stop,
    ToolCall,
    Try,
    Wait,
    WaitFor,
    WaitUntil,
)
from tests.dsl.tree_values import (
    arguments,
    characters,
    counts,
    days,
    events,
    expressions,
    fields,
    lengths,
    messages,
    moments,
    named,
    names,
    pairs,
    paths,
    people,
    strings,
    tools,
    types,
)

comment = st.text(characters.filter(lambda c: c != "\n"), max_size=8).map(lambda words: ("#" + words).rstrip())
comments = st.one_of(st.just(()), st.lists(comment, max_size=2).map(tuple))
spaced = st.one_of(comments, comments.map(lambda rows: ("", *rows)), comments.map(lambda rows: (*rows, "")))
ends = st.one_of(st.none(), st.none(), comment)
notes = st.one_of(st.just(NO_NOTES), st.builds(Notes, spaced, ends))
header_notes = st.one_of(st.just(NO_NOTES), st.builds(Notes, comments, ends))
approvals = st.builds(Approval, st.one_of(st.none(), people), st.one_of(st.none(), lengths))
_calls = st.builds(ToolCall, tools, arguments(expressions), st.one_of(st.none(), approvals))
calls = named(_calls)
_patterns = st.builds(EventPattern, events, st.one_of(st.none(), paths), st.one_of(st.none(), expressions))
patterns = named(_patterns)
maybe_length = st.one_of(st.none(), lengths)
maybe_text = st.one_of(st.none(), messages)


def _simple() -> st.SearchStrategy[Any]:
    remembered = st.one_of(st.just((None, False)), st.just((None, True)), messages.map(lambda text: (text, True)))
    return st.one_of(
        st.builds(Do, calls, notes=notes),
        st.builds(Let, names, st.one_of(calls, expressions), notes=notes),
        st.builds(Set, fields, expressions, notes=notes),
        st.builds(Wait, expressions.filter(lambda value: not isinstance(value, Number)), notes=notes),
        st.builds(WaitUntil, expressions, maybe_length, notes=notes),
        st.builds(Ask, people, messages, names, types, lengths, st.one_of(st.none(), expressions), notes=notes),
        st.builds(HandOff, people, messages, lengths, notes=notes),
        st.builds(Say, messages, notes=notes),
        st.builds(
            lambda value, name, how, notes: Remember(value, name, *how, notes=notes),
            expressions, fields, remembered, notes,
        ),
        st.builds(RunFlow, strings, pairs(expressions), st.one_of(st.none(), names), notes=notes),
        st.builds(RunFlow, strings, pairs(expressions), waits=st.just(False), notes=notes),
        st.builds(Stop, maybe_text, notes=notes),
        st.builds(Skip, maybe_text, notes=notes),
        st.builds(Fail, messages, notes=notes),
        st.builds(Return, expressions, notes=notes),
        st.builds(Keep, expressions, notes=notes),
    )  # fmt: skip


def _framed(lines: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    inner = named(lines)
    block = named(blocks(inner))
    maybe = st.one_of(st.none(), block)
    branches = st.lists(st.builds(Branch, expressions, block), min_size=1, max_size=3).map(tuple)
    again = st.sampled_from([("", None), ("once", None), ("again", None), ("once", Duration(Decimal(9), "days"))])
    return st.one_of(
        st.builds(WaitFor, patterns, lengths, block, maybe, notes=notes),
        st.builds(Sequence, block, patterns, block, notes=notes),
        st.builds(If, branches, maybe, notes=notes),
        st.builds(
            lambda item, items, most, body, how, one, stop, collect, notes: ForEach(
                item, items, most, body, *how, one, stop, collect, notes=notes
            ),
            names, expressions, st.one_of(st.none(), counts), block, again, st.booleans(), st.booleans(),
            st.one_of(st.none(), names), notes,
        ),
        st.builds(Repeat, counts, st.one_of(st.none(), expressions), block, maybe, notes=notes),
        st.builds(Try, block, st.one_of(st.none(), names), block, notes=notes),
        st.builds(Stage, strings, expressions, block, maybe_length, notes=notes),
    )  # fmt: skip


def _first_trimmed(items: list[Any]) -> tuple[Any, ...]:
    """The first line of a block has no blank row before it."""
    return tuple(_without_lead(item) if place == 0 else item for place, item in enumerate(items))


def _without_lead(line: Any) -> Any:
    before = line.notes.before
    while before and not before[0]:
        before = before[1:]
    return _replace(line, notes=Notes(before, line.notes.after) if before or line.notes.after else NO_NOTES)


def _replace(line: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(line, **changes)


def blocks(inner: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Block]:
    """Blocks with comments at their end."""
    return st.builds(
        lambda items, tail, blank: Block(_first_trimmed(items), ("", *tail) if items and tail and blank else tail),
        st.lists(inner, min_size=least, max_size=3),
        comments,
        st.booleans(),
    )


def _off(statement: Any) -> Any:
    return statement if isinstance(statement, Off) else Off(_replace(statement, notes=NO_NOTES), notes=statement.notes)


_all_simple = _simple()
simple = named(_all_simple)
_statements: st.SearchStrategy[Any] = st.recursive(
    simple, lambda inner: st.one_of(_framed(inner), _framed(inner), inner.map(_off)), max_leaves=4
)
statements = named(_statements)
_inputs = st.lists(st.builds(Input, fields, types, notes=header_notes), max_size=3).map(tuple)
inputs = named(_inputs)
nths = st.builds(
    NthWeekday,
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
    st.sampled_from(["monday", "friday"]),
)
ats = st.lists(moments, max_size=2).map(tuple)
zones = st.one_of(st.none(), st.just("Europe/Berlin"))
every = st.integers(1, 20)
schedules = st.one_of(
    st.builds(OnSchedule, st.sampled_from(["minute", "hour"]), every, zone=zones, notes=header_notes),
    st.builds(OnSchedule, st.sampled_from(["day", "week", "month", "quarter", "year"]), every, at=ats, zone=zones),
    st.builds(OnSchedule, st.just("weekday"), at=ats, zone=zones, notes=header_notes),
    st.builds(
        OnSchedule,
        st.just("week"),
        every,
        st.lists(st.sampled_from(["monday", "sunday"]), min_size=1, max_size=2, unique=True).map(tuple),
        at=ats,
    ),
    st.builds(OnSchedule, st.just("month"), every, day=st.integers(1, 31), at=ats),
    st.builds(OnSchedule, st.just("month"), every, nth=nths, at=ats),
    st.builds(OnSchedule, st.just("year"), every, date_of_year=st.tuples(st.integers(1, 12), st.integers(1, 28))),
    st.builds(OnSchedule, st.just("once"), on=days, at=st.tuples(moments), zone=zones),
)
triggers = st.one_of(
    st.builds(OnManual, inputs, notes=header_notes),
    st.builds(OnCall, inputs, notes=header_notes),
    st.builds(OnEvent, events, st.one_of(st.none(), expressions), notes=header_notes),
    st.builds(OnWebhook, strings, inputs, notes=header_notes),
    st.builds(OnForm, strings, inputs, notes=header_notes),
    st.builds(OnChat, strings, notes=header_notes),
    schedules,
)
quotas = st.builds(Quota, counts, st.sampled_from(["run", "hour", "day", "week", "month"]))
uses = st.one_of(
    st.builds(Use, st.lists(tools, min_size=1, max_size=9).map(tuple), notes=header_notes),
    st.builds(
        Use,
        st.tuples(tools),
        st.one_of(st.none(), quotas),
        st.one_of(st.none(), st.builds(Between, moments, moments)),
        st.one_of(st.none(), approvals),
        st.booleans(),
        notes=header_notes,
    ),
)
limits = st.builds(
    Limit, counts, st.sampled_from(["credits", "runs", "steps"]), st.sampled_from(["run", "day"]), notes=header_notes
)
test_lines = st.one_of(
    st.builds(GivenTool, tools, st.just("returns"), expressions, notes=notes),
    st.builds(GivenTool, tools, st.just("fails"), messages, notes=notes),
    st.builds(GivenTool, tools, st.just("rejected"), maybe_text, notes=notes),
    st.builds(GivenTool, tools, st.just("uncertain"), notes=notes),
    st.builds(GivenFlow, strings, expressions, notes=notes),
    st.builds(GivenData, st.lists(fields, min_size=1, max_size=2).map(tuple), expressions, notes=notes),
    st.builds(GivenNow, st.builds(DateTime, days, moments), notes=notes),
    st.builds(GivenEvent, events, maybe_length, pairs(expressions), notes=notes),
    st.builds(GivenAnswer, names, expressions, maybe_length, notes=notes),
    st.builds(GivenAnswer, names, st.none(), notes=notes),
    st.builds(ExpectTool, tools, st.integers(0, 9), pairs(expressions), notes=notes),
    st.builds(ExpectEnd, st.sampled_from(["completed", "stopped", "failed", "skipped"]), maybe_text, notes=notes),
    st.builds(ExpectReturn, expressions, notes=notes),
)
tests = st.builds(
    lambda title, lines, tail, notes: Test(title, _first_trimmed(lines), tail, notes=notes),
    strings, st.lists(test_lines, max_size=3), comments, header_notes,
)  # fmt: skip
_flows: st.SearchStrategy[Flow] = st.builds(
    Flow,
    strings,
    st.one_of(st.none(), st.builds(Goal, strings, notes=header_notes)),
    st.lists(triggers, max_size=2).map(tuple),
    st.lists(uses, max_size=2).map(tuple),
    st.lists(limits, max_size=2).map(tuple),
    st.one_of(
        st.none(),
        st.builds(
            Memory, st.lists(st.builds(MemoryField, fields, types, notes=header_notes), max_size=2).map(tuple),
            notes=header_notes,
        ),
    ),
    st.lists(statements, max_size=3).map(lambda items: Block(_first_trimmed(items))),
    st.lists(tests, max_size=2).map(tuple),
    comments,
    notes=header_notes,
)  # fmt: skip
flows = named(_flows)
