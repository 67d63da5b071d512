"""The slots of whatever is selected, and the text with that line changed."""

import msgspec

from sayso.compiler import Compiled
from sayso.dsl import edit
from sayso.dsl.blocks import Address
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Edit
from sayso.dsl.flow import Flow, Memory, Trigger, Use
from sayso.dsl.node import Notes
from sayso.dsl.parse import parse
from sayso.dsl.print import print_header_line
from sayso.dsl.splice import spliced
from sayso.dsl.statements import Statement
from sayso.editor.catalogue import Words, words
from sayso.editor.inspector.places import RULES, read, statement_of, trigger_of, where_of
from sayso.editor.inspector.rules import Header, flow_slots, rule_slots
from sayso.editor.inspector.shapes import FormProblem, Where
from sayso.editor.inspector.slots import Known, Slot
from sayso.editor.inspector.steps import step_slots
from sayso.editor.inspector.triggers import trigger_slots


class Selected(msgspec.Struct, frozen=True):
    """What is selected: a step, a trigger (None for a flow that has none), the rules, or the flow."""

    where: Address | str | None
    step: Statement | None = None
    trigger: Trigger | None = None


def known_of(compiled: Compiled, catalog: Catalog, say: Words | None = None) -> Known:
    """What slots are made from; raises FormProblem where the blocks have no safe reading."""
    say = say if say is not None else words()
    flow, facts = read(compiled, say)
    return Known(compiled.text, flow, facts, catalog, say)


def selected(known: Known, where: Where) -> Selected:
    """What is selected; raises FormProblem where it is not there any more."""
    here = where_of(where)
    if isinstance(here, tuple):
        return Selected(here, statement_of(known.flow, here, known.say))
    if here is None or here == RULES:
        return Selected(here)
    return Selected(here, trigger=trigger_of(known.flow, here, known.say))


def slots_of(chosen: Selected, known: Known) -> tuple[Slot, ...]:
    """Everything a form may change about what is selected."""
    if chosen.step is not None:
        return tuple(step_slots(chosen.step, known))
    if chosen.where == RULES:
        return tuple(rule_slots(known))
    return tuple(trigger_slots(chosen.trigger, known) if chosen.where else flow_slots(known))


def put_back(known: Known, chosen: Selected, new: object) -> str:
    """The text with the line as a slot made it; only that line's bytes change."""
    text, flow = known.text, known.flow
    if isinstance(new, Header):
        return _with_header(text, flow, new)
    if isinstance(new, str):
        return edit.set_name(text, flow, new)
    if isinstance(new, Trigger):
        return _with_line(text, flow, chosen.trigger, new)
    assert isinstance(chosen.where, tuple) and isinstance(new, Statement)
    return edit.replace(text, flow, chosen.where, new)


def _with_header(text: str, flow: Flow, header: Header) -> str:
    match header.group:
        case "goal":
            return edit.set_goal(text, flow, header.lines[0].text if header.lines else None)
        case "limits":
            return edit.set_limits(text, flow, header.lines)
        case "memory":
            return _with_line(text, flow, flow.memory, header.lines[0] if header.lines else None)
        case "uses":
            return _with_uses(text, flow, header.lines)


def _with_line(text: str, flow: Flow, old: Trigger | Memory | None, new: Trigger | Memory | None) -> str:
    """A line above the body as it is now; one of several rows keeps the comment of its first."""
    rows = old is not None and "\n" in text[old.span.start : old.span.end]
    if not rows or old is None or new is None or old.notes.after is None:
        return edit.set_line(text, flow, old, new)
    kept = msgspec.structs.replace(new, notes=Notes(after=old.notes.after))
    return spliced(text, [Edit(old.span, print_header_line(kept))])


def _with_uses(text: str, flow: Flow, lines: tuple[Use, ...]) -> str:
    """The `use` lines that changed in their places; a new one is added to the text that came of it."""
    gone = [use for use in flow.uses if all(use is not line for line in lines)]
    come = [line for line in lines if all(line is not use for use in flow.uses)]
    for old, new in zip(gone, come, strict=False):
        text = edit.set_line(text, flow, old, new)
    for new in come[len(gone) :]:
        reread = parse(text).flow
        assert reread is not None
        text = edit.set_line(text, reread, None, new)
    return text


def checked(before: str, after: str, say: Words) -> str:
    """The new text, if everything in it can be read that could be before; raises FormProblem."""
    unread = parse(after).diagnostics
    known = [(one.slug, one.sentence) for one in parse(before).diagnostics] if unread else []
    if len(unread) <= len(known):
        return after
    found = next((one.sentence for one in unread if (one.slug, one.sentence) not in known), say("inspector.cannot"))
    raise FormProblem(found)
