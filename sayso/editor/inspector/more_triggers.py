"""The other ways to start a flow: gone to, added, taken out."""

import msgspec

from sayso.copilot.readback_rules import trigger_sentence
from sayso.copilot.readback_steps import Steps
from sayso.dsl.edit_header import set_line
from sayso.dsl.flow import Flow, Trigger
from sayso.dsl.parse import parse
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.lines import Selected
from sayso.editor.inspector.places import TRIGGER
from sayso.editor.inspector.slots import Known
from sayso.editor.inspector.triggers import KINDS, new_trigger, trigger_kind
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.tags import Tag, box, said

ONCE = frozenset({"manual", "call", "chat"})
"""Kinds of which a flow has one at most."""


def draw_ways(bench: Bench, known: Known) -> None:
    """Where a flow has several triggers: each of them, to go to; the one whose form this is, is marked."""
    triggers = known.flow.triggers
    if not bench.form.where.startswith(TRIGGER) or len(triggers) < 2:
        return
    with Tag("ul", look="ways", attributes={"aria-label": bench.say("triggers.all")}):
        for number, trigger in enumerate(triggers):
            where = f"{TRIGGER}{number}"
            with Tag("li"):
                made = button(_words(known, trigger), lambda where=where: bench.editor.select(where), "way")
                made.mark(aria_pressed="true" if where == bench.form.where else "false", translate="no")


def draw_more_triggers(bench: Bench, known: Known, chosen: Selected) -> None:
    """One more way to start it, and taking out the one whose form this is."""
    if not bench.form.where.startswith(TRIGGER) or bench.off:
        return
    say, triggers = bench.say, known.flow.triggers
    have = {trigger_kind(one) for one in triggers or (None,)}
    kinds = [kind for kind in KINDS if kind not in ONCE or kind not in have]
    with box("stack tight", data_triggers=len(triggers)):
        options = [("", say("triggers.add")), *((kind, say(f"starts.{kind}")) for kind in kinds)]
        bench.keeper.line("", "select", say("triggers.add"), "", options=options,
                          changed=lambda kind: _add(bench, known, str(kind)))  # fmt: skip
        said(say("triggers.add_note"), "small quiet")
        if len(triggers) > 1:
            button(say("triggers.remove"), lambda: _out(bench, chosen), "link small-one", "trash")


def _words(known: Known, trigger: Trigger) -> str:
    """One trigger in words."""
    alone = msgspec.structs.replace(known.flow, triggers=(trigger,))
    return trigger_sentence(alone, Steps(known.flow, known.facts, known.catalog)).rstrip(":")


def with_trigger(text: str, flow: Flow, trigger: Trigger, first: Trigger) -> str:
    """The text with one more trigger behind those it has; one that was never written is written, too."""
    if flow.triggers:
        return set_line(text, flow, None, trigger)
    written = set_line(text, flow, None, first)
    again = parse(written).flow
    return set_line(written, again, None, trigger) if again is not None else text


async def _add(bench: Bench, known: Known, kind: str) -> None:
    """A trigger of a kind, behind the others; its form opens."""
    if not kind:
        return
    count = len(known.flow.triggers)
    new, first = new_trigger(kind, known), new_trigger("manual", known)
    where = f"{TRIGGER}{count or 1}"
    await bench.make(lambda text, flow: with_trigger(text, flow, new, first), bench.say("triggers.added"), where)


async def _out(bench: Bench, chosen: Selected) -> None:
    """Take out the trigger whose form this is; it comes back with Undo."""
    say, number = bench.say, int(bench.form.where.removeprefix(TRIGGER))

    def out(text: str, flow: Flow) -> str:
        return set_line(text, flow, flow.triggers[number], None)

    if await bench.make(out, say("triggers.removed"), f"{TRIGGER}0"):
        toast(say("triggers.removed_toast"), say("editor.undo"), bench.editor.undo)
