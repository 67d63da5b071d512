"""What a rehearsal begins with: the newest record of the trigger's kind, another one, what came in, or a sample."""

from collections.abc import Awaitable, Callable
from typing import Any

from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.tags import Tag, box, said
from sayso.runtime.operations.trigger_data import Asked, Came, asked_of, came_in, data_from, search_for

SAMPLE = ""
OWN = ""
"""Not something that came in, but the values that stand below."""
LONGEST = 60


class TriggerData:
    """What was chosen for each name that the trigger brings."""

    def __init__(self, editor: Editor, chosen: Callable[[], Awaitable[None]]) -> None:
        """`chosen` hears that something else was."""
        self.editor, self._chosen = editor, chosen
        self.asked: tuple[Asked, ...] = ()
        self.values: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.came: tuple[Came, ...] = ()
        self._taken: str | None = None

    async def look(self) -> None:
        """What the trigger brings, as the flow is now; what was chosen for a name stays chosen."""
        view = self.editor.view
        self.asked = await asked_of(view.door, view.workspace, self.editor.compiled)
        for one in self.asked:
            self._names |= dict(one.newest)
            first = one.newest[0][0] if one.newest else one.sample
            self.values.setdefault(one.name, first)
        self.came = await came_in(view.door, view.workspace, self.editor.flow, self.editor.compiled)

    def take(self, came: str) -> None:
        """Try it with this, from the next rehearsal on."""
        self._taken = came

    def _now(self) -> Came | None:
        """What came in and is chosen: the last, unless somebody chose otherwise."""
        if self._taken is None:
            return self.came[0] if self.came else None
        return next((one for one in self.came if one.id == self._taken), None)

    async def data(self) -> dict[str, Any]:
        """What was chosen, as a rehearsal takes it."""
        view = self.editor.view
        names = {one.name for one in self.asked}
        chosen = {name: value for name, value in self.values.items() if name in names}
        return await data_from(view.door, view.workspace, self.editor.compiled, chosen, self._now())

    def draw(self) -> None:
        """A field for each."""
        if not self.asked:
            return
        with box("stack", data_trigger_data=len(self.asked)):
            said(self.editor.say("trigger_data.title"), tag="h3")
            now = self._now()
            if self.came:
                self._came(now)
            for one in self.asked:
                if now is None or not self._brings(now, one.name):
                    self._record(one) if one.record else self._value(one)

    def _came(self, now: Came | None) -> None:
        """What came in lately, or values of one's own."""
        say, when = self.editor.say, self.editor.view.when
        options = [(one.id, say("came.words", when=when(one.at), what=_short(one))) for one in self.came]

        async def chosen(value: str) -> None:
            self._taken = value
            await self._chosen()

        label = say("came.try")
        Field("select", label, now.id if now is not None else OWN, options=[*options, (OWN, say("came.own"))],
              changed=chosen)  # fmt: skip

    def _brings(self, came: Came, name: str) -> bool:
        """Whether the trigger at which something came in binds a name."""
        program = self.editor.compiled.program
        starts = program.starts if program is not None else ()
        return any((one.kind, one.name) == (came.kind, came.name) and name in dict(one.binds) for one in starts)

    def _value(self, one: Asked) -> None:
        with labelled(one.name):
            Field("text", one.name, self.values.get(one.name, ""), hint=one.sample,
                  changed=lambda value: self._set(one.name, str(value)))  # fmt: skip

    def _record(self, one: Asked) -> None:
        say, now = self.editor.say, self.values.get(one.name, SAMPLE)
        options = dict(one.newest)
        if now and now not in options:
            options = {now: self._names.get(now, now), **options}
        sample = say("trigger_data.sample", kind=one.record)
        with labelled(one.name, "" if now else say("trigger_data.marked")):
            Field("select", one.name, now, options=[*options.items(), (SAMPLE, sample)],
                  changed=lambda value: self._set(one.name, str(value)))  # fmt: skip
            if one.newest:
                search = say("trigger_data.search", kind=one.record)
                Field("search", search, hint=search, typed=lambda text: self._search(one, str(text), rows))
                rows = box("line wrap")

    async def _search(self, one: Asked, text: str, rows: Tag) -> None:
        view = self.editor.view
        found = await search_for(view.door, view.workspace, one.record, text)
        rows.clear()
        self._names |= dict(found)
        with rows:
            for id, name in found:
                button(name, lambda id=id: self._set(one.name, id), "link").mark(translate="no")

    async def _set(self, name: str, value: str) -> None:
        self.values[name] = value
        await self._chosen()


def _short(came: Came) -> str:
    """What it brought, in a few words."""
    told = ", ".join(str(value) for value in came.data.values() if isinstance(value, str | int | float) and value != "")
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
