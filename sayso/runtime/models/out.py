"""How a model is out."""


class Out(Exception):
    """The model gives no answer now; the sentence goes on after its name: "is too busy"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotTaken(Out):
    """The endpoint did not take the request as it was made; another way may do."""
