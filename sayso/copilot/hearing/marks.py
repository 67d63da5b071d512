"""Where the lines of a flow come from, and what was guessed on the way."""

import msgspec

from sayso.copilot.hearing.meaning import Ask


class Mark(msgspec.Struct):
    """What a line of the flow came from: words of the request, or an assumption that nobody asked for."""

    places: tuple[int, ...] = ()
    assumed: bool = False
    wait_assumed: bool = False
    approval_assumed: bool = False


class Guess(msgspec.Struct):
    """An assumption: what it says, what the flow holds for it, and what else it could hold, in the language."""

    text: str
    current: str
    options: list[tuple[str, str]]
    mark: int


class Written(msgspec.Struct):
    """The lines of a flow, what each came from, and what was assumed and must be asked."""

    text: str
    marks: list[Mark]
    guesses: list[Guess]
    asks: list[Ask]
