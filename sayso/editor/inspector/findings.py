"""Which finding belongs to which field: the smallest place of the line that holds it."""

from collections.abc import Sequence

from sayso.dsl.blocks import find
from sayso.dsl.diagnostics import Diagnostic, Fix
from sayso.dsl.flow import Flow
from sayso.dsl.span import Span
from sayso.editor.inspector.chips import in_words
from sayso.editor.inspector.lines import Selected
from sayso.editor.inspector.places import RULES
from sayso.editor.inspector.shapes import Wrong
from sayso.editor.inspector.slots import Known, Slot

LACKING = "missing-parameter"
UNDECIDED = "still-to-decide"


def findings_of(
    found: Sequence[Diagnostic], chosen: Selected, slots: Sequence[Slot], known: Known
) -> tuple[dict[str, tuple[Wrong, ...]], tuple[Wrong, ...]]:
    """The findings of the selected line by field, and those that are about none."""
    by_field: dict[str, tuple[Wrong, ...]] = {}
    rest: list[Wrong] = []
    for finding in found:
        if finding.slug == UNDECIDED or not _is_here(finding, chosen, known.flow):
            continue
        slot = _guilty(finding, slots)
        if slot is None:
            rest.append(told(finding))
        else:
            by_field[slot.name] = (*by_field.get(slot.name, ()), told(finding))
    return by_field, tuple(rest)


def told(finding: Diagnostic) -> Wrong:
    """A finding as a page shows it."""
    fixes = tuple(Fix(in_words(fix.title), fix.edits) for fix in finding.fixes)
    return Wrong(in_words(finding.sentence), fixes, finding.severity)


def _is_here(finding: Diagnostic, chosen: Selected, flow: Flow) -> bool:
    if isinstance(chosen.where, tuple):
        return find(flow, finding.span.start) == chosen.where
    if chosen.trigger is not None:
        return _holds(chosen.trigger.span, finding.span)
    memory = (flow.memory,) if flow.memory is not None else ()
    lines = (*flow.uses, *flow.limits, *memory) if chosen.where == RULES else (flow.goal,) if flow.goal else ()
    return any(_holds(line.span, finding.span) for line in lines if line is not None)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _guilty(finding: Diagnostic, slots: Sequence[Slot]) -> Slot | None:
    """The field whose value holds the finding, or the one that is named as lacking."""
    if finding.slug == LACKING:
        return next((slot for slot in slots if f"`{slot.name}`" in finding.sentence), None)
    held = [slot for slot in slots if slot.node is not None and _holds(slot.node.span, finding.span)]
    return min(held, key=_width, default=None)


def _width(slot: Slot) -> int:
    assert slot.node is not None
    return slot.node.span.end - slot.node.span.start
