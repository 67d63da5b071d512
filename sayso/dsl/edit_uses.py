"""Keeps `use` lines in step with the steps: a tool's first use brings its line, its last use takes it along."""

from collections import Counter

from sayso.dsl.diagnostics import Edit
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import walk
from sayso.dsl.span import Span
from sayso.dsl.splice import Rows
from sayso.dsl.statements import ToolCall


def tools_used(flow: Flow) -> Counter[str]:
    """How often a flow's steps call each tool, in the order of the text; switched-off steps count."""
    return Counter(node.tool for node in walk(flow.body) if isinstance(node, ToolCall))


def use_edits(rows: Rows, before: Flow, after: Flow) -> list[Edit]:
    """The edits of `use` lines that go with an edit of the steps from `before`, the text's own flow, to `after`."""
    old, new = tools_used(before), tools_used(after)
    listed = {tool for use in before.uses for tool in use.tools}
    added = [tool for tool in new if new[tool] > old[tool] and tool not in listed]
    gone = {tool for tool in old if tool not in new}
    return [*_removed(rows, before, gone), *(_added(rows, before, added, gone) if added else [])]


def is_plain(use: Use) -> bool:
    """Whether a `use` line has no conditions, so that it may name several tools."""
    return use.quota is None and use.between is None and use.approval is None and not use.private


def header_place(rows: Rows, flow: Flow, *groups: tuple[str, ...]) -> tuple[int, bool]:
    """Where a new header line goes: behind the last line of the first group that has one; whether it is of that group.

    Groups are names of the flow's fields, the new line's own first.
    """
    for number, group in enumerate(groups):
        found = [line for field in group for line in _lines(flow, field)]
        if found:
            last = max(line.span.end for line in found)
            return rows.after(rows.line_at(max(last - 1, 0))), number == 0
    head = [line for line in rows.lines[:1] if line.start == flow.span.start]
    return (rows.after(0) if head else 0), False


def _lines(flow: Flow, field: str) -> list[Use]:
    value = getattr(flow, field)
    return list(value) if isinstance(value, tuple) else [value] if value is not None else []


def _added(rows: Rows, flow: Flow, tools: list[str], gone: set[str]) -> list[Edit]:
    words = ", ".join(tools)
    plain = next((use for use in flow.uses if is_plain(use) and not gone & set(use.tools)), None)
    if plain:
        return [Edit(Span(plain.span.end, plain.span.end), f", {words}")]
    place, among = header_place(rows, flow, ("uses",), ("triggers",), ("goal",))
    return [new_line(rows, place, f"use {words}\n", among)]


def new_line(rows: Rows, place: int, line: str, among: bool) -> Edit:
    """A new header line, set apart by blank rows unless it stands among its kind."""
    if among:
        return Edit(Span(place, place), line)
    follows = rows.text[place : rows.text.find("\n", place) if place < len(rows.text) else place]
    return Edit(Span(place, place), ("\n" if place else "") + line + ("\n" if follows.strip() else ""))


def _removed(rows: Rows, flow: Flow, gone: set[str]) -> list[Edit]:
    edits = []
    for use in flow.uses:
        kept = [tool for tool in use.tools if tool not in gone]
        if len(kept) == len(use.tools):
            continue
        if kept:
            edits.append(Edit(use.span, "use " + ", ".join(kept)))
        else:
            edits.append(Edit(rows.of_span(use.span, first=len(flow.uses) > 1 and use is flow.uses[0]), ""))
    return edits
