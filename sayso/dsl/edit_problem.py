"""What is raised when an edit cannot be made."""


class EditProblem(ValueError):
    """An edit that cannot be made; the sentence says why, in words for the person who tried."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
