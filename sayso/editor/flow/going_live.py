"""Before anything happens: what the flow may do, when, the messages nobody has read yet. Then live, or once now."""

from nicegui import ui

from sayso.compiler.bounds import words
from sayso.compiler.header import add_condition, approval_of, calls
from sayso.compiler.permissions import permissions
from sayso.dsl.catalog import Tool
from sayso.dsl.edit_header import set_line
from sayso.dsl.types import RecordOf, present
from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.letters import letters_of
from sayso.editor.flow.versions import draw_changes
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.sheets import Sheet, sheet
from sayso.editor.kit.tags import Tag, box, said, theirs
from sayso.runtime.operations import moving, publishing
from sayso.runtime.operations.ahead import next_starts
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.handing_in import start_with
from sayso.runtime.operations.rehearsing import Message, rehearse


async def go_live(editor: Editor) -> None:
    """The sheet before the trigger is turned on, or before a draft replaces the live version."""
    _ready(editor)
    say, line = editor.say, editor.line
    first = line.status == "draft"
    with sheet(editor.view, say("live.title" if first else "live.publish_title", name=_name(editor))) as open_:
        body = box("stack wide", data_sheet="live")
        await _fill(editor, body)
        with box("line wrap"):
            key = "live.go" if first else "live.publish"
            button(say(key), lambda: _publish(editor, open_), "first").mark(data_go="true")
            button(say("sheet.cancel"), open_.close)


async def _fill(editor: Editor, body: Tag) -> None:
    """What is shown before: dates, ceiling, permissions, whether to be asked, the messages."""
    body.clear()
    with body:
        await draw_changes(editor)
        _when(editor)
        _at_most(editor)
        for tool in _sending(editor):
            _asking(editor, tool, body)
        await _messages(editor)


def _when(editor: Editor) -> None:
    flow = editor.compiled.flow
    assert flow is not None
    dates = next_starts(editor.view.door, editor.view.workspace, flow)
    if dates:
        said(editor.say("live.dates"), tag="h3")
        with Tag("ul", look="stack tight"):
            for date in dates:
                theirs(editor.view.when(date), tag="li").mark(data_date="true")


def _at_most(editor: Editor) -> None:
    compiled, flow = editor.compiled, editor.compiled.flow
    said(editor.say("live.at_most"), tag="h3")
    if compiled.bounds is not None:
        theirs(words(compiled.bounds), "strong words", tag="p")
    if flow is not None and compiled.facts is not None:
        with Tag("ul", look="stack tight quiet"):
            for sentence in permissions(flow, compiled.facts, editor.catalog):
                theirs(sentence.replace("`", ""), "words", tag="li")


def _sending(editor: Editor) -> list[Tool]:
    """The tools of this flow that reach people outside."""
    facts = editor.compiled.facts
    names = dict.fromkeys(call.tool for call in calls(facts)) if facts is not None else {}
    known = [editor.catalog.tools[name] for name in names if name in editor.catalog.tools]
    return [tool for tool in known if tool.sends and not tool.by_hand]


def _asking(editor: Editor, tool: Tool, body: Tag) -> None:
    """Ask me before every email: on, or off."""
    flow, facts = editor.compiled.flow, editor.compiled.facts
    assert flow is not None
    assert facts is not None
    mine = [call for call in calls(facts) if call.tool == tool.name]
    on = all(approval_of(flow, call) is not None for call in mine)

    async def turn(value: bool) -> None:
        await editor.edit(lambda text: _asked(editor, text, tool.name, value), editor.say("live.asks_changed"))
        await _fill(editor, body)

    noun = tool.noun or editor.say("live.message")
    Field("check", editor.say("live.ask", noun=noun), on, text=editor.say("live.ask", noun=noun), changed=turn)


def _asked(editor: Editor, text: str, tool: str, on: bool) -> str:
    """The header's line of a tool with approval, or without."""
    from msgspec.structs import replace

    flow = editor.compiled.flow
    assert flow is not None
    if on:
        fix = add_condition(flow, tool, "with approval", "")
        return editor.draft.services.fix(text, fix) if fix is not None else text
    use = next((one for one in flow.uses if tool in one.tools and one.approval is not None), None)
    return set_line(text, flow, use, replace(use, approval=None)) if use is not None else text


async def _messages(editor: Editor) -> None:
    """Every message once, whole: nothing goes out unread."""
    say = editor.say
    found = await rehearse(editor.view.door, editor.view.workspace, editor.flow, editor.text)
    each: dict[tuple[str, str], Message] = {}
    for message in found.messages:
        each.setdefault((message.step, message.shown.get("template", "")), message)
    met = {step for step, _ in each}
    others = [one for one in letters_of(editor.compiled, editor.catalog) if one.step not in met]
    if each or others:
        said(say("live.read", n=len(each) + len(others)), tag="h3")
    for message in each.values():
        with box("stack tight", data_message=message.step):
            theirs(message.sentence, "small strong words", tag="p")
            for name in ("subject", "text", "message", "note"):
                if message.shown.get(name):
                    theirs(message.shown[name], "letter", tag="div")
    for held in found.held[:3]:
        theirs(held, "note warn words", tag="p")
    if others:
        said(say("live.as_written"), "small quiet")
    for letter in others:
        with box("stack tight", data_message=letter.step, data_written="true"):
            theirs(letter.sentence, "small strong words", tag="p")
            for words_ in letter.words:
                theirs(words_, "letter", tag="div")


async def _publish(editor: Editor, open_: Sheet) -> None:
    """Turn it on; people who are on their way stay on their version, or move where that is sure."""
    view, say = editor.view, editor.say
    made = await publishing.publish(view.door, view.workspace, editor.flow, view.who, live=True)
    open_.close()
    plan = await moving.move_waiting(view.door, view.workspace, editor.flow, made.version, view.who, dry_run=True)
    await editor.look_again()
    dates = next_starts(view.door, view.workspace, editor.compiled.flow) if editor.compiled.flow is not None else []
    words_ = say("live.done", when=view.when(dates[0])) if dates else say("live.done_waits")
    toast(words_, say("live.run_once"), lambda: run_once(editor))
    if plan.on_way:
        await _move(editor, made.version, plan)


async def _move(editor: Editor, version: int, plan: moving.Moving) -> None:
    view, say = editor.view, editor.say
    with sheet(view, say("live.on_way", n=plan.on_way), middle=True) as open_:
        for one in plan.stays[:5]:
            theirs(f"{one.who}: {one.why}", "small quiet words", tag="p")

        async def move() -> None:
            await moving.move_waiting(view.door, view.workspace, editor.flow, version, view.who, dry_run=False)
            open_.close()
            toast(say("live.moved", n=plan.fit))

        with box("line wrap"):
            button(say("live.finish"), open_.close, "first")
            button(say("live.move", n=plan.fit), move, off=not plan.fit)


# ---------------------------------------------------------------------- once now


async def run_once(editor: Editor) -> None:
    """Run it once now: with the trigger's data, on exactly what is seen; no trigger is turned on by it."""
    _ready(editor)
    say, program = editor.say, editor.compiled.program
    assert program is not None
    binds = dict(pair for start in program.starts for pair in start.binds)
    given: dict[str, Field] = {}
    with sheet(editor.view, say("run.title", name=_name(editor))) as open_:
        with box("stack wide", data_sheet="run"):
            for name, kind in binds.items():
                hint = say("run.record") if isinstance(present(kind), RecordOf) else str(kind)
                with labelled(name, hint):
                    given[name] = Field("text", name)
            _at_most(editor)
            await _messages(editor)
        with box("line wrap"):
            button(say("run.go"), lambda: _start(editor, open_, given), "first", "play").mark(data_go="true")
            button(say("sheet.cancel"), open_.close)


async def _start(editor: Editor, open_: Sheet, given: dict[str, Field]) -> None:
    view = editor.view
    data = {name: value for name, field in given.items() if (value := str(field.value).strip())}
    live = editor.line.status == "live"
    made = await publishing.publish(view.door, view.workspace, editor.flow, view.who, live=False)
    version = None if live and made.version == editor.line.live else made.version
    run = await start_with(view.door, view.workspace, editor.flow, view.who, data, version, None)
    open_.close()
    ui.navigate.to(f"/runs/{run}")


def _ready(editor: Editor) -> None:
    """A draft with things to finish goes to the first of them."""
    errors = editor.errors
    if errors:
        for reveal in editor.on_reveal:
            reveal(errors[0].span.start)
        raise Refused("not-ready", editor.say("live.not_ready", n=max(1, len(errors))))


def _name(editor: Editor) -> str:
    return editor.compiled.flow.name if editor.compiled.flow is not None else ""
