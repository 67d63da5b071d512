"""The text: every key goes to the draft; findings, completion and hover come back."""

from typing import Any

from sayso.dsl.diagnostics import Diagnostic
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import guarded, toast
from sayso.editor.text.code_area import CodeArea
from sayso.language import Completions, Hover


class TextView:
    """The text of one editor."""

    def __init__(self, editor: Editor, palette: Any) -> None:
        self.editor, self._palette = editor, palette
        words = editor.draft.services.words()
        table = {
            name: list(getattr(words, name)) for name in ("keywords", "literals", "units", "functions", "operators")
        }
        self._known, self._typing = editor.text, 0
        self.area = CodeArea(
            editor.text, guarded(self._changed), guarded(self._asked), guarded(self._key), table, editor.read_only,
            on_fix=guarded(self._fix),
        )  # fmt: skip
        editor.at_once.append(self.show)
        editor.on_select.append(self._selected)
        editor.on_reveal.append(self.area.reveal)
        self.show()

    def show(self) -> None:
        """The text as it is now, and what was found."""
        if not self._typing and self.editor.text != self._known:
            self._known = self.editor.text
            self.area.set_text(self.editor.text)
        self.area.set_findings([finding_of(one) for one in self.editor.draft.findings], self.editor.text)

    async def _changed(self, text: str, edits: Any, caret: int, kind: str) -> None:
        """A key. While keys are on their way to the draft, its text is behind and is not shown back."""
        before, self._known = self._known, text
        self._typing += 1
        try:
            await self.editor.typed(before, text)
        finally:
            self._typing -= 1
            if not self._typing:
                self.show()

    async def _asked(self, question: int, kind: str, caret: int) -> None:
        services, text = self.editor.draft.services, self.area.text
        if kind == "hover":
            self.area.answer(question, _hover(services.hover(text, caret, self.editor.last_values)))
        else:
            self.area.answer(question, _list(services.complete(text, caret, self.editor.last_values)))

    async def _key(self, key: str) -> None:
        match key:
            case "undo":
                await self.editor.undo()
            case "redo":
                await self.editor.redo()
            case "palette":
                self._palette()
            case "save":
                await self._format()

    async def _format(self) -> None:
        found = self.editor.draft.services.format(self.editor.text)
        if found.problem:
            toast(found.problem)
        elif found.text != self.editor.text:
            await self.editor.change(found.text, self.editor.say("text.formatted"))
        else:
            toast(self.editor.say("text.saved"))

    async def _fix(self, finding: int, fix: int) -> None:
        found = self.editor.draft.findings
        if finding < len(found) and fix < len(found[finding].fixes):
            await self.editor.fix(found[finding].fixes[fix])

    def _selected(self) -> None:
        """Show the lines of what is chosen."""
        span = span_of(self.editor)
        if span is None:
            self.area.mark_lines([])
            return
        first = self.editor.text.count("\n", 0, span[0])
        last = self.editor.text.count("\n", 0, span[1])
        self.area.mark_lines([{"line": line + 1, "kind": "selected"} for line in range(first, last + 1)])


def span_of(editor: Editor) -> tuple[int, int] | None:
    """Where the chosen step's own text stands."""
    from sayso.dsl.blocks import statement_at
    from sayso.editor.canvas.places import is_step, read

    flow = editor.compiled.flow
    if flow is None or not is_step(editor.selected):
        return None
    span = statement_at(flow, read(editor.selected)).span
    return span.start, span.end


def finding_of(finding: Diagnostic) -> dict[str, Any]:
    """A finding as the code area shows it."""
    fixes = [{"title": fix.title, "index": number} for number, fix in enumerate(finding.fixes)]
    return {
        "from": finding.span.start, "to": finding.span.end, "severity": finding.severity, "sentence": finding.sentence,
        "fixes": fixes,
    }  # fmt: skip


def _hover(found: Hover | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"from": found.start, "to": found.end, "text": "\n".join([found.title, *found.lines])}


def _list(found: Completions) -> dict[str, Any]:
    items = [
        {
            "label": one.label, "detail": one.last or one.detail, "info": one.reason,
            "edits": [{"from": found.start, "to": found.end, "text": one.text},
                      *({"from": more.span.start, "to": more.span.end, "text": more.text} for more in one.more)],
            "caret": one.caret,
        }
        for one in found.items
    ]  # fmt: skip
    return {"from": found.start, "to": found.end, "items": items}
