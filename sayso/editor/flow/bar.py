"""Under the header: what the flow does at most, what keeps it from running, and text without a safe reading."""

from sayso.compiler.bounds import arithmetic, words
from sayso.dsl.diagnostics import Diagnostic
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button
from sayso.editor.kit.sheets import sheet
from sayso.editor.kit.tags import box, icon, said, theirs

SHOWN = 3


class Bar:
    """The lines between header and views."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.today = ""
        self._told: tuple[object, ...] = ()
        self._found: tuple[object, ...] = ()
        with box("bars"):
            self._line = box("")
            self._findings = box("stack tight")
        editor.at_once.append(self.show)
        self.show()

    def show(self) -> None:
        """Show them as things are now; what says the same stays, so that no click on it is lost."""
        editor, bounds = self.editor, self.editor.compiled.bounds
        told = (self.today, words(bounds) if bounds is not None else "")
        if told != self._told:
            self._told = told
            self._line.clear()
            with self._line:
                self._at_most()
        broken = editor.draft.good if editor.compiled.flow is None else None
        found = (broken, editor.errors, editor.offered)
        if found != self._found:
            self._found = found
            self._findings.clear()
            with self._findings:
                self._broken() if editor.compiled.flow is None else self._list()

    def _broken(self) -> None:
        """Nothing can be drawn: what is wrong, and the ways out of it."""
        editor, say = self.editor, self.editor.say
        finding = next(iter(editor.errors), None)
        if finding is None:
            said(say("bar.nothing_yet"), "quiet")
            return
        with box("note bad line wrap", role="alert", data_bar="broken"):
            icon("alert-triangle")
            theirs(say("bar.line", line=_line(editor, finding), sentence=finding.sentence), "grow words")
            for fix in finding.fixes[:1]:
                button(say("bar.add"), lambda fix=fix: editor.fix(fix)).mark(title=fix.title)
            button(say("bar.go"), lambda: [reveal(finding.span.start) for reveal in editor.on_reveal])
            if editor.draft.good:
                button(say("bar.back"), lambda: editor.change(editor.draft.good, say("bar.went_back")))

    def _at_most(self) -> None:
        editor, bounds = self.editor, self.editor.compiled.bounds
        if bounds is None:
            return
        with box("at-most line wrap"):
            icon("shield")
            if self.today:
                theirs(self.today, "words", tag="span")
            theirs(words(bounds), "words strong", tag="span").mark(data_at_most="true")
            button(editor.say("bar.arithmetic"), lambda: self._why(), "link small")

    def _why(self) -> None:
        bounds = self.editor.compiled.bounds
        with sheet(self.editor.view, self.editor.say("bar.why"), middle=True):
            for line in arithmetic(bounds) if bounds is not None else []:
                theirs(line.replace("`", ""), "words", tag="p")

    def _list(self) -> None:
        """What keeps it from running, each with its mend in one click."""
        editor, errors = self.editor, self.editor.errors
        for number, finding in enumerate(errors[:SHOWN]):
            with box("note warn line wrap", role="status", data_finding=finding.slug):
                icon("alert-triangle")
                theirs(finding.sentence, "grow words")
                if number == 0 and editor.offered is not None:
                    button(*editor.offered).mark(translate="no")
                    button(editor.say("editor.undo"), editor.undo)
                for fix in finding.fixes[:2]:
                    button(fix.title, lambda fix=fix: editor.fix(fix)).mark(translate="no")
                button(editor.say("bar.show"), lambda finding=finding: self._go(finding), "plain")
        if len(errors) > SHOWN:
            said(editor.say("bar.more", n=len(errors) - SHOWN), "small quiet")

    def _go(self, finding: Diagnostic) -> None:
        from sayso.dsl.blocks import find
        from sayso.editor.canvas.places import written

        editor = self.editor
        address = find(editor.compiled.flow, finding.span.start) if editor.compiled.flow is not None else None
        editor.select(written(address) if address else "trigger:0")
        for reveal in editor.on_reveal:
            reveal(finding.span.start)


def _line(editor: Editor, finding: Diagnostic) -> int:
    return editor.text.count("\n", 0, finding.span.start) + 1
