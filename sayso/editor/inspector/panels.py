"""What goes with a trigger or the rules beyond fields: drawn once, and anew only when it is about something else."""

from typing import Protocol

from sayso.dsl.flow import OnEvent, OnForm, OnWebhook, Trigger
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.event_panel import EventPanel
from sayso.editor.inspector.form_panel import FormPanel
from sayso.editor.inspector.memory_panel import MemoryPanel
from sayso.editor.inspector.places import RULES, TRIGGER
from sayso.editor.inspector.webhook_panel import WebhookPanel
from sayso.editor.kit.tags import Tag


class Panel(Protocol):
    """One of them: `key` says what it is about."""

    @property
    def key(self) -> str:
        """With another key it is drawn anew."""

    def draw(self) -> None:
        """Draw it where one is."""


def draw_panel(bench: Bench, place: Tag) -> None:
    """The one that goes with what is selected."""
    panel = _panel(bench)
    key = panel.key if panel is not None else ""
    if bench.keeper.panel == key:
        return
    bench.keeper.panel = key
    place.clear()
    if panel is not None:
        with place:
            panel.draw()


def _panel(bench: Bench) -> Panel | None:
    if bench.form.where == RULES:
        return MemoryPanel(bench)
    if not bench.form.where.startswith(TRIGGER):
        return None
    number = bench.form.where.removeprefix(TRIGGER)
    triggers: tuple[Trigger, ...] = bench.editor.compiled.flow.triggers if bench.editor.compiled.flow else ()
    trigger = triggers[int(number)] if number.isdecimal() and int(number) < len(triggers) else None
    match trigger:
        case OnWebhook(name=name):
            return WebhookPanel(bench, name)
        case OnForm():
            return FormPanel(bench, trigger, int(number))
        case OnEvent():
            return EventPanel(bench, trigger, int(number))
        case _:
            return None
