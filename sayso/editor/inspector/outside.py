"""Addresses under which the outside reaches a flow, and whether it does now."""

from urllib.parse import quote

from sayso.editor.catalogue import Words
from sayso.editor.inspector.bench import Bench
from sayso.editor.kit.showing import Copy
from sayso.editor.kit.tags import badge, box, said, theirs
from sayso.editor.view import View

LOOKS = {"live": ("good", "circle-check"), "paused": ("warn", "pause"), "": ("", "circle")}
"""How each standing looks, always with its word."""


def address_of(view: View, path: str) -> str:
    """A path as somebody outside calls it."""
    request = view.client.request
    base = view.desk.public_url or (str(request.base_url) if request is not None else "")
    return base.rstrip("/") + quote(path)


def draw_address(bench: Bench, address: str, status: str, kind: str) -> None:
    """The address with its copy button, how it stands, and what that means; `kind` names the words."""
    say: Words = bench.say
    look, drawing = LOOKS.get(status, LOOKS[""])
    word = status if status in ("live", "paused") else "draft"
    with box("line apart"):
        said(say("outside.address"), "label", tag="span")
        badge(say(f"outside.{word}"), look, drawing).mark(data_stands=word)
    with box("line address"):
        theirs(address, "code grow words", tag="code").mark(data_outside="true")
        Copy(address, say("outside.copy"), say("outside.copied"))
    said(say(f"{kind}.{word}"), "small quiet")
