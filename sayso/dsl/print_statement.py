"""Prints statements: one line each, blocks two blanks deeper, comments where they stood."""

from decimal import Decimal
from typing import assert_never

from sayso.dsl.expressions import Expression
from sayso.dsl.node import Notes
from sayso.dsl.print_expression import SUM, call_line, digits, duration, expression_line, pairs_line, print_expression
from sayso.dsl.print_layout import INDENT, Line, flat, lay_out
from sayso.dsl.print_text import quoted
from sayso.dsl.statements import (
    Approval,
    Ask,
    Block,
    Broken,
    ChoiceType,
    Do,
    EventPattern,
    Fail,
    ForEach,
    HandOff,
    If,
    Keep,
    Let,
    ListType,
    Off,
    OptionalType,
    Remember,
    Repeat,
    Return,
    RunFlow,
    Say,
    Sequence,
    Set,
    Skip,
    Stage,
    Statement,
    Stop,
    ToolCall,
    Try,
    TypeName,
    TypeText,
    Wait,
    WaitFor,
    WaitUntil,
)

Clause = tuple[Line, Block]
"""A line that opens a block, and the block."""


def print_statement(statement: Statement, indent: int = 0) -> str:
    """The statement with its comments and blocks, `indent` levels deep, without a final line break."""
    return "\n".join(statement_rows(statement, indent))


def statement_rows(statement: Statement, depth: int) -> list[str]:
    """The rows of a statement with its comments."""
    return [*comment_rows(statement.notes.before, depth), *_rows(statement, statement.notes, depth, "")]


def statement_head(statement: Statement) -> str:
    """The statement's first line on one row, without comments: `for each @contact in @prospects at most 20`."""
    if isinstance(statement, Off):
        return "off " + statement_head(statement.statement)
    if isinstance(statement, Broken):
        return statement.raw
    clauses = _clauses(statement)
    return flat(clauses[0][0] if clauses else _line(statement))


def clause_texts(statement: Statement) -> list[str]:
    """The lines of a statement with blocks that open them: `if …`, `otherwise if …`, `otherwise`; laid out."""
    if isinstance(statement, Off):
        first, *others = clause_texts(statement.statement)
        return [f"off {first}", *others]
    return [lay_out(line) for line, _ in _clauses(statement)]


def block_rows(block: Block, depth: int) -> list[str]:
    """The rows of the statements of a block, and the comments that end it."""
    rows = [row for statement in block.statements for row in statement_rows(statement, depth)]
    return [*rows, *comment_rows(block.tail, depth)]


def comment_rows(comments: tuple[str, ...], depth: int) -> list[str]:
    """Whole rows of comment; "" is a blank row."""
    return [INDENT * depth + comment if comment else "" for comment in comments]


def line_row(line: Line, depth: int, notes: Notes) -> str:
    """One line of the flow, its comment at its end; it may have several rows when broken."""
    return INDENT * depth + lay_out(line, depth) + (f"  {notes.after}" if notes.after else "")


def _rows(statement: Statement, notes: Notes, depth: int, lead: str) -> list[str]:
    if isinstance(statement, Off):
        inner = statement.statement
        both = Notes(after=notes.after or inner.notes.after)
        return [*comment_rows(inner.notes.before, depth), *_rows(inner, both, depth, lead + "off ")]
    if isinstance(statement, Broken):
        return statement.raw.split("\n")
    clauses = _clauses(statement)
    if not clauses:
        return [line_row((lead, *_line(statement)), depth, notes)]
    rows: list[str] = []
    for place, (line, block) in enumerate(clauses):
        rows.append(line_row((lead, *line), depth, notes) if place == 0 else line_row(line, depth, Notes()))
        rows += block_rows(block, depth + 1)
    return [*rows, INDENT * depth + "end"]


def _clauses(statement: Statement) -> list[Clause]:
    """The lines with blocks of a statement, none for one that is a single line."""
    match statement:
        case WaitFor(event=event, at_most=at_most, body=body, otherwise=otherwise):
            return [(("wait for ", *_event(event), f" at most {duration(at_most)}"), body), *_otherwise(otherwise)]
        case Sequence(body=body, event=event, unless=unless):
            return [(("sequence",), body), (("unless ", *_event(event)), unless)]
        case If():
            return _branches(statement)
        case ForEach(body=body):
            return [(_for_each(statement), body)]
        case Repeat(body=body, otherwise=otherwise):
            return [(_repeat(statement), body), *_otherwise(otherwise)]
        case Try(body=body, error=error, handler=handler):
            return [(("try",), body), (("on error" + (f" @{error}" if error else ""),), handler)]
        case Stage(body=body):
            return [(_stage(statement), body)]
        case _:
            return []


def _otherwise(block: Block | None) -> list[Clause]:
    return [] if block is None else [(("otherwise",), block)]


def _branches(statement: If) -> list[Clause]:
    words = ("if ", *["otherwise if "] * len(statement.branches))
    clauses: list[Clause] = [
        ((word, *expression_line(branch.condition)), branch.body)
        for word, branch in zip(words, statement.branches, strict=False)
    ]
    return [*clauses, *_otherwise(statement.otherwise)]


def _for_each(loop: ForEach) -> Line:
    conditions = (
        (loop.at_most is not None, f"at most {count(loop.at_most or 0)}"),
        (loop.again == "once", "once" if loop.per is None else f"once per {duration(loop.per)}"),
        (loop.again == "again", "again"),
        (loop.one_at_a_time, "one at a time"),
        (loop.stop_on_error, "stop on error"),
        (loop.collect is not None, f"collect @{loop.collect}"),
    )
    tail = "".join(f" {words}" for there, words in conditions if there)
    return (f"for each @{loop.item} in ", *expression_line(loop.items), tail)


def _repeat(loop: Repeat) -> Line:
    times = f"repeat at most {count(loop.at_most)} times"
    return (times,) if loop.until is None else (f"{times} until ", *expression_line(loop.until))


def _stage(stage: Stage) -> Line:
    at_most = f" at most {duration(stage.at_most)}" if stage.at_most else ""
    late = f" even if late at most {duration(stage.late)}" if stage.late else ""
    return (f"stage {quoted(stage.title)} at ", *expression_line(stage.moment), at_most + late)


def _event(pattern: EventPattern) -> Line:
    since: Line = (" since ", *expression_line(pattern.since, SUM)) if pattern.since else ()
    where: Line = (" where ", *expression_line(pattern.where)) if pattern.where else ()
    return (pattern.event, *since, *where)


def _line(statement: Statement) -> Line:
    match statement:
        case Do(call=call):
            return tool_call_line(call)
        case Let(name=name, value=value):
            return (f"let @{name} = ", *_value_line(value))
        case Set(name=name, value=value):
            return (f"set @memory.{name} = ", *expression_line(value))
        case Wait(duration=length):
            return ("wait ", *expression_line(length))
        case WaitUntil(moment=moment, at_most=at_most):
            return ("wait until ", *expression_line(moment), f" at most {duration(at_most)}" if at_most else "")
        case Ask() | HandOff() | Say() | Remember() | RunFlow():
            return _longer_line(statement)
        case Stop() | Skip() | Fail():
            return _ending(statement)
        case Return(value=value):
            return ("return ", *expression_line(value))
        case Keep(value=value):
            return ("keep ", *expression_line(value))
        case WaitFor() | Sequence() | If() | ForEach() | Repeat() | Try() | Stage() | Off() | Broken():
            raise TypeError("a statement with blocks is more than one line")
        case _:
            assert_never(statement)


def _value_line(value: ToolCall | Expression) -> Line:
    return tool_call_line(value) if isinstance(value, ToolCall) else expression_line(value)


def _longer_line(statement: Ask | HandOff | Say | Remember | RunFlow) -> Line:
    match statement:
        case Ask(person=person, question=question, answer=answer, type=kind, within=within, otherwise=otherwise):
            asked: Line = (f"ask {print_expression(person)} ", *expression_line(question))
            tail: Line = (" otherwise ", *expression_line(otherwise)) if otherwise else ()
            return (*asked, f" as @{answer}: {print_type(kind)} within {duration(within)}", *tail)
        case HandOff(person=person, message=message, within=within):
            said = expression_line(message)
            return (f"hand off to {print_expression(person)} ", *said, f" within {duration(within)}")
        case Say(message=message):
            return ("say ", *expression_line(message))
        case Remember(value=value, name=name, reason=reason, skip=skip):
            head: Line = ("remember ", *expression_line(value, SUM), f" in @memory.{name}")
            return (*head, " otherwise skip" if skip else "", *((" ", *expression_line(reason)) if reason else ()))
        case RunFlow(flow=flow, arguments=arguments, result=result, waits=waits):
            word = "run" if waits else "start"
            given: Line = (" with ", *pairs_line(arguments)) if arguments else ()
            return (f"{word} flow {quoted(flow)}", *given, f" as @{result}" if result else "")
        case _:
            assert_never(statement)


_ENDINGS: dict[type[Statement], str] = {Stop: "stop", Skip: "skip", Fail: "fail"}


def _ending(statement: Stop | Skip | Fail) -> Line:
    word = _ENDINGS[type(statement)]
    return (word,) if statement.reason is None else (f"{word} ", *expression_line(statement.reason))


def tool_call_line(call: ToolCall) -> Line:
    """`gmail.send(…) with approval by @me`"""
    return (*call_line(call.tool, call.arguments), approval_words(call.approval))


def approval_words(approval: Approval | None) -> str:
    """` with approval by @me within 3 days`, or nothing."""
    if approval is None:
        return ""
    by = f" by {print_expression(approval.by)}" if approval.by else ""
    return f" with approval{by}" + (f" within {duration(approval.within)}" if approval.within else "")


def print_type(kind: TypeText) -> str:
    """A type as it is written: `list of text`, `"free" | "pro"`, `number?`"""
    match kind:
        case TypeName(name=name):
            return name
        case ListType(item=item):
            return f"list of {_base_type(item)}"
        case OptionalType(of=of):
            return f"{_base_type(of)}?"
        case ChoiceType(options=options):
            return " | ".join(quoted(option) for option in options)
        case _:
            assert_never(kind)


def _base_type(kind: TypeText) -> str:
    return f"({print_type(kind)})" if isinstance(kind, OptionalType) else print_type(kind)


def count(number: int) -> str:
    """A whole number as it is written: `20`, `10_000`"""
    return digits(Decimal(number))
