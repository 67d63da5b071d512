"""Several words one after the other: tags, answers, days of the week."""

from functools import partial

from sayso.editor.inspector.bench import Bench, Spot
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.shapes import FormField
from sayso.editor.inspector.written import items_from, list_of
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, theirs


def draw_items(bench: Bench, field: FormField, spot: Spot) -> None:
    """Words that can be taken out one by one, and a field that adds one."""
    items = items_from(field.source)

    async def put(words: tuple[str, ...]) -> None:
        source = list_of(words) if field.many else quoted(words[-1]) if words else ""
        await bench.put(field, field.name, source, spot.problem)

    with Tag("ul", look="line wrap items", attributes={"aria-label": field.label}):
        for item in items:
            with Tag("li", look="badge"):
                theirs(item)
                if not bench.off:
                    rest = tuple(one for one in items if one != item)
                    button("", lambda rest=rest: put(rest), "plain tiny", "x", bench.say("inspector.remove", what=item))

    async def add(words: str) -> None:
        if words.strip():
            await put((*items, words.strip()))

    known = [option.words for option in field.options if option.words not in items]
    label = bench.say("inspector.add", what=field.label)
    if bench.off:
        return
    line = partial(bench.keeper.line, field.name)
    if known:
        options = [("", label), *((one, one) for one in known)]
        line("select", label, "", options=options, focused=spot.focused, changed=add)
    other = bench.say("inspector.add_other") if known else label
    line("text", other, "", changed=add, entered=add, hint=other)


def draw_weekdays(bench: Bench, field: FormField, spot: Spot) -> None:
    """The days of the week, each on or off."""
    chosen = [day.strip() for day in field.source.split(",") if day.strip()]

    async def put(day: str, ticked: bool) -> None:
        days = [
            one.value
            for one in field.options
            if (one.value in chosen and one.value != day) or (one.value == day and ticked)
        ]
        await bench.put(field, field.name, ", ".join(days), spot.problem)

    with box("line wrap", role="group", aria_label=field.label):
        for option in field.options:
            bench.keeper.line(
                field.name, "check", option.words, option.value in chosen, text=option.words, off=bench.off,
                changed=lambda ticked, day=option.value: put(day, bool(ticked)),
            )  # fmt: skip
