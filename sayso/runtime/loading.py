"""Of every record that comes in, only what the flow uses is kept: the fields the compiler listed, and what names it."""

from collections.abc import Mapping
from typing import Any


def loaded(value: Any, loads: Mapping[str, frozenset[str]]) -> Any:
    """A tool's answer with its records cut down to the fields this flow uses, by record type."""
    if isinstance(value, list):
        return [loaded(item, loads) for item in value]
    if not isinstance(value, dict):
        return value
    wanted = loads.get(value.get("type", "")) if "id" in value else None
    if wanted is None:
        return {name: loaded(item, loads) for name, item in value.items()}
    return {name: loaded(item, loads) for name, item in value.items() if name in wanted}
