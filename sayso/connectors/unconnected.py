"""The two sides of a service that is declared but not connected: it says so, and gives examples in simulations."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sayso.connectors.shape import Call, Live, Looked, NotConnected, Resources, Simulated

Example = Callable[[Call, Resources], object]
"""Makes the plausible answer of one tool, the same for the same call."""


class Unconnected:
    """A live side that refuses every call in one plain sentence."""

    def __init__(self, title: str, instead: str) -> None:
        """`instead` names a tool that works without connecting anything, or is empty."""
        self.title = title
        self.instead = instead

    async def call(self, call: Call) -> object:
        """Say that the service is not connected."""
        way_out = f", or use `{self.instead}`" if self.instead else ""
        raise NotConnected(f"{self.title} is not connected. Connect it under Connections{way_out}.")

    async def lookup(self, call: Call) -> Looked:
        """A call that was refused did not happen."""
        return Looked(happened=False)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Nothing can be read."""
        return None


class Examples:
    """A simulated side made of one example per tool."""

    def __init__(self, examples: Mapping[str, Example], resources: Resources) -> None:
        """`examples` is keyed by the tool's whole name."""
        self.examples = examples
        self.resources = resources

    def simulate(self, call: Call) -> object:
        """The example of that tool."""
        return self.examples[call.tool](call, self.resources)

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Examples have no records of their own."""
        return None


def unconnected(title: str, instead: str = "") -> Callable[[Resources], Live]:
    """How the live side of an unconnected service is built."""
    side = Unconnected(title, instead)
    return lambda resources: side


def examples(table: Mapping[str, Example]) -> Callable[[Resources], Simulated]:
    """How a simulated side is built from a table of examples."""
    return lambda resources: Examples(table, resources)


def nothing(call: Call, resources: Resources) -> object:
    """The example of a tool that gives nothing back."""
    return None
