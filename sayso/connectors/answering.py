"""The live side of a service that only answers: asking it changes nothing, so it may be asked again."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sayso.connectors.shape import Call, Live, Looked, Resources

Answer = Callable[[Call, Resources], object]
"""Gives the answer of one tool, or raises `ToolError`."""


class Answering:
    """A live side made of one function per tool."""

    def __init__(self, answers: Mapping[str, Answer], resources: Resources) -> None:
        """`answers` is keyed by the tool's whole name."""
        self.answers, self.resources = answers, resources

    async def call(self, call: Call) -> object:
        """The answer of that tool."""
        return self.answers[call.tool](call, self.resources)

    async def lookup(self, call: Call) -> Looked:
        """Asking twice does no harm, so it is as if it had not happened."""
        return Looked(happened=False)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Answers are no records that could be read again."""
        return None


def answering(answers: Mapping[str, Answer]) -> Callable[[Resources], Live]:
    """How a live side is built from a table of answers."""
    return lambda resources: Answering(answers, resources)
