"""The English: the flow read back, sentence by sentence, each linked to its box. A sentence can be said otherwise."""

from collections.abc import Awaitable, Callable

from sayso.copilot.readback import Sentence, readback
from sayso.dsl.blocks import Address
from sayso.editor.canvas.places import written
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button, when
from sayso.editor.kit.fields import Field
from sayso.editor.kit.showing import Copy
from sayso.editor.kit.tags import Tag, box, said, theirs

Says = Callable[[str, Address | None], Awaitable[str]]
Acts = Callable[[str, Address], Awaitable[None]]
LEVEL = 24
"""Pixels a level is set in."""
KEYS = """(event) => {
  const arrows = { ArrowUp: 'earlier', ArrowDown: 'later' };
  const act = event.altKey ? arrows[event.key] : event.key === 'Delete' ? 'delete' : '';
  if (act) { event.preventDefault(); emit(act); }
}"""
ACTS = {"earlier": "chevron-up", "later": "chevron-down", "delete": "trash"}
"""What can be done with a step beside saying it otherwise, and its drawing."""


class EnglishView:
    """The readback of one editor."""

    def __init__(self, editor: Editor, says: Says, acts: Acts) -> None:
        """`says` hears what a step is to say instead, and gives what is asked back; `acts` moves and deletes steps."""
        self.editor, self._says, self._acts = editor, says, acts
        self._holder = box("english")
        self._open: Sentence | None = None
        self._looked_at = False
        self._typed = self._asked = ""
        editor.after_pause.append(self.show)
        editor.on_select.append(self.show)

    def look(self, shown: bool) -> None:
        """The view is looked at, or no longer."""
        self._looked_at = shown
        self.show()

    def show(self) -> None:
        """Read the flow back as it is now, if anybody looks."""
        editor = self.editor
        if not self._looked_at:
            return
        if editor.compiled.flow is None:
            self._holder.classes("greyed")
            return
        self._holder.classes(remove="greyed")
        told = readback(editor.compiled.flow, editor.compiled.facts, editor.catalog)
        self._holder.clear()
        with self._holder:
            for sentence in told.sentences:
                self._sentence(sentence)
            if told.rules:
                said(editor.say("english.rules"), "label", tag="h2")
                for rule in told.rules:
                    theirs(rule.text, "quiet words", tag="p")
            Copy(
                f"{editor.compiled.flow.name}\n\n{told.text}", editor.say("english.copy"), editor.say("english.copied")
            )

    def _sentence(self, sentence: Sentence) -> None:
        with box("sentence-line").style(f"margin-left: {LEVEL * min(sentence.indent, 8)}px"):
            if sentence == self._open and sentence.address is not None:
                self._field(sentence, sentence.address)
            else:
                self._words(sentence)

    def _words(self, sentence: Sentence) -> None:
        """The sentence; a click makes a field of what a step says."""
        address = written(sentence.address) if sentence.address is not None else "trigger:0"
        chosen = address == self.editor.selected
        made = Tag("button", look=f"sentence {sentence.kind}{' chosen' if chosen else ''}", attributes={
            "type": "button", "data-step": sentence.step or "on", "translate": "no", "dir": "auto",
        })  # fmt: skip
        made.text = sentence.text
        when(made, "click", lambda: self._choose(sentence, address))
        if sentence.kind == "step" and sentence.address is not None:
            step = sentence.address
            when(made, "keydown", lambda act: self._act(str(act), step), KEYS)

    def _field(self, sentence: Sentence, address: Address) -> None:
        """The field in place of a sentence, what can be done with its step, and what was asked back."""
        say = self.editor.say
        with box("grow stack tight sentence-field") as around:
            with box("line"):
                with box("grow"):
                    Field("area", say("english.instead"), self._typed, rows=2, focused=True, typed=self._type,
                          entered=lambda words: self._said(words, sentence, address))  # fmt: skip
                for act, drawing in ACTS.items():
                    button("", lambda act=act: self._act(act, address), "plain", drawing, say(f"english.{act}"))
            if self._asked:
                theirs(self._asked, "note warn words", tag="p").mark(role="status", data_asked="true")
            said(say("english.enter"), "small quiet", tag="span")
        when(around, "keydown.esc", self._leave)

    def _choose(self, sentence: Sentence, address: str) -> None:
        told = sentence.kind == "step" and sentence.text == self._first(sentence)
        self._open = sentence if told and not self.editor.read_only else None
        self._typed, self._asked = sentence.written or sentence.text, ""
        self.editor.select(address)

    def _first(self, sentence: Sentence) -> str:
        """What the step itself says; others of its sentences, such as "If that does not happen", can't be said anew."""
        compiled = self.editor.compiled
        told = readback(compiled.flow, compiled.facts, self.editor.catalog).sentences if compiled.flow else ()
        return next((one.text for one in told if one.address == sentence.address), "")

    def _type(self, words: str) -> None:
        self._typed = words

    def _leave(self) -> None:
        self._open, self._asked = None, ""
        self.show()

    async def _act(self, act: str, address: Address) -> None:
        self._leave()
        await self._acts(act, address)

    async def _said(self, words: str, sentence: Sentence, address: Address) -> None:
        """Ask for it; what is not understood stays in the field, with what was asked back."""
        before = sentence.written or sentence.text
        self._asked = await self._says(words, address) if words.strip() != before.strip() else ""
        if not self._asked:
            self._open = None
        self.show()
