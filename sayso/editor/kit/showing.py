"""What a page shows beyond fields: whether something was in view, a text to copy, the place its address names."""

from nicegui.element import Element

from sayso.editor.kit.doing import Handler, doing
from sayso.editor.kit.tags import Tag


class Seen(Element, component="seen.js"):
    """Around something that must have been in view: `seen` hears it once, when all of it was."""

    def __init__(self, seen: Handler) -> None:
        super().__init__()
        self.on("seen", doing(seen))


class Copy(Element, component="copy.js"):
    """A button that copies a text; `after` is what it says then."""

    def __init__(self, text: str, label: str, after: str) -> None:
        super().__init__()
        for name, value in {"text": text, "label": label, "after": after}.items():
            self._props[name] = value


class Aim(Element, component="aim.js"):
    """Goes to what the address names behind `#`; `missing` hears the name of what is not on the page."""

    def __init__(self, missing: Handler) -> None:
        super().__init__()
        self.on("missing", doing(missing))


def pressed(buttons: dict[str, Tag], chosen: str) -> None:
    """Show which one of several buttons is chosen; they stay, and so does the focus."""
    for name, one in buttons.items():
        one.mark(aria_pressed="true" if name == chosen else "false")
