"""Plain tags with our own classes: a page is made of these, and of nothing that looks of its own accord."""

from collections.abc import Mapping

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

SPRITE = "/static/icons.svg"
Attributes = Mapping[str, str | bool | int]


class Tag(TextElement):
    """One HTML tag, with words in it or other tags."""

    def __init__(self, tag: str, words: str = "", look: str = "", attributes: Attributes | None = None) -> None:
        """`look` names classes of the theme. Words are shown as they are, never as markup."""
        super().__init__(tag=tag, text=words)
        if look:
            self.classes(look)
        for name, value in (attributes or {}).items():
            self._props[name] = value

    def mark(self, **attributes: str | bool | int) -> "Tag":  # type: ignore[override]
        """Set attributes; `aria_label` is written `aria-label`."""
        for name, value in attributes.items():
            self._props[name.replace("_", "-")] = value
        return self


def box(look: str = "", **attributes: str | bool | int) -> Tag:
    """A plain container."""
    return Tag("div", look=look).mark(**attributes)


def said(words: str, look: str = "", tag: str = "p") -> Tag:
    """Words of the catalogue."""
    return Tag(tag, words, look)


def theirs(words: str, look: str = "", tag: str = "span") -> Tag:
    """Words of the workspace: names, messages, sentences of the engine. No catalogue translates them."""
    return Tag(tag, words, look, {"translate": "no", "dir": "auto"})


def cut(words: str, look: str = "", tag: str = "span") -> Tag:
    """Words of the workspace on one line; what does not fit is in the title."""
    return Tag(tag, words, f"cut {look}".strip(), {"translate": "no", "dir": "auto", "title": words})


def icon(name: str, words: str = "") -> Element:
    """A line drawing of `web/icons.json`; `words` say what it means where no word stands beside it."""
    drawn = Element("svg").classes("icon")
    drawn.props.update({"role": "img", "aria-label": words} if words else {"aria-hidden": "true"})
    drawn.props["innerHTML"] = f'<use href="{SPRITE}#i-{name}"></use>'
    return drawn


def badge(words: str, look: str = "", drawing: str = "") -> Tag:
    """A small label; the theme puts its drawing first."""
    made = Tag("span", words, f"badge {look}".strip())
    if drawing:
        with made:
            icon(drawing)
    return made


def link(to: str, words: str = "", look: str = "") -> Tag:
    """A link to another page of ours."""
    return Tag("a", words, look, {"href": to})
