"""The flows that come with Sayso, as texts; told without opening a workspace."""

from functools import cache
from importlib.resources import files

BUNDLED = (("templates",), ("sample", "flows"))
"""Where they lie in the package."""


@cache
def bundled() -> tuple[str, ...]:
    """The texts of the flows that come with Sayso, in the order of their names."""
    places = [files("sayso").joinpath(*parts) for parts in BUNDLED]
    found = {
        one.name: one.read_text("utf-8") for place in places for one in place.iterdir() if one.name[-5:] == ".flow"
    }
    return tuple(found[name] for name in sorted(found))
