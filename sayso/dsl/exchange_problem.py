"""What can be wrong with a flow that comes from another program, and how much of it is taken."""

LARGEST = 1_000_000
"""Bytes of a document."""

DEEPEST = 64
"""Blocks inside blocks, and inside the innermost one expressions inside expressions: what a text may have too."""

LEVELS = 6 * DEEPEST
"""Levels of a document: a block is three of them, an expression at most three."""


class ExchangeProblem(ValueError):
    """A document that cannot be taken: one plain sentence, and where in the document (`$.flow.body`) it was found."""

    def __init__(self, sentence: str, place: str = "$") -> None:
        super().__init__(sentence if place == "$" else f"{sentence} ({place})")
        self.sentence = sentence
        self.place = place
