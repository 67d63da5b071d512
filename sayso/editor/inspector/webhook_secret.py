"""A webhook's secret: hidden, shown on a click, made anew with its consequence told first."""

from sayso.editor.inspector.bench import Bench
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.sheets import ask
from sayso.editor.kit.showing import Copy
from sayso.editor.kit.tags import Tag, box, icon, said, theirs
from sayso.runtime.operations.receiving import webhook_secret
from sayso.runtime.operations.requests import WebhookPlace, webhook_place

HIDDEN = "•" * 16


class SecretLine:
    """The secret of one webhook."""

    def __init__(self, bench: Bench, name: str, place: WebhookPlace) -> None:
        """Hidden."""
        self.bench, self.name, self.place, self.say = bench, name, place, bench.say
        self.view, self.flow = bench.editor.view, bench.editor.flow

    def draw(self) -> None:
        """Draw it where one is."""
        say = self.say
        if self.place.scheme == "none":
            said(say("webhook.open"), "note warn")
            return
        said(say("webhook.secret"), "label", tag="span")
        if not self.place.status:
            said(say("webhook.secret_draft"), "small quiet")
            return
        self._holder = box("line wrap address", data_secret="hidden")
        self._show("")
        if not self.bench.off:
            button(say("webhook.new"), self._new, "link small-one", "refresh")
        with Tag("details", look="more small"):
            with Tag("summary", look="line"):
                icon("chevron-right")
                said(say("webhook.sign"), tag="span")
            with box("stack tight"):
                for key in ("sign_header", "sign_what", "sign_once"):
                    said(say(f"webhook.{key}"), "small quiet words")

    def _show(self, secret: str) -> None:
        """The secret, or dots in its place."""
        say = self.say
        self._holder.mark(data_secret="shown" if secret else "hidden")
        self._holder.clear()
        with self._holder:
            theirs(secret or HIDDEN, "code grow words", tag="code").mark(aria_label=say("webhook.secret"))
            if secret:
                Copy(secret, say("outside.copy"), say("outside.copied"))
                button(say("webhook.hide"), lambda: self._show(""))
            else:
                button(say("webhook.show"), self._reveal, "", "eye")

    async def _reveal(self) -> None:
        self._show(await webhook_secret(self.view.door, self.view.workspace, self.flow, self.name, self.view.who))

    async def _new(self) -> None:
        """Another secret, once somebody agreed to what that means."""
        say, door, workspace = self.say, self.view.door, self.view.workspace
        place = await webhook_place(door, workspace, self.flow, self.name)
        told = [say("webhook.new_signs"), say("webhook.new_before")]
        told += [say("webhook.new_older")] if place.secrets > 1 else []
        if await ask(self.view, say("webhook.new_title"), told, say("webhook.new_yes"), danger=True):
            self._show(await webhook_secret(door, workspace, self.flow, self.name, self.view.who, new=True))
            toast(say("webhook.new_done"))
