"""People, companies and deals: found by any word, each with the way to everything that happened to them."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from nicegui import ui

from sayso.dsl.catalog import Catalog
from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.showing import pressed
from sayso.editor.kit.tags import Tag, badge, box, cut, icon, link, said
from sayso.editor.view import View
from sayso.runtime.operations.records import LONGEST_SEARCH, records

KINDS = {"contact": "user", "company": "building", "deal": "deal"}
"""What is looked for, and its drawing."""
ABOUT = {
    "contact": ("title", "company", "email"), "company": ("industry", "city", "country"),
    "deal": ("stage", "company", "contact"),
}  # fmt: skip
"""What stands below a name."""


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("people", view.say("place.people"), view.say("people.sentence")):
        people = People(view, view.query.get("kind", ""), view.query.get("text", ""))
        people.draw()
        await people.look()


def name_of(catalog: Catalog, record: dict[str, Any]) -> str:
    """What a record is called; its address, or else its id, where it has no name."""
    declared = catalog.records.get(str(record.get("type")))
    title = record.get(declared.title) if declared is not None else None
    return str(title or record.get("name") or record.get("email") or record.get("id") or "")


def address_of(kind: str, id: str) -> str:
    """Where somebody's page is."""
    return f"/people/{quote(f'{kind}:{id}', safe=':@')}"


class People:
    """The list, and what is looked for."""

    def __init__(self, view: View, kind: str, text: str) -> None:
        self.view, self.kind, self.text = view, kind if kind in KINDS else "contact", text[:LONGEST_SEARCH]
        self.places = [""]
        self.catalog = view.door.premises(view.workspace).catalog

    def draw(self) -> None:
        """The field, and the list below it."""
        say = self.view.say
        with box("tabs scrolls").mark(role="group", aria_label=say("people.kinds")):
            self.tabs = {
                kind: button(say(f"people.{kind}"), lambda kind=kind: self._of_kind(kind), "tab-button")
                for kind in KINDS
            }
        with box("filters"), box("grow long"), labelled(say("people.search")):
            Field("search", say("people.search"), self.text, hint=say("people.hint"), longest=LONGEST_SEARCH,
                  focused=True, typed=self._typed)  # fmt: skip
        self.rows = box("rows")
        self.pages = box("line wrap apart")

    async def _typed(self, text: str) -> None:
        self.text, self.places = text.strip(), [""]
        await self.look()

    async def _of_kind(self, kind: str) -> None:
        self.kind, self.places = kind, [""]
        await self.look()

    async def look(self) -> None:
        """Look for them, and keep what was looked for in the address."""
        view, wanted = self.view, (self.kind, self.text)
        page = await records(view.door, view.workspace, self.kind, self.text, self.places[-1])
        if wanted != (self.kind, self.text):
            return
        asked = {"kind": self.kind if self.kind != "contact" else "", "text": self.text}
        query = urlencode({name: value for name, value in asked.items() if value})
        to = json.dumps(f"/people?{query}" if query else "/people")
        ui.run_javascript(f"history.replaceState(history.state, '', {to})")
        pressed(self.tabs, self.kind)
        self.rows.clear()
        with self.rows:
            for record in page.records:
                self._row(record)
            if not page.records:
                self._nothing()
        self._draw_pages(page.next)

    def _row(self, record: dict[str, Any]) -> None:
        with link(address_of(self.kind, str(record["id"])), look="row").mark(data_record=str(record["id"])):
            icon(KINDS[self.kind])
            with box("grow stack tight"):
                cut(name_of(self.catalog, record), "strong")
                told = [self._about(record.get(name)) for name in ABOUT[self.kind]]
                if about := " · ".join(part for part in told if part):
                    cut(about, "small quiet")
            if record.get("unsubscribed"):
                badge(self.view.say("people.opted_out"), "warn")

    def _about(self, value: Any) -> str:
        return name_of(self.catalog, value) if isinstance(value, dict) else str(value or "")

    def _nothing(self) -> None:
        say = self.view.say
        with box("empty stack wide"):
            said(say("people.none_so" if self.text else "people.none"))
            if "@" in self.text:
                with box():
                    link(f"/people/{quote(self.text, safe='@')}", say("people.anyway"), "button")

    def _draw_pages(self, after: str) -> None:
        say = self.view.say
        self.pages.clear()
        with self.pages:
            if len(self.places) > 1:
                button(say("people.before"), self._before, drawing="chevron-left")
            box("grow")
            if after:
                button(say("people.after"), lambda: self._after(after), drawing="chevron-right")

    async def _after(self, place: str) -> None:
        self.places.append(place)
        await self.look()

    async def _before(self) -> None:
        self.places.pop()
        await self.look()


def facts(view: View, rows: list[tuple[str, str]]) -> None:
    """What is known of somebody, a line each."""
    with Tag("dl", look="facts"):
        for label, value in rows:
            Tag("dt", view.say(f"known.{label}"), "label")
            Tag("dd", value, "words", {"translate": "no", "dir": "auto"})
