"""Edits of the lines above the body: name, goal, triggers, `use`, `limit`, memory."""

import msgspec

from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_uses import header_place, new_line
from sayso.dsl.flow import Flow, Goal, Limit, Memory, Trigger, Use
from sayso.dsl.node import NO_NOTES
from sayso.dsl.print import print_header_line
from sayso.dsl.print_text import quoted
from sayso.dsl.span import Span
from sayso.dsl.splice import Rows, spliced

HeaderLine = Goal | Trigger | Use | Limit | Memory

_GROUPS = ("goal", "triggers", "uses", "limits", "memory")


def set_line(text: str, flow: Flow, old: HeaderLine | None, new: HeaderLine | None) -> str:
    """The header line `old` of the flow replaced by `new`; without `old` it is added, without `new` taken out."""
    rows = Rows(text)
    if old is None:
        return text if new is None else spliced(text, [_added(rows, flow, new)])
    if new is None:
        return spliced(text, [_taken_out(rows, flow, old)])
    if print_header_line(_bare(old)) == print_header_line(_bare(new)):
        return text
    return spliced(text, [Edit(old.span, print_header_line(_bare(new)))])


def set_goal(text: str, flow: Flow, goal: str | None) -> str:
    """Another goal, or none."""
    return set_line(text, flow, flow.goal, None if goal is None else Goal(goal))


def set_limits(text: str, flow: Flow, limits: tuple[Limit, ...]) -> str:
    """All `limit` lines anew; those that stay the same keep their place and comments."""
    rows = Rows(text)
    kept = [limit for limit in flow.limits if _bare(limit) in limits]
    present = [_bare(limit) for limit in kept]
    gone = [limit for limit in flow.limits if limit not in kept]
    come = [limit for limit in limits if _bare(limit) not in present]
    edits = [Edit(old.span, print_header_line(_bare(new))) for old, new in zip(gone, come, strict=False)]
    edits += [_taken_out(rows, flow, limit) for limit in gone[len(come) :]]
    edits += [_added(rows, flow, limit) for limit in come[len(gone) :]]
    return spliced(text, edits)


def set_name(text: str, flow: Flow, name: str) -> str:
    """Another name in the line `flow "…"`; a file without that line gets one."""
    rows = Rows(text)
    head = next((line for line in rows.lines[:1] if line.start == flow.span.start and flow.name), None)
    if head is None or not text.startswith("flow", head.start):
        return spliced(text, [Edit(Span(0, 0), f"flow {quoted(name)}\n\n")])
    return spliced(text, [Edit(Span(head.start, head.end), f"flow {quoted(name)}")])


def _bare(line: HeaderLine) -> HeaderLine:
    return msgspec.structs.replace(line, notes=NO_NOTES)


def _group(line: HeaderLine) -> int:
    match line:
        case Goal():
            return 0
        case Use():
            return 2
        case Limit():
            return 3
        case Memory():
            return 4
        case _:
            return 1


def _added(rows: Rows, flow: Flow, line: HeaderLine) -> Edit:
    number = _group(line)
    place, among = header_place(rows, flow, *((name,) for name in reversed(_GROUPS[: number + 1])))
    near = among or (number == 0 and place > 0)
    return new_line(rows, place, print_header_line(_bare(line)) + "\n", near)


def _taken_out(rows: Rows, flow: Flow, line: HeaderLine) -> Edit:
    held = getattr(flow, _GROUPS[_group(line)])
    alone = not isinstance(held, tuple) or len(held) == 1
    return Edit(rows.of_span(line.span, first=not alone or isinstance(line, Goal)), "")
