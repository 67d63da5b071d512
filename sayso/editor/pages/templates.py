"""The gallery of templates: by whom they are for, and what for."""

import json
from urllib.parse import urlencode

from nicegui import ui

from sayso.editor.kit.doing import button
from sayso.editor.kit.showing import pressed
from sayso.editor.kit.tags import Tag, badge, box, link, said, theirs
from sayso.editor.view import View
from sayso.runtime.operations.templates import FOR_WHOM, WHAT_FOR, Template, templates


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("templates", view.say("place.templates"), view.say("templates.sentence")):
        Gallery(view, view.query.get("role", ""), view.query.get("aim", "")).draw()


class Gallery:
    """The cards, and what was chosen of them."""

    def __init__(self, view: View, role: str, aim: str) -> None:
        self.view = view
        self.chosen = {"role": role if role in FOR_WHOM else "", "aim": aim if aim in WHAT_FOR else ""}

    def draw(self) -> None:
        """Two rows of buttons, and the cards."""
        with box("stack"):
            self.buttons = {
                "role": self._buttons("role", tuple(FOR_WHOM), "all_roles"),
                "aim": self._buttons("aim", tuple(WHAT_FOR), "all_aims"),
            }
        self.cards = box("gallery")
        self.show()

    def show(self) -> None:
        """Show what was chosen, and keep it in the address."""
        query = urlencode({name: value for name, value in self.chosen.items() if value})
        to = json.dumps(f"/templates?{query}" if query else "/templates")
        ui.run_javascript(f"history.replaceState(history.state, '', {to})")
        for name, buttons in self.buttons.items():
            pressed(buttons, self.chosen[name])
        role, aim = self.chosen["role"], self.chosen["aim"]
        found = [one for one in templates() if role in ("", one.role) and aim in ("", one.aim)]
        self.cards.clear()
        with self.cards:
            for one in found:
                _card(self.view, one)
            if not found:
                with box("empty stack wide"):
                    said(self.view.say("templates.none"))
                    with box():
                        link("/", self.view.say("templates.say_it"), "button first")

    def _buttons(self, name: str, values: tuple[str, ...], all_: str) -> dict[str, Tag]:
        say = self.view.say
        with box("tabs scrolls").mark(role="group", aria_label=say(f"templates.{name}")):
            return {
                value: button(
                    say(f"template_{name}.{value}") if value else say(f"templates.{all_}"),
                    lambda value=value: self._choose(name, value), "tab-button",
                )
                for value in ("", *values)
            }  # fmt: skip

    def _choose(self, name: str, value: str) -> None:
        self.chosen[name] = value
        self.show()


def _card(view: View, one: Template) -> None:
    with link(f"/templates/{one.name}", look="card").mark(data_template=one.name):
        theirs(one.title, "strong", tag="h2")
        theirs(one.goal, "quiet words", tag="p")
        with box("stack foot"):
            theirs(one.trigger.rstrip(":"), "small quiet words", tag="p")
            with box("line wrap"):
                badge(view.say(f"template_role.{one.role}"), "accent")
                badge(view.say(f"template_aim.{one.aim}"))
