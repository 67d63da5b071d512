"""What can be inserted at a place: next steps that are likely, steps, tools, and saying it in English."""

from functools import partial

from sayso.editor.canvas.places import written
from sayso.editor.drafting.editor import Editor
from sayso.editor.inspector.inserting import insert_choices, inserted
from sayso.editor.inspector.shapes import Choice, FormProblem
from sayso.editor.kit.finder import Entry, Finder
from sayso.editor.kit.sheets import sheet
from sayso.runtime.operations.door import Refused


class InsertList:
    """The list, opened at a place."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor

    async def open(self, place: str) -> None:
        """Open it; Enter takes the first that fits what is typed."""
        editor, say = self.editor, self.editor.say
        choices = insert_choices(editor.compiled, editor.catalog, place, editor.draft.services.habits, say)
        entries = [
            Entry(say.known(f"insert.{one.group}", one.group), one.label, partial(self._take, place, one),
                  detail=one.detail, known_by=one.opening)
            for one in choices
        ]  # fmt: skip
        with sheet(editor.view, say("insert.title"), middle=True) as open_:
            Finder(say("insert.field"), entries, open_.close, say("insert.hint"), say("insert.none"))

    async def _take(self, place: str, choice: Choice) -> None:
        editor = self.editor
        found: dict[str, str] = {}

        def make(text: str) -> str:
            try:
                new, address = inserted(text, editor.compiled, editor.catalog, place, choice)
            except FormProblem as problem:
                raise Refused("cannot-insert", problem.sentence) from None
            found["at"] = written(address)
            return new

        await editor.edit(make, editor.say("insert.did", what=choice.label))
        editor.select(found.get("at", ""))
