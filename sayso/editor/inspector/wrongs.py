"""Findings below what they are about, each with its mends as buttons: what keeps the flow from running in one look,
what is only worth knowing in another, each with its drawing and its word."""

from collections.abc import Sequence

from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.shapes import Wrong
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, icon, theirs

DRAWINGS = {"error": "circle-x", "warning": "alert-triangle", "note": "info"}


def draw_wrongs(bench: Bench, wrongs: Sequence[Wrong], name: str = "") -> None:
    """What is wrong with a field, or with the step as a whole."""
    for wrong in wrongs:
        with box(f"finding {wrong.level}", role="alert" if wrong.severe else "status", data_level=wrong.level):
            with box("line told"):
                icon(DRAWINGS[wrong.level], bench.say(f"finding.{wrong.level}"))
                theirs(wrong.sentence, "small words grow")
            if wrong.fixes and not bench.off:
                with box("line wrap"):
                    for fix in wrong.fixes:
                        _mend(bench, name, wrong, fix.title)


def _mend(bench: Bench, name: str, wrong: Wrong, title: str) -> Tag:
    return button(title.replace("`", ""), lambda: bench.mend(name, wrong.sentence, title), "small-one")
