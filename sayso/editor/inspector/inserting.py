"""What the `+` of a place offers: next steps as flows usually take them, kinds of steps, tools, own templates."""

from collections.abc import Iterator

import msgspec

from sayso.compiler import Compiled
from sayso.compiler.infer import infer
from sayso.copilot.english import service
from sayso.copilot.readback import readback
from sayso.copilot.readback_words import PERMISSIONS
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.reach import Reach
from sayso.copilot.suggesting.sites import Reading
from sayso.copilot.suggesting.steps import Writer, Written
from sayso.dsl import edit
from sayso.dsl.blocks import Address, NoSuchPlace, block_at, statement_at
from sayso.dsl.catalog import Catalog, Parameter, Tool
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.statements import Stop
from sayso.editor.catalogue import Words, words
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.places import place_from
from sayso.editor.inspector.shapes import Choice, FormProblem

NEXT = 4
"""So many next steps at most."""
STEPS = (
    "Wait", "If", "ForEach", "WaitFor", "WaitUntil", "HandOff", "Ask", "Repeat", "Try", "Sequence", "Stage", "Let",
    "Stop", "Skip", "Fail", "Return", "Keep", "Say",
)  # fmt: skip
"""Kinds of steps, the commonest first; those that make no sense at a place are left out there."""
IN_LOOP = frozenset({"Skip", "Keep"})
OUTSIDE = frozenset({"Stop", "Return"})
"""Kinds that stand only inside a `for each`, and only outside one."""


class Site(msgspec.Struct, frozen=True):
    """A place at which something can be put in, and who writes steps for it."""

    flow: Flow
    block: Address
    index: int
    writer: Writer
    chat: bool


def insert_choices(
    compiled: Compiled, catalog: Catalog, place: str, habits: Habits | None = None, say: Words | None = None
) -> tuple[Choice, ...]:
    """What may be put in at a place ("0.then:1"), the likeliest first."""
    said = say if say is not None else words()
    site = _site(compiled, catalog, place, habits, said)
    return tuple({choice.statement_text: choice for choice in _all(site, catalog, said)}.values())


def _all(site: Site, catalog: Catalog, say: Words) -> Iterator[Choice]:
    seen: set[str] = set()
    for choice in (*_next(site, catalog, say), *_steps(site, say), *_templates(site, catalog, say), *_tools(site, say)):
        key = f"{choice.group == 'templates'}{choice.statement_text}"
        if key not in seen:
            seen.add(key)
            yield choice


# ---------------------------------------------------------------------- the place


def _site(compiled: Compiled, catalog: Catalog, place: str, habits: Habits | None, say: Words) -> Site:
    """What is known at a place: a step that stands there for a moment is looked at."""
    if compiled.flow is None:
        raise FormProblem(say("inspector.unread"))
    flow, (block, index) = compiled.flow, place_from(place)
    try:
        held = block_at(flow, block).statements
    except NoSuchPlace:
        raise FormProblem(say("inspector.gone")) from None
    index = min(index, len(held))
    trial = parse(edit.insert(compiled.text, flow, block, index, [Stop()])).flow
    assert trial is not None
    facts, _ = infer(trial, catalog)
    address = (*block, index)
    step = statement_at(trial, address)
    listed = tuple(tool for use in flow.uses for tool in use.tools)
    reach = Reach(trial, facts.names.get(id(step), {}), listed, Reading(trial, catalog).site(address))
    known = habits if habits is not None else Habits(catalog)
    return Site(flow, block, index, Writer(reach, known, catalog), "visitor" in reach.names)


# ---------------------------------------------------------------------- what is offered


def _next(site: Site, catalog: Catalog, say: Words) -> Iterator[Choice]:
    """The steps that flows usually take here."""
    reach = site.writer.reach
    assert reach.site is not None
    given = 0
    for prediction in site.writer.habits.next(reach.site, reach.listed, False):
        written = site.writer.step(prediction.token)
        if written is None or given == NEXT or not _may(written, catalog):
            continue
        given += 1
        tool = catalog.tools.get(written.tools[0]) if written.tools else None
        label = _tool_label(tool) if tool is not None else say(f"title.{prediction.token.lower()}")
        yield Choice(label, prediction.reason, "next", written.text, _drawing(tool, prediction.token))


def _may(written: Written, catalog: Catalog) -> bool:
    allowed = catalog.policy.allowed
    return allowed is None or all(tool in allowed for tool in written.tools)


def _steps(site: Site, say: Words) -> Iterator[Choice]:
    looped = site.writer.reach.site is not None and bool(site.writer.reach.site.looped)
    for kind in STEPS:
        if (kind in IN_LOOP and not looped) or (kind in OUTSIDE and looped) or (kind == "Say" and not site.chat):
            continue
        written = _WRITTEN.get(kind) or getattr(site.writer.step(kind), "text", "")
        if kind == "ForEach" and not written:
            written = 'for each @item in todo "which list?" at most 20 once\nend'
        if written:
            yield Choice(say(f"title.{kind.lower()}"), say(f"step.{kind.lower()}"), "steps", written, kind.lower())


_WRITTEN = {
    "Try": 'try\non error @error\n  people.notify(@me, "This did not work: @error.message")\nend',
}


def _tools(site: Site, say: Words) -> Iterator[Choice]:
    """Every tool the workspace allows: those the flow uses already come first."""
    listed, tools = site.writer.reach.listed, site.writer.catalog.tools
    ordered = [*(tools[name] for name in listed if name in tools), *tools.values()]
    for tool in ordered:
        if tool.connector == "people" and tool.name in BUILT_IN:
            continue
        written = site.writer.call(tool)
        if _may(written, site.writer.catalog):
            detail = say("step.used") if tool.name in listed else service(tool.connector)
            yield Choice(_tool_label(tool), detail, "tools", written.text, _drawing(tool, ""))


BUILT_IN = frozenset({"people.ask", "people.hand_off", "people.say", "people.approve"})
"""Tools that have a step of their own."""


def _templates(site: Site, catalog: Catalog, say: Words) -> Iterator[Choice]:
    """The workspace's own templates, each with the tool that sends them."""
    sender = _sender(site, catalog)
    if sender is None:
        return
    tool, template = sender
    given = [one for one in tool.parameters if one.required and one.name != template.name]
    values = [f"{one.name}: {site.writer.value(one)}" for one in given]
    for name, one in catalog.templates.items():
        call = f"{tool.name}({', '.join([*values, f'{template.name}: {quoted(name)}'])})"
        yield Choice(name, say("step.template", subject=one.subject), "templates", call, "mail")


def _sender(site: Site, catalog: Catalog) -> tuple[Tool, Parameter] | None:
    """The tool that sends templates: one the flow uses, else the first the workspace has."""
    sends = [tool for tool in catalog.tools.values() if tool.sends]
    senders = [(tool, one) for tool in sends for one in tool.parameters if one.picks == "template"]
    listed = [pair for pair in senders if pair[0].name in site.writer.reach.listed]
    return next(iter(listed or senders), None)


def _tool_label(tool: Tool) -> str:
    said = PERMISSIONS.get(tool.name) or (tool.sentence if "{" not in tool.sentence else "")
    said = said or f"{tool.name.rpartition('.')[2].replace('_', ' ')} ({service(tool.connector)})"
    return said[:1].upper() + said[1:]


def _drawing(tool: Tool | None, token: str) -> str:
    return tool.connector if tool is not None else token.lower()


# ---------------------------------------------------------------------- putting in


def inserted(text: str, compiled: Compiled, catalog: Catalog, place: str, choice: Choice) -> tuple[str, Address]:
    """The text with a choice put in at a place, its `use` line with it, and the address of the new step."""
    flow = compiled.flow
    if flow is None or text != compiled.text:
        raise FormProblem(words()("inspector.gone"))
    block, index = place_from(place)
    index = min(index, len(block_at(flow, block).statements))
    parsed = parse(f'flow "A"\non manual\n{choice.statement_text}\n')
    if parsed.flow is None or not parsed.flow.body.statements:
        raise FormProblem(words()("inspector.cannot"))
    return edit.insert(text, flow, block, index, parsed.flow.body.statements), (*block, index)


def widened(before: Compiled, after: Compiled, catalog: Catalog) -> str:
    """What the flow may do now that it might not before, in a sentence; "" where nothing."""
    if before.flow is None or after.flow is None:
        return ""
    old = {one.text for one in readback(before.flow, before.facts, catalog).rules}
    new = [one.text for one in readback(after.flow, after.facts, catalog).rules]
    fresh = {tool for use in after.flow.uses for tool in use.tools} - {t for use in before.flow.uses for t in use.tools}
    return " ".join(one for one in new if one not in old) if fresh else ""
