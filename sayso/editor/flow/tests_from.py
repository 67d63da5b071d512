"""A rehearsal, kept as tests of the flow: what was found, what outsiders did, and what must come of it."""

from typing import Any

from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import toast
from sayso.runtime.operations.rehearsing import Choice
from sayso.runtime.operations.testing_flows import keep_as_tests


async def tests_of(editor: Editor, choices: dict[str, Choice], data: dict[str, Any] | None = None) -> tuple[str, int]:
    """The text with one test more for each distinct outcome, and how many these are; each was run, and holds."""
    kept = await keep_as_tests(
        editor.view.door, editor.view.workspace, editor.flow, editor.text, choices, data
    )  # fmt: skip
    if kept.left:
        toast(editor.say("tests.left_out", n=len(kept.left), names=", ".join(kept.left)))
    return kept.text, kept.count
