"""The last times that the event of a trigger really happened, and whether each would start the flow as it is now."""

from sayso.dsl.flow import OnEvent
from sayso.dsl.print import print_header_line
from sayso.editor.inspector.bench import Bench
from sayso.editor.kit.tags import Tag, badge, box, said, theirs
from sayso.runtime.operations.happened import Happened, happened

LOOKS = {True: ("would", "good", "circle-check"), False: ("would_not", "", "circle-slash")}


class EventPanel:
    """The event of one trigger."""

    def __init__(self, bench: Bench, trigger: OnEvent, number: int) -> None:
        """Nothing is drawn yet."""
        self.bench, self.trigger, self.number, self.say = bench, trigger, number, bench.say

    @property
    def key(self) -> str:
        """Another event, another condition, or a flow that can be judged now."""
        editor = self.bench.editor
        return f"event {editor.flow} {self.number} {bool(editor.compiled.errors)} {print_header_line(self.trigger)}"

    def draw(self) -> None:
        """The place; what is in it is looked up once the form stands."""
        self._holder = box("stack tight")
        self.bench.later(self._load)

    async def _load(self) -> None:
        editor, view = self.bench.editor, self.bench.editor.view
        found = await happened(view.door, view.workspace, editor.compiled, self.number)
        if self._holder.is_deleted:
            return
        with self._holder:
            said(self.say("event.lately"), "label", tag="h3")
            if not found:
                said(self.say("event.none"), "small quiet")
                return
            with Tag("ol", look="rows tight-rows", attributes={"data-happened": len(found)}):
                for one in found:
                    self._row(one)

    def _row(self, one: Happened) -> None:
        with Tag("li", look="line wrap came-row"):
            with box("stack tight grow"):
                theirs(one.about or self.say("event.something"), "strong words")
                theirs(self.bench.editor.view.when(one.at), "small quiet words")
            if one.starts is not None:
                word, look, drawing = LOOKS[one.starts]
                badge(self.say(f"event.{word}"), look, drawing).mark(data_starts=word)
