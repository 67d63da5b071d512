"""What stands around every page: where one can go, what needs somebody, stopping everything, light and dark."""

from typing import TYPE_CHECKING

from nicegui import ui

from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.sheets import ask
from sayso.editor.kit.tags import Tag, badge, box, drawn, icon, link, said, theirs
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.inbox import inbox
from sayso.runtime.operations.stopping import is_stopped_now, resume_everything, stop_everything, what_would_happen

if TYPE_CHECKING:
    from sayso.editor.view import View

PLACES = (
    ("home", "/", "home", False), ("flows", "/flows", "workflow", False), ("runs", "/runs", "history", False),
    ("inbox", "/inbox", "inbox", False), ("templates", "/templates", "layers", True),
    ("people", "/people", "users", False), ("outbox", "/outbox", "send", True),
)  # fmt: skip
"""The rail: name, address, drawing, and whether a phone leaves it to the first page."""
THEMES = (("system", "monitor"), ("light", "sun"), ("dark", "moon"))


async def draw_frame(view: "View", here: str, narrow: bool) -> Tag:
    """Draw it, for a page that needs the room with a `narrow` rail; gives the place for the page."""
    needs = len((await inbox(view.door, view.workspace, view.who)).asks)
    with box("frame narrow" if narrow else "frame"):
        box("toasts", aria_live="polite")
        link("#main", view.say("frame.skip"), "only-said")
        with Tag("header", look="top"):
            await _top(view)
        count = _rail(view, here, needs)
        main = Tag("div", look="main", attributes={"id": "main", "tabindex": "-1"})

    async def counted(changes: list[Change]) -> None:
        if any(change.kind == "ask" for change in changes):
            await count()

    view.on_change(counted)
    return main


async def _top(view: "View") -> None:
    link("/", "Sayso", "brand").mark(translate="no")
    with box("practice grow"):
        if view.session.practice:
            icon("shield")
            said(view.say("frame.practice"), "cut wide-only", tag="span")
            said(view.say("frame.practice_short"), "cut narrow-only", tag="span")
        else:
            theirs(view.session.called, "cut")
    await _stop(view)
    _theme(view)
    leaving = view.say("frame.leave_of", name=view.session.name)
    with Tag("form", attributes={"method": "post", "action": "/leave"}):
        leave = Tag("button", look="button plain only-icon", attributes={"type": "submit", "title": leaving})
        drawn(leave, "log-out").mark(aria_label=view.say("frame.leave"))


async def _stop(view: "View") -> None:
    """*Stop everything*, or letting everything go on, with what would happen then."""
    holder = box("line")

    async def draw() -> None:
        stopped = await is_stopped_now(view.door, view.workspace)
        holder.clear()
        with holder:
            if stopped:
                badge(view.say("frame.stopped"), "bad", "square")
                button(view.say("frame.resume"), resume, "first")
            else:
                button(view.say("frame.stop"), stop, "narrow-icon", "square", view.say("frame.stop"))

    async def stop() -> None:
        held = await stop_everything(view.door, view.workspace, view.who)
        await draw()
        toast(view.say("frame.stopped_now", n=held))

    async def resume() -> None:
        ahead = await what_would_happen(view.door, view.workspace)
        sentences = [*ahead.sentences, *([view.say("frame.and_more", n=ahead.more)] if ahead.more else [])]
        if not await ask(view, view.say("frame.resume_title"), sentences or [view.say("frame.nothing_ahead")],
                         view.say("frame.resume")):  # fmt: skip
            return
        going = await resume_everything(view.door, view.workspace, view.who, seen=True)
        await draw()
        toast(view.say("frame.resumed", n=going))

    await draw()


def _theme(view: "View") -> None:
    """Light, dark, or as the system has it; kept in a cookie."""
    names = [name for name, _ in THEMES]
    now = view.theme if view.theme in names else "system"
    holder = box("line")

    def draw(name: str) -> None:
        holder.clear()
        following = names[(names.index(name) + 1) % len(names)]
        with holder:
            words = view.say("frame.theme", now=view.say(f"frame.theme_{name}"))
            button("", lambda: turn(following), "plain", dict(THEMES)[name], words)

    def turn(name: str) -> None:
        value = {"dark": "true", "light": "false"}.get(name, "'auto'")
        ui.run_javascript(f"document.cookie = 'theme={name}; path=/; max-age=31536000; samesite=lax'; "
                          f"Quasar.Dark.set({value})")  # fmt: skip
        draw(name)

    draw(now)


def _rail(view: "View", here: str, needs: int):  # type: ignore[no-untyped-def]
    with Tag("nav", look="rail", attributes={"aria-label": view.say("frame.places")}):
        for name, to, drawing, wide in PLACES:
            if name == "outbox" and not view.session.practice:
                continue
            words = view.say(f"place.{name}")
            made = drawn(link(to, words, "wide-only" if wide else "").mark(title=words), drawing)
            if name == here:
                made.mark(aria_current="page")
            if name == "inbox":
                with made:
                    bell = badge(str(needs), "accent").mark(data_count=needs, translate="no")
                    bell.classes("" if needs else "hidden")

    async def count() -> None:
        number = len((await inbox(view.door, view.workspace, view.who)).asks)
        bell.set_text(str(number))
        bell.mark(data_count=number)
        bell.classes(remove="hidden") if number else bell.classes("hidden")

    return count
