"""Plain tags with our own classes: a page is made of these, and of nothing that looks of its own accord."""

from collections.abc import Mapping

from nicegui.elements.mixins.text_element import TextElement

Attributes = Mapping[str, str | bool | int]


class Tag(TextElement):
    """One HTML tag, with words in it or other tags."""

    def __init__(self, tag: str, words: str = "", look: str = "", attributes: Attributes | None = None) -> None:
        """`look` names classes of the theme. Words are shown as they are, never as markup."""
        super().__init__(tag=tag, text=words)
        if look:
            self.classes(look)
        if attributes:
            self._props.update(attributes)

    def mark(self, **attributes: str | bool | int) -> "Tag":  # type: ignore[override]
        """Set attributes; `aria_label` is written `aria-label`."""
        self._props.update({name.replace("_", "-"): value for name, value in attributes.items()})
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


def icon(name: str, words: str = "") -> Tag:
    """A line drawing of `web/icons.json`; `words` say what it means where no word stands beside it."""
    told: Attributes = {"role": "img", "aria-label": words} if words else {"aria-hidden": "true"}
    return drawn(Tag("i", look="icon", attributes=told), name)


def drawn(tag: Tag, drawing: str) -> Tag:
    """A tag before whose words the theme draws an icon, which needs no tag of its own; without a name none."""
    return tag.mark(data_drawing=drawing) if drawing else tag


def badge(words: str, look: str = "", drawing: str = "") -> Tag:
    """A small label."""
    return drawn(Tag("span", words, f"badge {look}".strip()), drawing)


def link(to: str, words: str = "", look: str = "") -> Tag:
    """A link to another page of ours."""
    return Tag("a", words, look, {"href": to})
