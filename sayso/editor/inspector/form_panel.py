"""The public form of a flow, as a visitor will see it."""

from sayso.dsl.flow import OnForm
from sayso.dsl.print import print_header_line
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.outside import address_of, draw_address
from sayso.editor.kit.tags import Tag, box, icon, link, said, theirs
from sayso.runtime.operations.form_look import FormField, FormLook, form_look


class FormPanel:
    """The form of one trigger."""

    def __init__(self, bench: Bench, trigger: OnForm, number: int) -> None:
        """Nothing is drawn yet."""
        self.bench, self.trigger, self.number, self.say = bench, trigger, number, bench.say

    @property
    def key(self) -> str:
        """Another form, another title, or another standing of the flow."""
        line, flow = self.bench.editor.line, self.bench.editor.compiled.flow
        title = flow.name if flow is not None else ""
        return f"form {line.id} {line.status} {line.live} {title} {print_header_line(self.trigger)}"

    def draw(self) -> None:
        """The place; what is in it is looked up once the form stands."""
        self._holder = box("stack wide")
        self.bench.later(self._load)

    async def _load(self) -> None:
        editor, view = self.bench.editor, self.bench.editor.view
        look = await form_look(view.door, view.workspace, editor.flow, editor.compiled, self.number)
        if self._holder.is_deleted:
            return
        address = address_of(view, look.path)
        with self._holder:
            with box("stack tight"):
                draw_address(self.bench, address, look.status, "form")
                if look.status:
                    with link(address, look="button at-start").mark(target="_blank", rel="noopener"):
                        icon("external-link")
                        said(self.say("form.open"), tag="span")
            with box("stack tight"):
                said(self.say("form.preview"), "label", tag="h3")
                self._preview(look)

    def _preview(self, look: FormLook) -> None:
        """Its fields, which nobody can fill in here."""
        flow = self.bench.editor.compiled.flow
        title = (flow.name if flow is not None else "") or self.trigger.name
        with box("form-look stack wide", role="group", aria_label=self.say("form.preview")):
            theirs(title, "form-title words", tag="p")
            for entry in look.entries:
                self._field(entry)
            if not look.entries:
                said(self.say("form.no_fields"), "small quiet")
            Tag("span", self.say("form.send"), "button first at-start", {"aria-disabled": "true"})

    def _field(self, entry: FormField) -> None:
        say = self.say
        with box("field", data_entry=entry.name):
            with box("line wrap"):
                theirs(entry.label, "strong words")
                if not entry.required:
                    said(say("form.optional"), "small quiet", tag="span")
            hint = say.known(f"form.hint_{entry.kind}", "")
            if hint:
                said(hint, "small quiet", tag="span")
            if entry.kind in ("choice", "boolean"):
                words = entry.options or (say("form.yes"), say("form.no"))
                theirs(" · ".join(words), "input pretend words")
            else:
                Tag("span", "", "input pretend tall" if entry.long else "input pretend", {"aria-hidden": "true"})
