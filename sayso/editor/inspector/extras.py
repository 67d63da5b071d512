"""What stands below the fields: the next dates of a schedule, and how the message will read."""

from collections.abc import Iterable, Sequence

from sayso.dsl.flow import OnSchedule
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.branches import draw_branches
from sayso.editor.inspector.lines import known_of, selected
from sayso.editor.inspector.more_triggers import draw_more_triggers
from sayso.editor.inspector.preview import previews
from sayso.editor.inspector.schedules import next_dates
from sayso.editor.inspector.shapes import FormProblem, Piece
from sayso.editor.kit.tags import Tag, box, said, theirs


def draw_extras(bench: Bench) -> None:
    """What goes with the form as a whole."""
    try:
        known = known_of(bench.editor.compiled, bench.editor.catalog, bench.say)
        chosen = selected(known, bench.where)
    except FormProblem:
        return
    if isinstance(chosen.trigger, OnSchedule):
        _dates(bench, chosen.trigger)
    draw_branches(bench, known, chosen)
    draw_more_triggers(bench, known, chosen)
    shown = previews(known, chosen)
    if shown:
        _letter(bench, shown)


def _dates(bench: Bench, trigger: OnSchedule) -> None:
    """The next three times at which it starts."""
    view = bench.editor.view
    moments = next_dates(trigger, view.door.now(), bench.editor.catalog)
    said(bench.say("inspector.next_dates"), "label")
    if not moments:
        said(bench.say("inspector.no_dates"), "small quiet")
    with Tag("ol", look="stack tight dates"):
        for moment in moments:
            Tag("li", f"{view.when(moment)}", attributes={"translate": "no"})


def _letter(bench: Bench, texts: Sequence[tuple[Piece, ...]]) -> None:
    """The message with the values of the last test; what has none stands as a chip."""
    said(bench.say("inspector.preview"), "label")
    with box("letter", role="group", aria_label=bench.say("inspector.preview")):
        for number, pieces in enumerate(texts):
            with Tag("p", look="strong words" if number == 0 and len(texts) > 1 else "words"):
                _shown(bench, pieces)


def _shown(bench: Bench, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        value = bench.editor.last_value(piece.source) if piece.kind == "data" else ""
        if piece.kind == "data" and not value:
            theirs(piece.words, "data-chip")
        else:
            theirs(value or piece.words, "filled" if value else "")
