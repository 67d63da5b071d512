"""Prints a tree as canonical text: `parse(print_flow(flow)) == flow`, comments included.

Two blanks of indentation a level, one blank row between the groups of a file, rows of at most 110 letters.
"""

import msgspec

from sayso.dsl.flow import Flow, Goal, Limit, Memory, Trigger, Use
from sayso.dsl.node import NO_NOTES
from sayso.dsl.print_expression import print_expression
from sayso.dsl.print_header import goal_rows, limit_rows, memory_rows, test_rows, trigger_rows, use_rows
from sayso.dsl.print_statement import block_rows, comment_rows, line_row, print_statement, print_type, statement_head
from sayso.dsl.print_text import quoted
from sayso.dsl.statements import Statement

__all__ = ["print_expression", "print_flow", "print_head", "print_header_line", "print_statement", "print_type"]


def print_flow(flow: Flow) -> str:
    """The whole file, in canonical form, ending with a line break."""
    groups = [_top(flow), *_header(flow), block_rows(flow.body, 0), *(test_rows(test) for test in flow.tests)]
    groups.append(comment_rows(flow.tail, 0))
    return "\n\n".join("\n".join(group) for group in map(_without_lead, groups) if group) + "\n"


def print_header_line(line: Goal | Trigger | Use | Limit | Memory) -> str:
    """A line above the body with its comments; one with inputs or fields has several rows, up to its `end`."""
    match line:
        case Goal():
            return "\n".join(goal_rows(line))
        case Use():
            return "\n".join(use_rows(line))
        case Limit():
            return "\n".join(limit_rows(line))
        case Memory():
            return "\n".join(memory_rows(line))
        case _:
            return "\n".join(trigger_rows(line))


def print_head(line: Statement | Trigger) -> str:
    """The first line of a statement or trigger on one row, without comments."""
    if isinstance(line, Trigger):
        return trigger_rows(msgspec.structs.replace(line, notes=NO_NOTES))[0]
    return statement_head(line)


def _top(flow: Flow) -> list[str]:
    rows = [*comment_rows(flow.notes.before, 0), line_row((f"flow {quoted(flow.name)}",), 0, flow.notes)]
    return [*rows, *(goal_rows(flow.goal) if flow.goal else ())]


def _header(flow: Flow) -> list[list[str]]:
    return [
        [row for trigger in flow.triggers for row in trigger_rows(trigger)],
        [row for use in flow.uses for row in use_rows(use)],
        [row for limit in flow.limits for row in limit_rows(limit)],
        memory_rows(flow.memory) if flow.memory else [],
    ]


def _without_lead(rows: list[str]) -> list[str]:
    """A group without blank rows before its first, since groups are set apart anyway."""
    first = next((place for place, row in enumerate(rows) if row), len(rows))
    return rows[first:]
