"""One template: read as sentences, with what it does at most; a few answers make it a flow of one's own."""

import re

from nicegui import ui

from sayso.compiler import compile
from sayso.compiler.bounds.words import words as at_most
from sayso.compiler.compiling import Compiled
from sayso.copilot.readback import readback
from sayso.editor.canvas.flow_canvas import FlowCanvas
from sayso.editor.canvas.layout import graph_of
from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.tags import Tag, badge, box, link, said, theirs
from sayso.editor.view import View
from sayso.runtime.operations.flows import list_flows
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.templates import Question, Template, filled, questions
from sayso.runtime.operations.templates import template as template_of

FIELDS = {"most": "number", "wait": "number", "time": "time", "template": "select", "person": "select"}
OWNER_ELSE = re.compile(r"@(\w+)\.owner or @me")
ROLE_ELSE = re.compile(r"@user\.(\w+)( or @me)?")
INDENT = 8
"""Deeper sentences stand no further in."""


async def build(view: View, template: str) -> None:
    """Build it."""
    one = template_of(template)
    catalog = view.door.premises(view.workspace).catalog
    compiled = compile(one.text, catalog)
    async with view.frame("templates", one.title, one.goal, named=True) as action:
        with action:
            link("/templates", view.say("templates.back"), "button")
            link("#use", view.say("templates.use"), "button first narrow-only")
        with box("two"):
            with box("stack wider"):
                _about(view, one, compiled)
                with box("preview-canvas").mark(id="preview-canvas", data_template=one.name):
                    graph = graph_of(compiled, catalog, view.say)
                    words = view.say.all_of("canvas_said")
                    FlowCanvas(graph, read_only=True, label=view.say("canvas.label"), words=words)
                _sentences(view, compiled)
            with box("sticky").mark(id="use", tabindex="-1"):
                await Wizard(view, one, questions(one.text, catalog)).draw()


def _about(view: View, one: Template, compiled: Compiled) -> None:
    with box("stack"):
        with box("line wrap"):
            badge(view.say(f"template_role.{one.role}"), "accent")
            badge(view.say(f"template_aim.{one.aim}"))
        if compiled.bounds is not None:
            theirs(at_most(compiled.bounds), "note words", tag="p").mark(data_at_most=True)


def _sentences(view: View, compiled: Compiled) -> None:
    """The flow in English: what happens, then what it may do at all."""
    if compiled.flow is None:
        return
    told = readback(compiled.flow, compiled.facts, view.door.premises(view.workspace).catalog)
    for key, sentences in (("reads", told.sentences[1:]), ("rules", told.rules)):
        with Tag("section", look="stack"):
            said(view.say(f"templates.{key}"), tag="h2")
            with Tag("ul", look="readback"):
                for one in sentences:
                    with Tag("li").style(f"--deep: {min(max(one.indent - 1, 0), INDENT)}"):
                        theirs(one.text, "words")


class Wizard:
    """What it is called, up to three questions, and the flow."""

    def __init__(self, view: View, one: Template, asked: list[Question]) -> None:
        self.view, self.template, self.asked = view, one, asked

    async def draw(self) -> None:
        """The form."""
        say = self.view.say
        with Tag("section", look="card stack wide", attributes={"aria-label": say("templates.use")}):
            said(say("templates.use"), tag="h2")
            with labelled(say("templates.name")):
                self.name = Field("text", say("templates.name"), await self._free(), longest=200, entered=self._make)
            self.fields = [self._ask(one) for one in self.asked]
            with box():
                button(say("templates.make"), self._make, "first", "plus")
            said(say("templates.make_note"), "small quiet")

    async def _free(self) -> str:
        """A name that no flow of the workspace has yet."""
        taken = {one.name for one in await list_flows(self.view.door, self.view.workspace)}
        title, number = self.template.title, 2
        while title in taken:
            title, number = f"{self.template.title} {number}", number + 1
        return title

    def _ask(self, one: Question) -> Field:
        say = self.view.say
        label = say(f"templates.ask_{one.kind}", about=one.about)
        options = [(value, self._called(one, value)) for value in one.options]
        with labelled(label):
            return Field(FIELDS.get(one.kind, "text"), label, one.now, options=options, longest=500)  # type: ignore[arg-type]

    def _called(self, one: Question, value: str) -> str:
        """An answer in words; who says yes is a path in the flow."""
        say = self.view.say
        if one.kind != "person":
            return value
        if found := OWNER_ELSE.fullmatch(value):
            return say("templates.by_owner", thing=found[1])
        if found := ROLE_ELSE.fullmatch(value):
            role = say.known(f"person_role.{found[1]}", found[1])
            return say("templates.by_role_else" if found[2] else "templates.by_role", role=role)
        return say("templates.by_me") if value == "@me" else value

    async def _make(self, _: object = None) -> None:
        """Make the draft, and go where it can be changed and tried."""
        given = [str(field.value) for field in self.fields]
        text = filled(self.template.text, str(self.name.value), self.asked, given)
        view = self.view
        ui.navigate.to(f"/flows/{await save_draft(view.door, view.workspace, text, view.who)}")
