"""What can be wrong with a flow that comes from another program, and how much of it is taken."""

LARGEST = 1_000_000
"""Bytes of a document."""

DEEPEST = 64
"""Levels of nodes inside nodes; each is at most two levels of the document."""


class ExchangeProblem(ValueError):
    """A document that cannot be taken: one plain sentence, and where in the document (`$.flow.body`) it was found."""

    def __init__(self, sentence: str, place: str = "$") -> None:
        super().__init__(sentence if place == "$" else f"{sentence} ({place})")
        self.sentence = sentence
        self.place = place
