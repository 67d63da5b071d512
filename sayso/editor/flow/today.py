"""What the flow would do today, counted in the background while nobody types."""

import asyncio

from nicegui import background_tasks

from sayso.dsl.flow import OnManual, OnSchedule
from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.bar import Bar
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.today import Today, today_of

PAUSE = 1.5
"""Seconds after the last edit."""
UNKNOWN = "–"


class TodayLine:
    """Keeps the line in the bar up to date."""

    def __init__(self, editor: Editor, bar: Bar) -> None:
        self.editor, self.bar = editor, bar
        self._of, self._told = "", ""
        self._counting: asyncio.Task[None] | None = None
        editor.after_pause.append(self.soon)
        self.soon()

    def soon(self) -> None:
        """Count once nothing is typed for a while; until then what was counted of another text is not shown."""
        if self.editor.compiled.flow is not None:
            self._put(self._told if self._of == self.editor.text else self.editor.say("today.words", what=UNKNOWN))
        if self._counting is None or self._counting.done():
            self._counting = background_tasks.create(self._count_when_quiet())

    async def _count_when_quiet(self) -> None:
        """A page that nobody has in front of them, because they went elsewhere, waits for its end."""
        view = self.editor.view
        while not view.client.is_deleted and self._of != self.editor.text:
            text = self.editor.text
            await asyncio.sleep(PAUSE)
            if text != self.editor.text or not view.client.has_socket_connection:
                continue
            if self.editor.errors or not self._begins_by_itself():
                return
            try:
                found = await today_of(view.door, view.workspace, self.editor.flow, text)
            except Refused:
                return
            if text == self.editor.text:
                self._of, self._told = text, self.editor.say("today.words", what=self._words(found))
                self._put(self._told)

    def _begins_by_itself(self) -> bool:
        """Whether a day's runs need no data from outside: what a form or an event brings nobody knows beforehand."""
        flow = self.editor.compiled.flow
        return flow is not None and all(isinstance(one, OnSchedule | OnManual) for one in flow.triggers)

    def _words(self, found: Today) -> str:
        say = self.editor.say
        sends = ", ".join(found.sends) or say("today.nothing")
        if not found.kind:
            return say("today.sends", sends=sends)
        return say("today.match", n=found.found, kind=found.kind, sends=sends)

    def _put(self, words: str) -> None:
        if words == self.bar.today or self.editor.view.client.is_deleted:
            return
        self.bar.today = words
        with self.editor.view.client.content:
            self.bar.show()
