"""What the browser may ask for: each wish with the fields it needs. What does not have this shape is not passed on."""

from typing import Any

INTENTS: dict[str, dict[str, type]] = {
    "select": {"ids": list},
    "open": {"id": str},
    "insert": {"place": str, "after": str, "x": int, "y": int},
    "move": {"ids": list, "place": str, "copy": bool},
    "drag": {"ids": list},
    "drop": {"place": str, "item": str},
    "delete": {"ids": list},
    "copy": {"ids": list},
    "cut": {"ids": list},
    "paste": {"text": str, "ids": list},
    "note": {"note": str, "id": str},
    "command": {"key": str},
    "ready": {},
    "resync": {},
}
"""Wish → the fields it must have, and of which kind; `ids` are the ids of boxes. The last two stay here."""


def is_intent(said: object) -> bool:
    """Whether a message of the browser is one of `INTENTS`, with everything it needs."""
    if not isinstance(said, dict) or not isinstance(said.get("do"), str):
        return False
    needed = INTENTS.get(said["do"])
    return needed is not None and all(_fits(said.get(name), kind) for name, kind in needed.items())


def _fits(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return type(value) is kind
