"""What a flow remembers by now, each entry to be forgotten once its consequence was told."""

from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.draw_input import said_name
from sayso.editor.inspector.kinds import is_many
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.sheets import ask
from sayso.editor.kit.tags import Tag, box, said, theirs
from sayso.runtime.operations.remembered import Entry, Remembered, forget, remembered


class MemoryPanel:
    """The memory of one flow."""

    def __init__(self, bench: Bench) -> None:
        """Nothing is drawn yet."""
        self.bench, self.say = bench, bench.say
        self.view, self.flow = bench.editor.view, bench.editor.flow

    @property
    def key(self) -> str:
        """Another flow, or other names it remembers under."""
        return f"memory {self.flow} {self._names()} {self.bench.off}"

    def draw(self) -> None:
        """The place; what is in it is looked up once the form stands."""
        self._holder = box("stack wide")
        self.bench.later(self._load)

    def _names(self) -> list[str]:
        flow = self.bench.editor.compiled.flow
        return [field.name for field in flow.memory.fields] if flow is not None and flow.memory is not None else []

    async def _load(self) -> None:
        found = {one.name: one for one in await remembered(self.view.door, self.view.workspace, self.flow)}
        if self._holder.is_deleted:
            return
        names = list(dict.fromkeys([*self._names(), *found]))
        self._holder.clear()
        with self._holder:
            if names:
                said(self.say("memory.title"), "group-head", tag="h3")
            for name in names:
                self._name(name, found.get(name))

    def _name(self, name: str, held: Remembered | None) -> None:
        """One name, with what stands under it."""
        say = self.say
        with box("stack tight", data_memory=name):
            with box("line apart"):
                theirs(said_name(name), "strong words")
                if held is not None and held.count > 1 and not self.bench.off:
                    button(say("memory.forget_all"), lambda: self._all(held), "link small-one")
            if name not in self._names():
                said(say("memory.unused"), "small quiet")
            if held is None:
                said(say("memory.empty"), "small quiet")
                return
            said(say("memory.count", n=held.count), "small quiet")
            with Tag("ul", look="rows tight-rows"):
                for entry in held.entries:
                    self._entry(held, entry)
            if held.count > len(held.entries):
                said(say("memory.more", n=held.count - len(held.entries)), "small quiet")

    def _entry(self, held: Remembered, entry: Entry) -> None:
        with Tag("li", look="line came-row", attributes={"data-entry": entry.number}):
            theirs(entry.words, "grow words")
            if not self.bench.off:
                button(
                    "",
                    lambda: self._one(held, entry),
                    "plain tiny",
                    "trash",
                    self.say("memory.forget", what=entry.words),
                )

    async def _one(self, held: Remembered, entry: Entry) -> None:
        key = "memory.one_of_list" if held.count > 1 or self._is_list(held.name) else "memory.one_value"
        title = self.say("memory.forget", what=entry.words)
        await self._agreed(held.name, title, self.say(key, what=entry.words, name=said_name(held.name)), entry)

    async def _all(self, held: Remembered) -> None:
        title = self.say("memory.forget_all_of", name=said_name(held.name))
        await self._agreed(held.name, title, self.say("memory.all_of_list", n=held.count, name=said_name(held.name)))

    async def _agreed(self, name: str, title: str, told: str, entry: Entry | None = None) -> None:
        """Forget it once somebody agreed to what that means."""
        say, door, workspace = self.say, self.view.door, self.view.workspace
        if not await ask(self.view, title, [told, say("memory.for_good")], say("memory.yes"), danger=True):
            return
        gone = await forget(door, workspace, self.flow, name, self.view.who, entry)
        toast(say("memory.gone", n=gone) if gone else say("memory.gone_already"))
        await self._load()

    def _is_list(self, name: str) -> bool:
        facts = self.bench.editor.compiled.facts
        return facts is not None and is_many(facts.memory.get(name))
