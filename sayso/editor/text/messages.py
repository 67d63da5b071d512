"""What the browser may send about the text; what does not have this shape is left lying."""

from typing import Any

KINDS = ("type", "paste", "line")


def is_change(said: object) -> bool:
    """Whether this is a change of the text: `{base, seq, kind, caret, changes: [{from, to, text}]}`."""
    if not isinstance(said, dict) or said.get("kind") not in KINDS or not isinstance(said.get("changes"), list):
        return False
    counted = all(number(said, name) is not None for name in ("base", "seq", "caret"))
    return counted and all(_is_edit(each) for each in said["changes"])


def is_question(said: object) -> bool:
    """Whether this asks for completion or for what stands at a place."""
    if not isinstance(said, dict) or said.get("kind") not in ("complete", "hover"):
        return False
    return all(number(said, name) is not None for name in ("id", "base", "seq", "pos"))


def number(said: Any, name: str) -> int | None:
    """A whole number of a message that is not below zero, or None where there is none."""
    value = said.get(name) if isinstance(said, dict) else None
    return value if type(value) is int and value >= 0 else None


def _is_edit(each: Any) -> bool:
    start, end = number(each, "from"), number(each, "to")
    return start is not None and end is not None and start <= end and isinstance(each.get("text"), str)
