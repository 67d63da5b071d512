"""Draws one field: its label, what stands in it, the data button, its "or …", and what is wrong with it."""

from collections.abc import Callable, Mapping
from typing import Any

from sayso.editor.inspector.bench import Bench, Spot
from sayso.editor.inspector.draw_input import draw_input
from sayso.editor.inspector.draw_list import draw_items, draw_weekdays
from sayso.editor.inspector.draw_rows import draw_rows
from sayso.editor.inspector.elements import heard
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.shapes import FormField, Gap, Option
from sayso.editor.inspector.written import source_from
from sayso.editor.inspector.wrongs import draw_wrongs
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, said, theirs

LONG = frozenset({"text", "message", "note", "question", "body", "instructions", "notes", "what"})
"""Texts that have several rows."""
WHOLE = frozenset({"data", "person", "choice", "template", "stage", "yes-no", "number", "duration", "date", "time"})
"""Kinds in which data stands alone."""


def draw_field(bench: Bench, field: FormField, focused: bool = False) -> None:
    """One field."""
    if field.kind != "input" or not field.source:
        with box("line label-line"):
            (theirs if field.theirs else said)(field.label, "label", tag="span")
            if field.required and not field.source:
                said(bench.say("inspector.required"), "small quiet", tag="span")
    if field.todo:
        theirs(bench.say("inspector.todo", question=field.todo), "small undecided", tag="span")
    problem = box("problem")
    _DRAWERS.get(field.kind, _pieces)(bench, field, Spot(problem, focused))
    problem.move(target_index=-1)
    for gap in field.gaps:
        _gap(bench, field, gap, problem)
    if field.note:
        said(field.note, "small quiet", tag="span")
    draw_wrongs(bench, field.wrong, field.name)


# ---------------------------------------------------------------------- words and data


def _pieces(bench: Bench, field: FormField, spot: Spot) -> None:
    """Words and chips; `@` and the button open the same list."""

    async def left(said: Any) -> None:
        source = source_from(field, heard(said))
        if source != field.source:
            await bench.put(field, field.name, source, spot.problem)

    def wanted() -> None:
        bench.offer(place, made, field.wanted, field.element, field.kind in WHOLE)

    long = field.kind == "text" and (field.name in LONG or "\n" in field.source)
    made = bench.keeper.pieces(
        field.name, field.label, bench.told(field.pieces), hint=_hint(bench, field), many=long, off=bench.off,
        focused=spot.focused, asks=field.data, wrong=any(one.severe for one in field.wrong), changed=left,
        wanted=wanted,
    )  # fmt: skip
    if field.kind == "date" and not bench.off:
        _day(bench, field, spot.problem)
    if field.data and not bench.off:
        button(bench.say("inspector.insert"), made.ask, "link small-one at-head", "at-sign")
    place = box("data-place")


def _hint(bench: Bench, field: FormField) -> str:
    if field.note and not field.data:
        return ""
    return bench.say.known(f"hint.{field.kind.replace('-', '_')}", "")


def _day(bench: Bench, field: FormField, problem: Tag) -> None:
    """A calendar to pick a day from, beside what may be written."""

    async def picked(day: str) -> None:
        await bench.put(field, field.name, day, problem)

    day = field.source if len(field.source) == 10 and field.source[:4].isdecimal() else ""
    bench.keeper.line(field.name, "date", bench.say("inspector.pick_day", field=field.label), day, changed=picked)


# ---------------------------------------------------------------------- one of several


def _choice(bench: Bench, field: FormField, spot: Spot) -> None:
    """A list to choose from; data is put in by its button."""

    async def chosen(value: str) -> None:
        if field.name == "unit" and value == "once":
            await bench.put(field, "once", bench.tomorrow(), spot.problem)
        elif value != field.source:
            await bench.put(field, field.name, value, spot.problem)

    options = [(one.value, one.words) for one in _offered(bench, field)]
    with box("line"):
        bench.keeper.line(field.name, "select", field.label, field.source, options=options, off=bench.off,
                          focused=spot.focused, changed=chosen).classes("grow")  # fmt: skip
    if field.data and field.kind != "yes-no" and not bench.off:
        place = box("data-place")
        other = bench.say("inspector.other_data")
        button(other, lambda: _data(bench, field, place, spot.problem), "link small-one at-head", "at-sign")


def _offered(bench: Bench, field: FormField) -> list[Option]:
    """The choices, with nothing before them where that may be, and what stands there now behind them."""
    offered = list(field.options)
    if not any(one.value == field.source for one in offered):
        here = Option(field.source, field.shown if field.source else bench.say("inspector.choose"))
        offered = [here, *offered] if not field.source else [*offered, here]
    flag = field.kind == "yes-no" and not field.data
    if field.source and not field.required and not flag and all(one.value for one in offered):
        offered = [Option("", bench.say("inspector.nothing")), *offered]
    return offered


def _data(bench: Bench, field: FormField, place: Tag, problem: Tag) -> None:
    """The list of data, of which one takes the whole place."""

    async def take(path: str) -> None:
        place.clear()
        await bench.put(field, field.name, path, problem)

    bench.listed(place, field.wanted, field.element, take, place.clear)


# ---------------------------------------------------------------------- or …


def _gap(bench: Bench, field: FormField, gap: Gap, problem: Tag) -> None:
    """What stands in the place of a value that is empty."""

    async def left(words: str) -> None:
        plain = field.kind == "text" and words.strip()
        await bench.put(field, gap.name, quoted(words.strip()) if plain else words, problem)

    with box("line gap"):
        label = bench.say("inspector.or", of=gap.of)
        theirs(label, "small quiet", tag="span")
        nothing = bench.say("inspector.or_nothing")
        if field.kind == "person":
            options = [("", nothing), *((one.value, one.words) for one in field.options)]
            options += [] if any(one[0] == gap.source for one in options) else [(gap.source, gap.words)]
            bench.keeper.line(gap.name, "select", label, gap.source, options=options, off=bench.off, changed=left)
        else:
            bench.keeper.line(gap.name, "text", label, gap.words, off=bench.off, hint=nothing, changed=left)


_DRAWERS: Mapping[str, Callable[[Bench, FormField, Spot], None]] = {
    "choice": _choice, "template": _choice, "stage": _choice, "yes-no": _choice, "person": _choice,
    "condition": draw_rows, "list": draw_items, "tag": draw_items, "input": draw_input,
    "schedule": lambda bench, field, spot: (draw_weekdays if field.options else _pieces)(bench, field, spot),
}  # fmt: skip
"""How each kind of field is drawn; all others hold words and data."""
