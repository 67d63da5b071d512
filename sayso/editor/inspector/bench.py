"""What all fields of one form share: the editor, how a change is made, and the list of data."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from sayso.dsl.diagnostics import Fix, apply_fix
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.flow import Flow
from sayso.dsl.types import Type
from sayso.editor.inspector.changing import changed
from sayso.editor.inspector.chips import path_words
from sayso.editor.inspector.elements import DataList, Pieces, Told
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.keeper import Keeper
from sayso.editor.inspector.needs import Needs
from sayso.editor.inspector.reach import insertable
from sayso.editor.inspector.shapes import Chip, Form, FormField, FormProblem, Piece
from sayso.editor.kit.doing import toast
from sayso.editor.kit.tags import Tag, box

Tests = Callable[[str], Awaitable[None]]


class Spot(NamedTuple):
    """Where a field is drawn: the place for what cannot stand there, and whether the caret goes there."""

    problem: Tag
    focused: bool = False


class Bench:
    """One drawing of one form."""

    def __init__(self, editor: Needs, form: Form, keeper: Keeper, test: Tests | None = None) -> None:
        """Nothing waits yet. `test` tries the flow with something that came in."""
        self.editor, self.form, self.keeper, self.test, self.say = editor, form, keeper, test, editor.say
        self.where = editor.selected
        self._later: list[Callable[[], Awaitable[None]]] = []

    @property
    def off(self) -> bool:
        """Whether nothing can be changed here."""
        return self.editor.read_only

    def later(self, do: Callable[[], Awaitable[None]]) -> None:
        """What takes longer, and is filled in once the form stands."""
        self._later.append(do)

    async def afterwards(self) -> None:
        """Do what was left for later."""
        waiting, self._later = self._later, []
        for do in waiting:
            await do()

    async def put(self, field: FormField, name: str, source: str, problem: Tag | None) -> bool:
        """Change a field, as one step of the history; what cannot stand there is told in place, and stays typed."""
        editor = self.editor
        async with self.keeper.turn:
            try:
                text = changed(editor.text, editor.compiled, self.where, name, source, editor.catalog, self.say)
            except FormProblem as wrong:
                self.tell(problem, wrong.sentence)
                return False
            self.tell(problem, "")
            self.keeper.stale.add(field.name)
            if text != editor.text:
                await editor.change(text, self.say("inspector.changed", field=field.label))
        return True

    async def make(self, make: Callable[[str, Flow], str], what: str, select: str | None = None) -> bool:
        """Another edit of the flow, as one step of the history; told where it cannot be made."""
        editor = self.editor
        async with self.keeper.turn:
            flow = editor.compiled.flow
            try:
                text = make(editor.text, flow) if flow is not None else ""
            except (EditProblem, LookupError):
                text = ""
            if not text:
                toast(self.say("inspector.cannot"))
                return False
            await editor.change(text, what, select)
        return True

    def tell(self, problem: Tag | None, sentence: str) -> None:
        """Say below a field why something cannot stand there."""
        if problem is None or problem.is_deleted:
            return
        problem.clear()
        if sentence:
            with problem:
                Tag("span", sentence, "wrong", {"role": "alert", "dir": "auto"})

    def tomorrow(self) -> str:
        """The next day of the workspace, as it is written."""
        view = self.editor.view
        return (view.door.now().astimezone(view.zone) + timedelta(days=1)).date().isoformat()

    async def mend(self, name: str, sentence: str, title: str) -> None:
        """Make a mend that a finding offers, as the flow stands now."""
        form = form_of(self.editor.compiled, self.editor.catalog, self.where, self.say)
        field = form.field(name)
        found = [one for one in (field.wrong if field else form.wrong) if one.sentence == sentence]
        fix = next((fix for one in found for fix in one.fixes if fix.title == title), None)
        if fix is not None:
            await self.apply(fix)

    async def apply(self, fix: Fix) -> None:
        """One mend, as one step of the history."""
        await self.editor.change(apply_fix(self.editor.text, fix), fix.title)

    # ------------------------------------------------------------------ data

    def told(self, pieces: Iterable[Piece]) -> Told:
        """Pieces as a field takes them, each chip with its last value."""
        return [
            (one.kind, one.words, one.source, self.last(one.source) if one.kind == "data" else "") for one in pieces
        ]

    def last(self, source: str) -> str:
        """What a chip said when the flow was last tried, as a title."""
        value = self.editor.last_value(source)
        return self.say("inspector.last", value=value) if value else ""

    def chips(self, wanted: Type | None, element: str) -> tuple[Chip, ...]:
        """The data that may be put into a field."""
        return insertable(self.editor.compiled, self.editor.catalog, self.where, wanted, element)

    def offer(self, place: Tag, into: Pieces, wanted: Type | None, element: str, alone: bool) -> None:
        """Open the list of data below a field; what is taken goes where the caret was."""
        if list(place.default_slot.children):
            return

        def close() -> None:
            place.clear()
            into.back()

        def take(path: str) -> None:
            place.clear()
            into.take(path, path_words(path), self.last(path), alone)

        self.listed(place, wanted, element, take, close)

    def listed(
        self, place: Tag, wanted: Type | None, element: str, take: Callable[[str], object], close: Callable[[], object]
    ) -> None:  # fmt: skip
        """The list of data itself."""
        items = [
            (chip.path, chip.words, chip.kind_words, self.editor.last_value(chip.path))
            for chip in self.chips(wanted, element)
        ]
        with place, box("data-holder"):
            DataList(
                items, self.say("inspector.insert"), self.say("inspector.search_data"), self.say("inspector.no_data"),
                take, close,
            )  # fmt: skip
