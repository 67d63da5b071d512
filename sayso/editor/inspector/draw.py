"""Draws the form of what is selected. Fields that did not change stay as they are, with the caret in them."""

from collections.abc import Sequence

from nicegui.element import Element

from sayso.editor.inspector.bench import Bench, Tests
from sayso.editor.inspector.draw_field import draw_field
from sayso.editor.inspector.extras import draw_extras
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.keeper import Keeper
from sayso.editor.inspector.lines import known_of
from sayso.editor.inspector.more_triggers import draw_ways
from sayso.editor.inspector.needs import Needs
from sayso.editor.inspector.panels import draw_panel
from sayso.editor.inspector.shapes import Form, FormField, FormProblem
from sayso.editor.inspector.wrongs import draw_wrongs
from sayso.editor.kit.tags import Tag, badge, box, said, theirs


async def draw_inspector(editor: Needs, holder: Element, test: Tests | None = None) -> None:
    """Draw the form of `editor.selected` into a container, or bring the one that is there up to date.

    `test` tries the flow with something that came in.
    """
    keeper = _keeper(editor, holder)
    try:
        form = form_of(editor.compiled, editor.catalog, editor.selected, editor.say)
    except FormProblem as problem:
        _nothing(keeper, problem.sentence)
        return
    bench = Bench(editor, form, keeper, test)
    where = f"{editor.read_only} {form.where}"
    if keeper.where != where:
        keeper.forget()
        keeper.where = where
    _lay_out(keeper, bench)
    _update(keeper, bench)
    await bench.afterwards()


def _keeper(editor: Needs, holder: Element) -> Keeper:
    found = next((one for one in holder.default_slot.children if isinstance(one, Keeper)), None)
    if found is not None:
        return found
    with holder:
        return Keeper(editor.say("inspector.name"))


def _nothing(keeper: Keeper, sentence: str) -> None:
    keeper.forget()
    keeper.where = ""
    with keeper:
        said(sentence, "quiet")


HEAD, BODY, EXTRAS, PANEL = " head", " body", " extras", " panel"


def _outline(form: Form) -> str:
    """What decides where each field stands: which there are, in which order, under which heading."""
    kind = form.field("kind")
    places = [f"{field.name} {field.kind} {field.group} {_is_more(field)}" for field in form.fields]
    return "\n".join([kind.source if kind is not None else "", *places])


def _lay_out(keeper: Keeper, bench: Bench) -> None:
    """A place for each field, in order; one that is there already stays, with what is being typed in it."""
    outline = _outline(bench.form)
    if keeper.outline == outline and keeper.boxes:
        return
    with keeper:
        for name, look in ((HEAD, "stack tight"), (BODY, "stack wide"), (PANEL, "stack wide"), (EXTRAS, "stack wide")):
            if name not in keeper.boxes:
                keeper.boxes[name] = box(look)
    keeper.outline = outline
    fields = [field for field in bench.form.fields if not _is_more(field)]
    more = [field for field in bench.form.fields if _is_more(field)]
    with keeper.rearranged(keeper.boxes[BODY], [PANEL, *(field.name for field in bench.form.fields)]):
        webhook = outline.startswith("webhook\n")
        _places(keeper, [field for field in fields if not webhook or not field.group])
        keeper.place(PANEL)
        _places(keeper, [field for field in fields if webhook and field.group])
        if more:
            with Tag("details", look="more"):
                Tag("summary", bench.say("inspector.more", n=len(more)))
                with box("stack wide"):
                    _places(keeper, more)


def _places(keeper: Keeper, fields: Sequence[FormField]) -> None:
    group = ""
    for field in fields:
        if field.group != group:
            group = field.group
            theirs(group, "group-head", tag="h3")
        keeper.place(field.name)


def _update(keeper: Keeper, bench: Bench) -> None:
    """Draw the fields that say something else now, or in which somebody left something."""
    begun = not keeper.shown
    first = next((field.name for field in bench.form.fields if field.todo), "")
    _head(keeper.boxes[HEAD], bench)
    for field in bench.form.fields:
        if keeper.shown.get(field.name) == field and field.name not in keeper.stale:
            continue
        keeper.shown[field.name] = field
        keeper.stale.discard(field.name)
        with keeper.again(keeper.boxes[field.name]):
            draw_field(bench, field, focused=begun and field.name == first)
    with keeper.again(keeper.boxes[EXTRAS]):
        draw_extras(bench)
    draw_panel(bench, keeper.boxes[PANEL])


def _head(place: Element, bench: Bench) -> None:
    form = bench.form
    place.clear()
    with place:
        with box("line wrap"):
            theirs(form.title, "words", tag="h2")
            if form.off:
                badge(bench.say("inspector.off"))
        if form.sentence:
            theirs(form.sentence, "quiet words", tag="p")
        draw_ways(bench, known_of(bench.editor.compiled, bench.editor.catalog, bench.say))
        draw_wrongs(bench, form.wrong)


def _is_more(field: FormField) -> bool:
    """Whether a field may stay folded away: nothing is given, nothing is needed, nothing is wrong."""
    usual = field.name in USUAL or field.group or field.kind in ("yes-no", "condition", "input", "schedule")
    return not (field.source or field.todo or field.required or field.wrong or usual) or field.name in RARE


USUAL = frozenset(
    {"to", "text", "subject", "template", "due", "note", "at_most", "otherwise", "at", "every", "goal", "on"}
)
"""Fields that are seen even while nothing stands in them."""
RARE = frozenset({"one_at_a_time", "stop_on_error", "collect", "tool", "again"})
"""Fields that few people ever change."""
